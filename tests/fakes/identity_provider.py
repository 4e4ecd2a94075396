"""An OpenID provider on loopback. It checks the client as a real one does (PKCE, secret, redirect address), and says of
a person what a test tells it, right or wrong.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "renkei", "s3cret"


class IdentityProvider:
    """`claims` replace or (None) remove claims of the coming ID tokens; `person` signs in without being asked."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.redirect = ""
        self.published = [self.new_key()]
        self.key_requests = 0
        self._codes: dict[str, dict[str, str]] = {}
        self.reset()

    def reset(self) -> None:
        """Right in everything."""
        self.published = self.published[:1]
        self.signing = self.published[0]
        self.person: dict[str, Any] = {"sub": "u-1001", "name": "海風 花子", "roles": ["staff"]}
        self.claims: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.algorithm = "RS256"

    def new_key(self) -> RSAKey:
        """A key with an id of its own."""
        return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["redirect_uri"] == self.redirect
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(8)
        self._codes[code] = query
        return f"{self.redirect}?{urlencode({'code': code, 'state': query['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The reply of the token endpoint."""
        asked = self._codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {basic}":
            return 401, {"error": "invalid_client"}
        challenge = _encoded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
                  **self.person, **self.claims}  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "HS256":  # the trick of signing with the public key as if it were a shared secret
            said = ".".join(_encoded(json.dumps(p).encode()) for p in ({"alg": "HS256", "kid": self.signing.kid}, claims))
            return f"{said}.{_encoded(hmac.digest(self.signing.as_pem(private=False), said.encode(), 'sha256'))}"
        if self.algorithm == "none":
            return ".".join((*(_encoded(json.dumps(part).encode()) for part in ({"alg": "none"}, claims)), ""))
        return jwt.encode({"alg": "RS256", "kid": self.signing.kid}, claims, self.signing)

    def document(self) -> dict[str, Any]:
        """What it publishes of itself."""
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"], **self.metadata,
        }  # fmt: skip

    def keys(self) -> dict[str, Any]:
        """The published keys."""
        self.key_requests += 1
        return {"keys": [key.as_dict(private=False) for key in self.published]}


def _encoded(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """A provider on a free port of the loopback address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif parts.path == "/keys":
                self._reply(200, provider.keys())
            elif parts.path == "/.well-known/openid-configuration":
                self._reply(200, provider.document())
            else:
                self._reply(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._reply(*provider.token(form, self.headers.get("Authorization", "")))

        def _reply(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = IdentityProvider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)

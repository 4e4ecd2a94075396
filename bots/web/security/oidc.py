"""An OpenID provider (RENKEI_AUTH=oidc): where to send a browser, and who it is when it comes back with a code.

Authorization code with PKCE, state and nonce; the ID token is checked against the provider's keys (OpenID Connect Core
1.0, section 3.1.3.7). Authlib does the protocol; it is imported where this mode is used.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from assistant.access import Access
from assistant.errors import SignInFailed
from bots.web.security.attempts import Attempt
from bots.web.security.people import person
from bots.web.security.users import User

log = logging.getLogger("renkei.web")

CALLBACK = "/login/callback"
LEEWAY = 60
"""Seconds by which the clocks of the two machines may differ."""
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures that only the provider can make; never `none`, never one that is checked with a shared secret."""
_KEPT = 3600.0
_KEYS_AGAIN = 60.0
"""Seconds for which what the provider publishes is kept, and before keys are asked for again."""
_TIMEOUT = 10.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """The provider that `access` names. Nothing is asked of it before somebody signs in."""

    def __init__(self, access: Access, clock: Callable[[], float] = time.time) -> None:
        self._access = access
        self._clock = clock
        self._published: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def address(self, attempt: Attempt) -> str:
        """Where the browser signs in.

        Raises:
            SignInFailed: the provider cannot be reached, or is not the one that was named.
        """
        endpoint = (await self._metadata())["authorization_endpoint"]
        async with self._client() as client:
            url, _ = client.create_authorization_url(
                endpoint, state=attempt.state, code_verifier=attempt.verifier, nonce=attempt.nonce
            )
        return str(url)

    async def user(self, code: str, attempt: Attempt) -> User:
        """Who came back with `code`.

        Raises:
            SignInFailed: the provider does not stand for them, its token cannot be trusted, or they have no role.
        """
        metadata = await self._metadata()
        try:
            async with self._client(metadata) as client:
                token = await client.fetch_token(
                    metadata["token_endpoint"], grant_type="authorization_code", code=code,
                    code_verifier=attempt.verifier,
                )  # fmt: skip
        except OAuthError as error:
            raise SignInFailed(f"the provider refused the code: {error.error}", reason="refused") from error
        except (httpx2.HTTPError, ValueError) as error:
            raise _unreachable(error) from error
        claims = await self._checked(token, attempt)
        return self._person(claims)

    async def leave_address(self) -> str:
        """Where one signs out of the provider too; empty where it has no such place or cannot be reached."""
        try:
            endpoint = (await self._metadata()).get("end_session_endpoint")
        except SignInFailed as error:
            log.warning("no address for signing out, %s: %s", error.reference, error)
            return ""
        door = f"{self._access.public_url}/login"
        back = {"client_id": self._access.oidc_client_id, "post_logout_redirect_uri": door}
        return f"{endpoint}{'&' if '?' in str(endpoint) else '?'}{urlencode(back)}" if endpoint else ""

    def _client(self, metadata: Mapping[str, Any] | None = None) -> AsyncOAuth2Client:
        # Core 1.0 says that a provider which names no method takes the secret as a Basic header
        methods = (metadata or {}).get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        secret = self._access.oidc_client_secret
        return AsyncOAuth2Client(
            client_id=self._access.oidc_client_id, client_secret=secret or None,
            scope=self._access.oidc_scope, redirect_uri=self._access.public_url + CALLBACK,
            code_challenge_method="S256", token_endpoint_auth_method=method if secret else "none",
            timeout=_TIMEOUT,
        )  # fmt: skip

    async def _metadata(self) -> Mapping[str, Any]:
        now = self._clock()
        if self._published is None or now - self._published[0] > _KEPT:
            issuer = self._access.oidc_issuer
            found = await self._fetched(f"{issuer}/.well-known/openid-configuration")
            if str(found.get("issuer", "")).rstrip("/") != issuer or not all(found.get(name) for name in _ENDPOINTS):
                raise SignInFailed(f"{issuer} does not describe itself", reason="unreachable")
            self._published = (now, found)
        return self._published[1]

    async def _key_set(self, *, again: bool = False) -> KeySet:
        now = self._clock()
        age = now - self._keys[0] if self._keys else _KEPT + 1
        if self._keys is None or age > (_KEYS_AGAIN if again else _KEPT):
            found = await self._fetched(str((await self._metadata())["jwks_uri"]))
            try:
                self._keys = (now, KeySet.import_key_set(found))  # type: ignore[arg-type]
            except (JoseError, KeyError, TypeError, ValueError) as error:
                raise SignInFailed("the provider's keys cannot be read", reason="unreachable") from error
        return self._keys[1]

    async def _fetched(self, url: str) -> Mapping[str, Any]:
        try:
            async with self._client() as client:
                response = await client.request("GET", url, withhold_token=True)
                response.raise_for_status()
                found = response.json()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise _unreachable(error) from error
        if not isinstance(found, Mapping):
            raise SignInFailed(f"{url} is no object", reason="unreachable")
        return found

    async def _checked(self, token: Mapping[str, Any], attempt: Attempt) -> Mapping[str, Any]:
        """The claims of the ID token, once everything about it is right."""
        encoded = str(token.get("id_token", ""))
        try:
            try:
                decoded = _decoded(encoded, await self._key_set())
            except InvalidKeyIdError:  # the provider has new keys
                decoded = _decoded(encoded, await self._key_set(again=True))
            metadata = await self._metadata()
            claims = CodeIDToken(
                decoded.claims, decoded.header,
                {"iss": {"essential": True, "value": metadata["issuer"]},
                 "aud": {"essential": True, "value": self._access.oidc_client_id}},
                {"nonce": attempt.nonce, "client_id": self._access.oidc_client_id,
                 "access_token": token.get("access_token")},
            )  # fmt: skip
            claims.validate(now=int(self._clock()), leeway=LEEWAY)
        except ExpiredTokenError as error:
            raise SignInFailed("the ID token has expired", reason="expired") from error
        except InvalidClaimError as error:
            reason = "audience" if error.claim in ("aud", "azp") else "token"
            raise SignInFailed(f"the ID token's {error.claim} is wrong", reason=reason) from error
        except (JoseError, ValueError, TypeError) as error:
            raise SignInFailed(f"the ID token cannot be trusted: {type(error).__name__}", reason="token") from error
        return dict(claims)

    def _person(self, claims: Mapping[str, Any]) -> User:
        groups = _inside(claims, self._access.oidc_role_claim)
        name = _inside(claims, self._access.oidc_name_claim)
        listed = groups if isinstance(groups, list) else str(groups or "").split()
        return person(
            "oidc", f"{claims['iss']} {claims['sub']}", name=str(name or ""), groups=map(str, listed),
            roles=self._access.roles,
        )  # fmt: skip


def _decoded(encoded: str, keys: KeySet) -> jwt.Token:
    return jwt.decode(encoded, keys, registry=JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False))


def _inside(claims: Mapping[str, Any], name: str) -> Any:
    """The claim `name`; where there is none of that whole name, its dots lead into objects."""
    if name in claims:
        return claims[name]
    held: Any = claims
    for part in name.split("."):
        held = held.get(part) if isinstance(held, Mapping) else None
    return held


def _unreachable(error: Exception) -> SignInFailed:
    return SignInFailed(f"the provider did not answer: {type(error).__name__}", reason="unreachable")

"""A sign-in under way: a browser carries its state in a signed cookie of ten minutes, and the server stores nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from assistant.errors import SignInFailed

COOKIE = "renkei_sign_in"
LIFETIME = 600
"""Seconds in which somebody has to be back from the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`state` binds the answer to this browser, `nonce` the token, `verifier` (PKCE) the code; then to `next`."""

    state: str
    nonce: str
    verifier: str
    next: str
    begun: int


class Attempts:
    """Begins sign-ins and knows them again, with the key of the installation."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def begin(self, now: float, next_path: str) -> Attempt:
        """A new attempt."""
        return self._made(secrets.token_urlsafe(24), next_path, int(now))

    def write(self, attempt: Attempt) -> str:
        """The value of the cookie. It holds neither nonce nor verifier: both follow from the state and the key."""
        path = base64.urlsafe_b64encode(attempt.next.encode()).decode().rstrip("=")
        said = f"{attempt.state}.{path}.{attempt.begun}"
        return f"{said}.{self._digest('attempt', said)}"

    def read(self, value: str, state: str, now: float) -> Attempt:
        """The attempt that this browser began and that the provider answers with `state`.

        Raises:
            SignInFailed: it was not begun here, by another browser, or too long ago.
        """
        said, _, signature = value.rpartition(".")
        parts = said.split(".")
        if len(parts) != 3 or not _same(signature, self._digest("attempt", said)) or not _same(parts[0], state):
            raise SignInFailed("state of another sign-in", reason="state")
        if now - int(parts[2]) > LIFETIME:
            raise SignInFailed("sign-in took too long", reason="late")
        try:
            path = base64.urlsafe_b64decode(parts[1] + "==").decode()
        except (binascii.Error, UnicodeError) as error:
            raise SignInFailed("no path in the sign-in", reason="state") from error
        return self._made(parts[0], path, int(parts[2]))

    def _made(self, state: str, next_path: str, begun: int) -> Attempt:
        return Attempt(
            state=state, nonce=self._digest("nonce", state), verifier=self._digest("verifier", state), next=next_path,
            begun=begun,
        )  # fmt: skip

    def _digest(self, purpose: str, said: str) -> str:
        return hmac.new(self._key, f"sign-in {purpose}:{said}".encode(), hashlib.sha256).hexdigest()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())

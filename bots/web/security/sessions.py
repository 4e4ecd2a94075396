"""The session cookie: an id, the token or the person it was opened with (none before signing in) and a signature.
The server stores only which ones were signed out of; a revoked token ends its sessions at once, a new key all of them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import StorageError
from bots.web.security.ended import Ended
from bots.web.security.users import User

COOKIE = "renkei"
LIFETIME = 12 * 3600
"""Seconds for which a signed-in session lasts."""
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser. `token_id` is empty until somebody signs in with a token, `user` until an OpenID provider vouches
    for somebody; `issued` is in seconds since 1970.
    """

    id: str
    token_id: str = ""
    user: User | None = None
    issued: int

    @property
    def signed_in(self) -> bool:
        """Whether somebody signed in, so that the session comes to an end."""
        return bool(self.token_id or self.user)


class Sessions:
    """Writes and reads cookies with the key of the installation."""

    def __init__(self, key: bytes, ended: Ended) -> None:
        self._key = key
        self._ended = ended

    def new(self, now: float, token_id: str = "", user: User | None = None) -> Session:
        """A session with a fresh id, so that nobody can prepare one for somebody else."""
        return Session(id=secrets.token_urlsafe(18), token_id=token_id, user=user, issued=int(now))

    def write(self, session: Session) -> str:
        """The value of the cookie."""
        said = f"{session.id}.{session.token_id}.{_packed(session.user)}.{session.issued}"
        return f"{said}.{self._sign('session', said)}"

    def read(self, value: str, now: float) -> Session | None:
        """The session of a cookie, or None where it was not written here, is too old or was ended."""
        said, _, signature = value.rpartition(".")
        parts = said.split(".")
        if len(parts) != 4 or not hmac.compare_digest(signature.encode(), self._sign("session", said).encode()):
            return None
        session = Session(id=parts[0], token_id=parts[1], user=_unpacked(parts[2]), issued=int(parts[3]))
        over = session.signed_in and (now - session.issued > LIFETIME or session.id in self._ended)
        return None if over else session

    def end(self, session: Session, now: float) -> None:
        """Let the cookie of `session` open nothing any more, whoever holds a copy."""
        if session.signed_in:
            self._ended.add(session.id, session.issued + LIFETIME, now)

    def csrf(self, session: Session) -> str:
        """What a form of this session has to carry."""
        return self._sign("csrf", session.id)

    def _sign(self, purpose: str, said: str) -> str:
        return hmac.new(self._key, f"{purpose}:{said}".encode(), hashlib.sha256).hexdigest()


def _packed(user: User | None) -> str:
    # without "=", which would put the cookie into quotes
    return base64.urlsafe_b64encode(json.dumps(asdict(user)).encode()).decode().rstrip("=") if user else ""


def _unpacked(said: str) -> User | None:
    return User(**json.loads(base64.urlsafe_b64decode(said + "=="))) if said else None


def load_key(path: Path) -> bytes:
    """The key in `path`, made when it is first asked for.

    Raises:
        StorageError: it can neither be read nor made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        try:
            os.link(fresh, path)  # the first of several processes wins, and never with half a key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path}: {error}", path=str(path), reason=error.strerror or "") from error

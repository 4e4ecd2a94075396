"""Access tokens: made once, shown once, kept as hashes in one small file that every change replaces as a whole."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from assistant.errors import NotFound, StorageError
from bots.web.security.users import Role, User

TOKENS = "tokens.json"
"""The file in the data folder."""
_PREFIX = "rk_"
_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is kept of a token. The token itself is 256 random bits, so a plain SHA-256 cannot be guessed back."""

    id: str
    name: str
    role: Role
    sha256: str
    created: str

    @property
    def user(self) -> User:
        """The user that the token stands for."""
        return User(id=self.id, name=self.name, role=self.role)


class TokenStore:
    """The tokens of an installation. Changes made by another process are seen at the next look."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, dict[str, Token]] = (-1, {})

    def create(self, name: str, role: Role) -> tuple[Token, str]:
        """A new token: what is kept, and the secret, which is not.

        Raises:
            StorageError: the file cannot be written.
        """
        secret = _PREFIX + secrets.token_urlsafe(_BYTES)
        token = Token(
            id=secrets.token_hex(4), name=name, role=role, sha256=_hash(secret),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip
        self._change(lambda tokens: [*tokens, token])
        return token, secret

    def revoke(self, token_id: str) -> Token:
        """Take a token back; it opens nothing from now on.

        Raises:
            NotFound: there is no such token.
        """
        found = self.by_id(token_id)
        if found is None:
            raise NotFound(f"no token {token_id!r}", name=token_id, kind="token")
        self._change(lambda tokens: [token for token in tokens if token.id != token_id])
        return found

    def all(self) -> Sequence[Token]:
        """All tokens, in the order of their making."""
        return tuple(self._tokens().values())

    def by_id(self, token_id: str) -> Token | None:
        """The token with this id."""
        return self._tokens().get(token_id)

    def by_secret(self, secret: str) -> Token | None:
        """The token that `secret` is."""
        wanted = _hash(secret)
        return next((t for t in self._tokens().values() if secrets.compare_digest(t.sha256, wanted)), None)

    def _tokens(self) -> dict[str, Token]:
        try:
            stamp = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return {}
        if stamp != self._read[0]:
            rows = [Token(**row) for row in json.loads(self._path.read_text(encoding="utf-8"))]
            self._read = (stamp, {token.id: token for token in rows})
        return self._read[1]

    def _change(self, change: Callable[[list[Token]], list[Token]]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._path}.lock"):
                rows = [asdict(token) for token in change(list(self._tokens().values()))]
                fresh = self._path.with_suffix(".new")
                handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(rows, file, ensure_ascii=False, indent=1)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(fresh, self._path)
        except OSError as error:
            raise StorageError(f"{self._path}: {error}", path=str(self._path), reason=error.strerror or "") from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

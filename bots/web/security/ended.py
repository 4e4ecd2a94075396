"""Sessions that somebody signed out of. Cookies are not kept here, so what has to be known are those that must not open
anything any more; each is forgotten when it would have come to its end anyway.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

log = logging.getLogger("renkei.web")

ENDED = "web.ended"
"""The file in the data folder: one line for each session, its id and when it ends, in seconds since 1970."""


class Ended:
    """The sessions of an installation that were ended. Threads may share it."""

    def __init__(self, path: Path, now: float) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._until = {session: until for session, until in _read(path) if until > now}
        if self._until:
            self._write()

    def __contains__(self, session: str) -> bool:
        return session in self._until

    def add(self, session: str, until: int, now: float) -> None:
        """The session `session`, which would last until `until`, opens nothing from now on. A full disk keeps nobody
        signed in: it is known here at least as long as this process lives.
        """
        with self._lock:
            self._until = {held: end for held, end in self._until.items() if end > now} | {session: until}
            self._write()

    def _write(self) -> None:
        fresh = self._path.with_name(f"{self._path.name}.new")
        try:
            fresh.write_text("".join(f"{session} {until}\n" for session, until in self._until.items()), "utf-8")
            fresh.replace(self._path)
        except OSError as error:
            log.error("that a session was ended was not written down: %s", error)


def _read(path: Path) -> list[tuple[str, int]]:
    try:
        rows = [line.split() for line in path.read_text("utf-8").splitlines()]
        return [(session, int(until)) for session, until in rows]
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        log.error("the sessions that were ended cannot be read: %s", error)
        return []

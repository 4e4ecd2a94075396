"""Stop buttons that were pressed where another process answers: they are left in the database for it to find."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from assistant.errors import NotFound
from assistant.sessions.clock import Clock, now
from assistant.sessions.records import Records
from bots.slack.place import Place

KIND = "slack_stop"
_KEPT = timedelta(hours=1)
_AT_ONCE = 100


class Stops:
    """One record for each press."""

    def __init__(self, records: Records, clock: Clock = now) -> None:
        self._records = records
        self._clock = clock

    def press(self, place: Place) -> None:
        """Ask whichever process answers in the thread to stop.

        Raises:
            StorageError: the database cannot be written.
        """
        self._records.create(KIND, owner=place.room, title="", body={})

    def pressed(self) -> dict[str, datetime]:
        """For each thread (`Place.room`) in which that was asked lately: when, the last time.

        Raises:
            StorageError: the database cannot be read.
        """
        heads = self._records.heads(KIND, owner=None, limit=_AT_ONCE)
        return {head.owner: head.created_at for head in reversed(heads)}

    def purge(self) -> None:
        """Forget what is over.

        Raises:
            StorageError: the database cannot be written.
        """
        before = self._clock() - _KEPT
        for head in self._records.heads(KIND, owner=None, limit=_AT_ONCE):
            if head.created_at < before:
                with suppress(NotFound):  # another process was faster
                    self._records.delete(KIND, head.id, owner=None)

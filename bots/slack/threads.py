"""Threads that the app takes part in: there, a follow-up needs no mention."""

from __future__ import annotations

from assistant.sessions.records import Records
from bots.slack.place import Place

KIND = "slack_thread"


class Threads:
    """Which threads the app was addressed in. It is written before the first answer, so that no follow-up is missed."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def known(self, place: Place) -> bool:
        """Whether the app is in the thread.

        Raises:
            StorageError: the database cannot be read.
        """
        return bool(self._records.heads(KIND, owner=place.room, limit=1))

    def join(self, place: Place) -> None:
        """Take part from now on.

        Raises:
            StorageError: the database cannot be written.
        """
        if not self.known(place):
            self._records.create(KIND, owner=place.room, title="", body={})

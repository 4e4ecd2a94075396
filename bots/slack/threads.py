"""Threads that the app takes part in: there, a follow-up needs no mention. A thread may have a task of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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

    def join(self, place: Place, task: Mapping[str, Any] | None = None) -> bool:
        """Take part from now on; `task` says with what, where it is not to answer questions. False where the app took
        part before.

        Raises:
            StorageError: the database cannot be written.
        """
        if self.known(place):
            return False
        self._records.create(KIND, owner=place.room, title="", body=dict(task or {}))
        return True

    def task(self, place: Place) -> dict[str, Any]:
        """The task of the thread as it was last kept; empty where it is to answer questions.

        Raises:
            StorageError: the database cannot be read.
        """
        heads = self._records.heads(KIND, owner=place.room, limit=1)
        return dict(self._records.get(KIND, heads[0].id, owner=place.room).body) if heads else {}

    def keep(self, place: Place, task: Mapping[str, Any]) -> None:
        """Keep where the task of the thread stands.

        Raises:
            StorageError: the database cannot be written.
            Conflict: somebody kept it in this moment.
        """
        heads = self._records.heads(KIND, owner=place.room, limit=1)
        self._records.save(self._records.get(KIND, heads[0].id, owner=place.room), body=dict(task))

"""Which conversation of a person a thread continues: one of direct messages, or one with private answers."""

from __future__ import annotations

from assistant.sessions.records import Records
from bots.slack.place import Place

KIND = "slack_conversation"


class Linked:
    """One record for each thread."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def of(self, place: Place) -> str:
        """Id of the conversation, or nothing.

        Raises:
            StorageError: the database cannot be read.
        """
        owner = _owner(place)
        heads = self._records.heads(KIND, owner=owner, limit=1)
        return str(self._records.get(KIND, heads[0].id, owner=owner).body["conversation"]) if heads else ""

    def link(self, place: Place, conversation: str) -> None:
        """Continue `conversation` from now on.

        Raises:
            StorageError: the database cannot be written.
            Conflict: somebody else linked it in this moment.
        """
        owner, body = _owner(place), {"conversation": conversation}
        heads = self._records.heads(KIND, owner=owner, limit=1)
        if heads:
            self._records.save(self._records.get(KIND, heads[0].id, owner=owner), body=body)
        else:
            self._records.create(KIND, owner=owner, title="", body=body)


def _owner(place: Place) -> str:
    """The thread; of a thread with private answers, each person's own side of it."""
    return f"{place.room}:{place.user}" if place.alone else place.room

"""The last questions of a user, for App Home. Masked, and no more than fit there."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from assistant.errors import RenkeiError
from assistant.sessions.records import Records

log = logging.getLogger("renkei.slack")
KIND = "slack_recent"
_KEPT = 5


class Recents:
    """One record for each user."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, who: str, question: str) -> None:
        """Put `question` first. It is a comfort only: where it cannot be kept, nothing else fails."""
        try:
            self._add(who, question)
        except RenkeiError as error:
            log.info("a recent question was not kept, %s %s", error.code, error.reference)

    def of(self, who: str) -> Sequence[str]:
        """The questions of `who`, the latest first.

        Raises:
            StorageError: the database cannot be read.
        """
        heads = self._records.heads(KIND, owner=who, limit=1)
        return tuple(self._records.get(KIND, heads[0].id, owner=who).body["questions"]) if heads else ()

    def _add(self, who: str, question: str) -> None:
        heads = self._records.heads(KIND, owner=who, limit=1)
        if not heads:
            self._records.create(KIND, owner=who, title="", body={"questions": [question]})
            return
        record = self._records.get(KIND, heads[0].id, owner=who)
        others = [text for text in record.body["questions"] if text != question]
        self._records.save(record, body={"questions": [question, *others][:_KEPT]})

"""The ledger of handled events: whatever is delivered twice is answered once, also across restarts and processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An event that somebody took up. `place` says where to answer (channel, thread), never what was written."""

    id: str
    at: datetime
    place: Mapping[str, str]


class EventLedger(Protocol):
    """Where claims are kept."""

    def claim(self, keys: Sequence[str], place: Mapping[str, str]) -> Claim | None:
        """Take up the event that is known by all of `keys` (its id, its channel and time), or None where one of them
        was taken up before. Of several processes that try at once, one gets the claim.
        """

    def finish(self, claim_id: str) -> None:
        """Say that the event was answered."""

    def unfinished(self, before: datetime) -> Sequence[Claim]:
        """Claims older than `before` that nobody finished: whoever held them died."""

    def purge(self, before: datetime) -> int:
        """Forget claims older than `before`; returns how many."""

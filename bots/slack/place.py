"""Where a question was asked and by whom: what an answer needs to find its way back. It holds no text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thread of a channel, or the private answer to a command (`response_url`)."""

    team: str
    channel: str
    user: str
    thread: str = ""
    """`ts` of the message that the thread hangs on; empty for a private answer."""
    response_url: str = ""
    alone: str = ""
    """Set (to anything) where the channel's answers in threads are for the asker alone."""

    @property
    def private(self) -> bool:
        """Whether only the asker sees the answer."""
        return not self.thread or bool(self.alone)

    @property
    def of_one(self) -> bool:
        """Whether the conversation is one person's: a private answer, or a direct message."""
        return self.private or self.channel.startswith("D")

    @property
    def who(self) -> str:
        """The user as Slack knows them (`People` says who that is here)."""
        return f"slack:{self.team}:{self.user}"

    @property
    def room(self) -> str:
        """Whose conversation it is: that of all who write in the thread, or the user's own."""
        return f"slack:{self.team}:{self.channel}:{self.thread}" if self.thread else self.who

    def to_row(self) -> dict[str, str]:
        """As the ledger of events keeps it."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Place | None:
        """The place that `to_row` wrote, or None where the row is another surface's."""
        try:
            return cls(**row)
        except TypeError:
            return None

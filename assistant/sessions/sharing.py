"""What a trainee consented to: which group's trainers may read a run, and until when.

A share names the trainers as they were when the trainee read the text; who becomes a trainer later sees nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.sessions.groups import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One group that may read one run."""

    group: str
    name: str
    """The group's name as the trainee read it."""
    trainers: tuple[str, ...]
    until: datetime

    def open_to(self, user: str, at: datetime) -> bool:
        """Whether `user` was named and the time is not over."""
        return user in self.trainers and at < self.until


def shares(groups: Sequence[Group], at: datetime, days: int) -> tuple[Share, ...]:
    """The shares that follow from consent given at `at` for `days` days."""
    until = at + timedelta(days=days)
    return tuple(Share(group=g.id, name=g.name, trainers=g.trainers, until=until) for g in groups)


def to_rows(shared: Sequence[Share]) -> list[dict[str, Any]]:
    """`shared` as JSON."""
    return [
        {"group": s.group, "name": s.name, "trainers": list(s.trainers), "until": s.until.isoformat()} for s in shared
    ]


def from_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[Share, ...]:
    """What `to_rows` wrote."""
    return tuple(
        Share(group=row["group"], name=row["name"], trainers=tuple(row["trainers"]),
              until=datetime.fromisoformat(row["until"]))
        for row in rows
    )  # fmt: skip

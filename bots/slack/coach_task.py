"""Where a talk with the coach stands, as it is kept with its thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.coach import Code, Scene, parse_scene
from assistant.coach.changes import Author
from assistant.coach.talking import Place, parse_place

NAME = "coach"
"""Under `talk` in the task of a thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachTask:
    """A thread may rest for days while others write on the page. So what was said is kept with the question that was
    `asked` and the revision that was `seen`: it is saved as the answer to that question, over that text.
    """

    sheet: str
    """An id, or nothing where the talk is written nowhere."""
    scene: Scene
    place: Place
    author: Author
    raised: frozenset[Code] = frozenset()
    """Findings that were spoken of."""
    draft: str = ""
    """The last text that could stand at the place."""
    asked: str = ""
    """In Do, Check and Act: the question that the draft answers."""
    seen: int = 0
    """The revision of the place's part when the coach came to it."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> CoachTask:
        """The task that `to_row` gave, also of a version without the later fields."""
        return cls(
            sheet=str(row["sheet"]), scene=parse_scene(row["scene"]), place=parse_place(row["step"]),
            author=Author(id=str(row["owner"]), name=str(row.get("name", ""))), draft=str(row["draft"]),
            raised=frozenset(Code(code) for code in row["raised"]), asked=str(row.get("asked", "")),
            seen=int(row.get("seen", 0)),
        )  # fmt: skip

    def to_row(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "talk": NAME, "sheet": self.sheet, "scene": self.scene.value, "step": self.place.value,
            "owner": self.author.id, "name": self.author.name, "draft": self.draft,
            "raised": sorted(code.value for code in self.raised), "asked": self.asked, "seen": self.seen,
        }  # fmt: skip

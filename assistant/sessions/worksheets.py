"""Worksheets as a municipality keeps them: one record for each year, saved part by part, with all that was ever saved.

A plan belongs to the office, not to a person: whoever may use the installation reads and writes it, so that nothing
is lost when the post changes hands. Only who opened it may remove it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

import prompts
from assistant.coach.changes import Author, Change, Remark, noted
from assistant.coach.errors import PlanExistsError
from assistant.coach.parts import Part
from assistant.coach.serial import sheet_from_dict, sheet_to_dict
from assistant.coach.worksheet import Worksheet, next_year
from assistant.errors import Conflict, Overloaded, StorageError
from assistant.sessions.clock import Clock, now
from assistant.sessions.records import Record, RecordHead, Records

KIND = "worksheet"
_TRIES = 8
_ALL = 1_000


class PartConflict(Conflict):
    """Somebody else saved this part after it was read. Their text stays; the one that came second is kept among the
    changes. `details`: name, who, theirs, revision, at.
    """

    code = "part_conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSheet:
    """A worksheet with what became of it, oldest first. `revisions` has, for each part ever saved, how often."""

    head: RecordHead
    sheet: Worksheet
    revisions: Mapping[str, int]
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]

    def revision(self, part: Part) -> int:
        """How often `part` has been saved."""
        return self.revisions.get(part.key, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    revisions: dict[str, int]
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]


_PAST = TypeAdapter(_Past)
Edit = Callable[[Worksheet], Worksheet]


class Worksheets:
    """The worksheets of an installation."""

    def __init__(self, records: Records, clock: Clock = now) -> None:
        self._records = records
        self._clock = clock

    def heads(self) -> Sequence[RecordHead]:
        """All worksheets, the one saved last first."""
        return self._records.heads(KIND, owner=None, limit=_ALL)

    def create(self, sheet: Worksheet, author: Author) -> KeptSheet:
        """Keep a new sheet.

        Raises:
            PlanExistsError: the municipality has a plan for this year.
        """
        title = title_of(sheet)
        if any(head.title == title for head in self.heads()):
            hint = prompts.text("coach/messages", "plan_exists", title=title)
            raise PlanExistsError(f"there is a plan {title!r}", hint=hint)
        kept = _Past(revisions={}, changes=(), remarks=())
        return _kept(self._records.create(KIND, owner=author.id, title=title, body=_body(sheet, kept)))

    def get(self, sheet_id: str) -> KeptSheet:
        """The sheet as it is now.

        Raises:
            NotFound: there is none.
        """
        return _kept(self._records.get(KIND, sheet_id, owner=None))

    def years(self, municipality: str) -> tuple[KeptSheet, ...]:
        """All plans of a municipality, oldest year first."""
        found = (self.get(head.id) for head in self.heads() if head.title.startswith(municipality))
        return tuple(sorted((k for k in found if k.sheet.municipality == municipality), key=lambda k: k.sheet.year))

    def save(self, sheet_id: str, author: Author, part: Part, edit: Edit, *, seen: int) -> KeptSheet:
        """Save `part` as `edit` leaves it; `seen` is the revision of the part at which the author read it.

        Others may save other parts at the same time; the same part with the same text is no conflict.

        Raises:
            PartConflict: somebody saved this part after it was read.
            NotFound: there is no such sheet.
            Overloaded: others saved again and again in between.
        """
        for _ in range(_TRIES):
            record = self._records.get(KIND, sheet_id, owner=None)
            kept = _kept(record)
            new = edit(kept.sheet)
            text, there = part.text(new), part.text(kept.sheet)
            if new == kept.sheet:
                return kept
            clash = seen < kept.revision(part) and text != there
            change = Change(number=_number(kept), at=self._clock(), author=author, part=part.key, text=text,
                            refused=clash)  # fmt: skip
            past = _Past(revisions=dict(kept.revisions), changes=noted(kept.changes, change), remarks=kept.remarks)
            if not clash:
                past.revisions[part.key] = kept.revision(part) + 1
            try:
                saved = self._records.save(record, body=_body(kept.sheet if clash else new, past))
            except Conflict:
                continue  # another part was saved in this moment: look again
            if clash:
                raise _conflict(kept, part, there)
            return _kept(saved)
        raise Overloaded(f"worksheet {sheet_id!r} is being saved all the time", seconds=1)

    def remark(self, sheet_id: str, author: Author, part: Part, text: str) -> KeptSheet:
        """Add a comment on `part`.

        Raises:
            NotFound: there is no such sheet.
            Overloaded: others saved again and again in between.
        """
        for _ in range(_TRIES):
            record = self._records.get(KIND, sheet_id, owner=None)
            kept = _kept(record)
            remark = Remark(at=self._clock(), author=author, part=part.key, text=text)
            past = _Past(revisions=dict(kept.revisions), changes=kept.changes, remarks=(*kept.remarks, remark))
            try:
                return _kept(self._records.save(record, body=_body(kept.sheet, past)))
            except Conflict:
                continue
        raise Overloaded(f"worksheet {sheet_id!r} is being saved all the time", seconds=1)

    def next_year(self, sheet_id: str, author: Author) -> KeptSheet:
        """Open the year after as a copy of what was planned.

        Raises:
            NotFound: there is no such sheet.
            PlanExistsError: the year after has a plan already.
        """
        return self.create(next_year(self.get(sheet_id).sheet), author)

    def delete(self, sheet_id: str, owner: str | None) -> None:
        """Remove a sheet with all its past.

        Raises:
            NotFound: there is none, or another opened it.
        """
        self._records.delete(KIND, sheet_id, owner=owner)


def title_of(sheet: Worksheet) -> str:
    """The title under which a sheet is listed."""
    return prompts.text("coach/messages", "title", municipality=sheet.municipality, year=sheet.year)


def _number(kept: KeptSheet) -> int:
    return kept.changes[-1].number + 1 if kept.changes else 1


def _conflict(kept: KeptSheet, part: Part, there: str) -> PartConflict:
    last = next(c for c in reversed(kept.changes) if c.part == part.key and not c.refused)
    return PartConflict(
        f"{part.key} of {kept.head.id!r} is at revision {kept.revision(part)}", name=kept.head.title,
        who=last.author.name, theirs=there, revision=kept.revision(part), at=last.at,
    )  # fmt: skip


def _body(sheet: Worksheet, past: _Past) -> dict[str, Any]:
    return {"sheet": sheet_to_dict(sheet), **_PAST.dump_python(past, mode="json")}


def _kept(record: Record) -> KeptSheet:
    body = dict(record.body)
    sheet = sheet_from_dict(body.pop("sheet", {}))
    try:
        past = _PAST.validate_python(body)
    except ValidationError as error:
        raise StorageError(f"worksheet {record.head.id!r}: {error}", path="worksheet", reason="form") from error
    return KeptSheet(head=record.head, sheet=sheet, revisions=past.revisions, changes=past.changes,
                     remarks=past.remarks)  # fmt: skip

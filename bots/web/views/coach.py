"""A worksheet as its page shows it: cells with what is found in them, the coach's turn, the history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.coach import SCENES, STEPS, Code, Scene, Severity, Step, Utterance, Worksheet, check
from assistant.coach.cards import StepCard, step_card
from assistant.coach.changes import Remark
from assistant.coach.fitting import fitting
from assistant.coach.parts import BY_KEY, Kind, cell
from assistant.coach.talking import Place, place_name, turn_at, why_at
from assistant.coach.worksheet import Cell
from assistant.knowledge.indicators import Indicator
from assistant.roles.grounds import Grounds
from assistant.sessions.clock import JAPAN
from assistant.sessions.worksheets import KeptSheet
from assistant.types import NoteSource
from bots.web.coach_bodies import ChangeBody
from bots.web.views.places import Places

_OFFERED = 6
"""Indicators shown beside a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell of the sheet."""

    step: Step
    card: StepCard
    text: str
    kept: str
    revision: int
    flaws: int
    remarks: tuple[Remark, ...]

    @property
    def key(self) -> str:
        """Its id on the page."""
        return self.step.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A place that a word of the coach stands on."""

    title: str
    edition: str
    section: str
    quote: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """The coach's turn at one place."""

    scene: Scene
    step: Place
    name: str
    said: Utterance
    why: str
    sources: tuple[SourceView, ...]
    raised: tuple[Code, ...]
    more: bool
    """There is another finding that has not been spoken of."""
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfPart:
    """A part of the sheet as the history names it."""

    scene: Scene | None
    step: Step | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class CoachViews:
    """Makes the views."""

    grounds: Callable[[], Grounds]
    places: Callable[[], Places]
    indicators: Sequence[Indicator]

    def cells(self, kept: KeptSheet, scene: Scene) -> list[CellView]:
        """The eight cells of a scene, each checked."""
        held = {one.step: one for one in kept.sheet.plan(scene).cells}
        return [self._cell(kept, scene, step, held.get(step)) for step in STEPS]

    def turn(
        self, sheet: Worksheet, scene: Scene, step: Place, said: str = "", raised: Collection[Code] = ()
    ) -> TurnView:
        """What the coach says next at a place.

        Raises:
            TextTooLongError: more was said than a cell may hold.
        """
        made = turn_at(sheet, scene, step, said, raised=raised)
        spoken = (*raised, *([made.finding.code] if made.finding else []))
        return TurnView(
            scene=scene, step=step, name=place_name(step), said=made, why=why_at(step),
            raised=tuple(dict.fromkeys(spoken)), sources=self.sources(made.sources),
            more=_more(sheet, scene, step, said, spoken) if made.finding else False,
            indicators=fitting(step, scene, self.indicators)[:_OFFERED] if isinstance(step, Step) else (),
        )  # fmt: skip

    def sources(self, sources: Iterable[NoteSource]) -> tuple[SourceView, ...]:
        """Places with their quotes and links, each once."""
        return tuple(self._source(source) for source in dict.fromkeys(sources))

    def _cell(self, kept: KeptSheet, scene: Scene, step: Step, held: Cell | None) -> CellView:
        part, text = cell(scene, step), held.text if held else ""
        found = check(step, scene, text, context=kept.sheet).findings if text.strip() else ()
        return CellView(
            step=step, card=step_card(step), text=text, kept=held.kept if held else "",
            revision=kept.revision(part), flaws=sum(f.severity is not Severity.INFO for f in found),
            remarks=tuple(row for row in kept.remarks if row.part == part.key),
        )  # fmt: skip

    def _source(self, source: NoteSource) -> SourceView:
        grounds = self.grounds()
        document, ground = grounds.document(source.document_id), grounds.of(source)
        place = self.places().of_quote(source.document_id, ground.passage_id, ground.quote) if ground else None
        return SourceView(title=document.title, edition=document.edition, section=source.section,
                          quote=ground.quote if ground else "", href=place.href if place else "")  # fmt: skip


def _more(sheet: Worksheet, scene: Scene, step: Place, said: str, spoken: Collection[Code]) -> bool:
    if not isinstance(step, Step):
        return False
    found = check(step, scene, said.strip() or sheet.text(scene, step), context=sheet).findings
    return any(one.code not in spoken and one.severity is not Severity.INFO for one in found)


def written(sheet: Worksheet) -> dict[Scene, int]:
    """How many cells of each scene are written."""
    return {scene: sum(bool(sheet.text(scene, step).strip()) for step in STEPS) for scene in SCENES}


def by_day(rows: Sequence[ChangeBody]) -> list[tuple[str, list[ChangeBody]]]:
    """Changes under the day on which they were made, in Japan."""
    return [(day, list(held)) for day, held in groupby(rows, lambda row: f"{row.at.astimezone(JAPAN):%Y/%m/%d}")]


def place_of(key: str) -> PlaceOfPart:
    """What a part's key means."""
    part = BY_KEY[key]
    return PlaceOfPart(scene=part.scene, step=part.step, kind=part.kind)

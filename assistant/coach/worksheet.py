"""The worksheet: one municipality's plan for one year, and the years before it. All values are frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import prompts
from assistant.coach.cycle import Decision, Progress, Review
from assistant.coach.errors import UnknownYearError
from assistant.coach.indicator import TrackedIndicator
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.stages import Stage
from assistant.coach.steps import STEPS, Step
from assistant.coach.training import TrainingStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the municipality with where it comes from; `value` is None while it is not known."""

    name: str
    value: float | None = None
    unit: str = ""
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """Basic data, the premise of all analysis: population and certified persons in persons, ageing rate in per cent."""

    population: int | None = None
    ageing_rate: float | None = None
    certified: int | None = None
    others: tuple[Figure, ...] = ()

    @property
    def known(self) -> bool:
        """Population, ageing rate and certified persons are all filled in."""
        return None not in (self.population, self.ageing_rate, self.certified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who does the work in the office, and with which bodies outside it."""

    section: str = ""
    officials: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prework:
    """What is written before the eight steps: strengths, weaknesses and what the organisation needs."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What the official wrote at one step of one scene; `kept` says why a text with findings was left as it is."""

    step: Step
    text: str
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenePlan:
    """One scene of the sheet: its eight cells, its indicators, and the Do, Check and Act of the year."""

    scene: Scene
    cells: tuple[Cell, ...] = ()
    indicators: tuple[TrackedIndicator, ...] = ()
    progress: tuple[Progress, ...] = ()
    reviews: tuple[Review, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def text(self, step: Step) -> str:
        """The text of the cell, empty where nothing is written."""
        return next((cell.text for cell in self.cells if cell.step is step), "")

    def with_cell(self, step: Step, text: str, *, kept: str = "") -> ScenePlan:
        """This plan with `text` in the cell; a blank text clears it."""
        others = [cell for cell in self.cells if cell.step is not step]
        if text.strip():
            others.append(Cell(step=step, text=text, kept=kept))
        return replace(self, cells=tuple(sorted(others, key=lambda cell: STEPS.index(cell.step))))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """The year's multi-professional training: what was written at each of its five steps."""

    notes: tuple[tuple[TrainingStep, str], ...] = ()

    def text(self, step: TrainingStep) -> str:
        """What was written at `step`, empty where nothing is."""
        return next((text for written, text in self.notes if written is step), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """The plan of one municipality for one fiscal year (the Western year in which it begins)."""

    municipality: str
    year: int
    stage: Stage | None = None
    basics: Basics = Basics()
    organisation: Organisation = Organisation()
    prework: Prework = Prework()
    scenes: tuple[ScenePlan, ...] = tuple(ScenePlan(scene=scene) for scene in SCENES)
    training: TrainingPlan = TrainingPlan()

    def plan(self, scene: Scene) -> ScenePlan:
        """The plan of `scene`, an empty one where the sheet has none."""
        return next((plan for plan in self.scenes if plan.scene is scene), ScenePlan(scene=scene))

    def text(self, scene: Scene, step: Step) -> str:
        """The text of one cell, empty where nothing is written."""
        return self.plan(scene).text(step)

    def with_plan(self, plan: ScenePlan) -> Worksheet:
        """This sheet with `plan` in place of the plan of its scene."""
        others = [known for known in self.scenes if known.scene is not plan.scene]
        return replace(self, scenes=tuple(sorted([*others, plan], key=lambda known: SCENES.index(known.scene))))

    def with_cell(self, scene: Scene, step: Step, text: str, *, kept: str = "") -> Worksheet:
        """This sheet with `text` in one cell."""
        return self.with_plan(self.plan(scene).with_cell(step, text, kept=kept))


def next_year(sheet: Worksheet) -> Worksheet:
    """The sheet of the year after: what was planned is carried over, what was done and decided stays with its year.

    Reasons for keeping a text are not carried over: they were given for the year before.
    """
    scenes = (
        replace(plan, cells=tuple(replace(cell, kept="") for cell in plan.cells), progress=(), reviews=(), decisions=())
        for plan in sheet.scenes
    )
    return replace(sheet, year=sheet.year + 1, scenes=tuple(scenes), training=TrainingPlan())


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The plans of one municipality, oldest first, so that whoever takes over the post sees what went before."""

    municipality: str
    sheets: tuple[Worksheet, ...] = ()

    def of(self, year: int) -> Worksheet:
        """The plan for `year`.

        Raises:
            UnknownYearError: there is none.
        """
        for sheet in self.sheets:
            if sheet.year == year:
                return sheet
        hint = prompts.text("coach/messages", "unknown_year", year=year)
        raise UnknownYearError(f"no plan for {year}; known: {_years(self.sheets)}", year=year, hint=hint)

    def with_sheet(self, sheet: Worksheet) -> History:
        """This history with `sheet` in place of the plan of its year, or added to it."""
        others = [known for known in self.sheets if known.year != sheet.year]
        return replace(self, sheets=tuple(sorted([*others, sheet], key=lambda known: known.year)))

    def opened(self) -> History:
        """This history with the next year opened as a copy of the last plan.

        Raises:
            UnknownYearError: there is no plan yet to copy.
        """
        if not self.sheets:
            raise UnknownYearError("no plan to copy", hint=prompts.text("coach/messages", "nothing_to_copy"))
        return self.with_sheet(next_year(self.sheets[-1]))


def _years(sheets: Iterable[Worksheet]) -> str:
    return ", ".join(str(sheet.year) for sheet in sheets)

"""The coach in a thread, at one scene of a worksheet. It asks and points; the sheet gets what the official saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import prompts
from assistant.coach import SCENES, STEPS, Scene, Step, Utterance, Worksheet, parse_scene, parse_step, reply
from assistant.coach.changes import Author
from assistant.coach.dialogue import Kind
from assistant.coach.findings import Code
from assistant.coach.parts import cell
from assistant.sessions.worksheets import KeptSheet, Worksheets
from bots.coach_contract import Resolve
from bots.slack.elements import Block, actions, button, context, header, say, sections
from bots.slack.message import Message, laid_out
from bots.slack.people import Person

NAME = "coach"
START = "coach_start"
_TEXTS = "slack/talks"
_SHEETS = 3
"""Sheets that are offered, the one saved last first."""
_DRAFTS = (Kind.FINDING, Kind.HINT, Kind.FINE)
"""What the coach says to a text that could stand in the cell."""
_NO_SHEET = Worksheet(municipality="", year=0)


class CoachTalk:
    """A task is an object of talk (`coach`), sheet (an id or nothing), scene, step, raised (codes of findings that were
    spoken of), draft (the last text that could stand in the cell), owner and name (of the person).
    """

    def __init__(self, worksheets: Worksheets, resolve: Resolve) -> None:
        self._worksheets = worksheets
        self._resolve = resolve

    def choose(self) -> tuple[Message, ...]:
        """Sheets and scenes, each with its button."""
        blocks: list[Block] = [header(_text("choose"))]
        for sheet_id, title in [*((h.id, h.title) for h in self._worksheets.heads()[:_SHEETS]), ("", "")]:
            blocks += context(title or _text("without_sheet"))
            blocks.append(actions([
                button(_text("scene", scene=scene.name_ja), f"{START}_{number}", {"sheet": sheet_id, "scene": scene})
                for number, scene in enumerate(SCENES)
            ]))  # fmt: skip
        return laid_out(_text("choose"), blocks, continued=say("continued"))

    def start(self, person: Person, sheet_id: str, scene_id: str) -> tuple[dict[str, Any], str, tuple[Message, ...]]:
        """A talk: its task, the title of its thread, and the first question, at the first empty cell.

        Raises:
            NotFound: there is no such sheet.
            UsageError: there is no such scene.
        """
        scene = parse_scene(scene_id)
        sheet, title = self._sheet(sheet_id)
        empty = next((step for step in STEPS if not sheet.text(scene, step).strip()), STEPS[0])
        task: dict[str, Any] = {"talk": NAME, "sheet": sheet_id, "scene": scene.value, "step": empty.value,
                                "raised": [], "draft": "", "owner": person.id, "name": person.name}  # fmt: skip
        turn = reply(sheet, scene, empty)
        blocks = [*context(_text("guide" if sheet_id else "guide_without")), *self._blocks(turn, empty)]
        opened = _text("opened", scene=scene.name_ja, sheet=title or _text("without_sheet"))
        return task, opened, laid_out(turn.text, blocks, continued=say("continued"))

    def say(self, task: dict[str, Any], text: str) -> tuple[dict[str, Any], tuple[Message, ...]]:
        """The task after `text` (masked), and what comes back to it.

        Raises:
            NotFound: the sheet was removed on the page.
            Conflict: somebody else saved this cell in between; what was written is kept among the changes.
            TextTooLongError: more was said than a cell may hold.
        """
        scene, step = parse_scene(task["scene"]), parse_step(task["step"])
        words = prompts.load(_TEXTS)["coach"]["words"]
        wish = text.strip().rstrip("\u3002.")
        if wish in words["save"]:
            return self._saved(task, scene, step)
        if wish in words["next"]:
            return self._next(task, scene, step)
        raised = frozenset(Code(code) for code in task["raised"])
        turn = reply(self._sheet(task["sheet"])[0], scene, step, text, raised=raised)
        blocks = self._blocks(turn, step)
        if turn.kind in _DRAFTS:
            task = {**task, "draft": text.strip()}
            if task["sheet"]:
                blocks += context(_text("can_save"))
        if turn.finding is not None:
            task = {**task, "raised": sorted({*task["raised"], turn.finding.code.value})}
        return task, laid_out(turn.text, blocks, continued=say("continued"))

    def _saved(
        self, task: dict[str, Any], scene: Scene, step: Step
    ) -> tuple[dict[str, Any], tuple[Message, ...]]:
        draft = str(task["draft"])
        if not task["sheet"] or not draft:
            return task, _told(_text("nothing_to_save" if task["sheet"] else "no_sheet"))
        author, part = Author(id=str(task["owner"]), name=str(task["name"])), cell(scene, step)
        kept: KeptSheet = self._worksheets.get(task["sheet"])
        self._worksheets.save(
            task["sheet"], author, part, lambda sheet: sheet.with_cell(scene, step, draft),
            seen=kept.revision(part),
        )  # fmt: skip
        task, following = self._next({**task, "draft": ""}, scene, step)
        return task, (*_told(_text("saved", step=step.name_ja)), *following)

    def _next(
        self, task: dict[str, Any], scene: Scene, step: Step
    ) -> tuple[dict[str, Any], tuple[Message, ...]]:
        place = STEPS.index(step) + 1
        if place == len(STEPS):
            return task, _told(_text("end"))
        turn = reply(self._sheet(task["sheet"])[0], scene, STEPS[place])
        task = {**task, "step": STEPS[place].value, "raised": [], "draft": ""}
        return task, laid_out(turn.text, self._blocks(turn, STEPS[place]), continued=say("continued"))

    def _sheet(self, sheet_id: str) -> tuple[Worksheet, str]:
        if not sheet_id:
            return _NO_SHEET, ""
        kept = self._worksheets.get(sheet_id)
        return kept.sheet, kept.head.title

    def _blocks(self, turn: Utterance, step: Step) -> list[Block]:
        title = say("section", label=_text("step", number=step.number, step=step.name_ja))
        blocks = [*sections(turn.text, title=title), *sections(turn.question)]
        named = dict.fromkeys(self._place(self._resolve(source)) for source in turn.sources)
        return [*blocks, *context(_text("sources", places=say("separator").join(named)))] if named else blocks

    def _place(self, citation: Mapping[str, Any]) -> str:
        return " ".join(str(citation[name]) for name in ("title", "edition", "section") if citation.get(name))


def listed(kept: KeptSheet) -> tuple[str, Scene | None]:
    """A line for a sheet with the first cell that is still empty, and the scene of that cell."""
    cells = ((scene, step) for scene in SCENES for step in STEPS)
    empty = next(((scene, step) for scene, step in cells if not kept.sheet.text(scene, step).strip()), None)
    if empty is None:
        return prompts.text(_TEXTS, "home.complete", title=kept.head.title), None
    scene, step = empty
    named = {"title": kept.head.title, "scene": scene.name_ja, "step": step.name_ja}
    return prompts.text(_TEXTS, "home.worksheet", **named), scene


def _told(text: str) -> tuple[Message, ...]:
    return laid_out(text, sections(text), continued=say("continued"))


def _text(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, f"coach.{key}", **values)

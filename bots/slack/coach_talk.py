"""The coach in a thread, at a scene of a worksheet or at its training. It asks and points; the sheet gets what the
official saves, and the tables of the plan and the training decide where one goes on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.coach import SCENES, STEPS, Utterance, Worksheet, parse_scene
from assistant.coach.changes import Author
from assistant.coach.dialogue import Kind
from assistant.coach.errors import MoveError, PlanExistsError
from assistant.coach.machine import Effect, explain
from assistant.coach.open_points import OpenPoint, Slot
from assistant.coach.parts import TRAINING
from assistant.coach.plan_machine import NO_ERROR_OPEN, REASON_GIVEN, PlanEvent, PlanState
from assistant.coach.position import attempt_training, training_position
from assistant.coach.readable import readable
from assistant.coach.talking import Place, place_name, turn_at
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.training_machine import TrainingEvent
from assistant.coach.written import first_open, part_at, written_at
from assistant.sessions.clock import day_of, now
from assistant.sessions.coach_moves import moved
from assistant.sessions.worksheets import PartConflict, Worksheets
from bots.coach_contract import Resolve
from bots.slack.coach_pages import NOTHING, Said, label, small, standing, standing_there, text, told, turn_shown
from bots.slack.coach_questions import pending, questions
from bots.slack.coach_task import CoachTask
from bots.slack.coach_words import Meant, Wish, understood
from bots.slack.elements import Block, actions, button, context, header, say
from bots.slack.message import Message, laid_out
from bots.slack.people import Person

START = "coach_start"
_SHEETS = 3
"""Sheets that are offered, the one saved last first."""
_DRAFTS = (Kind.FINDING, Kind.HINT, Kind.FINE)
"""What the coach says to a text that could be written at the place."""
_LONGEST_REASON = 300
"""Characters of a reason to go on, as on the page."""
_NO_SHEET = Worksheet(municipality="", year=0)
Turn = tuple[CoachTask, Said]


class CoachTalk:
    """One turn after another. The task of a thread is a `CoachTask` as a row."""

    def __init__(self, worksheets: Worksheets, resolve: Resolve) -> None:
        self._worksheets = worksheets
        self._resolve = resolve

    def choose(self) -> tuple[Message, ...]:
        """Sheets with their scenes and their training, each with its button."""
        blocks: list[Block] = [header(text("choose"))]
        topics = [*((scene.value, scene.name_ja) for scene in SCENES), (TRAINING.key, text("training"))]
        for sheet_id, title in [*((h.id, h.title) for h in self._worksheets.heads()[:_SHEETS]), ("", "")]:
            blocks += context(title or text("without_sheet"))
            blocks.append(actions([
                button(name, f"{START}_{number}", {"sheet": sheet_id, "scene": topic})
                for number, (topic, name) in enumerate(topics)
            ]))  # fmt: skip
        return laid_out(text("choose"), blocks, continued=say("continued"))

    def start(self, person: Person, sheet_id: str, topic: str) -> tuple[dict[str, Any], str, tuple[Message, ...]]:
        """A talk about `topic`, a scene or the key of the training: its task, the title of its thread, and the first
        question, where the sheet goes on.

        Raises:
            NotFound: there is no such sheet.
            UsageError: there is no such scene.
        """
        kept = self._worksheets.get(sheet_id) if sheet_id else None
        sheet = kept.sheet if kept else _NO_SHEET
        scene = SCENES[0] if topic == TRAINING.key else parse_scene(topic)
        place = training_position(sheet).step if topic == TRAINING.key else first_open(sheet, scene)
        author = Author(id=person.id, name=person.name)
        task, said = self._come(CoachTask(sheet=sheet_id, scene=scene, place=place, author=author), place)
        about = text("training") if topic == TRAINING.key else scene.name_ja
        opened = text("opened", about=about, sheet=kept.head.title if kept else text("without_sheet"))
        guide = small(text("guide" if kept else "guide_without"))
        return task.to_row(), opened, replace(said, blocks=(*guide.blocks, *said.blocks)).pages()

    def say(self, row: dict[str, Any], said: str) -> tuple[dict[str, Any], tuple[Message, ...]]:
        """The task after `said` (masked), and what comes back to it.

        Raises:
            NotFound: the sheet was removed on the page.
            TextTooLongError: more was said than a cell may hold.
        """
        task = CoachTask.from_row(row)
        task, back = self._turn(task, understood(said, task.place))
        return task.to_row(), back.pages()

    def _turn(self, task: CoachTask, meant: Meant) -> Turn:
        if meant.wish is Wish.SAY:
            return self._say(task, meant.text)
        if meant.wish is Wish.SAVE:
            return self._say_and_save(task, meant.text) if meant.text else self._save(task)
        if meant.wish is Wish.OTHER:
            return self._other(task)
        if meant.wish is Wish.STANDING:
            here = told(text("here", place=label(task.scene, task.place)))
            return task, here.then(standing(self._worksheets.get(task.sheet))) if task.sheet else here
        if meant.wish is Wish.TRAINING:
            return self._come(task, training_position(self._sheet(task)).step)
        if meant.place is not None:
            return self._come(task, meant.place)
        return self._move(task, PlanEvent(meant.wish.value), meant.text)

    def _say(self, task: CoachTask, said: str) -> Turn:
        task, back = self._hear(task, said)
        can_save = task.sheet and task.draft == said
        return task, back.then(small(text("can_save"))) if can_save else back

    def _say_and_save(self, task: CoachTask, said: str) -> Turn:
        after, back = self._hear(replace(task, draft=""), said)
        if not after.draft:  # a call for help, or no answer to the question
            return after, back
        saved, told_so = self._save(after)
        return saved, back.then(told_so) if after.raised != task.raised else told_so

    def _hear(self, task: CoachTask, said: str) -> Turn:
        """What the coach says to `said`, which is the draft from now on if it could be written at the place."""
        sheet = self._sheet(task)
        turn = turn_at(sheet, task.scene, task.place, said, raised=task.raised)
        if turn.kind not in _DRAFTS:
            return task, self._shown(task, replace(turn, question=task.asked or turn.question))
        if task.sheet and isinstance(task.place, PlanState):
            point = _asked(task, sheet)
            if point is None:
                return self._overtaken(task, sheet)
            if written_at(sheet, task.scene, task.place, said, point=point) is None:
                why = text("elsewhere" if point.slot is Slot.NOWHERE else "choose_one")
                return replace(task, draft=""), told(why).then(told(point.question))
            turn = turn if turn.finding else replace(turn, text=text("heard"), question=point.question, sources=())
        raised = {turn.finding.code} if turn.finding else set()
        return replace(task, draft=said, raised=task.raised | raised), self._shown(task, turn)

    def _save(self, task: CoachTask) -> Turn:
        if not task.sheet or not task.draft:
            return task, told(text("nothing_to_save" if task.sheet else "no_sheet"))
        kept, part, day = self._worksheets.get(task.sheet), part_at(task.scene, task.place), day_of(now()).isoformat()
        point = _asked(task, kept.sheet)
        in_cycle = isinstance(task.place, PlanState)
        if in_cycle and point is None:
            return self._overtaken(task, kept.sheet)

        def edit(sheet: Worksheet) -> Worksheet:
            return written_at(sheet, task.scene, task.place, task.draft, point=point, date=day) or sheet

        try:
            # Do, Check and Act are one part: an answer to a question that is still open takes nobody's text away
            seen = kept.revision(part) if in_cycle else task.seen
            kept = self._worksheets.save(task.sheet, task.author, part, edit, seen=seen)
        except PartConflict as clash:
            theirs = readable(part, str(clash.details["theirs"]))
            return replace(task, seen=int(str(clash.details["revision"]))), told(
                text("clash", who=clash.details["who"], theirs=theirs or text("empty"))
            )
        saved = told(text("saved", place=place_name(task.place)))
        task = replace(task, draft="", raised=frozenset(), seen=kept.revision(part))
        task, back = self._ask_next(task, kept.sheet) if in_cycle else self._move(task, PlanEvent.NEXT)
        return task, saved.then(back)

    def _move(self, task: CoachTask, event: PlanEvent, reason: str = "") -> Turn:
        if not task.sheet:
            return self._walk(task, -1 if event is PlanEvent.BACK else 1)
        if isinstance(task.place, TrainingStep):
            return self._move_training(task, task.place, event)
        if len(reason) > _LONGEST_REASON:
            return task, told(text("long_reason", limit=_LONGEST_REASON))
        state = PlanState(task.place.value)
        if (state, event) == (PlanState.ACT, PlanEvent.NEXT):
            return task, told(text("last"))
        try:
            outcome, sheet_id = moved(self._worksheets, task.author, task.sheet, task.scene, state, event, reason)
        except (MoveError, PlanExistsError) as error:
            return task, told(str(error.details["hint"]))
        if outcome.refused:
            return task, _refused(task, outcome.refused)
        if Effect.OPEN_NEXT_YEAR in outcome.effects:
            title = self._worksheets.get(sheet_id).head.title
            task, back = self._come(replace(task, sheet=sheet_id), STEPS[0])
            return task, told(text("next_year", title=title)).then(back)
        if outcome.state is PlanState.PREWORK:
            return task, told(text("first"))
        return self._come(task, outcome.state.sheet_step or outcome.state)

    def _move_training(self, task: CoachTask, here: TrainingStep, event: PlanEvent) -> Turn:
        if (here, event) == (TRAINING_STEPS[0], PlanEvent.BACK):
            return task, told(text("first_of_training"))
        if event not in (PlanEvent.NEXT, PlanEvent.BACK):
            return task, told(text("not_in_training"))
        outcome = attempt_training(self._sheet(task), here, TrainingEvent(event.value))
        if outcome.refused:
            return task, _refused(task, outcome.refused)
        if outcome.state is TRAINING_STEPS[0]:  # the table goes round, to the training of another year
            return task, told(text("last_of_training"))
        return self._come(task, outcome.state)

    def _walk(self, task: CoachTask, by: int) -> Turn:
        """On or back without a sheet, where no guard has anything to ask."""
        in_training = isinstance(task.place, TrainingStep)
        row: tuple[Place, ...] = TRAINING_STEPS if in_training else STEPS
        number = row.index(task.place) + by if task.place in row else len(row)
        if number in range(len(row)):
            return self._come(task, row[number])
        end = "first" if number < 0 else "last" if in_training else "end"
        return task, told(text(f"{end}_of_training" if in_training else end))

    def _come(self, task: CoachTask, place: Place) -> Turn:
        """Arrive at `place`: its question, under what is written there."""
        left = small(text("left_behind")) if task.sheet and task.draft else NOTHING
        kept = self._worksheets.get(task.sheet) if task.sheet else None
        sheet = kept.sheet if kept else _NO_SHEET
        seen = kept.revision(part_at(task.scene, place)) if kept else 0
        task = replace(task, place=place, raised=frozenset(), draft="", seen=seen)
        held = standing_there(kept, task.scene, place) if kept else NOTHING
        task, back = self._ask(task, sheet, turn_at(sheet, task.scene, place))
        return task, Said(back.text, (*left.blocks, *held.blocks, *back.blocks))

    def _ask(self, task: CoachTask, sheet: Worksheet, turn: Utterance) -> Turn:
        """`turn`, with the first of the questions of Do, Check or Act, which is the one that is asked from now on."""
        open_now = questions(sheet, task.scene, task.place)
        asked = open_now[0].question if open_now else ""
        if turn.kind is Kind.FINE and pending(sheet, task.scene, task.place):
            turn = replace(turn, text="")  # it says that all measures were gone through
        shown = self._shown(task, replace(turn, question=asked or turn.question))
        more = small(text("can_choose")) if len(open_now) > 1 else NOTHING
        return replace(task, asked=asked, draft=""), shown.then(more)

    def _ask_next(self, task: CoachTask, sheet: Worksheet) -> Turn:
        """The next question alone: what its part is about was said on coming to it."""
        turn = turn_at(sheet, task.scene, task.place)
        return self._ask(task, sheet, replace(turn, text=turn.text if turn.kind is Kind.FINE else "", sources=()))

    def _other(self, task: CoachTask) -> Turn:
        open_now = [point.question for point in questions(self._sheet(task), task.scene, task.place)]
        others = [question for question in open_now if question != task.asked]
        if not others:
            return task, told(text("no_other"))
        place = open_now.index(task.asked) if task.asked in open_now else -1
        asked = open_now[(place + 1) % len(open_now)]
        left = small(text("left_behind")) if task.draft else NOTHING
        return replace(task, asked=asked, draft=""), Said(asked, left.blocks).then(told(asked))

    def _overtaken(self, task: CoachTask, sheet: Worksheet) -> Turn:
        """The question has been answered elsewhere, or none is left."""
        if not task.asked:
            return replace(task, draft=""), told(text("all_answered"))
        task, back = self._ask_next(task, sheet)
        return task, told(text("overtaken")).then(back)

    def _sheet(self, task: CoachTask) -> Worksheet:
        return self._worksheets.get(task.sheet).sheet if task.sheet else _NO_SHEET

    def _shown(self, task: CoachTask, turn: Utterance) -> Said:
        return turn_shown(turn, task.scene, task.place, self._resolve)


def _asked(task: CoachTask, sheet: Worksheet) -> OpenPoint | None:
    """The question that was asked, None where it is open no more."""
    return next((one for one in questions(sheet, task.scene, task.place) if one.question == task.asked), None)


def _refused(task: CoachTask, guard: str) -> Said:
    """What is missing, and the ways to go on."""
    ways = [text("ways.go")]
    if guard in (NO_ERROR_OPEN.name, REASON_GIVEN.name):
        ways.insert(0, text("ways.keep"))
    if task.draft:
        ways.insert(0, text("ways.save"))
    return told(explain(guard)).then(small("".join(ways)))

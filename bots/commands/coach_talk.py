"""`renkei coach talk`: the coach on a terminal. Each line is what the official writes at the place; it is kept.

The places of a scene are its eight steps, then Do, Check and Act; those of the training its five steps. The table of
the plan decides whether one goes on, and says why not.
"""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from dataclasses import dataclass, replace

import prompts
from assistant.coach import SCENES, Code, Scene, Step, Worksheet, parse_scene
from assistant.coach.changes import Author
from assistant.coach.dialogue import Kind
from assistant.coach.errors import UnknownStepError
from assistant.coach.machine import explain
from assistant.coach.open_points import open_points
from assistant.coach.plan_machine import PlanEvent, PlanState
from assistant.coach.position import attempt, training_position
from assistant.coach.talking import Place, parse_place, place_name, turn_at
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.written import first_open, part_at, written_at
from assistant.errors import RenkeiError, UsageError
from assistant.knowledge.catalog import read_catalog
from assistant.resources import corpus_root
from assistant.sessions.clock import day_of, now
from assistant.sessions.worksheets import Edit, KeptSheet, Worksheets
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.coach_contract import Resolve, by_catalog
from bots.messages import explain as excuse

_TEXTS = "coach/terminal"
_DRAFTS = (Kind.FINDING, Kind.HINT, Kind.FINE)


@dataclass(slots=True, kw_only=True)
class _Talk:
    """Where the conversation stands."""

    sheets: Worksheets
    kept: KeptSheet
    author: Author
    scene: Scene
    place: Place
    resolve: Resolve
    raised: tuple[Code, ...] = ()


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the action."""
    parser = actions.add_parser("talk", help=_say("help.talk"))
    parser.add_argument("--municipality", required=True, help=_say("help.municipality"))
    parser.add_argument("--year", type=int, required=True, help=_say("help.year"))
    parser.add_argument("--scene", help=_say("help.scene"))
    parser.add_argument("--step", help=_say("help.step"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Talk until the input ends. The plan is the one that the pages show; there it is resumed where it was left.

    Raises:
        UnknownStepError, UnknownSceneError: there is no such step or scene.
        UsageError: a step of the plan needs a scene.
        StorageError: the database cannot be reached or written.
    """
    asked = parse_place(options.step) if options.step else None
    if options.scene is None and not isinstance(asked, TrainingStep):
        raise UsageError("--scene is missing", hint=_say("need_scene"))
    scene = parse_scene(options.scene) if options.scene else SCENES[0]
    name = getpass.getuser()
    author = Author(id=f"terminal:{name}", name=name)
    sheets = Worksheets(Stores(load_settings()).records)
    kept = _opened(sheets, options.municipality, options.year, author)
    talk = _Talk(sheets=sheets, kept=kept, author=author, scene=scene, place=asked or first_open(kept.sheet, scene),
                 resolve=by_catalog(read_catalog(corpus_root() / "catalog.toml")))  # fmt: skip
    print(_say("begin", title=kept.head.title, scene=_of(talk)))
    _speak(talk, "")
    while True:
        print(_say("prompt"), end="", flush=True)
        line = sys.stdin.readline()
        if not line or line.strip() == _say("words.end"):
            print()
            return 0
        try:
            _hear(talk, line.strip())
        except RenkeiError as error:  # a text that is too long is told, and the conversation goes on
            print(excuse(error)[0])


def _hear(talk: _Talk, said: str) -> None:
    keep, go = re.match(_say("words.keep"), said), re.match(_say("words.go"), said)
    if said in ("", _say("words.next")):
        _move(talk, PlanEvent.NEXT)
    elif said == _say("words.back"):
        _move(talk, PlanEvent.BACK)
    elif keep:
        _move(talk, PlanEvent.KEEP, keep["reason"])
    elif go and (place := _named(go["place"])):
        _go(talk, place)
    else:
        _speak(talk, said)


def _move(talk: _Talk, event: PlanEvent, reason: str = "") -> None:
    if isinstance(talk.place, TrainingStep):
        _move_training(talk, -1 if event is PlanEvent.BACK else 1)
        return
    state = PlanState(talk.place.value)
    if (state, event) in ((PlanState.VISION, PlanEvent.BACK), (PlanState.ACT, PlanEvent.NEXT)):
        print(_say("first" if event is PlanEvent.BACK else "last"))
        return
    outcome = attempt(talk.kept.sheet, talk.scene, state, event, reason)
    if outcome.refused:
        print(explain(outcome.refused))
        print(_say("stay" if outcome.refused != "no_error_open" else "stay_or_keep"))
        return
    if reason and isinstance(talk.place, Step):
        _write(talk, talk.kept.sheet.text(talk.scene, talk.place), reason)
    _go(talk, outcome.state.sheet_step or outcome.state)


def _move_training(talk: _Talk, by: int) -> None:
    assert isinstance(talk.place, TrainingStep)
    number = TRAINING_STEPS.index(talk.place) + by
    here = training_position(talk.kept.sheet)
    if by > 0 and here.refused and here.step is talk.place:
        print(here.missing)
    elif 0 <= number < len(TRAINING_STEPS):
        _go(talk, TRAINING_STEPS[number])
    else:
        print(_say("first" if by < 0 else "last"))


def _go(talk: _Talk, place: Place) -> None:
    talk.place, talk.raised = place, ()
    _speak(talk, "")


def _named(name: str) -> Place | None:
    try:
        return parse_place(name)
    except UnknownStepError:
        return None


def _speak(talk: _Talk, said: str) -> None:
    turn = turn_at(talk.kept.sheet, talk.scene, talk.place, said, raised=talk.raised)
    if said and turn.kind in _DRAFTS and not _kept(talk, said):
        turn = replace(turn, text="", sources=())
    elif said and turn.kind in _DRAFTS and not isinstance(talk.place, Step):
        after = turn_at(talk.kept.sheet, talk.scene, talk.place)
        # what was asked is answered: the next question is another one
        text = after.text if after.kind is Kind.FINE else ""
        turn = turn if turn.finding else replace(turn, text=text, question=after.question, sources=())
    place = _say("place", number=_number(talk.place), name=place_name(talk.place))
    print("\n".join(filter(None, (place, turn.text, turn.question))))
    found = [talk.resolve(source) for source in turn.sources]
    for title, section in dict.fromkeys((one["title"], one["section"]) for one in found):
        print(prompts.text("coach/messages", "source", title=title, section=section))
    if turn.finding:
        talk.raised = (*talk.raised, turn.finding.code)


def _number(place: Place) -> str:
    return place.value.upper()[0] if isinstance(place, PlanState) else str(place.number)


def _kept(talk: _Talk, said: str) -> bool:
    """Keep what was said where it belongs; False where it belongs nowhere here."""
    scene, place, sheet = talk.scene, talk.place, talk.kept.sheet
    point = next(open_points(sheet, scene, place), None) if isinstance(place, PlanState) else None
    day = day_of(now()).isoformat()

    def edit(sheet: Worksheet) -> Worksheet | None:
        return written_at(sheet, scene, place, said, point=point, date=day)

    if edit(sheet) is None:
        print(_say("not_kept"))
        return False
    _save(talk, lambda kept: edit(kept) or kept)
    return True


def _write(talk: _Talk, text: str, reason: str = "") -> None:
    scene, step = talk.scene, talk.place
    assert isinstance(step, Step)
    _save(talk, lambda sheet: sheet.with_cell(scene, step, text, kept=reason))


def _save(talk: _Talk, edit: Edit) -> None:
    part = part_at(talk.scene, talk.place)
    talk.kept = talk.sheets.save(talk.kept.head.id, talk.author, part, edit, seen=talk.kept.revision(part))
    print(_say("kept", name=place_name(talk.place)))


def _of(talk: _Talk) -> str:
    return _say("training") if isinstance(talk.place, TrainingStep) else talk.scene.name_ja


def _opened(sheets: Worksheets, municipality: str, year: int, author: Author) -> KeptSheet:
    known = next((one for one in sheets.years(municipality) if one.sheet.year == year), None)
    return known or sheets.create(Worksheet(municipality=municipality, year=year), author)


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)

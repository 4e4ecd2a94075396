"""`renkei coach talk`: the coach on a terminal. Each line is what the official writes in the cell; it is kept."""

from __future__ import annotations

import argparse
import getpass
import sys
from dataclasses import dataclass

import prompts
from assistant.coach import STEPS, Code, Scene, Step, Worksheet, parse_scene, parse_step, reply
from assistant.coach.changes import Author
from assistant.coach.dialogue import Kind
from assistant.coach.parts import cell
from assistant.errors import RenkeiError
from assistant.knowledge.catalog import read_catalog
from assistant.resources import corpus_root
from assistant.sessions.worksheets import Edit, KeptSheet, Worksheets
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.coach_contract import Resolve, by_catalog
from bots.messages import explain

_TEXTS = "coach/terminal"
_DRAFTS = (Kind.FINDING, Kind.HINT, Kind.FINE)


@dataclass(slots=True, kw_only=True)
class _Talk:
    """Where the conversation stands."""

    sheets: Worksheets
    kept: KeptSheet
    author: Author
    scene: Scene
    step: Step
    resolve: Resolve
    raised: tuple[Code, ...] = ()


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the action."""
    parser = actions.add_parser("talk", help=_say("help.talk"))
    parser.add_argument("--municipality", required=True, help=_say("help.municipality"))
    parser.add_argument("--year", type=int, required=True, help=_say("help.year"))
    parser.add_argument("--scene", required=True, help=_say("help.scene"))
    parser.add_argument("--step", help=_say("help.step"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Talk until the input ends. The plan is the one that the pages show; there it is resumed where it was left.

    Raises:
        UnknownStepError, UnknownSceneError: there is no such step or scene.
        StorageError: the database cannot be reached or written.
    """
    scene = parse_scene(options.scene)
    name = getpass.getuser()
    author = Author(id=f"terminal:{name}", name=name)
    sheets = Worksheets(Stores(load_settings()).records)
    kept = _opened(sheets, options.municipality, options.year, author)
    step = parse_step(options.step) if options.step else _first_open(kept.sheet, scene)
    talk = _Talk(sheets=sheets, kept=kept, author=author, scene=scene, step=step,
                 resolve=by_catalog(read_catalog(corpus_root() / "catalog.toml")))  # fmt: skip
    print(_say("begin", title=kept.head.title, scene=scene.name_ja))
    _speak(talk, "")
    while True:
        print(_say("prompt"), end="", flush=True)
        line = sys.stdin.readline()
        if not line or line.strip() == _say("words.end"):
            print()
            return 0
        _hear(talk, line.strip())


def _hear(talk: _Talk, said: str) -> None:
    move = {"": 1, _say("words.next"): 1, _say("words.back"): -1}.get(said)
    if move is not None:
        place = STEPS.index(talk.step) + move
        talk.step, talk.raised = STEPS[min(max(place, 0), len(STEPS) - 1)], ()
        _speak(talk, "")
        return
    try:
        _speak(talk, said)
    except RenkeiError as error:  # a text that is too long is told, and the conversation goes on
        print(explain(error)[0])


def _speak(talk: _Talk, said: str) -> None:
    turn = reply(talk.kept.sheet, talk.scene, talk.step, said, raised=talk.raised)
    if said and turn.kind in _DRAFTS:
        _write(talk, said)
    place = _say("place", number=talk.step.number, name=talk.step.name_ja)
    print("\n".join(filter(None, (place, turn.text, turn.question))))
    for source in turn.sources:
        found = talk.resolve(source)
        print(prompts.text("coach/messages", "source", title=found["title"], section=found["section"]))
    if turn.finding:
        talk.raised = (*talk.raised, turn.finding.code)


def _write(talk: _Talk, text: str) -> None:
    here, scene, step = cell(talk.scene, talk.step), talk.scene, talk.step
    edit: Edit = lambda sheet: sheet.with_cell(scene, step, text)  # noqa: E731
    talk.kept = talk.sheets.save(talk.kept.head.id, talk.author, here, edit, seen=talk.kept.revision(here))
    print(_say("kept", name=step.name_ja))


def _opened(sheets: Worksheets, municipality: str, year: int, author: Author) -> KeptSheet:
    known = next((one for one in sheets.years(municipality) if one.sheet.year == year), None)
    return known or sheets.create(Worksheet(municipality=municipality, year=year), author)


def _first_open(sheet: Worksheet, scene: Scene) -> Step:
    return next((step for step in STEPS if not sheet.text(scene, step).strip()), STEPS[0])


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)

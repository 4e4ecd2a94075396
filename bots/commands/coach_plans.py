"""`renkei coach plans | show | history | export | import | next-year`: the plans that the pages keep, on a terminal."""

from __future__ import annotations

import argparse
import getpass
import json
from dataclasses import asdict
from pathlib import Path

import prompts
from assistant.coach import SCENES, STEPS
from assistant.coach.changes import Author
from assistant.coach.parts import BY_KEY
from assistant.coach.position import position, state_name, training_position
from assistant.coach.readable import readable
from assistant.coach.serial import sheet_to_dict
from assistant.errors import UsageError
from assistant.sessions.clock import JAPAN
from assistant.sessions.worksheets import Worksheets
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.exports.files import FORMATS, exported
from bots.exports.importing import imported

_TEXTS = "coach/terminal"


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the actions."""
    listed = actions.add_parser("plans", help=_say("help.plans"))
    listed.add_argument("--json", action="store_true", help=_say("help.json"))
    listed.set_defaults(run=plans)
    made = {}
    for name, action in (("show", show), ("history", history), ("export", export), ("import", take_in),
                         ("next-year", next_year)):  # fmt: skip
        made[name] = actions.add_parser(name, help=_say(f"help.{name.replace('-', '_')}"))
        made[name].add_argument("id", help=_say("help.id"))
        made[name].set_defaults(run=action)
    made["show"].add_argument("--json", action="store_true", help=_say("help.json"))
    made["history"].add_argument("--part", choices=sorted(BY_KEY), metavar="PART", help=_say("help.part"))
    made["history"].add_argument("--limit", type=int, default=20, help=_say("help.limit"))
    made["export"].add_argument("--format", choices=sorted(FORMATS), required=True, help=_say("help.format"))
    made["export"].add_argument("--out", type=Path, required=True, metavar="FILE", help=_say("help.out"))
    made["import"].add_argument("file", type=Path, metavar="FILE", help=_say("help.file"))
    made["import"].add_argument("--json", action="store_true", help=_say("help.json"))


def plans(options: argparse.Namespace) -> int:
    """A line for each plan, the one saved last first; 0."""
    heads = _sheets().heads()
    if options.json:
        rows = [{"id": h.id, "title": h.title, "updated_at": h.updated_at.isoformat()} for h in heads]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for head in heads:
        date = f"{head.updated_at.astimezone(JAPAN):%Y-%m-%d %H:%M}"
        print(_say("plan_row", id=head.id, title=head.title, date=date))
    if not heads:
        print(_say("no_plans"))
    return 0


def show(options: argparse.Namespace) -> int:
    """Where each scene stands and what its cells hold; 0.

    Raises:
        NotFound: there is no such plan.
    """
    kept = _sheets().get(options.id)
    if options.json:
        print(json.dumps({"id": kept.head.id, "title": kept.head.title, "sheet": sheet_to_dict(kept.sheet)},
                         ensure_ascii=False, indent=2))  # fmt: skip
        return 0
    print(kept.head.title)
    for scene in SCENES:
        at = position(kept.sheet, scene)
        missing = at.missing or _say("ready")
        print(_say("standing", scene=scene.name_ja, state=state_name(at.state), missing=missing))
        for step in STEPS:
            text = kept.sheet.text(scene, step).replace("\n", " ") or _say("empty")
            print(_say("cell", number=step.number, name=step.name_ja, text=text))
    here = training_position(kept.sheet)
    print(_say("training_standing", state=here.step.name_ja, missing=here.missing))
    return 0


def history(options: argparse.Namespace) -> int:
    """What was saved, the latest first; 0.

    Raises:
        NotFound: there is no such plan.
    """
    kept = _sheets().get(options.id)
    rows = [change for change in reversed(kept.changes) if options.part in (None, change.part)]
    for change in rows[: options.limit]:
        date = f"{change.at.astimezone(JAPAN):%Y-%m-%d %H:%M}"
        print(_say("change", number=change.number, date=date, author=change.author.name, place=_place(change.part)))
        if change.refused:
            print(_say("refused"))
        print(readable(BY_KEY[change.part], change.text) or _say("empty"))
    if not rows:
        print(_say("no_change"))
    return 0


def export(options: argparse.Namespace) -> int:
    """The plan as a file; 0.

    Raises:
        NotFound: there is no such plan.
        UsageError: the file cannot be written.
    """
    sheets = _sheets()
    sheet = sheets.get(options.id).sheet
    earlier = [one.sheet for one in sheets.years(sheet.municipality) if one.sheet.year < sheet.year]
    try:
        options.out.write_bytes(exported(sheet, options.format, earlier))
    except OSError as error:
        raise UsageError(f"{options.out}: {error}", hint=_say("not_written", name=options.out.name)) from error
    print(_say("written", name=options.out))
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take in a file, and say of every row what became of it; 0.

    Raises:
        NotFound: there is no such plan.
        UsageError: the file cannot be read.
    """
    sheets = _sheets()
    kept = sheets.get(options.id)
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise UsageError(f"{options.file}: {error}", hint=_say("not_read", name=options.file.name)) from error
    found = imported(kept.sheet, content)
    for part, edit in found.edits:
        kept = sheets.save(options.id, _author(), part, edit, seen=kept.revision(part))
    taken = sum(row.taken for row in found.rows)
    if options.json:
        rows = [asdict(row) for row in found.rows]
        print(json.dumps({"taken": taken, "left": len(rows) - taken, "rows": rows}, ensure_ascii=False, indent=2))
        return 0
    print(_say("report", taken=taken, left=len(found.rows) - taken))
    for row in sorted(found.rows, key=lambda row: row.taken):
        mark = _say("marks.taken" if row.taken else "marks.left")
        print(_say("report_row", mark=mark, place=row.place, message=row.message))
    return 0


def next_year(options: argparse.Namespace) -> int:
    """Open the year after as a copy; 0.

    Raises:
        NotFound: there is no such plan.
        PlanExistsError: the year after has a plan already.
    """
    made = _sheets().next_year(options.id, _author())
    print(_say("opened", title=made.head.title, id=made.head.id))
    return 0


def _sheets() -> Worksheets:
    return Worksheets(Stores(load_settings()).records)


def _author() -> Author:
    name = getpass.getuser()
    return Author(id=f"terminal:{name}", name=name)


def _place(key: str) -> str:
    part = BY_KEY[key]
    name = part.step.name_ja if part.step else _say(f"kinds.{part.kind.value}")
    return _say("whole", scene=part.scene.name_ja, part=name) if part.scene else name


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)

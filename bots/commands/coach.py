"""`renkei coach`: `check` looks at one cell or a batch of them, `talk` leads through a plan (see `coach_talk`), and the
plans themselves are listed, shown, written out and read in (see `coach_plans`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import prompts
from assistant.coach import CheckResult, Scene, Severity, Step, check, parse_scene, parse_step
from assistant.coach.checks.wording import name
from assistant.errors import UsageError
from assistant.knowledge.catalog import read_catalog
from assistant.resources import corpus_root
from bots.coach_contract import Resolve, by_catalog, result_to_dict
from bots.commands import coach_plans, coach_talk

_TEXTS = "coach/messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    id: object
    step: Step
    scene: Scene
    text: str


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("coach", help=prompts.text(_TEXTS, "help.coach"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    checker = actions.add_parser("check", help=prompts.text(_TEXTS, "help.check"))
    checker.add_argument("--step", help=prompts.text(_TEXTS, "help.step"))
    checker.add_argument("--scene", help=prompts.text(_TEXTS, "help.scene"))
    checker.add_argument("--text", help=prompts.text(_TEXTS, "help.text"))
    checker.add_argument("--batch", type=Path, metavar="FILE", help=prompts.text(_TEXTS, "help.batch"))
    checker.add_argument("--json", action="store_true", help=prompts.text(_TEXTS, "help.json"))
    checker.set_defaults(run=run)
    coach_talk.add(actions)
    coach_plans.add(actions)


def run(options: argparse.Namespace, *, resolve: Resolve | None = None) -> int:
    """Check; 0 whether or not there are findings. `resolve` may add pages and quotes to the citations.

    Raises:
        UsageError: the options do not go together, or a step, a scene or a line of the batch cannot be read.
    """
    resolve = resolve or by_catalog(read_catalog(corpus_root() / "catalog.toml"))
    single = (options.step, options.scene, options.text)
    if options.batch is not None and single == (None, None, None):
        return _batch(options, resolve)
    if options.batch is not None or None in single:
        raise UsageError("--step, --scene and --text, or --batch", hint=prompts.text(_TEXTS, "need_all"))
    result = check(parse_step(options.step), parse_scene(options.scene), options.text)
    if options.json:
        print(json.dumps(result_to_dict(result, resolve), ensure_ascii=False, indent=2))
    else:
        _print(result, resolve)
    return 0


def _batch(options: argparse.Namespace, resolve: Resolve) -> int:
    rows = list(_rows(options.batch))  # all lines are read before the first is checked
    for row in rows:
        result = check(row.step, row.scene, row.text)
        if options.json:
            line = {"id": row.id, **result_to_dict(result, resolve)}
            print(json.dumps(line, ensure_ascii=False), flush=True)
        else:
            print(f"[{row.id}] {row.text}")
            _print(result, resolve)
    return 0


def _rows(path: Path) -> Iterator[_Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint=prompts.text(_TEXTS, "no_file", name=path.name)) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            step, scene, written = str(row["step"]), str(row["scene"]), row["text"]
            if not isinstance(written, str):
                raise TypeError("text is not a string")
        except (ValueError, KeyError, TypeError) as error:
            hint = prompts.text(_TEXTS, "bad_line", name=path.name, number=number)
            raise UsageError(f"{path}:{number}: {error}", hint=hint) from error
        yield _Row(id=row.get("id", number), step=parse_step(step), scene=parse_scene(scene), text=written)


def _print(result: CheckResult, resolve: Resolve) -> None:
    if result.ok:
        print(prompts.text(_TEXTS, "ok"))
    for finding in result.findings:
        heading = "hint_heading" if finding.severity is Severity.INFO else "heading"
        print(prompts.text(_TEXTS, heading, name=name(finding.code)))
        print(f"  {finding.message}{finding.reason}")
        print(prompts.text(_TEXTS, "question", question=finding.question))
        for source in finding.sources:
            place: dict[str, Any] = resolve(source)
            print(prompts.text(_TEXTS, "source", title=place["title"], section=place["section"]))

"""`renkei roleplay`: practise explaining the programme to a partner; list, write and check partners."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import prompts
from assistant.errors import UsageError
from assistant.roleplay.debrief import Debrief, debrief
from assistant.roleplay.personas import LEVELS, Persona, find_persona, hint, persona_ids, read_persona
from assistant.roleplay.play import begin, finish, step
from assistant.roleplay.serial import debrief_to_dict, ledger_to_dict
from assistant.roleplay.template import template
from assistant.roleplay.values import Run, State
from assistant.roleplay.wording import Word
from assistant.sessions.worded import Wording
from assistant.settings import load_settings
from bots.roleplay_text import print_debrief, said

_FOLLOWED_BY_FILE = (".yaml", ".yml")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    texts = prompts.load("roleplay/messages")["terminal"]
    parser = subparsers.add_parser("roleplay", help=texts["help"])
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    one = actions.add_parser("run", help=texts["run"])
    one.add_argument("--persona", required=True, metavar="ID", help=texts["persona"])
    one.add_argument("--turns", type=Path, metavar="FILE", help=texts["turns"])
    one.add_argument("--level", type=int, choices=LEVELS, default=2, help=texts["level"])
    one.add_argument("--seed", type=int, default=0, help=texts["seed"])
    one.add_argument("--worded", action="store_true", help=texts["worded"])
    one.add_argument("--json", action="store_true", help=texts["json"])
    everyone = actions.add_parser("list", help=texts["list"])
    everyone.add_argument("--json", action="store_true", help=texts["json"])
    for action in ("new", "check"):
        actions.add_parser(action, help=texts[action]).add_argument("path", type=Path, help=texts["path"])
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 where the action was done."""
    action = {"run": _run, "list": _list, "new": _new, "check": _check}[options.action]
    action(options)
    return 0


def _run(options: argparse.Namespace) -> None:
    persona = _persona(options.persona)
    utterances = _utterances(options.turns) if options.turns is not None else None
    word = _word() if options.worded else None
    made = begin(persona, level=options.level, seed=options.seed)
    if utterances is None:
        made = _converse(persona, made, word)
        unheard: list[str] = []
    else:
        made, unheard = _recite(persona, made, utterances, word)
    found = debrief(finish(made), persona)
    if options.json:
        print(json.dumps(_as_dict(made, found, unheard), ensure_ascii=False, indent=2))
        return
    if utterances is not None:
        _print_turns(persona, made)
    print_debrief(found)


def _word() -> Word:
    """Lines in the words of the configured model."""
    from assistant.dialogue import chat_model  # LangChain takes a second to import, which the table need not wait for

    model = chat_model(load_settings())
    if model is None:
        raise UsageError("no chat model", hint=hint("no_model"))
    return Wording(model)


def _recite(persona: Persona, run: Run, utterances: list[str], word: Word | None) -> tuple[Run, list[str]]:
    """The run after the utterances, and those for which the conversation was already over."""
    for number, utterance in enumerate(utterances):
        if run.state is State.DEBRIEF:
            return run, utterances[number:]
        run = step(run, utterance, persona, word)
    return run, []


def _converse(persona: Persona, run: Run, word: Word | None) -> Run:
    for line in (said("briefing", name=persona.name, briefing=persona.briefing), said("consent"), said("how_to_end"),
                 said("partner", name=persona.name, text=run.opening)):  # fmt: skip
        print(line, file=sys.stderr)
    while run.state is not State.DEBRIEF:
        print(said("prompt"), end="", file=sys.stderr, flush=True)
        utterance = sys.stdin.readline().strip()
        if not utterance:
            break
        run = step(run, utterance, persona, word)
        if run.turns[-1].reply:
            print(said("partner", name=persona.name, text=run.turns[-1].reply), file=sys.stderr)
    return run


def _print_turns(persona: Persona, run: Run) -> None:
    print(said("partner", name=persona.name, text=run.opening))
    for turn in run.turns:
        print(said("prompt") + turn.utterance)
        if turn.reply:
            print(said("partner", name=persona.name, text=turn.reply))
    print()


def _as_dict(run: Run, found: Debrief, unheard: list[str]) -> dict[str, Any]:
    return {
        "persona": run.persona,
        "level": run.level,
        "seed": run.seed,
        "opening": run.opening,
        "replies": [turn.reply for turn in run.turns],
        "states": [turn.state.value for turn in run.turns],
        "ledger": [ledger_to_dict(turn.ledger) for turn in run.turns],
        "unheard": unheard,
        "debrief": debrief_to_dict(found),
    }


def _persona(wanted: str) -> Persona:
    return read_persona(Path(wanted)) if wanted.endswith(_FOLLOWED_BY_FILE) else find_persona(wanted)


def _utterances(path: Path) -> list[str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(f"no file {str(path)!r}", hint=hint("missing", path=path)) from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}", hint=hint("turns", path=path)) from error
    if not isinstance(content, list) or not all(isinstance(item, str) for item in content):
        raise UsageError(f"{path}: not a list of texts", hint=hint("turns", path=path))
    return content


def _list(options: argparse.Namespace) -> None:
    found = [find_persona(persona_id) for persona_id in persona_ids()]
    if options.json:
        print(json.dumps([{"id": p.id, "name": p.name, "briefing": p.briefing} for p in found], ensure_ascii=False,
                         indent=2))  # fmt: skip
        return
    for persona in found:
        print(said("row", id=persona.id, name=persona.name, **_counts(persona)))


def _new(options: argparse.Namespace) -> None:
    path: Path = options.path
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError as error:
        raise UsageError(f"{path} exists", hint=hint("exists", path=path)) from error
    except OSError as error:
        raise UsageError(f"{path}: {error}", hint=hint("folder", path=path)) from error
    print(said("written", path=path))


def _check(options: argparse.Namespace) -> None:
    persona = read_persona(options.path)
    print(said("fine", path=options.path, **_counts(persona)))


def _counts(persona: Persona) -> dict[str, int]:
    return {"concerns": len(persona.concerns), "lines": sum(1 for _ in persona.lines())}

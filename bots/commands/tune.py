"""`renkei tune`: fit weights and threshold on the development questions, and store them with the run that made them."""

from __future__ import annotations

import argparse
import json

import prompts
from assistant.settings import load_settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    texts = prompts.load("eval/messages")["commands"]
    parser = subparsers.add_parser("tune", help=texts["tune"])
    parser.add_argument("--seed", type=int, default=20, help=texts["seed"])
    parser.add_argument("--steps", type=int, default=150, help=texts["steps"])
    parser.add_argument("--dry", action="store_true", help=texts["dry"])
    parser.add_argument("--confidence", action="store_true", help=texts["confidence"])
    parser.add_argument("--directness", action="store_true", help=texts["directness"])
    parser.add_argument("--roleplay", action="store_true", help=prompts.text("eval/roleplay", "tune"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Fit, print what was measured, and store the weights unless `--dry` is given."""
    if options.roleplay:
        return _roleplay(dry=options.dry)
    if options.directness:
        return _directness(dry=options.dry)
    if options.confidence:
        return _confidence(options.seed, dry=options.dry)
    # the other commands start without the evaluation
    from assistant.app import Assistant
    from bots.progress import Bar
    from eval.tune import FITTED, measured, store, tune

    assistant = Assistant(load_settings())
    with Bar() as bar:
        tuned = tune(assistant, seed=options.seed, steps=options.steps, progress=bar.show)
    print(json.dumps(measured(tuned), ensure_ascii=False, indent=1))
    if not options.dry:
        store(tuned, assistant, f"renkei tune --seed {options.seed} --steps {options.steps}")
        print(prompts.text("eval/messages", "stored", path=FITTED))
    return 0


def _confidence(seed: int, *, dry: bool) -> int:
    """Fit when to say that the documents do not hold it, and leave the rest of the weights as they are."""
    from assistant.app import Assistant
    from eval.tune import FITTED, abstention_measured, store_confidence, tune_confidence

    assistant = Assistant(load_settings())
    fitted = tune_confidence(assistant, seed=seed)
    print(json.dumps(abstention_measured(fitted), ensure_ascii=False, indent=1))
    if not dry:
        store_confidence(fitted, assistant, f"renkei tune --confidence --seed {seed}")
        print(prompts.text("eval/messages", "stored", path=FITTED))
    return 0


def _directness(*, dry: bool) -> int:
    """Fit when to say that an answer is only near, and leave the rest of the weights as they are."""
    from assistant.app import Assistant
    from eval.fitting.directness import fit_directness
    from eval.questions import load_questions
    from eval.tune import FITTED, directness_measured, store_directness

    settings = load_settings()
    assistant = Assistant(settings)
    fitted = fit_directness(settings, load_questions(split="dev"), assistant)
    print(json.dumps(directness_measured(fitted), ensure_ascii=False, indent=1))
    if not dry:
        store_directness(fitted, assistant, "renkei tune --directness")
        print(prompts.text("eval/messages", "stored", path=FITTED))
    return 0


def _roleplay(*, dry: bool) -> int:
    """Fit the role-play's listener; `renkei eval --roleplay` then says what it is worth."""
    from assistant.roleplay.listener import TABLES
    from eval.roleplay_fit import fit_listener, load_examples, store

    examples = load_examples()
    listener = fit_listener(examples)
    if not dry:
        store(listener, examples, "renkei tune --roleplay")
        print(prompts.text("eval/messages", "stored", path=TABLES))
    return 0

"""`renkei eval`: measure the answers against the evaluation questions and write a report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import prompts
from assistant.errors import UsageError
from assistant.settings import load_settings
from bots.commands import eval_citations, eval_judge, eval_verification

if TYPE_CHECKING:
    from assistant.app import Assistant
    from eval.questions import Question
    from eval.relevance.verdicts import Relevance
    from eval.runner import Evaluation


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    texts = prompts.load("eval/messages")["commands"]
    parser = subparsers.add_parser("eval", help=texts["eval"])
    parser.add_argument("--questions", type=Path, metavar="FILE", help=texts["questions"])
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all", help=texts["split"])
    parser.add_argument("--compare", metavar="RUN", help=texts["compare"])
    parser.add_argument("--out", type=Path, metavar="DIR", help=texts["out"])
    parser.add_argument("--baselines", action="store_true", help=texts["baselines"])
    parser.add_argument("--bars", type=Path, metavar="FILE", help=texts["bars"])
    parser.add_argument("--seed", type=int, default=20, help=texts["seed"])
    parser.add_argument("--check", action="store_true", help=texts["check"])
    parser.add_argument("--roleplay", action="store_true", help=prompts.text("eval/roleplay", "option"))
    eval_citations.add(parser)
    eval_judge.add(parser)
    eval_verification.add(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0; 1 where a bar is not reached or `--check` finds a fault."""
    if options.roleplay:
        return _roleplay(options)
    if options.citations or options.verdicts:
        return eval_citations.run(options)
    if options.verification:
        return eval_verification.run(options)
    # the other commands start without the evaluation and its packages
    from assistant.app import Assistant
    from bots.progress import Bar
    from eval import extras
    from eval.questions import OWN, load_questions
    from eval.report.content import build
    from eval.report.render import write
    from eval.runner import evaluate
    from eval.runs import HTML, new_folder, read_past, write_results

    extras.require(*extras.MEASURING, *(extras.BASELINES if options.baselines else ()))
    settings = load_settings()
    questions = load_questions(options.questions or OWN, split="all" if options.check else options.split)
    if not questions:
        raise UsageError("no questions", hint=prompts.text("eval/messages", "nothing"))
    root = settings.data / "eval"
    before = read_past(options.compare, root) if options.compare else None
    assistant = Assistant(settings)
    if options.check:
        return _check(assistant, questions, own=options.questions is None)
    _warn_of_missing(assistant, questions)
    with Bar() as bar:
        judge = eval_judge.admitted(options, settings, bar.show) if options.judge else None
        if options.judge and judge is None:
            return 1
        evaluation = evaluate(assistant, questions, baselines=options.baselines, progress=bar.show)
        if judge is not None:
            evaluation = eval_judge.graded(judge, evaluation, bar.show)
    folder = options.out or new_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    write_results(folder, (result for results in evaluation.results.values() for result in results))
    checked = _checked_by_hand(evaluation, options) if options.questions is None else None
    facts = _facts(assistant, questions, options.seed)
    write(build(evaluation, facts, before, checked, seed=options.seed), folder)
    _print_summary(evaluation, options.seed)
    if checked is not None:
        eval_citations.print_figures(checked)
    print(prompts.text("eval/messages", "written", path=folder / HTML))
    return _bars(options, evaluation) if options.bars else 0


def _checked_by_hand(evaluation: Evaluation, options: argparse.Namespace) -> Relevance | None:
    from eval.figures import splits
    from eval.relevance.pairs import sample
    from eval.relevance.verdicts import read_verdicts, relevance

    reported = splits(evaluation.own).get("test")
    if reported is None:
        return None
    return relevance(sample((result.response.answer for result in reported), seed=options.seed), read_verdicts())


def _warn_of_missing(assistant: Assistant, questions: tuple[Question, ...]) -> None:
    named = dict.fromkeys(item.document for question in questions for item in question.evidence)
    missing = [document for document in named if document not in assistant.generation.documents]
    if missing:
        print(prompts.text("eval/messages", "not_installed", names=", ".join(missing)), file=sys.stderr)


def _roleplay(options: argparse.Namespace) -> int:
    from eval.roleplay_eval import OWN, load_rehearsals, measure, play, report

    rehearsals = load_rehearsals(options.questions or OWN, options.split)
    if not rehearsals:
        raise UsageError("no runs", hint=prompts.text("eval/messages", "nothing"))
    print(report(measure([play(rehearsal) for rehearsal in rehearsals])))
    return 0


def _facts(assistant: Assistant, questions: tuple[Question, ...], seed: int) -> dict[str, str]:
    from datetime import UTC, datetime

    manifest = assistant.generation.manifest
    dev = sum(question.split == "dev" for question in questions)
    counts = prompts.text("eval/report", "question_count", count=len(questions), dev=dev, test=len(questions) - dev)
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "index": f"{manifest.id} ({manifest.embedder}, corpus {manifest.corpus})",
        "documents": ", ".join(assistant.generation.documents) or "-",
        "questions": counts,
        "seed": str(seed),
    }


def _print_summary(evaluation: Evaluation, seed: int) -> None:
    from eval.figures import figures, splits
    from eval.report.content import measure_name, number

    by_name = {split: figures(part, seed=seed) for split, part in splits(evaluation.own).items()}
    for measure in prompts.load("eval/report")["measures"]:
        values = [f"{split} {number(found[measure], measure)}" for split, found in by_name.items() if measure in found]
        if values:
            print(f"{measure_name(measure)}: {' / '.join(values)}")


def _bars(options: argparse.Namespace, evaluation: Evaluation) -> int:
    from eval.bars import missed, read_bars

    bars = read_bars(options.bars)
    rows = missed(bars, evaluation.own, seed=options.seed)
    for row in rows:
        if row.value is None:
            text = prompts.text("eval/messages", "bar_unmeasured", split=row.split, measure=row.measure)
        else:
            text = prompts.text("eval/messages", "bar_missed", split=row.split, measure=row.measure,
                                value=f"{row.value:.3f}", bar=row.bar)  # fmt: skip
        print(text, file=sys.stderr)
    if not rows:
        print(prompts.text("eval/messages", "bar_met", count=bars.count))
    return 1 if rows else 0


def _check(assistant: Assistant, questions: tuple[Question, ...], *, own: bool) -> int:
    from eval.checks import check
    from eval.documents import raw_texts

    notes = [unit.note for unit in assistant.generation.notes.values()]
    faults = check(questions, notes, raw_texts(assistant), own=own)
    for fault in faults:
        text = prompts.text("eval/messages", f"faults.{fault.kind}", detail=fault.detail)
        where = fault.id or prompts.text("eval/messages", "whole_set")
        print(prompts.text("eval/messages", "fault", id=where, text=text))
    print(prompts.text("eval/messages", "checked", count=len(questions), faults=len(faults)))
    return 1 if faults else 0

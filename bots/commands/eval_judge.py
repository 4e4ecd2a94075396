"""`renkei eval --judge`: the configured chat model grades the answers too, once it has shown that it can."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import prompts
from assistant.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.settings import Settings
    from eval.judging.judge import Judge
    from eval.runner import Evaluation

    Progress = Callable[[str, int, int], None]


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options to `renkei eval`."""
    parser.add_argument("--judge", action="store_true", help=_text("option"))
    parser.add_argument("--judge-tokens", type=int, default=None, metavar="N", help=_text("option_tokens"))


def admitted(options: argparse.Namespace, settings: Settings, progress: Progress) -> Judge | None:
    """The judge, after it was tried out and its agreement printed; None where its grades are not to be believed.

    Raises:
        UsageError: no chat model is configured.
        ModelError: the model cannot be used at all.
    """
    from assistant.dialogue import chat_model
    from eval.judging.case import read_known
    from eval.judging.judge import TOKENS, Judge
    from eval.judging.trial import LEAST, try_out

    model = chat_model(settings)
    if model is None:
        raise UsageError("no chat model", hint=_text("no_model"))
    judge = Judge(model, tokens=options.judge_tokens or TOKENS)
    trial = try_out(judge, read_known(), lambda done, total: progress(_text("trial_step"), done, total))
    print(_text("trial", model=model.name, count=trial.count, agreed=trial.agreed, lenient=trial.lenient,
                strict=trial.strict, failed=trial.failed, agreement=f"{trial.agreement:.2f}"))  # fmt: skip
    if not trial.trusted:
        print(_text("refused", least=LEAST), file=sys.stderr)
        return None
    return judge


def graded(judge: Judge, evaluation: Evaluation, progress: Progress) -> Evaluation:
    """`evaluation` with the judge's grades among the scores of renkei's own answers.

    Raises:
        ModelError: the model cannot be used any more.
    """
    from eval.judging.case import case_of
    from eval.judging.scores import with_grades

    asked = [case_of(result) for result in evaluation.own if not result.abstained]
    found = judge.grade_all(asked, lambda done, total: progress(_text("step"), done, total))
    for key, count in (("failed", found.failed), ("left", found.left)):
        if count:
            print(_text(key, count=count), file=sys.stderr)
    print(_text("spent", tokens=judge.spent))
    name = next(iter(evaluation.results))
    return replace(evaluation, results={**evaluation.results, name: with_grades(evaluation.own, found.grades)})


def _text(key: str, **values: object) -> str:
    return prompts.text("eval/judging", key, **values)

"""Failures: what was expected, what was found, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import prompts
from eval.scoring import Result

_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One question that went wrong: a heading and labelled rows."""

    heading: str
    rows: Sequence[tuple[str, str]]


def failures(results: Sequence[Result]) -> list[Failure]:
    """Every question with a wrong status, a missing key fact, or no evidence within 2,000 characters."""
    return [_failure(result, kinds) for result in results if (kinds := failed(result))]


def failed(result: Result) -> list[str]:
    """What is wrong with a result: keys of `failure.kinds`."""
    if not result.question.answerable:
        return [] if result.abstained else ["answered"]
    if result.abstained:
        return ["refused"]
    kinds = ["facts"] if result.missing else []
    return kinds + (["evidence"] if not result.scores["recall_2000"] else [])


def _failure(result: Result, kinds: Sequence[str]) -> Failure:
    question, response = result.question, result.response
    names = prompts.load("eval/report")["failure"]
    found = [f"{e.document_id} {e.section}".strip() for e in response.found[:_SHOWN]]
    rows = [
        (names["expected"], question.expected),
        (names["missing"], ", ".join(result.missing)),
        (names["evidence"], "\n".join(f"{item.document}: {item.anchor}" for item in question.evidence)),
        (names["found"], "\n".join(found)),
        (names["answer"], f"{response.answer.status} ({response.answer.confidence:.3f})\n{response.answer.text}"),
    ]
    why = " / ".join(names["kinds"][kind] for kind in kinds)
    heading = f"{question.id} [{question.split}] {question.question} ({why})"
    return Failure(heading=heading, rows=[(label, value) for label, value in rows if value])

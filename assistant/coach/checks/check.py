"""One cell checked: the rules of its step, the second reader, and their findings worded for whoever wrote it."""

from __future__ import annotations

from dataclasses import replace

import prompts
from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.features import extract
from assistant.coach.checks.opinion import reconciled
from assistant.coach.checks.precedence import told
from assistant.coach.checks.table import RULES
from assistant.coach.checks.wording import finding
from assistant.coach.errors import TextTooLongError
from assistant.coach.findings import CheckResult
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Worksheet

LIMIT = 4_000
"""Characters of one cell; a sheet's cell holds some two hundred."""


def check(step: Step, scene: Scene, text: str, *, context: Worksheet | None = None) -> CheckResult:
    """All findings about `text` at `step` of `scene`, gravest first.

    `context` is the sheet that the cell belongs to: with it the links to other cells are judged, without it only
    what the text itself shows. No model is asked, nothing is changed.

    Raises:
        TextTooLongError: more than LIMIT characters.
    """
    if len(text) > LIMIT:
        hint = prompts.text("coach/messages", "too_long", limit=LIMIT)
        raise TextTooLongError(
            f"a cell of {len(text)} characters; at most {LIMIT}", length=len(text), limit=LIMIT, hint=hint
        )
    case = Case(step=step, scene=scene, features=extract(text), context=context)
    hits = {
        rule.code: (hit.severity or rule.severity, hit)
        for rule in RULES
        if step in rule.steps and (hit := rule.judge(case)) is not None
    }
    heard = reconciled(case, hits, case.features.told)
    found = [finding(code, heard[code][0], _as_written(heard[code][1], case), case) for code in told(heard)]
    found.sort(key=lambda one: (one.severity.rank, one.code.rank))
    return CheckResult(findings=tuple(found))


def _as_written(hit: Hit, case: Case) -> Hit:
    """The hit with words that stand in the cell: where the middle of a sentence was set aside, with all of them."""
    features = case.features
    same = features.text == features.whole or hit.excerpt in features.whole
    return hit if same else replace(hit, excerpt=features.whole)

"""The fifteen rules: how grave each is and at which steps it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.coach.checks.case import Judge
from assistant.coach.checks.rules import (
    activity_only_indicator,
    all_at_once,
    home_death_rate_target,
    means_as_end,
    national_average_only,
    no_baseline,
    no_deadline,
    no_gap,
    no_owner,
    no_partner,
    not_linked,
    provider_view_only,
    solution_as_issue,
    speculation_only,
    too_vague,
)
from assistant.coach.findings import Code, Severity
from assistant.coach.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One flaw: where it is looked for, how grave it is, and the function that looks."""

    code: Code
    severity: Severity
    steps: frozenset[Step]
    judge: Judge


def _rule(code: Code, severity: Severity, judge: Judge, *steps: Step) -> Rule:
    return Rule(code=code, severity=severity, steps=frozenset(steps), judge=judge)


_V, _SI, _A, _I = Step.VISION, Step.SITUATION, Step.ANALYSIS, Step.ISSUES
_G, _M, _E, _SH = Step.GOALS, Step.MEASURES, Step.EVALUATION, Step.SHARING
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES: tuple[Rule, ...] = (
    _rule(Code.HOME_DEATH_RATE_TARGET, _ERROR, home_death_rate_target.judge, _V, _SI, _A, _I, _G, _M, _E),
    _rule(Code.MEANS_AS_END, _ERROR, means_as_end.judge, _V, _SI, _G, _M),
    _rule(Code.SOLUTION_AS_ISSUE, _ERROR, solution_as_issue.judge, _SI, _A, _I),
    _rule(Code.PROVIDER_VIEW_ONLY, _WARNING, provider_view_only.judge, _V, _SI, _A, _I, _G, _M, _E),
    _rule(Code.NO_GAP, _ERROR, no_gap.judge, _A, _I),
    _rule(Code.SPECULATION_ONLY, _WARNING, speculation_only.judge, _SI, _A, _I, _E),
    _rule(Code.NATIONAL_AVERAGE_ONLY, _WARNING, national_average_only.judge, _V, _SI, _A, _I, _G, _E),
    _rule(Code.NOT_LINKED, _WARNING, not_linked.judge, _I, _G, _M, _E),
    _rule(Code.ACTIVITY_ONLY_INDICATOR, _WARNING, activity_only_indicator.judge, _E),
    _rule(Code.TOO_VAGUE, _WARNING, too_vague.judge, *Step),
    _rule(Code.ALL_AT_ONCE, _WARNING, all_at_once.judge, _I, _G, _M, _E),
    _rule(Code.NO_OWNER, _WARNING, no_owner.judge, _M),
    _rule(Code.NO_PARTNER, _WARNING, no_partner.judge, _I, _M, _SH),
    _rule(Code.NO_DEADLINE, _WARNING, no_deadline.judge, _G, _M),
    _rule(Code.NO_BASELINE, _WARNING, no_baseline.judge, _E, _G),
)

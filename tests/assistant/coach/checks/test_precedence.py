"""Where one flaw explains another, only the one that says more is told."""

from __future__ import annotations

import pytest

from assistant.coach.checks.case import Hit
from assistant.coach.checks.precedence import EXPLAINS, told
from assistant.coach.findings import Code, Severity


def codes(**severities: Severity) -> set[Code]:
    return set(told({Code(name): (severity, Hit()) for name, severity in severities.items()}))


def test_the_explained_flaw_is_left_out() -> None:
    assert codes(no_baseline=Severity.WARNING, too_vague=Severity.WARNING) == {Code.TOO_VAGUE}


def test_what_a_plan_lacks_is_told_beside_any_flaw() -> None:
    lacking = {Code.NO_DEADLINE, Code.NO_OWNER, Code.NO_PARTNER}
    assert not lacking & set().union(*EXPLAINS.values())
    assert codes(no_deadline=Severity.WARNING, too_vague=Severity.WARNING) == {Code.NO_DEADLINE, Code.TOO_VAGUE}


def test_a_hint_explains_nothing() -> None:
    assert codes(no_baseline=Severity.WARNING, too_vague=Severity.INFO) == {Code.NO_BASELINE, Code.TOO_VAGUE}


@pytest.mark.parametrize("variant", ["empty", "placeholder"])
def test_of_an_empty_cell_nothing_else_is_told(variant: str) -> None:
    vague = (Severity.WARNING, Hit(variant=variant))
    missing = (Severity.WARNING, Hit())
    assert list(told({Code.NO_OWNER: missing, Code.TOO_VAGUE: vague})) == [Code.TOO_VAGUE]


def test_an_explained_flaw_explains_nothing_itself() -> None:
    found = codes(
        all_at_once=Severity.WARNING, national_average_only=Severity.WARNING, no_baseline=Severity.WARNING,
        home_death_rate_target=Severity.ERROR,
    )  # fmt: skip
    assert found == {Code.HOME_DEATH_RATE_TARGET, Code.ALL_AT_ONCE}


def test_no_two_flaws_explain_each_other() -> None:
    assert [
        (code, other)
        for code, others in EXPLAINS.items()
        for other in others
        if code in EXPLAINS.get(other, frozenset())
    ] == []

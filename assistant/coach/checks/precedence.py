"""Where one flaw explains another: only the one that says more is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.coach.checks.case import Hit
from assistant.coach.checks.rules.too_vague import EMPTY, PLACEHOLDER
from assistant.coach.findings import Code, Severity

_C = Code
# In the order in which they are asked. Whoever hears of the first need not hear of the others: they are the same
# weakness seen from further away.
EXPLAINS: Mapping[Code, frozenset[Code]] = {
    _C.HOME_DEATH_RATE_TARGET: frozenset(
        {_C.NATIONAL_AVERAGE_ONLY, _C.NO_GAP, _C.ACTIVITY_ONLY_INDICATOR, _C.NO_BASELINE, _C.PROVIDER_VIEW_ONLY,
         _C.NOT_LINKED, _C.MEANS_AS_END, _C.TOO_VAGUE, _C.SOLUTION_AS_ISSUE, _C.SPECULATION_ONLY}
    ),
    _C.MEANS_AS_END: frozenset(
        {_C.PROVIDER_VIEW_ONLY, _C.TOO_VAGUE, _C.NO_GAP, _C.NATIONAL_AVERAGE_ONLY, _C.NO_BASELINE}
    ),
    _C.SOLUTION_AS_ISSUE: frozenset(
        {_C.PROVIDER_VIEW_ONLY, _C.NO_GAP, _C.TOO_VAGUE, _C.SPECULATION_ONLY, _C.NOT_LINKED}
    ),
    _C.SPECULATION_ONLY: frozenset(
        {_C.NO_GAP, _C.NO_BASELINE, _C.PROVIDER_VIEW_ONLY, _C.ACTIVITY_ONLY_INDICATOR, _C.NOT_LINKED,
         _C.TOO_VAGUE}
    ),
    _C.NATIONAL_AVERAGE_ONLY: frozenset({_C.NO_GAP, _C.SPECULATION_ONLY, _C.TOO_VAGUE, _C.NO_BASELINE}),
    _C.ALL_AT_ONCE: frozenset(
        {_C.ACTIVITY_ONLY_INDICATOR, _C.NO_BASELINE, _C.NO_GAP, _C.PROVIDER_VIEW_ONLY, _C.TOO_VAGUE,
         _C.SPECULATION_ONLY, _C.NOT_LINKED, _C.SOLUTION_AS_ISSUE}
    ),
    _C.TOO_VAGUE: frozenset({_C.NO_BASELINE, _C.NO_GAP, _C.PROVIDER_VIEW_ONLY, _C.ACTIVITY_ONLY_INDICATOR}),
    _C.NOT_LINKED: frozenset({_C.NO_GAP, _C.ACTIVITY_ONLY_INDICATOR, _C.PROVIDER_VIEW_ONLY}),
    _C.PROVIDER_VIEW_ONLY: frozenset({_C.NO_GAP, _C.ACTIVITY_ONLY_INDICATOR}),
}  # fmt: skip


def told(hits: Mapping[Code, tuple[Severity, Hit]]) -> Iterable[Code]:
    """The codes of `hits` that no graver one explains; a hint explains nothing, an empty cell everything."""
    if (vague := hits.get(_C.TOO_VAGUE)) is not None and vague[1].variant in (EMPTY, PLACEHOLDER):
        return [_C.TOO_VAGUE]
    flaws = {code for code, (severity, _) in hits.items() if severity is not Severity.INFO}
    explained: set[Code] = set()
    for code, others in EXPLAINS.items():
        if code in flaws - explained:
            explained |= others
    found = [code for code in hits if code not in explained]
    if _C.TOO_VAGUE in flaws.intersection(found):  # a hint about words that say nothing helps nobody
        return [code for code in found if code in flaws]
    return found

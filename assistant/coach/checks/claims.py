"""What the message of a finding says of the text, asked of the text itself: the second reader feels a flaw, it cannot
see whether the words that name it would be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.coach.checks.case import Case
from assistant.coach.checks.sentences import Sentence
from assistant.coach.findings import Code

_SIDE_BY_SIDE = 3


def shown(code: Code, case: Case) -> bool:
    """Whether the text shows what a finding of `code` says about it."""
    return _CLAIMS[code](case) if code in _CLAIMS else True


def sentences(code: Code, case: Case) -> tuple[Sentence, ...]:
    """The sentences that a finding of `code` can be about."""
    told = case.features.sentences
    return tuple(filter(_ABOUT.get(code), told)) or told


def _names_act(sentence: Sentence) -> bool:
    """Something to do is named, not only something that is missing or wrong."""
    end = sentence.predicate
    if sentence.calls_for_act or end.act or end.event or sentence.shows("intended"):
        return True
    return not end.negated and sentence.shows("event_object", "list_item")


def _of_providers(case: Case) -> bool:
    """Those who give care are spoken of; beside residents only where their own burden is."""
    features = case.features
    burden = features.shows("staff_concern", "staff_feeling", "staff_explained")
    return burden or (features.shows("provider", "giver", "office") and not features.residents)


def _listed(case: Case) -> bool:
    features = case.features
    several = max(features.list_items, features.problem_items, features.enumerated)
    return several >= _SIDE_BY_SIDE or features.shows("everything", "every_issue", "every_indicator")


_ABOUT: Mapping[Code, Callable[[Sentence], bool]] = {
    Code.HOME_DEATH_RATE_TARGET: lambda sentence: sentence.shows("death_word"),
    Code.SOLUTION_AS_ISSUE: _names_act,
    Code.NATIONAL_AVERAGE_ONLY: lambda sentence: sentence.shows("compared", "average"),
}
_CLAIMS: Mapping[Code, Callable[[Case], bool]] = {
    Code.HOME_DEATH_RATE_TARGET: lambda case: case.features.shows("death_word"),
    Code.SOLUTION_AS_ISSUE: lambda case: any(map(_names_act, case.features.sentences)),
    Code.PROVIDER_VIEW_ONLY: _of_providers,
    Code.SPECULATION_ONLY: lambda case: not case.features.evidence,
    Code.NATIONAL_AVERAGE_ONLY: lambda case: case.features.shows("compared", "average"),
    Code.ACTIVITY_ONLY_INDICATOR: lambda case: (
        bool(case.features.activity_measures) or case.features.shows("event_object")
    ),
    Code.ALL_AT_ONCE: _listed,
    Code.NO_OWNER: lambda case: not case.features.shows("office_subject", "owner_role", "owner_label", "owner_heading"),
    Code.NO_PARTNER: lambda case: not case.features.shows("profession_acts"),
    Code.NO_DEADLINE: lambda case: not case.features.deadlines,
    Code.NO_BASELINE: lambda case: not (case.features.baseline and case.features.source),
}

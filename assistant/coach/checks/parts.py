"""The parts of a plan that a text may hold: a deadline, an owner, a partner, a present value, what is counted."""

from __future__ import annotations

from assistant.coach.checks.signals import Signals
from assistant.language.tokens import terms


def deadlines(text: str, signals: Signals) -> tuple[str, ...]:
    """Dates in `text` by which something is to be done; the date of a survey or a present value is none."""
    if signals.pattern("deadline_denied").search(text):
        return ()
    past = signals.pattern("date_of_baseline")
    found = signals.pattern("date").finditer(text)
    return tuple(match[0] for match in found if not past.match(text[match.end() :]))


def has_owner(text: str, signals: Signals) -> bool:
    """Whether `text` says who does it: under a label, in a role, as the subject, or as the place where it is done.

    Who is spoken of in the issue that is answered does nothing yet, unless it is the office.
    """
    if signals.pattern("owner_denied").search(text):
        return False
    rest = signals.pattern("occasion").sub("", text)
    if _names_owner(rest, signals):
        return True
    return any(signals.pattern(name).search(text) for name in ("office_subject", "owner_place", "owner_heading"))


def _names_owner(text: str, signals: Signals) -> bool:
    actor = signals.pattern("profession"), signals.pattern("office")
    for label in signals.pattern("owner_label").finditer(text):
        if any(pattern.search(label["who"]) for pattern in actor):
            return True
    if signals.pattern("owner_role").search(text) or signals.pattern("owner_place").search(text):
        return True
    subordinate = signals.pattern("subordinate")
    subjects = (*signals.pattern("owner_subject").finditer(text), *signals.pattern("owner_body").finditer(text))
    return any(not subordinate.search(match["rest"]) for match in subjects)


def has_partner(text: str, signals: Signals) -> bool:
    """Whether a profession or its body takes part; one that suffers, receives, obeys or is left out does not."""
    rest = signals.pattern("occasion").sub("", text)
    if not _names_owner(rest, signals):  # who acts stands before the issue
        rest = text
    rest = signals.pattern("profession_as_target").sub("", rest)
    rest = signals.pattern("alone").sub("", rest)
    return signals.pattern("profession").search(rest) is not None


def has_baseline(text: str, signals: Signals) -> bool:
    """Whether `text` gives a present value; a target alone is none."""
    if signals.pattern("baseline_denied").search(text):
        return False
    if signals.pattern("baseline_value").search(text) is None:
        return False
    rest = signals.pattern("target_value").sub("", text)
    pairs = signals.pattern("baseline_value")
    return pairs.search(rest) is not None or "\u2192" in text


def activity_measures(text: str, signals: Signals) -> tuple[str, ...]:
    """What `text` counts of things done or provided; a count of what became of people is not among them."""
    became, head = signals.pattern("outcome_count"), signals.pattern("activity_head")
    found = (match[0] for match in signals.pattern("activity_measure").finditer(text))
    return tuple(measure for measure in found if head.search(measure) or not became.search(measure))


def has_outcome(text: str, signals: Signals) -> bool:
    """Whether something beside those counts is measured."""
    rest = text
    for measure in activity_measures(text, signals):
        rest = rest.replace(measure, " ")
    return signals.pattern("outcome").search(rest) is not None


def has_residents(text: str, signals: Signals) -> bool:
    """Whether residents or their life appear; data about them do not count, nor residents who are left out."""
    rest = without_work_terms(signals.pattern("resident_denied").sub("", text), signals)
    rest = signals.pattern("resident_record").sub("", rest)
    if any(signals.pattern(name).search(rest) for name in ("staff_subject", "staff_counted", "staff_feeling")):
        # it is they who keep calm
        rest = signals.pattern("calm").sub("", rest)
    words = terms(rest)
    return any(signals.by_name[name].shown(rest, words) for name in ("resident", "living", "resident_view"))


def serves_somebody(text: str, signals: Signals) -> bool:
    """Whether something happens to patients in `text` or no help reaches them; what staff do about it is not meant."""
    rest = without_work_terms(text, signals)
    return any(signals.pattern(name).search(rest) for name in ("served", "unserved"))


def without_work_terms(text: str, signals: Signals) -> str:
    """`text` without the tasks of staff that are named after patients."""
    return signals.pattern("work_term").sub("", text)


def has_evidence(marked: list[frozenset[str]], marks: frozenset[str]) -> bool:
    """Whether a number, a source or a voice stands in the text; `marked`: the signals of its sentences.

    A number or a voice that is itself guessed is none.
    """
    sure = [signals for signals in marked if "speculation" not in signals]
    if "evidence_denied" in marks:
        return any("number" in signals for signals in sure)
    return "source" in marks or any(not signals.isdisjoint(("number", "voice")) for signals in sure)

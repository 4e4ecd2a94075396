"""Does the speaker mean it? Said, rejected, only reported, or only supposed: judged from what follows the words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assistant.roleplay.patterns import MANNER, alternation
from assistant.roleplay.reading import Sentence

_NOT_NEGATION = alternation(MANNER["not_negation"])
_NEGATION = alternation(MANNER["negation"])
_REJECTING = alternation(MANNER["rejecting"])
_REPORTED = alternation(MANNER["reported"])
_SUPPOSED = alternation(MANNER["supposed"])
_BOUNDARY = alternation(MANNER["boundary"], end=True)
_CARRIES = alternation(MANNER["carries"], start=True)
_REFERS_BACK = alternation(MANNER["refers_back"], start=True)
_SUMS_UP = alternation(MANNER["sums_up"], start=True)
_REASSURES = alternation(MANNER["reassures"])
_REACH = 60
_LAST_WORDS = 14


class Stance(StrEnum):
    """How the speaker stands to a phrase."""

    SAID = "said"
    REJECTED = "rejected"
    REPORTED = "reported"
    SUPPOSED = "supposed"


def stance(said: Sequence[Sentence], index: int, start: int, end: int) -> Stance:
    """How the speaker stands to `said[index].text[start:end]`.

    Negations and rejecting verbs in reach are counted: an odd number turns the phrase over. A quotation that is not
    turned over counts as reported, and so does a rejection that is itself somebody else's ("some say it is not good");
    the next sentence may still take a phrase back ("I would not say that").
    """
    sentence = said[index]
    quotation = sentence.in_quotes(end - 1)
    tail = _tail(sentence, quotation[1] + 1 if quotation else end)
    reported = [match.start() for match in _REPORTED.finditer(tail)]
    turned = _turns(tail)
    if len(turned) % 2 == 1 and not any(start > turned[-1] for start in reported):
        return Stance.REJECTED
    if taken_back(said, index):
        return Stance.REJECTED
    if quotation or reported:
        return Stance.REPORTED
    if _SUPPOSED.search(sentence.text[:start]):
        return Stance.SUPPOSED
    return Stance.SAID


def turned_over(text: str) -> bool:
    """Whether `text` as a whole is negated or rejected: an odd number of turns."""
    return len(_turns(text)) % 2 == 1


def only_refuses(sentence: Sentence) -> bool:
    """Whether the sentence ends in what will not be done: what it says instead, if anything, does not follow."""
    spoken = [sentence.text[start:end] for start, end in sentence.clauses]
    while len(spoken) > 1 and _REASSURES.search(spoken[-1]):
        spoken.pop()
    last = spoken[-1] if spoken else ""
    turned = _turns(last)
    return len(turned) % 2 == 1 and len(last) - turned[-1] <= _LAST_WORDS


def _turns(tail: str) -> list[int]:
    """Where the tail turns what was said over, in order."""
    masked = _NOT_NEGATION.sub(lambda m: "\u25a1" * len(m[0]), tail)
    return sorted(match.start() for pattern in (_NEGATION, _REJECTING) for match in pattern.finditer(masked))


def _tail(sentence: Sentence, end: int) -> str:
    """What follows in the same clause, and in those after it that still speak of the same thing."""
    reach = end
    for start, stop in sentence.clauses:
        if stop <= end:
            continue
        if start >= end:
            before = sentence.text[:start].rstrip("\u3001")
            if _BOUNDARY.search(before):
                break
            if not _CARRIES.match(sentence.text[start:stop]) and not _summed_up(sentence, start):
                break
        reach = stop
    return sentence.text[end : min(reach, end + _REACH)]


def _summed_up(sentence: Sentence, position: int) -> bool:
    """Whether a clause after `position` speaks of all that stands before it ("..., none of that")."""
    later = [sentence.text[start:stop] for start, stop in sentence.clauses if start >= position]
    return any(_SUMS_UP.match(clause) for clause in later)


def taken_back(said: Sequence[Sentence], index: int) -> bool:
    """Whether the next sentence takes back what this one says ("I would not say that")."""
    if index + 1 >= len(said):
        return False
    following = said[index + 1].text
    return _REFERS_BACK.match(following) is not None and len(_turns(following)) % 2 == 1

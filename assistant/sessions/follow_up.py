"""Follow-ups: what a question leaves unsaid comes from the turns before. Rules: prompts/answer/followups.ja.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.language.normalise import normalise
from assistant.language.tokens import terms
from assistant.sessions.conversation import Turn
from assistant.sessions.subject import Subject, subject_of

_ENDS = "?!\u3002\u3001 \u2026"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that can be answered by itself, and the rule that made it (`as_asked`: nothing was added)."""

    standalone: str
    rule: str = "as_asked"


def understand(question: str, turns: Sequence[Turn]) -> Understood:
    """`question` in the light of `turns` (oldest first)."""
    asked = _bare(question)
    if not turns or not asked:
        return Understood(question)
    subject = _subject(turns[-1])
    for rule in (_numbered, _others, _side, _another_frame, _pointing_back, _noun):
        found = rule(asked, subject, turns)
        if found is not None and found.standalone:
            return found
    return Understood(question)


def _bare(question: str) -> str:
    """`question` normalised, without the words that lead in and the marks at its end."""
    plain = normalise(question).strip(_ENDS)
    return _rules().lead.sub("", plain).strip(_ENDS) or plain


def _subject(last: Turn) -> Subject:
    """What the last turn was about: its question, or the title of its leading note, or the question as it stands."""
    found = subject_of(last.standalone) or (subject_of(last.about) if last.about else None)
    return found or Subject(f"\u300c{last.standalone}\u300d")


def _side(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    for side in _rules().sides:
        if side.pattern.fullmatch(asked):
            if side.ask_clause and subject.clause:
                return Understood(side.ask_clause.format(clause=subject.clause), side.name)
            return Understood(side.ask.format(subject=subject.noun), side.name)
    return None


def _others(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    """The next question that was offered and not asked yet: those can be answered."""
    if not _rules().others.fullmatch(asked):
        return None
    return Understood(next_offered(turns) or _rules().others_ask.format(subject=subject.noun), "others")


def next_offered(turns: Sequence[Turn]) -> str:
    """The first question that an answer offered, the last answer's first, and that was not asked yet; or nothing."""
    done = {_key(text) for turn in turns for text in (turn.question, turn.standalone, turn.about)}
    offered = (title for turn in reversed(turns) for title in turn.answer.suggestions)
    return next((title for title in offered if _key(title) not in done), "")


def _numbered(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    match = _rules().numbered.fullmatch(asked)
    if match is None:
        return None
    written = match["number"]
    number = int(written) if written.isdigit() else _rules().kanji_numbers.index(written) + 1
    offered = turns[-1].answer.suggestions
    return Understood(offered[number - 1], "numbered") if number <= len(offered) else None


def _another_frame(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    """The last question, asked of another body, place, scene or edition."""
    rules = _rules()
    match = rules.frame.fullmatch(asked)
    if match is None:
        return None
    frame = rules.instead.get(match["frame"], match["frame"])
    rows = _rows_of(frame)
    last = normalise(turns[-1].standalone)
    named = next((word for row in rows for word in row if word in last), "")
    if named and named != frame:
        return Understood(last.replace(named, frame), "frame")
    return Understood(rules.frame_ask.format(frame=frame, question=last), "frame") if rows else None


def _rows_of(frame: str) -> list[tuple[str, ...]]:
    """The words whose place `frame` may take, those of its own row first; none where it is no frame."""
    rules = _rules()
    own = [row for row in (*rules.actors, *rules.kinds) if frame in row]
    if own and own[0] in rules.actors:
        return [*own, *(row for row in rules.actors if row is not own[0])]
    return own


def _pointing_back(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    rules = _rules()
    if len(asked) > rules.back_most or rules.not_back.search(asked):
        return None
    if rules.back_whole.search(asked):
        return Understood(rules.back_whole.sub(lambda _: subject.noun, asked), "points_back")
    if rules.back_of.search(asked):
        return Understood(_joined(subject.noun, rules.back_of.sub("", asked)), "points_back")
    return None


def _joined(subject: str, rest: str) -> str:
    """`subject` and what is asked of it; where it ends with the word that `rest` begins with, that word comes once."""
    for size in range(min(len(subject), len(rest)), 1, -1):
        if subject.endswith(rest[:size]):
            return subject + rest[size:]
    return f"{subject}\u306e{rest}"


def _noun(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    match = _rules().noun.fullmatch(asked)
    if match is None or len(terms(match["noun"])) > _rules().noun_most_words:
        return None
    if "\u306e" in match["noun"] and _names_a_frame(match["noun"]):
        return None  # "the tasks of the health centre" stands by itself
    return Understood(_rules().noun_ask.format(subject=subject.noun, noun=match["noun"]), "noun")


def _names_a_frame(noun: str) -> bool:
    rules = _rules()
    return any(word in noun for row in (*rules.actors, *rules.kinds) for word in row)


def _key(question: str) -> str:
    return normalise(question).strip(_ENDS)


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    pattern: re.Pattern[str]
    ask: str
    ask_clause: str


@dataclass(frozen=True, slots=True)
class _Rules:
    lead: re.Pattern[str]
    sides: tuple[_Side, ...]
    others: re.Pattern[str]
    others_ask: str
    numbered: re.Pattern[str]
    kanji_numbers: str
    frame: re.Pattern[str]
    frame_ask: str
    actors: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[str, ...], ...]
    instead: dict[str, str]
    not_back: re.Pattern[str]
    back_whole: re.Pattern[str]
    back_of: re.Pattern[str]
    back_most: int
    noun: re.Pattern[str]
    noun_most_words: int
    noun_ask: str


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data: dict[str, Any] = prompts.load("answer/followups")

    def polite(name: str) -> re.Pattern[str]:
        return _polite(data[name], data["polite"])

    return _Rules(
        lead=re.compile(data["lead"]),
        sides=tuple(
            _Side(row["name"], _polite(row["pattern"], data["polite"]), row["ask"], row.get("ask_clause", ""))
            for row in data["sides"]
        ),
        others=polite("others"),
        others_ask=data["others_ask"],
        numbered=polite("numbered"),
        kanji_numbers=data["kanji_numbers"],
        frame=polite("frame"),
        frame_ask=data["frame_ask"],
        actors=_longest_first(data["actors"]),
        kinds=_longest_first(data["kinds"]),
        instead=data["as"],
        not_back=re.compile(data["not_back"]),
        back_whole=re.compile(data["back_whole"]),
        back_of=re.compile(data["back_of"]),
        back_most=data["back_most"],
        noun=polite("noun"),
        noun_most_words=data["noun_most_words"],
        noun_ask=data["noun_ask"],
    )


def _polite(pattern: str, polite: str) -> re.Pattern[str]:
    """`pattern`, with or without a polite end."""
    return re.compile(f"(?:{pattern})(?:{polite})?")


def _longest_first(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(map(normalise, row), key=len, reverse=True)) for row in rows)

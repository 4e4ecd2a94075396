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
from assistant.sessions.listed import items
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
    turns = _told(turns)
    subject = _subject(turns[-1])
    for rule in (_numbered, _simply, _others, _side, _another_frame, _pointing_back, _noun, _without_subject):
        found = rule(asked, subject, turns)
        if found is not None and found.standalone:
            return found
    return Understood(question)


def _bare(question: str) -> str:
    """`question` normalised, without the words that lead in and the marks at its end."""
    plain = normalise(question).strip(_ENDS)
    return _rules().lead.sub("", plain).strip(_ENDS) or plain


def _told(turns: Sequence[Turn]) -> Sequence[Turn]:
    """`turns` up to the last one that shows what it is about: a follow-up that nothing was added to does not."""
    rules = _rules()
    patterns = (rules.numbered, rules.simply, rules.others, *(side.pattern for side in rules.sides))
    for end in range(len(turns), 0, -1):
        asked = _bare(turns[end - 1].standalone)
        if not any(pattern.fullmatch(asked) for pattern in patterns):
            return turns[:end]
    return turns


def _subject(last: Turn) -> Subject:
    """What the last turn was about: its question, or the title of its leading note, or the question as it stands."""
    needed = _rules().needed.fullmatch(normalise(last.standalone))
    if needed is not None:
        return Subject(needed[1])
    found = subject_of(last.standalone) or (subject_of(last.about) if last.about else None)
    return found or Subject(f"\u300c{last.standalone}\u300d")


def _side(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    for side in _rules().sides:
        match = side.pattern.fullmatch(asked)
        if match is not None:
            if side.ask_clause and subject.clause:
                return Understood(side.ask_clause.format(clause=subject.clause), side.name)
            said = {"subject": subject.noun, "thing": _thing(subject), **match.groupdict()}
            return Understood(side.ask.format_map(said), side.name)
    return None


def _thing(subject: Subject) -> str:
    """What the subject is a side of: the training, where it was the way to hold it."""
    return _rules().facet.sub("", subject.noun) or subject.noun


def _aside_from(subject: Subject, turns: Sequence[Turn]) -> Subject:
    """What the last question asked a side of, where it was a follow-up: the next side is one of the same thing."""
    aside = _rules().aside.match(normalise(turns[-1].standalone))
    return Subject(aside[1]) if aside else subject


def _simply(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    """The last question again: there are no simpler words than those of its answer, which begins with the gist."""
    return Understood(turns[-1].standalone, "simply") if _rules().simply.fullmatch(asked) else None


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
    """What is asked of one item of the list just shown; without a list, the question offered under that number."""
    rules = _rules()
    match = rules.numbered.fullmatch(asked)
    if match is None:
        return None
    written, rest = match["number"], match["rest"]
    number = int(written) if written.isdigit() else rules.kanji_numbers.index(written) + 1
    shown, offered = _last_list(turns, number), turns[-1].answer.suggestions
    about = _item(shown[number - 1]) if number <= len(shown) and not match["offered"] else None
    plain = rules.numbered_rest.fullmatch(rest)
    if about is None:
        return Understood(offered[number - 1], "numbered") if plain and number <= len(offered) else None
    sides = [rules.numbered_default] if plain else [rules.numbered_particle.sub("", rest), rules.numbered_it + rest]
    found = next((side for text in sides if (side := _side(text, about, turns))), None)
    if found is not None:
        return Understood(found.standalone, "item")
    return Understood(about.noun + rest, "item") if rules.numbered_particle.match(rest) else None


def _last_list(turns: Sequence[Turn], least: int) -> tuple[str, ...]:
    """The list that the last answer shows; behind a question about one of its items still the same list, where the
    answer shows none of `least` items.
    """
    for turn in reversed(turns):
        shown = items(turn.answer.text)
        if len(shown) >= least or not _rules().numbered.fullmatch(_bare(turn.question)):
            return shown
    return ()


def _item(shown: str) -> Subject:
    """An item of a list: a sentence as the clause that it is, a name as it stands."""
    return (subject_of(shown) if _rules().sentence_ends.search(shown) else None) or Subject(shown)


def _another_frame(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    """The last question, asked of another body, place, scene or edition."""
    rules = _rules()
    match = rules.frame.fullmatch(asked)
    if match is None:
        return None
    frame = rules.instead.get(match["frame"], match["frame"])
    own = rules.own_place.fullmatch(frame) is not None
    rows = _rows_of(rules.own_like) if own else _rows_of(frame)
    last = normalise(turns[-1].standalone)
    stayed = rules.own_place.match(last) if rows else None
    named = stayed[0] if stayed else next((word for row in rows for word in row if word in last), "")
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
    of = _aside_from(subject, turns).noun
    return Understood(_rules().noun_ask.format(subject=of, noun=match["noun"]), "noun")


def _without_subject(asked: str, subject: Subject, turns: Sequence[Turn]) -> Understood | None:
    """A question of words alone that need to be told what of: who comes, how often, where the money comes from."""
    rules = _rules()
    words = set(terms(asked))
    if len(asked) > rules.back_most or not rules.bare_asks.search(asked) or not words or words - rules.bare:
        return None
    of = _aside_from(subject, turns)
    if of.clause:
        return Understood(rules.bare_ask_clause.format(clause=of.clause, asked=asked), "without_subject")
    thing = _thing(of)
    return Understood(rules.bare_ask.format(thing=thing, asked=asked), "without_subject")


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
    simply: re.Pattern[str]
    facet: re.Pattern[str]
    aside: re.Pattern[str]
    needed: re.Pattern[str]
    numbered: re.Pattern[str]
    numbered_rest: re.Pattern[str]
    numbered_particle: re.Pattern[str]
    sentence_ends: re.Pattern[str]
    numbered_it: str
    numbered_default: str
    kanji_numbers: str
    frame: re.Pattern[str]
    frame_ask: str
    actors: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[str, ...], ...]
    instead: dict[str, str]
    own_place: re.Pattern[str]
    own_like: str
    not_back: re.Pattern[str]
    back_whole: re.Pattern[str]
    back_of: re.Pattern[str]
    back_most: int
    noun: re.Pattern[str]
    noun_most_words: int
    noun_ask: str
    bare: frozenset[str]
    bare_ask_clause: str
    bare_asks: re.Pattern[str]
    bare_ask: str


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
        simply=polite("simply"),
        facet=re.compile(data["facet"]),
        aside=re.compile(data["aside"]),
        needed=re.compile(data["needed"]),
        numbered=re.compile(data["numbered"]),
        numbered_rest=polite("numbered_rest"),
        numbered_particle=re.compile(data["numbered_particle"]),
        sentence_ends=re.compile(data["sentence_ends"]),
        numbered_it=data["numbered_it"],
        numbered_default=data["numbered_default"],
        kanji_numbers=data["kanji_numbers"],
        frame=polite("frame"),
        frame_ask=data["frame_ask"],
        actors=_longest_first(data["actors"]),
        kinds=_longest_first(data["kinds"]),
        instead=data["as"],
        own_place=re.compile(data["own_place"]),
        own_like=data["own_like"],
        not_back=re.compile(data["not_back"]),
        back_whole=re.compile(data["back_whole"]),
        back_of=re.compile(data["back_of"]),
        back_most=data["back_most"],
        noun=polite("noun"),
        noun_most_words=data["noun_most_words"],
        noun_ask=data["noun_ask"],
        bare=frozenset(terms(data["bare"])),
        bare_asks=re.compile(data["bare_asks"]),
        bare_ask=data["bare_ask"],
        bare_ask_clause=data["bare_ask_clause"],
    )


def _polite(pattern: str, polite: str) -> re.Pattern[str]:
    """`pattern`, with or without a polite end."""
    return re.compile(f"(?:{pattern})(?:{polite})?")


def _longest_first(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(map(normalise, row), key=len, reverse=True)) for row in rows)

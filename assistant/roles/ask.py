"""What a question about roles asks: whose role, in which task and scheme, alone or compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.knowledge.roles import Actor, RoleTable, Scheme, Task
from assistant.language.normalise import normalise
from assistant.language.tokens import terms
from assistant.roles.compare import Side
from assistant.roles.mentions import Mention, RoleNames, blanked, pieces

_LEAST_LETTERS = 3
_NEAREST = 3
_PLACES = {"\u770c": "prefecture", "\u5e02": "municipality", "\u753a": "municipality", "\u6751": "municipality"}
"""A scheme that is named as a place, with no actor, means the place's own administration: by the name's last letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleQuestion:
    """A question as understood. No side and a task: whose task it is; two or more sides: a comparison."""

    text: str
    sides: tuple[Side, ...] = ()
    task: Task | None = None
    scheme: Scheme | None = None
    """The scheme of a question that names no actor."""
    words: frozenset[str] = frozenset()
    """Content words that are neither a side nor words of asking: duties that say them come first."""
    misread: tuple[tuple[str, str], ...] = ()
    """Typing errors: what was written, and the name that it was taken for."""
    unknown: str = ""
    """What is asked about and no actor is called; `nearest` are up to three actors with a name like it."""
    nearest: tuple[Actor, ...] = ()
    general: bool = False
    """It asks for the role itself and for no detail of it, and names it without a typing error."""


@lru_cache(maxsize=1)
def _rules() -> dict[str, re.Pattern[str]]:
    rules = prompts.load("roles/understanding")
    return {name: re.compile(rule) for name, rule in rules.items() if isinstance(rule, str)}


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows: list[dict[str, Any]] = prompts.load("roles/understanding")["tasks"]
    return tuple((row["task"], re.compile(row["pattern"])) for row in rows)


class RoleReader:
    """Reads questions with the names of one table."""

    def __init__(self, table: RoleTable) -> None:
        self._table = table
        self._names = RoleNames.of(table)
        self._actors = {actor.id: actor for actor in table.actors}
        self._tasks = {task.id: task for task in table.tasks}

    def read(self, question: str) -> RoleQuestion:
        """What `question` asks."""
        text = normalise(question)
        found = _Found(self._table, self._names, self._tasks, text)
        found.see_through_typing_errors()
        sides = found.sides() or self._implied(found)
        task = found.task
        if not sides and task is None:
            name, nearest = found.unknown_actor()
            return RoleQuestion(text=text, unknown=name, nearest=nearest, scheme=found.only_scheme)
        missing = found.unknown_side(sides)
        if missing:
            return RoleQuestion(text=text, unknown=missing[0], nearest=missing[1])
        words, detail = found.words()
        asks_role = bool(_rules()["general"].search(text) or (not sides and _rules()["who"].search(text)))
        return RoleQuestion(
            text=text, sides=sides, task=task, scheme=None if sides else found.only_scheme,
            words=words, misread=found.misread, general=asks_role and not found.misread and not detail,
        )  # fmt: skip

    def _implied(self, found: _Found) -> tuple[Side, ...]:
        sides = []
        for mention in found.schemes:
            actor = self._actors.get(_PLACES.get(found.text[mention.end - 1], ""))
            if actor:
                sides.append(Side(actor=actor, scheme=mention.thing))
        return tuple(sides) if _rules()["general"].search(found.text) else ()


class _Found:
    """The mentions of one question, and what follows from where they stand."""

    def __init__(self, table: RoleTable, names: RoleNames, tasks: dict[str, Task], text: str) -> None:
        self.text = text
        self.misread: tuple[tuple[str, str], ...] = ()
        self._table = table
        said = [(tasks[task], match.span()) for task, rule in _phrases() for match in rule.finditer(text)]
        phrases = [Mention(thing=task, start=span[0], end=span[1]) for task, span in said]
        others = [match.span() for match in _rules()["someone_else"].finditer(text)]
        taken = [(m.start, m.end) for m in phrases] + others
        actors = [m for m in names.actors.within(text) if not m.overlaps(taken)]
        schemes = names.schemes.within(text)
        tasks_named = names.tasks.within(text)
        self._asks_who = bool(_rules()["who"].search(text))
        self.actors = self._only_actors(actors, schemes, tasks_named)
        self.schemes = [m for m in schemes if not self._is_made(m, tasks_named)]
        beside = _spans(self.actors) + _spans(self.schemes) + _spans(phrases)
        self.tasks = sorted([*phrases, *(m for m in tasks_named if not m.overlaps(beside))], key=lambda m: m.start)

    def _only_actors(
        self, actors: Sequence[Mention[Actor]], schemes: Sequence[Mention[Scheme]], tasks: Sequence[Mention[Task]]
    ) -> list[Mention[Actor]]:
        """Without those that are a task or a scheme in this question: a desk is an actor or a service, a city's name
        an actor or the frame of another one.
        """
        services = [m for m in actors if (m.start, m.end) in _spans(tasks)]
        places = [m for m in actors if (m.start, m.end) in _spans(schemes) and self.text[m.end - 1] in _PLACES]
        plain = [m for m in actors if m not in services and m not in places]
        if plain:
            return plain
        return [m for m in actors if not (m in services and self._asks_who)]

    def _is_made(self, scheme: Mention[Scheme], tasks: Sequence[Mention[Task]]) -> bool:
        """Whether a document's name means the task of making it."""
        return (scheme.start, scheme.end) in _spans(tasks) and bool(_rules()["making"].match(self.text[scheme.end :]))

    @property
    def task(self) -> Task | None:
        """The first task that is named; what stands behind it only narrows it."""
        return self.tasks[0].thing if self.tasks else None

    @property
    def only_scheme(self) -> Scheme | None:
        return self.schemes[0].thing if len({m.thing for m in self.schemes}) == 1 else None

    def see_through_typing_errors(self) -> None:
        """Where no actor is named, pieces of the text that are nearly an actor's name count as that name."""
        if self.actors:
            return
        for start, end in self._unread_pieces():
            written = self.text[start:end]
            found = self._table.find_actor(written).found
            if found is None or _names_somebody_of(self._table, written):
                continue
            mention = Mention(thing=found, start=start, end=end, exact=False)
            if not mention.overlaps(_spans(self.actors)):
                self.actors.append(mention)
                self.misread += ((written, found.name),)

    def _unread_pieces(self) -> list[tuple[int, int]]:
        known = _spans(self.schemes) + _spans(self.tasks) + _spans(self.actors)
        found = []
        for start, end in pieces(self.text):
            piece = _rules()["asking"].sub("", self.text[start:end]).strip()
            inside = any(start < stop and begin < end for begin, stop in known)
            if len(piece) >= _LEAST_LETTERS and not inside:
                found.append((start, end))
        return found

    def sides(self) -> tuple[Side, ...]:
        """The actors that the question is about, each in its scheme."""
        actors = self._asked_about()
        schemes = list(dict.fromkeys(m.thing for m in self.schemes))
        if len({m.thing for m in actors}) == 1 and len(schemes) > 1:
            return tuple(Side(actor=actors[0].thing, scheme=scheme) for scheme in schemes)
        return tuple(dict.fromkeys(Side(actor=m.thing, scheme=self._scheme_of(m, actors)) for m in actors))

    def _asked_about(self) -> list[Mention[Actor]]:
        if len(self.actors) > 1 and not self._compares():
            topic = [m for m in self.actors if _rules()["topic"].match(self.text[m.end :])]
            subjects = [m for m in self.actors if not _rules()["object"].match(self.text[m.end :])]
            return (topic or subjects or self.actors)[:1]
        if len(self.actors) == 1 and self._asks_who and self.tasks:
            return [m for m in self.actors if not _rules()["object"].match(self.text[m.end :])]
        return self.actors

    def _compares(self) -> bool:
        spans = _spans(self.schemes)
        between = [
            blanked(self.text, spans)[one.end : other.start].replace("\u306e", "")
            for one, other in zip(self.actors, self.actors[1:], strict=False)
        ]
        return bool(_rules()["compare"].search(self.text)) or all(_rules()["joined"].match(gap) for gap in between)

    def _scheme_of(self, actor: Mention[Actor], actors: Sequence[Mention[Actor]]) -> Scheme | None:
        """The scheme named right before the actor; a single one counts for all, unless it stands between them."""
        before = [m for m in self.schemes if m.start < actor.end]
        if len({m.thing for m in self.schemes}) == 1:
            first = self.schemes[0].start
            between = any(m.start < first for m in actors) and any(m.start >= first for m in actors)
            if not between:
                return self.schemes[0].thing
        return before[-1].thing if before else None

    def words(self) -> tuple[frozenset[str], frozenset[str]]:
        """Content words beside the sides, the schemes and the words of asking; and those that name no task either."""
        about = _spans(self._asked_about()) + _spans(self.schemes)
        whole = frozenset(terms(self.text))  # what is left of a sentence may read as other words than the sentence
        return tuple(
            frozenset(terms(_rules()["asking"].sub(" ", blanked(self.text, spans)))) & whole
            for spans in (about, about + _spans(self.tasks))
        )  # type: ignore[return-value]

    def unknown_actor(self) -> tuple[str, tuple[Actor, ...]]:
        """What the question seems to be about, and actors with a name like it; where it names schemes only, no name,
        and the actors that have most to do there.
        """
        asked = [_rules()["asking"].sub("", self.text[start:end]).strip() for start, end in self._unread_pieces()]
        if self.schemes and not asked:
            there = {m.thing.id for m in self.schemes}
            duties = Counter(cell.actor for cell in self._table.cells if cell.duty and cell.scheme in there)
            return "", tuple(sorted(self._table.actors, key=lambda actor: -duties[actor.id])[:_NEAREST])
        name = asked[0] if asked else _rules()["asking"].sub("", self.text).strip(" ?\u3002")
        return name, self._table.find_actor(name).nearest

    def unknown_side(self, sides: Sequence[Side]) -> tuple[str, tuple[Actor, ...]] | None:
        """In a comparison with one known side: the other one, where nobody is called so."""
        if len(sides) != 1 or not _rules()["compare"].search(self.text) or len(self.schemes) > 1:
            return None
        for start, end in self._unread_pieces():
            gaps = [self.text[m.end : start] if m.end <= start else self.text[end : m.start] for m in self.actors]
            if any(_rules()["joined"].match(gap) for gap in gaps):
                name = self.text[start:end]
                return name, self._table.find_actor(name).nearest
        return None


def _spans(mentions: Sequence[Mention[Any]]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]


def _names_somebody_of(table: RoleTable, written: str) -> bool:
    """Whether it is a known name with an ending that makes it a person of that body, and no typing error."""
    return bool(_rules()["not_followed"].match(written[-1:])) and table.find_actor(written[:-1]).exact

"""What a question names, which of it the question is about, and which name nobody has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz

from assistant.knowledge.name_lookup import fold
from assistant.knowledge.roles import Actor, RoleTable, Scheme, Task
from assistant.language.tokens import terms
from assistant.roles.compare import Side
from assistant.roles.mentions import Mention, RoleNames, blanked, pieces
from assistant.roles.rules import rule, task_phrases

PLACES = {"\u770c": "prefecture", "\u5e02": "municipality", "\u753a": "municipality", "\u6751": "municipality"}
"""A scheme that is named as a place, with no actor, means the place's own administration: by the name's last letter."""
_LEAST_LETTERS = 3
_CLOSE = 80.0
"""Share of letters, of 100, that a typing error leaves as they should be; as in the table's own look-up."""
_NEAREST = 3


class Named:
    """The names in one question, and what follows from where they stand."""

    def __init__(self, table: RoleTable, names: RoleNames, tasks: Mapping[str, Task], text: str) -> None:
        self.text = text
        self.misread: tuple[tuple[str, str], ...] = ()
        self._table = table
        said = [(tasks[task], match.span()) for task, phrase in task_phrases() for match in phrase.finditer(text)]
        phrases = [Mention(thing=task, start=span[0], end=span[1]) for task, span in said]
        others = [match.span() for match in rule("someone_else").finditer(text)]
        taken = [(m.start, m.end) for m in phrases] + others
        actors = [m for m in names.actors.within(text) if not m.overlaps(taken)]
        schemes = [m for m in names.schemes.within(text) if rule("asking").sub("", text[m.start : m.end])]
        tasks_named = names.tasks.within(text)
        self._asks_who = bool(rule("who").search(text))
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
        places = [m for m in actors if (m.start, m.end) in _spans(schemes) and self.text[m.end - 1] in PLACES]
        plain = [m for m in actors if m not in services and m not in places]
        if plain:
            return plain
        return [m for m in actors if not (m in services and self._asks_who)]

    def _is_made(self, scheme: Mention[Scheme], tasks: Sequence[Mention[Task]]) -> bool:
        """Whether a document's name means the task of making it."""
        return (scheme.start, scheme.end) in _spans(tasks) and bool(rule("making").match(self.text[scheme.end :]))

    @property
    def task(self) -> Task | None:
        """The first task that is named; what stands behind it only narrows it."""
        return self.tasks[0].thing if self.tasks else None

    @property
    def more_tasks(self) -> tuple[Task, ...]:
        """Other tasks that are named in one breath with the first: "consultation and training"."""
        found: list[Task] = []
        for one, other in pairwise(self.tasks):
            if not rule("joined").match(self.text[one.end : other.start]) or one.end == other.start:
                break
            if other.thing is not self.tasks[0].thing and other.thing not in found:
                found.append(other.thing)
        return tuple(found)

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
            if found is None or not _misspelt(written, found):
                continue
            mention = Mention(thing=found, start=start, end=end, exact=False)
            if not mention.overlaps(_spans(self.actors)):
                self.actors.append(mention)
                self.misread += ((written, found.name),)

    def _unread_pieces(self) -> list[tuple[int, int]]:
        known = _spans(self.schemes) + _spans(self.tasks) + _spans(self.actors)
        found = []
        for start, end in pieces(self.text):
            piece = rule("asking").sub("", self.text[start:end]).strip()
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
            topic = [m for m in self.actors if rule("topic").match(self.text[m.end :])]
            subjects = [m for m in self.actors if not rule("object").match(self.text[m.end :])]
            return (topic or subjects or self.actors)[:1]
        if len(self.actors) == 1 and self._asks_who and self.tasks:
            return [m for m in self.actors if not rule("object").match(self.text[m.end :])]
        return self.actors

    def _compares(self) -> bool:
        spans = _spans(self.schemes)
        between = [
            blanked(self.text, spans)[one.end : other.start].replace("\u306e", "")
            for one, other in zip(self.actors, self.actors[1:], strict=False)
        ]
        return bool(rule("compare").search(self.text)) or all(rule("joined").match(gap) for gap in between)

    def _scheme_of(self, actor: Mention[Actor], actors: Sequence[Mention[Actor]]) -> Scheme | None:
        """The scheme named right before the actor; a single one counts for all, unless it stands between them."""
        before = [m for m in self.schemes if m.start < actor.end]
        if len({m.thing for m in self.schemes}) == 1:
            first = self.schemes[0].start
            between = any(m.start < first for m in actors) and any(m.start >= first for m in actors)
            if not between:
                return self.schemes[0].thing
        return before[-1].thing if before else None

    @property
    def words(self) -> frozenset[str]:
        """Content words beside the actors asked about, the schemes and the words of asking."""
        return self._words_beside(_spans(self._asked_about()) + _spans(self.schemes))

    @property
    def details(self) -> frozenset[str]:
        """Of these words the ones that name no task either."""
        return self._words_beside(_spans(self._asked_about()) + _spans(self.schemes) + _spans(self.tasks))

    def _words_beside(self, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
        left = terms(rule("asking").sub(" ", blanked(self.text, spans)))
        return frozenset(left).intersection(terms(self.text))  # scraps may read as words that were never written

    def unknown_actor(self) -> tuple[str, tuple[Actor, ...]]:
        """What the question seems to be about, and actors with a name like it; where it names schemes only, no name,
        and the actors that have most to do there.
        """
        asked = [rule("asking").sub("", self.text[start:end]).strip() for start, end in self._unread_pieces()]
        if self.schemes and not asked:
            there = {m.thing.id for m in self.schemes}
            duties = Counter(cell.actor for cell in self._table.cells if cell.duty and cell.scheme in there)
            return "", tuple(sorted(self._table.actors, key=lambda actor: -duties[actor.id])[:_NEAREST])
        is_name = set(pieces(self.text)) == {(0, len(self.text))}
        asks_role = any(rule(name).search(self.text) for name in ("general", "who", "compare", "defining"))
        name = (asked[0] if asked and asks_role else "") or (self.text if is_name else "")
        return name, self._table.find_actor(name).nearest

    def unknown_side(self, sides: Sequence[Side]) -> tuple[str, tuple[Actor, ...]] | None:
        """In a comparison with one known side: the other one, where nobody is called so."""
        if len(sides) != 1 or not rule("compare").search(self.text) or len(self.schemes) > 1:
            return None
        for start, end in self._unread_pieces():
            gaps = [self.text[m.end : start] if m.end <= start else self.text[end : m.start] for m in self.actors]
            if any(rule("joined").match(gap) for gap in gaps):
                name = self.text[start:end]
                return name, self._table.find_actor(name).nearest
        return None


def _spans(mentions: Sequence[Mention[Any]]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]


def _misspelt(written: str, actor: Actor) -> bool:
    """Whether it is nearly one of the actor's names; a name with more behind it is another word, no typing error."""
    key = fold(written)
    names = map(fold, (actor.name, actor.reading, *actor.aliases))
    return any(name not in key and fuzz.ratio(name, key) >= _CLOSE for name in names)

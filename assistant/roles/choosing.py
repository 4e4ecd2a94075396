"""Which duties are told first when not all fit: what the question says, then standing duties, central ones first."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from assistant.knowledge.roles import Actor, Cell
from assistant.language.tokens import terms
from assistant.roles.rules import rule

_MONEY = "outsourcing"
"""The task of contracts and budgets: how something is done, never what for."""
_CENTRAL = 0.4
"""Share of the most central duty's score from which a duty counts as central too."""


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Content words of a duty or summary."""
    return frozenset(terms(text))


def relevance(cell: Cell, words: Collection[str]) -> int:
    """How many of the question's words the duty says."""
    return len(words_of(cell.duty or "").intersection(words))


def in_order(actor: Actor, cells: Iterable[Cell], words: Collection[str], tasks: Sequence[str] = ()) -> list[Cell]:
    """The duties of `actor` among `cells`: by relevance; among equals those that stand before events and opinions,
    and those that say most of the actor's summary first. With `tasks`, ids in the order of the programme, the duties
    that are central to the actor come in that order behind the purpose: the most central one that is not about
    contracts.
    """
    found = [cell for cell in cells if cell.duty]
    summary = words_of(actor.summary) - words_of(actor.name)
    most = max((_centrality(cell, summary) for cell in found), default=0.0)
    place = {task: number for number, task in enumerate(tasks)}
    purpose = _purpose(found, summary) if tasks else None

    def key(cell: Cell) -> tuple[float, ...]:
        centrality = _centrality(cell, summary)
        beside = bool(tasks) and centrality < _CENTRAL * most
        rank = (cell is not purpose, beside, place.get(cell.task, 0), -centrality)
        return (-relevance(cell, words), _episode(cell), *rank)

    return sorted(found, key=key)


def _purpose(cells: Sequence[Cell], summary: Collection[str]) -> Cell | None:
    """The duty that tells what the actor is for."""
    standing = [cell for cell in cells if not _episode(cell) and cell.task != _MONEY]
    return max(standing, key=lambda cell: _centrality(cell, summary), default=None)


def first_new(ranked: Sequence[Cell], seen: Collection[str], words: Collection[str]) -> Cell | None:
    """The first duty whose task was not `seen`; one that says more of the question than any of those goes before."""
    fresh = [cell for cell in ranked if cell.task not in seen]
    if not ranked or not fresh:
        return ranked[0] if ranked else None
    return fresh[0] if relevance(fresh[0], words) >= relevance(ranked[0], words) else ranked[0]


def _centrality(cell: Cell, summary: Collection[str]) -> float:
    said = words_of(cell.duty or "")
    return round(len(said.intersection(summary)) / math.sqrt(max(1, len(said))), 1)


def _episode(cell: Cell) -> bool:
    return bool(rule("episode").search(cell.duty or ""))

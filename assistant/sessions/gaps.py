"""The unanswered ledger: masked questions that the documents did not answer, and the clusters in which they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.language.normalise import squeeze
from assistant.language.tokens import terms

_SAME = 0.5
"""Questions that share at least this part of their words (Jaccard) lie in one cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """One question that found nothing."""

    at: datetime
    question: str
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Questions about one thing that the documents lack."""

    question: str
    """The one that was asked most often, the shortest of those."""
    count: int
    words: tuple[str, ...]
    """Words that most of its questions share, the most frequent first."""
    others: tuple[str, ...]
    """The other wordings, the most frequent first."""


class GapLedger(Protocol):
    """Where unanswered questions are kept."""

    def note(self, unanswered: Unanswered) -> None:
        """Add one."""

    def asked(self, start: datetime | None = None, end: datetime | None = None) -> Sequence[Unanswered]:
        """Those from `start` (inclusive) to `end` (exclusive), oldest first."""

    def purge(self, before: datetime) -> int:
        """Remove those older than `before`; returns how many."""


def cluster(asked: Iterable[Unanswered]) -> tuple[Cluster, ...]:
    """Clusters of what was asked, the largest first. A question joins the first cluster whose leading question shares
    half of their words; questions asked often lead, so that the outcome does not hang on the order of asking.
    """
    counts: Counter[str] = Counter()
    wording: dict[str, str] = {}
    for row in asked:
        key = squeeze(row.question).rstrip("?!\u3002")
        counts[key] += 1
        wording.setdefault(key, row.question.strip())
    ordered = sorted(counts, key=lambda key: (-counts[key], len(key), key))
    groups: list[tuple[frozenset[str], list[str]]] = []
    for key in ordered:
        words = frozenset(terms(wording[key]))
        home = next((members for lead, members in groups if _alike(lead, words)), None)
        if home is None:
            groups.append((words, [key]))
        else:
            home.append(key)
    made = [_cluster(members, counts, wording) for _, members in groups]
    return tuple(sorted(made, key=lambda c: -c.count))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME * max(1, len(one | other))


def _cluster(members: list[str], counts: Counter[str], wording: dict[str, str]) -> Cluster:
    total = sum(counts[key] for key in members)
    words: Counter[str] = Counter()
    for key in members:
        for word in dict.fromkeys(terms(wording[key])):
            words[word] += counts[key]
    return Cluster(
        question=wording[members[0]],
        count=total,
        words=tuple(word for word, n in words.most_common() if 2 * n >= total),
        others=tuple(wording[key] for key in members[1:]),
    )

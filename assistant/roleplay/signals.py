"""Rules that find a meaning in an utterance: groups of words that must stand together, and how they must be meant.

The rules are data (`prompts/roleplay/signals/*.ja.yaml`). A group holds Sudachi dictionary forms or plain strings, or
regular expressions between slashes; `$name` brings in a named group. One of each group must stand in the window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

import prompts
from assistant.roleplay.reading import Sentence
from assistant.roleplay.stance import Stance, only_refuses, stance, taken_back
from assistant.roleplay.values import Hit

Window = Literal["clause", "sentence", "pair"]
_WANTED: dict[str, frozenset[Stance]] = {
    "said": frozenset({Stance.SAID}),
    "rejected": frozenset({Stance.REJECTED}),
    "unless_rejected": frozenset({Stance.SAID, Stance.REPORTED, Stance.SUPPOSED}),
    "any": frozenset(Stance),
}


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9_]+$")
    words: list[list[str]] = Field(min_length=1)
    without: list[str] = []
    window: Window = "sentence"
    stance: Literal["said", "rejected", "unless_rejected", "any"] = "said"
    strength: int = Field(default=2, ge=1, le=3)
    hollow: bool = False
    sure: bool = False
    refusal: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Alternatives of which one must be found: dictionary forms of words, and one expression over the text."""

    forms: frozenset[str]
    pattern: re.Pattern[str]

    def spans(self, sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
        """Where the group stands in `sentence.text[start:end]`, in order."""
        found = {(m.start(), m.end()) for m in self.pattern.finditer(sentence.text, start, end) if m.end() > m.start()}
        inside = (w for w in sentence.words if start <= w.start and w.end <= end)
        found |= {(w.start, w.end) for w in inside if w.form in self.forms}
        return sorted(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of saying something."""

    id: str
    name: str
    groups: tuple[Group, ...]
    without: Group | None
    window: Window
    wanted: frozenset[Stance]
    strength: int
    hollow: bool
    """It also counts in a sentence of nothing but official phrases."""
    sure: bool
    """It is believed whatever the listener makes of the sentence."""
    refusal: bool
    """It finds what will not be done: where the sentence ends in that, nothing has been offered."""

    def find(self, said: Sequence[Sentence], *, wanted: frozenset[Stance] | None = None) -> Hit | None:
        """The first place in `said` where the rule holds, or None."""
        accepted = self.wanted if wanted is None else wanted
        for index, sentence in enumerate(said):
            if sentence.hollow and not self.hollow:
                continue
            for span in self._candidates(said, index):
                if stance(said, index, *span[:2]) in accepted:
                    refusal = self.refusal and _only_refused(said, index, span[2])
                    return Hit(id=self.id, strength=self.strength, quote=span[2], rule=self.name, refusal=refusal)
        return None

    def _candidates(self, said: Sequence[Sentence], index: int) -> Iterator[tuple[int, int, str]]:
        """(start, end, quote) of every place in sentence `index` where all groups have been seen."""
        sentence = said[index]
        stretches = sentence.clauses if self.window == "clause" else ((0, len(sentence.text)),)
        for start, end in stretches:
            if self.without is not None and self.without.spans(sentence, start, end):
                continue
            spans = [group.spans(sentence, start, end) for group in self.groups]
            if all(spans):
                yield from _complete(sentence, spans)
            elif self.window == "pair" and index and any(spans):
                before = said[index - 1]
                missing = [g for g, s in zip(self.groups, spans, strict=True) if not s]
                if not before.hollow and all(g.spans(before, 0, len(before.text)) for g in missing):
                    quote = f"{before.raw}{sentence.raw}"
                    yield from ((s, e, quote) for s, e, _ in _complete(sentence, [s for s in spans if s]))


def _only_refused(said: Sequence[Sentence], index: int, quote: str) -> bool:
    parts = said[index - 1 : index + 1] if index and quote.startswith(said[index - 1].raw) else said[index : index + 1]
    return taken_back(said, index) or all(only_refuses(part) for part in parts)


def _complete(sentence: Sentence, spans: list[list[tuple[int, int]]]) -> Iterator[tuple[int, int, str]]:
    """Every end at which each list of spans has been seen at least once, with the start of the nearest of them."""
    for end in sorted({e for found in spans for _, e in found}):
        latest = [max((s for s in found if s[1] <= end), default=None) for found in spans]
        if all(latest):
            start = min(s[0] for s in latest if s)
            yield start, end, sentence.quote(start, end)


def _group(entries: Iterable[str], named: Mapping[str, list[str]]) -> Group:
    plain: list[str] = []
    for entry in entries:
        plain.extend(_expanded(entry, named))
    patterns = [e[1:-1] if e.startswith("/") else re.escape(e) for e in plain]
    return Group(
        forms=frozenset(e.lower() for e in plain if not e.startswith("/")),
        pattern=re.compile("|".join(f"(?:{p})" for p in patterns)),
    )


def _expanded(entry: str, named: Mapping[str, list[str]]) -> list[str]:
    if not entry.startswith("$"):
        return [entry]
    return [piece for inner in named[entry[1:]] for piece in _expanded(inner, named)]


def compile_rules(content: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, tuple[Rule, ...]]:
    """Rules by id from the content of a signals file.

    Raises:
        pydantic.ValidationError: a rule does not have the form above.
        KeyError: a rule names a group that `groups.ja.yaml` does not hold.
        re.error: an expression between slashes is malformed.
    """
    named: Mapping[str, list[str]] = prompts.load("roleplay/signals/groups")
    return {key: tuple(_rule(key, _Row.model_validate(row), named) for row in rows) for key, rows in content.items()}


def _rule(key: str, row: _Row, named: Mapping[str, list[str]]) -> Rule:
    return Rule(
        id=key,
        name=row.name,
        groups=tuple(_group(words, named) for words in row.words),
        without=_group(row.without, named) if row.without else None,
        window=row.window,
        wanted=_WANTED[row.stance],
        strength=row.strength,
        hollow=row.hollow,
        sure=row.sure,
        refusal=row.stance == "rejected" if row.refusal is None else row.refusal,
    )


@cache
def rules(name: str) -> dict[str, tuple[Rule, ...]]:
    """The compiled rules of `prompts/roleplay/signals/<name>.ja.yaml`."""
    return compile_rules(prompts.load(f"roleplay/signals/{name}"))


def hits(rules_by_id: Mapping[str, Sequence[Rule]], said: Sequence[Sentence]) -> tuple[Hit, ...]:
    """The best hit of each id: what is said before what is only refused, a sure rule before others. A second,
    independent rule that also holds in other words raises it by one (to 3).
    """
    found: list[Hit] = []
    for candidates in rules_by_id.values():
        in_order = sorted(candidates, key=lambda rule: not rule.sure)
        own = [hit for rule in in_order if (hit := rule.find(said)) is not None]
        if own:
            found.append(_best(own))
    return tuple(found)


def _best(own: Sequence[Hit]) -> Hit:
    best = max(own, key=lambda hit: (not hit.refusal, hit.strength))
    elsewhere = any(hit.quote != best.quote and hit.rule != best.rule for hit in own)
    return replace(best, strength=min(3, best.strength + elsewhere))

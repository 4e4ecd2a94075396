"""How the check of a model's sentences does on real text: true statements kept, changed ones found out.

The statements of the guide stand in for a model's sentences: they put the installed documents in other words and name
the passages that bear them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.adapters.generation import Generation
from assistant.answering.generate import shown
from assistant.answering.statements import statements
from assistant.answering.surroundings import Weight
from assistant.answering.verify import Source, Verifier
from assistant.types import Passage
from eval.runner import Progress, quiet
from eval.verification.changes import CHANGES, borrowed_number

KEPT, BORROWED, ELSEWHERE = "kept", "borrowed", "elsewhere"
FIGURES = ("digit", "full_width", "kanji", "era")
"""Kinds of change that must never pass."""
_SPOKEN = "\u300c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A statement of the guide, the passages that it stands on, the other statements of its note, and the passages
    of the same documents next to those.
    """

    text: str
    sources: tuple[Source, ...]
    beside: tuple[str, ...]
    neighbours: tuple[Source, ...]


@dataclass(slots=True)
class Rate:
    """How many sentences of one kind were checked, and those that passed."""

    checked: int = 0
    passed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share that passed, 0 to 1."""
        return len(self.passed) / self.checked if self.checked else 0.0

    def count(self, sentence: str, *, passed: bool) -> None:
        """Take one verdict up."""
        self.checked += 1
        if passed:
            self.passed.append(sentence)


def cases(generation: Generation) -> Iterator[Case]:
    """Each statement of the guide of which every passage is installed; not what is only said for somebody to say."""
    by_place = {(unit.passage.document_id, unit.passage.order): unit.passage for unit in generation.passages.values()}
    for unit in generation.notes.values():
        said = [one for section in unit.note.sections for one in statements(section) if one.marks]
        for one in said:
            grounds = [unit.grounds[mark - 1] for mark in one.marks if mark <= len(unit.grounds)]
            passages = [generation.passages[ground.passage_id].passage for ground in grounds if ground]
            if not passages or None in grounds or one.text.startswith(_SPOKEN):
                continue
            passages = list(dict.fromkeys(passages))
            beside = [by_place.get((one.document_id, one.order + step)) for one in passages for step in (-1, 1)]
            yield Case(
                text=one.text, sources=_shown(generation, passages), beside=tuple(x.text for x in said if x is not one),
                neighbours=_shown(generation, [one for one in dict.fromkeys(beside) if one and one not in passages]),
            )  # fmt: skip


def _shown(generation: Generation, passages: Sequence[Passage]) -> tuple[Source, ...]:
    return tuple(
        shown(generation.documents[passage.document_id].document, passage.section, passage.text, number)
        for number, passage in enumerate(passages, 1)
    )


def measure(
    found: Sequence[Case], weight: Weight, progress: Progress = quiet
) -> dict[str, Rate]:
    """Pass rates by kind of change; `kept` is of the true statements, `elsewhere` of the true ones checked against the
    neighbours of the passages that bear them, which often say the same again. Only those that pass are changed: that a
    changed one of the others passes says nothing about what was changed.
    """
    rates = {name: Rate() for name in (KEPT, *CHANGES, BORROWED, ELSEWHERE)}
    for i, case in enumerate(found):
        _try(case, Verifier(case.sources, weight), rates)
        if case.neighbours:
            elsewhere = Verifier(case.neighbours, weight)
            numbers = [source.number for source in case.neighbours]
            rates[ELSEWHERE].count(case.text, passed=elsewhere.check(case.text, numbers).kept)
        progress("verification", i + 1, len(found))
    return rates


def write_passed(rates: Mapping[str, Rate], path: Path) -> None:
    """The changed sentences that passed, as JSON lines of `kind` and `sentence`."""
    lines = (
        json.dumps({"kind": name, "sentence": sentence}, ensure_ascii=False)
        for name, rate in rates.items()
        if name not in (KEPT, ELSEWHERE)
        for sentence in rate.passed
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _try(case: Case, verifier: Verifier, rates: dict[str, Rate]) -> None:
    numbers = [source.number for source in case.sources]

    def passes(sentence: str) -> bool:
        return verifier.check(sentence, numbers).kept

    true = passes(case.text)
    rates[KEPT].count(case.text, passed=true)
    if not true:
        return
    for name, change in CHANGES.items():
        for changed in dict.fromkeys(change(case.text)):
            rates[name].count(changed, passed=passes(changed))
    for changed in dict.fromkeys(one for other in case.beside for one in borrowed_number(case.text, other)):
        rates[BORROWED].count(changed, passed=passes(changed))

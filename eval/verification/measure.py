"""How the check of a model's sentences does on real text: true statements kept, changed ones found out.

The statements of the guide stand in for a model's sentences: they put the installed documents in other words and name
the passages that bear them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.adapters.generation import Generation
from assistant.answering.statements import statements
from assistant.answering.verify import Source, Verifier, Weight
from eval.verification.changes import CHANGES, borrowed_number

KEPT, BORROWED = "kept", "borrowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A statement of the guide, the passages that it stands on, and the other statements of its note."""

    text: str
    sources: tuple[Source, ...]
    beside: tuple[str, ...]


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
    """Each different statement of the guide of which every passage is installed."""
    for unit in generation.notes.values():
        said = [one for section in unit.note.sections for one in statements(section) if one.marks]
        for one in said:
            grounds = [unit.grounds[mark - 1] for mark in one.marks if mark <= len(unit.grounds)]
            passages = dict.fromkeys(ground.passage_id for ground in grounds if ground)
            if not passages or None in grounds:
                continue
            found = [generation.passages[passage_id].passage for passage_id in passages]
            sources = tuple(
                Source(number=i, heading=passage.section, text=passage.text) for i, passage in enumerate(found, 1)
            )
            yield Case(text=one.text, sources=sources, beside=tuple(x.text for x in said if x is not one))


def measure(
    found: Sequence[Case], weight: Weight, progress: Callable[[int, int], None] = lambda done, of: None
) -> dict[str, Rate]:
    """Pass rates by kind of change; `kept` is of the true statements. Only those that pass are changed: of the others
    a changed one that passes says nothing about what was changed.
    """
    rates = {name: Rate() for name in (KEPT, *CHANGES, BORROWED)}
    for i, case in enumerate(found):
        _try(case, Verifier(case.sources, weight), rates)
        progress(i + 1, len(found))
    return rates


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

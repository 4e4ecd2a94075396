"""What readers judged of pairs of a sentence and a cited place: eval/citations.jsonl, and the figures of a sample."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.errors import UsageError
from eval.metrics.wilson import wilson
from eval.relevance.pairs import Pair

OWN = Path(__file__).parent.parent / "citations.jsonl"
"""The verdicts that ship with renkei. They hold our sentences and hashes, never the quotes."""

Judged = Literal["yes", "share", "partly", "no"]
"""Does the place hold what the sentence says? yes: all of it; share: its part, and the sentence's other places hold
the rest; partly: something that the sentence says stands in none of its places; no."""
JUDGED: tuple[Judged, ...] = get_args(Judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was judged of the pair with this key, and why."""

    key: str
    document: str
    sentence: str
    """Our own sentence, for people; empty where it repeats a source."""
    verdict: Judged
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """The figures of a sample: counts of verdicts; `drawn` pairs, of which those that have a verdict count."""

    counts: Mapping[Judged, int]
    drawn: int

    @property
    def judged(self) -> int:
        """Pairs of the sample that are still as they were judged."""
        return sum(self.counts.values())

    @property
    def precision(self) -> float:
        """The share of the judged pairs whose place bears the sentence, alone or with the sentence's other places."""
        return self.bearing / self.judged if self.judged else 0.0

    @property
    def bearing(self) -> int:
        """How many those are."""
        return self.counts["yes"] + self.counts["share"]

    @property
    def interval(self) -> tuple[float, float]:
        """Of the precision, at 95 %."""
        return wilson(self.bearing, self.judged)


def relevance(sample: Sequence[Pair], verdicts: Mapping[str, Verdict]) -> Relevance:
    """The figures of `sample`; a pair that changed since it was judged has no verdict."""
    found = [verdicts[pair.key].verdict for pair in sample if pair.key in verdicts]
    return Relevance(counts={judged: found.count(judged) for judged in JUDGED}, drawn=len(sample))


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern="^[0-9a-f]{16}$")
    document: str
    sentence: str
    verdict: Judged
    why: str = Field(min_length=1)


def read_verdicts(path: Path = OWN) -> dict[str, Verdict]:
    """Verdicts by the key of their pair; none where there is no such file.

    Raises:
        UsageError: a line is no verdict.
    """
    if not path.exists():
        return {}
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = _Row.model_validate_json(line)
        except ValidationError as error:
            hint = prompts.text("eval/relevance", "bad_line", name=path.name, number=number)
            raise UsageError(f"{path}:{number}: {error}", hint=hint) from error
        found[row.key] = Verdict(**row.model_dump())
    return found


def write_verdicts(verdicts: Iterable[Verdict], path: Path = OWN) -> None:
    """All verdicts, by key, so that a change of one shows as one line."""
    rows = sorted((asdict(verdict) for verdict in verdicts), key=lambda row: str(row["key"]))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")

"""The role-play's scoring against runs of ours (eval/roleplay.jsonl) whose grade, points and slips of manner we know.

pairs in order: of all pairs of runs with one persona and different grades, the share in which the better grade has the
higher score (a tie is not in order). gap: mean score of good runs minus mean score of poor ones. F1 of a label over
the runs: 2 TP / (2 TP + FP + FN), where the role-play finds the label or not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.errors import UsageError
from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, step
from assistant.roleplay.rubric import rubric
from assistant.roleplay.scoring import earned, lost, score
from assistant.roleplay.values import State

Grade = Literal["good", "mixed", "poor"]
Split = Literal["dev", "test", "all"]
OWN = Path(__file__).parent / "roleplay.jsonl"
RANK: dict[Grade, int] = {"poor": 0, "mixed": 1, "good": 2}


class Rehearsal(BaseModel):
    """One run of ours: what is said, how good it is, and the labels that its words earn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    persona: str
    level: int
    turns: tuple[str, ...] = Field(min_length=1)
    grade: Grade
    points: frozenset[str]
    hardens: frozenset[str]
    split: Literal["dev", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A rehearsal after the role-play has scored it."""

    rehearsal: Rehearsal
    score: int
    points: frozenset[str]
    hardens: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured over a set of runs. Shares are 0-1; `gap` is in points of the score."""

    runs: int
    pairs: int
    in_order: float
    gap: float
    f1: dict[str, float | None]
    """By rubric point, then by hardening behaviour; None where no run holds the label and none was found."""
    precision_recall: dict[str, tuple[float | None, float | None]]
    """Over all rubric points (`points`) and over all hardening behaviours (`hardens`), by label and run."""
    out_of_order: tuple[tuple[str, str], ...]
    """Ids (better, worse) of the pairs that are not in order."""

    @property
    def lowest(self) -> float:
        """The lowest F1 of a rubric point."""
        known = [value for key, value in self.f1.items() if key in rubric().points and value is not None]
        return min(known, default=0.0)


def load_rehearsals(path: Path = OWN, split: Split = "all") -> tuple[Rehearsal, ...]:
    """The runs of a file.

    Raises:
        UsageError: the file cannot be read, or a line does not have the form of `Rehearsal`.
    """
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error}", hint=_text("missing", path=path)) from error
    for number, line in enumerate(lines, start=1):
        try:
            found.append(Rehearsal.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise UsageError(f"{path}:{number}: {error}", hint=_text("line", path=path, number=number)) from error
    return tuple(row for row in found if split in ("all", row.split))


def play(rehearsal: Rehearsal, seed: int = 0) -> Played:
    """Say everything that the partner still hears, and score it."""
    persona = find_persona(rehearsal.persona)
    run = begin(persona, level=rehearsal.level, seed=seed)
    for utterance in rehearsal.turns:
        if run.state is State.DEBRIEF:
            break
        run = step(run, utterance, persona)
    return Played(
        rehearsal=rehearsal, score=score(persona, run.turns),
        points=frozenset(point.id for point in earned(run.turns) if point.level),
        hardens=frozenset(loss.id for loss in lost(run.turns)),
    )  # fmt: skip


def measure(played: Sequence[Played]) -> Measures:
    """The measures over `played`."""
    pairs = list(_pairs(played))
    wrong = tuple((good.rehearsal.id, bad.rehearsal.id) for good, bad in pairs if good.score <= bad.score)
    return Measures(
        runs=len(played), pairs=len(pairs), in_order=1 - len(wrong) / len(pairs) if pairs else 0.0,
        gap=_mean(played, "good") - _mean(played, "poor"), out_of_order=wrong,
        precision_recall={
            "points": precision_recall([(row.rehearsal.points, row.points) for row in played]),
            "hardens": precision_recall([(row.rehearsal.hardens, row.hardens) for row in played]),
        },
        f1={
            **{key: f1([(key in row.rehearsal.points, key in row.points) for row in played])
               for key in rubric().points},
            **{key: f1([(key in row.rehearsal.hardens, key in row.hardens) for row in played])
               for key in rubric().hardening},
        },
    )  # fmt: skip


def f1(rows: Iterable[tuple[bool, bool]]) -> float | None:
    """F1 over (is there, was found); None where it is nowhere and was never found."""
    rows = list(rows)
    hits = sum(there and found for there, found in rows)
    misses = sum(there != found for there, found in rows)
    return 2 * hits / (2 * hits + misses) if hits + misses else None


def precision_recall(rows: Iterable[tuple[frozenset[str], frozenset[str]]]) -> tuple[float | None, float | None]:
    """(precision, recall) over (there, found) sets of labels; None where nothing was found, or nothing is there."""
    rows = list(rows)
    hits = sum(len(there & found) for there, found in rows)
    found, there = (sum(len(row[side]) for row in rows) for side in (1, 0))
    return (hits / found if found else None, hits / there if there else None)


def report(measures: Measures) -> str:
    """The measures as lines of text."""
    lines = [
        _text("runs", runs=measures.runs),
        _text("in_order", share=f"{measures.in_order:.3f}", pairs=measures.pairs),
        _text("gap", gap=f"{measures.gap:.1f}"),
        _text("lowest", value=f"{measures.lowest:.3f}"),
    ]
    for key, (precision, recall) in measures.precision_recall.items():
        lines.append(_text(f"both_{key}", precision=_share(precision), recall=_share(recall)))
    names = {**{k: p.name for k, p in rubric().points.items()}, **{k: h.name for k, h in rubric().hardening.items()}}
    for key, value in measures.f1.items():
        lines.append(_text("label", name=names[key], value=_share(value)))
    lines += [_text("pair", better=better, worse=worse) for better, worse in measures.out_of_order]
    return "\n".join(lines)


def _pairs(played: Sequence[Played]) -> Iterable[tuple[Played, Played]]:
    """(better, worse) of every two runs with one persona and different grades."""
    for one, other in combinations(played, 2):
        ranks = RANK[one.rehearsal.grade], RANK[other.rehearsal.grade]
        if one.rehearsal.persona == other.rehearsal.persona and ranks[0] != ranks[1]:
            yield (one, other) if ranks[0] > ranks[1] else (other, one)


def _mean(played: Sequence[Played], grade: Grade) -> float:
    scores = [row.score for row in played if row.rehearsal.grade == grade]
    return mean(scores) if scores else 0.0


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _text(key: str, **values: object) -> str:
    return prompts.text("eval/roleplay", key, **values)

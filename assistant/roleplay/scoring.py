"""The score of a run, 0-100, with no model: what was said counts once, with the words that bear it, or not at all.

score = 100 × min(1, Σ weight × worth(level) / (REACH × Σ weight)) × exp(−Σ penalty / FORGIVES), where weight is the
rubric's times the persona's emphasis. REACH says which share of the rubric a very good conversation covers: nobody says
everything in one meeting. A behaviour that hardens spoils what was said, rather than taking points off: a run that said
something stays above one that said nothing. Length, politeness and official terms appear nowhere in the formula.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.roleplay.copied import TOUCHED
from assistant.roleplay.personas import Persona
from assistant.roleplay.rubric import rubric
from assistant.roleplay.values import Turn

REACH = 0.47
FENCES = 0.2
FORGIVES = 35.0
WORTH = {0: 0.0, 1: 0.3, 2: 0.85, 3: 1.0}
_REPEATED = 0.5
_OWN_VIEW = "own_view_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """One rubric point of a run."""

    id: str
    level: int
    """0 (not said) to 3."""
    quote: str
    """The trainee's own words; empty exactly where the level is 0."""
    turn: int
    """From 1; 0 where the level is 0."""
    refusal: bool = False
    """The words only refuse something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A behaviour that hardened the partner."""

    id: str
    quote: str
    turn: int
    penalty: float


def earned(turns: Sequence[Turn]) -> tuple[Earned, ...]:
    """Every rubric point with the best evidence of the run. The town's own view counts in full only where it came
    before the first request; after it, one level less.
    """
    asked = next((number for number, turn in enumerate(turns) if _mere_request(turn)), len(turns))
    said = frozenset(hit.id for turn in turns for hit in turn.features.points if not hit.refusal)
    found = []
    for point_id, point in rubric().points.items():
        whole = point.not_doing or bool(({point_id} | point.borne_by) & said)
        best = Earned(id=point_id, level=0, quote="", turn=0)
        for number, turn in enumerate(turns):
            for hit in turn.features.points:
                late = hit.id == _OWN_VIEW and number > asked
                level = max(1, hit.strength - late) if whole or not hit.refusal else TOUCHED
                if hit.id == point_id and (level, best.refusal) > (best.level, hit.refusal):
                    best = Earned(id=point_id, level=level, quote=hit.quote, turn=number + 1, refusal=hit.refusal)
        found.append(best)
    return tuple(found)


def lost(turns: Sequence[Turn]) -> tuple[Lost, ...]:
    """Every hardening behaviour of the run in order; the first of its kind costs in full, each further one half."""
    found: list[Lost] = []
    for number, turn in enumerate(turns, start=1):
        for hit in turn.features.hardening:
            full = rubric().hardening[hit.id].penalty
            again = any(earlier.id == hit.id for earlier in found)
            found.append(Lost(id=hit.id, quote=hit.quote, turn=number, penalty=full * (_REPEATED if again else 1.0)))
    return tuple(found)


def score(persona: Persona, turns: Sequence[Turn]) -> int:
    """0-100 for the whole run; see the module."""
    weights = {key: point.weight * persona.emphasis.get(key, 1.0) for key, point in rubric().points.items()}
    worth = {refusal: sum(weights[point.id] * WORTH[point.level] for point in earned(turns) if point.refusal is refusal)
             for refusal in (False, True)}  # fmt: skip
    full = REACH * sum(weights.values())
    share = min(1.0, (worth[False] + min(worth[True], max(worth[False], FENCES * full))) / full)
    spoiled = math.exp(-sum(loss.penalty for loss in lost(turns)) / FORGIVES)
    return round(100 * share * spoiled)


def _mere_request(turn: Turn) -> bool:
    return turn.features.requests and not turn.features.points

"""An utterance → what it holds: rubric points, moves that can meet a concern, hardening behaviour, slips. No model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.roleplay.copied import TOUCHED, in_own_words
from assistant.roleplay.facts import slips
from assistant.roleplay.hearing import HEARD, hear
from assistant.roleplay.patterns import MANNER, alternation
from assistant.roleplay.reading import Sentence, read
from assistant.roleplay.signals import hits, rules
from assistant.roleplay.stance import Stance, stance
from assistant.roleplay.values import BESIDE_THE_POINT, Features, Hit

_ASKS = alternation(MANNER["asks"])
_REQUESTS = alternation(MANNER["requests"])
_THANKS = alternation(MANNER["thanks"])
_PARTS = alternation(MANNER["parts"])
_OUT_OF_ROLE = alternation(MANNER["out_of_role"])
_GREETS = alternation(MANNER["greets"])
_GIVES = alternation(MANNER["gives"])
_REJECTED = frozenset({Stance.REJECTED})
ONE_SIDED = "one_sided_request"
BARE = "request_and_nothing_else"


@lru_cache(maxsize=4096)
def understand(utterance: str) -> Features:
    """The features of `utterance`. The same words give the same features whoever hears them.

    A behaviour that is named in order to reject it does not harden, and where it is rejected once it is not held
    against the speaker elsewhere in the same utterance.
    """
    said = read(utterance)
    heard = hear(said)
    blows = _hardening(said)
    points = in_own_words(_one_refusal_each(heard.points((*hits(rules("points"), said), *blows))))
    hardening = _in_earnest(heard.blows((*blows, *points)), points)
    request = _request(said)
    asks = any(_ASKS.search(s.text) for s in said)
    if request is not None and not (points or asks or hardening or any(_GIVES.search(s.text) for s in said)):
        hardening = (Hit(id=ONE_SIDED, strength=1, quote=request.raw, rule=BARE),)
    moves = () if hardening else heard.moves(hits(rules("moves"), said))
    return Features(
        points=_verbatim(points, utterance),
        moves=_verbatim(moves, utterance),
        hardening=_verbatim(hardening, utterance),
        slips=slips(said),
        asks=asks,
        requests=request is not None,
        wants=_wants(said),
        parts=any(_PARTS.search(s.text) for s in said),
        greets=all(_GREETS.search(s.text) for s in said),
    )


def _wants(said: Sequence[Sentence]) -> tuple[str, ...]:
    found = tuple(hit.id for hit in hits(rules("turns"), said))
    return found or ((BESIDE_THE_POINT,) if any(_OUT_OF_ROLE.search(s.text) for s in said) else ())


def _verbatim(found: Sequence[Hit], utterance: str) -> tuple[Hit, ...]:
    """Hits whose quote runs over two sentences, with the white space or line end that stands between them."""
    return tuple(hit if hit.quote in utterance else _with_space(hit, utterance) for hit in found)


def _with_space(hit: Hit, utterance: str) -> Hit:
    spaced = re.search(r"\s*".join(re.escape(character) for character in hit.quote), utterance)
    return replace(hit, quote=spaced[0]) if spaced else hit


def _hardening(said: Sequence[Sentence]) -> tuple[Hit, ...]:
    by_id = rules("hardening")
    return hits({key: own for key, own in by_id.items() if not any(r.find(said, wanted=_REJECTED) for r in own)}, said)


def _one_refusal_each(points: Sequence[Hit]) -> tuple[Hit, ...]:
    """One sentence refuses one thing: of several points with the same refusing words, the one that a rule has found in
    full stays as it is, others that a rule has found are touched, and what is only heard there is none.
    """
    refusals = sorted((hit for hit in points if hit.refusal), key=lambda hit: (hit.rule != HEARD, hit.strength))
    kept = {hit.id: hit for hit in points}
    while refusals:
        first = refusals.pop()
        for other in [hit for hit in refusals if hit.quote in first.quote or first.quote in hit.quote]:
            refusals.remove(other)
            if other.rule == HEARD:
                del kept[other.id]
            else:
                kept[other.id] = replace(other, strength=TOUCHED)
    return tuple(kept.values())


def _in_earnest(blows: Sequence[Hit], points: Sequence[Hit]) -> tuple[Hit, ...]:
    """A request that only sounds one-sided is a bare one: it is forgiven where something is given beside it."""
    bare = (replace(hit, rule=BARE) if hit.id == ONE_SIDED and hit.rule == HEARD else hit for hit in blows)
    return tuple(hit for hit in bare if hit.rule != BARE or not points)


def _request(said: Sequence[Sentence]) -> Sentence | None:
    """The first sentence that asks the partner to do something, and means it; not what it thanks for."""
    for index, sentence in enumerate(said):
        thanked = max((match.start() for match in _THANKS.finditer(sentence.text)), default=0)
        for match in _REQUESTS.finditer(sentence.text, thanked):
            if stance(said, index, match.start(), match.end()) is Stance.SAID:
                return sentence
    return None

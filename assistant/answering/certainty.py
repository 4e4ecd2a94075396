"""Whether the cited passages say an answer's conclusion in so many words, or somebody had to read it out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.draft import Claim, Draft
from assistant.answering.verify import SUPPORT, Weight, word_share
from assistant.language.normalise import squeeze
from assistant.language.tokens import word_set
from assistant.retrieval.units import PassageUnit
from assistant.types import Certainty, Citation

_FIGURE = re.compile(r"\d+(?:\.\d+)?[%割]|\d{2,}(?:\.\d+)?")
"""Small counts (the 8 items, the 4 scenes) are ours; a figure that says something of the world must stand there."""


def certainty_of(
    draft: Draft, citations: Sequence[Citation], passages: Mapping[str, PassageUnit], weight: Weight
) -> Certainty:
    """`stated` where the passages that the first block of `draft` cites say most of its words, or it most of the words
    of a sentence quoted, and where its figures stand there; `inferred` where not, or where they are not installed.
    """

    def stated(claim: Claim) -> bool:
        text, numbers = claim
        cited = [citations[number - 1] for number in numbers]
        units = [passages[one.passage_id] for one in cited if one.passage_id in passages]
        words = frozenset[str]().union(*(unit.words for unit in units))
        flat = squeeze("\n".join(unit.passage.text for unit in units))
        figures = _FIGURE.findall(squeeze(text))
        own = word_set(text)
        said = word_share(own, words, weight) >= SUPPORT
        quoted = any(word_share(word_set(one.quote), own, weight) >= SUPPORT for one in cited if one.quote)
        return (said or quoted) and all(figure in flat for figure in figures)

    claims = draft.blocks[0].claims if draft.blocks else []
    return "stated" if claims and all(stated(claim) for claim in claims) else "inferred"

"""Verbatim: the share of quotes that stand in the document they are said to come from, letter by letter.

    verbatim(a) = quotes found in the document's text / quotes        (NFKC, without white space)

A citation without a quote (its document is not installed) does not count. One quote that is not really there is one
too many: the bar for this measure is 1.

Source: the attribution test of Rashkin et al. 2023, "Measuring attribution in natural language generation models", in
its strictest form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.language.normalise import squeeze
from assistant.types import Citation


def verbatim(citations: Iterable[Citation], text_of: Callable[[str], str]) -> float | None:
    """0.0 to 1.0, or None where nothing is quoted. `text_of` gives the squeezed text of a document by id."""
    found = [squeeze(c.quote) in text_of(c.document_id) for c in citations if c.quote]
    return sum(found) / len(found) if found else None

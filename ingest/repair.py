"""Text repair: raw lines, broken as PDF extraction breaks them, become whole lines again.

Nothing is rewritten: lines are joined, set apart or left out, so every repaired line (white space aside) can be
found again in the document. Normalised copies are only looked at, to decide.
"""

from __future__ import annotations

from ingest.footnotes import attach_footnotes, lift_footnotes
from ingest.furniture import without_agendas, without_furniture
from ingest.lines import Line
from ingest.raw import RawDocument
from ingest.residue import join_vertical, set_figures_apart
from ingest.structure import classify, promote_titles
from ingest.wrapping import close_interrupted_sentences, is_unbroken, join_wrapped


def repair(document: RawDocument) -> list[Line]:
    """Whole lines of `document`, in reading order, page furniture left out."""
    lines = without_furniture(document)
    if document.unbroken:
        marked = any(line.kind == "heading" for line in lines)
        return classify(lines, headings=False) if marked else promote_titles(classify(lines))
    lines = set_figures_apart(join_vertical(without_agendas(lines)))
    lines, footnotes = lift_footnotes(lines)
    lines = classify(lines)
    if is_unbroken(lines):
        return attach_footnotes(promote_titles(lines), footnotes)
    return attach_footnotes(join_wrapped(close_interrupted_sentences(lines)), footnotes)

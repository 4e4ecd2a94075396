"""Draft → labelled sections, in the order of a shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import prompts
from assistant.answering.draft import Block, Claim, Draft, marked
from assistant.answering.shape import LayerRule, Shape, missing, pattern
from assistant.types import AnswerSection, Certainty, Citation, Document, Layer

DocumentOf = Callable[[str], Document]
_BULLETS = re.compile(r"^[-\s○●・]+|[\s○●・]+$")
_SPEAKING: tuple[Layer, ...] = ("conclusion", "role", "side", "half", "reason", "content")
"""Layers whose sentences the basis quotes for, in this order."""


def lay_out(
    draft: Draft, shape: Shape, citations: Sequence[Citation], document: DocumentOf,
    wording: AnswerSection | None = None,
) -> tuple[AnswerSection, ...]:  # fmt: skip
    """The sections of an answer; `wording` is the section with words for one's own town, where there is one."""
    return tuple(section for rule in shape.layers for section in _filled(rule, draft, citations, document, wording))


def near_note(certainty: Certainty) -> tuple[AnswerSection, ...]:
    """What stands before an answer that is only near the question; nothing before any other."""
    if certainty != "near":
        return ()
    label, text = (prompts.text("answer/messages", f"near.{part}") for part in ("label", "text"))
    return (AnswerSection(label=label, text=text, layer="near"),)


def _filled(
    rule: LayerRule, draft: Draft, citations: Sequence[Citation], document: DocumentOf, wording: AnswerSection | None
) -> Iterator[AnswerSection]:
    blocks = [block for block in draft.blocks if block.layer == rule.layer]
    if blocks:
        yield from (_section(block, rule) for block in blocks)
    elif rule.layer == "wording" and wording is not None:
        yield wording
    elif rule.layer == "basis":
        yield from _basis(rule, draft, citations, document)
    elif rule.layer == "as_of":
        yield from _as_of(rule, draft, citations, document)
    elif rule.missing and draft.blocks and not _held(rule, draft):
        yield AnswerSection(label=rule.label, text=missing(), layer=rule.layer)


def _section(block: Block, rule: LayerRule) -> AnswerSection:
    return AnswerSection(
        label=block.label or rule.label,
        text="\n".join(marked(text, numbers) for text, numbers in block.claims),
        citations=_numbers(block.claims),
        layer=block.layer,
    )


def _numbers(claims: Sequence[Claim]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for _, numbers in claims for number in numbers))


def _held(rule: LayerRule, draft: Draft) -> bool:
    return rule.held_by is not None and any(rule.held_by.search(text) for text in draft.said_sentences)


def _basis(
    rule: LayerRule, draft: Draft, citations: Sequence[Citation], document: DocumentOf
) -> Iterator[AnswerSection]:
    """Quotations for the first sentences of the answer. Without installed documents there is nothing to quote: the
    list of sources names the places."""
    order = dict.fromkeys(n for layer in _SPEAKING for n in _numbers(draft.of(layer)))
    quoted = [citations[number - 1] for number in order if citations[number - 1].quote][: rule.quotes]
    if quoted:
        lines = [
            prompts.text("answer/messages", "basis", quote=_one_line(one.quote), place=place_of(one, document))
            + f"[{one.number}]"
            for one in quoted
        ]
        yield AnswerSection(label=rule.label, text="\n".join(lines), citations=tuple(one.number for one in quoted),
                            layer="basis")  # fmt: skip


def _one_line(quote: str) -> str:
    return _BULLETS.sub("", " ".join(quote.split("\n")))


def place_of(citation: Citation, document: DocumentOf) -> str:
    """Where a quotation stands: document, edition, section, page."""
    place = [edition_of(citation, document), citation.section]
    if citation.page is not None:
        place.append(prompts.text("answer/messages", "page", page=citation.page))
    return prompts.text("answer/messages", "between_places").join(part for part in place if part)


def edition_of(citation: Citation, document: DocumentOf) -> str:
    """The short title of the document cited, with its edition where the title does not say it."""
    name = document(citation.document_id).name
    year = pattern("year").search(citation.edition)
    if not citation.edition or citation.edition in name or (year and year[0] in name):
        return name
    return prompts.text("answer/messages", "edition", name=name, edition=citation.edition)


def _as_of(
    rule: LayerRule, draft: Draft, citations: Sequence[Citation], document: DocumentOf
) -> Iterator[AnswerSection]:
    """Figures grow old: which documents, of which year, the conclusion's figures stand in."""
    figure = pattern("figure")
    counted = [claim for claim in draft.of("conclusion", "role", "side", "half") if figure.search(claim[0])]
    numbers = _numbers(counted)
    named: dict[str, int] = {}
    for number in numbers:
        named.setdefault(edition_of(citations[number - 1], document), number)
    if named:
        between = prompts.text("answer/messages", "between_documents")
        text = prompts.text("answer/messages", "as_of", documents=between.join(named))
        yield AnswerSection(label=rule.label, text=marked(text, tuple(named.values())),
                            citations=tuple(named.values()), layer="as_of")  # fmt: skip

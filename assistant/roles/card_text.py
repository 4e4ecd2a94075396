"""A role card in words: duties scheme by scheme, then what is common, what differs and what is not laid down."""

from __future__ import annotations

from collections.abc import Collection

import prompts
from assistant.knowledge.roles import Cell
from assistant.roles.card import RoleCard, SchemeDuties, TaskSpread, plain_name, short_name
from assistant.roles.choosing import first_new, in_order, relevance
from assistant.roles.lines import LIMIT, Line, Sentence, in_scheme, joined, quoted, total
from assistant.roles.rules import rule

_TEXTS = "roles/texts"
_MOST_SCHEMES = 5
_MOST_COMMON = 2
_MOST_NAMED = 3
"""Schemes that a sentence names and cites."""
_MOST_GAPS = 4
_ROUNDS = 8
_SUBJECT = 24
"""Characters kept free for the actor's name in front of the first duty."""


def card_lines(card: RoleCard, words: Collection[str]) -> list[Line]:
    """The card in at most 600 characters. Duties that say one of `words` come first."""
    after = _summary_lines(card, words)
    rows = [row for row in card.by_scheme if row.duties]
    ranked = {row.scheme.id: in_order(card.actor, row.duties, words, card.tasks) for row in rows}
    rows.sort(key=lambda row: -relevance(ranked[row.scheme.id][0], words))
    lines = _scheme_lines(rows[:_MOST_SCHEMES], ranked, words, LIMIT - total(after) - _SUBJECT)
    if card.scheme and lines and lines[0].sentences:
        lines[0].sentences[0] = _with_subject(card, lines[0].sentences[0])
    return [*lines, *after]


def _with_subject(card: RoleCard, sentence: Sentence) -> Sentence:
    """An answer about one scheme begins with the actor, where the duty does not name one itself."""
    names = (plain_name(card.actor), *card.actor.aliases)
    if rule("has_subject").search(sentence.text) or any(len(n) > 1 and n in sentence.text for n in names):
        return sentence
    return Sentence(prompts.text(_TEXTS, "by_side", side=plain_name(card.actor), duty=sentence.text), sentence.cells)


def lead_sentences(card: RoleCard) -> list[Sentence]:
    """What the main schemes lay down, one duty each, every one with the name of its scheme: half an answer."""
    told: list[Sentence] = []
    seen: set[str] = set()
    for row in card.by_scheme[:_MOST_SCHEMES]:
        cell = first_new(in_order(card.actor, row.duties, (), card.tasks), seen, ())
        sentence = in_scheme(cell, row.scheme) if cell else None
        if cell and sentence and sum(one.size for one in told) + sentence.size <= LIMIT // 2:
            told.append(sentence)
            seen.add(cell.task)
    return told


def _scheme_lines(
    rows: list[SchemeDuties], ranked: dict[str, list[Cell]], words: Collection[str], room: int
) -> list[Line]:
    """One duty from each scheme in turn, of a task that was not told yet where there is one, while there is room."""
    lines = {row.scheme.id: Line(row.scheme.name, short_name(row.scheme)) for row in rows}
    left = {scheme: list(cells) for scheme, cells in ranked.items()}
    seen: set[str] = set()
    for _ in range(_ROUNDS):
        for scheme, line in lines.items():
            cell = first_new(left[scheme], seen, words)
            if cell is None:
                continue
            left[scheme].remove(cell)
            sentence = Sentence(cell.duty or "", (cell,))
            if line.room_for(sentence, room - total(lines.values())):
                line.sentences.append(sentence)
                seen.add(cell.task)
    return list(lines.values())


def _summary_lines(card: RoleCard, words: Collection[str]) -> list[Line]:
    common, differing, gaps = (
        Line(label, label)
        for label in (prompts.text(_TEXTS, f"labels.{key}") for key in ("common", "differing", "not_laid_down"))
    )
    if card.task is None and card.scheme is None:
        apart = card.differing[:1]
        shared = [spread for spread in card.common if spread not in apart][:_MOST_COMMON]
        common.sentences += [_common(card, spread, words) for spread in shared]
        differing.sentences += [_differing(card, spread, words) for spread in apart]
    spreads = card.spreads if card.task else card.not_laid_down
    named = [_gap(card, spread) for spread in spreads if spread.gaps][:_MOST_GAPS]
    if named and card.task and card.scheme:
        text = prompts.text(_TEXTS, "gap_here", scheme=short_name(card.scheme), actor=plain_name(card.actor),
                            tasks=joined(named))  # fmt: skip
        gaps.sentences.append(Sentence(text))
    elif named:
        gaps.sentences.append(Sentence(prompts.text(_TEXTS, "gaps", gaps=joined(named))))
    return [common, differing, gaps]


def _common(card: RoleCard, spread: TaskSpread, words: Collection[str]) -> Sentence:
    names = [short_name(scheme) for scheme in spread.laid_down]
    return Sentence(
        prompts.text(_TEXTS, "common", task=quoted([spread.task.name]), schemes=joined(names, _MOST_NAMED)),
        _bearing(card, spread, words),
    )


def _differing(card: RoleCard, spread: TaskSpread, words: Collection[str]) -> Sentence:
    held, gaps = ([short_name(scheme) for scheme in found] for found in (spread.laid_down, spread.gaps))
    return Sentence(
        prompts.text(_TEXTS, "differing", task=quoted([spread.task.name]), held=joined(held, _MOST_NAMED),
                     gaps=joined(gaps, _MOST_NAMED)),
        _bearing(card, spread, words),
    )  # fmt: skip


def _bearing(card: RoleCard, spread: TaskSpread, words: Collection[str]) -> tuple[Cell, ...]:
    """One duty for each scheme that the sentence names."""
    named = [scheme.id for scheme in spread.laid_down[:_MOST_NAMED]]
    duties = in_order(card.actor, (cell for cell in card.duties if cell.task == spread.task.id), words)
    return tuple(next(cell for cell in duties if cell.scheme == scheme) for scheme in named)


def _gap(card: RoleCard, spread: TaskSpread) -> str:
    task = quoted([spread.task.name])
    if card.scheme:
        return task
    names = joined([short_name(scheme) for scheme in spread.gaps], _MOST_NAMED)
    return prompts.text(_TEXTS, "gap", task=task, schemes=names)

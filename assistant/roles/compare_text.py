"""A comparison in words: what each side has to do, what they share, what is one side's, what is stated as a gap."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import prompts
from assistant.knowledge.roles import Cell, RoleTable, Scheme
from assistant.roles.card import plain_name, short_name
from assistant.roles.choosing import first_new, in_order, relevance
from assistant.roles.compare import Comparison, MatrixRow, Side
from assistant.roles.lines import LIMIT, Line, Sentence, in_scheme, joined, quoted, total

_TEXTS = "roles/texts"
_MOST_TASKS = 3
_MOST_GAPS = 3
_MOST_SIDES = 5
_MOST_SIDES_APART = 3
_ROUNDS = 6


def side_name(side: Side) -> str:
    """How a text calls one side of a comparison."""
    if side.scheme is None:
        return plain_name(side.actor)
    return prompts.text(_TEXTS, "side_label", actor=plain_name(side.actor), scheme=short_name(side.scheme))


def comparison_lines(table: RoleTable, comparison: Comparison, words: Collection[str]) -> list[Line]:
    """The comparison in at most 600 characters. Duties that say one of `words` come first."""
    schemes = {scheme.id: scheme for scheme in table.schemes}
    common, differing, gaps = _after(comparison, words)
    order = [task.id for task in table.tasks]
    columns = [in_order(side.actor, comparison.duties_of(i), words, order) for i, side in enumerate(comparison.sides)]
    lines = _columns(comparison.sides, columns, schemes, words,
                     LIMIT - total((common, differing, gaps)))  # fmt: skip
    for line, column, side in zip(lines, columns, comparison.sides, strict=True):
        if not column and not any(row.entries[comparison.sides.index(side)].gaps for row in comparison.rows):
            line.sentences.append(Sentence(prompts.text(_TEXTS, "unseen")))
    verdict = [common, differing]
    return [*verdict, *lines, gaps] if comparison.task else [*lines, *verdict, gaps]


def who_lines(table: RoleTable, comparison: Comparison, words: Collection[str]) -> list[Line]:
    """Who has the comparison's one task: the sides whose duties say most of `words` first, one duty each, then more."""
    schemes = {scheme.id: scheme for scheme in table.schemes}
    columns = [(side, in_order(side.actor, comparison.duties_of(i), words)) for i, side in enumerate(comparison.sides)]
    columns = [(side, column) for side, column in columns if column]
    columns.sort(key=lambda row: -relevance(row[1][0], words))
    told = columns[:_MOST_SIDES]
    return _columns([side for side, _ in told], [column for _, column in told], schemes, words, LIMIT)


def tasks_lines(table: RoleTable, comparisons: Sequence[Comparison], words: Collection[str]) -> list[Line]:
    """Who has each of several tasks: a line for each, with the first sides in full sentences, in equal shares."""
    schemes = {scheme.id: scheme for scheme in table.schemes}
    lines: list[Line] = []
    for comparison in comparisons:
        name = comparison.task.name if comparison.task else ""
        line = Line(name, name)
        columns = [(side, in_order(side.actor, comparison.duties_of(i), words))
                   for i, side in enumerate(comparison.sides)]  # fmt: skip
        for side, column in columns[:_MOST_SIDES]:
            told = in_scheme(column[0], schemes[column[0].scheme])
            text = prompts.text(_TEXTS, "by_side", side=side_name(side), duty=told.text)
            sentence = Sentence(text, told.cells)
            if line.room_for(sentence, LIMIT // len(comparisons) - line.size):
                line.sentences.append(sentence)
        lines.append(line)
    return lines


def _columns(
    sides: Sequence[Side], columns: Sequence[Sequence[Cell]], schemes: dict[str, Scheme], words: Collection[str],
    room: int,
) -> list[Line]:  # fmt: skip
    lines = [Line(side_name(side), side_name(side)) for side in sides]
    left = [list(column) for column in columns]
    seen: list[set[str]] = [set() for _ in sides]
    for _ in range(_ROUNDS):
        for position, side in enumerate(sides):
            cell = first_new(left[position], seen[position], words)
            if cell is None:
                continue
            left[position].remove(cell)
            sentence = Sentence(cell.duty or "", (cell,)) if side.scheme else in_scheme(cell, schemes[cell.scheme])
            if lines[position].room_for(sentence, room - total(lines)):
                lines[position].sentences.append(sentence)
                seen[position].add(cell.task)
    return lines


def _after(comparison: Comparison, words: Collection[str]) -> tuple[Line, Line, Line]:
    common, differing, gaps = (
        Line(label, label)
        for label in (prompts.text(_TEXTS, f"labels.{key}") for key in ("common", "differing", "not_laid_down"))
    )
    every = range(len(comparison.sides))
    shared = comparison.shared[:_MOST_TASKS]
    if shared:
        key = "shared_tasks" if len(comparison.sides) == 2 else "shared_by_all"
        text = prompts.text(_TEXTS, key, tasks=quoted([row.task.name for row in shared]))
        common.sentences.append(Sentence(text, _bearing(comparison, shared, every, words)))
    for position in every if len(comparison.sides) <= _MOST_SIDES_APART else ():
        own = comparison.alone(position)[:_MOST_TASKS]
        if own:
            text = prompts.text(_TEXTS, "only_side", tasks=quoted([row.task.name for row in own]),
                                side=side_name(comparison.sides[position]))  # fmt: skip
            differing.sentences.append(Sentence(text, _bearing(comparison, own, [position], words)))
    named = _gaps(comparison)[:_MOST_GAPS]
    if named:
        gaps.sentences.append(Sentence(prompts.text(_TEXTS, "gaps", gaps=joined(named))))
    return common, differing, gaps


def _bearing(
    comparison: Comparison, rows: Sequence[MatrixRow], sides: Collection[int], words: Collection[str]
) -> tuple[Cell, ...]:
    """The first duty of each of these sides in each row."""
    return tuple(in_order(comparison.sides[i].actor, row.entries[i].duties, words)[0] for row in rows for i in sides)


def _gaps(comparison: Comparison) -> list[str]:
    """Sides for which a scheme states a gap, in a task that another side has or that is asked for."""
    found = []
    for position, side in enumerate(comparison.sides):
        rows = [
            row for row in comparison.rows
            if row.entries[position].gaps and not row.entries[position].duties
            and (comparison.task or any(entry.duties for entry in row.entries))
        ]  # fmt: skip
        if rows:
            tasks = quoted([row.task.name for row in rows[:_MOST_TASKS]])
            found.append(prompts.text(_TEXTS, "gap_of_side", side=side_name(side), tasks=tasks))
    return found

"""Whose job is it: the matrix."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.knowledge.roles import RoleTable
from assistant.roles.compare import Side, compare, who_has


def test_the_matrix_has_a_row_for_every_task_that_somebody_has_an_entry_in(small_table: RoleTable) -> None:
    desk, office = (Side(actor=actor) for actor in small_table.actors)
    found = compare(small_table, [desk, office])
    assert [row.task.id for row in found.rows] == ["rota", "fees", "review"]
    assert [[len(entry.duties) for entry in row.entries] for row in found.rows] == [[1, 2], [0, 1], [0, 0]]
    assert [scheme.id for scheme in found.rows[2].entries[1].gaps] == ["yamane"]
    assert [row.task.id for row in found.shared] == ["rota"]
    assert [row.task.id for row in found.alone(1)] == ["fees"]
    assert found.alone(0) == ()


def test_one_actor_can_be_compared_in_two_schemes(small_table: RoleTable) -> None:
    office = small_table.actors[1]
    found = compare(small_table, [Side(actor=office, scheme=scheme) for scheme in small_table.schemes])
    assert [row.task.id for row in found.alone(0)] == ["fees"]


def test_a_comparison_takes_two_different_sides(small_table: RoleTable) -> None:
    side = Side(actor=small_table.actors[0])
    with pytest.raises(UsageError):
        compare(small_table, [side, side])


def test_those_who_have_a_task_come_by_the_number_of_schemes(small_table: RoleTable) -> None:
    rota, review = small_table.tasks[0], small_table.tasks[2]
    assert [side.actor.id for side in who_has(small_table, rota)] == ["office", "desk"]
    assert [side.actor.id for side in who_has(small_table, rota, small_table.schemes[1])] == ["office"]
    assert who_has(small_table, review) == ()

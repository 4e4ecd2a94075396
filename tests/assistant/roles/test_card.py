"""The card of an actor: what the schemes share, where they differ, what none lays down."""

from __future__ import annotations

from assistant.knowledge.roles import RoleTable
from assistant.roles.card import plain_name, role_card, short_name


def test_a_card_tells_schemes_apart(small_table: RoleTable) -> None:
    office = small_table.actors[1]
    card = role_card(small_table, office)
    assert [(row.scheme.id, len(row.duties), [task.id for task in row.gaps]) for row in card.by_scheme] == [
        ("umikaze", 2, []),
        ("yamane", 1, ["fees", "review"]),
    ]
    assert [spread.task.id for spread in card.common] == ["rota"]
    assert [(s.task.id, s.laid_down[0].id, s.gaps[0].id) for s in card.differing] == [("fees", "umikaze", "yamane")]
    assert [spread.task.id for spread in card.not_laid_down] == ["review"]


def test_a_card_can_be_narrowed_to_a_task_and_a_scheme(small_table: RoleTable) -> None:
    office, rota, yamane = small_table.actors[1], small_table.tasks[0], small_table.schemes[1]
    assert [cell.scheme for cell in role_card(small_table, office, rota).duties] == ["umikaze", "yamane"]
    assert [cell.task for cell in role_card(small_table, office, scheme=yamane).duties] == ["rota"]
    assert role_card(small_table, small_table.actors[0], scheme=yamane).by_scheme == ()


def test_a_pair_nobody_looked_at_is_neither_common_nor_a_gap(small_table: RoleTable) -> None:
    card = role_card(small_table, small_table.actors[0])
    assert [spread.task.id for spread in card.spreads] == ["rota"]
    assert card.not_laid_down == ()


def test_every_scheme_has_a_short_name_of_its_own(table: RoleTable) -> None:
    names = [short_name(scheme) for scheme in table.schemes]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 8
    assert short_name(table.schemes[0]) == "新潟県"


def test_what_stands_in_brackets_is_no_part_of_the_plain_name(table: RoleTable) -> None:
    assert plain_name(next(actor for actor in table.actors if actor.id == "state")) == "国"

"""The role table: what ships holds together, names are found, and broken tables are refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assistant.errors import CorpusError, UsageError
from assistant.knowledge.name_lookup import NameIndex
from assistant.knowledge.roles import RoleTable, load_roles
from assistant.language.normalise import squeeze

ROLES = Path(__file__).resolve().parents[3] / "corpus" / "roles.yaml"

ACTORS = [
    "市町村", "都道府県", "保健所", "国", "厚生労働省", "厚生局", "都道府県医師会", "郡市区医師会", "医師会長",
    "在宅医療担当理事", "受託法人", "コーディネーター", "基幹型コーディネーター", "基幹型センター", "区役所",
    "市健康局", "地域包括支援センター", "相談窓口", "キーパーソン", "コアメンバー", "ワーキングチーム",
    "推進協議会", "大学", "研究機関", "かかりつけ医", "訪問看護師", "中核的な病院", "在宅医療推進センター",
    "在宅医療連携拠点", "連携拠点協議会", "在宅医療推進支援センター",
]  # fmt: skip

SMALL = {
    "schemes": [{"id": "osaka", "name": "大阪市", "document": "report", "year": 2019, "aliases": []}],
    "actors": [
        {"id": "coordinator", "name": "調整役", "reading": "ちょうせいやく", "aliases": [], "summary": "調整します。"},
        {"id": "health-centre", "name": "保健所", "reading": "ほけんじょ", "aliases": [], "summary": "支えます。"},
    ],
    "tasks": [{"id": "consultation", "name": "相談支援", "aliases": []}],
    "cells": [
        {
            "actor": "coordinator",
            "task": "consultation",
            "scheme": "osaka",
            "duty": "相談に応じます。",
            "source": {"section": "第3章", "anchor": "相談に応じること"},
        },
        {"actor": "health-centre", "task": "consultation", "scheme": "osaka", "duty": None},
    ],
}


@pytest.fixture(scope="module")
def table() -> RoleTable:
    return load_roles(ROLES)


def _written(folder: Path, content: object) -> Path:
    path = folder / "roles.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def _changed(kind: str, position: int, **values: object) -> object:
    content = yaml.safe_load(yaml.safe_dump(SMALL, allow_unicode=True))
    content[kind][position].update(values)
    return content


def test_the_shipped_table_covers_what_an_official_asks_for(table: RoleTable) -> None:
    duties = [cell for cell in table.cells if cell.duty]
    assert len(duties) >= 150
    assert {cell.actor for cell in duties} == {actor.id for actor in table.actors}
    assert {cell.task for cell in duties} == {task.id for task in table.tasks}
    assert {cell.scheme for cell in duties} == {scheme.id for scheme in table.schemes}
    assert any(cell.duty is None for cell in table.cells)


@pytest.mark.parametrize("name", ACTORS)
def test_every_actor_of_the_field_is_known_by_name_and_has_a_duty(table: RoleTable, name: str) -> None:
    lookup = table.find_actor(name)
    assert lookup.exact
    assert lookup.found is not None
    assert any(cell.duty for cell in table.cells_of(lookup.found.id))


def test_what_users_read_is_one_polite_sentence(table: RoleTable) -> None:
    polite = re.compile(r"(です|ます|ました|ません)(（[^（）]+）)?。$")
    texts = [actor.summary for actor in table.actors] + [cell.duty for cell in table.cells if cell.duty]
    assert [text for text in texts if not polite.search(text) or text.count("。") != 1] == []


def test_readings_are_hiragana(table: RoleTable) -> None:
    assert [actor.id for actor in table.actors if not re.fullmatch("[ぁ-ゖー]+", actor.reading)] == []


def test_every_duty_shows_its_place_in_the_document(table: RoleTable, squeezed_document: Callable[[str], str]) -> None:
    lost = [
        f"{cell.actor} × {cell.task} × {cell.scheme}: {cell.source.anchor}"
        for cell in table.cells
        if cell.source and squeeze(cell.source.anchor) not in squeezed_document(cell.source.document_id)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("ﾎｹﾝｼﾞｮ", "health-centre"),
        ("ほけんじょ", "health-centre"),
        (" 保健所 ", "health-centre"),
        ("CO", "coordinator"),
        ("包括", "community-support-centre"),
        ("在宅医療介護連携推進協議会", "council"),
        ("歯科医師会", "professional-body"),
        ("歯医者", "professional"),
        ("薬剤師", "professional"),
        ("PT/OT", "professional"),
        ("ＭＳＷ", "professional"),
        ("主任ケアマネ", "care-manager"),
        ("お医者さん", "family-doctor"),
    ],
)
def test_another_way_of_writing_a_name_is_the_name(table: RoleTable, written: str, actor: str) -> None:
    lookup = table.find_actor(written)
    assert lookup.exact
    assert lookup.found is not None
    assert lookup.found.id == actor


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("コーデネーター", "coordinator"),
        ("地域包括支援セソター", "community-support-centre"),
        ("キーパソン", "key-person"),
    ],
)
def test_a_typing_error_is_seen_through(table: RoleTable, written: str, actor: str) -> None:
    lookup = table.find_actor(written)
    assert not lookup.exact
    assert lookup.found is not None
    assert lookup.found.id == actor


@pytest.mark.parametrize("written", ["消防署", "民生委員", "県医師会長"])
def test_an_unknown_actor_gets_three_suggestions_and_no_guess(table: RoleTable, written: str) -> None:
    lookup = table.find_actor(written)
    assert lookup.found is None
    assert len({actor.id for actor in lookup.nearest}) == 3


def test_suggestions_begin_with_the_closest(table: RoleTable) -> None:
    assert table.find_actor("保健書").nearest[0].id == "health-centre"


@pytest.mark.parametrize("written", ["", "？！"])
def test_a_name_without_letters_finds_nothing(table: RoleTable, written: str) -> None:
    lookup = table.find_actor(written)
    assert lookup.found is None
    assert lookup.nearest == ()


def test_tasks_and_schemes_are_found_by_other_names_too(table: RoleTable) -> None:
    task, scheme = table.find_task("相談窓口").found, table.find_scheme("埼玉県").found
    assert task is not None
    assert task.id == "consultation"
    assert scheme is not None
    assert scheme.id == "saitama"


def test_one_name_cannot_mean_two_things() -> None:
    with pytest.raises(ValueError, match="拠 点"):
        NameIndex([("a", ["拠点"]), ("b", ["きょてん", "拠 点"])])


def test_cells_narrow_by_task_and_scheme(table: RoleTable) -> None:
    cells = table.cells_of("contractor", "progress", "osaka")
    assert cells
    assert {(cell.actor, cell.task, cell.scheme) for cell in cells} == {("contractor", "progress", "osaka")}
    assert set(cells) < set(table.cells_of("contractor", scheme="osaka")) <= set(table.cells_of("contractor"))


def test_a_stated_gap_is_returned_as_a_gap(table: RoleTable) -> None:
    cells = table.cells_of("health-centre", "backup", "saitama")
    assert [cell.duty for cell in cells] == [None]


def test_a_triple_nobody_looked_at_is_empty(table: RoleTable) -> None:
    assert table.cells_of("resident", "guideline", "osaka") == ()


@pytest.mark.parametrize("ids", [("nobody",), ("coordinator", "nothing"), ("coordinator", None, "nowhere")])
def test_an_unknown_id_is_not_taken_for_a_gap(table: RoleTable, ids: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        table.cells_of(*ids)


def test_a_small_table_loads(tmp_path: Path) -> None:
    table = load_roles(_written(tmp_path, SMALL))
    source = table.cells[0].source
    assert source is not None
    assert (source.document_id, source.section) == ("report", "第3章")
    assert table.cells[1].source is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_changed("cells", 0, actor="nobody"), "nobody"),
        (_changed("cells", 0, source=None), "source"),
        (_changed("cells", 1, source={"section": "第3章", "anchor": "保健所の役割は"}), "source"),
        (_changed("cells", 0, source={"section": "第3章", "anchor": "相 談 に"}), "anchor"),
        (_changed("cells", 0, note="x"), "note"),
        (_changed("cells", 1, actor="coordinator"), "gap"),
        (_changed("actors", 1, id="coordinator"), "two actors"),
        (_changed("actors", 1, aliases=["調整役"]), "調整役"),
        (_changed("schemes", 0, year="2019"), "year"),
        ([], "dictionary"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, content: object, reason: str) -> None:
    path = _written(tmp_path, content)
    with pytest.raises(CorpusError, match=reason) as refusal:
        load_roles(path)
    assert refusal.value.details["path"] == str(path)


@pytest.mark.parametrize("text", ["cells: [", "\x00"])
def test_a_file_that_is_not_yaml_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "roles.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError):
        load_roles(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        load_roles(tmp_path / "roles.yaml")

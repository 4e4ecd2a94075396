"""The indicators: every item of the two four-scene tables and of the textbook's viewpoints, with its mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assistant.errors import CorpusError
from assistant.knowledge.indicators import Indicator, load_indicators
from assistant.language.normalise import squeeze

INDICATORS = Path(__file__).resolve().parents[3] / "corpus" / "indicators.yaml"

ROW: dict[str, object] = {
    "id": "home-deaths",
    "name": "在宅死亡者数",
    "scene": "看取り",
    "viewpoint": None,
    "type": "outcome",
    "use": "premise",
    "mieruka": True,
    "caution": None,
    "source": {"document": "report", "section": "表", "anchor": "在宅死亡者数"},
}


@pytest.fixture(scope="module")
def indicators() -> tuple[Indicator, ...]:
    return load_indicators(INDICATORS)


@pytest.fixture(scope="module")
def by_id(indicators: tuple[Indicator, ...]) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in indicators}


def _written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "indicators.yaml"
    content = {"scenes": ["看取り"], "whole": "全体", "indicators": list(rows)}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_both_tables_are_complete_column_by_column(indicators: tuple[Indicator, ...]) -> None:
    # Counted in the source: cells of each column, and those that carry the mark.
    expected = {
        ("日常の療養支援", "premise"): (35, 25),
        ("入退院支援", "premise"): (9, 9),
        ("急変時の対応", "premise"): (6, 6),
        ("看取り", "premise"): (6, 6),
        ("日常の療養支援", "plan_evaluation"): (13, 2),
        ("入退院支援", "plan_evaluation"): (10, 4),
        ("急変時の対応", "plan_evaluation"): (8, 1),
        ("看取り", "plan_evaluation"): (4, 0),
    }
    of_scenes = [indicator for indicator in indicators if indicator.scene != "全体"]
    items = Counter((indicator.scene, indicator.use) for indicator in of_scenes)
    marked = Counter((indicator.scene, indicator.use) for indicator in of_scenes if indicator.mieruka)
    assert {key: (items[key], marked[key]) for key in items} == expected


def test_every_viewpoint_has_its_items(indicators: tuple[Indicator, ...]) -> None:
    items = Counter(indicator.viewpoint for indicator in indicators if indicator.viewpoint)
    assert items == {"ⅰ": 5, "ⅱ": 1, "ⅲ": 6, "ⅳ": 3, "ⅴ": 6, "ⅵ": 2, "ⅶ": 5, "ⅷ": 2}


@pytest.mark.parametrize("name", ["通所リハビリテーションの実績数", "訪問リハビリテーションの実績数"])
def test_the_last_rows_of_the_first_table_belong_to_daily_support(indicators: tuple[Indicator, ...], name: str) -> None:
    assert [(item.scene, item.mieruka) for item in indicators if item.name == name] == [("日常の療養支援", True)]


def test_an_item_of_two_scenes_keeps_the_mark_of_each(by_id: dict[str, Indicator]) -> None:
    assert by_id["home-care-support-clinics-daily"].mieruka is False
    assert by_id["home-care-support-clinics-acute"].mieruka is True
    assert by_id["home-care-support-clinics-end-of-life"].mieruka is True


def test_an_item_stands_once_in_a_scene(indicators: tuple[Indicator, ...]) -> None:
    places = Counter((item.name, item.scene, item.use, item.viewpoint) for item in indicators)
    assert [place for place, count in places.items() if count > 1] == []


def test_where_the_documents_warn_the_indicator_warns(by_id: dict[str, Indicator]) -> None:
    for indicator_id, word in (
        ("textbook-vii-home-end-of-life", "数値目標"),
        ("admission-discharge-support", "実態をそのまま"),
        ("home-care-support-clinics-acute", "届出"),
        ("textbook-v-discharge-addition", "退院対処加算"),
    ):
        assert word in (by_id[indicator_id].caution or ""), indicator_id


def test_every_fee_of_the_second_table_warns(indicators: tuple[Indicator, ...]) -> None:
    fees = [item for item in indicators if item.use == "plan_evaluation" and item.name.endswith(("加算", "料", "費"))]
    assert fees
    assert [item.id for item in fees if not item.caution] == []


def test_cautions_are_one_polite_sentence(indicators: tuple[Indicator, ...]) -> None:
    cautions = {item.caution for item in indicators if item.caution}
    assert [text for text in cautions if text.count("。") != 1 or not text.endswith(("ます。", "ません。"))] == []


def test_every_indicator_shows_its_place_in_the_document(
    indicators: tuple[Indicator, ...], squeezed_document: Callable[[str], str]
) -> None:
    lost = [
        f"{item.id}: {item.source.anchor}"
        for item in indicators
        if squeeze(item.source.anchor) not in squeezed_document(item.source.document_id)
    ]
    assert lost == []


def test_a_good_row_loads(tmp_path: Path) -> None:
    (indicator,) = load_indicators(_written(tmp_path, ROW))
    assert (indicator.id, indicator.type, indicator.source.document_id) == ("home-deaths", "outcome", "report")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scene": "引っ越し"}, "引っ越し"),
        ({"type": "result"}, "type"),
        ({"use": "goal"}, "use"),
        ({"viewpoint": "ⅸ"}, "viewpoint"),
        ({"viewpoint": "ⅶ"}, "home-deaths"),
        ({"viewpoint": "ⅶ", "scene": "全体"}, "home-deaths"),
        ({"mieruka": "yes"}, "mieruka"),
        ({"id": "Home Deaths"}, "id"),
        ({"unit": "人"}, "unit"),
        ({"source": {"document": "report", "section": "表", "anchor": "死亡者数"}}, "anchor"),
    ],
)
def test_a_broken_row_is_refused_with_its_place(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        load_indicators(_written(tmp_path, ROW | change))


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="home-deaths"):
        load_indicators(_written(tmp_path, ROW, ROW))

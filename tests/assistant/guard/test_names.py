"""Names of invented persons, and what stands beside さん without being one."""

from __future__ import annotations

import pytest

from assistant.guard.personal import mask


def _names(text: str) -> list[str]:
    return [text[f.start : f.end] for f in mask(text, people=None).findings if f.kind == "person_name"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("佐藤花子さんの退院支援", ["佐藤花子"]),
        ("田中　美咲 様（旧姓　鈴木）", ["田中　美咲", "鈴木"]),
        ("医療整備課鈴木氏から", ["鈴木"]),
        ("ｻﾄｳ ﾊﾅｺさんの計画", ["ｻﾄｳ ﾊﾅｺ"]),
        ("やまぐちみどりさんから電話", ["やまぐちみどり"]),
        ("ハナさん（94歳）", ["ハナ"]),
        ("利用者（佐々木ハル・92歳）の家族", ["佐々木ハル"]),
        ("本人：山本トメ、長男：山本浩一", ["山本トメ", "山本浩一"]),
        ("患者の松田隆が救急搬送された", ["松田隆"]),
        ("阿部トシ子（84）が退院予定", ["阿部トシ子"]),
        ("井上宅で看取りがありました", ["井上"]),
        ("鈴木花子と申します", ["鈴木花子"]),
        ("佐藤花子さんの件。佐藤花子の長男は遠方", ["佐藤花子", "佐藤花子"]),
        ("松尾さん・菊地さんの二事例", ["松尾", "菊地"]),
    ],
)
def test_a_name_beside_a_cue_is_masked(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "医師会長さんに話す", "ケアマネさんと看護師さん", "町村さんと組む", "お医者さんが来ない", "みなさんに伝える",
        "同様の取組、多様な主体、仕様書と様式", "Ａさんと〇〇様とB氏", "小川医師は何と言いましたか", "山田町と高橋市長時代",
        "森さんぽコース", "利用者の西部地域", "患者の高田病院への転院", "本人の意思、家族の原点", "防ぐ工夫はありますか",
        "鈴木医院や佐藤クリニック", "高齢化の進展に伴う在宅医療", "市町村さんの役割", "お向かいさん", "いちばん大変さんざん",
    ],
)  # fmt: skip
def test_roles_places_and_words_are_no_names(text: str) -> None:
    assert mask(text, people=None).text == text


def test_a_rare_name_is_left_to_the_entities_and_only_then() -> None:
    asked: list[str] = []

    def people(text: str) -> list[tuple[int, int]]:
        asked.append(text)
        at = text.index("雲母坂")
        return [(at, at + 3)]

    assert mask("雲母坂さんの主治医", people=people).text == "〔氏名〕さんの主治医"
    assert asked
    asked.clear()
    mask("佐藤さんと医師会長さんの役割、看取り率の読み方", people=people)
    assert not asked


def test_ginza_finds_a_rare_name() -> None:
    assert mask("雲母坂さんの主治医が分かりません").text == "〔氏名〕さんの主治医が分かりません"

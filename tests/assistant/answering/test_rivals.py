"""Words that exclude each other: what the source says of one may not be said of another."""

from __future__ import annotations

import pytest

from assistant.answering.rivals import named, ruled_out

SOURCE = (
    "市町村は、地域の課題を整理して計画を立てる。都道府県は、広域の調整と人材の育成を受け持つ。"
    "医師会は研修会の講師を選ぶ。薬剤師会は薬局の一覧を作る。全ての拠点が窓口を置き、一部の拠点が夜間も開く。"
    "相談は前年より増加した。窓口の統合を検討する。報告書の公表が望ましい。"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "地域の課題を整理して計画を立てるのは市区町村です。",
        "広域の調整と人材の育成は県が受け持ちます。",
        "講師は医師会が選びます。",
        "すべての拠点に窓口があります。",
        "相談は前の年より増えました。",
        "窓口の統合を検討しています。",
        "海風県の市町村は、地域の課題を整理して計画を立てます。",
    ],
)
def test_the_same_under_another_name_stands(sentence: str) -> None:
    assert not ruled_out(sentence, named(SOURCE), lambda word: 1.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "都道府県は、地域の課題を整理して計画を立てます。",
        "市町村は、広域の調整と人材の育成を受け持ちます。",
        "研修会の講師は薬剤師会が選びます。",
        "薬局の一覧は医師会が作ります。",
        "全ての拠点が夜間も開きます。",
        "一部の拠点が窓口を置きます。",
        "相談は前年より減少しました。",
        "窓口の統合を決定しました。",
        "報告書の公表は義務です。",
        "窓口は必ず医師会だけが置きます。",
    ],
)
def test_another_one_in_its_place_does_not(sentence: str) -> None:
    assert ruled_out(sentence, named(SOURCE), lambda word: 1.0)


def test_a_word_without_a_rival_in_the_source_is_left_to_the_other_checks() -> None:
    assert not ruled_out("市町村が判断します。", named("窓口は二つある。"), lambda word: 1.0)

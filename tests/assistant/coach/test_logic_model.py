"""The logic model shows what belongs together, and says which links are missing."""

from __future__ import annotations

import pytest

from assistant.coach import Scene, Step, Worksheet
from assistant.coach.logic_model import MOST, Gap, logic_model
from assistant.coach.points import points

SCENE = Scene.DAILY


def sheet(**cells: str) -> Worksheet:
    made = Worksheet(municipality="海風市", year=2026)
    for step, text in cells.items():
        made = made.with_cell(SCENE, Step(step), text)
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("・薬が余る\n② 夜につながらない", ("薬が余る", "夜につながらない")),
        ("短期（2026年度末）：先を知る。長期（2028年度末）：家で暮らす。", ("短期（2026年度末）：先を知る。", "長期（2028年度末）：家で暮らす。")),
        ("3日以内に届く。費用は20万円。", ("3日以内に届く。費用は20万円。",)),
        ("2026年に決める", ("2026年に決める",)),
        ("", ()),
    ],
)  # fmt: skip
def test_points_of_a_cell(text: str, found: tuple[str, ...]) -> None:
    assert points(text) == found


def test_a_measure_for_no_issue_and_an_issue_without_measure_are_named() -> None:
    model = logic_model(sheet(
        vision="望む人が家で落ち着いて暮らしている。", goals="夜間にまず電話する先を知っている。",
        measures="訪問看護と夜間の電話当番を決める。\n住民の花見の会を開く。", issues="夜間に相談できる先がない。\n薬が余り、飲み合わせを見る人がいない。",
    ), SCENE)  # fmt: skip

    lone = {(one.text, one.gap) for one in model.missing}
    assert ("住民の花見の会を開く。", Gap.ANSWER) in lone
    assert ("薬が余り、飲み合わせを見る人がいない。", Gap.FORWARD) in lone
    assert not any(one.text.startswith("訪問看護") for one in model.missing)
    assert all(one.said.endswith(("。", "か。")) for one in model.missing)
    assert model.lacks(model.layers[2][1])
    assert not model.lacks(model.layers[2][0])


def test_an_empty_layer_is_told_once() -> None:
    model = logic_model(sheet(vision="家で暮らしている。", goals="夜間の電話先を知っている。"), SCENE)

    assert [(one.layer, one.gap) for one in model.missing] == [(Step.MEASURES, Gap.EMPTY), (Step.ISSUES, Gap.EMPTY)]


def test_what_does_not_fit_is_counted() -> None:
    model = logic_model(sheet(issues="\n".join(f"{n}番目の困りごと" for n in "一二三四五六七八")), SCENE)

    assert len(model.layers[3]) == MOST
    assert model.left_out == (0, 0, 0, 3)


def test_general_words_and_numbers_link_nothing() -> None:
    model = logic_model(sheet(
        vision="望む人が家で落ち着いて暮らしている。", goals="看取り率を2027年度に上げる。",
        measures="研修3回（2027年度）", issues="2027年度の研修の参加が少ない。",
    ), SCENE)  # fmt: skip

    assert not any(Step.MEASURES in {first.layer, second.layer} for first, second in model.links)
    assert ("研修3回（2027年度）", Gap.FORWARD) in {(one.text, one.gap) for one in model.missing}


def test_a_shared_matter_links_also_without_a_theme() -> None:
    model = logic_model(sheet(measures="地域包括支援センターと封筒を見直す。", issues="封筒の宛名が読めない。"), SCENE)

    assert len(model.links) == 1

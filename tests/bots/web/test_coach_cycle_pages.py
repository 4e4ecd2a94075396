"""Do, Check, Act, training and the way on, without script: saved, refused with a reason, told to a successor."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.bots.web.test_coach_pages import HTML, coach_app, official, save  # noqa: F401 - fixtures

Official = tuple[TestClient, str, str]
REVIEW = {
    "measure": "様式の統一", "carried_out": "partly", "result": "3日が1日になった", "contributes": "支えがそろう",
    "why": "病棟が加わった", "verdict": "change", "improvement": "夜は電話",
}  # fmt: skip


def post(official: Official, path: str, **fields: object) -> tuple[int, str, str]:  # noqa: F811
    client, plan, csrf = official
    answer = client.post(f"{plan}{path}", data={"csrf": csrf, "revision": "0", **fields}, headers=HTML)
    return answer.status_code, answer.headers.get("location", ""), answer.text


def page(official: Official, path: str) -> str:  # noqa: F811
    client, plan, _ = official
    answer = client.get(f"{plan}{path}", headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_year_is_carried_out_looked_back_on_and_handed_over(official: Official) -> None:  # noqa: F811
    save(official, "夜間の連絡先を、健康支援課が医師会と2026年12月までに決める。", cell="daily/measures")
    assert "夜間の連絡先を" in page(official, "/cycle?scene=daily")

    progress = {"measure": ["様式の統一", ""], "date": ["2026-09", ""], "note": ["案を確かめた", ""]}
    assert post(official, "/scenes/daily/cycle/do", **progress)[0] == 303
    assert post(official, "/scenes/daily/cycle/check", **{**REVIEW, "revision": "1"})[0] == 303
    decided = {"revision": "2", "text": "夜の手順を加える", "reason": "夜だけ遅れたため"}
    assert post(official, "/scenes/daily/cycle/act", **decided)[0] == 303
    status, after, _ = post(official, "/next-year")

    assert status == 303
    client = official[0]
    assert "2026年度に決めたこと" in client.get(f"{after}/cycle?scene=daily", headers=HTML).text
    assert "夜の手順を加える" in client.get(f"{after}?scene=daily", headers=HTML).text
    told = client.get(f"{after}/years", headers=HTML).text
    for words in ("2027年度", "2026年度", "案を確かめた", "3日が1日になった", "変えて続ける", "夜だけ遅れたため"):
        assert words in told


def test_the_machine_says_why_it_keeps_one_and_takes_a_reason(official: Official) -> None:  # noqa: F811
    save(official, "令和8年度末までに在宅看取り率を25％に引き上げる。", cell="end_of_life/vision")
    move = {"scene": "end_of_life", "state": "vision", "event": "next"}

    status, _, refused = post(official, "/move", **move)
    bare = post(official, "/move", **{**move, "event": "keep"})
    kept = post(official, "/move", **{**move, "event": "keep", "reason": "上位計画の文のため"})

    assert (status, bare[0]) == (422, 422)
    assert "まだ次へ進めません" in refused
    assert "見直したい点が残っています" in refused
    assert 'name="reason"' in refused
    assert kept[:2] == (303, f"{official[1]}?scene=end_of_life&step=situation#cell-situation")
    assert "このままにした理由：上位計画の文のため" in page(official, "?scene=end_of_life")
    assert save(official, "令和8年度末までに在宅看取り率を25％に引き上げる。", 2, "end_of_life/vision") == 303
    assert "上位計画の文のため" in page(official, "?scene=end_of_life")


def test_do_check_and_act_wait_for_what_they_need(official: Official) -> None:  # noqa: F811
    for state, event, missing in (
        ("do", "next", "進み具合を、一つ以上"), ("check", "next", "振り返りの問い"), ("act", "next_year", "次の年度に持ち越すこと"),
    ):  # fmt: skip
        status, _, text = post(official, "/move", scene="daily", state=state, event=event)
        assert status == 422
        assert missing in text


def test_two_people_and_one_scene_lose_nothing(official: Official) -> None:  # noqa: F811
    mine = {"measure": "様式の統一", "date": "2026-09", "note": "理事会で了承"}
    assert post(official, "/scenes/daily/cycle/do", **mine)[0] == 303

    status, _, text = post(official, "/scenes/daily/cycle/do", **{**mine, "note": "電話で相談"})

    assert status == 409
    assert "2026-09 様式の統一：理事会で了承" in text
    assert ">電話で相談</textarea>" in text
    revision = re.search(r'name="revision" value="(\d+)"', text)
    assert revision
    assert revision[1] == "1"
    history = page(official, "/history")
    assert "理事会で了承" in history
    assert "電話で相談" in history


@pytest.mark.parametrize(
    ("revision", "population", "status"), [("0", "9" * 400, 422), ("9" * 400, "48210", 303), ("²", "48210", 303)]
)
def test_numbers_that_no_page_sends_are_refused_or_left(
    official: Official, revision: str, population: str, status: int  # noqa: F811
) -> None:
    assert post(official, "/premise", revision=revision, population=population)[0] == status


@pytest.mark.parametrize("part", ["premise", "training"])
def test_other_parts_show_both_contents_too(official: Official, part: str) -> None:  # noqa: F811
    field = {"premise": "section", "training": "office"}[part]
    assert post(official, f"/{part}", **{field: "先の内容"})[0] == 303

    status, _, text = post(official, f"/{part}", **{field: "後の内容"})

    assert status == 409
    assert "先の内容" in text
    assert "後の内容" in text


def test_script_gets_the_new_revision_or_both_contents(official: Official) -> None:  # noqa: F811
    client, plan, csrf = official
    headers = {"x-part": "saved", "accept": "application/json"}
    form = {"csrf": csrf, "revision": "0", "office": "秋に開く"}

    saved = client.post(f"{plan}/training", data=form, headers=headers)
    clash = client.post(f"{plan}/training", data={**form, "office": "冬に開く"}, headers=headers)

    assert saved.json() == {"revision": 1}
    assert clash.status_code == 409
    assert clash.json()["conflict"]["theirs"] == "担当課の検討：秋に開く"


def test_an_earlier_content_of_any_part_comes_back(official: Official) -> None:  # noqa: F811
    post(official, "/training", office="秋に開く")
    post(official, "/training", revision="1", office="")

    assert "この内容に戻す" in page(official, "/history?part=training")
    assert post(official, "/restore", number="1", revision="2")[0] == 303
    assert ">秋に開く</textarea>" in page(official, "/training")


def test_indicator_keeps_its_values_under_a_new_name(official: Official) -> None:  # noqa: F811
    row = {"name": "療養率", "was": "", "kind": "outcome", "value_year": "令和7", "value": "3.5"}
    assert post(official, "/scenes/daily/indicators", **row)[0] == 303
    named = {**row, "was": "療養率", "name": "在宅療養率", "value_year": "", "value": "", "revision": "1"}
    assert post(official, "/scenes/daily/indicators", **named)[0] == 303
    half = post(official, "/scenes/daily/indicators", **{**named, "was": "在宅療養率", "value": "4", "revision": "2"})

    assert half[0] == 422
    assert "年度と値の両方" in half[2]
    assert "在宅療養率：2025年度 3.5" in page(official, "/cycle?scene=daily&state=check")


def test_pictures_are_drawn_and_told_in_words(official: Official) -> None:  # noqa: F811
    save(official, "望む人が家で暮らしている。")
    row = {"name": "在宅<療養>率", "was": "", "kind": "outcome", "baseline": "3", "baseline_year": "2025", "target": "5",
           "target_year": "2027"}  # fmt: skip
    post(official, "/scenes/daily/indicators", **row)

    shown = page(official, "/overview")

    assert shown.count('role="img"') == 4
    for words in ("日常の療養支援は「事前課題」です", "在宅&lt;療養&gt;率の推移", "2025年度 3。目標は2027年度に5。", "「課題抽出」がまだ書かれていません"):
        assert words in shown


def test_what_is_handed_in_bears_no_mark_of_the_coach(official: Official) -> None:  # noqa: F811
    save(official, "連携を強化する。")

    assert "気になる点" not in page(official, "/print")
    assert "気になる点あり" in page(official, "/print?notes=true")


def test_a_plan_is_resumed_where_somebody_wrote_last(official: Official) -> None:  # noqa: F811
    client, plan, _ = official
    assert client.get(f"{plan}/resume").headers["location"] == f"{plan}/premise"
    save(official, "望む場所で過ごせている。", cell="end_of_life/vision")

    assert client.get(f"{plan}/resume").headers["location"] == f"{plan}?scene=end_of_life&step=situation#cell-situation"


def test_stages_are_laid_out_and_the_chosen_one_is_marked(official: Official) -> None:  # noqa: F811
    shown = page(official, "/premise")

    assert [name in shown for name in ("整備期", "拡充期", "洗練期", "成熟期")] == [True] * 4
    assert re.search(r"拡充期 <span class=\"badge badge-on\">いまの段階", shown)


def test_measures_come_over_as_rows_and_nothing_is_overwritten(official: Official) -> None:  # noqa: F811
    save(official, "・様式をそろえる\n・多職種の研修を年2回開く", cell="daily/measures")
    assert "対応策を行に入れる" in page(official, "/cycle?scene=daily")
    assert "対応策を行に入れる" not in page(official, "/cycle?scene=daily&state=check")

    typed = {"measure": ["様式をそろえる", ""], "date": ["2026-09", ""], "note": ["案を確かめた", ""], "bring": "1"}
    assert post(official, "/scenes/daily/cycle/do", **typed)[0] == 303
    after = page(official, "/cycle?scene=daily")

    assert re.findall(r'name="measure" value="([^"]*)"', after) == ["様式をそろえる", "多職種の研修を年2回開く", ""]
    assert "案を確かめた" in after
    assert "対応策を行に入れる" not in after


def test_the_training_takes_over_the_measures_that_speak_of_it(official: Official) -> None:  # noqa: F811
    save(official, "・様式をそろえる\n・多職種の研修を年2回開く", cell="daily/measures")
    assert "対応策を行に入れる" in page(official, "/training")

    status, back, _ = post(official, "/training", step="summary", office="狙いは顔合わせ", summary="よかった", bring="1")
    after = page(official, "/training")

    assert (status, back) == (303, f"{official[1]}/training?step=office")
    assert ">狙いは顔合わせ\n・多職種の研修を年2回開く</textarea>" in after
    assert ">よかった</textarea>" in after
    assert "・様式をそろえる" not in after
    assert "対応策を行に入れる" not in after


def test_the_wide_picture_says_that_it_moves(official: Official) -> None:  # noqa: F811
    save(official, "望む人が家で暮らしている。")
    shown = page(official, "/overview")

    frame = re.search(r'<div class="picture-frame"[^>]*>', shown)
    assert frame is not None
    assert all(words in frame[0] for words in ('role="region"', 'tabindex="0"', "aria-label=", 'aria-describedby="more-daily"'))
    assert 'id="more-daily">横に動かせます' in shown

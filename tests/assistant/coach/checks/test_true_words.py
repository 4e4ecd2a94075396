"""What a finding says must be true of the cell it is about, and the most helpful one stands first."""

from __future__ import annotations

import pytest

from assistant.coach import Code, Finding, Scene, Severity, Step, Worksheet, check
from assistant.coach.checks.case import Case
from assistant.coach.checks.claims import shown
from assistant.coach.checks.features import extract


def found(step: Step, text: str) -> list[Finding]:
    return list(check(step, Scene.TRANSITION, text).findings)


@pytest.mark.parametrize(
    "text",
    [
        "退院支援ルールがないこと", "病院とケアマネの連絡票がない。", "夜間の相談窓口がまだありません", "住民への周知が十分にできていないこと",
        "急変時のマニュアルが未整備であること", "ACPの研修が行われていないため",
    ],
)  # fmt: skip
def test_a_means_that_is_missing_is_not_called_a_plan(text: str) -> None:
    (hint,) = found(Step.ISSUES, text)
    assert (hint.code, hint.severity) == (Code.NOT_LINKED, Severity.INFO)
    assert "困りごと" in hint.message


@pytest.mark.parametrize(
    "text", ["退院支援ルールの作成", "連絡票をそろえること", "窓口がないので、開設する。", "研修が不足しており、開催が必要である。"]
)  # fmt: skip
def test_what_is_to_be_made_is_called_one(text: str) -> None:
    (finding,) = found(Step.ISSUES, text)
    assert (finding.code, finding.severity) == (Code.SOLUTION_AS_ISSUE, Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        "連絡票がなく、退院の前の日に知らされるため、家の準備が間に合わない人がいる（ケアマネの聞き取り）。",
        "退院の日取りを誰が知らせるかの取り決めがなく、本人が家に着いてから電話が来るため（居宅調査）。",
        "夜の相談窓口が家族に知られておらず、熱が出ると119番するしかないため（消防の聞き取り）。",
    ],
)
def test_a_missing_means_with_what_follows_from_it_is_a_cause(text: str) -> None:
    assert found(Step.ISSUES, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "高齢化率が高い",
        "独り暮らしが増えている。",
        "在宅医が少ない",
        "介護する人も高齢になっている。",
        "介護度の重い人が多い。",
        "往診が足りない",
    ],
)
def test_no_comparison_is_spoken_of_where_none_stands(text: str) -> None:
    codes = [one.code for one in found(Step.SITUATION, text)]
    assert Code.NATIONAL_AVERAGE_ONLY not in codes
    assert codes[0] is Code.SPECULATION_ONLY


@pytest.mark.parametrize(
    "text",
    [
        "高齢化率は県平均より高く、問題である。",
        "在宅医の数は全国の水準を下回っており、遅れている。",
        "訪問看護は県内で5番目に多く、足りている。",
    ],
)
def test_a_comparison_alone_is_spoken_of(text: str) -> None:
    assert [one.code for one in found(Step.SITUATION, text)] == [Code.NATIONAL_AVERAGE_ONLY]


@pytest.mark.parametrize(
    "text",
    [
        "アンケートで確認",
        "KDBのデータにより把握",
        "年度末に関係者へのヒアリングを行う",
        "協議会で検証する。",
        "・遺族調査を実施",
        "聞き取りで評価",
    ],
)
def test_how_to_look_without_what_to_look_at_is_vague(text: str) -> None:
    (finding,) = found(Step.EVALUATION, text)
    assert finding.code is Code.TOO_VAGUE
    assert "何がどうなれば" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "「困らなかった」と答えた家族の割合（令和6年度52％、退院後アンケート）",
        "退院後1週間の電話で困りごとがあった人の数（令和6年度31人、包括の記録）で確かめる。",
        "夜間の119番のうち相談後に取り消した件数（R6 14件、消防の記録）を毎年見る。",
    ],
)
def test_an_indicator_with_its_survey_is_not(text: str) -> None:
    assert found(Step.EVALUATION, text) == []


def test_a_source_is_not_claimed_where_only_a_survey_is_named() -> None:
    (hint,) = found(Step.EVALUATION, "退院後に困った人の割合（退院後アンケート）")
    assert hint.code is Code.NO_BASELINE
    assert "出典" not in hint.message


@pytest.mark.parametrize(
    ("code", "step", "text"),
    [
        (Code.SOLUTION_AS_ISSUE, Step.ISSUES, "連絡先が分からない。"),
        (Code.NATIONAL_AVERAGE_ONLY, Step.SITUATION, "高齢者が多い。"),
        (Code.HOME_DEATH_RATE_TARGET, Step.VISION, "家で暮らせる。"),
        (Code.PROVIDER_VIEW_ONLY, Step.ISSUES, "本人が夜に眠れない。"),
        (Code.SPECULATION_ONLY, Step.SITUATION, "一人暮らしは312人いる。"),
        (Code.ALL_AT_ONCE, Step.GOALS, "家で眠れる人を増やす。"),
        (Code.NO_DEADLINE, Step.GOALS, "令和8年度末までに家で眠れる人を増やす。"),
        (Code.NO_PARTNER, Step.MEASURES, "医師会が当番を決める。"),
        (Code.NO_BASELINE, Step.EVALUATION, "家で眠れる人の割合（令和6年度52％、家族調査）"),
    ],
)
def test_the_second_reader_finds_nothing_that_the_words_would_deny(code: Code, step: Step, text: str) -> None:
    assert not shown(code, Case(step=step, scene=Scene.DAILY, features=extract(text)))


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step.MEASURES, "がんばる"), (Step.MEASURES, "精一杯努力する。"), (Step.MEASURES, "鋭意、調整を進める"), (Step.MEASURES, "適宜対応"),
        (Step.GOALS, "全力を尽くす"), (Step.VISION, "何とか頑張りたい"), (Step.EVALUATION, "しっかり評価する"), (Step.ISSUES, "努力不足"),
    ],
)  # fmt: skip
def test_empty_words_are_called_empty_before_anything_is_missed(step: Step, text: str) -> None:
    assert found(step, text)[0].code is Code.TOO_VAGUE


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.SHARING])
@pytest.mark.parametrize(
    "text",
    [
        "未定",
        "検討中。",
        "特になし",
        "同上",
        "別紙のとおり",
        "後日記入",
        "○○○",
        "・なし",
        "（未定）",
        "現在調整中です。",
    ],
)
def test_what_stands_for_an_empty_cell_is_all_that_is_said(step: Step, text: str) -> None:
    (finding,) = found(step, text)
    assert finding.code is Code.TOO_VAGUE
    assert finding.message.endswith(("まだ書かれていません。", "まだ何も書かれていません。"))


@pytest.mark.parametrize(
    ("step", "text", "code"),
    [
        (Step.MEASURES, "市が医師会と相談窓口を検討中。", Code.NO_DEADLINE),
        (Step.MEASURES, "別紙の当番表を市と医師会で見直す。", Code.NO_DEADLINE),
        (Step.ISSUES, "本人の望みが不明のまま退院する人が14人いる（連携室）。", Code.NO_GAP),
    ],
)
def test_the_same_words_within_a_text_are_read(step: Step, text: str, code: Code) -> None:
    assert [one.code for one in found(step, text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "めざすのは、夜も慌てずに過ごせること。",
        "退院した日から困らない姿をめざす。",
        "家族も本人も家で暮らせている。",
        "望む場所で最期を迎えられること",
        "入院しても早く帰れる町を理想とする。",
    ],
)
def test_a_vision_in_place_of_the_gap_is_called_one(text: str) -> None:
    (finding,) = found(Step.ANALYSIS, text)
    assert finding.code is Code.NO_GAP
    assert finding.message.startswith("めざす姿は分かりますが")


@pytest.mark.parametrize(
    "text",
    [
        "夜も慌てずに過ごせる姿をめざすが、家族の6割が電話する先を知らない（介護者調査）。",
        "退院した日から困らない姿に対し、14人が3日以上を用具なしで過ごしていた（包括の記録）。",
        "望む場所で最期を迎えられる姿には届いていない。望みを聞かれた人は41人中12人（施設の記録）。",
    ],
)
def test_a_vision_with_how_far_it_is_passes(text: str) -> None:
    assert found(Step.ANALYSIS, text) == []


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step.ISSUES, "高齢化"), (Step.ISSUES, "人材不足"), (Step.MEASURES, "研修"), (Step.MEASURES, "・ICT"), (Step.EVALUATION, "満足度"),
        (Step.GOALS, "連携"),
    ],
)  # fmt: skip
def test_a_heading_alone_is_called_so(step: Step, text: str) -> None:
    first = found(step, text)[0]
    assert first.code is Code.TOO_VAGUE
    assert f"「{text.lstrip('・')}」" in first.message


@pytest.mark.parametrize(
    "text",
    [
        "長寿課・包括：市外の病院の連携室を7月に回る。", "医師会と薬剤師会：10月までに残薬の流れを決める。", "病棟師長会（3病院）：9月に締切を決める。",
        "・訪問看護連絡会：6月に当番を組む", "7月から残薬の袋を配る。取りまとめは薬剤師会。",
    ],
)  # fmt: skip
def test_who_stands_before_a_colon_does_it(text: str) -> None:
    assert Code.NO_OWNER not in {one.code for one in found(Step.MEASURES, text)}


@pytest.mark.parametrize(
    "text", ["課題：夜の連絡先を7月に決める。", "研修会：7月に開く。", "対象：一人暮らしの方に7月から配る。"]
)
def test_what_stands_before_a_colon_does_nothing(text: str) -> None:
    assert Code.NO_OWNER in {one.code for one in found(Step.MEASURES, text)}


@pytest.mark.parametrize(
    "text",
    [
        "北部に往診できる診療所がなく、町なかの医師も片道50分かかるため回れない（医師会の聞き取り）。",
        "島には夜に来られる事業所がなく、船の便も朝までないため（訪問看護の話）。",
        "市内に口を診てくれる先生がおらず、歯科衛生士も一人で手が回らないため（歯科医師会）。",
    ],
)
def test_a_place_that_nobody_comes_to_is_no_burden_of_staff(text: str) -> None:
    assert found(Step.ISSUES, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ケアマネの書類が多く、残業が減らないため（連絡会調査）。",
        "北部の診療所の医師は会議が多く、休みが取れないため（医師会）。",
    ],
)
def test_a_burden_of_staff_stays_one(text: str) -> None:
    assert [one.code for one in found(Step.ISSUES, text)] == [Code.PROVIDER_VIEW_ONLY]


@pytest.mark.parametrize(
    "text",
    [
        "今年度末までに往診を断られる人を17人から10人に減らす。",
        "年度内に、望みを聞かれた人を3割から5割にする。",
        "来年3月までに、夜の連絡先を知る家族を38％から50％にする。",
    ],
)
def test_a_near_goal_is_not_missed_where_it_stands(text: str) -> None:
    assert Code.NO_DEADLINE not in {one.code for one in found(Step.GOALS, text)}


def test_the_year_of_the_plan_is_near_and_a_later_one_is_not() -> None:
    sheet = Worksheet(municipality="海風市", year=2025)
    hints = {
        year: check(
            Step.GOALS, Scene.DAILY, f"{year}末までに断られる人を17人から10人に減らす。", context=sheet
        ).findings
        for year in ("令和7年度", "R7年度", "2025年度", "令和8年度", "R9年度")
    }
    near = {year for year, findings in hints.items() if Code.NO_DEADLINE not in {one.code for one in findings}}
    assert near == {"令和7年度", "R7年度", "2025年度"}

"""Details, editions and names that a question asks for, told from those that it only mentions."""

from __future__ import annotations

import pytest

from assistant.answering.asked_for import asked_for, details_of, is_general


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("コーディネーターの給料は月いくらが相場ですか", {"money"}),
        ("さいれん会の年会費を教えてください", {"money"}),
        ("拠点は県内に何か所ありますか", {"count"}),
        ("次の段階へ進むのに何年かかったのですか", {"count"}),
        ("会議の事務局を市に戻したのは何年ですか", {"date"}),
        ("研修会議の開催日と会場はどこですか", {"date"}),
        ("修了した医師のうち何割が訪問診療を始めましたか", {"rate"}),
        ("在宅看取り率は？", {"rate"}),
        ("参加者数が知りたい", {"number"}),
        ("同意書のひな形をください", {"form"}),
        ("届出の要件は何ですか", {"legal_form"}),
        ("利用者IDの申請方法は", {"apply"}),
        ("担当課の電話番号を教えて", {"contact"}),
        ("病院の名前を全部挙げて", {"listing"}),
        ("相談件数を月別に出して", {"number", "statistic"}),
    ],
)
def test_a_question_after_a_detail(question: str, kinds: set[str]) -> None:
    assert {detail.kind for detail in details_of(question)} == kinds


@pytest.mark.parametrize(
    "question",
    [
        "なぜ看取り率を数値目標にしないのですか",
        "看取りの割合を「何%まで上げる」と書いてはいけないのはどうしてか",
        "財政課に、なぜ予算が続くのかと聞かれた。どう答えますか",
        "町村が何か所かで一緒に取り組むとき、どこが事務局ですか",
        "看取り率って目標にしていいですか",
        "最低限整えておく体制とは",
        "多職種研修では何をしますか",
    ],
)
def test_a_figure_that_is_only_mentioned_is_not_asked_for(question: str) -> None:
    assert details_of(question) == ()


def test_a_filler_has_the_counter_that_is_asked_for_or_its_like() -> None:
    (people,) = details_of("コーディネーターは何人いますか")
    assert people.filler.search("34名のコーディネーター")
    assert not people.filler.search("31拠点に置いた")


def test_editions_are_known_by_each_of_their_names() -> None:
    assert asked_for("手引きVer.4では").editions == (("ver.4", "ver4", "バージョン4"),)
    assert asked_for("医療計画は第八次から").editions == (("第八次", "第8次"),)
    assert asked_for("令和7年度の会議").editions == (("令和7年度", "2025年度"),)
    assert asked_for("令和7年度の会議").years == (2025,)
    assert asked_for("令和7年度の会議").places == ()


def test_names_and_compounds() -> None:
    asked = asked_for("釜石市のMCSの在宅療養支援診療所は")
    assert asked.places == ("釜石市",)
    assert asked.letters == ("mcs",)
    assert "在宅療養支援診療所" in asked.compounds


def test_numbers_and_kinds_of_answer_are_no_subject() -> None:
    assert is_general("12") and is_general("人数") and is_general("割合")
    assert not is_general("医師")

from __future__ import annotations

import pytest

from assistant.answering.question import kind_of, parts_of, stands_alone


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("なぜ市町村が取り組むのですか", "why"),
        ("会長から先に会う理由は", "why"),
        ("研修は誰が企画しますか", "role"),
        ("どうやって医師会に頼めばいい？", "how"),
        ("意見交換会はいつ開かれましたか", "fact"),
        ("住民から無理だと言われました。", "say"),
        ("統合されたケアとは", "what"),
    ],
)
def test_the_kind_follows_from_how_one_asks(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_a_single_question_has_no_halves() -> None:
    assert parts_of("医師会長に会う前に何を調べておくとよいですか") == ()


def test_two_documents_are_asked_one_by_one() -> None:
    parts = parts_of("基本テキストは委託をどう説き、大阪市の手引書は受託法人に何を求めていますか")
    assert len(parts) == 2
    assert all(part.frame for part in parts)
    assert "受託法人" not in parts[0].text
    assert "委託" not in parts[1].text.replace("受託", "")


def test_two_questions_are_asked_one_by_one() -> None:
    parts = parts_of("成果指標とはどんな指標ですか。そして研修会の参加者数はどの指標に当たりますか")
    assert len(parts) == 2
    assert "研修会の参加者数" in parts[1].text


def test_an_embedded_clause_is_no_second_question() -> None:
    assert parts_of("住民がどれだけ理解しているか、調査費を取らずに測る手はありますか") == ()


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [("これを専門職とも共有します。", False), ("現場の声をつかみやすいからです。", False), ("保健所は圏域を支えます。", True)],
)
def test_a_sentence_that_leans_on_another_is_known(sentence: str, alone: bool) -> None:
    assert stands_alone(sentence) is alone

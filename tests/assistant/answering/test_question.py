from __future__ import annotations

import pytest

from assistant.answering.question import asked_terms, compares, kind_of, parts_of, stands_alone


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
    [("これを専門職とも共有します。", False), ("現場の声をつかみやすいからです。", False), ("保健所は圏域を支えます。", True),
     ("県医師会の協力を得て実施しています。", False), ("地域ケア会議（市町村が開く会議は別です）で代えることもできます。", False),
     ("「顔が見える」段階から順に整理されています。", False), ("受託者としての組織も、医師会が担います。", True)],
)
def test_a_sentence_that_leans_on_another_is_known(sentence: str, alone: bool) -> None:
    assert stands_alone(sentence) is alone


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("NSTって？", "NST"),
        ("NSTは？", "NST"),
        ("NSTて何？", "NST"),
        ("MCSて何ですか", "MCS"),
        ("レスパイトってなに", "レスパイト"),
        ("レスパイトってなんですか？", "レスパイト"),
        ("在宅医療って、何", "在宅医療"),
        ("地域包括ケアとは何ぞや", "地域包括ケア"),
        ("「退院調整」の定義は", "退院調整"),
        ("KDBはどういう意味ですか", "KDB"),
        ("星取表は何ですか", "星取表"),
        ("星取表", "星取表"),
        ("SPO?", "SPO"),
        ("看取りって", "看取り"),
        ("二次連携は何のことですか", "二次連携"),
    ],
)
def test_the_meaning_of_a_term_is_asked_for_in_few_words(question: str, term: str) -> None:
    assert asked_terms(question) == (term,)


@pytest.mark.parametrize(
    "question",
    [
        "研修って何をすればいいの",
        "会議って何回開くの",
        "課題は？",
        "市町村の役割は？",
        "看取り率は？",
        "研修参加者数は？",
        "どうすればいいって",
        "医師会に話して何を頼む",
        "ありがとう",
    ],
)
def test_other_short_questions_ask_no_meaning(question: str) -> None:
    assert asked_terms(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "往診と訪問看護のちがい",
        "往診と訪問看護はちがう？",
        "往診と訪問看護の違いは何",
        "往診と訪問看護ってどう違うの",
        "往診と訪問看護は別物？",
        "往診と訪問看護は同じですか",
        "往診と訪問看護は同じもの？",
        "往診と訪問看護、何が違う",
        "往診と訪問看護とは何がちがいますか",
        "往診は訪問看護と同じ？",
        "往診は訪問看護とどう違いますか",
        "往診って訪問看護と一緒ですか",
    ],
)
def test_two_terms_are_to_be_told_apart(question: str) -> None:
    assert asked_terms(question) == ("往診", "訪問看護")
    assert compares(question)


@pytest.mark.parametrize("question", ["市と医師会は同じ目標を持つべきですか", "研修と会議は別々に開きますか"])
def test_what_two_do_alike_or_apart_is_no_comparison_of_terms(question: str) -> None:
    assert asked_terms(question) == ()

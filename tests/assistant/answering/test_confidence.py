"""When the documents hold an answer and when they do not, on the shipped guide and one invented document."""

from __future__ import annotations

import pytest

from assistant.answering.confidence import FEATURES, confidence, features
from assistant.app import Assistant


def seen(assistant: Assistant, question: str) -> dict[str, float]:
    query = assistant.retriever.query(question, assistant.glossary.expand(question))
    return features(assistant.retriever.find(query), assistant.retriever, assistant.newest_year)


def sure(assistant: Assistant, question: str) -> bool:
    weights = assistant.retriever.weights
    return confidence(seen(assistant, question), weights.confidence) >= weights.threshold


@pytest.mark.parametrize(
    "question",
    [
        "海風市では夜間の電話は誰が最初に受けますか",
        "海風市の当番は何曜日に交代しますか",
        "海風市の当番表は毎月何日までに送られますか",
        "海風市で当番を引き受けると一晩いくらもらえますか",
        "海風市の休日の当番の金額はいくらですか",
        "海風市の夜間の連絡体制を教えて",
    ],
)
def test_an_own_document_without_notes_can_be_asked(built_assistant: Assistant, question: str) -> None:
    assert sure(built_assistant, question)


@pytest.mark.parametrize(
    "question",
    [
        "海風市の健康支援課の電話番号を教えてください",
        "海風市の令和9年度の予算総額はいくらですか",
        "手引きVer.4ではどこが変わったんでしょうか",
        "医療計画は第八次からどこが変わりましたか",
        "新潟県のコーディネーターの時給はいくらですか",
        "鹿児島県ではコーディネーターを何か所に何人置いていますか",
        "医療介護情報を共有するときの患者同意書のひな形をください",
    ],
)
def test_the_subject_alone_is_no_answer(built_assistant: Assistant, question: str) -> None:
    assert not sure(built_assistant, question)


@pytest.mark.parametrize("question", ["1", "?", "は", "人", "何人ですか", "それは？", "wwww", "asdf", "123456", "どうすればいい？"])
def test_what_says_nothing_is_not_answered(built_assistant: Assistant, question: str) -> None:
    assert seen(built_assistant, question)["blank"] == 1
    assert built_assistant.ask(question).status != "answered"


@pytest.mark.parametrize("question", ["医師", "MCS", "看取り率 目標"])
def test_a_single_known_word_is_a_question(built_assistant: Assistant, question: str) -> None:
    assert sure(built_assistant, question)


def test_what_a_note_is_asked_with_is_answered_whatever_it_asks_for(built_assistant: Assistant) -> None:
    notes = built_assistant.generation.notes.values()
    refused = [unit.note.title for unit in notes if not sure(built_assistant, unit.note.title)]
    assert refused == []


def test_a_detail_is_judged_by_the_sentence_that_gives_it(built_assistant: Assistant) -> None:
    given = seen(built_assistant, "海風市の平日の当番の金額はいくらですか")
    assert given["detail"] == 1 and given["covered"] == 0
    missing = seen(built_assistant, "海風市の職員の月給はいくらですか")
    assert missing["filled"] < given["filled"] and missing["unfilled"] > given["unfilled"]


def test_a_name_counts_only_where_the_rest_is_said_of_it(built_assistant: Assistant) -> None:
    known = seen(built_assistant, "柏市の会議では何を話し合いますか")
    other = seen(built_assistant, "佐渡市の会議では何を話し合いますか")
    assert known["covered"] > other["covered"] == 0
    assert (known["elsewhere"], other["elsewhere"]) == (0, 1)


def test_confidence_is_a_probability_of_the_fitted_features() -> None:
    weights = {"bias": 0.0, "covered": 2.0, "unknown_to_the_fit": 9.0}
    assert confidence(dict.fromkeys(FEATURES, 0.0), weights) == pytest.approx(0.5)
    assert confidence({"covered": 1.0, "unknown_to_the_fit": 1.0}, weights) == pytest.approx(1 / (1 + 2.718281828**-2))
    assert confidence({"covered": 1.0, "blank": 1.0}, weights) == 0.0
    assert confidence({"anticipated": 1.0}, {"bias": -9.0}) == 1.0

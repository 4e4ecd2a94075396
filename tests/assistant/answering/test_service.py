"""What a user gets, on the shipped guide and one invented document (the five source documents are not installed)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.app import Assistant
from assistant.errors import QuestionError
from assistant.retrieval.retriever import Found
from assistant.types import Answer

QUESTIONS = (
    "なぜ看取り率を数値目標にしないのですか",
    "医師会長に会う前に何を調べておくとよいですか",
    "保健所は市町村をどう支えますか",
    "多職種研修のグループには医師を何人置きますか",
    "基本テキストは委託をどう説き、大阪市の手引書は受託法人に何を求めていますか",
    "在支診の数だけ見てればいい？",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_short_and_every_sentence_of_it_is_cited(built_assistant: Assistant, question: str) -> None:
    answer = built_assistant.ask(question)
    assert answer.status == "answered"
    assert 0 < len(answer.text) <= 600
    for sentence in re.findall(r"[^。]+。(?:\[\d+\])*", answer.text):
        assert re.search(r"\[\d+\]", sentence) or "。「" in sentence or "」" in sentence, sentence
    assert answer.sections[0].layer in ("conclusion", "side")
    assert _cited(answer) == {citation.number for citation in answer.citations}


def _cited(answer: Answer) -> set[int]:
    texts = [answer.text, *(section.text for section in answer.sections)]
    return {int(number) for text in texts for number in re.findall(r"\[(\d+)\]", text)}


def test_a_why_question_brings_words_for_one_s_own_town(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("なぜ看取り率を数値目標にしないのですか")
    assert [section.label for section in answer.sections][:3] == ["結論", "理由", "自市での言い方"]
    assert "「" in answer.sections[2].text


def test_a_comparison_sets_what_each_document_says_side_by_side(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("事業項目の扱いは、2016年度の基本テキストと2023年の国の資料でどう違いますか")
    sides = {section.label: section.text for section in answer.sections if section.layer == "side"}
    assert {"基本テキスト（2016年度）", "国の研修会議資料（2023年）"} <= set(sides)
    assert all("2023年の資料" not in text for label, text in sides.items() if "2016" in label)


def test_an_answer_stands_on_the_chosen_documents_alone(built_assistant: Assistant) -> None:
    answering = built_assistant.answering_with(built_assistant.retriever)
    for question in (*QUESTIONS, "保健所の役割は？", "ACPとは何ですか", "夜間の電話の当番は何曜日に交代しますか"):
        chosen = frozenset({"coordinator-report-2019"})
        answer = answering.ask(question, documents=chosen)
        assert {citation.document_id for citation in answer.citations} <= chosen
        assert {evidence.document_id for evidence in answer.evidence} <= chosen
    assert answering.ask("保健所はなぜ必要ですか", documents=chosen).status == "answered"


def test_a_role_whose_documents_no_note_stands_on_is_answered_all_the_same(
    built_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering = built_assistant.answering_with(built_assistant.retriever)
    find = answering.find

    def without_notes(question: str, documents: frozenset[str] = frozenset()) -> tuple[Found, list[Found]]:
        whole, parts = find(question, documents)
        return replace(whole, notes=()), [replace(part, notes=()) for part in parts]

    monkeypatch.setattr(answering, "find", without_notes)
    answer = answering.ask("保健所の役割は？")
    assert (answer.status, answer.sections[0].layer) == ("answered", "role")
    assert answer.suggestions == ()


def test_a_number_asked_for_stands_in_the_conclusion(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("コーディネーターの人数は何人ですか")
    assert re.search(r"\d+名", answer.sections[0].text)


def test_a_term_is_defined_first_and_with_its_place(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("ACPとは何ですか")
    first = answer.sections[0]
    assert first.layer == "conclusion"
    assert "前もって" in first.text
    assert first.citations
    assert all("ACP" in section.text for section in answer.sections)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("在支診とは何ぞや", "在支診（在宅療養支援診療所）："),
        ("KPIって？", "KPI（評価指標）："),
        ("アウトプットは何ですか", "アウトプット（活動指標）："),
        ("看取りって何ですか", "亡くなりゆく"),
    ],
)
def test_a_term_under_another_name_says_what_it_was_taken_for(
    built_assistant: Assistant, question: str, label: str
) -> None:
    answer = built_assistant.ask(question)
    assert answer.status == "answered"
    assert answer.sections[0].text.startswith(label)


def test_two_terms_are_told_apart_under_the_names_asked_for(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("アウトプットとアウトカムのちがいは？")
    labels = [section.label for section in answer.sections if section.layer == "side"]
    assert labels == ["アウトプット（活動指標）", "アウトカム（成果指標）"]


@pytest.mark.parametrize(
    "question",
    [
        "来年度の往診料は何点ですか",
        "うちの町の訪問看護ステーションの数は？",
        "私の市の高齢化率を教えて",
        "訪問リハビリの人員基準は何人？",
        "厚労省の老人保健課の課長は誰ですか",
        "県の担当者の名前は",
        "柏市の人口は",
        "相談窓口の電話",
        "県のホームページのURLを教えて",
        "拠点のFAXは",
        "コーディネーターの月給は",
        "拠点を置くといくらかかりますか",
    ],
)
def test_a_detail_that_no_document_gives_is_not_made_up(built_assistant: Assistant, question: str) -> None:
    assert built_assistant.ask(question).status == "no_evidence"


@pytest.mark.parametrize("question", ["縦割りって何ですか", "老老介護とは", "丸投げって何？", "エンディングノートって？"])
def test_a_word_that_people_use_for_a_term_is_not_defined_as_the_term(built_assistant: Assistant, question: str) -> None:
    answer = built_assistant.ask(question)
    assert not answer.text.startswith(tuple(f"{word}（" for word in ("縦割り", "老老介護", "丸投げ", "エンディングノート")))
    assert "異なる部署が力を合わせる" not in answer.text.split("。")[0]


@pytest.mark.parametrize(
    ("question", "said"), [("ACPって？", "前もって繰り返し話し合う"), ("KPIとは", "指標"), ("アウトプットって何ですか", "どれだけ行ったか")]
)
def test_another_name_of_a_term_is_defined(built_assistant: Assistant, question: str, said: str) -> None:
    assert said in built_assistant.ask(question).sections[0].text


def test_two_names_of_one_thing_are_told_to_be_one(built_assistant: Assistant) -> None:
    first = built_assistant.ask("ACPと人生会議はちがうの？").sections[0]
    assert first.text.startswith("ACP（人生会議）：")


def test_what_did_not_speak_yet_is_offered_and_nothing_else(built_assistant: Assistant) -> None:
    defined = built_assistant.ask("ACPって？")
    found = built_assistant.retriever.find(built_assistant.retriever.query("ACPって？", ("人生会議",)))
    assert defined.suggestions[0] in [built_assistant.generation.notes[unit].note.title for unit, _ in found.notes[:3]]
    title = "なぜ看取り率を数値目標にしないのですか"
    assert title not in built_assistant.ask(title).suggestions


def test_without_the_document_the_place_is_named_and_no_quote_invented(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("なぜ看取り率を数値目標にしないのですか")
    citation = answer.citations[0]
    assert citation.document_id == "basic-textbook-2016"
    assert citation.section == "Ⅱ-6-(2)"
    assert citation.quote == ""
    assert any("入っていない" in warning for warning in answer.warnings)
    assert {evidence.kind for evidence in answer.evidence if evidence.document_id == "basic-textbook-2016"} <= {"note"}


def test_an_own_document_answers_with_its_own_words(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("海風市では夜間の電話の当番は何曜日に交代しますか")
    assert "火曜日" in answer.text
    citation = answer.citations[0]
    assert (citation.document_id, citation.note_id) == ("umikaze", None)
    assert built_assistant.generation.holds("umikaze", citation.quote)
    assert "火曜日" in answer.evidence[0].text


def test_quotes_are_verbatim(built_assistant: Assistant) -> None:
    for question in (*QUESTIONS, "海風市の休日の当番の金額はいくらですか"):
        for citation in built_assistant.ask(question).citations:
            assert not citation.quote or built_assistant.generation.holds(citation.document_id, citation.quote)


@pytest.mark.parametrize("question", ["おいしいカレーの作り方", "来週の競馬の予想をして", "2026年度の診療報酬の点数表をください"])
def test_what_the_documents_do_not_hold_is_said_so(built_assistant: Assistant, question: str) -> None:
    answer = built_assistant.ask(question)
    assert answer.status != "answered"
    assert answer.citations == ()
    assert answer.evidence == ()
    assert "[" not in answer.text


def test_after_an_abstention_the_nearest_questions_can_be_answered(built_assistant: Assistant) -> None:
    answer = built_assistant.ask("来年度の在宅医療の診療報酬の点数は何点になりますか")
    if answer.status == "no_evidence":
        assert len(answer.suggestions) == 3
        assert all(built_assistant.ask(suggestion).status == "answered" for suggestion in answer.suggestions)


@pytest.mark.parametrize("question", ["", "  \n ", "長" * 2001])
def test_a_question_that_is_none_is_refused(built_assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        built_assistant.ask(question)


def test_the_same_question_gets_the_same_answer(built_assistant: Assistant) -> None:
    one, other = (built_assistant.ask(QUESTIONS[1]) for _ in range(2))
    assert (one.text, one.citations, one.evidence) == (other.text, other.citations, other.evidence)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_gets_an_answer_of_the_agreed_form(built_assistant: Assistant, question: str) -> None:
    try:
        answer = built_assistant.ask(question)
    except QuestionError:  # nothing but characters that nobody sees
        return
    assert len(answer.text) <= 600
    assert _cited(answer) <= {citation.number for citation in answer.citations}

"""Answers about roles: short, labelled by scheme, every sentence with the place it stands on."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import QuestionError, UsageError
from assistant.knowledge.roles import RoleTable
from assistant.roles.grounds import Grounds
from assistant.roles.service import Roles
from assistant.types import Answer

QUESTIONS = (
    "コーディネーターは何をする人？",
    "保健所の役割は？",
    "受託法人は何を整える？",
    "市の役割は",
    "研修の企画は市町村と医師会どちらの仕事？",
    "新潟のコーディネーターと大阪の区役所の違い",
    "国と都道府県と市町村の役割分担",
    "相談窓口は誰の仕事？",
)


def _asked(roles: Roles, *names: str, task: str | None = None, scheme: str | None = None) -> Answer:
    return roles.answer(roles.read(names, task, scheme))


def _labelled(answer: Answer) -> dict[str, str]:
    return {section.label: section.text for section in answer.sections}


def _uncited(text: str) -> list[str]:
    return re.findall(r"[^。\]]+。(?!\[)", text)


def _check_numbers(answer: Answer) -> None:
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for section in answer.sections:
        numbers = list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", section.text)))
        assert numbers == list(section.citations)
    first = list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", answer.text)))
    assert first == sorted(first)
    assert len(first) == len(answer.citations)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_short_and_every_sentence_is_cited(roles: Roles, question: str) -> None:
    answer = _asked(roles, question)
    assert answer.status == "answered"
    assert len(answer.text) <= 600
    assert _uncited(answer.text) == []
    _check_numbers(answer)


@pytest.mark.parametrize("question", QUESTIONS)
def test_quotes_are_verbatim_where_the_documents_are_installed(
    installed_roles: Roles, grounds: Grounds, question: str
) -> None:
    answer = _asked(installed_roles, question)
    for citation in answer.citations:
        assert citation.quote in grounds.passage(citation.passage_id).text.replace("\n", "")
    assert {evidence.kind for evidence in answer.evidence} == {"source"}
    assert answer.warnings == ()


def test_every_duty_of_the_table_finds_its_quote(table: RoleTable, grounds: Grounds) -> None:
    lost = [cell for cell in table.cells if cell.source and not grounds.of(cell.source)]
    assert lost == []


def test_every_actor_has_an_answer_and_its_suggestions_can_be_asked(table: RoleTable, roles: Roles) -> None:
    for actor in table.actors:
        answer = _asked(roles, actor.name)
        assert answer.status == "answered"
        assert len(answer.text) <= 600
        for suggestion in answer.suggestions:
            assert _asked(roles, suggestion).status == "answered", suggestion


def test_an_answer_tells_schemes_apart_and_what_is_not_laid_down(small_roles: Roles) -> None:
    said = _labelled(_asked(small_roles, "健康支援課"))
    assert list(said) == ["海風市（実施要綱）", "山根町の例", "共通", "違い", "規定なし"]
    assert "「当番表の作成」は、海風市、山根町の例に共通" in said["共通"]
    assert said["違い"].startswith("「費用の支払い」は、海風市に定めがあり、山根町の例では")
    assert said["規定なし"] == "「振り返り」（山根町の例）は、資料に定めがありません"


def test_what_is_installed_is_quoted_and_what_is_not_is_named_only(small_roles: Roles) -> None:
    answer = _asked(small_roles, "健康支援課")
    quotes = {citation.document_id: citation.quote for citation in answer.citations}
    assert quotes["plan"].startswith("当番は火曜日に交代し") or quotes["plan"].startswith("支払いは")
    assert quotes["report"] == ""
    assert [citation.section for citation in answer.citations if citation.document_id == "report"] == ["第2章"]
    assert any("入っていない" in warning for warning in answer.warnings)
    assert {(evidence.document_id, evidence.kind) for evidence in answer.evidence} == {
        ("plan", "source"),
        ("report", "note"),
    }


def test_duties_on_one_sentence_share_a_number(small_roles: Roles) -> None:
    answer = _asked(small_roles, "調整窓口", "健康支援課", task="当番", scheme="海風市")
    assert [citation.number for citation in answer.citations] == [1]


def test_a_task_and_a_scheme_narrow_the_answer(roles: Roles) -> None:
    assert list(_labelled(_asked(roles, "保健所", task="研修"))) == ["栃木県（在宅医療推進支援センター）", "規定なし"]
    assert set(_labelled(_asked(roles, "コーディネーター", scheme="大阪"))) <= {
        "大阪市（コーディネーター手引書ver.3.0）",
        "規定なし",
    }


def test_duties_that_say_what_is_asked_come_first(roles: Roles) -> None:
    answer = _asked(roles, "栃木県では誰が研修後のフォローアップをするのか")
    assert "フォロー" in answer.sections[0].text
    assert answer.sections[0].label in ("保健所（栃木県）", "在宅医療推進支援センター（栃木県）")


def test_which_of_two_has_the_task_is_said_first(roles: Roles) -> None:
    answer = _asked(roles, "研修の企画は市町村と医師会どちらの仕事？")
    assert [section.label for section in answer.sections] == ["共通", "市町村", "郡市区医師会"]
    answer = _asked(roles, "受託法人", "区役所", task="進捗管理")
    assert "受託法人の側だけ" in answer.sections[0].text


def test_a_side_of_which_nothing_is_known_is_not_said_to_have_no_duty(roles: Roles) -> None:
    said = _labelled(_asked(roles, "受託法人", "区役所", task="進捗管理"))
    assert said["区役所"] == "役割の一覧に載せていません"


@pytest.mark.parametrize("name", ["消防署", "消防署の役割は？", "県医師会長"])
def test_an_unknown_actor_gets_the_nearest_three(roles: Roles, name: str) -> None:
    answer = _asked(roles, name)
    assert answer.status == "no_evidence"
    assert answer.citations == ()
    assert len(answer.suggestions) == 3
    assert all(_asked(roles, suggestion).status == "answered" for suggestion in answer.suggestions)


def test_one_unknown_name_in_a_comparison_is_told(roles: Roles) -> None:
    answer = _asked(roles, "保健所", "消防署")
    assert answer.status == "no_evidence"
    assert "消防署" in answer.text


def test_a_typing_error_is_told(roles: Roles) -> None:
    answer = _asked(roles, "コーデネーター")
    assert answer.status == "answered"
    assert answer.warnings[0] == "「コーデネーター」を「コーディネーター」と読み替えました。"


@pytest.mark.parametrize(("task", "scheme"), [("宇宙開発", None), (None, "火星")])
def test_an_unknown_task_or_scheme_is_refused_with_the_nearest(
    roles: Roles, task: str | None, scheme: str | None
) -> None:
    with pytest.raises(UsageError) as refusal:
        roles.read(["保健所"], task, scheme)
    assert str(task or scheme) in str(refusal.value.details["hint"])


@pytest.mark.parametrize("name", ["", "  ", "あ" * 2001])
def test_an_empty_or_endless_name_is_refused(roles: Roles, name: str) -> None:
    with pytest.raises(QuestionError):
        roles.read([name])


def test_a_comparison_without_names_is_refused(roles: Roles) -> None:
    with pytest.raises(UsageError):
        roles.read([])


def test_only_gaps_are_no_answer_but_are_shown(roles: Roles) -> None:
    answer = _asked(roles, "保健所", scheme="大阪市")
    assert answer.status == "no_evidence"
    assert "資料に定めがありません" in answer.text
    assert "保健所の役割は何ですか" in answer.suggestions


def test_what_nobody_looked_at_is_not_called_a_gap(roles: Roles) -> None:
    answer = _asked(roles, "住民", task="指針", scheme="大阪市")
    assert answer.status == "no_evidence"
    assert "役割がないという意味ではありません" in answer.text


def test_half_an_answer_leads_where_only_the_role_is_asked_for(roles: Roles) -> None:
    lead = roles.lead("保健所の役割は？")
    assert lead is not None
    assert [section.label for section in lead.sections] == ["役割"]
    assert len(lead.text) <= 310
    assert _uncited(lead.sections[0].text) == []


@pytest.mark.parametrize(
    "question",
    ["なぜ看取り率を数値目標にしないのですか", "市町村と医師会の役割の違い", "研修は誰の仕事ですか", "消防署の役割は"],
)
def test_other_questions_get_no_lead(roles: Roles, question: str) -> None:
    assert roles.lead(question) is None


@given(st.text(min_size=1, max_size=80).filter(str.strip))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_whatever_is_asked_there_is_an_answer_object(roles: Roles, question: str) -> None:
    answer = _asked(roles, question)
    assert answer.text
    assert len(answer.text) <= 600 or answer.status == "no_evidence"


def test_two_tasks_in_one_question_are_both_answered(roles: Roles) -> None:
    answer = _asked(roles, "相談支援と研修は誰がやる")
    assert [section.label for section in answer.sections] == ["相談支援", "研修の企画・実施"]
    assert all(section.text.startswith("市町村は、") for section in answer.sections)
    assert len(answer.text) <= 600
    assert _uncited(answer.text) == []


def test_two_tasks_of_one_actor_are_both_told(roles: Roles) -> None:
    text = _asked(roles, "医師会は研修と相談支援で何をする").text
    assert "研修" in text and "相談窓口" in text


def test_purpose_leads_and_outsourcing_follows(roles: Roles) -> None:
    text = _asked(roles, "市町村の役割は").text
    assert "主体的" in text.split("。")[0]
    assert "委託" not in text.split("。")[0]


def test_one_scheme_is_told_in_a_sentence_with_its_subject(roles: Roles) -> None:
    one = roles.answer(roles.read(["コーディネーター"], "研修", "埼玉県"))
    gap = roles.answer(roles.read(["コーディネーター"], "普及啓発", "新潟県"))
    assert one.sections[0].text.startswith("コーディネーターは、")
    assert gap.sections[0].label == "規定なし"
    assert gap.sections[0].text == "新潟県では、コーディネーターの「住民への普及啓発」について、資料に定めがありません"


def test_where_nothing_is_named_whose_task_it_is_can_be_asked(roles: Roles) -> None:
    answer = _asked(roles, "誰の仕事？")
    assert answer.status == "no_evidence"
    assert all(_asked(roles, question).status == "answered" for question in answer.suggestions)
    assert len(answer.suggestions) == 3

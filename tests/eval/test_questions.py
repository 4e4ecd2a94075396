"""The evaluation set as it is read, ours and from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.questions import ABSTENTION, HOLDOUT, EvidenceItem, load_questions

LINE = {
    "id": "why-1",
    "category": "why",
    "question": "なぜ火曜日に交代するのですか",
    "answerable": True,
    "evidence": [{"document": "umikaze", "anchor": "火曜日に交代"}],
    "evidence_mode": "any",
    "key_facts": [["火曜日"]],
    "expected": "火曜日に交代します。",
    "split": "dev",
}


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def test_our_own_form(tmp_path: Path) -> None:
    (question,) = load_questions(written(tmp_path, LINE))
    assert question.evidence == (EvidenceItem(document="umikaze", anchor="火曜日に交代"),)
    assert question.key_facts == (("火曜日",),)
    assert question.split == "dev"


def test_a_file_from_outside_may_say_less_and_name_files(tmp_path: Path) -> None:
    line = {"id": 7, "question": "いつ交代しますか", "evidence": [{"doc": "umikaze.txt", "quote": "当番は火曜日に交代"}],
            "key_facts": ["火曜日"], "remark": "of their own"}  # fmt: skip
    (question,) = load_questions(written(tmp_path, line))
    assert question.id == "7"
    assert question.answerable
    assert question.evidence == (EvidenceItem(document="umikaze", anchor="当番は火曜日に交代"),)
    assert question.key_facts == (("火曜日",),)
    assert question.split == "test"


def test_without_evidence_a_question_counts_as_unanswerable(tmp_path: Path) -> None:
    (question,) = load_questions(written(tmp_path, {"id": "u", "question": "来年の予算はいくらですか"}))
    assert not question.answerable


def test_a_split_is_picked_out(tmp_path: Path) -> None:
    path = written(tmp_path, LINE, {**LINE, "id": "why-2", "split": "test"})
    assert [question.id for question in load_questions(path, split="test")] == ["why-2"]
    assert len(load_questions(path)) == 2


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "x"},
        {**LINE, "question": ""},
        {**LINE, "evidence_mode": "some"},
        {**LINE, "evidence": [{"document": "d"}]},
        {**LINE, "split": "train"},
        ["not", "an", "object"],
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, bad: object) -> None:
    with pytest.raises(UsageError, match="questions.jsonl:2") as caught:
        load_questions(written(tmp_path, LINE, bad))
    assert "2行目" in str(caught.value.details["hint"])


def test_an_id_must_not_come_twice(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="comes twice"):
        load_questions(written(tmp_path, LINE, LINE))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        load_questions(tmp_path / "nowhere.jsonl")


def test_the_shipped_set_is_split_in_half_and_fixed() -> None:
    dev, test = load_questions(split="dev"), load_questions(split="test")
    assert abs(len(dev) - len(test)) <= 2
    assert {question.category for question in dev} == {question.category for question in test}


def test_the_questions_for_fitting_are_development_questions_of_both_kinds() -> None:
    more = load_questions(ABSTENTION)
    assert {question.split for question in more} == {"dev"}
    assert sum(not question.answerable for question in more) >= 100
    assert sum(question.answerable for question in more) >= 40


def test_the_holdout_shares_no_question_with_what_is_fitted_on() -> None:
    fitted = {question.question for question in (*load_questions(ABSTENTION), *load_questions(split="dev"))}
    held = load_questions(HOLDOUT)
    assert not fitted & {question.question for question in held}
    assert {question.split for question in held} == {"test"}
    assert sum(not question.answerable for question in held) >= 40
    assert sum(question.answerable for question in held) >= 40


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"id": "b", "question": "q", "evidence": [{"doc": "d"}]}, "evidence[1].quote がありません"),
        ({"id": "b", "question": "q", "evidence": {"doc": "d", "quote": "t"}}, "evidence は一覧"),
        ({"id": "b", "question": "q", "split": "train"}, "split は dev / test"),
        ({"id": "b", "question": "q", "answerable": "maybe"}, "answerable は true か false"),
        ({"id": "b"}, "question がありません"),
        ({"id": "b", "question": "あ" * 5_000}, "長すぎます"),
        ([{"id": "b", "question": "q"}], "1行に1問"),
        ("not an object", "1行に1問"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_its_number_and_field(
    tmp_path: Path, line: object, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        load_questions(written(tmp_path, LINE, line))
    hint = str(caught.value.details["hint"])
    assert "2行目" in hint and said in hint
    assert "{" not in hint

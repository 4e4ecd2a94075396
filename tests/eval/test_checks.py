"""What the checks refuse; and that the shipped set passes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.knowledge.notes import read_notes
from assistant.resources import corpus_root
from assistant.types import Note, NoteSection, NoteSource
from eval.checks import REQUIRED, check, closeness
from eval.overlap import Overlap
from eval.questions import ABSTENTION, EvidenceItem, Question, load_questions

NOTE = Note(
    id="duty-changes", theme="t", title="当番は何曜日に交代しますか", kind="fact",
    questions=("訪問看護ステーションの夜間の当番は何曜日に交代しますか",),
    sources=(NoteSource(document_id="umikaze", section="1", anchor="火曜日に交代"),),
    sections=(NoteSection(label="内容", text="火曜日です。[1]"),),
)  # fmt: skip
GOOD = Question(
    id="q", category="fact", question="夜の電話当番が入れ替わる日を知りたい", answerable=True,
    evidence=(EvidenceItem(document="umikaze", anchor="火曜日に交代"),), key_facts=(("火曜日",),),
    expected="当番が替わるのは火曜日です。",
)  # fmt: skip
TEXTS = {"umikaze": "当番は火曜日\nに交代し、翌月の当番表は毎月二十日までに健康支援課が関係機関へ送ることになっています。"}


def kinds(question: Question) -> list[str]:
    return [fault.kind for fault in check([question], [NOTE], TEXTS, own=True) if fault.kind != "count"]


def test_a_good_question_has_no_fault() -> None:
    assert kinds(GOOD) == []


def test_every_category_needs_its_number() -> None:
    faults = [fault for fault in check([GOOD], [NOTE], TEXTS) if fault.kind == "count"]
    assert len(faults) == len(REQUIRED)
    assert check([GOOD], [NOTE], TEXTS, own=False) == []


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("anchor", replace(GOOD, evidence=(EvidenceItem(document="umikaze", anchor="水曜日に交代"),))),
        ("too_close", replace(GOOD, question="夜間の訪問看護ステーションの当番は、何曜日に交代するのか")),
        ("overlap", replace(GOOD, expected="火曜日。翌月の当番表は、毎月二十日までに健康支援課が関係機関へ送ることになっています。")),
        ("expected", replace(GOOD, expected="水曜日です。")),
        ("answerable", replace(GOOD, answerable=False, key_facts=())),
        ("facts_of_unanswerable", replace(GOOD, answerable=False, evidence=())),
    ],
)  # fmt: skip
def test_faults(kind: str, question: Question) -> None:
    assert kinds(question) == [kind]


def test_documents_that_are_not_installed_are_not_asked() -> None:
    elsewhere = replace(GOOD, evidence=(EvidenceItem(document="elsewhere", anchor="何かの言葉"),))
    assert kinds(elsewhere) == []


def test_closeness_is_the_jaccard_index() -> None:
    one, other = frozenset("abcd"), frozenset("bcde")
    assert closeness(one, other) == 3 / 5  # bcd of abcde
    assert closeness(frozenset(), frozenset()) == 0.0


def test_overlap_gives_the_whole_run_and_ignores_punctuation() -> None:
    overlap = Overlap(["あいうえおかきくけこさしすせそ"], longest=10)
    assert list(overlap.runs("前置き、あいう、えおかき。くけこさしす")) == ["あいうえおかきくけこさしす"]
    assert list(overlap.runs("あいうえおかきくけ")) == []


def test_the_shipped_questions_pass(source_documents: Path) -> None:
    notes = read_notes(corpus_root() / "guide")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in source_documents.glob("*.txt")}
    assert check(load_questions(), notes, texts) == []
    assert check(load_questions(ABSTENTION), notes, texts, own=False) == []

"""The Word files of a practice run, opened again."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
import pytest

from assistant.app import Assistant
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Worksheet
from assistant.roleplay.debrief import Earlier, debrief
from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, finish, step
from assistant.roles.grounds import Grounds
from assistant.sessions.meeting import pack
from assistant.sessions.practice import Practice
from assistant.sessions.records import RecordHead
from bots.exports.roleplay import bar, debrief_to_word, pack_to_word

SAID = (
    "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。",
    "看取り率を5割にするため、とにかくご協力をお願いします。\x07",
)
EARLIER = Earlier(score=12, points=frozenset({"joint_training"}))


@pytest.fixture(scope="module")
def grounds(built_assistant: Assistant) -> Grounds:
    generation = built_assistant.generation
    return Grounds(generation.passages, generation.holds, built_assistant.document)


@pytest.fixture
def practice() -> Practice:
    run = begin(find_persona("president-cautious"))
    for utterance in SAID:
        run = step(run, utterance)
    at = datetime(2031, 5, 7, 0, 30, tzinfo=UTC)
    head = RecordHead(kind="practice", id="p1", owner="a", title="慎重な医師会長", revision=4, created_at=at, updated_at=at)
    return Practice(head=head, run=finish(run), hints=("listens",))


def opened(content: bytes) -> tuple[Any, str]:
    document = docx.Document(io.BytesIO(content))
    return document, "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_trainer_reads_score_words_passages_and_talk(practice: Practice, grounds: Grounds) -> None:
    found = debrief(practice.run, earlier=(EARLIER,))
    document, said = opened(debrief_to_word(practice, found, grounds, who="佐藤"))
    points, course = document.tables

    assert f"得点　{found.score} / 100" in said
    assert "佐藤" in said and "2031/05/07 09:30" in said
    assert "前回 12点" in said and "前回できて今回なかったこと：研修を一緒に企画すると伝えたか" in said
    assert "看取り率を目標に掲げた" in said
    assert SAID[0] in said and practice.run.opening in said
    assert [cell.text for cell in points.rows[0].cells] == ["観点", "得点", "あなたの言葉", "使えた資料"]
    assert len(points.rows) == 15
    assert SAID[0] in points.rows[1].cells[2].text and points.rows[1].cells[3].text.endswith("[1]")
    assert [row.cells[0].text for row in course.rows][1:] == ["はじめ", "1回目", "2回目"]
    assert "[1] 在宅医療・介護連携の推進に取り組む" in said


def test_pack_has_a_leaflet_questions_and_sources_on_pages_of_their_own(
    practice: Practice, grounds: Grounds, built_assistant: Assistant
) -> None:
    made = pack(debrief(practice.run), grounds, built_assistant.generation.notes)
    document, said = opened(pack_to_word(made))
    breaks = [p for p in document.paragraphs if 'w:type="page"' in p._p.xml]

    leaflet, questions, sources = (said.index(text) for text in ("市の考え", "想定問答", "出典一覧"))
    assert leaflet < questions < sources
    assert len(breaks) == 2
    assert "慎重な医師会長" not in said[:questions]  # what is handed over names no persona
    assert "夜や休日の電話は、誰が受けるのですか。" in said
    assert said.count("資料の根拠：") == len(made.questions)
    assert all(f"[{citation.number}] {citation.title}" in said for citation in made.citations)


def test_what_is_held_back_is_listed_after_the_leaflet(
    practice: Practice, grounds: Grounds, built_assistant: Assistant
) -> None:
    sheet = Worksheet(municipality="海風市", year=2031).with_cell(Scene.DAILY, Step.VISION, "看取り率を30％にする。")
    made = pack(debrief(practice.run), grounds, built_assistant.generation.notes, sheet)
    document, said = opened(pack_to_word(made))
    texts = [p.text for p in document.paragraphs]
    turn = next(number for number, p in enumerate(document.paragraphs) if 'w:type="page"' in p._p.xml)

    assert "看取り率を30％にする。" not in "".join(texts[:turn])
    assert "看取り率を30％にする。" in said[said.index("ご説明資料に載せなかった文") : said.index("想定問答")]


def test_bars_of_the_course_are_equally_wide() -> None:
    assert {len(bar(mood)) for mood in range(-100, 101)} == {21}
    assert bar(100).endswith("｜" + "■" * 10) and bar(-100).startswith("■" * 10 + "｜") and "■" not in bar(0)

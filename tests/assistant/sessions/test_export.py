"""A conversation on paper: Markdown and Word hold every question, answer and place; nothing of it becomes markup."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from assistant.adapters.conversation_word import to_word
from assistant.sessions.conversation import Conversation, ConversationHead
from assistant.sessions.markdown import to_markdown
from assistant.types import AnswerSection, Citation
from tests.assistant.sessions.turns import AT, turn


def conversation(question: str = "当番はいつ交代しますか") -> Conversation:
    citation = Citation(number=1, document_id="plan", title="海風市 要綱", edition="第2版", section="1. 夜間", page=3,
                        quote="当番は火曜日に\n交代し、", address="", superseded=True)  # fmt: skip
    first = turn(question)
    answer = replace(
        first.answer, mode="generated", citations=(citation,), warnings=("旧版です。",),
        sections=(AnswerSection(label="結論", text="火曜日です。[1]\n- 毎週です。[1]", citations=(1,)),),
    )  # fmt: skip
    head = ConversationHead(id="c1", owner="tanaka", surface="web", title=question, turns=1, created_at=AT,
                            updated_at=AT)  # fmt: skip
    return Conversation(head=head, turns=(replace(first, answer=answer, standalone="当番が交代する曜日はいつですか"),))


def words(document: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in docx.Document(io.BytesIO(document)).paragraphs]


def test_markdown_holds_everything_in_its_order() -> None:
    written = to_markdown(conversation())
    parts = [
        "# 当番はいつ交代しますか", "*2025-04-01 に renkei で作成*", "## 当番はいつ交代しますか",
        "当番が交代する曜日はいつですか", "**結論**", "火曜日です。[1]", "ご注意：旧版です。", "**出典**",
        "- [1] 海風市 要綱 / 第2版 / 1. 夜間 / 3ページ / 旧版", "  > 「当番は火曜日に 交代し、」",
    ]  # fmt: skip
    places = [written.index(part) for part in parts]
    assert places == sorted(places)


def test_word_holds_the_same_paragraphs() -> None:
    found = words(to_word(conversation()))
    assert ("Title", "当番はいつ交代しますか") in found
    assert ("Heading 1", "当番はいつ交代しますか") in found
    assert ("Normal", "火曜日です。[1]") in found
    assert ("List Bullet", "[1] 海風市 要綱 / 第2版 / 1. 夜間 / 3ページ / 旧版") in found
    assert ("Quote", "「当番は火曜日に 交代し、」") in found


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "# 見出し *強調* `code`"])
def test_what_was_written_is_text_and_not_markup(hostile: str) -> None:
    written = to_markdown(conversation(hostile))
    assert "<script>" not in written
    assert "# 見出し *強調*" not in written
    assert "](javascript:" not in written.replace("\\](", "")


def test_characters_that_xml_does_not_know_are_left_out() -> None:
    assert ("Heading 1", "当番はいつ") in words(to_word(conversation("当番\x00は\x0bいつ\uffff")))


def test_the_reader_is_told_that_a_model_worded_it() -> None:
    assert "モデルが資料をもとに書き" in to_markdown(conversation())

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.statements import statements
from assistant.types import NoteSection


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一つ目です。[1]二つ目です。[2][3]", [("一つ目です。", (1,)), ("二つ目です。", (2, 3))]),
        ("前半は[1]、後半は[2]違います。[3]", [("前半は、後半は違います。", (1, 2, 3))]),
        ("- 項目その一[1]\n- 項目その二[2]", [("項目その一", (1,)), ("項目その二", (2,))]),
        ("「率は掲げません。」[1]", [("「率は掲げません。」", (1,))]),
        ("二文続きます。出典は後ろです。[1]", [("二文続きます。出典は後ろです。", (1,))]),
        ("", []),
    ],
)
def test_marks_belong_to_the_sentence_before_them(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(s.text, s.marks) for s in statements(NoteSection(label="内容", text=text))] == expected


@given(st.text(alphabet="あいう。、[]12\n- 」", max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    for statement in statements(NoteSection(label="内容", text=text)):
        assert statement.text.strip()

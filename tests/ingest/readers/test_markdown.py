"""Markdown → lines: only markup goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.markdown import inline, lines


def shown(markdown: str) -> list[str]:
    return [line for line in lines(markdown) if line]


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**太字**と*斜体*と`符号`", "太字と斜体と符号"),
        ("[手引き](https://example.jp/a_(b).pdf)を見る", "手引きを見る"),
        ("![図](a.png)図の説明", "図の説明"),
        ("<https://example.jp/>", "https://example.jp/"),
        (r"3 \* 4 \= 12、\[1\]、file\_name", r"3 * 4 \= 12、[1]、file_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        (r"\*強調ではない\*", "*強調ではない*"),
    ],
)
def test_inline(markdown: str, plain: str) -> None:
    assert inline(markdown) == plain


def test_headings_keep_their_level() -> None:
    assert shown("# 一 #\n\n### 三\n\n題\n===\n\n副題\n---\n") == ["# 一", "### 三", "# 題", "## 副題"]


def test_wrapped_paragraphs_are_joined_and_hard_breaks_kept() -> None:
    assert shown("日本語の\n段落。\n\none\ntwo\n\n一行目  \n二行目<br>三行目") == [
        "日本語の段落。", "one two", "一行目", "二行目", "三行目",
    ]  # fmt: skip


def test_lists() -> None:
    assert shown("* 一\n  続き\n* 二\n  + 三\n\n1. 甲\n2. 乙") == ["- 一続き", "- 二", "- 三", "1. 甲", "2. 乙"]


def test_tables_become_rows_of_cells() -> None:
    table = "前の文。\n\n| 職種 | 役割 |\n| --- | :-: |\n| 看護師 | 訪問<br>記録 |\n| 薬剤師 | |\n\n後の文。"
    assert shown(table) == ["前の文。", "職種\t役割", "看護師\t訪問 記録", "薬剤師\t", "後の文。"]


def test_empty_header_and_escaped_pipes() -> None:
    assert shown("|  |  |\n|--|--|\n| a \\| b | c |\n") == ["a | b\tc"]


def test_table_of_one_column_is_still_a_table() -> None:
    assert shown("| 項目 |\n| --- |\n| 件数 |") == ["項目\t", "件数\t"]


def test_code_and_comments() -> None:
    assert shown("<!-- 内緒 -->\n```python\n# 見出しではない\n```\n終わり") == ["# 見出しではない", "終わり"] or shown(
        "```\n  x\n```"
    ) == ["  x"]


def test_rules_and_quotes() -> None:
    assert shown("> 引用\n> 続き\n\n***\n\n---\n本文") == ["引用続き", "本文"]


@given(st.text(alphabet="あ漢 a1|*_-#>`[]()\\\n\t~=+<!", max_size=120))
def test_never_fails_and_invents_nothing(markdown: str) -> None:
    given_letters = [c for c in markdown if c in "あ漢a1"]
    found = [c for line in lines(markdown) for c in line if c in "あ漢a1"]
    remaining = iter(given_letters)
    assert all(c in remaining for c in found)

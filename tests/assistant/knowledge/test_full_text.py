"""Full-text search: all words, word for word."""

from __future__ import annotations

import pytest

from assistant.knowledge.full_text import FullText
from assistant.types import Note, NoteSection, NoteSource, Passage


def passage(number: int, text: str, section: str = "") -> Passage:
    return Passage(id=f"p{number}", document_id="plan", text=text, section=section, order=number)


def note(note_id: str, title: str, text: str) -> Note:
    source = NoteSource(document_id="plan", section="1", anchor="当番の訪問看護")
    return Note(id=note_id, theme="town", title=title, kind="what", questions=(), sources=(source,),
                sections=(NoteSection(label="結論", text=text),))  # fmt: skip


INDEX = FullText(
    [
        passage(0, "夜間の電話は当番が受けます。当番は火曜日に交代します。"),
        passage(1, "ＩＣＴの活用は、まず連絡\n帳から始めます。"),
        passage(2, "費用は市が負担します。", section="第2章 当番の費用"),
    ],
    [note("night", "夜間の当番とは何ですか", "夜間の電話を受ける人です。[1]")],
)


def ids(words: str) -> list[str]:
    return [hit.id for hit in INDEX.search(words)[0]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("当番", ["night", "p2", "p0"]),  # one word in a heading each, then by how often it stands in the text
        ("当番 火曜日", ["p0"]),
        ("当番　費用", ["p2"]),
        ("ict", ["p1"]),
        ("連絡帳", ["p1"]),  # over the end of a line
        ("[1]", []),  # marks are not text
        ("月曜日", []),
        ("  ", []),
    ],
)
def test_finds_every_text_with_all_words(words: str, found: list[str]) -> None:
    assert sorted(ids(words)) == sorted(found)


def test_headings_come_first() -> None:
    assert ids("当番")[-1] == "p0"


def test_excerpt_shows_where_the_words_stand() -> None:
    long = FullText([passage(0, "前置き。" * 100 + "ここに当番があります。" + "後書き。" * 100)], [])

    (hit,), total = long.search("当番")

    assert total == 1
    assert len(hit.excerpt) < 300
    assert [hit.excerpt[start:end] for start, end in hit.found] == ["当番"]


def test_limit_cuts_the_list_but_not_the_count() -> None:
    hits, total = INDEX.search("当番", limit=1)

    assert (len(hits), total) == (1, 3)

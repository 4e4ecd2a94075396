"""Text and Markdown: encodings, form feeds, raw lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from ingest.limits import Limits
from ingest.readers import text

SAMPLE = "会議は毎月第二木曜日に開きます。\n　議事録はメールで配ります。（様式①）\n・ケアマネジャーと訪問看護師が出席します。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp", "iso2022_jp_3"],
)
def test_japanese_encodings(encoding: str) -> None:
    sample = SAMPLE.replace("①", "1") if encoding in ("euc_jp", "iso2022_jp_3") else SAMPLE
    assert text.decode(sample.encode(encoding)).lstrip("\ufeff") == sample


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize("sample", ["会議の記録", "ｹｱﾏﾈ連絡会の日程を下記のとおりお知らせします。", "市町村", "あ"])
def test_short_texts_are_not_taken_for_the_other_encoding(encoding: str, sample: str) -> None:
    assert text.decode(sample.encode(encoding)) == sample


def test_one_bad_byte_does_not_lose_the_text() -> None:
    decoded = text.decode((SAMPLE * 20).encode() + b"\xe4\xbc")
    assert decoded.startswith(SAMPLE)


def test_what_no_encoding_fits_is_garbled() -> None:
    with pytest.raises(DocumentError) as caught:
        text.decode(bytes([0xFF, 0x80, 0xFE, 0xA0]) * 30)
    assert caught.value.reason in ("garbled", "unsupported")


def test_lines_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("  字下げ\u2028の行\r\n\r\n 次の頁\x0c三頁目\t表".encode())
    document = text.read(path, Limits())
    assert [page.lines for page in document.pages] == [("  字下げ\u2028の行", "", " 次の頁"), ("三頁目\t表",)]
    assert {page.number for page in document.pages} == {None}
    assert not document.unbroken


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nauthor: x\n---\n# 手順書\n\n本文は\n続く。\n\n|甲|乙|\n|-|-|\n|一|二|\n", encoding="utf-8")
    document = text.read(path, Limits())
    assert [line for line in document.pages[0].lines if line] == ["# 手順書", "本文は続く。", "甲\t乙", "一\t二"]
    assert (document.title, document.unbroken) == ("手順書", True)

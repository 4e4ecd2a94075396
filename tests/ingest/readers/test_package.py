"""What an Office package may not hold."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from ingest.limits import Limits
from ingest.readers import package

Maker = Callable[..., Path]
REQUIRED = "word/document.xml"


def test_title_and_nothing_to_object_to(make_docx: Maker) -> None:
    assert package.check(make_docx("a.docx"), Limits(), REQUIRED) == "訪問診療の手順書"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a><a/>",
        b"<a>" + bytes(random.Random(7).choices(range(97, 123), k=(1 << 20) - 8)) + b"<!ENTITY x 'y'></a>",
        "\ufeff<!DOCTYPE a><a/>".encode("utf-16-be"),
        b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-<a/>",
    ],
    ids=["plain", "across chunks", "utf-16", "strange encoding"],
)
def test_entities_are_found_wherever_they_hide(make_docx: Maker, add_part: Maker, content: bytes) -> None:
    path = add_part(make_docx("a.docx"), "word/extra.xml", content)
    with pytest.raises(DocumentError) as caught:
        package.check(path, Limits(), REQUIRED)
    assert caught.value.reason == "entities"


def test_large_but_honest_part_is_fine(make_docx: Maker, add_part: Maker) -> None:
    rows = b"".join(b"<row n='%d'>%d</row>" % (i, i * 7919 % 100_003) for i in range(100_000))
    path = add_part(make_docx("a.docx"), "word/extra.xml", b"<a>" + rows + b"</a>")
    package.check(path, Limits(), REQUIRED)

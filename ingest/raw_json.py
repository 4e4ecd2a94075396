"""RawDocument ↔ JSON: the form in which the reading process hands its result over."""

from __future__ import annotations

import json
import re

from ingest.raw import RawDocument, RawPage

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")


def dump(document: RawDocument) -> str:
    """`document` as JSON. Control characters and halves of surrogate pairs, which no text holds, are dropped."""
    return json.dumps(
        {
            "pages": [[page.number, [clean(line) for line in page.lines]] for page in document.pages],
            "reader": document.reader,
            "title": clean(document.title),
            "warnings": list(document.warnings),
            "unbroken": document.unbroken,
        },
        ensure_ascii=False,
    )


def load(text: str) -> RawDocument:
    """The document of `dump`.

    Raises:
        ValueError, KeyError, TypeError: the text is not what `dump` writes.
    """
    row = json.loads(text)
    return RawDocument(
        pages=tuple(
            RawPage(number=None if number is None else int(number), lines=tuple(str(line) for line in lines))
            for number, lines in row["pages"]
        ),
        reader=str(row["reader"]),
        title=str(row["title"]),
        warnings=tuple(str(warning) for warning in row["warnings"]),
        unbroken=bool(row["unbroken"]),
    )


def clean(text: str) -> str:
    """`text` without control characters (tabs stay) and without halves of surrogate pairs; whole pairs are joined."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return _CONTROL.sub("", whole)

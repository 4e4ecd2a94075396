"""Footnotes: their bodies are taken out of the flow and attached to the lines that call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.language.normalise import JAPANESE, normalise
from ingest.lines import Line, width

_LOOK_BACK = 60


def lift_footnotes(lines: list[Line]) -> tuple[list[Line], dict[int, str]]:
    """Take footnote bodies out of the flow. A body begins with the next footnote number, and that number is called
    (glued to a word) in one of the lines before it.
    """
    footnotes: dict[int, str] = {}
    kept: list[Line] = []
    i = 0
    while i < len(lines):
        number = len(footnotes) + 1
        body = _footnote_body(lines, i, number)
        if body and _called(kept[-_LOOK_BACK:], number):
            text, i = body
            footnotes[number] = text
            continue
        kept.append(lines[i])
        i += 1
    return kept, footnotes


def _footnote_body(lines: Sequence[Line], i: int, number: int) -> tuple[str, int] | None:
    line = lines[i]
    if line.kind != "text":
        return None
    plain = normalise(line.text)
    if plain == str(number) and i + 1 < len(lines) and width(lines[i + 1].text) > 40:
        pieces = [line.text, lines[i + 1].text]
        j = i + 2
    elif width(plain) > 16 and line.text[0].isdecimal() and re.match(
        rf"{number} ?(?=[^0-9.,%)\u5e74\u6708\u65e5 ])", plain
    ):
        pieces = [line.text]
        j = i + 1
    else:
        return None
    while j < len(lines) and len(pieces) < 5 and not _footnote_ends("".join(pieces)):
        if lines[j].starts_page or lines[j].kind != "text":
            break
        pieces.append(lines[j].text)
        j += 1
    while j < len(lines) and len(pieces) < 8 and re.match(r"(URL|http|\uff08\u53c2\u8003\uff09)", lines[j].text):
        pieces.append(lines[j].text)
        j += 1
    return "".join(pieces[:1]) + (" " if pieces[0].isdecimal() else "") + "".join(pieces[1:]), j


def _footnote_ends(text: str) -> bool:
    balanced = text.count("\uff08") <= text.count("\uff09") and text.count("(") <= text.count(")")
    return balanced and bool(re.search(r"[\u3002\uff09)/]$|https?://\S+$", text))


def _called(lines: Sequence[Line], number: int) -> bool:
    return any(_call(number).search(normalise(line.text)) for line in lines)


def _call(number: int) -> re.Pattern[str]:
    glued = rf"[{JAPANESE}\u300d\uff09)]{number}(?=[\u3041-\u3093\u3001\u3002\u300d]|$)"
    apart = rf"[{JAPANESE}] {number}(?=[\u3041-\u3061\u3063-\u3093])"
    return re.compile(f"{glued}|{apart}")


def attach_footnotes(lines: list[Line], footnotes: dict[int, str]) -> list[Line]:
    attached = list(lines)
    for number, body in footnotes.items():
        for i, line in enumerate(attached):
            if line.kind in ("text", "item") and _call(number).search(normalise(line.text)):
                attached[i] = replace(line, notes=(*line.notes, body))
                break
    return attached

"""The files that a plan can be written into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from assistant.coach.worksheet import Worksheet
from bots.exports.excel import excel
from bots.exports.summaries import handover, meeting
from bots.exports.word_sheet import word_sheet

Format = Literal["word", "excel", "handover", "meeting"]


class Form(NamedTuple):
    """The ending of a file's name and its media type."""

    ending: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = Form("docx", f"{_OFFICE}.wordprocessingml.document")
FORMATS: Mapping[Format, Form] = {
    "word": _WORD, "excel": Form("xlsx", f"{_OFFICE}.spreadsheetml.sheet"), "handover": _WORD, "meeting": _WORD,
}  # fmt: skip


def exported(sheet: Worksheet, kind: Format, earlier: Sequence[Worksheet] = ()) -> bytes:
    """`sheet` as a file; `earlier` are the plans of the years before, which the handover summary names."""
    if kind == "word":
        return word_sheet(sheet)
    if kind == "excel":
        return excel(sheet)
    return handover(sheet, earlier) if kind == "handover" else meeting(sheet)

"""The patterns of Japanese document structure, read once from `patterns.ja.yaml`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "patterns.ja.yaml").read_text(encoding="utf-8"))

CIRCLED = "[\u2460-\u2473\u2776-\u2793]"


def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(str(_DATA[name]), re.IGNORECASE)


HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (int(row["level"]), re.compile(str(row["pattern"]).replace("(?:CIRCLED)", CIRCLED))) for row in _DATA["headings"]
)
CAPTION = _compiled("caption")
LABEL_PILE = _compiled("label_pile")
MERGED_CAPTION = _compiled("merged_caption")
LIST_ITEM = _compiled("list_item")
SOURCE_LINE = _compiled("source_line")
SENTENCE_END = _compiled("sentence_end")
CONTINUES = _compiled("continues")
SENTENCE_START = _compiled("sentence_start")
OPEN_PARTICLE = _compiled("open_particle")
NUMERIC = _compiled("numeric")
VALUE = _compiled("value")
UNIT = _compiled("unit")
PAGE_NUMBER = _compiled("page_number")
PAGE_NUMBER_STUCK = _compiled("page_number_stuck")
MARKUP = _compiled("markup")
AGENDA_ITEM = _compiled("agenda_item")

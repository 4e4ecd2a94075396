"""The short notice that an answer was made by a machine, and how (prompts/answer/notice.ja.yaml)."""

from __future__ import annotations

from collections.abc import Collection

import prompts
from assistant.types import Answer


def notice(answer: Answer, surface: str, switched_off: Collection[str] = ()) -> str:
    """What `surface` shows with `answer`; nothing where it is switched off, or where nothing was answered."""
    data = prompts.load("answer/notice")
    if answer.status != "answered" or surface not in data["surfaces"] or surface in switched_off:
        return ""
    return str(data[answer.mode])

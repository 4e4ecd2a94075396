"""Questions that ask for a number of something, and texts that give one."""

from __future__ import annotations

import re

import prompts
from assistant.language.normalise import normalise, squeeze

_FILE = "answer/asked_for"


def asked_counter(question: str) -> str:
    """The counter of the number that `question` asks for, or nothing."""
    found = re.search(prompts.load(_FILE)["counted"], normalise(question))
    return found[1] if found else ""


def counts(counter: str, text: str) -> bool:
    """Whether `text` holds a number with `counter` or its like."""
    clues = prompts.load(_FILE)
    alike = next((group for group in clues["same_counters"] if counter in group), [counter])
    return re.search(f"{clues['numeral']}(?:{'|'.join(map(re.escape, alike))})", squeeze(text)) is not None

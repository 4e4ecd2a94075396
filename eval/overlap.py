"""Runs of text that a question or an expected answer shares with the source documents: facts carry over, sentences
do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.language.normalise import squeeze

LONGEST = 30
"""A shared run of this many characters is too long."""
_MARKS = re.compile(r"[、。・,.「」『』（）()【】\[\]:;：；!?！？\"'“”‘’]+")


class Overlap:
    """Compares texts with the documents; punctuation and white space do not count."""

    def __init__(self, documents: Iterable[str], longest: int = LONGEST) -> None:
        self._longest = longest
        self._known: set[str] = set()
        for text in documents:
            plain = _bare(text)
            self._known.update(plain[i : i + longest] for i in range(len(plain) - longest + 1))

    def runs(self, text: str) -> Iterator[str]:
        """Each run of `text` that stands in a document and is too long, as long as it goes."""
        plain, size = _bare(text), self._longest
        start = 0
        while start <= len(plain) - size:
            end = start + size
            if plain[start:end] not in self._known:
                start += 1
                continue
            while end < len(plain) and plain[end - size + 1 : end + 1] in self._known:
                end += 1
            yield plain[start:end]
            start = end


def _bare(text: str) -> str:
    return _MARKS.sub("", squeeze(text))

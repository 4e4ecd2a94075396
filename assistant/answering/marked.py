"""What a model writes, split into sentences with the citation numbers they carry, while it is still being written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import prompts
from assistant.language.tokens import terms

_NUMBERS = r"\d{1,4}(?:\s*[,\u3001\uff0c\u30fb\uff64]\s*\d{1,4})*\s*"
# [1], [1, 2] and the like; in square brackets also with a word before the number
_MARK = re.compile(rf"\[[^\d\[\]\n]{{0,6}}{_NUMBERS}\]|[\uff3b\u3010\u3014]\s*{_NUMBERS}[\uff3d\u3011\u3015]")
_HALF_MARK = re.compile(r"[\[\uff3b\u3010\u3014][^\[\]\u3002\n]{0,20}\Z")
_NUMBER = re.compile(r"\d+")
_ENDS = "\u3002\uff01\uff1f!?"
_OPENERS, _CLOSERS = "\u300c\u300e\uff08(", "\u300d\u300f\uff09)"
_BEHIND = " \u3000*_`\"'\u201d"
_LONGEST_BRACKET = 160
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\n]*)\)")
_TAG = re.compile(r"<[^>\n]*>?")
_LEAD = re.compile(
    r"^(?:#{1,6}\s*|[(\uff08]\d{1,2}[)\uff09]\s*|>\s*|[-*+\u30fb\u25cf\u25cb\u25a0]\s+|\u30fb|\d{1,2}[.)]\s+|\|\s*)+"
)
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<![\w])\*(?=\S)|(?<=\S)\*(?![\w])|~~")
_EMPTY = re.compile(r"[(\uff08]\s*[)\uff09]")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """One sentence in plain text, without its marks, and the numbers of its marks in their order."""

    text: str
    numbers: tuple[int, ...]


class MarkedSentences:
    """Takes a text piece by piece; gives back each sentence as soon as its end, and the marks behind it, are seen."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> list[Marked]:
        """The sentences that `piece` completes."""
        self._rest += piece
        return self._take(final=False)

    def finish(self) -> list[Marked]:
        """What is left at the regular end of the text: a last sentence may lack its full stop."""
        found = self._take(final=True)
        last = plain_sentence(self._rest)
        self._rest = ""
        return [*found, last] if last else found

    def _take(self, *, final: bool) -> list[Marked]:
        found: list[Marked] = []
        if self._rest.lstrip().startswith("<think>") and "</think>" not in self._rest and not final:
            return found  # a model that thinks aloud: wait for the end of it
        self._rest = _THOUGHT.sub("", self._rest)
        while (end := _end_of_sentence(self._rest, final)) is not None:
            sentence = plain_sentence(self._rest[:end])
            self._rest = self._rest[end:]
            if sentence:
                found.append(sentence)
        return found


def _end_of_sentence(text: str, final: bool) -> int | None:
    """Where the first sentence ends, marks behind the full stop included; None where more text may belong to it."""
    stop = _full_stop(text)
    if stop is None:
        return None
    end = stop + 1
    if text[stop] == "\n":
        return end
    while end < len(text):
        mark = _MARK.match(text, end)
        if mark is None and text[end] not in _BEHIND + _ENDS:
            break
        end = mark.end() if mark else end + 1
    # at the edge of what is known so far a mark may follow, or be half written
    if not final and (end == len(text) or _HALF_MARK.match(text, end)):
        return None
    return end


def _full_stop(text: str) -> int | None:
    """Where the first sentence has its full stop or line end; full stops in brackets and quotations do not count."""
    depth, opened = 0, 0
    for i, character in enumerate(text):
        if character in _OPENERS:
            depth, opened = depth + 1, i
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif character == "\n" or (character in _ENDS and (depth == 0 or i - opened > _LONGEST_BRACKET)):
            return i
    return None


def plain_sentence(written: str) -> Marked | None:
    """`written` without Markdown, HTML and marks; None where nothing that says something is left."""
    numbers: list[int] = []
    for mark in _MARK.findall(written):
        numbers.extend(int(number) for number in _NUMBER.findall(unicodedata.normalize("NFKC", mark)))
    # marks first: a mark before a bracket would look like a link
    text = _MARK.sub("", _LINK.sub(r"\1 \2", written) if "](" in written else written)
    text = _EMPTY.sub("", _EMPHASIS.sub("", _TAG.sub("", text)))
    text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN).strip()
    text = _LEAD.sub("", text).strip(" |\u3000")
    text = _labels().sub("", text).strip()
    if not numbers and len(set(terms(text))) < _LEAST_WORDS:
        return None
    return Marked(text, tuple(dict.fromkeys(numbers))) if any(c.isalnum() for c in text) else None


def _labels() -> re.Pattern[str]:
    return re.compile(prompts.load("answer/verify")["labels"])

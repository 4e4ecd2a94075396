"""What a model writes, split into sentences with the citation numbers that they carry, while it is still being written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import prompts
from assistant.language.tokens import terms

_MARK = re.compile(r"[\[\uff3b\u3010\u3014]\s*\d{1,4}(?:\s*[,\u3001\uff0c\u30fb\uff64]\s*\d{1,4})*\s*[\]\uff3d\u3011\u3015]")
_NUMBER = re.compile(r"\d+")
_END = re.compile(r"[\u3002\uff01\uff1f!?]|\n")
_CLOSERS = "\u300d\u300f\uff09)\u3011\u3015]\uff3d*_`\"'\u201d"
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\n]*)\)")
_TAG = re.compile(r"<[^>\n]*>?")
_LEAD = re.compile(r"^(?:#{1,6}\s*|>\s*|[-*+\u30fb\u25cf\u25cb\u25a0]\s+|\u30fb|\d{1,2}[.)]\s+|\|\s*)+")
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<![\w])\*(?=\S)|(?<=\S)\*(?![\w])|~~")
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """One sentence in plain text, without its marks, and the numbers of its marks in their order."""

    text: str
    numbers: tuple[int, ...]


class MarkedSentences:
    """Takes a text piece by piece and gives back each sentence as soon as its end, and the marks behind it, are seen."""

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
    match = _END.search(text)
    if match is None:
        return None
    end = match.end()
    if match.group() == "\n":
        return end
    while end < len(text):
        mark = _MARK.match(text, end)
        if mark:
            end = mark.end()
        elif text[end] in _CLOSERS or text[end] in " \u3000":
            end += 1
        else:
            break
    # at the edge of what is known so far, a mark may follow or be half written
    open_mark = re.match(r"[\[\uff3b\u3010\u3014][\d\s,\u3001\uff0c\u30fb]*\Z", text[end:])
    if not final and (end == len(text) or open_mark):
        return None
    return end


def plain_sentence(written: str) -> Marked | None:
    """`written` without Markdown, HTML and marks; None where nothing that says something is left."""
    numbers: list[int] = []
    for mark in _MARK.findall(written):
        numbers.extend(int(number) for number in _NUMBER.findall(unicodedata.normalize("NFKC", mark)))
    # marks first: a mark before a bracket would look like a link
    text = _MARK.sub("", _LINK.sub(r"\1 \2", written) if "](" in written else written)
    text = _EMPHASIS.sub("", _TAG.sub("", text))
    text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN).strip()
    text = _LEAD.sub("", text).strip(" |\u3000")
    text = _labels().sub("", text).strip()
    if not numbers and len(set(terms(text))) < _LEAST_WORDS:
        return None
    return Marked(text, tuple(dict.fromkeys(numbers))) if any(c.isalnum() for c in text) else None


def _labels() -> re.Pattern[str]:
    return re.compile(prompts.load("answer/verify")["labels"])

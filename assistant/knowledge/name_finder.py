"""Which known names stand in a text as words: the longest first, none inside a longer one.

Japanese has no spaces, so a name's ends are guarded by script: a name may not run on into a word of the same script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.language.normalise import normalise

_LATIN = re.compile(r"[0-9a-z]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_COMPOUNDING = re.compile(r"[0-9a-zァ-ヺー々〇㐀-鿿豈-﫿]")
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー・]+")
# Beside a word in hiragana may stand only a particle, before it also the end of a verb or adjective that describes it.
# After a te-form the next word begins at once: nothing is asked.
_NOT_BEFORE_HIRAGANA = re.compile(r"(?![をはがにのでともへやてらどるいたなう])[ぁ-ゖー]")
_NOT_AFTER_HIRAGANA = re.compile(r"(?![をはがにのでともへやかっだなま])[ぁ-ゖー]")
_TE_FORM = re.compile(r"[てで]\Z")


def fold(text: str) -> str:
    """The form in which names and texts are compared: `normalise`, case folded."""
    return normalise(text).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A folded name, the numbers of its carriers, and the characters that must not stand beside it."""

    text: str
    carriers: tuple[int, ...]
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None

    def stands(self, text: str, start: int) -> bool:
        """Whether this name stands in `text` at `start` as a word."""
        if not text.startswith(self.text, start):
            return False
        if self.not_before and start and self.not_before.match(text, start - 1):
            return False
        return not (self.not_after and self.not_after.match(text, start + len(self.text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFinder:
    """Finds names in folded text. Names are kept by first character: one look-up per character of the text beats one
    alternation of two thousand names.
    """

    heads: Mapping[str, tuple[_Name, ...]]

    @classmethod
    def of(cls, carriers: Mapping[str, tuple[int, ...]]) -> NameFinder:
        """A finder of the folded, non-empty names in `carriers`, each with the numbers of what carries it."""
        heads: dict[str, tuple[_Name, ...]] = {}
        for text, numbers in carriers.items():
            before, after = _guards(text)
            name = _Name(text=text, carriers=numbers, not_before=before, not_after=after)
            heads[text[0]] = (*heads.get(text[0], ()), name)
        return cls(heads=heads)

    def carriers_in(self, text: str) -> Iterable[int]:
        """The carriers of the names that stand in folded `text`: longer names first, then by place; with repeats."""
        places = [
            (start, start + len(name.text), name)
            for start, head in enumerate(text)
            for name in self.heads.get(head, ())
            if name.stands(text, start)
        ]
        places.sort(key=lambda place: (place[0] - place[1], place[0]))
        reach = [0] * len(text)  # how far the names kept so far reach from each position
        for start, end, name in places:
            if reach[start] < end:
                for position in range(start, end):
                    reach[position] = max(reach[position], end)
                yield from name.carriers


def _guards(name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What must not stand before and after `name`.

    Latin and katakana ends are guarded in every name; hiragana ends only where the whole name is kana, because mixed
    names end in inflections; a single character is guarded against all that makes compounds.
    """
    if len(name) == 1 and not _KANA_ONLY.fullmatch(name):
        return _COMPOUNDING, _COMPOUNDING
    kana_only = _KANA_ONLY.fullmatch(name) is not None
    before = _guard(name[0], _NOT_BEFORE_HIRAGANA if kana_only else None)
    after = _guard(name[-1], _NOT_AFTER_HIRAGANA if kana_only and not _TE_FORM.search(name) else None)
    return before, after


def _guard(end: str, hiragana: re.Pattern[str] | None) -> re.Pattern[str] | None:
    if _LATIN.match(end):
        return _LATIN
    if _KATAKANA.match(end):
        return _KATAKANA
    return hiragana if _HIRAGANA.match(end) else None

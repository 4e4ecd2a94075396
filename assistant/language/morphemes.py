"""Words of a text as a grammar sees them: surface, kind, dictionary form. The index has its own view (`tokens`)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language.sudachi import whole_names

_PIECE = 8_000


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One word in its longest unit: the whole name of a town is one."""

    surface: str
    kind: str
    """Sudachi's part of speech, first level (meishi, doushi, joshi and so on, in kanji)."""
    subkind: str
    """The second level, such as proper nouns among nouns."""
    dictionary_form: str


def morphemes(text: str) -> list[Morpheme]:
    """The words of `text` in order; joined again their surfaces are `text`."""
    found: list[Morpheme] = []
    for start in range(0, len(text), _PIECE):
        for m in whole_names().tokenize(text[start : start + _PIECE]):
            kinds = m.part_of_speech()
            found.append(Morpheme(m.surface(), kinds[0], kinds[1], m.dictionary_form()))
    return found

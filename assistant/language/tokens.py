"""Words in Sudachi's normalised forms: what the lexical index and the static vectors count."""

from __future__ import annotations

import threading
from functools import lru_cache

from sudachipy import dictionary, tokenizer

from assistant.language.normalise import normalise

# Sudachi refuses inputs over 49,149 bytes; pieces of this many characters stay well below.
_PIECE = 8_000
_CONTENT = {"\u540d\u8a5e", "\u52d5\u8a5e", "\u5f62\u5bb9\u8a5e", "\u5f62\u72b6\u8a5e", "\u526f\u8a5e",
            "\u63a5\u982d\u8f9e", "\u63a5\u5c3e\u8f9e", "\u4ee3\u540d\u8a5e"}  # fmt: skip
_STOP = {
    "\u70ba\u308b", "\u5c45\u308b", "\u6709\u308b", "\u6210\u308b", "\u4e8b", "\u7269", "\u70ba", "\u3053\u3068",
    "\u3082\u306e", "\u3068\u3053\u308d", "\u6240", "\u6642", "\u6a23", "\u3088\u3046", "\u51fa\u6765\u308b",
    "\u8a00\u3046", "\u305d\u308c", "\u3053\u308c", "\u305d\u306e", "\u3053\u306e", "\u4f55", "\u3069\u3046",
    "\u3053\u3053", "\u305d\u3053", "\u7b49", "\u306a\u3069", "\u6559\u3048\u308b", "\u4e0b\u3055\u308b",
    "\u9802\u304f", "\u3069\u308c", "\u3069\u3093\u306a", "\u53ef\u3057", "\u7684", "\u5316", "\u7121\u3044",
    "\u826f\u3044", "\u81f4\u3059", "\u5fa1", "\u904e\u304e\u308b", "\u5b9c\u3057\u3044",
}  # fmt: skip


@lru_cache(maxsize=1)
def _dictionary() -> dictionary.Dictionary:
    return dictionary.Dictionary(dict="core")


def terms(text: str) -> list[str]:
    """Content words of `text` as normalised short units, in order, with repeats; particles and light verbs left out."""
    found: list[str] = []
    text = normalise(text)
    for start in range(0, len(text), _PIECE):
        for morpheme in _tokenizer().tokenize(text[start : start + _PIECE]):
            kind = morpheme.part_of_speech()[0]
            if kind not in _CONTENT:
                continue
            word = morpheme.normalized_form().lower()
            if word in _STOP or word.isspace() or not any(c.isalnum() for c in word):
                continue
            found.append(word)
    return found


_local = threading.local()


def _tokenizer() -> tokenizer.Tokenizer:
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary().create(tokenizer.Tokenizer.SplitMode.A)
    made: tokenizer.Tokenizer = _local.tokenizer
    return made

"""Sentences that give the assistant orders: in a question they are dropped, in a document they are never quoted.

Found by their wording: text that a document hides (white on white) is read like any other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.guard.finding import token
from assistant.guard.folded import SEALS, fold
from assistant.guard.patterns import listed, source

_TO_TOKENS = str.maketrans({seal: token(kind) for kind, seal in SEALS.items()})


def plain(text: str) -> str:
    """`text` as the signals of the guard read it: folded, Latin letters in lower case, tokens of the masking kept."""
    return fold(text).text.translate(_TO_TOKENS).lower()


def is_instruction(sentence: str) -> bool:
    """Whether `sentence` tells the assistant to drop its rules, to show its prompt, or what to say."""
    text = plain(sentence)
    if _found("marks", text) or (_found("machinery", text) and _found("reveal", text)) or _found("english", text):
        return True
    if _dropping(text) or _played(text) or _found("repeat", text) or _found("send_out", text):
        return True
    if _found("asking", text):
        return False
    return any(_found(name, text) for name in ("say_so", "drop_sources", "no_sources", "obey"))


def without_marks(sentence: str) -> str:
    """`sentence` without the marks that alone give an instruction away, such as a role in brackets."""
    return re.compile(source("instructions", "marks"), re.IGNORECASE).sub("", sentence)


def _found(name: str, text: str) -> bool:
    return bool(listed("instructions", name).search(text))


def _played(text: str) -> bool:
    return _found("persona", text) and not _found("persona_of_field", text)


def _dropping(text: str) -> bool:
    if any(not listed("instructions", "talk").match(text, found.end("drop")) for found in _drop().finditer(text)):
        return True
    return bool(_disobey().search(text)) and not _found("asking", text)


@lru_cache(maxsize=1)
def _drop() -> re.Pattern[str]:
    what = rf"(?:{source('instructions', 'earlier')}|{source('instructions', 'rules')})"
    return re.compile(rf"{what}(?P<drop>{source('instructions', 'drop')})(?={source('instructions', 'order')})")


@lru_cache(maxsize=1)
def _disobey() -> re.Pattern[str]:
    return re.compile(rf"{source('instructions', 'earlier')}{source('instructions', 'disobey')}")

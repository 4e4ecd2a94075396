"""Japanese sentences: split where a reader would pause for good, never inside brackets."""

from __future__ import annotations

_ENDS = "\u3002\uff01\uff1f!?"
_OPEN = "\u300c\u300e\uff08(\u3010\u3014\uff3b["
_CLOSE = "\u300d\u300f\uff09)\u3011\u3015\uff3d]"
_MAX_BRACKETED = 160


def sentences(text: str) -> list[str]:
    """Sentences and lines of `text`, in order, without surrounding white space; joined again they lose nothing but
    white space. A bracket that is never closed ends after 160 characters, so one slip cannot swallow a page.
    """
    found: list[str] = []
    start = 0
    depth = 0
    opened_at = 0
    i = 0
    while i < len(text):
        character = text[i]
        if character in _OPEN:
            depth += 1
            opened_at = i
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        if depth and i - opened_at > _MAX_BRACKETED:
            depth = 0
        ends = character == "\n" or (character in _ENDS and depth == 0)
        if ends:
            while i + 1 < len(text) and text[i + 1] in _ENDS + _CLOSE and character != "\n":
                i += 1
            piece = text[start : i + 1].strip()
            if piece:
                found.append(piece)
            start = i + 1
            if character == "\n":
                depth = 0
        i += 1
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return found

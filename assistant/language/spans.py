"""Where one text stands in another, white space and character width aside."""

from __future__ import annotations

from assistant.language.normalise import squeeze, squeeze_with_map


def find_span(text: str, part: str) -> tuple[int, int] | None:
    """Start and end (exclusive) of `part` in `text`, as characters of `text`, or None where it is not there."""
    wanted = squeeze(part)
    if not wanted:
        return None
    plain = text.find(part)
    if plain >= 0:
        return plain, plain + len(part)
    flat, positions = squeeze_with_map(text)
    start = flat.find(wanted)
    if start < 0:
        return None
    return positions[start], positions[start + len(wanted) - 1] + 1

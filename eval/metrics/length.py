"""Length of an answer in characters as shown, citation marks included, line ends left out.

    length(a) = number of characters of a
"""

from __future__ import annotations


def length(text: str) -> int:
    """Characters of `text` without line ends."""
    return len(text.replace("\n", ""))

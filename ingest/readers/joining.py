"""Joining what was broken over two lines: no space beside a Japanese character, one between Latin words."""

from __future__ import annotations


def join(one: str, other: str) -> str:
    """`one` and `other` as one line."""
    if not one or not other:
        return one or other
    between = " " if one[-1].isascii() and other[0].isascii() else ""
    return one + between + other

"""Conditions on a column of times."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement


def within(column: Column[datetime], start: datetime | None, end: datetime | None) -> list[ColumnElement[bool]]:
    """From `start` (inclusive) to `end` (exclusive); None leaves that side open."""
    found: list[ColumnElement[bool]] = []
    if start is not None:
        found.append(column >= start)
    if end is not None:
        found.append(column < end)
    return found

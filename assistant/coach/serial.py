"""A worksheet as plain values for JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.coach.worksheet import Worksheet
from assistant.errors import StorageError

_SHEET = TypeAdapter(Worksheet)


def sheet_to_dict(sheet: Worksheet) -> dict[str, Any]:
    """`sheet` as plain values; `sheet_from_dict` gives the same sheet back."""
    found: dict[str, Any] = _SHEET.dump_python(sheet, mode="json")
    return found


def sheet_from_dict(values: Mapping[str, Any]) -> Worksheet:
    """The sheet that `values` hold.

    Raises:
        StorageError: they do not have the form of one.
    """
    try:
        return _SHEET.validate_python(values)
    except ValidationError as error:
        raise StorageError(f"not a worksheet: {error}", path="worksheet", reason="form") from error

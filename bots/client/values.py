"""JSON values as the dataclasses of `models`, and back."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def decode(kind: Any, value: Any) -> Any:
    """`value`, which the server sent, as a `kind`. Keys that this client does not know are left out.

    Raises:
        ValueError: it is none.
    """
    if kind is Any or kind is None or kind is type(None):
        return value
    if dataclasses.is_dataclass(kind):
        return _made(kind, value)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(inner, value)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{kind}: {type(value).__name__}")
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(decode(part, item) for part, item in zip(kinds, value, strict=True))
    if origin is not None and origin is not Literal:
        if not isinstance(value, Mapping):
            raise ValueError(f"{kind}: {type(value).__name__}")
        return {key: decode(inner[1], item) for key, item in value.items()}
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return value


def encode(value: Any) -> Any:
    """`value` as JSON has it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _made(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"{kind.__name__}: {type(value).__name__}")
    hints, names = _hints(kind), {field.name: field.name.rstrip("_") for field in dataclasses.fields(kind)}
    held = {field: decode(hints[field], value[name]) for field, name in names.items() if name in value}
    try:
        return kind(**held)
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    for kind in kinds:
        try:
            return decode(kind, value)
        except (ValueError, TypeError, AttributeError):
            continue
    raise ValueError(f"none of {kinds}")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)

"""JSON schemas as Python types."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
_PLAIN = {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_FORMATS = {"date-time": "datetime", "date": "date", "binary": "bytes"}


def class_name(name: str) -> str:
    """The class of a schema: `CellBody-Input` is CellBodyInput; one that two modules use has its module before it."""
    *modules, last = name.replace("-", "").split("__")
    return "".join(word.capitalize() for word in modules[-1].split("_")) + last if modules else last


def field_name(name: str) -> str:
    """The attribute or argument for a key."""
    plain = name.replace("-", "_")
    return f"{plain}_" if keyword.iskeyword(plain) else plain


def type_of(schema: Schema, prefix: str = "") -> str:
    """The annotation for a value of `schema`; `prefix` stands before names of models."""
    if "$ref" in schema:
        return prefix + class_name(schema["$ref"].rpartition("/")[2])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(type_of(part, prefix) for part in schema[several]))
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if values:
        return _literals(values)
    if schema.get("type") == "string":
        return "bytes" if "contentMediaType" in schema else _FORMATS.get(schema.get("format", ""), "str")
    if schema.get("type") == "array":
        return _array(schema, prefix)
    if schema.get("type") == "object":
        inside = schema.get("additionalProperties")
        return f"Mapping[str, {type_of(inside, prefix) if isinstance(inside, Mapping) else 'Any'}]"
    return _PLAIN.get(schema.get("type", ""), "Any")


def _literals(values: list[Any]) -> str:
    if not all(isinstance(value, str) and value.isascii() for value in values):
        return "str" if all(isinstance(value, str) for value in values) else f"Literal{values!r}"
    return "Literal[" + ", ".join(f'"{value}"' for value in values) + "]"


def _array(schema: Schema, prefix: str) -> str:
    if "prefixItems" in schema:
        return f"tuple[{', '.join(type_of(part, prefix) for part in schema['prefixItems'])}]"
    return f"tuple[{type_of(schema.get('items', {}), prefix)}, ...]"

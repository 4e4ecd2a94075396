"""Writes `models.py` and `operations.py` of the client from the OpenAPI document: `python -m bots.client.generate`."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bots.client.schemas import Schema, class_name, field_name, type_of

_HERE = Path(__file__).parent
_HEAD = '"""{title}. Written by `python -m bots.client.generate`: change the interface, not this file."""\n\n'
_WIDTH = 116
_NAMES = {
    "collections.abc": ("Iterator", "Mapping"), "dataclasses": ("dataclass", "field"), "datetime": ("date", "datetime"),
    "typing": ("Any", "Literal"),
}  # fmt: skip
_USE = {"field": r"\(default_factory", "date": r"\b(?!:)"}
"""What tells the use of a name from a word of the text."""


def written(document: Mapping[str, Any]) -> dict[str, str]:
    """The two files, by name, for an OpenAPI document."""
    return {"models.py": _models(document), "operations.py": _operations(document)}


def _models(document: Mapping[str, Any]) -> str:
    schemas: Mapping[str, Schema] = document["components"]["schemas"]
    # forms have no class: their fields are arguments of the method
    names = [name for name in sorted(schemas) if not name.startswith("Body_")]
    body = "\n\n".join(_model(class_name(name), schemas[name]) for name in names)
    return _HEAD.format(title="What travels over `/api/v1`, as frozen dataclasses") + _imports(body) + "\n\n" + body


def _imports(body: str) -> str:
    """Those lines that `body` needs."""
    lines = ["from __future__ import annotations", ""]
    for module, names in _NAMES.items():
        used = [name for name in names if re.search(rf"(?<![\w.\"]){name}{_USE.get(name, '')}", body)]
        lines += [f"from {module} import {', '.join(used)}"] if used else []
    return "\n".join(lines) + "\n"


def _model(name: str, schema: Schema) -> str:
    if schema.get("type") != "object":
        return f"{_joined(f'{name} = {type_of(schema)}')}\n{_doc(schema, '')}"
    lines = ["@dataclass(frozen=True, slots=True, kw_only=True)", f"class {name}:", _doc(schema, "    ", name)]
    required = schema.get("required", ())
    lines += [""] if schema.get("properties") else []
    for key, value in schema.get("properties", {}).items():
        lines.append(f"    {field_name(key)}: {_with_default(value, key in required)}")
    return "\n".join(lines) + "\n"


def _with_default(schema: Schema, required: bool) -> str:
    kind = type_of(schema)
    if required:
        return kind
    default = schema.get("default")
    if kind.startswith("tuple[") and not default:
        return f"{kind} = ()"
    if kind.startswith("Mapping[") and not default:
        return f"{kind} = field(default_factory=dict)"
    if isinstance(default, str | int | float | bool):
        return f"{kind} = {_literal(default)}"
    return f"{kind} = None" if "None" in kind.split(" | ") else f"{kind} | None = None"


def _operations(document: Mapping[str, Any]) -> str:
    found = sorted(_each(document), key=lambda row: row[2]["operationId"])
    body = textwrap.dedent("""\
        from bots.client import models
        from bots.client.transport import Event, Transport


        class Operations(Transport):
            \"\"\"One method for each operation, named by its id. Each raises `Problem` where the server refuses.\"\"\"
        """) + "".join(_method(document, *row) for row in found)
    return _HEAD.format(title="Every operation of `/api/v1` as a method") + _imports(body) + "\n" + body


def _each(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def _method(document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> str:
    parameters = operation.get("parameters", [])
    places = [row["name"] for row in parameters if row["in"] == "path"]
    query = {row["name"]: (row["schema"], row.get("required", False)) for row in parameters if row["in"] == "query"}
    media, body = _body(document, operation)
    arguments = ["self", *(f"{field_name(name)}: str" for name in places)]
    optional = [*_arguments(query), *_arguments(body, binary=media == "multipart/form-data")]
    if media == "application/octet-stream":
        optional.append("content: bytes")
    if optional:
        arguments += ["*", *sorted(optional, key=lambda row: " = " in row)]
    success = next(content for status, content in operation["responses"].items() if status.startswith("2"))
    streams = "text/event-stream" in success.get("content", {})
    kind = "Iterator[Event]" if streams else _answer(operation, success)
    given = [f'"{method}"', f'"{path}"']
    given += [] if streams else [kind]
    given += [_table("places", {name: field_name(name) for name in places})] if places else []
    given += [_table("query", {name: field_name(name) for name in query})] if query else []
    whole = "files" if media == "multipart/form-data" else "body"
    given += [_table(whole, {name: field_name(name) for name in body})] if body else []
    given += ["content=content"] if media == "application/octet-stream" else []
    call = f"return self.{'_stream' if streams else '_call'}({', '.join(given)})"
    if kind not in ("None", "Iterator[Event]"):
        call = f"found: {kind} = self._call({', '.join(given)})\n        return found"
    elif kind == "None":
        call = call.removeprefix("return ")
    told = _doc({"description": operation.get("description") or operation.get("summary", "")}, "        ")
    signature = f"    def {field_name(operation['operationId'])}({', '.join(arguments)}) -> {kind}:"
    lines = (_folded(f"        {line.strip()}") for line in call.split("\n"))
    return "\n".join(["", _folded(signature), told, *lines, ""])


def _body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[str, dict[str, tuple[Schema, bool]]]:
    """(media type, property → (schema, required)) of what is sent."""
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return "", {}
    media, held = next(iter(content.items()))
    name = held["schema"].get("$ref", "").rpartition("/")[2]
    schema = document["components"]["schemas"].get(name, {})
    required = schema.get("required", ())
    return media, {key: (value, key in required) for key, value in schema.get("properties", {}).items()}


def _arguments(values: Mapping[str, tuple[Schema, bool]], *, binary: bool = False) -> list[str]:
    rows = []
    for name, (schema, required) in values.items():
        kind = "tuple[str, bytes]" if binary else type_of(schema, "models.")
        if required:
            rows.append(f"{field_name(name)}: {kind}")
        else:
            rows.append(f"{field_name(name)}: {kind if 'None' in kind.split(' | ') else f'{kind} | None'} = None")
    return rows


def _answer(operation: Mapping[str, Any], success: Mapping[str, Any]) -> str:
    if "204" in operation["responses"]:
        return "None"
    content = success.get("content", {}).get("application/json")
    return type_of(content["schema"], "models.") if content and content.get("schema") else "bytes"


def _table(name: str, rows: Mapping[str, str]) -> str:
    return f"{name}={{{', '.join(f'{_literal(key)}: {value}' for key, value in rows.items())}}}"


def _literal(value: str | int | float | bool) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _doc(schema: Schema, indent: str, name: str = "") -> str:
    said = " ".join(str(schema.get("description") or schema.get("title") or name or "Found").split())
    lines = textwrap.wrap(f'"""{said}', _WIDTH - len(indent))
    if len(lines) > 1 or len(lines[0]) + 3 > _WIDTH - len(indent):
        return "\n".join(indent + line for line in [*lines, '"""'])
    return f'{indent}{lines[0]}"""'


def _joined(line: str) -> str:
    """A long alias over several lines."""
    if len(line) <= _WIDTH:
        return line
    head, _, inner = line.partition("[")
    rows = textwrap.wrap(inner.rstrip("]"), _WIDTH - 8, break_long_words=False)
    return f"{head}[\n" + "\n".join(f"    {row}" for row in rows) + "\n]"


def _folded(line: str) -> str:
    """A long call or signature, one argument on each line."""
    if len(line) <= _WIDTH:
        return line
    start = line.index("(") + 1
    end = line.rindex(")")
    indent = " " * (len(line) - len(line.lstrip()))
    rows = [f"{indent}    {part}," for part in _split(line[start:end])]
    return "\n".join([line[:start], *rows, f"{indent}{line[end:]}"])


def _split(inner: str) -> list[str]:
    """The arguments in `inner`: commas inside of brackets part nothing."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(inner):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            parts.append(inner[start:place].strip())
            start = place + 1
    return [*parts, inner[start:].strip()]


def main() -> int:
    """Write both files for the interface of this checkout."""
    from assistant.app import Assistant
    from assistant.settings import load_settings
    from bots.web.app import create_app

    settings = load_settings()
    for name, text in written(create_app(Assistant(settings), settings).openapi()).items():
        (_HERE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

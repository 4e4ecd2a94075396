"""Every Japanese text that renkei says or sends: files under this folder, read through `load` and `text`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

ROOT = Path(__file__).parent


# libyaml reads ten times as fast; where PyYAML was built without it, its own reader does
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(content: str) -> Any:
    """YAML as plain values.

    Raises:
        yaml.YAMLError: it is none.
    """
    return yaml.load(content, Loader=_LOADER)


@lru_cache(maxsize=128)
def load(name: str) -> Any:
    """The content of `prompts/<name>.ja.yaml` (parsed) or `prompts/<name>.ja.md` (text).

    Raises:
        FileNotFoundError: neither file exists; the message names both.
    """
    as_yaml, as_text = ROOT / f"{name}.ja.yaml", ROOT / f"{name}.ja.md"
    if as_yaml.exists():
        return parse_yaml(as_yaml.read_text(encoding="utf-8"))
    if as_text.exists():
        return as_text.read_text(encoding="utf-8")
    raise FileNotFoundError(f"no text {as_yaml} or {as_text}")


def text(name: str, key: str, /, **values: object) -> str:
    """The text under `key` (dots go deeper) of `load(name)`, with its `{variables}` filled.

    Raises:
        KeyError: the key or one of the variables is missing; the message names it.
    """
    found: Any = load(name)
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            raise KeyError(f"prompts/{name}.ja.yaml has no text {key!r}")
        found = found[part]
    template = str(found)
    wanted = {field for _, field, _, _ in Formatter().parse(template) if field}
    missing = wanted - set(values)
    if missing:
        raise KeyError(f"prompts/{name}.ja.yaml, {key!r}: no value for {', '.join(sorted(missing))}")
    return template.format(**values) if wanted else template

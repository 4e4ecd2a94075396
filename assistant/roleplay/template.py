"""A commented persona file for a trainer to start from: the explanation, the known ids, and a sample that runs."""

from __future__ import annotations

import re

import prompts
from assistant.roleplay.persona_form import turns
from assistant.roleplay.rubric import rubric
from assistant.roleplay.signals import rules

_SAMPLE = "visiting-nurse-lead"
_NEW_ID = "my-partner"


def template() -> str:
    """The text of a new persona file. It passes the check as it is."""
    explanation = str(prompts.load("roleplay/template")).strip().splitlines()
    titles = prompts.load("roleplay/messages")["template"]
    known = [
        titles["points"], *(f"  {key}  {point.name}" for key, point in rubric().points.items()),
        titles["moves"], *(f"  {key}  {titles['move'][key]}" for key in rules("moves")),
        titles["turns"], *(f"  {key}  {titles['turn'][key]}" for key in turns()),
        titles["behaviours"], *(f"  {key}  {behaviour.name}" for key, behaviour in rubric().hardening.items()),
    ]  # fmt: skip
    comment = "\n".join(f"# {line}".rstrip() for line in [*explanation, "", *known])
    sample = (prompts.ROOT / "roleplay" / "personas" / f"{_SAMPLE}.ja.yaml").read_text(encoding="utf-8")
    return f"{comment}\n\n{re.sub(r'^id: .*$', f'id: {_NEW_ID}', sample, count=1, flags=re.MULTILINE)}"

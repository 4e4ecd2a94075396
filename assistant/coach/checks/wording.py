"""Findings in words: `prompts/coach/findings.ja.yaml`, by code, step and variant."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.coach.checks.case import Case, Hit
from assistant.coach.findings import Code, Finding, Severity
from assistant.coach.places import Place, to_sources
from assistant.errors import CorpusError

_EXCERPT = 40
_BULLETS = "\u30fb\u25cb\u25cf\u25a0\u25a1\u25c6\u25c7* -"


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message: str = ""
    reason: str = ""
    question: str = ""
    sources: list[Place] = []


class _Entry(_Words):
    name: str
    message: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    question: str = Field(min_length=1)
    sources: list[Place] = Field(min_length=1)
    steps: dict[str, _Words] = {}
    variants: dict[str, _Words] = {}


@lru_cache(maxsize=1)
def entries() -> dict[Code, _Entry]:
    """The wording of every code.

    Raises:
        CorpusError: the file is malformed, or a code has no wording.
    """
    try:
        content = prompts.load("coach/findings")
        return {code: _Entry.model_validate(content[code.value]) for code in Code}
    except (KeyError, ValidationError) as error:
        raise CorpusError(f"prompts/coach/findings.ja.yaml: {error}", path="findings.ja.yaml",
                          reason="findings") from error  # fmt: skip


def name(code: Code) -> str:
    """The short Japanese name of a flaw."""
    return entries()[code].name


def finding(code: Code, severity: Severity, hit: Hit, case: Case) -> Finding:
    """The finding of `hit` in words; what a variant leaves out comes from the step's wording, then from the code's."""
    entry = entries()[code]
    layers = [entry.variants.get(hit.variant), entry.steps.get(case.step.value), entry]
    words = [layer for layer in layers if layer is not None]
    values = {"excerpt": _short(hit.excerpt), "scene": case.scene.name_ja, "step": case.step.name_ja}
    return Finding(
        code=code,
        severity=severity,
        message=next(layer.message for layer in words if layer.message).format(**values),
        reason=next(layer.reason for layer in words if layer.reason).format(**values),
        question=next(layer.question for layer in words if layer.question).format(**values),
        sources=to_sources(next(layer.sources for layer in words if layer.sources)),
        excerpt=hit.excerpt,
    )


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip("\u3002. ").lstrip(_BULLETS)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "\u2026"

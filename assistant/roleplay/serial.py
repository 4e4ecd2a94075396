"""A run as JSON and back, so that someone else can keep it; a debrief as JSON, for pages and exports."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import UsageError
from assistant.roleplay.debrief import Debrief
from assistant.roleplay.personas import hint
from assistant.roleplay.values import Entry, Run

_RUN = TypeAdapter(Run)


def run_to_json(run: Run) -> str:
    """`run` as one JSON object; equal runs give equal text."""
    return json.dumps(_RUN.dump_python(run, mode="json"), ensure_ascii=False, sort_keys=True, default=sorted)


def run_from_json(text: str) -> Run:
    """The run that `run_to_json` wrote.

    Raises:
        UsageError: the text is not a run.
    """
    try:
        return _RUN.validate_json(text)
    except ValidationError as error:
        raise UsageError(f"not a run: {error}", hint=hint("run")) from error


def debrief_to_dict(found: Debrief) -> dict[str, Any]:
    """`found` in plain lists and dictionaries, ready for `json.dumps`."""
    return asdict(found)


def ledger_to_dict(ledger: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """The ledger as it may be shown during a run: no hidden text, only ids and how they stand."""
    return [{"concern": e.concern, "status": e.status.value, "voiced": e.voiced, "met": sorted(e.met)} for e in ledger]

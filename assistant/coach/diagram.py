"""The picture of a table for the documentation: Mermaid text, made from the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import prompts
from assistant.coach.machine import Event, State, Table


def render(table: Table[State, Event], names: Mapping[str, str]) -> str:
    """A Mermaid state diagram of `table`; `names` gives the Japanese names of states, events and guards by id.

    Events that leave the state where it is stand in one note instead of a loop at every state.
    """
    states = _unique(state for state, _ in table)
    staying = _unique(event for (state, event), move in table.items() if move.target is state)
    lines = ["stateDiagram-v2", f"    [*] --> {states[0]}"]
    lines += [f"    {state}: {names[state]}" for state in states]
    for (state, event), move in table.items():
        if move.target is not state:
            guards = "\u30fb".join(names[guard.name] for guard in move.guards)
            lines.append(f"    {state} --> {move.target}: {names[event]}" + (f" [{guards}]" if guards else ""))
    stay = "\u30fb".join(names[event] for event in staying)
    lines.append(f"    note right of {states[0]}: {names['staying']} {stay}")
    return "\n".join(lines) + "\n"


def names_of(group: str) -> dict[str, str]:
    """The names for `render`: `plan` or `training`."""
    table = prompts.load("coach/machine")
    return {**table["diagram"]["common"], **table["diagram"][group]}


def _unique(values: Iterable[StrEnum]) -> list[StrEnum]:
    found: list[StrEnum] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found

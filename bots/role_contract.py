"""A comparison of actors as JSON, the same on every surface."""

from __future__ import annotations

from typing import Any

from assistant.roles.compare import Comparison


def matrix_to_list(comparison: Comparison) -> list[dict[str, Any]]:
    """A row for each task, with one object for each side: its duties, and the schemes that state a gap."""
    return [
        {
            "task": row.task.id,
            "name": row.task.name,
            "sides": [
                {
                    "actor": side.actor.id,
                    "scheme": side.scheme.id if side.scheme else None,
                    "duties": [{"scheme": cell.scheme, "duty": cell.duty} for cell in entry.duties],
                    "gaps": [scheme.id for scheme in entry.gaps],
                }
                for side, entry in zip(comparison.sides, row.entries, strict=True)
            ],
        }
        for row in comparison.rows
    ]

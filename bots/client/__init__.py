"""A typed client of `/api/v1` for programs: `with Client(address, token=…) as renkei: renkei.ask(question=…)`.

`models` and `operations` are written by `bots.client.generate` from the OpenAPI document.
"""

from __future__ import annotations

from bots.client.client import Client
from bots.client.problem import Problem
from bots.client.transport import Event

__all__ = ["Client", "Event", "Problem"]

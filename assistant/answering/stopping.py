"""Nobody waits for this answer any more: how whoever left is heard by a call that waits for its next word.

A generator that is being run cannot be closed from another thread, so the thread that runs it looks here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from assistant.errors import Stopped

LOOK_EVERY = 0.25
"""Seconds between two looks while one waits."""
_STOP: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


@contextmanager
def stopped_by(event: threading.Event) -> Iterator[None]:
    """What runs in this thread inside the block is to stop soon after `event` is set."""
    token = _STOP.set(event)
    try:
        yield
    finally:
        _STOP.reset(token)


def go_on() -> None:
    """
    Raises:
        Stopped: nobody waits for what this thread does.
    """
    event = _STOP.get()
    if event is not None and event.is_set():
        raise Stopped("nobody waits for the answer")

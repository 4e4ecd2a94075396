"""Where answers are made: a few threads and a waiting line with an end, so that a crowd is refused in time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from assistant.errors import Overloaded

T = TypeVar("T")

_RETRY_SECONDS = 3
WORKERS = 2
"""Threads where answers are computed: they share one interpreter, and more only take turns (measured: 4 threads answer
76 questions a second, 2 answer 115)."""
WORKERS_WITH_MODEL = 8
"""Threads where answers mostly wait for a chat model."""


class AskPool:
    """Runs blocking calls in `workers` threads; at most `waiting` more calls wait for one."""

    def __init__(self, *, workers: int = WORKERS, waiting: int = 512) -> None:
        self._executor = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="ask")
        self._most = workers + waiting
        self._under_way = 0
        self._lock = threading.Lock()

    @property
    def under_way(self) -> int:
        """Calls that run or wait."""
        return self._under_way

    async def run(self, call: Callable[[], T]) -> T:
        """The result of `call`. Where the caller is cancelled, a waiting call never starts.

        Raises:
            Overloaded: too many calls are waiting.
        """
        with self._lock:
            if self._under_way >= self._most:
                raise Overloaded(f"{self._under_way} calls are under way", seconds=_RETRY_SECONDS)
            self._under_way += 1
        future = self._executor.submit(call)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def _leave(self, _: Future[T]) -> None:
        with self._lock:
            self._under_way -= 1

    def close(self) -> None:
        """Let what runs come to its end; what waits is dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

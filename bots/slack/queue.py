"""The waiting line: bounded, a few workers, and one thread of talk at a time, so that follow-ups keep their order."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

log = logging.getLogger("renkei.slack")
Job = Callable[[], None]


class WorkQueue:
    """Runs jobs in `workers` threads; at most `limit` wait. Jobs of one lane run one after the other."""

    def __init__(self, *, workers: int = 4, limit: int = 500) -> None:
        self._limit = limit
        self._lanes: dict[str, deque[Job]] = {}
        """Waiting jobs of the lanes that have any, or that run one."""
        self._ready: deque[str] = deque()
        """Lanes whose first job may start."""
        self._waiting = 0
        self._running = 0
        self._closed = False
        self._changed = threading.Condition()
        self._workers = [
            threading.Thread(target=self._work, name=f"slack-{number}", daemon=True) for number in range(workers)
        ]
        for worker in self._workers:
            worker.start()

    @property
    def waiting(self) -> int:
        """Jobs that no worker has taken up yet."""
        return self._waiting

    @property
    def workers(self) -> int:
        """How many jobs run at once."""
        return len(self._workers)

    def put(self, lane: str, job: Job) -> bool:
        """Add `job`; False where the line is full or closed."""
        with self._changed:
            if self._closed or self._waiting >= self._limit:
                return False
            jobs = self._lanes.get(lane)
            if jobs is None:
                self._lanes[lane] = deque([job])
                self._ready.append(lane)
            else:
                jobs.append(job)
            self._waiting += 1
            self._changed.notify()
            return True

    def join(self, timeout: float | None = None) -> bool:
        """Wait until nothing waits or runs; False where that takes longer than `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._running, timeout)

    def close(self, timeout: float = 20) -> bool:
        """Take nothing more and let what is there come to its end; False where it takes longer than `timeout`."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._waiting and not self._running, timeout)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ready or (self._closed and not self._waiting))
                if not self._ready:
                    return
                lane = self._ready.popleft()
                job = self._lanes[lane].popleft()
                self._waiting -= 1
                self._running += 1
            try:
                job()
            except Exception:  # a job says itself what went wrong; the worker must live on
                log.exception("a job of the Slack queue failed")
            finally:
                self._done(lane)

    def _done(self, lane: str) -> None:
        with self._changed:
            self._running -= 1
            if self._lanes[lane]:
                self._ready.append(lane)
            else:
                del self._lanes[lane]
            self._changed.notify_all()

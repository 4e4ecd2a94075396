"""What runs here in figures, for Prometheus: requests, answers, how long both took, and the index that serves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.adapters.generation import Generation
from assistant.types import Answer

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_ELSEWHERE = "other"
"""The path of requests that no route takes: what strangers try must not fill the memory."""


class Metrics:
    """One registry for each application. Threads may share it."""

    def __init__(
        self, *, queue: Callable[[], int], generation: Callable[[], Generation], ingesting: Callable[[], bool]
    ) -> None:
        """`queue` tells how many answers are under way or wait."""
        self._registry = CollectorRegistry()
        self._generation = generation
        self._requests = Counter(
            "renkei_requests", "HTTP requests", ("method", "path", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "renkei_request_seconds", "Seconds until the last byte of a response", ("path",), buckets=_SECONDS,
            registry=self._registry,
        )  # fmt: skip
        self._open = Gauge("renkei_requests_open", "HTTP requests under way", registry=self._registry)
        self._answers = Counter("renkei_answers", "Answers", ("status", "mode"), registry=self._registry)
        self._answer_seconds = Histogram(
            "renkei_answer_seconds", "Seconds of making an answer", ("mode",), buckets=_SECONDS, registry=self._registry
        )
        Gauge("renkei_queue", "Answers that are being made or wait", registry=self._registry).set_function(queue)
        Gauge("renkei_ingest_running", "1 while documents are read", registry=self._registry).set_function(ingesting)
        self._index = Gauge(
            "renkei_index_info", "1 for the generation of the index that serves", ("generation", "embedder"),
            registry=self._registry,
        )  # fmt: skip
        self._made = Gauge("renkei_index_created_seconds", "When the index was made", registry=self._registry)
        self._counts = Gauge("renkei_index_units", "What the index holds", ("kind",), registry=self._registry)

    def answered(self, answer: Answer, seconds: float) -> None:
        """Count an answer."""
        self._answers.labels(answer.status, answer.mode).inc()
        self._answer_seconds.labels(answer.mode).observe(seconds)

    def begun(self) -> None:
        """Count a request that came in."""
        self._open.inc()

    def done(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._open.dec()
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def exposition(self) -> bytes:
        """Everything in Prometheus' text format."""
        manifest = self._generation().manifest
        self._index.clear()
        self._index.labels(manifest.id, manifest.embedder).set(1)
        self._made.set(datetime.fromisoformat(manifest.created).timestamp())
        for kind, count in {**manifest.counts, "documents": len(manifest.documents)}.items():
            self._counts.labels(kind).set(count)
        return generate_latest(self._registry)


class Measured:
    """ASGI middleware that counts every request, whatever becomes of it. `prefix` is that of the interface."""

    def __init__(self, app: ASGIApp, metrics: Metrics, prefix: str) -> None:
        self.app = app
        self._metrics = metrics
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.begun()
        try:
            await self.app(scope, receive, noting)
        finally:
            self._metrics.done(_method(scope), _path(scope, self._prefix), status, time.perf_counter() - begun)


def _path(scope: Scope, prefix: str) -> str:
    """The pattern of the route that took the request."""
    route = scope.get("route")
    if route is not None and not isinstance(route, Mount):
        pattern = str(getattr(route, "path", _ELSEWHERE))
        # FastAPI tells the pattern of an included router without what it was included under
        within = scope["path"].startswith(f"{prefix}/") and not pattern.startswith(f"{prefix}/")
        return prefix + pattern if within else pattern
    return "/static" if scope["path"].startswith("/static/") else _ELSEWHERE


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else _ELSEWHERE

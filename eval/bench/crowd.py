"""A crowd at the served program: many readers of streams, some clients who never rest, for a minute; and whether the
process grows meanwhile.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval.bench.serving import HOST, PATH, free_port, resident_megabytes, server
from eval.metrics.latency import percentile

STREAMS, CLIENTS, SECONDS = 200, 16, 60.0
REST = 20.0
"""Seconds that a reader of a stream takes for an answer of 600 characters before the next question."""
_SAMPLE = 2.0
_WARM_UP = 10.0
"""Seconds under the same load before anything counts: caches fill and the dictionary is paged in."""
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Figures of one run. Times in milliseconds, memory in megabytes (2**20 bytes)."""

    streams: int
    clients: int
    seconds: float
    asked: int
    streamed: int
    faults: Mapping[str, int]
    """Failed requests by what went wrong: a status, or the name of an error."""
    p50: float
    p95: float
    stream_p95: float
    """Until the last event of a stream."""
    memory_start: float
    memory_end: float
    slope: float
    """Megabytes a minute, by least squares over the samples."""

    @property
    def failures(self) -> int:
        """Failed requests."""
        return sum(self.faults.values())


@dataclass(slots=True)
class _Tally:
    """What all threads write into; appending is atomic."""

    asked: list[float] = field(default_factory=list)
    streamed: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def crowd(
    questions: Sequence[str], *, streams: int = STREAMS, clients: int = CLIENTS, seconds: float = SECONDS,
    warm_up: float = _WARM_UP, rest: float = REST,
) -> Crowd:  # fmt: skip
    """Start `renkei serve` with this process's settings and put the crowd before it. A reader opens a connection,
    reads the stream to its end and rests; a client keeps its connection and asks again at once.

    Raises:
        RenkeiError: the server does not come up.
    """
    port = free_port()
    with server(port) as process:
        tally, stop = _Tally(), threading.Event()
        threads = [
            *(threading.Thread(target=_reader, args=(port, questions, n, rest, tally, stop)) for n in range(streams)),
            *(threading.Thread(target=_client, args=(port, questions, n, tally, stop)) for n in range(clients)),
        ]
        for thread in threads:
            thread.start()
        stop.wait(warm_up)
        counted = len(tally.asked), len(tally.streamed)
        samples = _memory(process.pid, seconds)
        asked, streamed = tally.asked[counted[0] :], tally.streamed[counted[1] :]
        stop.set()
        for thread in threads:
            thread.join()
    return Crowd(
        streams=streams, clients=clients, seconds=seconds, asked=len(asked), streamed=len(streamed),
        faults=Counter(tally.failures), p50=percentile(asked or [0.0], 50), p95=percentile(asked or [0.0], 95),
        stream_p95=percentile(streamed or [0.0], 95), memory_start=samples[0][1], memory_end=samples[-1][1],
        slope=slope(samples),
    )  # fmt: skip


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """Change a minute of (seconds, value) by least squares."""
    times, values = np.array(samples).T
    return float(np.polyfit(times, values, 1)[0] * 60) if len(samples) > 1 else 0.0


def _memory(pid: int, seconds: float) -> list[tuple[float, float]]:
    started = time.monotonic()
    samples = [(0.0, resident_megabytes(pid))]
    while (passed := time.monotonic() - started) < seconds:
        time.sleep(min(_SAMPLE, seconds - passed))
        samples.append((time.monotonic() - started, resident_megabytes(pid)))
    return samples


def _client(port: int, questions: Sequence[str], number: int, tally: _Tally, stop: threading.Event) -> None:
    chance = random.Random(number)
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    while not stop.is_set():
        _ask(connection, PATH, chance.choice(questions), b"", tally.asked, tally)
    connection.close()


def _reader(
    port: int, questions: Sequence[str], number: int, rest: float, tally: _Tally, stop: threading.Event
) -> None:
    chance = random.Random(10_000 + number)
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    pause = chance.uniform(0, rest)  # people do not all begin at once
    while not stop.wait(pause):
        _ask(connection, f"{PATH}/stream", chance.choice(questions), b"event: done", tally.streamed, tally)
        connection.close()  # the server gives up idle ones; the next request opens it again
        pause = chance.uniform(0.5, 1.5) * rest


def _ask(
    connection: http.client.HTTPConnection, path: str, question: str, wanted: bytes, times: list[float], tally: _Tally
) -> None:
    """One question; `wanted` has to be in the answer, or it counts as a failure."""
    started = time.perf_counter()
    try:
        connection.request("POST", path, json.dumps({"question": question}).encode(), _JSON)
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException) as error:
        tally.failures.append(type(error).__name__)
        connection.close()
        return
    if response.status == 200 and wanted in body:
        times.append((time.perf_counter() - started) * 1000)
    else:
        tally.failures.append(str(response.status))

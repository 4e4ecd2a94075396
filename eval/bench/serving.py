"""The served program under load: requests a second, their latency, and the memory that the process holds."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from socket import socket

from assistant.errors import RenkeiError
from eval.metrics.latency import percentile

CLIENTS = 16
HOST = "127.0.0.1"
PATH = "/api/v1/ask"
_START_SECONDS = 60
_WARM_UP = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Figures of one load run. Times in milliseconds, memory in megabytes (2**20 bytes)."""

    clients: int
    requests: int
    failures: int
    per_second: float
    p50: float
    p95: float
    memory_idle: float
    memory_loaded: float


def load(questions: Sequence[str], requests: int, clients: int = CLIENTS) -> Served:
    """Start `renkei serve` on a free port with this process's settings, and ask with `clients` connections at once.

    Raises:
        RenkeiError: the server does not come up.
    """
    port = free_port()
    with server(port) as process:
        idle = resident_megabytes(process.pid)
        _ask_all(port, questions, _WARM_UP, clients)
        started = time.perf_counter()
        times, failures = _ask_all(port, questions, requests, clients)
        elapsed = time.perf_counter() - started
        loaded = resident_megabytes(process.pid)
    return Served(
        clients=clients, requests=requests, failures=failures, per_second=(requests - failures) / elapsed,
        p50=percentile(times or [0.0], 50), p95=percentile(times or [0.0], 95), memory_idle=idle, memory_loaded=loaded,
    )  # fmt: skip


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`renkei serve` on `port`, once it answers.

    Raises:
        RenkeiError: it does not come up.
    """
    command = [sys.executable, "-m", "bots.cli", "serve", "--host", HOST, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _await(port, process)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("POST", PATH, json.dumps({"question": "?"}), {"Content-Type": "application/json"})
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    process.terminate()
    raise RenkeiError(f"the server did not come up: {process.communicate()[1].decode(errors='replace')[-500:]}")


def _ask_all(port: int, questions: Sequence[str], requests: int, clients: int) -> tuple[list[float], int]:
    """(milliseconds of each answered request, failures); every client keeps its connection."""
    times: list[float] = []
    failures = [0] * clients
    shares = [range(number, requests, clients) for number in range(clients)]

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        for request in shares[number]:
            body = json.dumps({"question": questions[request % len(questions)]}).encode()
            started = time.perf_counter()
            try:
                connection.request("POST", PATH, body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException):
                failures[number] += 1
                connection.close()
                continue
            if response.status == 200:
                times.append((time.perf_counter() - started) * 1000)
            else:
                failures[number] += 1
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, sum(failures)


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, as `ps` gives it on every Unix."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], check=True, capture_output=True, text=True).stdout
    return int(shown.strip()) / 1024

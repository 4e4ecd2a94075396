"""Ingests behind a server: one at a time, in a process of its own, asked for by whoever changed the documents."""

from __future__ import annotations

import contextlib
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

import ingest
from assistant.errors import RenkeiError
from assistant.sessions.clock import Clock, now
from assistant.settings import Settings
from ingest.generations import prune, writer
from ingest.job import order

log = logging.getLogger("renkei.ingest")
State = Literal["idle", "running"]
_GRACE = 120.0
"""Seconds for which whoever still reads the generation before this one may do so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why an ingest failed; the index that served goes on serving."""

    code: str
    reference: str
    details: dict[str, str] = field(default_factory=dict)

    def error(self) -> RenkeiError:
        """The error as surfaces explain it."""
        made = RenkeiError(f"the ingest failed: {self.code}", **self.details)
        made.code, made.reference = self.code, self.reference
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutFile:
    """A file that was not read; `reason` is a key of `document_reasons`."""

    file: str
    reason: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestStatus:
    """What goes on now, and how the last ingest that came to its end did. `done` of `total` counts within `step`."""

    state: State = "idle"
    step: str = ""
    done: int = 0
    total: int = 0
    waiting: bool = False
    """Documents changed meanwhile: another ingest follows."""
    started: str = ""
    """ISO 8601, UTC; empty where none was started yet."""
    ended: str = ""
    changed: bool = False
    left_out: tuple[LeftOutFile, ...] = ()
    fault: Fault | None = None


class Lines(Protocol):
    """Runs an ingest and yields what `ingest.job` says, row by row."""

    def __call__(self, settings: Settings, corpus: Path | None) -> Iterator[dict[str, Any]]:
        """Rows of one ingest."""


class Background:
    """Runs ingests. `ended` is called in the worker's thread after each that succeeded."""

    def __init__(
        self, settings: Settings, *, ended: Callable[[], None] = lambda: None, corpus: Path | None = None,
        lines: Lines | None = None, clock: Clock = now, grace: float = _GRACE,
    ) -> None:  # fmt: skip
        """`grace`: seconds after which what was taken away is forgotten altogether."""
        self._settings = settings
        self._ended = ended
        self._corpus = corpus
        self._clock = clock
        self._process = Process()
        self._lines = lines or self._process.lines
        self._kept = settings.data / "ingest.json"
        self._due = settings.data / "ingest.due"
        self._grace = grace
        self._forgetting = False
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._worker: threading.Thread | None = None
        self._status = _read(self._kept)

    @property
    def status(self) -> IngestStatus:
        """What goes on now."""
        return self._status

    def resume(self) -> None:
        """Do what an earlier server was asked for and did not bring to its end, however it stopped."""
        try:
            row = json.loads(self._due.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError):
            row = None
        # a note that was cut off in writing says at least that something was asked for
        self.start(forget=not isinstance(row, dict) or bool(row.get("forget")))

    def start(self, *, forget: bool = False) -> None:
        """Bring the index up to date; where an ingest runs, another one follows it. With `forget` the generation
        before the new one, which still holds what was taken away, does not stay as a reserve.
        """
        with self._lock:
            if self._closed:
                return
            self._forgetting = self._forgetting or forget
            _note(self._due, forget=self._forgetting)
            if self._status.state == "running":
                self._status = replace(self._status, waiting=True)
                return
            self._status = replace(self._status, state="running", step="", done=0, total=0, started=self._time())
            self._worker = threading.Thread(target=self._work, name="ingest", daemon=True)
            self._worker.start()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to do; False where it takes longer."""
        worker = self._worker
        if worker is not None:
            worker.join(seconds)
        return self._status.state == "idle"

    def close(self) -> None:
        """End what runs: an ingest can be killed at any point, and the next one begins anew."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
        self._process.kill()
        self.wait(5.0)

    def _work(self) -> None:
        again = True
        while again:
            self._once()
            with self._lock:
                again = self._status.waiting and not self._closed
                state: State = "running" if again else "idle"
                self._status = replace(self._status, state=state, waiting=False, step="", done=0, total=0)
                if again or self._status.fault is not None:
                    continue
                if self._forgetting:
                    self._forget_later()
                else:
                    self._due.unlink(missing_ok=True)

    def _forget_later(self) -> None:
        self._timer = threading.Timer(self._grace, self._forget)
        self._timer.daemon = True
        self._timer.start()

    def _forget(self) -> None:
        if self._status.state == "running":
            return  # that one comes here again when it ends
        try:
            with writer(self._settings.index):
                prune(self._settings.index, keep=1)
        except RenkeiError as error:  # another process writes; two more ingests drop it as well
            log.warning("the generation before stays for now: %s", error)
            return
        with self._lock:
            self._forgetting = False
            if self._status.state == "idle":
                self._due.unlink(missing_ok=True)

    def _once(self) -> None:
        status = replace(self._status, fault=None)
        try:
            for row in self._lines(self._settings, self._corpus):
                if "step" in row:
                    self._tell(step=row["step"], done=row["done"], total=row["total"])
                elif "fault" in row:
                    status = replace(status, fault=Fault(**row["fault"]))
                else:
                    left_out = tuple(LeftOutFile(**left) for left in row["report"]["left_out"])
                    status = replace(status, changed=row["report"]["changed"], left_out=left_out)
        except Exception as error:  # nobody else hears this thread
            wrapped = error if isinstance(error, RenkeiError) else RenkeiError("unexpected")
            if not self._closed:
                log.error("the ingest failed %s", wrapped.reference, exc_info=error)
            status = replace(status, fault=Fault(code=wrapped.code, reference=wrapped.reference))
        if status.fault is None:
            self._after_success()
        self._tell(changed=status.changed, left_out=status.left_out, fault=status.fault, ended=self._time())
        if not self._closed:
            _write(self._kept, self._status)

    def _after_success(self) -> None:
        try:
            self._ended()
        except Exception:  # the new index is there; it is taken up with the next question
            log.exception("the new index was not taken up")

    def _tell(self, **changes: Any) -> None:
        with self._lock:
            self._status = replace(self._status, **changes)

    def _time(self) -> str:
        return self._clock().isoformat(timespec="seconds")


class Process:
    """The process that ingests."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[str] | None = None
        self._killed = False
        self._lock = threading.Lock()

    def lines(self, settings: Settings, corpus: Path | None) -> Iterator[dict[str, Any]]:
        """Rows of one ingest.

        Raises:
            RenkeiError: the process ended without a word.
        """
        command = [sys.executable, "-m", "ingest.job"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            cwd=Path(ingest.__file__).resolve().parent.parent,
        ) as process:  # fmt: skip
            with self._lock:
                self._running = process
                if self._killed:
                    process.kill()
            assert process.stdin is not None  # pipes were asked for
            assert process.stdout is not None
            with contextlib.suppress(BrokenPipeError):  # it was ended before it could listen
                process.stdin.write(order(settings, corpus) + "\n")
                process.stdin.flush()  # left open: the process ends when this one does
            last: dict[str, Any] = {}
            for line in process.stdout:
                last = json.loads(line)
                yield last
        self._running = None
        if not last.keys() & {"report", "fault"}:
            raise RenkeiError(f"the ingest ended with code {process.returncode}")

    def kill(self) -> None:
        """End it; none is begun any more."""
        with self._lock:
            self._killed = True
            if self._running is not None:
                self._running.kill()


def _read(path: Path) -> IngestStatus:
    """How the last ingest ended, as an earlier server wrote it down."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        row["left_out"] = tuple(LeftOutFile(**left) for left in row["left_out"])
        row["fault"] = Fault(**row["fault"]) if row["fault"] else None
        return replace(IngestStatus(**row), state="idle", waiting=False, step="", done=0, total=0)
    except (OSError, ValueError, TypeError, KeyError):
        return IngestStatus()


def _write(path: Path, status: IngestStatus) -> None:
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(asdict(status), ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        log.error("how the ingest ended was not written down: %s", error)


def _note(path: Path, *, forget: bool) -> None:
    """Write down that an ingest is due. A full disk must not keep it from running now."""
    try:
        path.write_text(json.dumps({"forget": forget}), encoding="utf-8")
    except OSError as error:
        log.error("that an ingest is due was not written down: %s", error)


def when(iso: str) -> datetime | None:
    """A time of a status, or None where it is empty."""
    return datetime.fromisoformat(iso) if iso else None

"""Reading an untrusted file: one subprocess per file, with limits. The caller never hangs and never dies of a file.

The child (`ingest.reader_process`) limits itself before it opens the file; this side watches the clock, kills the
child's process group, and turns every way to fail into one DocumentError with a typed reason.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import ingest
from assistant.errors import DocumentError, StorageError
from ingest.limits import REASONS, Limits, Reason
from ingest.raw import RawDocument
from ingest.raw_json import load
from ingest.readers.formats import SUFFIXES

__all__ = ["SUFFIXES", "Limits", "read"]

_LOG = logging.getLogger(__name__)
_RESULT = "result.json"
_KILLED_BY: Mapping[int, Reason] = {
    signal.SIGXCPU: "timeout",
    signal.SIGALRM: "timeout",
    signal.SIGKILL: "memory",  # not by us: the system was short of memory
    signal.SIGXFSZ: "too_much_text",
}


def read(path: Path, *, limits: Limits = Limits()) -> RawDocument:  # noqa: B008 (frozen)
    """The pages and lines of the file at `path`, as read.

    Raises:
        DocumentError: the file cannot be read; `reason` is one of `ingest.limits.REASONS`.
        StorageError: there is no room for the scratch folder of the reading process.
    """
    reason = _refused(path, limits)
    if reason:
        raise _failed(path, reason, "not opened")
    try:
        scratch = tempfile.TemporaryDirectory(prefix="renkei-read-", ignore_cleanup_errors=True)
    except OSError as exc:
        raise StorageError(f"no scratch folder: {exc}", path=tempfile.gettempdir(), reason=str(exc)) from exc
    with scratch as folder:
        code = _run(path.absolute(), Path(folder), limits)
        return _result(path, Path(folder) / _RESULT, code, limits)


def _refused(path: Path, limits: Limits) -> Reason | None:
    """Why `path` is not even opened, or None."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except (OSError, ValueError):
        return "unreadable"
    if not stat.S_ISREG(status.st_mode) or path.suffix.lower() not in SUFFIXES:
        return "unsupported"
    if status.st_size == 0:
        return "empty"
    if status.st_size > limits.file_bytes:
        return "too_large"
    return None


def _run(path: Path, folder: Path, limits: Limits) -> int | None:
    """Run the reading process to its end; its exit code, or None where its time was up."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "ingest.reader_process", str(path), _RESULT, json.dumps(asdict(limits))],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _kill_group(process)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where the modules are: no key or token stands in the environment of a reading process."""
    here = str(Path(ingest.__file__).resolve().parent.parent)
    return {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([here, *(entry for entry in sys.path if entry)])),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",  # each thread of numpy's BLAS reserves address space
    }


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # the group outlives its leader while a grandchild runs
    process.wait()


def _result(path: Path, result: Path, code: int | None, limits: Limits) -> RawDocument:
    if code is None:
        raise _failed(path, "timeout", f"{limits.wall_seconds} s of wall time")
    if code < 0:
        raise _failed(path, _KILLED_BY.get(-code, "crashed"), f"signal {-code}")
    try:
        text = result.read_text(encoding="utf-8")
        row = json.loads(text)
        if isinstance(row, dict) and row.get("reason") in REASONS:
            raise _failed(path, row["reason"], str(row.get("detail", "")))
        return load(text)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise _failed(path, "crashed", f"exit code {code}, {type(exc).__name__}") from exc


def _failed(path: Path, reason: Reason, detail: str) -> DocumentError:
    error = DocumentError(f"{path.name!r} cannot be read: {reason} ({detail})", reason=reason, name=path.name)
    _LOG.info("%s [%s]", error, error.reference)
    return error

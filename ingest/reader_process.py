"""The process that reads one untrusted file: `python -m ingest.reader_process PATH RESULT LIMITS`.

It limits itself first, then reads, then writes one JSON file: a document, or the reason why there is none.
"""

from __future__ import annotations

import errno
import json
import math
import resource
import signal
import sys
from pathlib import Path

from assistant.errors import DocumentError
from ingest.limits import Limits, Reason
from ingest.raw import RawDocument
from ingest.raw_json import dump
from ingest.readers.formats import reader_of

_RECURSION = 3_000


def main(arguments: list[str]) -> int:
    """Read `arguments[0]` within the limits in `arguments[2]`; write the result to `arguments[1]`."""
    path, result, limits = Path(arguments[0]), Path(arguments[1]), Limits(**json.loads(arguments[2]))
    limit_this_process(limits)
    try:
        written = dump(_read(path, limits))
    except DocumentError as error:
        written = _refusal(error.reason, str(error))
    except Exception as exc:  # whatever a parser raises on a broken file ends in a reason
        written = _refusal(_reason_of(exc), f"{type(exc).__module__}.{type(exc).__name__}")
    try:
        result.write_text(written, encoding="utf-8")
    except OSError as exc:
        result.write_text(_refusal(_reason_of(exc), "writing"), encoding="utf-8")
    return 0


def limit_this_process(limits: Limits) -> None:
    """Set what the system enforces. The alarm ends a child whose parent is gone."""
    cpu = max(1, limits.cpu_seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.address_space, limits.address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.result_bytes, limits.result_bytes))
    signal.alarm(math.ceil(limits.wall_seconds) + 5)
    sys.setrecursionlimit(_RECURSION)


def _read(path: Path, limits: Limits) -> RawDocument:
    document = reader_of(path)(path, limits)
    characters = sum(len(line) for page in document.pages for line in page.lines)
    if characters > limits.characters:
        raise DocumentError(f"{characters} characters", reason="too_much_text")
    if not any(line.strip() for page in document.pages for line in page.lines):
        raise DocumentError("no text", reason="empty")
    return document


def _reason_of(exc: BaseException) -> Reason:
    if isinstance(exc, MemoryError):
        return "memory"
    if isinstance(exc, PermissionError):
        return "unreadable"
    if isinstance(exc, FileNotFoundError):
        return "missing"
    if isinstance(exc, OSError) and exc.errno == errno.EFBIG:
        return "too_much_text"
    return "corrupt"


def _refusal(reason: str, detail: str) -> str:
    return json.dumps({"reason": reason, "detail": detail[:200]})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

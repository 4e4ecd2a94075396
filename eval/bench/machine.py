"""What the run was made on."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("torch", "chromadb", "tantivy", "sudachipy", "numpy", "fastapi", "uvicorn", "sentence-transformers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Facts without which a duration means nothing."""

    system: str
    processor: str
    cores: int
    memory_gb: float
    load: float
    """Processes that wanted a core in the last minute, before the run; above `cores` the timings are worth little."""
    python: str
    packages: tuple[tuple[str, str], ...]


def machine() -> Machine:
    """This machine. `cores` are those that this process may use."""
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        load=os.getloadavg()[0],
        python=platform.python_version(),
        packages=tuple((name, _version(name)) for name in _PACKAGES),
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"

"""Writing the index: a new generation in a new folder, verified and synced, then one `os.replace` of CURRENT.

Whatever is killed on the way, CURRENT names a whole generation. One writer at a time holds the lock.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

import assistant
from assistant.adapters.generation import (
    CURRENT,
    GENERATIONS,
    MANIFEST,
    Manifest,
    digest,
    read_manifest,
    rewritten_by_opening,
)  # fmt: skip
from assistant.errors import IndexBusy, IndexDamaged, StorageError

_KEPT = 2
_PROBE = (
    "import sys; from pathlib import Path; from assistant.adapters.generation import Generation, read_manifest;"
    "folder = Path(sys.argv[1]); Generation(folder, read_manifest(folder)).rehearse()"
)
_PROBE_SECONDS = 120
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


@contextmanager
def writer(root: Path) -> Iterator[None]:
    """Hold the writer's lock of `root`.

    Raises:
        IndexBusy: another process holds it; the message names it.
        StorageError: the folder cannot be written; also where the disk is full in the middle of the block.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(root / "writer.lock")
        lock.acquire(timeout=0.2)
    except Timeout as error:
        holder = _read(root / "writer.pid") or "?"
        raise IndexBusy(f"{root} is being written by process {holder}", holder=holder) from error
    except OSError as error:
        raise StorageError(f"{root}: {error}", path=str(root), reason=error.strerror or str(error)) from error
    try:
        (root / "writer.pid").write_text(str(os.getpid()), encoding="utf-8")
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise StorageError(f"{root}: {error}", path=str(root), reason=os.strerror(error.errno)) from error
    finally:
        (root / "writer.pid").unlink(missing_ok=True)
        lock.release()


def write_generation(root: Path, build: Callable[[Path], Manifest]) -> Manifest:
    """Let `build` fill a new folder, verify it from another process, make it current and drop what is older than the
    last one. The caller holds `writer`.

    Raises:
        StorageError: the disk is full or refuses to be written; the index that served goes on serving.
        IndexDamaged: what was written cannot be read back.
    """
    folder = root / GENERATIONS / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    _drop_unfinished(root)
    try:
        folder.mkdir(parents=True)
        manifest = replace(build(folder), id=folder.name)
        (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        # Chroma brings its files up to date when it is first opened; only then do they keep still
        _probe(folder)
        (folder / MANIFEST).unlink()
        before = _digests(folder)
        manifest = replace(manifest, files=before)
        (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        _probe(folder)
        _unchanged(folder, before)
        _sync(folder)
        _swap(root, folder.name)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        full = isinstance(error, OSError) or "No space left" in str(error) or "database or disk is full" in str(error)
        if full:
            reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
            raise StorageError(f"{folder}: {error}", path=str(root), reason=reason) from error
        raise
    prune(root)
    return manifest


def _probe(folder: Path) -> None:
    """Open the generation in a process of its own: a damaged Chroma folder can end the process that opens it."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(folder.resolve())],
        cwd=Path(assistant.__file__).parent.parent,
        capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        tail = done.stderr.strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        raise IndexDamaged(f"{folder}: {tail[0]}", path=folder.name, reason="probe")


def _digests(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        str(path.relative_to(folder)): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def _unchanged(folder: Path, before: dict[str, tuple[int, str]]) -> None:
    for name, found in _digests(folder).items():
        if found != before.get(name) and not rewritten_by_opening(folder / name):
            raise IndexDamaged(f"{folder}: opening changed {name}", path=folder.name, reason="changed")


def _sync(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder, folder.parent]:
        flags = os.O_RDONLY | (os.O_DIRECTORY if path.is_dir() else 0)
        handle = os.open(path, flags)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # some file systems cannot sync a folder
                raise
        finally:
            os.close(handle)


def _swap(root: Path, name: str) -> None:
    temporary = root / f"{CURRENT}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, root / CURRENT)


def prune(root: Path, keep: int = _KEPT) -> None:
    """Drop all generations but the current one and the `keep` - 1 before it, with everything that they held."""
    current = _read(root / CURRENT)
    names = sorted((p.name for p in (root / GENERATIONS).glob("*") if p.name <= current), reverse=True)
    for name in names[keep:]:
        shutil.rmtree(root / GENERATIONS / name, ignore_errors=True)


def _drop_unfinished(root: Path) -> None:
    """What a killed writer left behind: folders newer than CURRENT, or without a manifest."""
    current = _read(root / CURRENT)
    for folder in (root / GENERATIONS).glob("*"):
        if folder.name > current or not (folder / MANIFEST).exists():
            shutil.rmtree(folder, ignore_errors=True)


def current_manifest(root: Path) -> Manifest | None:
    """The manifest of the current generation, or None where there is none that can be read."""
    name = _read(root / CURRENT)
    try:
        return read_manifest(root / GENERATIONS / name) if name else None
    except IndexDamaged:
        return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""

"""Where the shipped corpus lies: `corpus/` of a checkout, or the copy that travels inside the wheel."""

from __future__ import annotations

from pathlib import Path


def corpus_root() -> Path:
    """The folder that holds guide/, catalog.toml and the tables.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).parent
    for candidate in (package / "_corpus", package.parent / "corpus"):
        if (candidate / "catalog.toml").exists():
            return candidate
    raise FileNotFoundError(f"no corpus beside {package}; the installation is incomplete")

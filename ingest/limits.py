"""What one untrusted file may cost, and the failure that a limit or a broken file ends in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from assistant.errors import DocumentError

Reason = Literal[
    "missing", "unreadable", "empty", "encrypted", "corrupt", "scanned", "unsupported", "too_large", "too_many_pages",
    "too_much_text", "timeout", "memory", "zip_bomb", "entities", "crashed", "garbled",
]  # fmt: skip
"""Why a file was left out; each has its Japanese sentence under `document_reasons` in prompts/ui/documents.ja.yaml."""

REASONS: tuple[str, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that the reading of one file may take."""

    wall_seconds: float = 60.0
    cpu_seconds: int = 40
    address_space: int = 2 << 30
    """Bytes of virtual memory."""
    file_bytes: int = 200 << 20
    """Size of the file itself."""
    pages: int = 3_000
    characters: int = 30_000_000
    """Characters of text that are taken out of it."""
    unpacked_bytes: int = 400 << 20
    """Declared sizes of the parts of an Office file, together."""
    parts: int = 20_000
    """Number of parts of an Office file."""
    ratio: int = 200
    """Declared size to packed size of a part above 1 MiB; text packs at most about 1:60, bombs come near 1:1,000."""

    @property
    def result_bytes(self) -> int:
        """Size of the largest file that the reading process may write: its result, at most 8 bytes a character."""
        return 8 * self.characters + (4 << 20)


def failure(reason: Reason, detail: str = "") -> DocumentError:
    """The error for `reason`; `detail` is for the log, never for a user."""
    return DocumentError(f"{reason}: {detail}" if detail else reason, reason=reason)

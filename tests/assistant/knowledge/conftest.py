"""The source documents, where the machine that runs the tests has them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.language.normalise import squeeze

ROOT = Path(__file__).resolve().parents[3]


def _folders() -> list[Path]:
    named = os.environ.get("RENKEI_DOCUMENTS", "")
    folders = [Path(part) for part in named.split(os.pathsep) if part]
    return [folder for folder in (*folders, ROOT.parent / "shared" / "documents") if folder.is_dir()]


@pytest.fixture(scope="session")
def squeezed_document() -> Callable[[str], str]:
    """A function from a document's id to its text without white space; it skips the test where it is not installed."""
    read: dict[str, str] = {}

    def text_of(document_id: str) -> str:
        if document_id not in read:
            found = next((path for folder in _folders() if (path := folder / f"{document_id}.txt").exists()), None)
            if found is None:
                reason = f"{document_id}.txt is in no folder of RENKEI_DOCUMENTS: anchors not checked"
                print(reason)
                pytest.skip(reason)
            read[document_id] = squeeze(found.read_text(encoding="utf-8"))
        return read[document_id]

    return text_of

"""The texts of the installed documents, to check quotes and anchors against, and for the baselines to split."""

from __future__ import annotations

from assistant.adapters.generation import text_path
from assistant.app import Assistant
from assistant.language.normalise import squeeze

_PLAIN = (".txt", ".md")


def raw_texts(assistant: Assistant) -> dict[str, str]:
    """Text by document id: plain-text files as they lie on the disk, other formats as the reader gave them (without
    white space).
    """
    folder = assistant.generation.folder
    return {
        document: _on_disk(assistant, document) or text_path(folder, document).read_text(encoding="utf-8")
        for document in assistant.generation.documents
    }


def squeezed_texts(assistant: Assistant) -> dict[str, str]:
    """`raw_texts` without white space, NFKC."""
    return {document: squeeze(text) for document, text in raw_texts(assistant).items()}


def _on_disk(assistant: Assistant, document: str) -> str:
    """The file's own text, read without any of the program's readers, or nothing."""
    name = assistant.generation.documents[document].file
    for folder in assistant.settings.documents:
        for path in sorted(folder.rglob(name)):
            if path.suffix in _PLAIN:
                return path.read_text(encoding="utf-8", errors="replace")
    return ""

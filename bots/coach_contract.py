"""The JSON form of a check: the contract of `renkei coach check --json` and `POST /api/v1/coach/check`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.coach import CheckResult
from assistant.knowledge.catalog import Catalog
from assistant.roles.grounds import Grounds
from assistant.types import NoteSource

Resolve = Callable[[NoteSource], dict[str, Any]]
"""A place → document_id, title, edition, section, page, quote."""


def result_to_dict(result: CheckResult, resolve: Resolve) -> dict[str, Any]:
    """`result` as the object that every surface exchanges; the reason stands behind the message."""
    return {
        "ok": result.ok,
        "findings": [
            {
                "code": finding.code.value,
                "severity": finding.severity.value,
                "message": f"{finding.message}{finding.reason}",
                "question": finding.question,
                "citations": [resolve(source) for source in finding.sources],
            }
            for finding in result.findings
        ],
    }


def by_catalog(catalog: Catalog) -> Resolve:
    """Resolves a place to its document's title and edition; page and quote need the documents themselves."""

    def resolve(source: NoteSource) -> dict[str, Any]:
        document = catalog.document(source.document_id)
        return {
            "document_id": source.document_id,
            "title": document.title,
            "edition": document.edition,
            "section": source.section,
            "page": None,
            "quote": "",
        }

    return resolve


def by_documents(grounds: Grounds) -> Resolve:
    """Resolves a place to page and verbatim quote where its document is installed, to its name elsewhere."""

    def resolve(source: NoteSource) -> dict[str, Any]:
        document, ground = grounds.document(source.document_id), grounds.of(source)
        return {
            "document_id": source.document_id,
            "title": document.title,
            "edition": document.edition,
            "section": source.section,
            "page": grounds.passage(ground.passage_id).page if ground else None,
            "quote": ground.quote if ground else "",
        }

    return resolve

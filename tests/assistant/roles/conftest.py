"""The shipped table of roles, with no document installed, with an invented one, and with the five source documents."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.knowledge.catalog import read_catalog
from assistant.knowledge.roles import RoleTable, load_roles
from assistant.language.normalise import squeeze
from assistant.resources import corpus_root
from assistant.retrieval.units import PassageUnit
from assistant.roles.ask import RoleReader
from assistant.roles.grounds import Grounds
from assistant.roles.service import Roles
from assistant.types import Document, Passage
from ingest.documents import find_sources, read_document

SMALL = {
    "schemes": [
        {"id": "umikaze", "name": "海風市（実施要綱）", "document": "plan", "year": 2024, "aliases": ["海風", "海風市"]},
        {"id": "yamane", "name": "山根町の例", "document": "report", "year": 2023, "aliases": ["山根町"]},
    ],
    "actors": [
        {"id": "desk", "name": "調整窓口", "reading": "ちょうせいまどぐち", "aliases": ["窓口係"], "summary": "調整します。"},
        {"id": "office", "name": "健康支援課", "reading": "けんこうしえんか", "aliases": [], "summary": "支えます。"},
    ],
    "tasks": [
        {"id": "rota", "name": "当番表の作成", "aliases": ["当番表", "当番"]},
        {"id": "fees", "name": "費用の支払い", "aliases": ["費用", "支払い"]},
        {"id": "review", "name": "振り返り", "aliases": []},
    ],
    "cells": [
        {"actor": "office", "task": "rota", "scheme": "umikaze", "duty": "翌月の当番表を毎月20日までに送ります。",
         "source": {"section": "1", "anchor": "翌月の当番表は毎月20日"}},
        {"actor": "office", "task": "rota", "scheme": "yamane", "duty": "当番表を町の会議で決めます。",
         "source": {"section": "第2章", "anchor": "当番表は町の会議で"}},
        {"actor": "office", "task": "fees", "scheme": "umikaze", "duty": "当番の費用を四半期ごとに支払います。",
         "source": {"section": "2", "anchor": "支払いは四半期ごと"}},
        {"actor": "office", "task": "fees", "scheme": "yamane", "duty": None},
        {"actor": "office", "task": "review", "scheme": "yamane", "duty": None},
        {"actor": "desk", "task": "rota", "scheme": "umikaze", "duty": "当番の交代を事業所に知らせます。",
         "source": {"section": "1", "anchor": "当番は火曜日に交代"}},
    ],
}  # fmt: skip
PLAN = Passage(
    id="p1", document_id="plan", section="1. 夜間の連絡体制",
    text="夜間の電話は当番が受けます。当番は火曜日に交代し、翌月の当番表は毎月20日までに健康支援課が送ります。支払いは四半期ごとに行います。",
)  # fmt: skip


@pytest.fixture(scope="session")
def small_table(tmp_path_factory: pytest.TempPathFactory) -> RoleTable:
    path = tmp_path_factory.mktemp("roles") / "roles.yaml"
    path.write_text(yaml.safe_dump(SMALL, allow_unicode=True), encoding="utf-8")
    return load_roles(path)


@pytest.fixture
def small_roles(small_table: RoleTable) -> Roles:
    """海風市's plan is installed, 山根町's report is not."""

    def document(document_id: str) -> Document:
        return Document(id=document_id, title={"plan": "実施要綱", "report": "報告書"}[document_id])

    def holds(document_id: str, quote: str) -> bool:
        return document_id == "plan" and squeeze(quote) in squeeze(PLAN.text)

    return Roles(small_table, Grounds({"p1": PassageUnit(passage=PLAN, words=frozenset())}, holds, document))


@pytest.fixture(scope="session")
def table() -> RoleTable:
    return load_roles(corpus_root() / "roles.yaml")


@pytest.fixture(scope="session")
def reader(table: RoleTable) -> RoleReader:
    return RoleReader(table)


@pytest.fixture(scope="session")
def roles(table: RoleTable) -> Roles:
    """No document is installed."""
    catalog = read_catalog(corpus_root() / "catalog.toml")
    return Roles(table, Grounds({}, lambda document, quote: False, catalog.document))


@pytest.fixture(scope="session")
def grounds(source_documents: Path) -> Grounds:
    """The five source documents are installed."""
    catalog = read_catalog(corpus_root() / "catalog.toml")
    sources, _ = find_sources([source_documents], catalog)
    read = [read_document(source) for source in sources]
    texts = {document.source.entry.id: squeeze(document.text) for document in read}
    units = {p.id: PassageUnit(passage=p, words=frozenset()) for document in read for p in document.passages}
    return Grounds(units, lambda document, quote: squeeze(quote) in texts.get(document, ""), catalog.document)


@pytest.fixture(scope="session")
def installed_roles(table: RoleTable, grounds: Grounds) -> Roles:
    return Roles(table, grounds)

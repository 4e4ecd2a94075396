"""The application over the shared index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.knowledge.notes import read_note
from assistant.resources import corpus_root
from assistant.settings import Settings
from bots.client import Client
from bots.web.app import create_app
from ingest.background import Background
from ingest.pipeline import ingest
from tests.bots.web.calling import QUOTED, caller, no_ingest, running
from tests.conftest import TOWN_PLAN


@pytest.fixture(scope="session")
def built_assistant(tmp_path_factory: pytest.TempPathFactory, shared_models: Path) -> Assistant:
    """The shipped guide with an invented document, and an invented text in the place of the basic textbook: it holds
    nothing but the places that one note stands on.
    """
    documents, data = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("data")
    (documents / "umikaze.md").write_text(TOWN_PLAN, encoding="utf-8")
    note = read_note(corpus_root() / "guide" / "evaluation" / "home-death-rate-not-a-target.md")
    said = "".join(f"{QUOTED}「{source.anchor}」とあります。" for source in note.sources)
    before, behind = ("".join(f"{where}の章の{n}番目の文です。" for n in range(1, 50)) for where in ("前", "次"))
    chapters = f"## 1. 前の章\n\n{before}\n\n## 2. 評価の章\n\n{said}\n\n## 3. 次の章\n\n{behind}\n"
    (documents / "basic-textbook-2016.md").write_text(f"# 写し\n\n{chapters}", encoding="utf-8")
    (data / "models").symlink_to(shared_models, target_is_directory=True)
    settings = Settings(documents=(documents,), data=data)
    ingest(settings)
    return Assistant(settings)


@pytest.fixture
def web_settings(built_assistant: Assistant, tmp_path: Path) -> Settings:
    """Settings of the shared index with a data folder of the test's own for keys and tokens."""
    return replace(built_assistant.settings, data=tmp_path / "data")


@pytest.fixture(scope="session")
def app(built_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """One application for all tests that change nothing in it."""
    settings = replace(built_assistant.settings, data=tmp_path_factory.mktemp("web"))
    return create_app(built_assistant, settings, background=Background(settings, lines=no_ingest))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A caller without a cookie yet."""
    return caller(app)


@pytest.fixture(scope="session")
def server(app: FastAPI) -> Iterator[str]:
    """The address of the shared application on a real socket."""
    with running(app) as (address, _):
        yield address


@pytest.fixture
def renkei(client: TestClient) -> Client:
    """The typed client over the shared application."""
    return Client(http=client)

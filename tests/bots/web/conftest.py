"""The application over the shared index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from tests.bots.web.calling import caller, running


@pytest.fixture
def web_settings(built_assistant: Assistant, tmp_path: Path) -> Settings:
    """Settings of the shared index with a data folder of the test's own for keys and tokens."""
    return replace(built_assistant.settings, data=tmp_path / "data")


@pytest.fixture(scope="session")
def app(built_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """One application for all tests that change nothing in it."""
    return create_app(built_assistant, replace(built_assistant.settings, data=tmp_path_factory.mktemp("web")))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A caller without a cookie yet."""
    return caller(app)


@pytest.fixture(scope="session")
def server(app: FastAPI) -> Iterator[str]:
    """The address of the shared application on a real socket."""
    with running(app) as (address, _):
        yield address

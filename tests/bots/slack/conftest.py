"""The Slack app over the shared index, talking to a workspace of the tests' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.slack.app import Sizes, SlackApp
from tests.bots.slack.desk import Office
from tests.fakes import fake_slack
from tests.fakes.fake_slack import FakeSlack

_SIZES = Sizes()
Opened = Callable[..., Office]


@pytest.fixture
def workspace() -> Iterator[FakeSlack]:
    """An empty workspace."""
    with fake_slack.running() as slack:
        yield slack
        assert slack.refused == []  # nothing that any test sends is beyond Slack's limits


@pytest.fixture
def slack_settings(built_assistant: Assistant, workspace: FakeSlack, tmp_path: Path) -> Settings:
    """Settings of the shared index with a database of the test's own."""
    return replace(
        built_assistant.settings, database=f"sqlite:///{tmp_path / 'slack.db'}", slack_bot_token=fake_slack.TOKEN,
        slack_app_token=fake_slack.APP_TOKEN, slack_signing_secret=fake_slack.SECRET,
        slack_base_url=workspace.base_url,
    )  # fmt: skip


@pytest.fixture
def opened(built_assistant: Assistant, slack_settings: Settings, workspace: FakeSlack) -> Iterator[Opened]:
    """Opens the app, as often as the test wants (as several processes, or one after the other)."""
    offices: list[Office] = []

    def open_office(sizes: Sizes = _SIZES) -> Office:
        assistant = copy(built_assistant)  # the index that all tests share, which takes long to open
        assistant.settings = slack_settings
        vars(assistant).pop("dialogue", None)  # with a database of its own
        app = SlackApp(assistant, slack_settings, sizes)
        web = FastAPI()
        web.include_router(app.router())
        offices.append(Office(app=app, workspace=workspace, client=TestClient(web, raise_server_exceptions=False)))
        return offices[-1]

    yield open_office
    for office in offices:
        office.app.close(1)


@pytest.fixture
def office(opened: Opened) -> Office:
    """The app, once."""
    return opened()



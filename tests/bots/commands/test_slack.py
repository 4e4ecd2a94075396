"""`renkei slack`."""

from __future__ import annotations

import json

import pytest
import yaml

from assistant.app import Assistant
from bots import cli
from tests.fakes.slack_limits import faults_of_message


@pytest.fixture
def environment(built_assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(built_assistant.settings.data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(built_assistant.settings.documents[0]))
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "BASE_URL"):
        monkeypatch.delenv(f"RENKEI_SLACK_{name}", raising=False)


@pytest.mark.usefixtures("environment")
def test_a_dry_run_prints_blocks_that_slack_would_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["slack", "--dry-run", "なぜ看取り率を数値目標にしないのですか"]) == 0

    [message] = json.loads(capsys.readouterr().out)["messages"]
    assert list(faults_of_message(message["text"], message["blocks"])) == []
    assert any("結論" in block.get("text", {}).get("text", "") for block in message["blocks"])


@pytest.mark.usefixtures("environment")
def test_a_missing_token_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["slack"]) == 1
    assert "RENKEI_SLACK_BOT_TOKEN" in capsys.readouterr().err
    monkeypatch.setenv("RENKEI_SLACK_BOT_TOKEN", "xoxb-1")
    assert cli.main(["slack"]) == 1
    assert "RENKEI_SLACK_APP_TOKEN" in capsys.readouterr().err


def test_the_manifest_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["slack", "--manifest"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["settings"]["socket_mode_enabled"] is True

"""Settings of the chat model and the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings


def test_the_database_lies_in_the_data_folder_unless_it_is_named(tmp_path: Path) -> None:
    assert Settings(data=tmp_path).database_address == f"sqlite:///{tmp_path / 'renkei.db'}"
    named = load_settings({"RENKEI_DATABASE": "postgresql+psycopg://u:pass-word@h/d"})
    assert named.database_address == "postgresql+psycopg://u:pass-word@h/d"
    assert "pass-word" not in repr(named)


@pytest.mark.parametrize("name", ["RENKEI_CHAT_TIMEOUT", "RENKEI_CHAT_MAX_TOKENS", "RENKEI_AUDIT_DAYS"])
@pytest.mark.parametrize("value", ["0", "-1", "soon", "1.5"])
def test_a_limit_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value})


def test_no_daily_limit_can_be_wished_for() -> None:
    assert load_settings({"RENKEI_CHAT_DAILY": "0"}).chat_daily == 0


def test_surfaces_without_a_notice_are_listed() -> None:
    assert load_settings({"RENKEI_NOTICE_OFF": "slack, cli,"}).notice_off == ("slack", "cli")

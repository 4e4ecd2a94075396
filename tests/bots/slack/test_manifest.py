"""The manifest is what the code says of itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml
from slack_bolt import BoltRequest

import bots.slack
from bots.slack.manifest import manifest
from bots.slack.surface import LISTENED, METHODS, SCOPES
from tests.bots.slack.desk import Office
from tests.fakes.fake_slack import BOT, TEAM

FOLDER = Path(str(bots.slack.__file__)).parent


def test_the_file_is_the_generated_one() -> None:
    assert yaml.safe_load((FOLDER / "manifest.yaml").read_text(encoding="utf-8")) == manifest()


def test_the_texts_have_the_lengths_that_slack_asks_for() -> None:
    found = manifest()
    information, features = found["display_information"], found["features"]

    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert 174 <= len(information["long_description"]) <= 4_000
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert all(len(shortcut["name"]) <= 24 for shortcut in features["shortcuts"])
    assert all(len(command["description"]) <= 2_000 for command in features["slash_commands"])


def test_the_scope_for_addresses_is_asked_for_only_where_they_are_used() -> None:
    plain, by_email = (manifest(by_email=wanted)["oauth_config"]["scopes"]["bot"] for wanted in (False, True))

    assert set(by_email) - set(plain) == {"users:read.email"}


def test_the_listeners_are_those_of_the_manifest(office: Office) -> None:
    surface = office.app.bolt
    payload = {"team_id": TEAM, "api_app_id": "A0", "type": "event_callback",
               "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}]}  # fmt: skip
    for name in LISTENED:
        event = {"type": name, "user": "U1", "bot_id": "B9", "channel": "C1", "ts": "1.1", "tab": "about"}
        found = surface.dispatch(BoltRequest(body=json.dumps({**payload, "event": event, "event_id": name}), mode="socket_mode"))
        assert found.status == 200, name
    unknown = {"type": "reaction_added", "user": "U1"}
    assert surface.dispatch(BoltRequest(body=json.dumps({**payload, "event": unknown}), mode="socket_mode")).status == 404


def test_every_method_that_the_code_calls_is_listed_with_its_scope() -> None:
    called = set()
    for path in FOLDER.glob("*.py"):
        for name in re.findall(r"client\.((?:chat|conversations|assistant|agents|users|views|auth|apps|reactions)_\w+)\(", path.read_text()):
            called.add(name)
    known = {method.replace(".", "_") for method in METHODS}

    assert called <= known
    assert "agents_sessions_setStatus" in called  # the pattern above finds what it is for
    assert {"chat:write", "app_mentions:read", "im:history", "channels:history", "groups:history", "commands"} <= set(SCOPES)

"""The manifest is what the code says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import bots.slack
from bots.slack.manifest import manifest
from bots.slack.surface import METHODS, SCOPES

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


def test_every_method_that_the_code_calls_is_listed_with_its_scope() -> None:
    called = set()
    for path in FOLDER.glob("*.py"):
        for name in re.findall(r"client\.((?:chat|conversations|assistant|views|auth|apps|reactions)_\w+)\(", path.read_text()):
            called.add(name)
    known = {method.replace(".", "_") for method in METHODS}

    assert called <= known
    assert {"chat:write", "app_mentions:read", "im:history", "channels:history", "groups:history", "commands"} <= set(SCOPES)

"""The app's manifest, from the lists in `surface` (bots/slack/manifest.yaml is what this writes)."""

from __future__ import annotations

from typing import Any

import yaml

import prompts
from bots.slack.surface import COMMAND, EMAIL_SCOPE, EVENTS, SCOPES, SHORTCUT

_TEXTS = "slack/manifest"


def manifest(*, by_email: bool = False) -> dict[str, Any]:
    """The manifest, with Socket Mode, which takes no inbound traffic. `by_email`: people are matched by e-mail."""
    scopes = sorted({*SCOPES, *([EMAIL_SCOPE] if by_email else [])})
    texts = prompts.load(_TEXTS)
    commands = prompts.load("slack/commands")
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": texts["name"], "description": texts["description"], "long_description": texts["long_description"],
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True,
                         "messages_tab_read_only_enabled": False},
            "agent_view": {"agent_description": texts["agent"], "suggested_prompts": texts["suggested"]},
            "bot_user": {"display_name": texts["name"], "always_online": True},
            "shortcuts": [{"name": texts["shortcut"], "type": "message", "callback_id": SHORTCUT,
                           "description": texts["shortcut_description"]}],
            "slash_commands": [{"command": COMMAND, "description": commands["description"],
                                "usage_hint": commands["usage"], "should_escape": True}],
        },
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }  # fmt: skip


def manifest_yaml(*, by_email: bool = False) -> str:
    """The manifest as it is pasted into Slack's page for new apps."""
    return yaml.safe_dump(manifest(by_email=by_email), allow_unicode=True, sort_keys=False, width=4_000)

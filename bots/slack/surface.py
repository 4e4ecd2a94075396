"""What the app is for Slack: its command, shortcut, events and scopes. Manifest and listeners come from here."""

from __future__ import annotations

import prompts

COMMAND = str(prompts.load("slack/commands")["name"])
SHORTCUT = "ask_about_message"
"""callback_id of the message shortcut."""

EVENTS = (
    "agent_session_stopped", "app_context_changed", "app_home_opened", "app_mention", "message.channels",
    "message.groups", "message.im",
)  # fmt: skip
"""Event subscriptions. The three kinds of messages reach one listener."""

METHODS: dict[str, str] = {
    "auth.test": "",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.startStream": "chat:write",
    "chat.appendStream": "chat:write",
    "chat.stopStream": "chat:write",
    "conversations.replies": "channels:history",
    "assistant.threads.setStatus": "assistant:write",
    "assistant.threads.setTitle": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "agents.sessions.setStatus": "chat:write",
    "conversations.info": "channels:read",
    "users.info": "users:read",
    "views.open": "",
    "views.publish": "",
    "apps.connections.open": "",
}
"""Methods of the Web API that we call, with the scope that each needs."""
_EVENT_SCOPES = {
    "app_mention": "app_mentions:read", "message.channels": "channels:history", "message.groups": "groups:history",
    "message.im": "im:history",
}  # fmt: skip
_PRIVATE_CHANNELS = ("groups:read",)
"""What conversations.info needs there."""
_WANTED = (*METHODS.values(), *_EVENT_SCOPES.values(), *_PRIVATE_CHANNELS, "commands")
SCOPES = tuple(sorted({scope for scope in _WANTED if scope}))
"""Scopes of the bot token."""
EMAIL_SCOPE = "users:read.email"
"""One more where people are matched by e-mail (RENKEI_SLACK_PEOPLE)."""

LISTENED = tuple(sorted({event.partition(".")[0] for event in EVENTS}))
"""Events as Bolt names them."""

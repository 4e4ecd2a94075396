"""One running app with the ways in which Slack reaches it over HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from bots.slack.app import SlackApp
from tests.fakes.fake_slack import TEAM, FakeSlack, Message, form, signed

WHY = "なぜ看取り率を数値目標にしないのですか"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Office:
    """The app, its workspace, and a caller that signs as Slack does."""

    app: SlackApp
    workspace: FakeSlack
    client: TestClient

    def deliver(self, body: Row, **headers: str) -> Response:
        """An event."""
        raw = json.dumps(body).encode()
        return self.client.post("/slack/events", content=raw, headers={**signed(raw), **headers})

    def interact(self, body: Row) -> Response:
        """A click, a shortcut or a submitted modal."""
        return self._form(payload=json.dumps(body))

    def command(self, body: Row) -> Response:
        """A slash command."""
        return self._form(**body)

    def settle(self) -> None:
        """Wait until everything that was taken up is done."""
        for queue in (self.app.queue, self.app.aside) * 2:  # each may put something into the other
            assert queue.join(60)

    def ask(self, text: str = WHY, *, channel: str = "C1", thread: str = "") -> str:
        """A mention, answered; returns the `ts` of the thread."""
        body = self.workspace.mention(channel, "U1", text, thread)
        assert self.deliver(body).status_code == 200
        self.settle()
        return thread or str(body["event"]["ts"])

    def submit(self, view: Row, values: Row, user: str = "U1") -> Response:
        """A modal, filled in: `values` are the states of its elements, each in a block of its own name."""
        state = {"values": {name: {name: value} for name, value in values.items()}}
        return self.interact({"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user},
                              "view": {**view, "state": state, "id": "V1"}})  # fmt: skip

    def home(self, user: str = "U1", tab: str = "home") -> Row:
        """The home tab as it is shown when the user opens it."""
        event: Row = {"type": "app_home_opened", "user": user, "tab": tab, "channel": f"D{user[1:]}"}
        self.deliver({"type": "event_callback", "team_id": TEAM, "event": event,
                      "event_id": f"E{self.workspace.new_ts()}"})  # fmt: skip
        self.settle()
        return self.workspace.homes.get(user, {})

    def click(self, button: Row, message: Message | None = None, user: str = "U1", **more: object) -> Response:
        """A click on `button` of `message` (of the home tab, or a private answer, without), and all that it brings."""
        answer = self.interact(self.workspace.click(message, button["action_id"], button["value"], user, **more))
        self.settle()
        return answer

    def _form(self, **fields: str) -> Response:
        raw = form(**fields)
        return self.client.post(
            "/slack/events", content=raw, headers=signed(raw, kind="application/x-www-form-urlencoded")
        )


def shown(blocks: list[Row]) -> str:
    """What a reader sees of blocks, line by line, marks of formatting undone."""
    from bots.slack.mrkdwn import plain

    lines = []
    for block in blocks:
        texts = [block.get("text") or {}, *(e if "text" in e and isinstance(e["text"], str) else {} for e in block.get("elements", []))]
        lines += [plain(text["text"]) for text in texts if text]
    return "\n".join(lines)


def buttons(blocks: list[Row], action: str) -> list[Row]:
    """The elements of blocks whose action_id is, or begins with, `action`."""
    elements = [e for b in blocks for e in (*b.get("elements", []), b.get("accessory") or {})]
    return [e for e in elements if str(e.get("action_id", "")).startswith(action)]

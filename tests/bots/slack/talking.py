"""Talks in threads, as their users begin and lead them."""

from __future__ import annotations

import json

from bots.slack.practice_talk import START as PRACTICE
from tests.bots.slack.desk import Office, buttons, shown
from tests.fakes.slack_limits import faults_of_message


def begin(office: Office, command: str, action: str, value: object) -> tuple[str, str]:
    """Start a talk by its command and button; (channel, ts of its thread)."""
    answer = office.command(office.workspace.command(command)).json()
    assert list(faults_of_message(answer["text"], answer["blocks"])) == []
    chosen = next(b for b in buttons(answer["blocks"], action) if json.loads(b["value"]) == value)
    office.click(chosen, channel={"id": "C1"}, container={"is_ephemeral": True, "channel_id": "C1"})
    if action == PRACTICE:
        agree(office)
    return begun(office)


def agree(office: Office, level: str = "2") -> None:
    office.submit(office.workspace.views[-1], {"level": {"selected_option": {"value": level}}})
    office.settle()


def begun(office: Office) -> tuple[str, str]:
    """The thread that was begun last."""
    head = [m for m in office.workspace.said() if not m.thread_ts][-1]
    return head.channel, head.ts


def say(office: Office, thread: tuple[str, str], text: str) -> str:
    """Write into the thread; what came back."""
    channel, ts = thread
    before = len(office.workspace.thread(channel, ts))
    office.deliver(office.workspace.event(office.workspace.says(channel, "U1", text, ts)))
    office.settle()
    return "\n".join(shown(m.blocks) for m in office.workspace.thread(channel, ts)[before:])

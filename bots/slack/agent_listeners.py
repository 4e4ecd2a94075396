"""What Bolt calls for the app's own tabs: the home tab, the agent view, and the button that stops an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.web import WebClient

import prompts
from assistant.knowledge.handover import Handover
from assistant.sessions.clock import day_of, now
from assistant.sessions.practice import Practice, Practices
from assistant.sessions.worksheets import KeptSheet, Worksheets
from bots.slack.agent import AgentView
from bots.slack.asking import Asking
from bots.slack.coach_pages import listed as sheet_line
from bots.slack.coach_talk import START as COACH
from bots.slack.desk import Desk
from bots.slack.home import CONTINUE as CONVERSATION
from bots.slack.home import Going, Work, home, suggested
from bots.slack.people import People
from bots.slack.place import Place
from bots.slack.posting import logged
from bots.slack.practice_talk import CONTINUE as PRACTICE
from bots.slack.practice_talk import listed as practice_line
from bots.slack.queue import WorkQueue

Body = dict[str, Any]
_ROWS = 5
_CONVERSATIONS = 3


class AgentListeners:
    """`aside` runs what calls Slack and is no question."""

    def __init__(
        self, *, asking: Asking, desk: Desk, view: AgentView, aside: WorkQueue, handover: Handover,
        sheets: Worksheets, practices: Practices, people: People,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._desk = desk
        self._view = view
        self._aside = aside
        self._handover = handover
        self._sheets = sheets
        self._practices = practices
        self._people = people

    def opened(self, body: Body, client: WebClient) -> None:
        """The home tab was opened, or that of messages, where the agent view shows suggestions."""
        event = body["event"]
        if event.get("tab") == "messages":
            self.context_changed(body)
        if event.get("tab") != "home":
            return
        place = Place(team=str(body.get("team_id") or ""), channel="", user=str(event["user"]))

        def publish() -> None:
            client.views_publish(user_id=place.user, view=home(self._work(place), self._handover, day_of(now()).day))

        self._aside.put(place.who, logged(publish))

    def context_changed(self, body: Body) -> None:
        """The user looks at something else beside the agent view: its suggestions are shown anew. What they look at is
        not read, as nobody asked about it.
        """
        event = body["event"]
        channel, title = str(event.get("channel") or ""), prompts.text("slack/views", "home.suggested")
        if channel.startswith("D"):
            self._aside.put(channel, lambda: self._view.suggest(channel, suggested(), title))

    def stopped(self, body: Body) -> None:
        """The user stopped an answer under way."""
        event = body["event"]
        place = Place(team=str(body.get("team_id") or ""), channel=str(event.get("channel") or ""),
                      user=str(event.get("user") or ""), thread=str(event.get("thread_ts") or ""))  # fmt: skip
        self._aside.put(place.room, lambda: self._desk.stop(place))

    def _work(self, place: Place) -> Work:
        owner = self._people.owner(place)
        return Work(
            recent=self._asking.recent(owner),
            conversations=[
                Going(line=head.title, label=_text("continue"), action=CONVERSATION, value={"conversation": head.id})
                for head in self._asking.conversations(place, _CONVERSATIONS)
            ],
            sheets=_sheets([self._sheets.get(head.id) for head in self._sheets.heads()[:_ROWS]]),
            practices=_practices(self._practices.all(owner, _ROWS)),
        )  # fmt: skip


def _sheets(kept: Sequence[KeptSheet]) -> list[Going]:
    rows = []
    for one in kept:
        line, scene = sheet_line(one)
        if scene is None:
            rows.append(Going(line=line))
        else:
            value = {"sheet": one.head.id, "scene": scene.value}
            rows.append(Going(line=line, label=_text("continue"), action=f"{COACH}_0", value=value))
    return rows


def _practices(runs: Sequence[Practice]) -> list[Going]:
    return [
        Going(line=practice_line(run), label=_text("debrief" if run.over else "continue"), action=PRACTICE,
              value={"run": run.head.id})
        for run in runs
    ]  # fmt: skip


def _text(key: str) -> str:
    return prompts.text("slack/talks", f"home.{key}")

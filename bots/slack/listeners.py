"""What Bolt calls: each listener reads one payload, hands it on, and returns. Bolt acknowledges when it has returned:
everything here is quick, and a question is in the database before Slack hears that it arrived.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

import prompts
from assistant.app import Assistant
from assistant.errors import RenkeiError
from assistant.knowledge.handover import Handover
from assistant.sessions.clock import day_of, now
from assistant.sessions.feedback import Feedback, Verdict
from assistant.sessions.practice import Practices
from assistant.sessions.worksheets import Worksheets
from bots.messages import explain
from bots.slack import channels, modals
from bots.slack.asking import SURFACE, Asking
from bots.slack.blocks import CITATION, DELETE, FEEDBACK, FOLLOW_UP, SHARE, Shown, messages
from bots.slack.channels import Channels
from bots.slack.coach_talk import START as COACH
from bots.slack.coach_talk import listed as coach_lines
from bots.slack.commands import documents_messages, help_message, understood
from bots.slack.desk import Desk
from bots.slack.elements import say, unpacked
from bots.slack.home import Work, home
from bots.slack.incoming import clicked, clicked_place, commanded, heard, pointed_at, thread_of
from bots.slack.message import Message
from bots.slack.mrkdwn import escape
from bots.slack.people import People
from bots.slack.place import Place
from bots.slack.posting import BREAKS, Posting
from bots.slack.practice_talk import START as PRACTICE
from bots.slack.practice_talk import choose as choose_partner
from bots.slack.practice_talk import listed as practice_lines
from bots.slack.queue import WorkQueue
from bots.slack.talks import Talks

log = logging.getLogger("renkei.slack")
Body = dict[str, Any]
_LAST_RETRY = "3"
_HOME_ROWS = 5


class Listeners:
    """The listeners over one desk. `aside` runs what calls Slack and is no question."""

    def __init__(
        self, *, assistant: Assistant, asking: Asking, desk: Desk, posting: Posting, aside: WorkQueue,
        handover: Handover, talks: Talks, sheets: Worksheets, practices: Practices, people: People,
        channel_rules: Channels,
    ) -> None:  # fmt: skip
        self._assistant = assistant
        self._asking = asking
        self._desk = desk
        self._posting = posting
        self._aside = aside
        self._handover = handover
        self._talks = talks
        self._sheets = sheets
        self._practices = practices
        self._people = people
        self._channels = channel_rules

    def event(self, body: Body, context: BoltContext) -> None:
        """A mention or a message."""
        self._desk.hear(heard(body, str(context.bot_user_id or "")))

    def home_opened(self, body: Body, client: WebClient) -> None:
        """The home tab (not the tab of messages) was opened."""
        event = body["event"]
        if event.get("tab") != "home":
            return
        user = str(event["user"])
        place = Place(team=str(body.get("team_id") or ""), channel="", user=user)

        def publish() -> None:
            owner = self._people.owner(place)
            work = Work(
                recent=self._asking.recent(place.who),
                sheets=coach_lines([self._sheets.get(head.id) for head in self._sheets.heads()[:_HOME_ROWS]]),
                practices=practice_lines(self._practices.all(owner, _HOME_ROWS)),
            )
            view = home(work, self._handover, day_of(now()).day)
            client.views_publish(user_id=user, view=view)

        self._aside.put(place.who, _logged(publish))

    def command(self, body: Body, ack: Ack) -> None:
        """`/renkei …`."""
        meant = understood(str(body.get("text") or ""))
        if meant.name == "help":
            _tell(ack, help_message())
        elif meant.name == "documents":
            self._tell_all(body, ack, documents_messages(self._assistant))
        elif meant.name == "practice":
            self._tell_all(body, ack, choose_partner())
        elif meant.name == "coach":
            self._tell_all(body, ack, self._talks.choose_coach())
        elif meant.name == "settings":
            ack(text=self._open_settings(body), response_type="ephemeral")
        elif meant.name == "role" and not meant.rest:
            _tell(ack, Message(text=prompts.text("slack/commands", "role_missing")))
        else:
            answer = self._asking.role if meant.name == "role" else None
            self._desk.take(commanded(body, meant.rest), answer)
            ack(text=say("searching"), response_type="ephemeral")

    def shortcut(self, body: Body, ack: Ack) -> None:
        """A message was pointed at."""
        question = pointed_at(body)
        if question.text:
            self._desk.take(question)
        else:
            self._aside.put(question.place.who, lambda: self._posting.whisper(question.place, say("shortcut_empty")))
        ack()

    def follow_up(self, body: Body, ack: Ack) -> None:
        """A question on a button."""
        text = str(_value(body).get("question") or "")
        question = clicked(body, text)
        if question.place.channel:
            self._desk.take(question)
        elif text:
            asked = partial(self._talks.ask_in_private, question.place, text)
            self._aside.put(question.place.who, _logged(lambda: self._desk.take(asked())))
        ack()

    def practice(self, body: Body, ack: Ack) -> None:
        """A partner was chosen."""
        self._aside_for(body, self._talks.start_practice)
        ack()

    def coach(self, body: Body, ack: Ack) -> None:
        """A scene was chosen."""
        self._aside_for(body, self._talks.start_coach)
        ack()

    def citation(self, body: Body, ack: Ack, client: WebClient) -> None:
        """The source of a sentence is wanted."""
        value = _value(body)
        unit = self._assistant.generation.passages.get(str(value.get("passage") or ""))
        client.views_open(trigger_id=body["trigger_id"], view=modals.citation(value, unit.passage if unit else None))
        ack()

    def feedback(self, body: Body, ack: Ack, client: WebClient) -> None:
        """An answer was of use, or not; who found it of no use is asked why."""
        value = _value(body)
        if value.get("verdict") == "helpful":
            self._give(body, value, "helpful")
            ack()
            return
        self._give(body, value, "not_helpful")
        client.views_open(trigger_id=body["trigger_id"], view=modals.feedback(value))
        ack()

    def reason(self, body: Body, ack: Ack) -> None:
        """Why an answer was of no use."""
        reason, comment = modals.submitted(body["view"])
        value = unpacked(str(body["view"].get("private_metadata") or ""))
        self._give(body, value, "not_helpful", reason=reason, comment=self._asking.masked(comment))
        ack()

    def delete(self, body: Body, ack: Ack) -> None:
        """An answer is to be removed, which only who asked may do."""
        value, place = _value(body), clicked_place(body)
        if not value.get("key") or value.get("asker") != place.user:
            self._aside.put(place.who, lambda: self._posting.whisper(place, say("delete_refused")))
        else:
            self._aside.put(place.who, _logged(lambda: self._posting.delete(place, str(value["key"]))))
        ack()

    def share(self, body: Body, ack: Ack) -> None:
        """A private answer is to be shown to all in the channel."""
        value, place = _value(body), thread_of(body)
        self._aside.put(place.who, _logged(lambda: self._share(place, value)))
        ack()

    def failed(self, error: Exception, body: Body, request: BoltRequest) -> None:
        """Whatever a listener did not foresee: logged without the payload, and told to the user. An event that was not
        acknowledged is delivered again; there, the user is told when Slack gives up.
        """
        text, reference = explain(error)
        log.error("a Slack request failed, %s: %s", reference, type(error).__name__)
        retries = request.headers.get("x-slack-retry-num", ["0"])[0]
        if "event" in body:
            said = heard(body, "")
            place = said.question.place if said and said.direct and retries >= _LAST_RETRY else None
        else:
            place = clicked_place(body)
        if place and place.user and place.channel:
            self._aside.put(place.who, partial(self._posting.whisper, place, text))

    def _give(self, body: Body, value: Body, verdict: Verdict, *, reason: str = "", comment: str = "") -> None:
        given = Feedback(
            answer_id=str(value.get("answer") or ""), who=clicked_place(body).who, verdict=verdict, at=now(),
            surface=SURFACE, question=str(value.get("question") or ""), reason=reason, comment=comment,
        )  # fmt: skip
        if given.answer_id:
            self._assistant.dialogue.stores.feedback.give(given)

    def _share(self, place: Place, value: Body) -> None:
        answer = self._asking.kept(place, str(value.get("conversation") or ""), str(value.get("answer") or ""))
        if answer is None:
            self._posting.whisper(place, say("nothing_to_share"))
            return
        introduction = say("asked", question=answer.question)
        key = f"share-{answer.id}-{place.user}"
        head = Message(text=say("shared", user=f"<@{escape(place.user)}>"))
        thread = place.thread
        if thread:
            self._posting.post(place, head, key)
        else:
            thread = self._posting.post(replace(place, response_url=""), head, key)
        shared = Place(team=place.team, channel=place.channel, user=place.user, thread=thread)
        shown = Shown(asker=place.user, key=key, introduction=introduction,
                      notice_off=self._assistant.settings.notice_off)  # fmt: skip
        self._desk.join(shared)
        for number, page in enumerate(messages(answer, shown)):
            self._posting.post(shared, page, f"{key}/{number}")

    def channel_settings(self, body: Body, ack: Ack) -> None:
        """The settings of a channel were submitted."""
        channel, rules = channels.submitted(body["view"])
        place = clicked_place(body)
        self._channels.keep(place.team, channel, rules)
        saved = prompts.text("slack/channel", "saved")
        self._aside.put(place.who, lambda: self._posting.whisper(replace(place, channel=channel), saved))
        ack()

    def _open_settings(self, body: Body) -> str:
        """Open the modal for who may set the channel; returns what the command says."""
        place = commanded(body, "").place
        client = self._posting.client
        user = client.users_info(user=place.user)["user"]
        if not (user.get("is_admin") or user.get("is_owner")):
            creator = client.conversations_info(channel=place.channel)["channel"].get("creator")
            if creator != place.user:
                return prompts.text("slack/channel", "refused")
        rules = self._channels.rules(place.team, place.channel)
        client.views_open(trigger_id=body["trigger_id"], view=channels.settings_modal(rules, place.channel))
        return prompts.text("slack/channel", "opened")

    def _tell_all(self, body: Body, ack: Ack, pages: Sequence[Message]) -> None:
        _tell(ack, pages[0])
        place = commanded(body, "").place
        for page in pages[1:]:
            self._aside.put(place.who, _logged(partial(self._posting.respond, place, page)))

    def _aside_for(self, body: Body, call: Callable[[Place, Body], None]) -> None:
        """`call` with the place and value of the click; what goes wrong is told to the user."""
        place, value = clicked_place(body), _value(body)

        def run() -> None:
            try:
                call(place, value)
            except RenkeiError as error:
                self._posting.whisper(place, explain(error)[0])

        self._aside.put(place.who, _logged(run))


def register(app: App, listeners: Listeners, *, command: str, shortcut: str) -> None:
    """Bind the listeners to `app`."""
    app.event("app_mention")(listeners.event)
    app.event("message")(listeners.event)
    app.event("app_home_opened")(listeners.home_opened)
    app.command(command)(listeners.command)
    app.shortcut(shortcut)(listeners.shortcut)
    app.action(re.compile(f"^{FOLLOW_UP}_[0-9]+$"))(listeners.follow_up)
    app.action(re.compile(f"^{COACH}_[0-9]+$"))(listeners.coach)
    for name, listener in (
        (CITATION, listeners.citation), (FEEDBACK, listeners.feedback), (DELETE, listeners.delete),
        (SHARE, listeners.share), (PRACTICE, listeners.practice),
    ):  # fmt: skip
        app.action(name)(listener)
    app.view(modals.FEEDBACK_REASON)(listeners.reason)
    app.view(channels.SAVE)(listeners.channel_settings)
    app.error(listeners.failed)


def _value(body: Body) -> Body:
    action = (body.get("actions") or [{}])[0]
    return unpacked(str(action.get("value") or ""))


def _tell(ack: Ack, message: Message) -> None:
    ack(text=message.text, blocks=list(message.blocks) or None, response_type="ephemeral")


def _logged(call: Callable[[], object]) -> Callable[[], None]:
    """`call` for the queue: a refusal of Slack is logged by its name, never with what was sent."""

    def run() -> None:
        try:
            call()
        except SlackApiError as error:
            log.warning("Slack refused: %s", error.response["error"])
        except BREAKS as error:
            log.warning("Slack cannot be reached: %s", type(error).__name__)

    return run

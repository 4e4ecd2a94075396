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
from assistant.sessions.clock import now
from assistant.sessions.feedback import Feedback, Verdict
from bots.messages import explain
from bots.slack import channels, modals
from bots.slack.agent_listeners import AgentListeners
from bots.slack.asking import SURFACE, Asking
from bots.slack.blocks import CITATION, DELETE, FEEDBACK, FOLLOW_UP, SHARE, Shown, messages
from bots.slack.channels import Channels
from bots.slack.coach_talk import START as COACH
from bots.slack.commands import documents_messages, help_message, understood
from bots.slack.desk import Desk, apology
from bots.slack.elements import say, unpacked
from bots.slack.home import CONTINUE as CONVERSATION
from bots.slack.incoming import clicked, clicked_place, commanded, heard, pointed_at, thread_of
from bots.slack.message import Message
from bots.slack.mrkdwn import escape
from bots.slack.people import People
from bots.slack.place import Place
from bots.slack.posting import BREAKS, Posting, logged
from bots.slack.practice_talk import CONSENT as PRACTICE_CONSENT
from bots.slack.practice_talk import CONTINUE as PRACTICE_AGAIN
from bots.slack.practice_talk import START as PRACTICE
from bots.slack.practice_talk import agreed
from bots.slack.practice_talk import choose as choose_partner
from bots.slack.practice_talk import consent as practice_consent
from bots.slack.queue import WorkQueue
from bots.slack.talks import Talks

log = logging.getLogger("renkei.slack")
Body = dict[str, Any]
_LAST_RETRY = "3"


class Listeners:
    """The listeners over one desk. `aside` runs what calls Slack and is no question."""

    def __init__(
        self, *, assistant: Assistant, asking: Asking, desk: Desk, posting: Posting, aside: WorkQueue, talks: Talks,
        people: People, channel_rules: Channels,
    ) -> None:  # fmt: skip
        self._assistant = assistant
        self._asking = asking
        self._desk = desk
        self._posting = posting
        self._aside = aside
        self._talks = talks
        self._people = people
        self._channels = channel_rules

    def event(self, body: Body, context: BoltContext) -> None:
        """A mention or a message."""
        self._desk.hear(heard(body, str(context.bot_user_id or "")))

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
            self._aside.put(question.place.who, logged(lambda: self._tell(question.place, say("shortcut_empty"))))
        ack()

    def follow_up(self, body: Body, ack: Ack) -> None:
        """A question on a button."""
        text = str(_value(body).get("question") or "")
        question = clicked(body, text)
        if question.place.channel:
            self._desk.take(question)
        elif text:
            asked = partial(self._talks.ask_in_private, question.place, text)
            self._aside.put(question.place.who, logged(lambda: self._desk.take(asked())))
        ack()

    def practice(self, body: Body, ack: Ack, client: WebClient) -> None:
        """A partner was chosen: what is kept of the run is agreed to before it begins."""
        client.views_open(trigger_id=body["trigger_id"], view=practice_consent(str(_value(body).get("persona") or "")))
        ack()

    def practice_agreed(self, body: Body, ack: Ack) -> None:
        """What is kept was agreed to."""
        wanted = agreed(body["view"], unpacked(str(body["view"].get("private_metadata") or "")))
        self._aside_for(body, lambda place, _: self._talks.start_practice(place, wanted))
        ack()

    def practice_continued(self, body: Body, ack: Ack) -> None:
        """A run is to go on."""
        self._aside_for(body, self._talks.continue_practice)
        ack()

    def conversation_continued(self, body: Body, ack: Ack) -> None:
        """A conversation is to go on."""
        self._aside_for(body, self._talks.continue_conversation)
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
            self._aside.put(place.who, logged(lambda: self._tell(place, say("delete_refused"))))
        else:
            self._aside_for(body, lambda place, value: self._posting.delete(place, str(value["key"])))
        ack()

    def share(self, body: Body, ack: Ack) -> None:
        """A private answer is to be shown to all in the channel."""
        self._aside_for(body, lambda _, value: self._share(thread_of(body), value))
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
        if place and place.user:
            self._aside.put(place.who, logged(partial(self._tell, place, text)))

    def _give(self, body: Body, value: Body, verdict: Verdict, *, reason: str = "", comment: str = "") -> None:
        at = now()

        def give(place: Place, _: Body) -> None:
            self._assistant.dialogue.stores.feedback.give(Feedback(
                answer_id=str(value["answer"]), who=self._people.owner(place), verdict=verdict, at=at, surface=SURFACE,
                question=str(value.get("question") or ""), reason=reason, comment=comment,
            ))  # fmt: skip

        if value.get("answer"):
            self._aside_for(body, give)  # who this is may have to be asked of Slack

    def _share(self, place: Place, value: Body) -> None:
        answer = self._asking.kept(place, str(value.get("conversation") or ""), str(value.get("answer") or ""))
        if answer is None:
            self._tell(place, say("nothing_to_share"))
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
        self._aside.put(place.who, logged(lambda: self._tell(replace(place, channel=channel), saved)))
        ack()

    def _open_settings(self, body: Body) -> str:
        """Open the modal for who may set the channel; returns what the command says."""
        place = commanded(body, "").place
        client = self._posting.client
        if not self._manages(place):
            return prompts.text("slack/channel", "refused")
        rules = self._channels.rules(place.team, place.channel)
        # a chosen document that was taken away stays to be seen: else the channel would open to all the others
        known = dict.fromkeys((*self._assistant.generation.documents, *rules.documents))
        view = channels.settings_modal(rules, place.channel, [self._assistant.document(one) for one in known])
        client.views_open(trigger_id=body["trigger_id"], view=view)
        return prompts.text("slack/channel", "opened")

    def _manages(self, place: Place) -> bool:
        if self._people.person(place).may("admin"):
            return True
        client = self._posting.client
        user = client.users_info(user=place.user)["user"]
        if user.get("is_admin") or user.get("is_owner"):
            return True
        return bool(client.conversations_info(channel=place.channel)["channel"].get("creator") == place.user)

    def _tell_all(self, body: Body, ack: Ack, pages: Sequence[Message]) -> None:
        _tell(ack, pages[0])
        place = commanded(body, "").place
        for page in pages[1:]:
            self._aside.put(place.who, logged(partial(self._posting.respond, place, page)))

    def _tell(self, place: Place, text: str) -> None:
        """Say `text` to the user alone: where they clicked, or in direct messages where the app may not speak there."""
        if place.response_url:  # a private answer may stand where the app may not post
            self._posting.respond(place, Message(text=escape(text)))
        elif not (place.channel and self._posting.whisper(place, text)):
            self._posting.client.chat_postMessage(channel=place.user, text=text)

    def _aside_for(self, body: Body, call: Callable[[Place, Body], object]) -> None:
        """`call` with the place and value of the click; what goes wrong is told to the user."""
        place, value = clicked_place(body), _value(body)

        def run() -> None:
            try:
                call(place, value)
            except (RenkeiError, SlackApiError, *BREAKS) as error:
                log.warning("a click came to nothing: %s", type(error).__name__)
                self._tell(place, apology(error))

        self._aside.put(place.who, logged(run))


def register(app: App, listeners: Listeners, agent: AgentListeners, *, command: str, shortcut: str) -> None:
    """Bind the listeners to `app`."""
    app.event("app_mention")(listeners.event)
    app.event("message")(listeners.event)
    app.event("app_home_opened")(agent.opened)
    app.event("app_context_changed")(agent.context_changed)
    app.event("agent_session_stopped")(agent.stopped)
    app.command(command)(listeners.command)
    app.shortcut(shortcut)(listeners.shortcut)
    app.action(re.compile(f"^{FOLLOW_UP}_[0-9]+$"))(listeners.follow_up)
    app.action(re.compile(f"^{COACH}_[0-9]+$"))(listeners.coach)
    for name, listener in (
        (CITATION, listeners.citation), (FEEDBACK, listeners.feedback), (DELETE, listeners.delete),
        (SHARE, listeners.share), (PRACTICE, listeners.practice), (PRACTICE_AGAIN, listeners.practice_continued),
        (CONVERSATION, listeners.conversation_continued),
    ):  # fmt: skip
        app.action(name)(listener)
    app.view(modals.FEEDBACK_REASON)(listeners.reason)
    app.view(PRACTICE_CONSENT)(listeners.practice_agreed)
    app.view(channels.SAVE)(listeners.channel_settings)
    app.error(listeners.failed)


def _value(body: Body) -> Body:
    action = (body.get("actions") or [{}])[0]
    return unpacked(str(action.get("value") or ""))


def _tell(ack: Ack, message: Message) -> None:
    ack(text=message.text, blocks=list(message.blocks) or None, response_type="ephemeral")

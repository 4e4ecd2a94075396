"""The front desk: takes a question up once, lines it up, and sees to it that whoever asked hears something."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError

from assistant.answering.stopping import go_on, stopped_by
from assistant.errors import RenkeiError, Stopped
from assistant.sessions.clock import Clock, now
from assistant.sessions.events import Claim, EventLedger
from assistant.types import Answer
from bots.messages import explain
from bots.slack.agent import AgentView
from bots.slack.blocks import Shown, messages
from bots.slack.channels import ChannelRules, Channels
from bots.slack.elements import say, sections
from bots.slack.incoming import Heard, Question
from bots.slack.message import Message, short
from bots.slack.place import Place
from bots.slack.posting import BREAKS, Posting
from bots.slack.queue import WorkQueue
from bots.slack.stops import Stops
from bots.slack.talks import Reply
from bots.slack.threads import Threads
from bots.slack.ticket import WAITING, Ticket

log = logging.getLogger("renkei.slack")

Hear = Callable[[str], None]
"""Takes checked sentences of an answer under way."""
ReplyTo = Callable[[str, Place, Hear], Reply]

LOST_AFTER = timedelta(minutes=5)
"""A question that nobody finished for so long is taken for lost, unless this process holds it."""
_KEPT = timedelta(days=2)
"""Deliveries are repeated within minutes; after this time nothing knows them again."""
_NOBODY_THERE = ("thread_not_found", "channel_not_found", "not_in_channel", "is_archived")
"""What Slack says where there is no place for an apology any more."""
_TURN_SECONDS = 300
_PRIVATE_ENDS = timedelta(minutes=30)
"""Slack takes private answers to a command for half an hour."""
_BUSY_FACTOR = 2
"""With so many questions waiting for each worker, whoever comes is told to wait."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A question that was taken up and not finished."""

    place: Place
    ticket: Ticket
    at: datetime


class Desk:
    """Questions in, answers out."""

    def __init__(
        self, *, reply: ReplyTo, word: Callable[[Place], str], title_of: Callable[[str], str], posting: Posting,
        view: AgentView, ledger: EventLedger, threads: Threads, channels: Channels, stops: Stops, queue: WorkQueue,
        notices: WorkQueue, notice_off: tuple[str, ...] = (), streams: bool = False, clock: Clock = now,
    ) -> None:  # fmt: skip
        """`reply` answers a text in its place; `word` is what is said there until it does, if anything; `title_of` a
        question is what its thread is called. `queue` answers; `notices` posts what must not wait behind answers.
        `streams`: answers come sentence by sentence, so their first sentence takes the part of the placeholder, and
        they take long enough to be stopped.
        """
        self._reply_to = reply
        self._word = word
        self._title_of = title_of
        self._posting = posting
        self._view = view
        self._ledger = ledger
        self._threads = threads
        self._channels = channels
        self._stops = stops
        self._queue = queue
        self._notices = notices
        self._notice_off = notice_off
        self._streams = streams
        self._clock = clock
        self._held: dict[str, _Held] = {}
        """What this process has taken up and not finished."""
        self._held_lock = threading.Lock()

    def hear(self, heard: Heard | None) -> bool:
        """Take up what was said if it is for the app; returns whether it was.

        Raises:
            StorageError: it could not be written down, so Slack has to deliver it again.
        """
        if heard is None:
            return False
        question, place = heard.question, heard.question.place
        rules = self._channels.rules(place.team, place.channel)
        if not heard.direct and not self._is_for_us(heard, rules):
            return False
        if rules.who == "asker":
            question = replace(question, place=replace(place, alone="asker"))
        return self.take(question)

    def _is_for_us(self, heard: Heard, rules: ChannelRules) -> bool:
        if heard.to_somebody_else:
            return False
        if heard.in_thread:
            return self._threads.known(heard.question.place)
        return rules.answers(heard.question.text, self._clock())

    def take(self, question: Question, reply: ReplyTo | None = None) -> bool:
        """Line `question` up, unless it was taken up before; returns whether it was new. It is written down before
        this returns, so that Slack may be told that it arrived. `reply` makes the answer (by default: the desk's own).

        Raises:
            StorageError: as `hear`.
        """
        place = question.place
        claim = self._ledger.claim(question.keys, place.to_row())
        if claim is None:
            return False
        opens = bool(place.thread) and self._threads.join(place)
        ticket = Ticket(self._posting, self._view, place, claim.id)
        with self._held_lock:
            self._held[claim.id] = _Held(place, ticket, claim.at)
        crowded = self._queue.waiting >= self._queue.workers * _BUSY_FACTOR
        if not self._queue.put(place.room, lambda: self._reply(question, ticket, reply or self._reply_to, opens)):
            self._notices.put(claim.id, lambda: self._give_up(ticket, say("full", reference=claim.id[:8])))
        elif crowded:
            self._notices.put(claim.id, lambda: self._tell(ticket))
        return True

    def join(self, place: Place) -> None:
        """Take part in a thread that the app began: follow-ups in it need no mention.

        Raises:
            StorageError: as `hear`.
        """
        self._threads.join(place)

    def stop(self, place: Place) -> None:
        """End what is being answered in the thread, here or in another process.

        Raises:
            StorageError: the other processes could not be told.
        """
        with self._held_lock:
            tickets = [held.ticket for held in self._held.values() if held.place.room == place.room]
        for ticket in tickets:
            ticket.stop.set()
        if not tickets:
            self._stops.press(place)
            # it may be over already, and Slack shows it as going on until somebody says otherwise
            self._view.session(place, "active")

    def look_for_stops(self) -> None:
        """End what another process was told to stop.

        Raises:
            StorageError: the database cannot be read.
        """
        with self._held_lock:
            held = list(self._held.values())
        pressed = self._stops.pressed() if held else {}
        for one in held:
            if one.place.room in pressed and pressed[one.place.room] >= one.at:
                one.ticket.stop.set()

    def sweep(self, older_than: timedelta = LOST_AFTER) -> int:
        """Apologise for questions that were taken up and never finished: their process died. Returns how many."""
        time = self._clock()
        self._ledger.purge(time - _KEPT)
        self._stops.purge()
        told = 0
        for claim in self._ledger.unfinished(time - older_than):
            with self._held_lock:
                held = claim.id in self._held
            place = Place.from_row(claim.place)
            if held or place is None:
                continue
            # of several processes one apologises; where that fails, one tries again some minutes later
            turn = self._ledger.claim([f"slack:lost:{claim.id}:{int(time.timestamp() // _TURN_SECONDS)}"], {})
            if turn is None:
                continue
            self._ledger.finish(turn.id)
            if self._apologised(claim, place) or (place.private and time - claim.at > _PRIVATE_ENDS):
                self._ledger.finish(claim.id)
                told += 1
        return told

    def _apologised(self, claim: Claim, place: Place) -> bool:
        try:
            self._apologise_for(claim, place)
        except (SlackApiError, *BREAKS) as error:
            log.warning("no apology for %s: %s", claim.id, type(error).__name__)
            return isinstance(error, SlackApiError) and error.response["error"] in _NOBODY_THERE
        return True

    def close(self, timeout: float = 20) -> bool:
        """Answer what is there and take nothing more; False where that took longer than `timeout` seconds."""
        return self._queue.close(timeout) & self._notices.close(5)

    def _reply(self, question: Question, ticket: Ticket, reply: ReplyTo, opens: bool) -> None:
        try:
            if not question.text:
                ticket.finish([Message(text=say("empty"))])
            else:
                with stopped_by(ticket.stop):
                    go_on()  # it may have been stopped while it waited
                    self._begin(question, ticket, opens)
                    found = reply(question.text, question.place, ticket.hear)
                if isinstance(found, Answer):
                    found = messages(found, self._shown(question, found, ticket))
                ticket.finish(found)
            self._finished(ticket.key)
        except Stopped:
            self._give_up(ticket, say("stopped"))
        except Exception as error:  # the edge of a thread: whoever asked hears of it, whatever it is
            self._give_up(ticket, apology(error))
        finally:
            if self._streams and not question.place.private:
                self._view.session(question.place, "active")

    def _begin(self, question: Question, ticket: Ticket, opens: bool) -> None:
        place, word = question.place, self._word(question.place)
        if not word:
            return
        if not place.private:
            self._decorate(question, word, opens)
        if not self._streams:
            ticket.open(word)

    def _decorate(self, question: Question, word: str, opens: bool) -> None:
        place = question.place
        title = self._title_of(question.text) if opens else ""
        if self._streams:
            self._view.session(place, "processing", title)
        if title and place.of_one:
            self._notices.put(place.room, lambda: self._view.title(place, title))
        self._view.status(place, word, () if self._streams else (say("checking"), say("writing")))

    def _shown(self, question: Question, found: Answer, ticket: Ticket) -> Shown:
        introduction = ""
        if question.asked_by_click:
            introduction = say("asked", question=found.question or question.text)
        private = question.place.private
        return Shown(
            asker="" if private else question.place.user, key=ticket.key, introduction=introduction,
            can_share=private, notice_off=self._notice_off,
        )  # fmt: skip

    def _tell(self, ticket: Ticket) -> None:
        try:
            ticket.open(say("busy"))
        except (SlackApiError, *BREAKS) as error:
            log.info("no notice that it is busy: %s", type(error).__name__)

    def _give_up(self, ticket: Ticket, apology: str) -> None:
        """Say that there is no answer. Where not even that arrives, the claim stays open for `sweep`."""
        try:
            ticket.finish([Message(text=short(apology), blocks=tuple(sections(apology)))])
        except Exception as error:
            log.error("no apology in %s: %s", ticket.key, type(error).__name__)
            with self._held_lock:
                self._held.pop(ticket.key, None)
            return
        self._finished(ticket.key)

    def _finished(self, claim_id: str) -> None:
        try:
            self._ledger.finish(claim_id)
        except RenkeiError as error:
            log.error("claim %s stays open, %s %s: %s", claim_id, error.code, error.reference, error)
        with self._held_lock:
            self._held.pop(claim_id, None)

    def _apologise_for(self, claim: Claim, place: Place) -> None:
        text = say("interrupted", reference=claim.id[:8])
        message = Message(text=short(text), blocks=tuple(sections(text)))
        if place.private:
            self._posting.respond(place, message)
            return
        if self._posting.posted(place, claim.id):  # answered; only that was not written down any more
            return
        waiting = self._posting.posted(place, claim.id + WAITING)
        if waiting:
            self._posting.update(place, waiting[0], message, claim.id)
        else:
            self._posting.post(place, message, claim.id)


def apology(error: Exception) -> str:
    """What is said to somebody who gets no answer because of `error`, with a number for the log."""
    if isinstance(error, SlackApiError) and error.response["error"] in ("not_in_channel", "channel_not_found"):
        _, reference = explain(RenkeiError(str(error.response["error"])))
        return say("channel_refused", reference=reference)
    return explain(error)[0]

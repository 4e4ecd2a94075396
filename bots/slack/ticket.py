"""One question's messages in its thread: a word that it is being answered, sentences as they come, then the answer.

Where the workspace has streaming, checked sentences are streamed; elsewhere the placeholder is brought up to date. The
answer takes the place of both, so that a sentence that had to be taken back does not stay.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from slack_sdk.errors import SlackApiError

from bots.slack.agent import AgentView
from bots.slack.elements import say, sections
from bots.slack.limits import SECTION
from bots.slack.message import Message, short
from bots.slack.mrkdwn import escape
from bots.slack.place import Place
from bots.slack.posting import BREAKS, Posting

log = logging.getLogger("renkei.slack")
WAITING = "?"
"""Behind the key of a message that stands for an answer to come."""
_PHASES = ("checking", "writing")
"""What is being done with the first sentence, and from the second on."""
_EVERY = 1.5
"""Seconds between two updates of a placeholder."""


class Ticket:
    """Threads may share it."""

    def __init__(
        self, posting: Posting, view: AgentView, place: Place, key: str, clock: Callable[[], float] = time.monotonic
    ) -> None:  # fmt: skip
        self.key = key
        self.stop = threading.Event()
        """Set where nobody waits for the answer any more."""
        self._posting = posting
        self._view = view
        self._place = place
        self._clock = clock
        self._lock = threading.Lock()
        self._ts = ""
        self._streaming = False
        self._so_far = ""
        self._heard = 0
        self._shown_at = -_EVERY
        self._done = False
        self._shown = 0
        """Pages that stand in the thread for good."""

    def open(self, text: str) -> None:
        """Say that an answer is coming, once.

        Raises:
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        if self._place.private:
            return  # a command was acknowledged with that word already
        with self._lock:
            if not self._ts and not self._done:
                self._ts = self._posting.post(self._place, Message(text=text), self.key + WAITING)

    def hear(self, sentence: str) -> None:
        """Show a sentence of the answer under way. What goes wrong here is no harm: the answer comes as a whole."""
        if self._place.private:
            return
        with self._lock:
            first, self._heard = not self._so_far, self._heard + 1
            self._so_far += sentence
            try:
                if self._heard <= len(_PHASES):
                    self._view.status(self._place, say(_PHASES[self._heard - 1]))
                if first:
                    self._begin(sentence)
                elif self._streaming:
                    self._streaming = self._posting.stream_more(self._place, self._ts, escape(sentence))
                elif self._clock() - self._shown_at >= _EVERY:
                    self._update()
            except (SlackApiError, *BREAKS) as error:
                log.info("a sentence was not shown early: %s", type(error).__name__)

    def finish(self, pages: Sequence[Message]) -> None:
        """The answer, in the place of the placeholder and behind it; or, where it broke off, the apology after it.

        Raises:
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        with self._lock:
            self._done = True
            if self._streaming:
                self._posting.stream_end(self._place, self._ts)
                self._streaming = False
            for page in pages:
                self._show(page)
                self._shown += 1

    def _begin(self, sentence: str) -> None:
        """A stream where there is no placeholder yet, else the placeholder."""
        if not self._ts:
            self._ts = self._posting.stream(self._place, escape(sentence))
            self._streaming = bool(self._ts)
        if not self._streaming:
            self._update()

    def _update(self) -> None:
        page = Message(text=short(self._so_far), blocks=tuple(sections(self._so_far[-SECTION:])))
        if self._ts:
            self._posting.update(self._place, self._ts, page, self.key + WAITING)
        else:
            self._ts = self._posting.post(self._place, page, self.key + WAITING)
        self._shown_at = self._clock()

    def _show(self, page: Message) -> None:
        if self._place.private:
            self._posting.respond(self._place, page)
        elif self._shown:
            self._posting.post(self._place, page, f"{self.key}/{self._shown}")
        elif self._ts:
            self._posting.update(self._place, self._ts, page, self.key)
        else:
            self._ts = self._posting.post(self._place, page, self.key)

"""What a thread is for: questions, practice with a partner, or the coach. A message goes where its thread belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import prompts
from assistant.sessions.practice import Wanted
from assistant.types import Answer
from bots.slack import coach_task, practice_talk
from bots.slack.agent import AgentView
from bots.slack.asking import Asking
from bots.slack.coach_talk import CoachTalk
from bots.slack.elements import context, say, sections
from bots.slack.incoming import Question
from bots.slack.message import Message, laid_out, short
from bots.slack.people import People
from bots.slack.place import Place
from bots.slack.posting import Posting
from bots.slack.practice_talk import PracticeTalk
from bots.slack.threads import Threads

Reply = Answer | tuple[Message, ...]


class Talks:
    """Replies, and the threads in which talks take place."""

    def __init__(
        self, *, asking: Asking, threads: Threads, practice: PracticeTalk, coach: CoachTalk, people: People,
        posting: Posting, view: AgentView,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._threads = threads
        self._practice = practice
        self._coach = coach
        self._people = people
        self._posting = posting
        self._view = view

    def reply(self, text: str, place: Place, hear: Callable[[str], None] = lambda _: None) -> Reply:
        """What comes back to `text`: an answer, or the next turn of the thread's talk. `hear` gets sentences of a
        generated answer as they are released.

        Raises:
            RenkeiError: as `Asking.ask`, `PracticeTalk.say` and `CoachTalk.say`.
        """
        task = self._threads.task(place) if place.thread else {}
        if task.get("talk") == practice_talk.NAME:
            return self._practice.say(task, text)
        if task.get("talk") == coach_task.NAME:
            task, pages = self._coach.say(task, self._asking.masked(text))
            self._threads.keep(place, task)
            return pages
        return self._asking.ask(text, place, hear)

    def word(self, place: Place) -> str:
        """What is said until the reply is there; nothing in a talk, whose turns come at once.

        Raises:
            StorageError: the database cannot be read.
        """
        return "" if place.thread and self._threads.task(place) else say("searching")

    def start_practice(self, place: Place, wanted: Wanted) -> None:
        """Begin practice in the user's direct messages.

        Raises:
            UsageError: there is no such partner or level, or no consent.
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        self._open(place, *self._practice.start(self._people.owner(place), wanted))

    def continue_practice(self, place: Place, value: Mapping[str, Any]) -> None:
        """Go on in the user's direct messages with a run that was begun there or on the page.

        Raises:
            NotFound: there is no such run of this person.
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        self._open(place, *self._practice.resume(self._people.owner(place), str(value.get("run"))))

    def continue_conversation(self, place: Place, value: Mapping[str, Any]) -> None:
        """Go on in the user's direct messages with a conversation that was begun there or on the page.

        Raises:
            NotFound: there is no such conversation of this person.
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        conversation = str(value.get("conversation"))
        head, last = self._asking.conversation(place, conversation)
        title = prompts.text("slack/talks", "conversation.resumed", title=head)
        blocks = [*context(prompts.text("slack/talks", "conversation.last", question=last)),
                  *sections(prompts.text("slack/talks", "conversation.guide"))]  # fmt: skip
        there = self._open(place, {}, title, laid_out(title, blocks, continued=say("continued")))
        self._asking.go_on(there, conversation)

    def start_coach(self, place: Place, value: Mapping[str, Any]) -> None:
        """Begin a talk with the coach in the user's direct messages.

        Raises:
            NotFound, UsageError: there is no such sheet or scene.
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        sheet, scene = str(value.get("sheet") or ""), str(value.get("scene"))
        self._open(place, *self._coach.start(self._people.person(place), sheet, scene))

    def choose_coach(self) -> tuple[Message, ...]:
        """Sheets and scenes to choose from."""
        return self._coach.choose()

    def _open(self, place: Place, task: Mapping[str, Any], title: str, pages: tuple[Message, ...]) -> Place:
        there = self._begun(place, Message(text=short(title)))
        self._threads.join(there, task)
        self._view.title(there, title)
        for number, page in enumerate(pages):
            self._posting.post(there, page, f"talk/{number}")
        return there

    def _begun(self, place: Place, first: Message) -> Place:
        """The thread that hangs on `first`, posted into the user's direct messages."""
        sent = self._posting.client.chat_postMessage(channel=place.user, text=first.text)
        return Place(team=place.team, channel=str(sent["channel"]), user=place.user, thread=str(sent["ts"]))

    def ask_in_private(self, place: Place, text: str) -> Question:
        """A question that was clicked where there is no thread, put into the user's direct messages.

        Raises:
            SlackApiError, OSError, HTTPException: as `Posting.post`.
        """
        there = self._begun(place, Message(text=short(say("asked", question=text))))
        return Question(text=text, place=there, keys=(f"slack:message:{there.team}:{there.channel}:{there.thread}",))

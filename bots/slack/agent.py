"""What the agent view shows around an answer: what is being done, the title of a thread, a stop button, suggestions.

All of it is decoration: a plan or an older workspace may lack it, and no answer waits for it or fails with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from bots.slack.place import Place
from bots.slack.posting import BREAKS
from bots.slack.splitting import head

log = logging.getLogger("renkei.slack")
_TITLE = 200
_LACKING = (
    "unknown_method", "missing_scope", "not_allowed_token_type", "feature_not_enabled", "access_denied",
    "team_access_not_granted",
)  # fmt: skip
"""Refusals that will not change while the app runs."""

State = Literal["processing", "active"]


class AgentView:
    """One per workspace. What the workspace does not have is not tried again."""

    def __init__(self, client: WebClient) -> None:
        """`client` does not wait for rate limits."""
        self._client = client
        self._lacking: set[str] = set()

    def status(self, place: Place, text: str, following: Sequence[str] = ()) -> None:
        """Show `text` as what the assistant is doing, `following` after it in turn; the next message clears it."""
        self._try("status", lambda: self._client.assistant_threads_setStatus(
            channel_id=place.channel, thread_ts=place.thread, status=text,
            loading_messages=[text, *following] if following else None))  # fmt: skip

    def title(self, place: Place, text: str) -> None:
        """Name the thread in the list of the person's threads."""
        self._try("title", lambda: self._client.assistant_threads_setTitle(
            channel_id=place.channel, thread_ts=place.thread, title=head(text, _TITLE)))  # fmt: skip

    def session(self, place: Place, state: State, title: str = "") -> None:
        """Say whether the assistant is at work in the thread: while it is, Slack shows a button to stop it."""
        self._try("session", lambda: self._client.agents_sessions_setStatus(
            channel_id=place.channel, thread_ts=place.thread, status=state,
            title=head(title, _TITLE) or None))  # fmt: skip

    def suggest(self, channel: str, prompts: Sequence[Mapping[str, str]], title: str) -> None:
        """Offer questions above the field in which the person writes (four at most)."""
        # a thread_ts would belong to the older assistant view; with it, Slack drops the call without a word
        self._try("suggest", lambda: self._client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, prompts=[dict(one) for one in prompts[:4]], title=title))  # fmt: skip

    def _try(self, what: str, call: Callable[[], object]) -> None:
        if what in self._lacking:
            return
        try:
            call()
        except SlackApiError as error:
            refusal = str(error.response["error"])
            if refusal in _LACKING:
                self._lacking.add(what)
            log.debug("no %s: %s", what, refusal)
        except BREAKS as error:
            log.debug("no %s: %s", what, type(error).__name__)

"""Speaking to Slack: what was asked for is posted once, also where the connection breaks in the middle.

A call whose answer was lost may have been carried out. So every message carries a key in its metadata; after a break
the thread is searched for it, and only what is not there is posted again. Updates may be repeated freely.
"""

from __future__ import annotations

import http.client
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web import WebClient
from slack_sdk.webhook import WebhookClient

from bots.slack.message import Message
from bots.slack.place import Place

log = logging.getLogger("renkei.slack")
T = TypeVar("T")

BREAKS = (OSError, http.client.HTTPException)
"""What a broken or silent connection raises (urllib's errors and timeouts are OSErrors)."""
METADATA = "renkei_message"
_GONE = ("message_not_found", "cant_update_message", "edit_window_closed", "streaming_state_conflict")
"""Refusals of an update after which the text has to be posted anew."""
_TRIES = 4
_RATE_LIMIT_RETRIES = 8


def web_client(
    token: str, base_url: str = "", *, timeout: int = 30, rate_limit_retries: int = _RATE_LIMIT_RETRIES
) -> WebClient:
    """A client that waits where Slack says so (429), and that never posts again by itself after a broken connection."""
    more: dict[str, Any] = {"base_url": base_url} if base_url else {}
    handlers: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=rate_limit_retries)]
    return WebClient(token=token, timeout=timeout, retry_handlers=handlers, logger=_QUIET, **more)


class Posting:
    """Messages out. Threads may share it; posts into one channel go one after the other, as Slack's limit wants it."""

    def __init__(self, client: WebClient, sleep: Callable[[float], None] = time.sleep) -> None:
        self.client = client
        self._sleep = sleep
        self._streams = True
        self._lanes: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def post(self, place: Place, message: Message, key: str) -> str:
        """Post into the thread; returns the `ts` of the message. `key` names it within the thread.

        Raises:
            SlackApiError: Slack refuses.
            OSError, HTTPException: Slack cannot be reached, after several tries.
        """
        metadata = {"event_type": METADATA, "event_payload": {"key": key}}

        def send() -> str:
            sent = self.client.chat_postMessage(
                channel=place.channel, thread_ts=place.thread or None, text=message.text,
                blocks=list(message.blocks) or None, metadata=metadata, unfurl_links=False, unfurl_media=False,
            )  # fmt: skip
            return str(sent["ts"])

        with self._lane(place.channel):
            return self._again(send, recover=lambda: next(iter(self.posted(place, key)), ""))

    def update(self, place: Place, ts: str, message: Message, key: str) -> str:
        """Put `message` in the place of the one at `ts`; where that is gone, it is posted. Returns its `ts`.

        Raises:
            SlackApiError, OSError, HTTPException: as `post`.
        """
        metadata = {"event_type": METADATA, "event_payload": {"key": key}}

        def send() -> str:
            self.client.chat_update(channel=place.channel, ts=ts, text=message.text, blocks=list(message.blocks),
                                    metadata=metadata)  # fmt: skip
            return ts

        try:
            return self._again(send)
        except SlackApiError as error:
            if error.response["error"] not in _GONE:
                raise
            return self.post(place, message, f"{key}+")

    def delete(self, place: Place, prefix: str) -> int:
        """Remove our messages in the thread whose key begins with `prefix`; returns how many.

        Raises:
            SlackApiError, OSError, HTTPException: as `post`.
        """
        found = self.posted(place, prefix, whole=False)
        for ts in found:
            self._again(lambda ts=ts: self._delete(place.channel, ts))  # type: ignore[misc]
        return len(found)

    def respond(self, place: Place, message: Message, *, replace: bool = False) -> None:
        """Answer so that only the user sees it: a command by its address, a message in its thread.

        Raises:
            SlackApiError: Slack refuses.
            OSError, HTTPException: Slack cannot be reached.
        """
        if not place.response_url:
            self.client.chat_postEphemeral(
                channel=place.channel, user=place.user, text=message.text, blocks=list(message.blocks) or None,
                thread_ts=place.thread or None,
            )  # fmt: skip
            return
        webhook = WebhookClient(place.response_url, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=3)],
                                logger=_QUIET)  # fmt: skip
        sent = webhook.send(text=message.text, blocks=list(message.blocks) or None, response_type="ephemeral",
                            replace_original=replace)  # fmt: skip
        if sent.status_code != http.client.OK:
            refusal = {"error": f"http_{sent.status_code}"}
            raise SlackApiError("a private answer was refused", refusal)  # type: ignore[no-untyped-call]

    def whisper(self, place: Place, text: str) -> bool:
        """Say `text` to the user alone; False where that fails, which is only logged, as it is never an answer."""
        try:
            self.client.chat_postEphemeral(channel=place.channel, user=place.user, text=text,
                                           thread_ts=place.thread or None)  # fmt: skip
        except (SlackApiError, *BREAKS) as error:
            log.warning("a private word was not delivered: %s", type(error).__name__)
            return False
        return True

    def stream(self, place: Place, text: str) -> str:
        """Begin a message that grows with `text` (escaped); returns its `ts`, or nothing where streaming is not to be
        had, which is then not tried again.
        """
        if not self._streams:
            return ""
        try:
            sent = self.client.chat_startStream(
                channel=place.channel, thread_ts=place.thread, recipient_team_id=place.team,
                recipient_user_id=place.user, markdown_text=text,
            )  # fmt: skip
        except SlackApiError as error:
            log.info("no streaming here: %s", error.response["error"])
            self._streams = False
            return ""
        return str(sent["ts"])

    def stream_more(self, place: Place, ts: str, text: str) -> bool:
        """Let the message grow; False where it does not grow any more (a stream lives five minutes)."""
        try:
            self.client.chat_appendStream(channel=place.channel, ts=ts, markdown_text=text)
        except SlackApiError as error:
            log.info("a stream ended early: %s", error.response["error"])
            return False
        return True

    def stream_end(self, place: Place, ts: str) -> None:
        """Say that the message grows no more; the answer then takes its place, whatever comes back here."""
        try:
            self._again(lambda: str(self.client.chat_stopStream(channel=place.channel, ts=ts).get("ts")))
        except (SlackApiError, *BREAKS) as error:
            log.info("a stream was not ended: %s", type(error).__name__)

    def posted(self, place: Place, key: str, *, whole: bool = True) -> Sequence[str]:
        """The `ts` of our messages in the thread with this key, or whose key begins with it.

        Raises:
            SlackApiError, OSError, HTTPException: as `post`.
        """
        found = []
        cursor: str | None = None
        while True:
            page = self.client.conversations_replies(channel=place.channel, ts=place.thread, limit=200, cursor=cursor,
                                                     include_all_metadata=True)  # fmt: skip
            for row in page.get("messages") or []:
                metadata = row.get("metadata") or {}
                has = str((metadata.get("event_payload") or {}).get("key", ""))
                if metadata.get("event_type") == METADATA and (has == key or (not whole and has.startswith(key))):
                    found.append(str(row["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return found

    def _delete(self, channel: str, ts: str) -> str:
        try:
            self.client.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if error.response["error"] != "message_not_found":  # somebody was faster
                raise
        return ts

    def _again(self, send: Callable[[], str], recover: Callable[[], str] = lambda: "") -> str:
        """`send`, and again after a break unless `recover` finds that it was carried out."""
        broken = False
        for attempt in range(_TRIES):
            try:
                found = recover() if broken else ""
                return found or send()
            except BREAKS as error:
                broken = True
                if attempt + 1 == _TRIES:
                    raise
                log.warning("the connection to Slack broke (%s); looking what arrived", type(error).__name__)
                self._sleep(0.5 * 2**attempt)
        raise AssertionError("unreachable")

    def _lane(self, channel: str) -> threading.Lock:
        with self._guard:
            return self._lanes.setdefault(channel, threading.Lock())


_QUIET = logging.getLogger("renkei.slack.sdk")
_QUIET.setLevel(logging.WARNING)  # the SDK's own debug lines hold what users wrote


def logged(call: Callable[[], object]) -> Callable[[], None]:
    """`call` for the queue: a refusal of Slack is logged by its name, never with what was sent."""

    def run() -> None:
        try:
            call()
        except SlackApiError as error:
            log.warning("Slack refused: %s", error.response["error"])
        except BREAKS as error:
            log.warning("Slack cannot be reached: %s", type(error).__name__)

    return run

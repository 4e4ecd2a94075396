"""The Slack app wired once: Bolt over the desk, with its workers, for Socket Mode and for `/slack/events`."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from assistant.app import Assistant
from assistant.errors import RenkeiError, SettingsError
from assistant.knowledge.handover import load_handover
from assistant.resources import corpus_root
from assistant.sessions.practice import Practices
from assistant.sessions.worksheets import Worksheets
from assistant.settings import Settings
from bots.coach_contract import by_catalog
from bots.slack.agent import AgentView
from bots.slack.agent_listeners import AgentListeners
from bots.slack.asking import Asking
from bots.slack.channels import Channels
from bots.slack.coach_talk import CoachTalk
from bots.slack.desk import LOST_AFTER, Desk
from bots.slack.elements import say
from bots.slack.emails import Emails
from bots.slack.http import events_router
from bots.slack.listeners import Listeners, register
from bots.slack.page_users import PageUsers
from bots.slack.people import FILE as USERS
from bots.slack.people import People
from bots.slack.posting import BREAKS, Posting, web_client
from bots.slack.practice_talk import PracticeTalk
from bots.slack.queue import WorkQueue
from bots.slack.stops import Stops
from bots.slack.surface import COMMAND, SHORTCUT
from bots.slack.talks import Talks
from bots.slack.threads import Threads
from bots.web.security.tokens import TOKENS, TokenStore

log = logging.getLogger("renkei.slack")
_SWEEP_SECONDS = 60.0
_STOP_SECONDS = 1.0
_PING_SECONDS = 5.0
_DEAF_SECONDS = 30.0
"""A socket that is down for so long is connected anew, whatever the SDK thinks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is done at once. A line of `limit` questions waits for `workers`."""

    workers: int = 4
    limit: int = 500
    aside: int = 2
    aside_limit: int = 5_000


class SlackApp:
    """Everything that serves one workspace. `start` before the first request, `close` at the end."""

    def __init__(self, assistant: Assistant, settings: Settings, sizes: Sizes = Sizes()) -> None:
        """
        Raises:
            SettingsError: a token is missing, or Slack does not take it.
            StorageError: the database cannot be used.
        """
        token = needed("RENKEI_SLACK_BOT_TOKEN", settings.slack_bot_token)
        self.stores = stores = assistant.dialogue.stores
        client = web_client(token, settings.slack_base_url)
        self.posting = Posting(client)
        self.queue = WorkQueue(workers=sizes.workers, limit=sizes.limit)
        self.aside = WorkQueue(workers=sizes.aside, limit=sizes.aside_limit)
        self._view = AgentView(web_client(token, settings.slack_base_url, timeout=5, rate_limit_retries=0))
        threads, channels = Threads(stores.records), Channels(stores.records)
        people = _people(settings, client)
        asking = Asking(assistant, people, channels)
        sheets, practices = Worksheets(stores.records), Practices(stores.records)
        talks = Talks(
            asking=asking, threads=threads, practice=PracticeTalk(practices),
            coach=CoachTalk(sheets, by_catalog(assistant.catalog)), people=people, posting=self.posting,
            view=self._view,
        )  # fmt: skip
        self.desk = Desk(
            reply=talks.reply, word=talks.word, title_of=asking.masked, posting=self.posting, view=self._view,
            ledger=stores.events, threads=threads, channels=channels, stops=Stops(stores.records), queue=self.queue,
            notices=self.aside, notice_off=settings.notice_off, streams=bool(settings.chat_model),
        )  # fmt: skip
        listeners = Listeners(
            assistant=assistant, asking=asking, desk=self.desk, posting=self.posting, aside=self.aside, talks=talks,
            people=people, channel_rules=channels,
        )  # fmt: skip
        agent = AgentListeners(
            asking=asking, desk=self.desk, view=self._view, aside=self.aside, sheets=sheets, practices=practices,
            handover=load_handover(corpus_root() / "guide" / "paths" / "handover.yaml"), people=people,
        )  # fmt: skip
        try:
            # process_before_response: an event is acknowledged after it was written down, not before
            self.bolt = App(
                client=client, signing_secret=settings.slack_signing_secret, process_before_response=True,
                logger=_bolt_log(), name="renkei",
            )  # fmt: skip
        except Exception as error:
            raise SettingsError(
                f"Slack refused the token: {type(error).__name__}", name="RENKEI_SLACK_BOT_TOKEN",
                reason=_reason(error),
            ) from error  # fmt: skip
        register(self.bolt, listeners, agent, command=COMMAND, shortcut=SHORTCUT)
        self.assistant, self._settings = assistant, settings
        self._stopped = threading.Event()
        self._watchers = [self._every(_SWEEP_SECONDS, lambda: self.desk.sweep(LOST_AFTER))]
        if settings.chat_model:
            self._watchers.append(self._every(_STOP_SECONDS, self.desk.look_for_stops))

    def router(self) -> APIRouter:
        """`/slack/events`, for the web service.

        Raises:
            SettingsError: there is no signing secret.
        """
        return events_router(self.bolt, needed("RENKEI_SLACK_SIGNING_SECRET", self._settings.slack_signing_secret))

    def socket(self, *, ping_seconds: float = _PING_SECONDS) -> SocketModeHandler:
        """A handler for Socket Mode, not yet connected.

        Raises:
            SettingsError: there is no app token.
        """
        token = needed("RENKEI_SLACK_APP_TOKEN", self._settings.slack_app_token)
        return SocketModeHandler(self.bolt, token, ping_interval=ping_seconds)

    def start(self) -> None:
        """Begin to look for questions that nobody answered, and for answers that nobody waits for any more."""
        for watcher in self._watchers:
            watcher.start()

    def close(self, timeout: float = 20) -> bool:
        """Answer what is there, take nothing more; False where that took longer than `timeout` seconds."""
        self._stopped.set()
        return self.desk.close(timeout)

    def _every(self, seconds: float, call: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            while True:
                _once(call)
                if self._stopped.wait(seconds):
                    return

        return threading.Thread(target=run, name="slack-watch", daemon=True)


def run_socket_mode(
    slack: SlackApp, stop: threading.Event, connected: Callable[[], None], *, ping_seconds: float = _PING_SECONDS
) -> None:  # fmt: skip
    """Serve over a socket until `stop` is set. The SDK reconnects by itself; where it does not, the watchdog here does.

    Raises:
        SettingsError: the app token is missing, or Slack does not take it.
    """
    handler = slack.socket(ping_seconds=ping_seconds)
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except (SlackApiError, *BREAKS) as error:
        raise SettingsError("Slack refused the app token", name="RENKEI_SLACK_APP_TOKEN",
                            reason=_reason(error)) from error  # fmt: skip
    slack.start()
    connected()
    down = 0.0
    try:
        while not stop.wait(ping_seconds):
            down = 0.0 if handler.client.is_connected() else down + ping_seconds
            if down >= _DEAF_SECONDS:
                log.warning("the socket has been down for %.0f s: connecting anew", down)
                _once(lambda: handler.client.connect_to_new_endpoint(force=True))
                down = 0.0
    finally:
        handler.close()  # type: ignore[no-untyped-call]
        slack.close()  # answers are posted over HTTP, which needs no socket


def _people(settings: Settings, client: WebClient) -> People:
    page = PageUsers(settings.auth, TokenStore(settings.data / TOKENS), settings.access.oidc_issuer)
    return People(settings.data / USERS, page, Emails(client) if settings.slack_people == "email" else None)


def needed(name: str, value: str) -> str:
    """`value`.

    Raises:
        SettingsError: it is empty; `name` is named.
    """
    if not value:
        raise SettingsError(f"{name} is not set", name=name, reason=say("missing"))
    return value


def _once(call: Callable[[], object]) -> None:
    try:
        call()
    except (RenkeiError, SlackApiError, *BREAKS) as error:
        log.warning("%s; tried again later", type(error).__name__)


def _reason(error: BaseException) -> str:
    """Slack's own word for what is wrong, such as invalid_auth; or that it cannot be reached."""
    causes = [cause for cause in (error, error.__cause__, error.__context__) if cause is not None]
    refused = next((cause for cause in causes if isinstance(cause, SlackApiError)), None)
    if refused is not None:
        return say("bad_token", error=refused.response["error"])
    return say("unreachable", error=type(error).__name__)


def _bolt_log() -> logging.Logger:
    quiet = logging.getLogger("renkei.slack.bolt")
    quiet.setLevel(logging.WARNING)  # below that, Bolt writes whole requests
    return quiet



"""E-mail addresses of the members of the workspace (users.info, with users:read.email)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from bots.slack.place import Place
from bots.slack.posting import BREAKS

log = logging.getLogger("renkei.slack")
_KEPT = 3_600.0
"""Seconds for which an address is believed."""
_RETRY = 60.0
"""Seconds after which somebody is looked up again whom Slack would not tell us of."""
_MOST = 5_000
"""Members that are remembered at most."""


class Emails:
    """Addresses, each looked up once an hour and one after the other, so that a burst of questions stays far below
    Slack's rate limit. Threads may share it.
    """

    def __init__(self, client: WebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._asking = threading.Lock()
        self._known: dict[str, tuple[float, str]] = {}
        """(until when it is believed, address) of a member."""

    def __call__(self, place: Place) -> str:
        """The confirmed address of the member who asks in `place`; nothing where Slack does not vouch for it. Where
        Slack cannot be asked, what it said last.
        """
        held = self._held(place)
        if held is not None:
            return held
        with self._asking:
            held = self._held(place)  # somebody else may have asked meanwhile
            return self._looked_up(place) if held is None else held

    def _held(self, place: Place) -> str | None:
        until, email = self._known.get(place.who, (0.0, ""))
        return email if self._clock() < until else None

    def _looked_up(self, place: Place) -> str:
        try:
            kept, email = _KEPT, _confirmed(self._client.users_info(user=place.user)["user"], place.team)
        except (SlackApiError, *BREAKS) as error:
            log.warning("no e-mail address of a member: %s", type(error).__name__)
            kept, email = _RETRY, self._known.get(place.who, (0.0, ""))[1]
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[place.who] = (self._clock() + kept, email)
        return email


def _confirmed(user: Mapping[str, Any], team: str) -> str:
    """The address, unless anybody could have written it there: guests of another organisation bring their own."""
    if user.get("is_stranger") or user.get("deleted") or user.get("is_bot") or not user.get("is_email_confirmed"):
        return ""
    if user.get("team_id") != team:
        return ""
    return str((user.get("profile") or {}).get("email") or "")

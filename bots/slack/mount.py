"""Slack beside the pages in one web service: `/slack/events` has a gate of its own, the signature, so it stands before
the gates of the pages (sign-in, host names, the small bodies of questions).
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.slack.app import SlackApp
from bots.slack.http import PATH


class WithSlack:
    """ASGI application: `/slack/events` goes to `slack`, everything else to `web`. It begins and ends with `web`."""

    def __init__(self, web: ASGIApp, slack: SlackApp) -> None:
        """
        Raises:
            SettingsError: there is no signing secret.
        """
        self._web = web
        self._slack = slack
        self._events = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        self._events.include_router(slack.router())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._web(scope, receive, self._with_lifespan(send))
        elif scope["type"] == "http" and scope["path"] == PATH:
            await self._events(scope, receive, send)
        else:
            await self._web(scope, receive, send)

    def _with_lifespan(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            kind = message["type"]
            if kind == "lifespan.startup.complete":
                self._slack.start()
            elif kind == "lifespan.shutdown.complete":
                self._slack.close()
            await send(message)

        return sending

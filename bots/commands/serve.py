"""`renkei serve`: the page and the HTTP interface."""

from __future__ import annotations

import argparse
import errno
import socket

import uvicorn
from starlette.types import ASGIApp

import prompts
from assistant.app import Assistant
from assistant.errors import UsageError
from assistant.settings import load_settings
from bots.web.app import create_app
from bots.web.security.hosts import is_loopback

_DRAIN_SECONDS = 20
_LAST_PORT = 65_535


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("serve", help=prompts.text("ui/cli", "help.serve"))
    parser.add_argument("--host", default="127.0.0.1", help=prompts.text("ui/cli", "help.host"))
    parser.add_argument("--port", type=int, default=8000, help=prompts.text("ui/cli", "help.port"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until a signal comes; what is being answered then is answered to its end."""
    settings = load_settings()
    refuse_open_door(settings.auth, options.host)
    listening = listen(options.host, options.port)  # before the index is loaded: a taken port is told at once
    assistant = Assistant(settings)
    app: ASGIApp = create_app(assistant, settings)
    if settings.slack_bot_token and settings.slack_signing_secret:
        # before the page's gates, which would refuse Slack as a stranger
        from bots.slack.app import SlackApp
        from bots.slack.mount import WithSlack

        app = WithSlack(app, SlackApp(assistant, settings))
    print(prompts.text("ui/web", "serving", address=address(options.host, listening.getsockname()[1])), flush=True)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])
    return 0


def refuse_open_door(auth: str, host: str) -> None:
    """
    Raises:
        UsageError: other machines would reach a page on which nobody signs in.
    """
    if auth == "none" and not is_loopback(host):
        raise UsageError(f"RENKEI_AUTH=none on {host!r}", hint=prompts.text("ui/web", "open_door", host=host))


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        UsageError: the port is taken or not allowed, or the address is not one of this machine.
    """
    try:
        if not 0 <= port <= _LAST_PORT:  # getaddrinfo would quietly take another one
            raise OverflowError(f"port {port}")
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(2048)
    except (OSError, OverflowError) as error:
        key = {errno.EADDRINUSE: "port_taken", errno.EACCES: "port_refused"}.get(getattr(error, "errno", 0) or 0)
        hint = prompts.text("ui/web", f"listen.{key or 'address'}", host=host, port=port)
        raise UsageError(f"cannot listen on {host}:{port}: {error}", hint=hint) from error
    return listening


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the page."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"

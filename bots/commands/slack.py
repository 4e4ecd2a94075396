"""`renkei slack`: the Slack app over Socket Mode; what an answer would look like there; the app's manifest."""

from __future__ import annotations

import argparse
import json
import signal
import threading

import prompts
from assistant.app import Assistant
from assistant.settings import Settings, load_settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("slack", help=prompts.text("slack/messages", "help_command"))
    parser.add_argument("--dry-run", metavar="QUESTION", help=prompts.text("slack/messages", "dry_run"))
    parser.add_argument("--manifest", action="store_true", help=prompts.text("slack/messages", "help_manifest"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until a signal comes; 0.

    Raises:
        SettingsError: a token is missing, or Slack does not take it.
    """
    settings = load_settings()
    if options.manifest:
        from bots.slack.manifest import manifest_yaml

        print(manifest_yaml(by_email=settings.slack_people == "email"), end="")
        return 0
    if options.dry_run is not None:
        return _dry_run(settings, options.dry_run)
    return _serve(settings)


def _dry_run(settings: Settings, question: str) -> int:
    from bots.slack.blocks import Shown, messages

    mode = "generated" if settings.chat_model else "extractive"
    answer = Assistant(settings).ask(question, mode=mode)  # type: ignore[arg-type]
    shown = Shown(asker="U0000000000", key="dry-run", notice_off=settings.notice_off)
    pages = [{"text": page.text, "blocks": list(page.blocks)} for page in messages(answer, shown)]
    print(json.dumps({"messages": pages}, ensure_ascii=False, indent=2))
    return 0


def _serve(settings: Settings) -> int:
    from bots.slack.app import SlackApp, needed, run_socket_mode

    needed("RENKEI_SLACK_BOT_TOKEN", settings.slack_bot_token)  # before the index is loaded
    needed("RENKEI_SLACK_APP_TOKEN", settings.slack_app_token)
    slack = SlackApp(Assistant(settings), settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_socket_mode(slack, stop, lambda: print(prompts.text("slack/messages", "connected"), flush=True))
    return 0

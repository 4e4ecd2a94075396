"""`renkei token`: make, list and revoke the tokens by which people and programs sign in (RENKEI_AUTH=token)."""

from __future__ import annotations

import argparse
import sys

import prompts
from assistant.errors import UsageError
from assistant.settings import load_settings
from bots.web.security.tokens import TOKENS, TokenStore
from bots.web.security.users import ROLES

_LONGEST_NAME = 60


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("token", help=prompts.text("ui/token", "help.token"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help=prompts.text("ui/token", "help.create"))
    create.add_argument("--role", choices=ROLES, default="user", help=prompts.text("ui/token", "help.role"))
    create.add_argument("--name", required=True, help=prompts.text("ui/token", "help.name"))
    create.set_defaults(run=_create)
    actions.add_parser("list", help=prompts.text("ui/token", "help.list")).set_defaults(run=_list)
    revoke = actions.add_parser("revoke", help=prompts.text("ui/token", "help.revoke"))
    revoke.add_argument("id")
    revoke.set_defaults(run=_revoke)


def _store() -> TokenStore:
    return TokenStore(load_settings().data / TOKENS)


def _create(options: argparse.Namespace) -> int:
    name = options.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f"name {name!r}", hint=prompts.text("ui/token", "bad_name", limit=_LONGEST_NAME))
    token, secret = _store().create(name, options.role)
    print(secret)  # alone on standard output, so that a script can take it
    print(prompts.text("ui/token", "created", id=token.id, name=name, role=_role(token.role)), file=sys.stderr)
    return 0


def _list(_: argparse.Namespace) -> int:
    tokens = _store().all()
    for token in tokens:
        print(f"{token.id}  {_role(token.role)}  {token.created[:10]}  {token.name}")
    if not tokens:
        print(prompts.text("ui/token", "none"))
    return 0


def _revoke(options: argparse.Namespace) -> int:
    token = _store().revoke(options.id)
    print(prompts.text("ui/token", "revoked", id=token.id, name=token.name))
    return 0


def _role(role: str) -> str:
    return prompts.text("ui/token", f"roles.{role}")

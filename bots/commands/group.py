"""`renkei group`: groups for practice, who leads them, and who is in them. What members said is not shown here."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

import prompts
from assistant.errors import UsageError
from assistant.sessions.groups import Group, Groups
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.web.security.tokens import TOKENS, Token, TokenStore
from bots.web.security.users import LOCAL

_TEXTS = "roleplay/groups"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("group", help=_help("group"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help=_help("create"))
    create.add_argument("name", help=_help("name"))
    create.add_argument("--trainer", action="append", required=True, metavar="USER", help=_help("trainer"))
    create.set_defaults(run=_create)
    every = actions.add_parser("list", help=_help("list"))
    every.add_argument("--json", action="store_true", help=_help("json"))
    every.set_defaults(run=_list)
    one = actions.add_parser("show", help=_help("show"))
    one.add_argument("id", help=_help("id"))
    one.add_argument("--json", action="store_true", help=_help("json"))
    one.set_defaults(run=_show)
    for name in ("add", "remove", "add-trainer", "remove-trainer"):
        action = actions.add_parser(name, help=_help(name))
        action.add_argument("id", help=_help("id"))
        action.add_argument("user", metavar="USER", help=_help("user"))
        action.set_defaults(run=_member, change=name)
    for name, run in (("code", _code), ("delete", _delete)):
        action = actions.add_parser(name, help=_help(name))
        action.add_argument("id", help=_help("id"))
        action.set_defaults(run=run)


class _Desk:
    """The groups of the database, and the users that tokens stand for."""

    def __init__(self) -> None:
        settings = load_settings()
        self.groups = Groups(Stores(settings).records)
        self._tokens = TokenStore(settings.data / TOKENS)

    def user(self, written: str) -> str:
        """The id of the user with this id or name."""
        if written == LOCAL.id:
            return LOCAL.id
        found = [token for token in self._tokens.all() if written in (token.id, token.name)]
        if len(found) != 1:
            key = "twice" if found else "user"
            raise UsageError(f"{len(found)} users {written!r}", hint=_hint(key, user=written))
        return found[0].id

    def trainer(self, written: str) -> str:
        """The id of a user who may lead a group."""
        user = self.user(written)
        token: Token | None = self._tokens.by_id(user)
        if not (token.user if token else LOCAL).may("trainer"):
            raise UsageError(f"{written!r} is no trainer", hint=_hint("no_trainer", user=written))
        return user

    def name(self, user: str) -> str:
        """Under which a user signs in; the id where the token was revoked."""
        token = self._tokens.by_id(user)
        return token.name if token else user


def _create(options: argparse.Namespace) -> int:
    desk = _Desk()
    group = desk.groups.create(options.name, [desk.trainer(user) for user in options.trainer])
    print(_said("created", name=group.name, id=group.id, code=group.code))
    return 0


def _list(options: argparse.Namespace) -> int:
    desk = _Desk()
    found = desk.groups.all()
    if options.json:
        print(json.dumps([_as_dict(desk, group) for group in found], ensure_ascii=False, indent=2))
        return 0
    for group in found:
        print(_said("row", id=group.id, code=group.code, name=group.name, trainers=len(group.trainers),
                    members=len(group.members)))  # fmt: skip
    if not found:
        print(_said("none"))
    return 0


def _show(options: argparse.Namespace) -> int:
    desk = _Desk()
    group = desk.groups.get(options.id)
    if options.json:
        print(json.dumps(_as_dict(desk, group), ensure_ascii=False, indent=2))
        return 0
    print(_said("title", name=group.name, id=group.id, code=group.code))
    for key, users in (("trainers", group.trainers), ("members", group.members)):
        print(_said(key, names=_said("between").join(map(desk.name, users)) or _said("nobody")))
    return 0


def _member(options: argparse.Namespace) -> int:
    desk = _Desk()
    groups = desk.groups
    changes: dict[str, Callable[[str, str], Group]] = {
        "add": groups.add, "remove": groups.remove,
        "add-trainer": groups.add_trainer, "remove-trainer": groups.remove_trainer,
    }  # fmt: skip
    if options.change == "add-trainer":
        user = desk.trainer(options.user)
    elif options.change == "add":
        user = desk.user(options.user)
    else:  # whose token was revoked is known by the id alone
        group = groups.get(options.id)
        user = options.user if options.user in (*group.members, *group.trainers) else desk.user(options.user)
    print(_said("changed", name=changes[options.change](options.id, user).name))
    return 0


def _code(options: argparse.Namespace) -> int:
    group = _Desk().groups.renew_code(options.id)
    print(_said("code", name=group.name, code=group.code))
    return 0


def _delete(options: argparse.Namespace) -> int:
    groups = _Desk().groups
    name = groups.get(options.id).name
    groups.delete(options.id)
    print(_said("deleted", name=name))
    return 0


def _as_dict(desk: _Desk, group: Group) -> dict[str, Any]:
    def people(users: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"id": user, "name": desk.name(user)} for user in users]

    return {"id": group.id, "name": group.name, "code": group.code, "trainers": people(group.trainers),
            "members": people(group.members)}  # fmt: skip


def _help(key: str) -> str:
    return prompts.text(_TEXTS, f"help.{key}")


def _hint(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, f"hint.{key}", **values)


def _said(key: str, /, **values: object) -> str:
    return prompts.text(_TEXTS, f"said.{key}", **values)

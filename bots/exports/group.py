"""A group's overview on paper, for its trainer."""

from __future__ import annotations

from collections.abc import Mapping

import prompts
from assistant.sessions.clock import JAPAN, now
from assistant.sessions.groups import Group
from assistant.sessions.overview import Overview
from bots.exports.paper import Paper


def overview_to_word(group: Group, found: Overview, names: Mapping[str, str]) -> bytes:
    """The overview as the bytes of a .docx file; `names` are those of trainers and members by id."""
    paper = Paper(_text("title"))
    paper.title(_text("title"))
    paper.heading(_text("name", name=group.name))
    trainers = prompts.text("roleplay/groups", "said.between").join(names[user] for user in group.trainers)
    paper.text(_text("day", day=f"{now().astimezone(JAPAN):%Y/%m/%d}", trainers=trainers))
    paper.text(_text("counts", runs=found.runs, finished=found.finished))
    if found.mean is not None:
        paper.text(_text("mean", mean=found.mean), bold=True)
    paper.text(_text("consent"))
    if not found.finished:
        paper.text(_text("none"))
        return paper.content()
    _people(paper, found, names)
    _missed(paper, found)
    _course(paper, found, names)
    return paper.content()


def _people(paper: Paper, found: Overview, names: Mapping[str, str]) -> None:
    paper.heading(_text("people"))
    rows = [
        (names[person.id], tally.name, *(str(n) for n in (tally.runs, tally.first, tally.last, tally.best)))
        for person in found.people for tally in person.tallies
    ]  # fmt: skip
    paper.table(_columns("people_columns"), rows, (45, 53, 18, 18, 18, 18))


def _missed(paper: Paper, found: Overview) -> None:
    for key, part in (("missed", found.missed), ("hardened", found.hardened)):
        if not part:
            continue
        paper.heading(_text(key))
        rows = [
            (row.name, _text("share", count=row.count, runs=row.runs, share=row.share), row.example) for row in part
        ]
        paper.table(_columns(f"{key}_columns"), rows, (50, 34, 86))


def _course(paper: Paper, found: Overview, names: Mapping[str, str]) -> None:
    paper.heading(_text("course"))
    rows = [
        (names[person.id], f"{mark.at.astimezone(JAPAN):%Y/%m/%d}", mark.name, _text("points", score=mark.score))
        for person in found.people for mark in person.course
    ]  # fmt: skip
    paper.table(_columns("course_columns"), rows, (50, 32, 62, 26))


def _columns(key: str) -> list[str]:
    found: list[str] = prompts.load("roleplay/groups")["word"][key]
    return found


def _text(key: str, **values: object) -> str:
    return prompts.text("roleplay/groups", f"word.{key}", **values)

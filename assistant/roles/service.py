"""Question about roles → Answer, out of the role table, with citations from the served generation."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import prompts
from assistant.errors import QuestionError, UsageError
from assistant.knowledge.name_lookup import Lookup
from assistant.knowledge.roles import Actor, RoleTable, Scheme, Task
from assistant.roles.ask import RoleQuestion, RoleReader
from assistant.roles.card import plain_name, role_card, short_name
from assistant.roles.card_text import card_lines, lead_sentences
from assistant.roles.compare import Comparison, Side, compare, matrix, who_has
from assistant.roles.compare_text import comparison_lines, tasks_lines, who_lines
from assistant.roles.further import after_card, after_comparison, of_role, whose_tasks
from assistant.roles.grounds import Grounds, RoleCitations
from assistant.roles.lines import Line, finished, joined, quoted
from assistant.types import Answer

LONGEST_QUESTION = 2_000
_TEXTS = "roles/texts"
Row = TypeVar("Row", Actor, Task, Scheme)


class Roles:
    """Roles as one generation of the index can show them."""

    def __init__(self, table: RoleTable, grounds: Grounds) -> None:
        self.table = table
        self._grounds = grounds
        self._reader = RoleReader(table)

    def read(self, names: Sequence[str], task: str | None = None, scheme: str | None = None) -> RoleQuestion:
        """What is asked with names as a form or a command gives them; a single one may also be a whole question.

        Raises:
            QuestionError: a name is empty or too long.
            UsageError: there is no name, or `task` or `scheme` is none of the table; the hint names the nearest.
        """
        if not names:
            raise UsageError("no name", hint=prompts.text(_TEXTS, "no_name"))
        for name in names:
            if not name.strip() or len(name) > LONGEST_QUESTION:
                raise QuestionError(f"a name has {len(name)} characters", limit=LONGEST_QUESTION,
                                    reason="too_long" if name.strip() else "empty")  # fmt: skip
        wanted_task = _option(task, self.table.find_task(task)) if task else None
        wanted_scheme = _option(scheme, self.table.find_scheme(scheme)) if scheme else None
        read = [self._read_one(name) for name in names]
        unknown = next((one for one in read if one.unknown or not (one.sides or one.task)), None)
        whole = unknown or replace(
            read[0],
            sides=tuple(dict.fromkeys(side for question in read for side in question.sides)),
            misread=tuple(pair for question in read for pair in question.misread),
        )
        sides = tuple(Side(actor=s.actor, scheme=wanted_scheme or s.scheme) for s in whole.sides)
        return replace(
            whole, text=" ".join(names), sides=tuple(dict.fromkeys(sides)), task=wanted_task or whole.task,
            scheme=None if sides else wanted_scheme or whole.scheme,
            more_tasks=() if wanted_task else whole.more_tasks,
        )  # fmt: skip

    def _read_one(self, name: str) -> RoleQuestion:
        lookup = self.table.find_actor(name)
        if lookup.found and lookup.exact:
            return RoleQuestion(text=name, sides=(Side(actor=lookup.found),), general=True)
        return self._reader.read(name)

    def lead(self, question: str) -> Answer | None:
        """The first half of an answer to a question that asks for one actor's role and nothing else, as one section;
        None for any other question.
        """
        understood = self._reader.read(question)
        if not understood.general or len(understood.sides) != 1 or understood.task:
            return None
        side = understood.sides[0]
        label = prompts.text(_TEXTS, "labels.role")
        line = Line(label, label, lead_sentences(role_card(self.table, side.actor, scheme=side.scheme)))
        answer = self._told(self._blank(question), understood, [line], ())
        return answer if answer.status == "answered" else None

    def matrix(self, question: RoleQuestion) -> Comparison | None:
        """The matrix behind a comparison or a question whose task it is; None for the role of one actor."""
        if len(question.sides) > 1:
            return compare(self.table, question.sides, question.task)
        if not question.sides and question.task:
            return matrix(self.table, who_has(self.table, question.task, question.scheme), question.task)
        return None

    def answer(self, question: RoleQuestion) -> Answer:
        """The answer to a question that was understood. What no scheme lays down, and whom nobody knows, is
        `no_evidence`, with the nearest that can be asked.
        """
        started = time.perf_counter()
        answer = self._answered(self._blank(question.text), question)
        misread = tuple(prompts.text(_TEXTS, "misread", written=w, name=n) for w, n in question.misread)
        elapsed = round((time.perf_counter() - started) * 1000, 2)
        return replace(answer, warnings=(*misread, *answer.warnings), elapsed_ms=elapsed)

    @staticmethod
    def _blank(question: str) -> Answer:
        return Answer(id=secrets.token_hex(8), question=question, status="no_evidence", mode="extractive", text="")

    def _answered(self, blank: Answer, question: RoleQuestion) -> Answer:
        if question.unknown or not (question.sides or question.task):
            key = "unknown" if question.unknown else "no_name"
            text = prompts.text(_TEXTS, key, **({"name": question.unknown} if question.unknown else {}))
            nearest = tuple(of_role(actor) for actor in question.nearest)
            return replace(blank, text=text, suggestions=nearest or whose_tasks(self.table))
        found = self.matrix(question)
        if found is None:
            side = question.sides[0]
            card = role_card(self.table, side.actor, question.task, side.scheme, question.more_tasks)
            return self._told(blank, question, card_lines(card, question.words), after_card(self.table, card))
        if question.sides:
            return self._told(blank, question, comparison_lines(self.table, found, question.words),
                              after_comparison(found))  # fmt: skip
        if question.more_tasks and question.task:
            each = [matrix(self.table, who_has(self.table, task, question.scheme), task)
                    for task in (question.task, *question.more_tasks)]  # fmt: skip
            return self._told(blank, question, tasks_lines(self.table, each, question.words), after_comparison(found))
        return self._told(blank, question, who_lines(self.table, found, question.words), after_comparison(found))

    def _told(
        self, blank: Answer, question: RoleQuestion, lines: Sequence[Line], suggestions: tuple[str, ...]
    ) -> Answer:
        citations = RoleCitations(self._grounds)
        text, sections = finished(lines, citations)
        if not citations.made:
            return replace(blank, text=text or _nothing(question), sections=sections, suggestions=suggestions)
        return replace(
            blank, status="answered", text=text, sections=sections, citations=citations.made,
            evidence=citations.evidence(), suggestions=suggestions, warnings=_warnings(citations), confidence=1.0,
        )  # fmt: skip


def _option(name: str, lookup: Lookup[Row]) -> Row:
    if lookup.found is None:
        nearest = joined([row.name for row in lookup.nearest])
        hint = prompts.text(_TEXTS, "unknown_option", name=name, nearest=nearest)
        raise UsageError(f"the role table has nothing called {name!r}", hint=hint)
    return lookup.found


def _nothing(question: RoleQuestion) -> str:
    scheme = question.sides[0].scheme if question.sides else question.scheme
    task = question.task
    if not question.sides:
        name = quoted([task.name]) if task else ""
        role = prompts.text(_TEXTS, "of_scheme", scheme=short_name(scheme), name=name) if scheme else name
        return prompts.text(_TEXTS, "nobody", role=role)
    name = plain_name(question.sides[0].actor)
    role = prompts.text(_TEXTS, "of_scheme", scheme=short_name(scheme), name=name) if scheme else name
    if task:
        role = prompts.text(_TEXTS, "of_task", name=role, task=quoted([task.name]))
    return prompts.text(_TEXTS, "nothing", role=role)


def _warnings(citations: RoleCitations) -> tuple[str, ...]:
    found = []
    if any(not citation.quote for citation in citations.made):
        found.append(prompts.text("answer/messages", "not_installed"))
    titles = dict.fromkeys(citation.title for citation in citations.made if citation.superseded)
    return (*found, *(prompts.text("answer/messages", "superseded", title=title) for title in titles))

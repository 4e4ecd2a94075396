"""Answers and reports for a terminal."""

from __future__ import annotations

from collections.abc import Collection

import prompts
from assistant.answering.notice import notice
from assistant.answering.shape import certainty_label
from assistant.types import Answer


def print_answer(answer: Answer, notice_off: Collection[str] = ()) -> None:
    """The answer as text: labelled sections, then the citations with their quotes, and the notice (see `notice`)."""
    for section in answer.sections:
        print(prompts.text("ui/cli", "section", label=section.label, text=section.text))
    if not answer.sections:
        print(answer.text)
    if answer.citations:
        print()
        print(prompts.text("ui/cli", "sources"))
    for citation in answer.citations:
        place = [citation.title, citation.edition, citation.section]
        if citation.page is not None:
            place.append(prompts.text("ui/cli", "page", page=citation.page))
        if citation.superseded:
            place.append(prompts.text("ui/cli", "superseded"))
        named = " / ".join(part for part in place if part)
        print(f"[{citation.number}] {named}")
        if citation.quote and citation.number not in answer.quoted:
            print(prompts.text("ui/cli", "quote", quote=citation.quote.strip()))
    if answer.status == "answered" and answer.certainty:
        print()
        print(prompts.text("ui/cli", "certainty", label=certainty_label(answer.certainty)))
    for warning in answer.warnings:
        print()
        print(prompts.text("ui/cli", "warning", text=warning))
    if answer.suggestions:
        key = "related" if answer.status == "answered" else "nearest"
        print()
        print(prompts.text("ui/cli", key))
        for suggestion in answer.suggestions:
            print(prompts.text("ui/cli", "point", text=suggestion))
    said = notice(answer, "cli", notice_off)
    if said:
        print()
        print(said)

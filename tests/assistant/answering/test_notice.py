"""The notice that goes with an answer."""

from __future__ import annotations

import pytest

from assistant.answering.notice import notice
from assistant.types import Answer


def an_answer(**changed: str) -> Answer:
    values = {"id": "a", "question": "q", "status": "answered", "mode": "extractive", "text": "x", **changed}
    return Answer(**values)  # type: ignore[arg-type]


def test_a_generated_answer_says_that_a_model_wrote_it() -> None:
    assert "生成AI" in notice(an_answer(mode="generated"), "web")
    assert "生成AI" not in notice(an_answer(), "web")
    assert "原文をご確認" in notice(an_answer(), "web")


@pytest.mark.parametrize("surface", ["cli", "web", "api", "slack"])
def test_it_can_be_switched_off_surface_by_surface(surface: str) -> None:
    assert notice(an_answer(), surface)
    assert notice(an_answer(), surface, [surface]) == ""


def test_where_nothing_was_answered_there_is_nothing_to_say() -> None:
    assert notice(an_answer(status="no_evidence"), "web") == ""

"""Rewriting by a model: its words are taken only where they add nothing; otherwise the rules stand in."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from assistant.answering.chat_model import Message, Piece
from assistant.errors import ModelError
from assistant.sessions.rewrite import Rewriter
from tests.assistant.sessions.turns import turn

LAST = turn("市町村の役割は何ですか", about="市町村の役割")
BY_RULES = "市町村の役割について、その理由は何ですか"


class Saying:
    """A model that says one thing, or fails where that is empty."""

    name, max_tokens = "fake:x", 100

    def __init__(self, said: str) -> None:
        self.said = said
        self.asked: list[Message] = []

    def stream(self, messages: Sequence[Message]) -> Generator[Piece, None, None]:
        self.asked = list(messages)
        if not self.said:
            raise ModelError("down", model=self.name, reason="unreachable")
        yield Piece(self.said)


def test_a_rewriting_that_adds_nothing_is_taken() -> None:
    model = Saying("市町村にその役割があるのは、どのような理由からですか")
    found = Rewriter(model)("それはなぜ？", [LAST])
    assert (found.standalone, found.rule) == (model.said, "model")
    assert "市町村の役割は何ですか" in model.asked[1].text


@pytest.mark.parametrize(
    "said",
    [
        "",
        "新潟県の役割の理由は何ですか",
        "市町村の3つの役割の理由は何ですか",
        "市町村の役割の理由は何ですか\n以上です",
        "市町村の役割は、住民の生活を支えることです",
        "市町村の役割" * 40,
    ],
)
def test_a_rewriting_that_invents_something_or_fails_gives_way_to_the_rules(said: str) -> None:
    assert Rewriter(Saying(said))("それはなぜ？", [LAST]).standalone == BY_RULES


def test_what_the_model_leaves_as_it_is_stays() -> None:
    assert Rewriter(Saying("保健所の役割は？"))("保健所の役割は？", [LAST]).rule == "as_asked"


def test_the_first_question_is_not_sent() -> None:
    model = Saying("何か")
    assert Rewriter(model)("それはなぜ？", []).standalone == "それはなぜ？"
    assert model.asked == []

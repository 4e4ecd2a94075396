"""Follow-ups rewritten by a chat model, where there is one; its words are checked, and the rules stand in for it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import prompts
from assistant.answering.chat_model import ChatModel, Message
from assistant.answering.figures import figures
from assistant.errors import ModelError
from assistant.language.tokens import terms
from assistant.sessions.conversation import Turn
from assistant.sessions.follow_up import Understood, understand

log = logging.getLogger("renkei.rewrite")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Understands follow-ups with the help of `model`."""

    model: ChatModel

    def __call__(self, question: str, turns: Sequence[Turn]) -> Understood:
        """`question` in the light of `turns` (oldest first); by rules where the model fails or invents something."""
        if not turns:
            return Understood(question)
        try:
            written = self._written(question, turns)
        except ModelError as error:
            log.warning("%s %s: %s", error.code, error.reference, error)
            return understand(question, turns)
        if written == question:
            return Understood(question)
        if adds_nothing(written, question, turns):
            return Understood(written, "model")
        log.info("the model's rewriting was left: it is empty, too long, or says what nobody said")
        return understand(question, turns)

    def _written(self, question: str, turns: Sequence[Turn]) -> str:
        said = [prompts.text("answer/rewriting", "turn", question=t.standalone, about=t.about) for t in turns]
        asked = prompts.text("answer/rewriting", "asked", turns="\n\n".join(said), question=question)
        messages = [Message("system", str(prompts.load("answer/rewrite"))), Message("user", asked)]
        return "".join(piece.text for piece in self.model.stream(messages)).strip()


def adds_nothing(written: str, question: str, turns: Sequence[Turn]) -> bool:
    """Whether every word and figure of `written` was said before, asking words aside, in one line of decent length."""
    if not written or len(written) > _LONGEST or "\n" in written:
        return False
    known = "\n".join([question, *(text for turn in turns for text in (turn.standalone, turn.about))])
    allowed = {*terms(known), *terms(prompts.load("answer/rewriting")["may_add"])}
    return set(terms(written)) <= allowed and figures(written) <= figures(known)

"""The partner's lines in the words of the configured chat model."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from assistant.answering.chat_model import ChatModel, Message
from assistant.errors import ModelError
from assistant.roleplay.wording import Moment, instruction, said_as

log = logging.getLogger("renkei.roleplay")


@dataclass(frozen=True, slots=True)
class Wording:
    """Says lines in the words of `model` (a `roleplay.wording.Word`)."""

    model: ChatModel

    def __call__(self, moment: Moment) -> str:
        """The checked words, or the table's line where the model fails or says something else."""
        rules, said = instruction(moment)
        try:
            pieces = self.model.stream([Message("system", rules), Message("user", said)])
            written = "".join(piece.text for piece in pieces)
        except ModelError as error:
            log.warning("%s %s: %s", error.code, error.reference, error)
            return moment.line.text
        return said_as(written, moment)

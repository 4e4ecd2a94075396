"""What the command line keeps of its answers: an entry of the audit log, and the question where nothing was found."""

from __future__ import annotations

import getpass
import logging
from typing import TYPE_CHECKING

from assistant.errors import RenkeiError
from assistant.sessions.audit import entry_of
from assistant.sessions.clock import now
from assistant.sessions.gaps import Unanswered
from assistant.settings import Settings
from assistant.types import Answer

if TYPE_CHECKING:
    from assistant.stores import Stores

log = logging.getLogger("renkei")
SURFACE = "cli"


class WritingDown:
    """Writes answers down once they are shown: a database that cannot be used takes no answer away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stores: Stores | None = None
        self._broken = False

    def add(self, answer: Answer) -> None:
        """Keep `answer`, whose question is masked."""
        if self._broken:
            return
        try:
            self._write(answer, self._opened())
        except RenkeiError as error:
            self._broken = True  # one word on a database that cannot be used is enough
            log.error("the answer was not audited, %s %s: %s", error.code, error.reference, error)

    def _write(self, answer: Answer, stores: Stores) -> None:
        at = now()
        stores.audit.write(entry_of(answer, who=_who(), surface=SURFACE, question=answer.question, at=at,
                                    model=self._settings.chat_model))  # fmt: skip
        if answer.status == "no_evidence":
            stores.gaps.note(Unanswered(at=at, question=answer.question, surface=SURFACE))

    def _opened(self) -> Stores:
        if self._stores is None:
            from assistant.stores import Stores  # a third of a second, for which no answer has to wait

            self._stores = Stores(self._settings)
        return self._stores


def _who() -> str:
    try:
        return f"{SURFACE}:{getpass.getuser()}"
    except (KeyError, OSError):  # a process without a user entry
        return SURFACE

"""What every handler needs, wired once by `create_app` and found again by `Depends`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from assistant.app import Assistant
from assistant.knowledge.full_text import FullText
from assistant.roles.grounds import Grounds
from assistant.settings import Settings
from bots.web.asking import Asking
from bots.web.coach_desk import CoachDesk
from bots.web.current import PerGeneration
from bots.web.document_desk import DocumentDesk
from bots.web.metrics import Metrics
from bots.web.pool import AskPool
from bots.web.rendering import Pages
from bots.web.security.attempts import Attempts
from bots.web.security.sessions import Sessions
from bots.web.security.tokens import TokenStore
from bots.web.tables import Tables
from bots.web.views.answers import AnswerCards
from bots.web.views.library import Library
from bots.web.views.matrix import Duties
from bots.web.views.places import Places

if TYPE_CHECKING:  # Authlib is loaded where somebody signs in by it, SQLAlchemy with the first question
    from assistant.stores import Stores
    from bots.web.security.oidc import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class WebState:
    """One per process."""

    assistant: Assistant
    settings: Settings
    pool: AskPool
    asking: Asking
    pages: Pages
    tables: Tables
    places: PerGeneration[Places]
    grounds: PerGeneration[Grounds]
    full_text: PerGeneration[FullText]
    library: Library
    duties: Duties
    cards: AnswerCards
    coach: CoachDesk
    documents: DocumentDesk
    metrics: Metrics
    tokens: TokenStore
    sessions: Sessions
    attempts: Attempts
    provider: Provider | None

    @property
    def stores(self) -> Stores:
        """Everything that is kept in the database.

        Raises:
            StorageError: it cannot be reached or written.
        """
        return self.assistant.dialogue.stores


async def web_state(request: Request) -> WebState:
    """The state of the application that serves `request`."""
    state: WebState = request.app.state.web
    return state


Web = Annotated[WebState, Depends(web_state)]

"""Everything that handlers share, put together once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from assistant.adapters.generation import Generation
from assistant.app import Assistant
from assistant.guard.gate import Gate, public_names
from assistant.knowledge.full_text import FullText
from assistant.resources import corpus_root
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
from bots.web.security.ended import ENDED, Ended
from bots.web.security.sessions import Sessions, load_key
from bots.web.security.tokens import TOKENS, TokenStore
from bots.web.state import WebState
from bots.web.tables import load_tables
from bots.web.views.answers import AnswerCards
from bots.web.views.library import Library
from bots.web.views.matrix import Duties
from bots.web.views.places import Places
from ingest.background import Background

if TYPE_CHECKING:
    from bots.web.security.oidc import Provider

_KEY = "web.key"


def wired(
    assistant: Assistant, settings: Settings, pool: AskPool, background: Background | None = None
) -> WebState:
    """The state of an application; `background` is where documents are read.

    Raises:
        CorpusError: a table of the corpus does not have its form.
        StorageError: the data folder cannot be written.
    """
    background = background or Background(settings, ended=assistant.refresh)
    metrics = Metrics(
        queue=lambda: pool.under_way, generation=lambda: assistant.generation,
        ingesting=lambda: background.status.state == "running",
    )  # fmt: skip
    key = load_key(settings.data / _KEY)
    places, gate = PerGeneration(assistant, Places), PerGeneration(assistant, _gate)
    tables = load_tables(corpus_root())
    grounds = PerGeneration(assistant, lambda made: Grounds(made.passages, made.holds, assistant.document))
    return WebState(
        assistant=assistant, settings=settings, pool=pool, pages=Pages(), tables=tables, places=places,
        asking=Asking(assistant, pool, gate, metrics.answered),
        grounds=grounds, coach=CoachDesk(assistant, grounds), metrics=metrics,
        documents=DocumentDesk(assistant, settings, background),
        full_text=PerGeneration(assistant, _full_text), library=Library(assistant, places),
        duties=Duties(tables.roles, places), cards=AnswerCards(assistant.catalog, places),
        tokens=TokenStore(settings.data / TOKENS), sessions=Sessions(key, Ended(settings.data / ENDED, time.time())),
        attempts=Attempts(key), provider=_provider(settings),
    )  # fmt: skip


def _provider(settings: Settings) -> Provider | None:
    if settings.auth != "oidc":
        return None
    from bots.web.security.oidc import Provider

    return Provider(settings.access)


def _gate(generation: Generation) -> Gate:
    return Gate(public_names(unit.note for unit in generation.notes.values()))


def _full_text(generation: Generation) -> FullText:
    passages = sorted((unit.passage for unit in generation.passages.values()), key=lambda p: (p.document_id, p.order))
    return FullText(passages, (unit.note for unit in generation.notes.values()))

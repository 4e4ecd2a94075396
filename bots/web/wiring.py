"""Everything that handlers share, put together once."""

from __future__ import annotations

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
from bots.web.pool import AskPool
from bots.web.rendering import Pages
from bots.web.security.sessions import Sessions, load_key
from bots.web.security.tokens import TOKENS, TokenStore
from bots.web.state import WebState
from bots.web.tables import load_tables
from bots.web.views.answers import AnswerCards
from bots.web.views.library import Library
from bots.web.views.matrix import Duties
from bots.web.views.places import Places

_KEY = "web.key"


def wired(assistant: Assistant, settings: Settings, pool: AskPool) -> WebState:
    """The state of an application.

    Raises:
        CorpusError: a table of the corpus does not have its form.
        StorageError: the data folder cannot be written.
    """
    places, gate = PerGeneration(assistant, Places), PerGeneration(assistant, _gate)
    tables = load_tables(corpus_root())
    grounds = PerGeneration(assistant, lambda made: Grounds(made.passages, made.holds, assistant.document))
    return WebState(
        assistant=assistant, settings=settings, pool=pool, asking=Asking(assistant, pool, gate), pages=Pages(),
        tables=tables, places=places,
        grounds=grounds, coach=CoachDesk(assistant, grounds),
        full_text=PerGeneration(assistant, _full_text), library=Library(assistant, places),
        duties=Duties(tables.roles, places), cards=AnswerCards(assistant.catalog, places),
        tokens=TokenStore(settings.data / TOKENS), sessions=Sessions(load_key(settings.data / _KEY)),
    )  # fmt: skip


def _gate(generation: Generation) -> Gate:
    return Gate(public_names(unit.note for unit in generation.notes.values()))


def _full_text(generation: Generation) -> FullText:
    passages = sorted((unit.passage for unit in generation.passages.values()), key=lambda p: (p.document_id, p.order))
    return FullText(passages, (unit.note for unit in generation.notes.values()))

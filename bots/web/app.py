"""The application: the interface under /api/v1 and the pages, over one Assistant."""

from __future__ import annotations

import importlib.metadata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

import prompts
from assistant.adapters.generation import Generation
from assistant.app import Assistant
from assistant.knowledge.full_text import FullText
from assistant.resources import corpus_root
from assistant.settings import Settings
from bots.web import openapi, problems
from bots.web.api import ask as ask_api
from bots.web.api import health
from bots.web.api import library as library_api
from bots.web.api import tables as tables_api
from bots.web.current import PerGeneration
from bots.web.pages import ask as ask_pages
from bots.web.pages import documents as document_pages
from bots.web.pages import guide as guide_pages
from bots.web.pages import passages as passage_pages
from bots.web.pages import roles as role_pages
from bots.web.pool import AskPool
from bots.web.rendering import STATIC, Pages
from bots.web.state import WebState
from bots.web.tables import load_tables
from bots.web.views.answers import AnswerCards
from bots.web.views.library import Library
from bots.web.views.matrix import Duties
from bots.web.views.places import Places

API = "/api/v1"


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The application over `assistant`.

    Raises:
        CorpusError: a table of the corpus does not have its form.
    """
    web = _wired(assistant, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        web.pool.close()

    app = FastAPI(
        title=prompts.text("ui/openapi", "title"), description=prompts.text("ui/openapi", "description"),
        version=_version(), openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan,
    )  # fmt: skip
    app.state.web = web
    problems.install(app)
    openapi.install(app)
    app.include_router(health.router)
    for api in (ask_api, library_api, tables_api):
        app.include_router(api.router, prefix=API)
    for page in (ask_pages, passage_pages, role_pages, document_pages, guide_pages):
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _wired(assistant: Assistant, settings: Settings) -> WebState:
    places = PerGeneration(assistant, Places)
    tables = load_tables(corpus_root())
    return WebState(
        assistant=assistant, settings=settings, pool=AskPool(), pages=Pages(), tables=tables, places=places,
        full_text=PerGeneration(assistant, _full_text), library=Library(assistant, places),
        duties=Duties(tables.roles, places), cards=AnswerCards(assistant.catalog, places),
    )  # fmt: skip


def _full_text(generation: Generation) -> FullText:
    passages = sorted((unit.passage for unit in generation.passages.values()), key=lambda p: (p.document_id, p.order))
    return FullText(passages, (unit.note for unit in generation.notes.values()))


def _version() -> str:
    try:
        return importlib.metadata.version("renkei")
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that was never installed
        return "0"

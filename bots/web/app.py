"""The application: the interface under /api/v1 and the pages, over one Assistant."""

from __future__ import annotations

import importlib.metadata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

import prompts
from assistant.app import Assistant
from assistant.resources import corpus_root
from assistant.settings import Settings
from bots.web import openapi, problems
from bots.web.api import ask as ask_api
from bots.web.api import health
from bots.web.pages import ask as ask_pages
from bots.web.pages import passages
from bots.web.pool import AskPool
from bots.web.rendering import STATIC, Pages
from bots.web.state import WebState
from bots.web.tables import load_tables
from bots.web.views.answers import AnswerCards
from bots.web.views.places import Places

API = "/api/v1"


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The application over `assistant`.

    Raises:
        CorpusError: a table of the corpus does not have its form.
    """
    places = PerGeneration(assistant, Places)
    web = WebState(
        assistant=assistant, settings=settings, pool=AskPool(), pages=Pages(), tables=load_tables(corpus_root()),
        places=places, cards=AnswerCards(assistant.catalog, places),
    )  # fmt: skip

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
    app.include_router(ask_api.router, prefix=API)
    app.include_router(ask_pages.router)
    app.include_router(passages.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _version() -> str:
    try:
        return importlib.metadata.version("renkei")
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that was never installed
        return "0"

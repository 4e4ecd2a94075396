"""The application: the interface under /api/v1 and the pages, over one Assistant."""

from __future__ import annotations

import importlib.metadata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

import prompts
from assistant.app import Assistant
from assistant.settings import Settings
from bots.web import openapi, problems
from bots.web.api import administration as administration_api
from bots.web.api import ask as ask_api
from bots.web.api import coach as coach_api
from bots.web.api import coach_cycle as coach_cycle_api
from bots.web.api import conversations as conversation_api
from bots.web.api import health
from bots.web.api import library as library_api
from bots.web.api import practice_groups as practice_group_api
from bots.web.api import practice_partners as practice_partner_api
from bots.web.api import roleplay as roleplay_api
from bots.web.api import roles as roles_api
from bots.web.api import tables as tables_api
from bots.web.api import worksheets as worksheet_api
from bots.web.metrics import Measured
from bots.web.pages import admin as admin_pages
from bots.web.pages import admin_documents as admin_document_pages
from bots.web.pages import ask as ask_pages
from bots.web.pages import coach as coach_pages
from bots.web.pages import coach_cycle as coach_cycle_pages
from bots.web.pages import coach_pictures as coach_picture_pages
from bots.web.pages import coach_premise as coach_premise_pages
from bots.web.pages import coach_talk as coach_talk_pages
from bots.web.pages import conversations as conversation_pages
from bots.web.pages import documents as document_pages
from bots.web.pages import guide as guide_pages
from bots.web.pages import login as login_pages
from bots.web.pages import passages as passage_pages
from bots.web.pages import practice as practice_pages
from bots.web.pages import practice_groups as practice_group_pages
from bots.web.pages import practice_partners as practice_partner_pages
from bots.web.pages import roles as role_pages
from bots.web.pages import sign_in as sign_in_pages
from bots.web.pool import WORKERS, WORKERS_WITH_MODEL, AskPool
from bots.web.rendering import STATIC
from bots.web.security.body_limit import BodyLimit
from bots.web.security.gate import Gate
from bots.web.security.headers import SecurityHeaders
from bots.web.security.hosts import AllowedHosts
from bots.web.security.limits import AskLimits
from bots.web.state import WebState
from bots.web.wiring import wired
from ingest.background import Background

API = "/api/v1"
ASKING = ("/", "/ask/stream", f"{API}/ask", f"{API}/ask/stream")
"""Paths that cost an answer."""
JOINING = ("/practice/groups/join", f"{API}/roleplay/groups/join")
"""Paths that take a code, which somebody might try out."""
_APIS = (
    ask_api, conversation_api, library_api, tables_api, roles_api, practice_group_api, practice_partner_api,
    roleplay_api, coach_api, worksheet_api, administration_api,
    coach_cycle_api,
)  # fmt: skip
_PAGES = (
    ask_pages, conversation_pages, passage_pages, role_pages, practice_group_pages,
    practice_partner_pages, practice_pages, document_pages, guide_pages, coach_pages,
    coach_premise_pages, coach_cycle_pages, coach_talk_pages, coach_picture_pages, login_pages, admin_pages,
    admin_document_pages,
)  # fmt: skip


def create_app(
    assistant: Assistant, settings: Settings, *, pool: AskPool | None = None, background: Background | None = None
) -> FastAPI:
    """The application over `assistant`; `pool` is where it makes its answers, `background` where it reads documents.

    Raises:
        CorpusError: a table of the corpus does not have its form.
        StorageError: the data folder cannot be written.
    """
    workers = WORKERS_WITH_MODEL if settings.chat_model else WORKERS
    web = wired(assistant, settings, pool or AskPool(workers=workers), background)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await web.pool.run(web.asking.warm)
        web.documents.background.resume()
        yield
        web.documents.background.close()
        web.pool.close()

    app = FastAPI(
        title=prompts.text("ui/openapi", "title"), description=prompts.text("ui/openapi", "description"),
        version=_version(), openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan,
    )  # fmt: skip
    app.state.web = web
    problems.install(app)
    openapi.install(app)
    _guard(app, web)
    app.include_router(health.router)
    for api in _APIS:
        app.include_router(api.router, prefix=API)
    for page in (*_PAGES, sign_in_pages) if web.provider else _PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _guard(app: FastAPI, web: WebState) -> None:
    """What every request passes, from the last line here to the first."""
    # without signing in all are one person, from whom a group keeps nothing
    joining = () if web.settings.auth == "none" else JOINING
    app.add_middleware(AskLimits, most=web.settings.rate, asking=ASKING, joining=joining)
    app.add_middleware(Gate, settings=web.settings, tokens=web.tokens, sessions=web.sessions)
    app.add_middleware(AllowedHosts, settings=web.settings)
    app.add_middleware(BodyLimit, upload=web.documents.shelf.most)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Measured, metrics=web.metrics, prefix=API)


def _version() -> str:
    try:
        return importlib.metadata.version("renkei")
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that was never installed
        return "0"

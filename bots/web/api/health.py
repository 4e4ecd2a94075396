"""`/healthz`: the process lives. `/readyz`: it can answer, or why not. `/metrics`: what it does, in figures."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from bots.messages import explain
from bots.web.metrics import CONTENT_TYPE
from bots.web.openapi import described
from bots.web.security.admins import administrator
from bots.web.state import Web, WebState

router = APIRouter(tags=["health"])
CheckName = Literal["index", "embedding", "database", "model"]


class HealthBody(BaseModel):
    """The process lives."""

    status: str


class CheckBody(BaseModel):
    """One thing that was looked at. `needed`: without it the process is not ready."""

    name: CheckName
    ok: bool
    needed: bool
    detail: str


class ReadyBody(BaseModel):
    """Whether questions can be answered now, and kept."""

    ready: bool
    checks: list[CheckBody]


@router.get("/healthz", response_model=HealthBody, **described("healthz"))
async def healthz() -> JSONResponse:
    """Always 200 while the process runs."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz", response_model=ReadyBody, **described("readyz", bodies={503: ReadyBody}))
async def readyz(web: Web) -> JSONResponse:
    """200 where the index answers and the database can be read, else 503; both say what was looked at. A chat model is
    not called, and answers are quoted where it fails: it may be missing.
    """
    database, model = await run_in_threadpool(_database, web), await run_in_threadpool(_model, web)
    checks = [await _index(web), _embedding(web), database, model]
    ready = all(check.ok for check in checks if check.needed)
    return JSONResponse(ReadyBody(ready=ready, checks=checks).model_dump(), 200 if ready else 503)


@router.get("/metrics", include_in_schema=False, dependencies=[Depends(administrator)])
def metrics(web: Web) -> Response:
    """Prometheus' text format, for administrators: a scraper sends an administrator's token."""
    return Response(web.metrics.exposition(), media_type=CONTENT_TYPE)


async def _index(web: WebState) -> CheckBody:
    generation = web.assistant.generation
    try:
        await web.pool.run(generation.rehearse)
    except Exception as error:  # whatever it is, it is the answer
        return CheckBody(name="index", ok=False, needed=True, detail=explain(error)[0])
    newer = web.assistant.degraded()
    detail = generation.manifest.id + (f" (newer, not served: {newer})" if newer else "")
    return CheckBody(name="index", ok=True, needed=True, detail=detail)


def _embedding(web: WebState) -> CheckBody:
    return CheckBody(name="embedding", ok=True, needed=True, detail=web.assistant.generation.manifest.embedder)


def _database(web: WebState) -> CheckBody:
    try:
        kind = web.stores.database.ping()
    except Exception as error:  # whatever it is, it is the answer
        return CheckBody(name="database", ok=False, needed=True, detail=explain(error)[0])
    return CheckBody(name="database", ok=True, needed=True, detail=kind)


def _model(web: WebState) -> CheckBody:
    try:
        model = web.assistant.dialogue.model
    except Exception as error:  # whatever it is, it is the answer
        return CheckBody(name="model", ok=False, needed=False, detail=explain(error)[0])
    return CheckBody(name="model", ok=True, needed=False, detail=model.name if model else "none")

"""`/healthz`: the process lives. `/readyz`: it can answer, or why not."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import JSONResponse

from bots.messages import explain
from bots.web.openapi import described
from bots.web.state import Web, WebState

router = APIRouter(tags=["health"])


class HealthBody(BaseModel):
    """The process lives."""

    status: str


class CheckBody(BaseModel):
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


class ReadyBody(BaseModel):
    """Whether questions can be answered now."""

    ready: bool
    checks: list[CheckBody]


@router.get("/healthz", response_model=HealthBody, **described("healthz"))
async def healthz() -> JSONResponse:
    """Always 200 while the process runs."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz", response_model=ReadyBody, **described("readyz", bodies={503: ReadyBody}))
async def readyz(web: Web) -> JSONResponse:
    """200 where the index answers, else 503; both say what was looked at."""
    checks = [await _index(web), _model(web)]
    ready = all(check["ok"] for check in checks)
    return JSONResponse({"ready": ready, "checks": checks}, 200 if ready else 503)


async def _index(web: WebState) -> dict[str, Any]:
    generation = web.assistant.generation
    try:
        await web.pool.run(generation.rehearse)
    except Exception as error:  # whatever it is, it is the answer
        return {"name": "index", "ok": False, "detail": explain(error)[0]}
    newer = web.assistant.degraded()
    detail = generation.manifest.id + (f" (newer, not served: {newer})" if newer else "")
    return {"name": "index", "ok": True, "detail": detail}


def _model(web: WebState) -> dict[str, Any]:
    return {"name": "embedding", "ok": True, "detail": web.assistant.generation.manifest.embedder}

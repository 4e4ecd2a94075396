"""The OpenAPI document: problem documents for every refusal, examples out of `prompts/ui/openapi*.ja.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

import prompts
from bots.web.bodies import ProblemBody

MEDIA_TYPE = "application/problem+json"
_REFERENCE = {"$ref": "#/components/schemas/ProblemBody"}


def described(name: str, *refusals: int, bodies: Mapping[int, type[BaseModel]] | None = None) -> dict[str, Any]:
    """Arguments of a route: its examples, and the problem documents it may answer with beside 500."""
    responses: dict[int, dict[str, Any]] = {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": _REFERENCE}}}
        for status in refusals
    }
    for status, model in (bodies or {}).items():
        responses[status] = {"description": HTTPStatus(status).phrase, "model": model}
    return {"responses": responses, "operation_id": name}


def install(app: FastAPI) -> None:
    """Let `app` describe itself with examples and without FastAPI's own form of errors."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(
                get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            )
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["ProblemBody"] = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schemas["ProblemBody"].pop("$defs", {}))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    examples = {**prompts.load("ui/openapi_recorded")["examples"]}
    for name, told in prompts.load("ui/openapi")["examples"].items():
        examples[name] = {**examples.get(name, {}), **told}
    for path in document["paths"].values():
        for operation in path.values():
            _without_default_fault(operation)
            _with_examples(operation, examples.get(operation.get("operationId"), {}))
    return document


def _without_default_fault(operation: dict[str, Any]) -> None:
    content = operation["responses"].get("422", {}).get("content", {})
    if MEDIA_TYPE not in content and "422" in operation["responses"]:
        operation["responses"]["422"] = {
            "description": HTTPStatus(422).phrase, "content": {MEDIA_TYPE: {"schema": _REFERENCE}},
        }  # fmt: skip


def _with_examples(operation: dict[str, Any], examples: Mapping[str, Any]) -> None:
    if "request" in examples:
        operation["requestBody"]["content"]["application/json"]["example"] = examples["request"]
    if "response" in examples:
        status = next(code for code in ("200", "201", "202") if code in operation["responses"])
        operation["responses"][status]["content"]["application/json"]["example"] = examples["response"]
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in examples.get("parameters", {}):
            parameter["example"] = examples["parameters"][parameter["name"]]

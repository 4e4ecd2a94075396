"""The interface keeps what its OpenAPI document promises, whatever is sent to it."""

from __future__ import annotations

from dataclasses import replace

import jsonschema
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)  # fmt: skip
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import running

CHECKS = [
    not_a_server_error, content_type_conformance, negative_data_rejection, response_schema_conformance,
    status_code_conformance,
]  # fmt: skip

def test_every_answer_is_one_that_was_promised(server: str) -> None:
    interface = schemathesis.openapi.from_url(f"{server}/api/v1/openapi.json")
    operations = [found.ok() for found in interface.get_all_operations()]
    assert len(operations) > 10

    for operation in operations:
        for mode in schemathesis.GenerationMode:

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings_of(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
            def keeps_its_promise(case: schemathesis.Case) -> None:
                case.call_and_validate(checks=CHECKS)

            try:
                keeps_its_promise()
            except Unsatisfiable:  # an operation without parameters cannot be called wrongly
                assert mode is schemathesis.GenerationMode.NEGATIVE


def test_every_operation_has_examples_that_are_true(app: FastAPI) -> None:
    document = app.openapi()
    for item in document["paths"].values():
        for operation in item.values():
            success = next(found for status, found in operation["responses"].items() if status.startswith("2"))
            for held in (operation.get("requestBody", {}), success):
                content = held.get("content", {}).get("application/json")
                if content is None:  # a file, a stream, or nothing
                    continue
                assert "example" in content, operation["operationId"]
                whole = {**content["schema"], "components": document["components"]}
                jsonschema.validate(content["example"], whole, jsonschema.Draft202012Validator)


def test_with_tokens_every_operation_is_closed_and_keeps_its_promise(
    built_assistant: Assistant, web_settings: Settings
) -> None:
    settings = replace(web_settings, auth="token", rate=100_000)
    _, secret = TokenStore(settings.data / TOKENS).create("program", "admin")
    with running(create_app(built_assistant, settings)) as (address, _):
        header = {"authorization": f"Bearer {secret}"}
        interface = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json", headers=header)
        operations = [found.ok() for found in interface.get_all_operations()]
        assert {operation.path for operation in operations} == set(interface.raw_schema["paths"])
        for operation in operations:

            @given(case=operation.as_strategy())
            @settings_of(max_examples=3, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
            def keeps_its_promise(case: schemathesis.Case) -> None:
                if not case.path.startswith(("/healthz", "/readyz")):
                    assert case.call(headers={"authorization": "Bearer rk_guess"}).status_code == 401
                case.call_and_validate(checks=CHECKS, headers=header)

            keeps_its_promise()


def test_document_has_examples_and_our_form_of_errors(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()

    ask = document["paths"]["/api/v1/ask"]["post"]
    assert ask["requestBody"]["content"]["application/json"]["example"]["question"]
    assert ask["responses"]["200"]["content"]["application/json"]["example"]["citations"]
    assert set(ask["responses"]["422"]["content"]) == {"application/problem+json"}
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert not [path for path in document["paths"] if not path.startswith(("/api/v1/", "/healthz", "/readyz"))]

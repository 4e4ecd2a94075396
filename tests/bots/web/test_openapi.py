"""The interface keeps what its OpenAPI document promises, whatever is sent to it."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)  # fmt: skip
from starlette.testclient import TestClient

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
            @settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
            def keeps_its_promise(case: schemathesis.Case) -> None:
                case.call_and_validate(checks=CHECKS)

            try:
                keeps_its_promise()
            except Unsatisfiable:  # an operation without parameters cannot be called wrongly
                assert mode is schemathesis.GenerationMode.NEGATIVE


def test_document_has_examples_and_our_form_of_errors(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()

    ask = document["paths"]["/api/v1/ask"]["post"]
    assert ask["requestBody"]["content"]["application/json"]["example"]["question"]
    assert ask["responses"]["200"]["content"]["application/json"]["example"]["citations"]
    assert set(ask["responses"]["422"]["content"]) == {"application/problem+json"}
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert not [path for path in document["paths"] if not path.startswith(("/api/v1/", "/healthz", "/readyz"))]

"""`/api/v1`: documents, passages, notes, tables and search."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from assistant.app import Assistant


def get(client: TestClient, path: str, **parameters: object) -> dict:
    response = client.get(f"/api/v1{path}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def test_documents_installed_first_then_what_the_catalogue_knows(client: TestClient) -> None:
    documents = get(client, "/documents")["documents"]

    assert [d["id"] for d in documents if d["installed"]] == ["basic-textbook-2016", "umikaze"]
    assert [d["installed"] for d in documents] == sorted((d["installed"] for d in documents), reverse=True)
    assert all((d["passages"] > 0) == d["installed"] for d in documents)


def test_passages_in_reading_order_and_with_neighbours(client: TestClient) -> None:
    rows = get(client, "/documents/umikaze/passages", limit=1)
    assert rows["total"] > len(rows["passages"]) == 1
    whole = get(client, "/documents/umikaze/passages")["passages"]
    assert [p["order"] for p in whole] == sorted(p["order"] for p in whole)

    first = get(client, f"/documents/umikaze/passages/{whole[0]['id']}")

    assert first["before"] is None
    assert first["behind"] == whole[1]
    assert first["passage"] == whole[0]


def test_notes_by_theme_and_one_whole(client: TestClient, built_assistant: Assistant) -> None:
    everything = get(client, "/notes")["notes"]
    theme = get(client, "/notes", theme="evaluation")["notes"]
    note = get(client, "/notes/home-death-rate-not-a-target")

    assert len(everything) == len(built_assistant.generation.notes)
    assert {row["theme_name"] for row in theme} == {"評価と指標"}
    assert note["sources"][0]["document_id"] == "basic-textbook-2016"
    assert note["sources"][0]["passage_id"]
    assert note["questions"]


def test_roles_by_alias_narrowed_to_a_scheme(client: TestClient) -> None:
    cells = get(client, "/roles", actor="ケアマネ", scheme="textbook")["cells"]

    assert {(cell["actor"], cell["scheme"]) for cell in cells} == {("care-manager", "textbook")}
    assert all((cell["duty"] is None) == (cell["source"] is None) for cell in get(client, "/roles")["cells"])


def test_indicators_by_scene_and_type(client: TestClient) -> None:
    rows = get(client, "/indicators", scene="看取り", type="outcome")["indicators"]

    assert rows
    assert {(row["scene"], row["type"]) for row in rows} == {("看取り", "outcome")}


def test_glossary_by_any_name(client: TestClient) -> None:
    assert [entry["term"] for entry in get(client, "/glossary", name="包括ケア")["entries"]] == ["地域包括ケアシステム"]
    assert len(get(client, "/glossary")["entries"]) > 100


def test_search_marks_the_words_it_found(client: TestClient) -> None:
    hit = get(client, "/search", q="健康支援課")["hits"][0]

    assert hit["kind"] == "source"
    assert [hit["excerpt"][start:end] for start, end in hit["found"]] == ["健康支援課"] * hit["times"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/documents/nothing", 404),
        ("/documents/umikaze/passages/0", 404),
        ("/documents/umikaze/passages?limit=0", 422),
        ("/notes/nothing", 404),
        ("/notes/NOT_A_SLUG", 422),
        ("/roles?actor=宇宙飛行士", 404),
        ("/indicators?type=guess", 422),
        ("/search", 422),
        ("/search?q=", 422),
    ],
)
def test_what_is_not_there_is_a_problem_document(client: TestClient, path: str, status: int) -> None:
    response = client.get(f"/api/v1{path}")

    assert response.status_code == response.json()["status"] == status
    assert response.headers["content-type"] == "application/problem+json"

"""The matrix of roles: every cell leads to its source, and what is not laid down is visible."""

from __future__ import annotations

import re
from html import unescape

from starlette.testclient import TestClient

from assistant.knowledge.roles import load_roles
from assistant.resources import corpus_root

TABLE = load_roles(corpus_root() / "roles.yaml")


def cells(page: str) -> dict[tuple[str, str], str]:
    """Label of each filled cell, by actor and task."""
    found = re.findall(r'href="/roles/([a-z-]+)/([a-z-]+)[^"]*" data-panel\s+aria-label="([^"]+)"', page)
    return {(actor, task): unescape(label) for actor, task, label in found}


def test_every_cell_of_the_table_is_there(client: TestClient) -> None:
    assert set(cells(client.get("/roles").text)) == {(cell.actor, cell.task) for cell in TABLE.cells}


def test_scheme_narrows_the_matrix(client: TestClient) -> None:
    osaka = [cell for cell in TABLE.cells if cell.scheme == "osaka"]

    page = client.get("/roles?scheme=osaka").text

    assert set(cells(page)) == {(cell.actor, cell.task) for cell in osaka}
    gap = next(cell for cell in osaka if cell.duty is None)
    assert "規定なし" in cells(page)[gap.actor, gap.task]


def test_cell_opens_duty_and_source(client: TestClient) -> None:
    cell = next(cell for cell in TABLE.cells if cell.duty and cell.source)

    part = client.get(f"/roles/{cell.actor}/{cell.task}", headers={"x-part": "panel"}).text

    assert cell.duty in unescape(part)
    assert cell.source
    assert cell.source.section in unescape(part)
    assert "<html" not in part


def test_gap_is_said_and_not_left_out(client: TestClient) -> None:
    gap = next(cell for cell in TABLE.cells if cell.duty is None)

    page = client.get(f"/roles/{gap.actor}/{gap.task}?scheme={gap.scheme}").text

    assert "規定なし" in page


def test_name_or_alias_leads_to_the_actor(client: TestClient) -> None:
    response = client.get("/roles", params={"name": "ケアマネ"})

    assert (response.status_code, response.headers["location"]) == (303, "/roles/care-manager")
    unknown = client.get("/roles", params={"name": "宇宙飛行士"}).text
    assert "見つかりませんでした" in unknown
    assert client.get("/roles/nobody", headers={"accept": "text/html"}).status_code == 404


def test_actors_are_compared_task_by_task(client: TestClient) -> None:
    page = client.get("/roles/compare?actor=municipality&actor=coordinator&actor=&scheme=niigata")

    assert page.status_code == 200
    assert "市町村とコーディネーターを比べる" in page.text
    row = page.text.split(">住民への普及啓発</th>")[1].split("</tr>")[0]
    assert row.count("<td") == 2 and "規定なし" in row and "取り上げなし" in row
    assert "/roles/municipality/policy?scheme=niigata" in page.text


def test_comparison_needs_two(client: TestClient) -> None:
    refused = client.get("/roles/compare?actor=municipality&actor=municipality")

    assert refused.status_code == 422 and "二つ以上" in refused.text
    assert client.get("/roles/compare").status_code == 200


def test_comparison_and_answer_as_interface(client: TestClient) -> None:
    found = client.get("/api/v1/roles/compare?actor=市町村&actor=郡市医師会&task=研修").json()
    said = client.get("/api/v1/roles/answer?name=コーディネーター&task=研修&scheme=埼玉").json()

    assert found["actors"] == ["municipality", "local-medical-association"]
    assert [row["task"] for row in found["rows"]] == ["training"]
    assert all(side["duties"] for side in found["rows"][0]["sides"])
    assert said["status"] == "answered" and said["text"].startswith("埼玉県：コーディネーターは、")
    assert client.get("/api/v1/roles/compare?actor=市町村&actor=消防署").status_code == 404

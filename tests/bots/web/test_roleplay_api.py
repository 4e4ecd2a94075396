"""Practice over HTTP: runs step by step, whose they are, what a debrief stands on, and its files."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.coach.worksheet import Basics, Worksheet
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import QUOTED, caller

RUNS = "/api/v1/roleplay/runs"
SAID = (
    "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。",
    "看取り率を数値目標にするつもりはありません。",
    "夜の最初の電話は訪問看護で受け、先生お一人に負担が集まらない形にします。",
)


def start(client: TestClient, **wanted: Any) -> dict[str, Any]:
    body = {"persona": "president-cautious", "seed": 7, "consent": True, **wanted}
    response = client.post(RUNS, json=body)
    assert response.status_code == 201, response.text
    return response.json()


def played(client: TestClient, *said: str) -> str:
    """Id of a run in which `said` was said and which is over."""
    run = start(client)
    for utterance in said:
        run = client.post(f"{RUNS}/{run['id']}/say", json={"revision": run["revision"], "utterance": utterance}).json()
    over = client.post(f"{RUNS}/{run['id']}/finish", json={"revision": run["revision"]})
    assert over.json()["state"] == "debrief"
    return str(run["id"])


@pytest.fixture
def users(built_assistant: Assistant, web_settings: Settings) -> dict[str, TestClient]:
    """Two trainees and a trainer of one installation."""
    settings = replace(web_settings, auth="token", rate=1000)
    app = create_app(built_assistant, settings)
    store = TokenStore(settings.data / TOKENS)
    return {
        name: caller(app, headers={"authorization": f"Bearer {store.create(name, role)[1]}"})
        for name, role in (("mine", "user"), ("theirs", "user"), ("trainer", "trainer"))
    }


def test_partners_come_with_the_consent_and_without_their_worries(client: TestClient) -> None:
    found = client.get("/api/v1/roleplay/personas")

    assert [row["id"] for row in found.json()["personas"]][:2] == ["president-cautious", "president-opposed"]
    assert "保存します" in found.json()["consent"]
    assert "夜と休みの負担" not in found.text
    assert not any(" " in row["briefing"] for row in found.json()["personas"])


@pytest.mark.parametrize("wanted", [{"consent": False}, {}, {"consent": True, "level": 4}, {"consent": True, "persona": "nobody"}])
def test_nothing_begins_without_consent_or_with_an_unknown_partner(client: TestClient, wanted: dict[str, Any]) -> None:
    assert client.post(RUNS, json={"persona": "resident-rep", **wanted}).status_code == 422


def test_what_is_said_is_answered_at_the_next_revision(client: TestClient) -> None:
    run = start(client)
    said = client.post(f"{RUNS}/{run['id']}/say", json={"revision": run["revision"], "utterance": SAID[0]}).json()

    assert run["opening"] and run["state"] == "opening" and run["score"] is None
    assert said["revision"] == run["revision"] + 1
    assert said["talk"][0]["utterance"] == SAID[0]
    assert said["talk"][0]["reply"]
    assert client.get(f"{RUNS}/{run['id']}").json() == said


def test_second_of_two_steps_from_one_revision_is_refused(client: TestClient) -> None:
    run = start(client)
    body = {"revision": run["revision"], "utterance": SAID[0]}

    assert client.post(f"{RUNS}/{run['id']}/say", json=body).status_code == 200
    refused = client.post(f"{RUNS}/{run['id']}/say", json=body)

    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:renkei:problem:conflict"
    assert len(client.get(f"{RUNS}/{run['id']}").json()["talk"]) == 1


def test_personal_information_is_masked_before_it_is_kept(client: TestClient) -> None:
    run = start(client)
    said = {"revision": run["revision"], "utterance": "連絡は 090-1234-5678 までお願いします。"}

    assert "1234" not in client.post(f"{RUNS}/{run['id']}/say", json=said).text


def test_hints_name_one_point_each_and_no_worry(client: TestClient) -> None:
    run = start(client)
    seen = []
    for _ in range(20):
        answer = client.post(f"{RUNS}/{run['id']}/hint", json={"revision": run["revision"]}).json()
        run["revision"] = answer["revision"]
        if answer["hint"] is None:
            break
        seen.append(answer["hint"]["point"])

    assert len(seen) == len(set(seen)) == 14
    assert [hint["point"] for hint in client.get(f"{RUNS}/{run['id']}").json()["hints"]] == seen


def test_debrief_gives_own_words_and_the_passage_behind_each_point(client: TestClient) -> None:
    run_id = played(client, *SAID)
    found = client.get(f"{RUNS}/{run_id}/debrief").json()

    points = {row["point"]: row for row in found["points"]}
    said = points["no_home_death_target"]
    cited = {row["number"]: row for row in found["citations"]}
    assert said["score"] >= 2 and said["quote"] == SAID[1]
    assert cited[said["citation"]]["document_id"] == "basic-textbook-2016"
    assert QUOTED in cited[said["citation"]]["quote"]
    assert all((row["score"] == 0) == (row["quote"] == "") for row in found["points"])
    assert all(row["citation"] in cited for part in ("points", "hardening", "slips", "worries") for row in found[part])
    assert len(found["to_try"]) == 2
    assert [point["turn"] for point in found["course"]] == [0, 1, 2, 3]
    assert found["comparison"] is None


def test_debrief_is_compared_with_earlier_runs_of_the_same_partner(users: dict[str, TestClient]) -> None:
    mine = users["mine"]
    played(mine, "よろしくお願いします。")
    start(mine, persona="resident-rep")
    first = mine.get(RUNS).json()["runs"]
    found = mine.get(f"{RUNS}/{played(mine, *SAID)}/debrief").json()

    assert [row["score"] for row in first] == [None, 0]
    assert found["comparison"]["runs"] == 1
    assert found["comparison"]["change"] == found["score"] > 0
    assert "no_home_death_target" in found["comparison"]["gained"]


def test_run_that_goes_on_has_no_debrief_and_one_that_is_over_takes_no_words(client: TestClient) -> None:
    run = start(client)
    assert client.get(f"{RUNS}/{run['id']}/debrief").status_code == 422

    over = client.post(f"{RUNS}/{run['id']}/finish", json={"revision": run["revision"]}).json()
    again = client.post(f"{RUNS}/{run['id']}/say", json={"revision": over["revision"], "utterance": SAID[0]})

    assert again.status_code == 422
    assert "終わっています" in again.json()["detail"]


def test_everybody_sees_their_own_and_nobody_anothers_without_consent(users: dict[str, TestClient]) -> None:
    mine, theirs, trainer = users["mine"], users["theirs"], users["trainer"]
    path = f"{RUNS}/{played(mine, *SAID)}"

    for refused in (
        theirs.get(path),
        theirs.get(f"{path}/debrief"),
        theirs.get(f"{path}/export?kind=debrief"),
        theirs.delete(path),
        trainer.delete(path),
        trainer.post(f"{path}/say", json={"revision": 5, "utterance": "代わりに話します。"}),
    ):
        assert refused.status_code == 404
    assert theirs.get(RUNS).json()["runs"] == []
    assert theirs.get(f"{RUNS}?everybody=true").status_code == 403
    assert trainer.get(path).status_code == 404
    assert trainer.get(f"{RUNS}?everybody=true").json()["runs"] == []
    assert trainer.get(f"{path}/debrief").status_code == 404
    assert mine.delete(path).status_code == 204
    assert mine.get(path).status_code == 404


def test_files_of_a_run(client: TestClient, built_assistant: Assistant) -> None:
    from assistant.coach.changes import Author
    from assistant.sessions.worksheets import Worksheets

    run_id = played(client, *SAID)
    sheets = Worksheets(built_assistant.dialogue.stores.records)
    sheet = Worksheet(municipality="海風市", year=2031, basics=Basics(population=41234))
    sheet_id = sheets.create(sheet, Author(id="local", name="local")).head.id
    try:
        debrief = client.get(f"{RUNS}/{run_id}/export?kind=debrief")
        pack = client.get(f"{RUNS}/{run_id}/export?kind=pack&worksheet={sheet_id}")
    finally:
        sheets.delete(sheet_id, None)

    assert run_id in debrief.headers["content-disposition"]
    assert "練習の振り返り" in docx.Document(io.BytesIO(debrief.content)).paragraphs[0].text
    said = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(pack.content)).paragraphs)
    assert "海風市" in said and "人口　41,234人" in said
    assert client.get(f"{RUNS}/{run_id}/export?kind=pack&worksheet=none").status_code == 404
    assert client.get(f"{RUNS}/{run_id}/export?kind=exe").status_code == 422

"""The coach's interface: checks with their sources, cards, plans saved part by part, files out and in."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web import coach_bodies
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import QUOTED, caller

CHECK = "/api/v1/coach/check"
SHEETS = "/api/v1/coach/worksheets"
RATE = {"step": "目標設定", "scene": "看取り", "text": "令和8年度までに在宅看取り率を25％に引き上げる。"}


@pytest.fixture
def own(built_assistant: Assistant, web_settings: Settings) -> tuple[TestClient, TestClient]:
    """Two officials of an installation with a database of its own."""
    settings = replace(web_settings, auth="token", rate=1000, database=f"sqlite:///{web_settings.data / 'own.db'}")
    settings.data.mkdir(parents=True, exist_ok=True)
    app = create_app(Assistant(replace(built_assistant.settings, database=settings.database)), settings)
    store = TokenStore(settings.data / TOKENS)
    return tuple(
        caller(app, headers={"authorization": f"Bearer {store.create(name, 'user')[1]}"}) for name in ("山田", "佐藤")
    )  # type: ignore[return-value]


def opened(client: TestClient, municipality: str = "海風市", year: int = 2026) -> str:
    answer = client.post(SHEETS, json={"municipality": municipality, "year": year, "stage": "expansion"})
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["head"]["id"]
    return f"{SHEETS}/{found}"


def put(client: TestClient, sheet: str, text: str, revision: int = 0, cell: str = "daily/vision") -> Any:
    return client.put(f"{sheet}/cells/{cell}", json={"text": text, "revision": revision})


def test_check_answers_with_the_contract_and_quotes_what_is_installed(client: TestClient) -> None:
    answer = client.post(CHECK, json=RATE).json()

    assert set(answer) == {"ok", "findings"}
    assert answer["ok"] is False
    first = answer["findings"][0]
    assert set(first) == {"code", "severity", "message", "question", "citations"}
    assert (first["code"], first["severity"]) == ("home_death_rate_target", "error")
    for citation in first["citations"]:
        assert set(citation) == {"document_id", "title", "edition", "section", "page", "quote"}
    assert any(citation["quote"].startswith(QUOTED) for citation in first["citations"])


@pytest.mark.parametrize(("step", "scene"), [("1", "daily"), (1, 1), ("めざす姿", "日常の療養支援"), ("vision", "１")])
def test_steps_and_scenes_go_by_any_name(client: TestClient, step: object, scene: object) -> None:
    answer = client.post(CHECK, json={"step": step, "scene": scene, "text": "家で安心して暮らせている"})

    assert answer.json() == {"ok": True, "findings": []}


@pytest.mark.parametrize("body", [{"step": "予算"}, {"scene": "5"}, {"text": "あ" * 4001}, {"step": True}, {"more": 1}])
def test_what_cannot_be_checked_is_refused_in_japanese(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post(CHECK, json={**RATE, **body})

    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_cards_have_question_reason_examples_and_fitting_indicators(client: TestClient) -> None:
    cards = client.get("/api/v1/coach/steps", params={"scene": "入退院支援"}).json()["steps"]

    assert [card["number"] for card in cards] == list(range(1, 9))
    assert "入退院支援" in cards[0]["question"]
    assert all(card["citations"] and card["good"]["text"] and card["weak"]["comment"] for card in cards)
    assert any(one["mieruka"] for one in cards[1]["indicators"])


def test_cell_is_saved_checked_and_read_back(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    sheet = opened(mine)

    saved = put(mine, sheet, "研修会を年3回開く").json()

    assert saved["revision"] == 1
    assert saved["check"]["findings"][0]["code"] == "means_as_end"
    held = mine.get(sheet).json()
    assert held["revisions"] == {"daily/vision": 1}
    assert held["sheet"]["scenes"][0]["cells"] == [{"step": "vision", "text": "研修会を年3回開く", "kept": ""}]


def test_two_texts_for_one_cell_meet_and_neither_is_lost(own: tuple[TestClient, TestClient]) -> None:
    mine, theirs = own
    sheet = opened(mine)
    put(mine, sheet, "先に保存した文")

    refused = put(theirs, sheet, "後から来た文")

    assert refused.status_code == 409
    conflict = refused.json()["conflict"]
    assert (conflict["yours"], conflict["theirs"]) == ("後から来た文", "先に保存した文")
    assert (conflict["by"], conflict["revision"]) == ("山田", 1)
    history = mine.get(f"{sheet}/history").json()["changes"]
    assert [(row["author"], row["text"], row["refused"]) for row in history] == [
        ("佐藤", "後から来た文", True), ("山田", "先に保存した文", False),
    ]  # fmt: skip
    assert put(theirs, sheet, "合わせた文", conflict["revision"]).status_code == 200
    assert put(theirs, sheet, "別の欄の文", 0, "daily/goals").status_code == 200


def test_history_shows_what_changed(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    sheet = opened(mine)
    put(mine, sheet, "研修会を年3回開く")
    put(mine, sheet, "家で安心して暮らせる", 1)

    latest = mine.get(f"{sheet}/history", params={"part": "daily/vision"}).json()["changes"][0]

    assert {piece["kind"] for piece in latest["difference"]} >= {"added", "removed"}
    assert "".join(p["text"] for p in latest["difference"] if p["kind"] != "removed") == "家で安心して暮らせる"
    assert mine.get(f"{sheet}/history", params={"part": "daily/none"}).status_code == 404


def test_premise_indicators_cycle_and_training_are_parts_of_their_own(own: tuple[TestClient, TestClient]) -> None:
    mine, theirs = own
    sheet = opened(mine)
    indicator = {"name": "在宅療養率", "kind": "outcome", "baseline": 3.1}

    bodies = {
        "premise": {"basics": {"population": 48210, "ageing_rate": 33.4, "certified": 3105}, "stage": "maturity"},
        "scenes/daily/indicators": {"indicators": [indicator]},
        "scenes/daily/cycle": {"progress": [{"measure": "様式", "date": "2026-09", "note": "案"}]},
        "training": {"training": {"notes": [["office", "秋に開く"]]}},
    }
    for path, body in bodies.items():
        assert mine.put(f"{sheet}/{path}", json={"revision": 0, **body}).json() == {"revision": 1, "check": None}

    held = theirs.get(sheet).json()["sheet"]
    assert (held["stage"], held["basics"]["population"]) == ("maturity", 48210)
    assert held["scenes"][0]["indicators"][0]["name"] == "在宅療養率"
    clash = theirs.put(f"{sheet}/premise", json={"revision": 0, "basics": {"population": 1}})
    assert clash.status_code == 409
    assert "48210" in clash.json()["conflict"]["theirs"]
    infinite = '{"revision": 1, "indicators": [{"name": "a", "kind": "outcome", "target": 1e999}]}'
    assert mine.put(f"{sheet}/scenes/daily/indicators", content=infinite).status_code == 422


def test_next_year_is_opened_once(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    sheet = opened(mine)
    put(mine, sheet, "家で安心して暮らせる")

    after = mine.post(f"{sheet}/next-year")

    assert after.status_code == 201
    assert after.json()["sheet"]["year"] == 2027
    assert after.json()["sheet"]["scenes"][0]["cells"][0]["text"] == "家で安心して暮らせる"
    assert mine.post(f"{sheet}/next-year").status_code == 422
    assert [head["title"] for head in mine.get(SHEETS).json()["worksheets"]] == ["海風市 2027年度", "海風市 2026年度"]


def test_plan_belongs_to_the_office_but_only_its_opener_removes_it(own: tuple[TestClient, TestClient]) -> None:
    mine, theirs = own
    sheet = opened(mine)

    assert theirs.get(sheet).status_code == 200
    assert theirs.delete(sheet).status_code == 404
    assert mine.delete(sheet).status_code == 204
    assert mine.get(sheet).status_code == 404


def test_file_goes_out_and_comes_back_with_a_report(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    sheet = opened(mine)
    put(mine, sheet, "家で安心して暮らせる")
    for kind in ("word", "excel", "handover", "meeting"):
        answer = mine.get(f"{sheet}/export", params={"format": kind})
        assert answer.content.startswith(b"PK")
        assert f"-{kind}." in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(mine.get(f"{sheet}/export", params={"format": "excel"}).content))
    book["看取り"]["C3"] = "望む場所で過ごせる"
    book["看取り"]["B4"], book["看取り"]["C4"] = "予算", "20万円"
    filled = io.BytesIO()
    book.save(filled)

    report = mine.post(f"{sheet}/import", files={"file": ("sheet.xlsx", filled.getvalue())}).json()

    assert report["left"] == 1
    assert "段「予算」" in next(row["message"] for row in report["rows"] if not row["taken"])
    held = mine.get(sheet).json()["sheet"]["scenes"]
    assert [one["cells"][0]["text"] for one in (held[0], held[3])] == ["家で安心して暮らせる", "望む場所で過ごせる"]
    assert mine.post(f"{sheet}/import", files={"file": ("a.csv", b"\xff\x00")}).status_code == 422
    assert mine.post(f"{sheet}/import", files={"file": ("a.csv", b"a" * 2_050_000)}).status_code == 413


def test_coach_speaks_of_one_finding_at_a_time(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    talk = f"{opened(mine)}/talk"
    said = {"scene": "看取り", "step": "目標設定", "said": "看取り率を30％にする。"}

    asked = mine.post(talk, json={"scene": "daily", "step": "1"}).json()
    first = mine.post(talk, json=said).json()
    second = mine.post(talk, json={**said, "raised": [first["code"]]}).json()

    assert (asked["kind"], asked["code"]) == ("ask", None)
    assert first["code"] == "home_death_rate_target"
    assert second["code"] != first["code"]
    assert first["citations"]
    assert mine.post(talk, json={"scene": "daily", "step": "1", "said": "分かりません"}).json()["kind"] == "help"


def test_position_and_moves_follow_the_table(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    sheet = opened(mine)
    put(mine, sheet, "家で安心して暮らせる")
    move = {"scene": "daily", "state": "vision", "event": "next"}

    position = mine.get(f"{sheet}/position").json()
    went = mine.post(f"{sheet}/move", json=move).json()
    kept = mine.post(f"{sheet}/move", json={**move, "state": "situation"}).json()
    impossible = mine.post(f"{sheet}/move", json={**move, "event": "next_year"})

    assert [one["scene"] for one in position["scenes"]] == ["daily", "transition", "emergency", "end_of_life"]
    assert (position["scenes"][0]["refused"], position["training"]["step"]) == ("basics_known", "office")
    assert (went["state"], went["refused"]) == ("situation", "")
    assert (kept["state"], kept["refused"]) == ("situation", "written")
    assert kept["missing"].startswith("この欄はまだ空です")
    assert impossible.status_code == 422


def test_logic_model_names_what_is_missing(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    sheet = opened(mine)
    put(mine, sheet, "家で安心して暮らせる")

    model = mine.get(f"{sheet}/scenes/daily/logic").json()

    assert model["layers"]["vision"] == ["家で安心して暮らせる"]
    assert [row["layer"] for row in model["missing"]] == ["goals", "measures", "issues"]


def test_cards_of_stages_cycle_and_training(client: TestClient) -> None:
    stages = client.get("/api/v1/coach/stages").json()["stages"]
    phases = client.get("/api/v1/coach/cycle").json()["phases"]
    training = client.get("/api/v1/coach/training").json()["phases"]

    assert [one["name"] for one in stages] == ["整備期", "拡充期", "洗練期", "成熟期"]
    assert [one["id"] for one in phases] == ["do", "check", "act"]
    assert [one["name"] for one in training] == ["担当課の検討", "ワーキングチーム", "実施", "振り返り", "総括"]
    assert all(one["citations"] for one in (*stages, *phases, *training))


def test_coach_talks_behind_the_eight_steps(own: tuple[TestClient, TestClient]) -> None:
    mine, _ = own
    talk = f"{opened(mine)}/talk"

    asked = mine.post(talk, json={"scene": "daily", "step": "do"}).json()
    training = mine.post(talk, json={"scene": "daily", "step": "ワーキングチーム"}).json()

    assert "対応策がまだ書かれていません" in asked["question"]
    assert "どの職種の誰" in training["text"]


def test_every_operation_of_the_coach_has_examples_that_hold(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    operations = [one for path, held in paths.items() if path.startswith("/api/v1/coach") for one in held.values()]
    assert len(operations) > 20

    checked = [name for operation in operations for name in _checked(operation)]

    assert {"CheckBody", "CycleBody", "TrainingBody", "MoveBody", "MovedBody", "LogicBody", "Positions"} <= set(checked)


def _checked(operation: dict[str, Any]) -> list[str]:
    """The models of a JSON body and answer, whose examples hold; a whole plan would be too long for one."""
    answers = [operation["responses"][status] for status in ("200", "201") if status in operation["responses"]]
    found = []
    for held in (operation.get("requestBody", {}), *answers):
        content = held.get("content", {}).get("application/json", {})
        name = content.get("schema", {}).get("$ref", "").rpartition("/")[2].partition("-")[0]
        if name and name not in ("SheetBody", "SavedBody"):
            getattr(coach_bodies, name).model_validate(content["example"])
            found.append(name)
    return found

"""The coach's pages without script: everything can be written, nothing typed is lost, everything is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from tests.bots.web.calling import QUOTED, caller, csrf_of
from tests.bots.web.test_pages import SCRIPT, Names

HTML = {"accept": "text/html"}


@pytest.fixture
def coach_app(built_assistant: Assistant, web_settings: Settings) -> FastAPI:
    web_settings.data.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{web_settings.data / 'own.db'}"
    return create_app(Assistant(replace(built_assistant.settings, database=database)), web_settings)


@pytest.fixture
def official(coach_app: FastAPI) -> tuple[TestClient, str, str]:
    """A caller with a plan: the client, the plan's address, the token of its forms."""
    client = caller(coach_app)
    csrf = csrf_of(client.get("/coach", headers=HTML).text)
    made = client.post("/coach", data={"municipality": "海風市", "year": "2026", "stage": "expansion", "csrf": csrf})
    assert made.status_code == 303, made.text
    return client, made.headers["location"], csrf


def save(official: tuple[TestClient, str, str], text: str, revision: int = 0, cell: str = "daily/vision") -> int:
    client, plan, csrf = official
    answer = client.post(f"{plan}/cells/{cell}", data={"text": text, "revision": revision, "csrf": csrf}, headers=HTML)
    return answer.status_code


@pytest.mark.parametrize("page", ["", "/premise", "/cycle", "/cycle?state=check", "/cycle?state=act", "/training", "/overview",
                                  "/years", "/history", "/files", "/print"])
def test_page_runs_nothing_inline_and_names_its_fields(official: tuple[TestClient, str, str], page: str) -> None:
    client, plan, _ = official
    save(official, f"研修会を年3回開く{SCRIPT}")

    shown = client.get(f"{plan}{page}", headers=HTML).text

    names = Names()
    names.feed(shown)
    assert names.inline == []
    assert len(names.ids) == len(set(names.ids))
    assert [f for f in names.fields if f.get("id") not in names.labelled] == []
    assert shown.count("<h1") == 1
    assert "<script>alert" not in shown
    assert "<img" not in shown


def test_saved_cell_is_shown_with_one_finding_and_its_source(official: tuple[TestClient, str, str]) -> None:
    client, plan, _ = official
    assert save(official, "看取り率を30％にする。", cell="end_of_life/goals") == 303

    page = client.get(f"{plan}?scene=end_of_life&step=goals", headers=HTML).text

    assert page.count("気になる点：") == 1
    assert "気になる点：看取り率を数値目標にしている" in page
    assert QUOTED in page
    link = re.search(r'<a href="(/documents/basic-textbook-2016/passages/[^"]+)" data-panel', page)
    assert link
    assert "<mark>" in client.get(unescape(link[1]), headers=HTML).text


def test_line_breaks_of_a_form_are_those_of_the_script(official: tuple[TestClient, str, str]) -> None:
    client, plan, _ = official
    save(official, "一行目\r\n二行目")

    sheet = client.get(f"/api/v1{plan.replace('/coach', '/coach/worksheets')}").json()["sheet"]
    assert sheet["scenes"][0]["cells"][0]["text"] == "一行目\n二行目"


def test_conflict_without_script_shows_both_texts(official: tuple[TestClient, str, str]) -> None:
    client, plan, csrf = official
    save(official, "先に保存した文")

    form = {"text": "後から来た文", "revision": "0", "csrf": csrf}
    clash = client.post(f"{plan}/cells/daily/vision", data=form, headers=HTML)

    assert clash.status_code == 409
    assert ">後から来た文</textarea>" in clash.text
    assert "先に保存した文" in clash.text
    revision = re.search(r'name="revision" value="(\d+)"', clash.text)
    assert revision
    assert save(official, "合わせた文", int(revision[1])) == 303


def test_earlier_text_is_brought_back_from_the_history(official: tuple[TestClient, str, str]) -> None:
    client, plan, csrf = official
    save(official, "初めの文です")
    save(official, "書き直した文です", 1)

    page = client.get(f"{plan}/history", headers=HTML).text

    assert "<del>" in page
    assert "<ins>" in page
    assert "この文に戻す" in page
    form = {"number": "1", "revision": "2", "csrf": csrf}
    assert client.post(f"{plan}/restore", data=form, headers=HTML).status_code == 303
    assert "初めの文です" in client.get(f"{plan}/overview", headers=HTML).text
    assert client.post(f"{plan}/restore", data={**form, "number": "99"}, headers=HTML).status_code == 404
    assert client.post(f"{plan}/restore", data={**form, "number": "2"}, headers=HTML).status_code == 409


def test_premise_and_indicators_are_saved_and_faults_keep_what_was_typed(official: tuple[TestClient, str, str]) -> None:
    client, plan, csrf = official
    wrong = {"csrf": csrf, "revision": "0", "population": "約5万", "section": "健康支援課", "strengths": "月例会\r\n六つの事業所"}

    refused = client.post(f"{plan}/premise", data=wrong, headers=HTML)
    taken = client.post(f"{plan}/premise", data={**wrong, "population": "４８，２１０"}, headers=HTML)
    row = {"csrf": csrf, "revision": "0", "name": ["在宅療養率", ""], "kind": ["outcome", "outcome"],
           "baseline": ["3.1", ""], "baseline_year": ["令和6年度", ""], "target": ["", ""], "target_year": ["", ""],
           "unit": ["％", ""], "source": ["レセプト", ""]}  # fmt: skip
    kept = client.post(f"{plan}/scenes/daily/indicators", data=row, headers=HTML)

    assert (refused.status_code, taken.status_code, kept.status_code) == (422, 303, 303)
    assert 'value="約5万"' in refused.text
    assert "健康支援課" in refused.text
    page = client.get(f"{plan}/premise", headers=HTML).text
    for held in ("48,210", "月例会\n六つの事業所", "在宅療養率", 'value="2024"'):
        assert held in page


def test_forms_must_prove_their_page(official: tuple[TestClient, str, str]) -> None:
    client, plan, _ = official

    for path in (f"{plan}/cells/daily/vision", f"{plan}/delete", f"{plan}/next-year", f"{plan}/talk", "/coach", f"{plan}/move",
                 f"{plan}/restore", f"{plan}/training", f"{plan}/scenes/daily/cycle/do"):  # fmt: skip
        assert client.post(path, data={"text": "a", "revision": "0"}).status_code == 403


def test_same_plan_is_not_opened_twice(official: tuple[TestClient, str, str]) -> None:
    client, _, csrf = official

    again = client.post("/coach", data={"municipality": "海風市", "year": "2026", "csrf": csrf}, headers=HTML)

    assert again.status_code == 422
    assert "すでにあります" in again.text


def test_what_goes_out_names_the_cells_that_are_still_open(official: tuple[TestClient, str, str]) -> None:
    client, plan, _ = official
    assert "気になる点が残る欄" not in client.get(f"{plan}/files", headers=HTML).text

    save(official, "看取り率を30％にする。", cell="end_of_life/goals")

    page = client.get(f"{plan}/files", headers=HTML).text
    assert "気になる点が残る欄" in page
    assert re.search(r'<li>看取り：<a href="[^"]+scene=end_of_life&amp;step=goals">目標設定</a></li>', page)
    assert "打合せ資料に載せない文" not in page  # goals do not stand on that paper


def test_what_the_doctors_are_not_handed_is_told_before_the_file(official: tuple[TestClient, str, str]) -> None:
    client, plan, _ = official
    save(official, "看取り率を30％にする。", cell="daily/vision")

    page = client.get(f"{plan}/files", headers=HTML).text
    told = page[page.index("打合せ資料に載せない文") :]
    assert "日常の療養支援" in told and "看取り率を30％にする。" in told and "載せていません" in told


def test_file_is_read_in_with_a_report(official: tuple[TestClient, str, str]) -> None:
    client, plan, csrf = official

    page = client.post(f"{plan}/import", data={"csrf": csrf}, files={"file": ("a.csv", "指標,年度,値\n在宅療養率,2025,3\n".encode())}, headers=HTML)
    broken = client.post(f"{plan}/import", data={"csrf": csrf}, files={"file": ("a.xlsx", b"PK\x03\x04no")}, headers=HTML)

    assert "「在宅療養率」がありません" in page.text
    assert "ファイルを読み取れません" in broken.text

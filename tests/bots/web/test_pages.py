"""The pages without script: everything is there, everything is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from ingest.pipeline import ingest
from tests.bots.web.calling import CITED, QUOTED, UNINSTALLED, caller, csrf_of
from tests.ingest.small import small_settings, write_corpus

PATHS = (
    "/", "/conversations", "/roles", "/roles?scheme=osaka", "/roles/health-centre", "/roles/municipality/policy", "/documents",
    "/documents/umikaze", "/documents/basic-textbook-2016", "/notes", "/notes/home-death-rate-not-a-target",
    "/handover", "/indicators", "/glossary", "/search", "/search?q=%E5%BD%93%E7%95%AA", "/nothing-here",
)  # fmt: skip
HTML = {"accept": "text/html"}
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class Names(HTMLParser):
    """Collects what a browser would run or style inline, and the controls that have no name."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.inline += [f"{tag} {name}" for name in held if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in held):
            self.inline.append(tag)
        if "id" in held:
            self.ids.append(held["id"] or "")
        if tag == "label":
            self.labelled.add(held.get("for") or "")
        if tag in ("input", "select", "textarea") and held.get("type") not in ("hidden", "checkbox"):
            self.fields.append(held)


def ask(client: TestClient, question: str) -> str:
    csrf = csrf_of(client.get("/", headers=HTML).text)
    response = client.post("/", data={"question": question, "csrf": csrf}, headers=HTML)
    return response.text


@pytest.mark.parametrize("path", PATHS)
def test_page_runs_nothing_inline_and_names_its_fields(client: TestClient, path: str) -> None:
    response = client.get(path, headers=HTML)
    page = Names()
    page.feed(response.text)

    assert response.status_code == (404 if path == "/nothing-here" else 200)
    assert '<html lang="ja">' in response.text
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))
    unnamed = [f for f in page.fields if f.get("id") not in page.labelled and f.get("aria-hidden") != "true"]
    assert unnamed == []
    assert response.text.count("<h1") == 1


def test_first_page_offers_four_questions_of_the_guide(client: TestClient, built_assistant: Assistant) -> None:
    page = client.get("/").text

    offered = [unescape(text) for text in re.findall(r'class="example" type="submit" name="question" value="([^"]+)"', page)]
    titles = {unit.note.title for unit in built_assistant.generation.notes.values()}
    assert len(offered) == 4
    assert set(offered) <= titles


def test_answer_without_script_shows_sources_with_quote_and_place(client: TestClient) -> None:
    page = ask(client, CITED)

    assert "数値目標等に用いるべき" in page
    assert '<q class="quote">' in page
    passage = re.search(r'class="citation" href="([^"]+)"', page)
    assert passage
    original = client.get(unescape(passage[1]), headers=HTML).text
    marked = re.search(r"<mark>(.+?)</mark>", original, re.DOTALL)
    assert marked
    assert marked[1].startswith(QUOTED)


def test_source_that_is_not_installed_is_named_and_leads_to_the_note(client: TestClient) -> None:
    page = ask(client, UNINSTALLED)

    assert "拠点・人材の調査報告書" in page
    assert "原文は表示できません" in page
    assert re.search(r'class="citation" href="/notes/[a-z-]+"', page)


def test_empty_and_too_long_questions_come_back_with_a_message(client: TestClient) -> None:
    assert "質問が空です" in ask(client, "  ")
    assert "2000文字以内" in ask(client, "あ" * 2001)


def test_question_with_markup_is_shown_as_text(client: TestClient) -> None:
    page = ask(client, f"訪問看護 {SCRIPT}")

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


@pytest.fixture(scope="module")
def other_client(tmp_path_factory: pytest.TempPathFactory, shared_models: Path) -> TestClient:
    """Over a small guide, a document that would like to be a program, and a PDF of two pages."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    folder = tmp_path_factory.mktemp("other")
    settings = small_settings(folder, shared_models)
    documents = settings.documents[0]
    (documents / "hostile.txt").write_text(f"回覧板の当番\n\n回覧板の当番は毎週月曜日に交代します。{SCRIPT}\n", encoding="utf-8")
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    sheet = Canvas(str(documents / "[two] pages.pdf"))
    for line in ("一頁目です。相談は窓口で受けます。", "二頁目です。夜間の連絡は当番が受けます。"):
        sheet.setFont("HeiseiKakuGo-W5", 12)
        sheet.drawString(60, 700, line)
        sheet.showPage()
    sheet.save()
    ingest(settings, corpus=write_corpus(folder / "corpus"))
    return caller(create_app(Assistant(settings), settings))


def test_document_with_markup_is_shown_as_text(other_client: TestClient) -> None:
    pages = [other_client.get(path, headers=HTML).text for path in ("/documents/hostile", "/search?q=回覧板")]
    pages.append(ask(other_client, "回覧板の当番はいつ交代しますか"))

    for page in pages:
        assert "回覧板" in page
        assert "<script>alert" not in page
        assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in pages[0]


def test_passage_stands_between_its_neighbours(client: TestClient, built_assistant: Assistant) -> None:
    held = [unit.passage for unit in built_assistant.generation.passages.values()]
    first, second = sorted((p for p in held if p.document_id == "umikaze"), key=lambda p: p.order)[:2]

    page = client.get(f"/documents/umikaze/passages/{first.id}?from=0&to=5").text
    part = client.get(f"/documents/umikaze/passages/{second.id}", headers={"x-part": "panel"}).text

    assert "次の段落" in page
    assert "前の段落" not in page
    assert "前の段落" in part
    assert "<html" not in part
    assert client.get("/documents/umikaze/passages/0000", headers=HTML).status_code == 404


def test_documents_say_what_is_installed(client: TestClient) -> None:
    page = client.get("/documents").text

    assert "umikaze" in page
    assert "この環境に入っていません" in page
    assert re.search(r"20\d\d/\d\d/\d\d \d\d:\d\d", page)


def test_installed_pdf_opens_at_its_page(other_client: TestClient) -> None:
    path = f"/documents/{quote('[two] pages')}"
    passages = other_client.get(f"/api/v1{path}/passages").json()["passages"]
    last = max(passages, key=lambda passage: passage["page"])

    page = other_client.get(f"{path}/passages/{last['id']}").text

    assert f'href="{path}/file#page={last["page"]}"' in page
    served = other_client.get(f"{path}/file")
    assert (served.status_code, served.headers["content-type"]) == (200, "application/pdf")
    assert served.content.startswith(b"%PDF")
    assert other_client.get("/documents/hostile/file").status_code == 404


def test_superseded_edition_is_marked(built_assistant: Assistant, web_settings: Settings) -> None:
    class Superseding:
        def __getattr__(self, name: str) -> object:
            return getattr(built_assistant, name)

        def document(self, document_id: str) -> object:
            return replace(built_assistant.document(document_id), superseded=True)

    client = caller(create_app(Superseding(), web_settings))  # type: ignore[arg-type]

    assert "旧版" in client.get("/documents/umikaze").text


def test_handover_path_lists_ten_whys_and_four_weeks(client: TestClient) -> None:
    page = client.get("/handover").text

    assert page.count('data-part="why"') == 10
    assert [week for week in range(1, 6) if f"第{week}週" in page] == [1, 2, 3, 4]


def test_search_finds_words_wherever_they_stand(client: TestClient) -> None:
    found = client.get("/search", params={"q": "当番 ８，４００円"}).text
    nothing = client.get("/search", params={"q": "量子計算機"}).text

    assert "<mark>" in found
    assert "umikaze" in found
    assert "がそのまま出てくる箇所はありません" in nothing
    assert 'name="question" value="量子計算機"' in nothing


def test_static_files_are_checked_again_and_pages_are_not_kept(app: FastAPI) -> None:
    client = caller(app)
    script = client.get("/static/js/main.js")

    assert script.headers["cache-control"] == "no-cache"
    assert client.get("/static/js/main.js", headers={"if-none-match": script.headers["etag"]}).status_code == 304
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/static/../app.py").status_code == 404

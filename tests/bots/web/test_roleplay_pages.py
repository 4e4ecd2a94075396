"""Practice as pages: by plain forms without any script, and in a real browser by keyboard, input method and phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from assistant.roleplay.personas import find_persona
from tests.bots.web.calling import csrf_of
from tests.bots.web.test_browser import CHROMIUM, PHONE, Open, browser, open_page

__all__ = ["browser", "open_page"]
HTML = {"accept": "text/html"}
OWN_VIEW = "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")


def begin(client: TestClient, **form: str) -> tuple[str, str]:
    """Path of a new run and the token of the session."""
    csrf = csrf_of(client.get("/practice", headers=HTML).text)
    started = client.post("/practice", data={"csrf": csrf, "persona": "president-cautious", "consent": "true", **form})
    assert started.status_code == 303, started.text
    return started.headers["location"], csrf


def revision_of(page: str) -> str:
    return page.split('name="revision" value="')[1].split('"')[0]


def test_whole_run_without_script(client: TestClient) -> None:
    path, csrf = begin(client, level="1", minutes="10")
    page = client.get(path, headers=HTML).text
    said = client.post(f"{path}/say", data={"csrf": csrf, "revision": revision_of(page), "utterance": OWN_VIEW})
    page = client.get(path, headers=HTML).text
    hinted = client.post(f"{path}/hint", data={"csrf": csrf, "revision": revision_of(page)})
    page = client.get(path, headers=HTML).text

    assert said.status_code == hinted.status_code == 303
    assert OWN_VIEW in page and "やさしい" in page and 'id="hints-title"' in page

    client.post(f"{path}/finish", data={"csrf": csrf, "revision": revision_of(page)})
    debrief = client.get(path, headers=HTML).text
    assert "慎重な医師会長との振り返り" in debrief
    assert "ヒント1件" in debrief and "夜と休みの負担" in debrief
    assert path in client.get("/practice", headers=HTML).text
    client.post(f"{path}/delete", data={"csrf": csrf})
    assert client.get(path, headers=HTML).status_code == 404


def test_consent_is_asked_for_before_the_start(client: TestClient) -> None:
    csrf = csrf_of(client.get("/practice", headers=HTML).text)
    refused = client.post("/practice", data={"csrf": csrf, "persona": "resident-rep"}, headers=HTML)

    assert refused.status_code == 422
    assert "同意が要ります" in refused.text


def test_forms_prove_their_page(client: TestClient) -> None:
    path, _ = begin(client)

    assert client.post(f"{path}/say", data={"revision": "1", "utterance": "はい"}).status_code == 403


def test_second_tab_keeps_what_was_typed(client: TestClient) -> None:
    path, csrf = begin(client)
    old = revision_of(client.get(path, headers=HTML).text)
    client.post(f"{path}/say", data={"csrf": csrf, "revision": old, "utterance": OWN_VIEW})

    late = client.post(f"{path}/say", data={"csrf": csrf, "revision": old, "utterance": "二つめの窓からです。"}, headers=HTML)

    assert late.status_code == 409
    assert "二つめの窓からです。</textarea>" in late.text
    assert revision_of(late.text) != old


def test_what_is_said_is_escaped(client: TestClient) -> None:
    path, csrf = begin(client)
    revision = revision_of(client.get(path, headers=HTML).text)
    client.post(f"{path}/say", data={"csrf": csrf, "revision": revision, "utterance": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in client.get(path, headers=HTML).text


def test_conversation_shows_no_hidden_worry(client: TestClient) -> None:
    path, _ = begin(client)
    page = client.get(path, headers=HTML).text

    for concern in find_persona("president-cautious").concerns:
        assert concern.name not in page and concern.hidden not in page


def start(page: Page) -> None:
    page.locator("input[value=president-cautious]").check()
    page.get_by_label("記録の扱いを読み、同意します").check()
    page.get_by_role("button", name="練習を始める").click()
    page.wait_for_url("**/practice/*")


def say(page: Page, text: str) -> None:
    before = page.locator(".said-you").count()
    page.get_by_label("あなたの発言").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".said-you")).to_have_count(before + 1)


@needs_chromium
def test_reply_is_announced_and_the_box_stays_in_focus(open_page: Open) -> None:
    page = open_page("/practice")
    start(page)
    say(page, OWN_VIEW)

    reply = page.locator(".said-partner").last.locator("p").inner_text()
    expect(page.locator("[data-live]")).to_contain_text(reply)
    expect(page.get_by_label("あなたの発言")).to_be_focused()
    expect(page.get_by_label("あなたの発言")).to_have_value("")


@needs_chromium
def test_mood_is_hidden_until_it_is_opened_and_stays_open(open_page: Open) -> None:
    page = open_page("/practice")
    start(page)

    expect(page.locator(".mood-text")).to_be_hidden()
    page.get_by_text("相手の気持ち", exact=True).click()
    say(page, OWN_VIEW)
    expect(page.locator(".mood-text")).to_be_visible()


@needs_chromium
def test_hint_keeps_what_is_being_written(open_page: Open) -> None:
    page = open_page("/practice")
    start(page)
    page.get_by_label("あなたの発言").fill("書きかけの")
    page.get_by_role("button", name="ヒントを見る").click()

    expect(page.locator(".hints li")).to_have_count(1)
    expect(page.get_by_label("あなたの発言")).to_have_value("書きかけの")


@needs_chromium
def test_enter_never_speaks_while_an_input_method_converts(open_page: Open) -> None:
    page = open_page("/practice")
    start(page)
    box = page.get_by_label("あなたの発言")
    say(page, OWN_VIEW)
    box.fill("看取り")

    box.evaluate("node => node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))")
    box.evaluate("node => node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))")
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(150)

    expect(page.locator(".said-you")).to_have_count(1)


@needs_chromium
def test_broken_connection_keeps_the_words(open_page: Open) -> None:
    page = open_page("/practice")
    start(page)
    page.route("**/say", lambda route: route.abort(), times=1)
    page.get_by_label("あなたの発言").fill(OWN_VIEW)
    page.keyboard.press("Enter")

    expect(page.locator("[data-fault]")).to_contain_text("発言は残っています")
    expect(page.get_by_label("あなたの発言")).to_have_value(OWN_VIEW)
    page.keyboard.press("Enter")
    expect(page.locator(".said-you")).to_have_count(1)


@needs_chromium
def test_from_the_last_word_to_the_debrief_and_its_files(open_page: Open) -> None:
    page = open_page("/practice")
    start(page)
    say(page, OWN_VIEW)
    page.get_by_role("button", name="終えて振り返る").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("慎重な医師会長との振り返り")
    expect(page.get_by_role("img", name="相手の気持ちの動き")).to_be_visible()
    for name, button in (("面談の資料", page.get_by_role("button", name="面談の資料")), ("振り返り", page.get_by_role("link", name="振り返り（Word）"))):
        with page.expect_download() as saving:
            button.click()
        assert saving.value.path().read_bytes().startswith(b"PK"), name


@needs_chromium
@pytest.mark.parametrize("options", [PHONE, {"color_scheme": "dark"}, {"color_scheme": "light"}])
def test_pages_fit_and_are_accessible(open_page: Open, options: dict[str, Any]) -> None:
    found = []

    def look(page: Page) -> None:
        if options is PHONE:
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
        serious = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
        found.extend((page.url, v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in serious)

    page = open_page("/practice", **options)
    look(page)
    start(page)
    say(page, "国が言うので、看取り率を5割にします。とにかくお願いします。")
    page.get_by_role("button", name="ヒントを見る").click()
    page.get_by_text("相手の気持ち", exact=True).click()
    expect(page.locator(".hints li")).to_have_count(1)
    look(page)
    page.get_by_role("button", name="終えて振り返る").click()
    expect(page.locator(".debrief")).to_be_visible()
    look(page)

    assert found == []

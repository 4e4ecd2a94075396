"""The pages in a real browser, on a real server: what a person does, by mouse, keyboard, input method and phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from assistant.access import Access
from assistant.app import Assistant
from assistant.settings import Settings
from bots.commands.serve import listen
from bots.web.app import create_app
from bots.web.security.oidc import CALLBACK
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import CITED, QUOTED, SlowAssistant, running
from tests.bots.web.pictures import ALL, take
from tests.conftest import REPOSITORY
from tests.fakes.identity_provider import CLIENT, SECRET, identity_provider

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGES = (
    "/", "/conversations", "/roles", "/roles/health-centre", "/roles/municipality/policy", "/documents", "/documents/umikaze", "/notes",
    "/notes/home-death-rate-not-a-target", "/handover", "/indicators", "/glossary", "/search?q=当番", "/nothing-here",
)  # fmt: skip

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        held = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield held
        held.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Open]:
    """Opens a path in a fresh browser; at the end no page may have had a script error or a refused resource."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(path: str = "/", *, base: str = server, **options: Any) -> Page:
        context = browser.new_context(locale="ja-JP", reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(base + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "404" not in fault and "net::ERR" not in fault] == []


def ask(page: Page, question: str) -> None:
    page.get_by_label("知りたいこと").fill(question)
    page.get_by_role("button", name="質問する").click()
    expect(page.locator(".answer").first.get_by_role("heading", name=question)).to_be_visible()
    expect(page.locator(".answer[aria-busy]")).to_have_count(0)


def test_ask_and_open_a_citation(open_page: Open) -> None:
    page = open_page()

    ask(page, CITED)
    page.get_by_role("link", name="出典1", exact=True).first.click()

    panel = page.get_by_role("dialog")
    expect(panel.locator("mark")).to_contain_text(QUOTED)
    expect(panel).to_contain_text("2. 評価の章")
    expect(panel.get_by_text("平成28年度")).to_be_visible()
    panel.get_by_text("次の段落").click()
    expect(panel.get_by_text("次の章の1番目の文です。")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("link", name="出典1", exact=True).first).to_be_focused()


def test_example_then_follow_up_keeps_both_answers(open_page: Open) -> None:
    page = open_page()

    page.get_by_role("button", name=CITED).click()
    expect(page.locator(".answer")).to_have_count(1)
    follow_up = page.locator(".follow-ups button").first
    asked = follow_up.inner_text()
    follow_up.click()

    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".answer").first.get_by_role("heading", level=2)).to_have_text(asked)
    expect(page.locator(".answer[aria-busy]")).to_have_count(0)

    page.get_by_label("知りたいこと").fill("それはなぜですか")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(3)
    expect(page.locator(".answer").first.locator("[data-understood]")).to_contain_text("として調べました。")


def test_role_lookup_from_name_to_source(open_page: Open) -> None:
    page = open_page("/roles")

    page.get_by_label("枠組みでしぼる").select_option(label="大阪市（コーディネーター手引書ver.3.0）")
    page.wait_for_url("**scheme=osaka**")
    page.get_by_role("link", name="受託法人、住民への普及啓発：規定なし").click()
    expect(page.get_by_role("dialog")).to_contain_text("規定なし")
    page.get_by_label("担い手の名前で探す").fill("ケアマネ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("ケアマネジャー")


def test_keyboard_alone(open_page: Open) -> None:
    page = open_page()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ移動")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "question":
            break
    page.keyboard.type(CITED)
    page.keyboard.press("Enter")
    expect(page.locator(".answer[aria-busy]")).to_have_count(0)
    mark = page.get_by_role("link", name="出典1", exact=True).first
    expect(mark).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if mark.evaluate("node => node === document.activeElement"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    assert outline == "solid"
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("heading").first).to_be_focused()


def test_enter_never_sends_while_an_input_method_converts(open_page: Open) -> None:
    page = open_page()
    box = page.get_by_label("知りたいこと")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    box.click()
    input_method = page.context.new_cdp_session(page)

    input_method.send("Input.imeSetComposition", {"text": "かんごし", "selectionStart": 4, "selectionEnd": 4})
    for key in ({"key": "Process", "windowsVirtualKeyCode": 229}, {"key": "Enter", "windowsVirtualKeyCode": 229}):
        input_method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "code": "Enter", **key})
    # a browser that says only isComposing, and one that ends the composition before it tells of the key
    box.evaluate("node => node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))")
    box.evaluate(
        """node => {
          node.dispatchEvent(new CompositionEvent('compositionstart'));
          node.dispatchEvent(new CompositionEvent('compositionend'));
          node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
        }"""
    )
    input_method.send("Input.insertText", {"text": "訪問看護"})
    page.wait_for_timeout(100)
    assert sent == []
    assert page.locator(".answer").count() == 0

    page.keyboard.press("Shift+Enter")
    assert sent == []
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_phone_needs_no_sideways_scrolling(open_page: Open, path: str) -> None:
    page = open_page(path, **PHONE)
    if path == "/":
        ask(page, CITED)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.locator("button:visible, nav a:visible").evaluate_all(
        "nodes => nodes.filter(n => n.getBoundingClientRect().height < 24).map(n => n.textContent)"
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, scheme: str) -> None:
    rules = None if scheme == "light" else {"runOnly": ["color-contrast"]}  # nothing else differs in the dark
    found = []
    for path in PAGES:
        page = open_page(path, color_scheme=scheme)
        if path == "/":
            ask(page, CITED)
            page.get_by_role("link", name="出典1", exact=True).first.click()
            expect(page.get_by_role("dialog").locator("mark")).to_be_visible()
        found += [
            (path, violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
            for violation in Axe().run(page, options=rules).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        page.close()

    assert found == []


def test_answer_is_announced(open_page: Open) -> None:
    page = open_page()

    ask(page, CITED)

    expect(page.locator("[aria-live]")).to_contain_text("回答ができました。")
    expect(page.locator("[aria-live]")).to_contain_text("数値目標等に用いるべき")


def test_copy_carries_the_sources(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ask(page, CITED)

    page.get_by_role("button", name="出典つきで写す").click()
    expect(page.get_by_role("button", name="写しました")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith(CITED)
    assert "[1] 在宅医療・介護連携の推進に取り組む" in copied
    assert QUOTED in copied


@pytest.mark.parametrize(("link", "start"), [("Wordで保存", b"PK"), ("Markdownで保存", b"# ")])
def test_answer_is_saved_as_a_file(open_page: Open, link: str, start: bytes) -> None:
    page = open_page()
    ask(page, CITED)

    with page.expect_download() as saving:
        page.get_by_role("link", name=link).click()

    assert saving.value.path().read_bytes().startswith(start)


def test_feedback_with_a_reason(open_page: Open, built_assistant: Assistant) -> None:
    page = open_page()
    ask(page, CITED)
    answer_id = page.locator("[name=answer_id]").input_value()

    page.get_by_text("ならなかった").click()
    page.get_by_label("どこが足りませんでしたか").select_option(label="内容が足りない")
    page.get_by_label("ご意見（なくてもかまいません）").fill("電話 03-1234-5678 まで")
    page.get_by_role("button", name="送る").click()
    expect(page.get_by_text("ありがとうございました。")).to_be_visible()

    given = [row for row in built_assistant.dialogue.stores.feedback.given() if row.answer_id == answer_id]
    assert [(row.verdict, row.reason) for row in given] == [("not_helpful", "incomplete")]
    assert "03-1234-5678" not in given[0].comment


def test_earlier_conversation_is_found_again_and_removed(open_page: Open) -> None:
    page = open_page()
    ask(page, CITED)

    page.get_by_role("link", name="これまでの相談").click()
    page.get_by_role("link", name=CITED).first.click()
    expect(page.locator(".answer")).to_contain_text("数値目標等に用いるべき")
    address = page.url
    page.get_by_role("button", name="この相談を消す").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("これまでの相談")
    assert page.goto(address).status == 404


def test_broken_stream_says_so_and_can_be_tried_again(open_page: Open) -> None:
    page = open_page()

    def cut(route: Route) -> None:
        half = "event: sections\ndata: <section class='layer'><h3>結論</h3><div>半分</div></section>\n\n"
        route.fulfill(status=200, content_type="text/event-stream", body=half)

    page.route("**/ask/stream", cut, times=1)
    page.get_by_label("知りたいこと").fill(CITED)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("途中で通信が切れました")
    expect(page.locator(".answer")).not_to_contain_text("半分")
    page.get_by_role("button", name="もう一度").click()

    expect(page.locator(".answer")).to_contain_text("数値目標等に用いるべき")
    expect(page.locator(".answer")).to_have_count(1)


def test_stopping_an_answer(open_page: Open, built_assistant: Assistant, web_settings: Settings) -> None:
    slow = SlowAssistant(built_assistant)
    with running(create_app(slow, web_settings)) as (base, _):  # type: ignore[arg-type]
        page = open_page(base=base)
        page.get_by_label("知りたいこと").fill(CITED)
        page.keyboard.press("Enter")
        expect(page.locator(".progress")).to_contain_text("資料を調べています")
        page.get_by_role("button", name="止める").click()
        expect(page.locator(".answer")).to_contain_text("回答を止めました")
        slow.go.set()
        page.context.close()


def test_handover_progress_stays_in_this_browser(open_page: Open) -> None:
    page = open_page("/handover")
    sent: list[str] = []
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: sent.append(request.method))

    page.get_by_label("自分の言葉で答えられる").first.check()
    expect(page.locator("[data-progress-of=why]")).to_contain_text("10のうち1")
    assert sent == []

    page.reload()
    expect(page.get_by_label("自分の言葉で答えられる").first).to_be_checked()
    page.get_by_role("button", name="記録を消す").click()
    expect(page.locator("[data-progress-of=why]")).to_contain_text("10のうち0")


def test_lists_narrow_while_one_types(open_page: Open) -> None:
    page = open_page("/glossary")

    page.get_by_label("用語を探す").fill("ﾎｳｶﾂ")

    expect(page.locator("#terms dt:visible").filter(has_text="地域包括支援センター")).to_have_count(1)
    assert page.locator("#terms dt:visible").count() < 20


def test_page_without_script_answers_too(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)

    page.get_by_label("知りたいこと").fill(CITED)
    page.get_by_role("button", name="質問する").click()

    expect(page.locator(".answer")).to_contain_text("数値目標等に用いるべき")
    page.get_by_role("link", name="出典1", exact=True).first.click()
    expect(page.locator("mark")).to_be_visible()


def test_signing_in_leads_to_the_page_one_wanted(
    open_page: Open, built_assistant: Assistant, web_settings: Settings
) -> None:
    settings = replace(web_settings, auth="token", rate=60)
    _, secret = TokenStore(settings.data / TOKENS).create("高齢福祉係", "user")
    with running(create_app(built_assistant, settings)) as (base, _):
        page = open_page("/roles", base=base)
        page.get_by_label("トークン").fill(secret)
        page.get_by_role("button", name="始める").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("だれが、何を担うか")
        page.get_by_role("link", name="質問", exact=True).click()
        ask(page, CITED)
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_label("トークン")).to_be_visible()
        page.context.close()


def test_pictures_of_every_page(browser: Browser, server: str) -> None:
    folder = REPOSITORY / "var" / "ci" / "screenshots"

    take(browser, server, folder, ALL)

    assert {picture.file for picture in ALL} <= {path.name for path in folder.iterdir()}


def test_signing_in_at_a_provider(open_page: Open, built_assistant: Assistant, web_settings: Settings) -> None:
    with identity_provider() as provider:
        access = Access(oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET,
                        roles=(("staff", "user"),))  # fmt: skip
        with listen("127.0.0.1", 0) as free:  # the provider has to know the address before the server is made
            address = f"http://127.0.0.1:{free.getsockname()[1]}"
        provider.redirect = address + CALLBACK
        settings = replace(web_settings, auth="oidc", rate=60, access=replace(access, public_url=address))
        with running(create_app(built_assistant, settings), port=int(address.rpartition(":")[2])):
            page = open_page("/roles", base=address)
            page.get_by_role("link", name="サインイン画面へ進む").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("だれが、何を担うか")
            page.get_by_role("link", name="質問", exact=True).click()
            ask(page, CITED)
            page.get_by_role("button", name="退出").click()
            expect(page.get_by_role("link", name="認証サーバーからもサインアウト")).to_be_visible()
            page.goto(address + "/roles")
            expect(page.get_by_role("link", name="サインイン画面へ進む")).to_be_visible()
            page.context.close()

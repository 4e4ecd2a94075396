"""The coach in a real browser: what is typed saves itself, survives a broken line, and never overwrites another's."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from pypdf import PdfReader

from assistant.adapters.database import Database
from assistant.adapters.sql_records import SqlRecords
from assistant.app import Assistant
from assistant.coach import Scene, Step, Worksheet
from assistant.coach.changes import Author
from assistant.sessions.worksheets import Worksheets
from bots.web.app import create_app
from tests.assistant.coach.plans import full_plan
from tests.bots.web.calling import QUOTED, running
from tests.bots.web.test_browser import ARGUMENTS, CHROMIUM, PHONE

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
Open = Callable[..., Page]
expect.set_options(timeout=15_000)  # what is waited for is right or wrong, not fast or slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        held = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield held
        held.close()


@pytest.fixture(scope="module")
def served(built_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Worksheets]]:
    """The address of an application with a database of its own, and its worksheets."""
    data: Path = tmp_path_factory.mktemp("coach")
    settings = replace(built_assistant.settings, database=f"sqlite:///{data / 'own.db'}")
    app = create_app(Assistant(settings), replace(settings, data=data))
    with running(app) as (address, _):
        yield address, Worksheets(SqlRecords(Database(settings.database)))


@pytest.fixture
def plan(served: tuple[str, Worksheets], request: pytest.FixtureRequest) -> str:
    """The id of a new plan."""
    sheet = Worksheet(municipality=request.node.name[:60], year=2026)
    return served[1].create(sheet, Author(id="local", name="利用者")).head.id


@pytest.fixture
def open_page(browser: Browser, served: tuple[str, Worksheets]) -> Iterator[Open]:
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(path: str, *, context: BrowserContext | None = None, **options: object) -> Page:
        made = context or browser.new_context(locale="ja-JP", reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served[0] + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def stored(served: tuple[str, Worksheets], plan: str, step: Step = Step.VISION) -> str:
    return served[1].get(plan).sheet.text(Scene.DAILY, step)


def test_typing_saves_itself_and_the_coach_follows(open_page: Open, plan: str, served: tuple[str, Worksheets]) -> None:
    page = open_page(f"/coach/{plan}")
    cell = page.locator("[data-cell=goals]")

    cell.get_by_label("目標設定", exact=True).fill("看取り率を30％にする。")
    expect(cell.get_by_role("status")).to_have_text("保存しました")
    assert stored(served, plan, Step.GOALS) == "看取り率を30％にする。"
    expect(cell.locator("[data-badge]")).to_contain_text("気になる点")
    cell.get_by_role("button", name="保存して点検").click()
    talk = page.get_by_role("region", name="コーチ")
    expect(talk).to_contain_text("看取り率を数値目標にしている")
    expect(page.locator(".step-strip [aria-current]")).to_contain_text("目標設定")
    talk.get_by_text("なぜ聞くのか・出典").click()
    talk.locator(".turn-sources a").first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text(QUOTED)
    page.keyboard.press("Escape")
    talk.get_by_role("button", name="次の点を見る").click()
    expect(talk).to_contain_text("期限がない")
    page.reload()
    expect(cell.get_by_label("目標設定", exact=True)).to_have_value("看取り率を30％にする。")


def test_keyboard_alone_saves_and_asks(open_page: Open, plan: str, served: tuple[str, Worksheets]) -> None:
    page = open_page(f"/coach/{plan}")

    page.get_by_label("めざす姿", exact=True).focus()
    page.keyboard.type("研修会を年3回開く")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="コーチ")).to_contain_text("手段の目的化")
    page.get_by_label("コーチに話す").focus()
    page.keyboard.type("分かりません")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="コーチ")).to_contain_text("書き出しやすくなります")

    assert stored(served, plan) == "研修会を年3回開く"


def test_two_windows_keep_both_texts(open_page: Open, plan: str, served: tuple[str, Worksheets]) -> None:
    first, second = (open_page(f"/coach/{plan}") for _ in range(2))
    mine, theirs = (page.get_by_label("めざす姿", exact=True) for page in (second, first))
    theirs.fill("先に保存した文")
    expect(first.locator("[data-cell=vision]").get_by_role("status")).to_have_text("保存しました")

    mine.fill("後から来た文")
    clash = second.locator("[data-cell=vision]").get_by_role("alert")
    expect(clash).to_contain_text("先に保存した文")
    expect(mine).to_have_value("後から来た文")
    assert stored(served, plan) == "先に保存した文"
    mine.fill("後から来た文と、先に保存した文")
    clash.get_by_role("button", name="自分の文を残す").click()
    expect(second.locator("[data-cell=vision]").get_by_role("status")).to_have_text("保存しました")

    assert stored(served, plan) == "後から来た文と、先に保存した文"
    texts = [change.text for change in served[1].get(plan).changes]
    assert {"先に保存した文", "後から来た文"} <= set(texts)


def test_what_was_typed_without_a_line_comes_back_after_a_crash(
    open_page: Open, plan: str, served: tuple[str, Worksheets]
) -> None:
    page = open_page(f"/coach/{plan}")
    page.context.set_offline(True)
    page.get_by_label("めざす姿", exact=True).fill("つながらない間に書いた文")
    expect(page.locator("[data-cell=vision]").get_by_role("status")).to_contain_text("保存できていません")
    page.close(run_before_unload=False)
    page.context.set_offline(False)

    again = open_page(f"/coach/{plan}", context=page.context)

    expect(again.get_by_label("めざす姿", exact=True)).to_have_value("つながらない間に書いた文")
    expect(again.locator("[data-cell=vision]").get_by_role("status")).to_have_text("保存しました")
    assert stored(served, plan) == "つながらない間に書いた文"


def test_phone_shows_one_step_at_a_time(open_page: Open, plan: str) -> None:
    page = open_page(f"/coach/{plan}", **PHONE)

    expect(page.locator(".cell:visible")).to_have_count(1)
    page.get_by_role("link", name="現状分析").click()
    expect(page.get_by_label("現状分析", exact=True)).to_be_visible()
    expect(page.locator(".cell:visible")).to_have_count(1)
    for path in ("", "/premise", "/cycle", "/cycle?state=check", "/training", "/overview", "/years", "/history", "/files", "/print"):
        page.goto(page.url.split("/coach/")[0] + f"/coach/{plan}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_a_year_is_reviewed_with_rows_that_save_themselves(
    open_page: Open, plan: str, served: tuple[str, Worksheets]
) -> None:
    page = open_page(f"/coach/{plan}/cycle?scene=daily")
    form = page.locator("[data-part-form]")

    form.get_by_label("対応策").fill("様式の統一")
    form.get_by_label("進み具合").fill("案を確かめた")
    expect(form.get_by_role("status")).to_have_text("保存しました")
    page.get_by_role("button", name="行を足す").click()
    form.get_by_label("進み具合").nth(1).fill("電話の当番を決めた")
    page.get_by_role("button", name="次の段へ進む").click()

    expect(page.get_by_role("heading", name="評価（Check）", exact=True)).to_be_visible()
    assert [row.note for row in served[1].get(plan).sheet.plan(Scene.DAILY).progress] == ["案を確かめた", "電話の当番を決めた"]
    expect(page.get_by_role("region", name="コーチ")).to_contain_text("「様式の統一」は、当初の予定どおりに行えましたか")
    page.get_by_role("button", name="次の段へ進む").click()
    expect(page.get_by_role("alert")).to_contain_text("まだ次へ進めません")
    page.get_by_label("コーチに話す").fill("ヒント")
    page.get_by_role("button", name="送る").click()
    expect(page.get_by_role("region", name="コーチ")).to_contain_text("書き出しやすくなります")


def test_two_windows_of_a_form_keep_both_and_a_broken_line_loses_nothing(
    open_page: Open, plan: str, served: tuple[str, Worksheets]
) -> None:
    first, second = (open_page(f"/coach/{plan}/training") for _ in range(2))
    first.get_by_role("textbox", name="担当課の検討").fill("先に保存した内容")
    expect(first.locator("[data-part-form]").get_by_role("status")).to_have_text("保存しました")

    second.get_by_role("textbox", name="総括").fill("後から来た内容")
    clash = second.locator("[data-part-form]").get_by_role("alert")
    expect(clash).to_contain_text("担当課の検討：先に保存した内容")
    expect(second.get_by_role("textbox", name="総括")).to_have_value("後から来た内容")
    second.get_by_role("textbox", name="担当課の検討").fill("先に保存した内容")
    clash.get_by_role("button", name="自分の内容を残す").click()
    expect(second.locator("[data-part-form]").get_by_role("status")).to_have_text("保存しました")
    second.context.set_offline(True)
    second.get_by_role("textbox", name="振り返り").fill("つながらない間の内容")
    expect(second.locator("[data-part-form]").get_by_role("status")).to_contain_text("保存できていません")
    second.close(run_before_unload=False)
    second.context.set_offline(False)
    again = open_page(f"/coach/{plan}/training", context=second.context)
    expect(again.get_by_role("textbox", name="振り返り")).to_have_value("つながらない間の内容")
    expect(again.locator("[data-part-form]").get_by_role("status")).to_have_text("保存しました")

    notes = dict(served[1].get(plan).sheet.training.notes)
    assert list(notes.values()) == ["先に保存した内容", "つながらない間の内容", "後から来た内容"]


def test_what_is_typed_before_the_script_has_come_is_saved_as_well(
    open_page: Open, plan: str, served: tuple[str, Worksheets]
) -> None:
    late: list[Route] = []
    for path, label in ((f"/coach/{plan}", "めざす姿"), (f"/coach/{plan}/training", "振り返り")):
        page = open_page("/guide")
        page.route("**/js/main.js*", lambda route: late.append(route))
        page.goto(served[0] + path, wait_until="commit")
        page.get_by_role("textbox", name=label).first.fill("早く書いた文")
        late.pop().continue_()
        expect(page.get_by_text("保存しました", exact=True)).to_be_visible()

    kept = served[1].get(plan).sheet
    assert kept.text(Scene.DAILY, Step.VISION) == "早く書いた文"
    assert "早く書いた文" in dict(kept.training.notes).values()


def test_the_way_on_saves_first_and_says_why_it_waits(open_page: Open, plan: str, served: tuple[str, Worksheets]) -> None:
    page = open_page(f"/coach/{plan}")
    page.get_by_role("button", name="次の段へ進む").click()
    expect(page.get_by_role("alert")).to_contain_text("この欄はまだ空です")

    page.wait_for_load_state()
    page.get_by_label("めざす姿", exact=True).fill("望む人が、家で家族と落ち着いて暮らせている。")
    page.get_by_role("button", name="次の段へ進む").click()

    expect(page.locator(".step-strip [aria-current]")).to_contain_text("現状把握")
    assert stored(served, plan) == "望む人が、家で家族と落ち着いて暮らせている。"


def test_the_plan_becomes_pages_of_a4(open_page: Open, plan: str, served: tuple[str, Worksheets]) -> None:
    kept = served[1]
    year = replace(full_plan(), municipality=f"紙の市{plan[:4]}")
    sheet_id = kept.create(year, Author(id="local", name="利用者")).head.id
    page = open_page(f"/coach/{sheet_id}/print")

    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    sizes = {(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in printed.pages}
    assert sizes <= {(595, 842), (596, 842), (595, 841), (596, 843)}
    # the fonts of a PDF may hold a radical where the page holds the character
    texts = ["".join(normalize("NFKC", one.extract_text()).split()) for one in printed.pages]
    assert "目標設定シート" in texts[0]
    assert any("場面2入退院支援" in text and "(7)効果確認" in text for text in texts)
    assert any("2病院に広げる" in text for text in texts)
    assert "手引き役" not in texts[0]
    assert not any("PDFで保存" in text or "判断の前に" in text for text in texts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, plan: str, served: tuple[str, Worksheets], scheme: str) -> None:
    found = []
    pages = ["cycle?state=check", "overview"]  # between them they have all colours; the rest is the same in the dark
    if scheme == "light":
        pages += ["premise", "cycle", "training", "years", "history", "files", "print"]
    for path in ("/coach", f"/coach/{plan}", *(f"/coach/{plan}/{name}" for name in pages)):
        page = open_page(path, color_scheme=scheme)
        if path == f"/coach/{plan}":
            page.get_by_label("めざす姿", exact=True).fill("研修会を年3回開く")
            page.get_by_role("button", name="保存して点検").first.click()
            expect(page.get_by_role("region", name="コーチ")).to_contain_text("手段の目的化")
        found += [
            (path, violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        page.close()

    assert found == []


_SCROLLED = """node => new Promise(done => {
  let left = 120;
  const look = () => node.scrollLeft > 0 || !left-- ? done(node.scrollLeft > 0) : requestAnimationFrame(look);
  look();
})"""


def test_wide_picture_says_on_a_phone_that_it_moves(
    open_page: Open, plan: str, served: tuple[str, Worksheets]
) -> None:
    page = open_page(f"/coach/{plan}?scene=daily&step=vision", **PHONE)
    page.get_by_label("めざす姿", exact=True).fill("望む人が家で暮らしている。")
    expect(page.locator("[data-cell='vision'] [data-state]")).to_have_text("保存しました")
    page.goto(page.url.split("?")[0] + "/overview")

    frame = page.get_by_role("region", name="日常の療養支援のつながりの図")
    expect(page.get_by_text("横に動かせます").first).to_be_visible()
    frame.focus()
    page.keyboard.press("ArrowRight")
    assert frame.evaluate(_SCROLLED)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_text("横に動かせます").first).to_be_hidden()


def test_bringing_measures_over_keeps_what_was_just_typed(
    open_page: Open, plan: str, served: tuple[str, Worksheets]
) -> None:
    page = open_page(f"/coach/{plan}?scene=daily&step=measures")
    page.get_by_label("対応策", exact=True).fill("・様式をそろえる\n・電話で伝える")
    expect(page.locator("[data-cell='measures'] [data-state]")).to_have_text("保存しました")
    page.goto(page.url.split("?")[0] + "/cycle?scene=daily")
    page.locator("[data-part-form]").get_by_label("進み具合").fill("案を確かめた")
    page.get_by_role("button", name="対応策を行に入れる").click()

    expect(page.locator("[data-row]")).to_have_count(4)
    rows = served[1].get(plan).sheet.plan(Scene.DAILY).progress
    assert [(row.measure, row.note) for row in rows] == [("", "案を確かめた"), ("様式をそろえる", ""), ("電話で伝える", "")]

"""Pictures of the pages, in a phone's and a desk's width: for CI (`var/ci/screenshots`), and those of docs/images by
`make images`, which takes them of a real server over the installation's index.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUESTION = "なぜ看取り率を数値目標にしないのですか"
WIDTHS = {390: 844, 1440: 900}
PATHS = {
    "ask": "/", "conversations": "/conversations", "roles": "/roles", "coach": "/coach", "practice": "/practice",
    "documents": "/documents", "handover": "/handover", "indicators": "/indicators", "admin": "/admin",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page in one width."""

    page: str
    width: int
    scheme: Literal["light", "dark"] = "light"

    @property
    def file(self) -> str:
        """Its file name."""
        return f"{self.page}-{self.width}{'-dark' if self.scheme == 'dark' else ''}.png"


ALL = [Picture(page=page, width=width) for page in PATHS for width in WIDTHS]
SHOWN = [
    Picture(page="ask", width=1440), Picture(page="ask", width=390), Picture(page="roles", width=1440),
    Picture(page="handover", width=1440, scheme="dark"),
]  # fmt: skip
"""Those that the documents show."""


def take(browser: Browser, address: str, folder: Path, pictures: Sequence[Picture]) -> None:
    """Write `pictures` of the server at `address` into `folder`; the page of questions shows an answer.

    Raises:
        AssertionError: a page is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        viewport = {"width": picture.width, "height": WIDTHS[picture.width]}
        context = browser.new_context(
            locale="ja-JP", reduced_motion="reduce", color_scheme=picture.scheme, viewport=viewport  # type: ignore[arg-type]
        )
        page = context.new_page()
        answer = page.goto(address + PATHS[picture.page])
        assert answer, picture
        assert answer.ok, (picture, answer.status)
        if picture.page == "ask":
            page.get_by_label("知りたいこと").fill(QUESTION)
            page.keyboard.press("Enter")
            expect(page.locator(".answer")).to_have_count(1)
            expect(page.locator(".answer[aria-busy]")).to_have_count(0)
        page.screenshot(path=folder / picture.file, full_page=picture.width < 1000)
        context.close()


def main(folder: Path) -> int:
    """Take the pictures of the documents."""
    from eval.bench.serving import free_port, server

    port = free_port()
    with server(port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        take(browser, f"http://127.0.0.1:{port}", folder, SHOWN)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

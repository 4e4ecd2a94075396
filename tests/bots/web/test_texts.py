"""What is made of texts: lines and marks, web addresses, and colours that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bots.web
from bots.web.rendering import asset
from bots.web.views.text import Piece, lines, safe_address

CSS = Path(bots.web.__file__).parent / "static" / "css" / "base.css"
ON_GROUNDS = ("paper", "surface")
PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent", "accent-strong") for ground in ON_GROUNDS],
    ("ink", "sunk"), ("ink-soft", "sunk"), ("ink", "accent-soft"), ("accent-strong", "accent-soft"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-highlight", "highlight"), ("warn-ink", "warn-soft"),
    ("fault-ink", "fault-soft"),
]  # fmt: skip


def test_marks_become_links_where_there_is_a_source() -> None:
    (line,) = lines("受けます。[1][7]続きは[2]。", {1, 2})

    assert line.pieces == (
        Piece("受けます。"), Piece("[1]", 1), Piece("[7]続きは"), Piece("[2]", 2), Piece("。"),
    )  # fmt: skip


def test_points_of_a_list_are_lines_of_their_own() -> None:
    assert [(line.item, line.pieces[0].text) for line in lines("前書き\n\n- 一つ目\n- 二つ目", ())] == [
        (False, "前書き"), (True, "一つ目"), (True, "二つ目"),
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", "//example.org", "http://[", "ftp://a/b"])
def test_only_web_addresses_become_links(address: str) -> None:
    assert safe_address(address) == ""


def test_page_of_a_pdf_is_part_of_its_address() -> None:
    assert safe_address("https://example.org/a.pdf", 3) == "https://example.org/a.pdf#page=3"
    assert safe_address("https://example.org/a/", 3) == "https://example.org/a/"


def test_static_address_changes_with_the_content() -> None:
    assert re.fullmatch(r"/static/css/base\.css\?v=[0-9a-f]{10}", asset("css/base.css"))


def _palettes() -> list[dict[str, str]]:
    text = CSS.read_text(encoding="utf-8")
    dark = text.index("prefers-color-scheme: dark")
    light = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text[:dark]))
    return [light, light | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text[dark:]))]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_contrast_of_text_is_four_and_a_half_to_one(ink: str, ground: str) -> None:
    for palette in _palettes():
        lighter, darker = sorted((_luminance(palette[ink]), _luminance(palette[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (palette[ink], palette[ground])


def test_no_japanese_in_scripts() -> None:
    for path in (CSS.parent.parent / "js").glob("*.js"):
        assert not re.search(r"[ぁ-ゖァ-ヺ一-鿿]", path.read_text(encoding="utf-8")), path.name

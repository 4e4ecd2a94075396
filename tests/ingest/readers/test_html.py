"""HTML: what a browser shows, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.limits import Limits
from ingest.readers import html

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>会議の
 案内</title><style>p {{ color: red }}</style></head><body>
<nav>目次</nav><script>alert("実行")</script><h2>日程</h2><p>毎月第二<b>木曜日</b>に
開きます。<br>場所は町役場です。</p>
<p hidden>隠し一</p><div style="display: none">隠し二</div><!-- 隠し三 --><template>隠し四</template>
<ul><li>議事録</li><li>名簿</li></ul>
<table><tr><th>職種</th><th>役割</th></tr><tr><td>看護師</td><td>訪問</td></tr></table></body></html>"""


def read(path: Path) -> list[str]:
    return [line for line in html.read(path, Limits()).pages[0].lines if line]


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("Shift_JIS", "cp932"), ("euc-jp", "euc_jp"),
                                                   ("utf-8", "cp932")])  # fmt: skip
def test_visible_text_and_structure(tmp_path: Path, charset: str, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(charset=charset).encode(encoding))
    assert read(path) == [
        "## 日程", "毎月第二木曜日に開きます。", "場所は町役場です。", "- 議事録", "- 名簿", "職種\t役割", "看護師\t訪問",
    ]  # fmt: skip
    document = html.read(path, Limits())
    assert (document.title, document.unbroken, document.pages[0].number) == ("会議の 案内", True, None)


def test_deep_nesting_still_gives_its_text(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 3000 + "底の文" + "</div>" * 3000, encoding="utf-8")
    assert read(path) == ["底の文"]

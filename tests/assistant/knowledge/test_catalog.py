from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.knowledge.catalog import read_catalog
from assistant.resources import corpus_root

CATALOG = """
prefer = ["pdf", "txt"]
[[documents]]
id = "guide-1"
title = "手引き 第1版"
short = "手引き"
names = ["guide-1", "tebiki"]
sha256 = ["abc"]
[[documents]]
id = "guide-2"
title = "手引き 第2版"
short = "手引き"
names = ["guide-2"]
supersedes = ["guide-1"]
"""


def test_a_file_is_known_by_hash_before_name_and_titled_by_its_own_name_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(CATALOG, encoding="utf-8")
    catalog = read_catalog(path)
    assert catalog.recognise(Path("whatever.pdf"), "abc").id == "guide-1"
    assert catalog.recognise(Path("tebiki.pdf"), "-").id == "guide-1"
    assert catalog.recognise(Path("わが市の計画.docx"), "-").title == "わが市の計画"


def test_the_older_edition_is_superseded_only_where_the_newer_is_installed(tmp_path: Path) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(CATALOG, encoding="utf-8")
    catalog = read_catalog(path)
    assert not catalog.document("guide-1", installed=["guide-1"]).superseded
    assert catalog.document("guide-1", installed=["guide-1", "guide-2"]).superseded
    assert not catalog.document("guide-2", installed=["guide-1", "guide-2"]).superseded


@pytest.mark.parametrize("broken", ["[[documents]]\nid = 'x'", CATALOG + "\ncolour = 1", CATALOG * 1 + CATALOG[24:], "["])
def test_a_broken_catalogue_is_refused(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(CorpusError):
        read_catalog(path)


def test_the_shipped_catalogue_names_the_five_documents() -> None:
    entries = read_catalog(corpus_root() / "catalog.toml").entries
    assert {"basic-textbook-2016", "coordinator-report-2019", "kashiwa-way-forward-2012", "mhlw-training-2023",
            "training-program-2016-slides"} <= set(entries)  # fmt: skip
    for entry in entries.values():
        assert set(entry.supersedes) <= set(entries)

"""Uploads: known by their content, named safely, whole or not there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.errors import NotFound, StorageError, UploadRefused
from ingest.shelf import Shelf, safe_stem

TEXT = "回覧板は月曜日に回します。\n".encode()


def office(part: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return made.getvalue()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "documents", 100_000)


def put(shelf: Shelf, name: str, content: bytes, *, replace: bool = False) -> str:
    with shelf.incoming() as incoming:
        for start in range(0, len(content), 1000):
            incoming.write(content[start : start + 1000])
        return incoming.keep(name, replace=replace)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("要綱.pdf", TEXT, "要綱.txt"),
        ("要綱.txt", b"%PDF-1.7\n...", "要綱.pdf"),
        ("要綱", office("word/document.xml"), "要綱.docx"),
        ("要綱.docx", office("xl/workbook.xml"), "要綱.xlsx"),
        ("要綱.zip", office("ppt/presentation.xml"), "要綱.zip.pptx"),
        ("要綱.MD", TEXT, "要綱.md"),
        ("要綱.txt", b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html><p>a</p>", "要綱.html"),
        ("要綱.txt", "要綱のとおり、電話は当番が受けます。".encode("cp932"), "要綱.txt"),
    ],
)
def test_content_decides_what_a_file_is(shelf: Shelf, name: str, content: bytes, kept: str) -> None:
    assert put(shelf, name, content) == kept
    assert [file.name for file in shelf.files()] == [kept]


def test_long_text_is_known_by_its_beginning(tmp_path: Path) -> None:
    # the sample ends in the middle of a character
    assert put(Shelf(tmp_path, 2_000_000), "長い.txt", b"a" + "回覧板を回します。".encode() * 40_000) == "長い.txt"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "unsupported"),
        (office("readme.txt"), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1 abc}", "unsupported"),
        (TEXT * 5000, "too_large"),
    ],
)
def test_refused_upload_leaves_nothing_behind(shelf: Shelf, tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(UploadRefused) as refusal:
        put(shelf, "要綱.txt", content)

    assert refusal.value.details["reason"] in (reason, "garbled" if reason == "unsupported" else reason)
    assert list((tmp_path / "documents").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd.txt", "passwd"),
        ("C:\\資料\\要綱.docx", "要綱"),
        (".hidden.md", "hidden"),
        ("~$要綱.docx", "要綱"),
        ("a\x00b\n\u202ec.txt", "a b c"),
        ("a\u061cb\u2060\u00ad\ud800.txt", "a b"),
        ("第1版 2025.4.1", "第1版 2025.4.1"),
        ("か\u3099.pdf", "が"),
        ("長" * 200 + ".pdf", "長" * 60),
    ],
)
def test_names_are_made_safe(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


@pytest.mark.parametrize("name", ["", "..", "/", "\x00.pdf"])
def test_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(UploadRefused):
        safe_stem(name)


def test_same_name_is_replaced_only_on_request(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, "要綱.txt", TEXT)
    with pytest.raises(UploadRefused) as refusal:
        put(shelf, "要綱.txt", TEXT * 2)
    assert refusal.value.details["reason"] == "exists"
    assert (tmp_path / "documents" / "要綱.txt").read_bytes() == TEXT

    put(shelf, "要綱.txt", TEXT * 2, replace=True)
    assert (tmp_path / "documents" / "要綱.txt").read_bytes() == TEXT * 2


def test_only_what_is_on_the_shelf_can_be_removed(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, "要綱.txt", TEXT)
    (tmp_path / "outside.txt").write_bytes(TEXT)
    (tmp_path / "documents" / "link.txt").symlink_to(tmp_path / "outside.txt")

    for name in ("../outside.txt", str(tmp_path / "outside.txt"), "link.txt", ""):
        with pytest.raises(NotFound):
            shelf.remove(name)
    shelf.remove("要綱.txt")

    assert shelf.files() == ()
    assert (tmp_path / "outside.txt").exists()


def test_upload_cut_off_by_a_crash_is_swept(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / ".upload-x").write_bytes(TEXT)

    assert shelf.files() == ()
    shelf.sweep()
    assert list((tmp_path / "documents").iterdir()) == []


def test_full_disk_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ingest.shelf.os.fsync", full)
    with pytest.raises(StorageError):
        put(shelf, "要綱.txt", TEXT)
    assert shelf.files() == ()

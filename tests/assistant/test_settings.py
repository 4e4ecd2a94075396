from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings


def test_defaults_need_nothing(tmp_path: Path) -> None:
    settings = load_settings({}, cwd=tmp_path)
    assert settings.data == tmp_path / "var"
    assert settings.embedding == "static"
    assert settings.documents == ()


def test_document_folders_are_found_beside_the_data_and_the_checkout(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for folder in (checkout / "var" / "documents", tmp_path / "shared" / "documents"):
        folder.mkdir(parents=True)
    found = load_settings({}, cwd=checkout).documents
    assert found == (checkout / "var" / "documents", tmp_path / "shared" / "documents")


def test_several_folders_can_be_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    value = f"{tmp_path / 'a'}:{tmp_path / 'b'}"
    assert load_settings({"RENKEI_DOCUMENTS": value}).documents == (tmp_path / "a", tmp_path / "b")


def test_a_typing_error_does_not_pass_in_silence() -> None:
    with pytest.raises(SettingsError, match="RENKEI_EMBEDING"):
        load_settings({"RENKEI_EMBEDING": "static"})


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        load_settings({"RENKEI_DOCUMENTS": str(tmp_path / "nowhere")})


def test_a_key_never_shows() -> None:
    assert "sekrit" not in repr(load_settings({"RENKEI_CHAT_API_KEY": "sekrit"}))


def test_settings_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Settings().embedding = "other"  # type: ignore[misc]

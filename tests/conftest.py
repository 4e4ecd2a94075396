"""What many tests share: the shipped guide, indexed once with a few invented documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.settings import Settings
from ingest.pipeline import IngestReport, ingest

REPOSITORY = Path(__file__).parent.parent

TOWN_PLAN = """# 海風市 在宅医療・介護連携 実施要綱

## 1. 夜間の連絡体制

海風市では、夜間の電話は当番の訪問看護ステーションが最初に受けます。当番は火曜日に交代し、翌月の当番表は毎月20日までに健康支援課が関係機関へ送ります。

## 2. 費用

当番を引き受けた事業所には、一晩につき8,400円を市が支払います。支払いは四半期ごとにまとめて行います。

| 区分 | 金額 |
|---|---|
| 平日の当番 | 8,400円 |
| 休日の当番 | 12,600円 |
"""


@pytest.fixture(scope="session")
def shared_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained static models, made once for the whole run."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, shared_models: Path) -> tuple[Settings, IngestReport]:
    """The shipped guide and one invented document, indexed."""
    documents = tmp_path_factory.mktemp("documents")
    (documents / "umikaze.md").write_text(TOWN_PLAN, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(shared_models, target_is_directory=True)
    settings = Settings(documents=(documents,), data=data)
    return settings, ingest(settings)


@pytest.fixture(scope="session")
def built_assistant(built: tuple[Settings, IngestReport]) -> Iterator[Assistant]:
    """An assistant over the shipped guide and one invented document; the five source documents are not installed."""
    return Assistant(built[0])


@pytest.fixture(scope="session")
def source_documents() -> Path:
    """The folder with the five source documents, where this checkout has it."""
    folder = REPOSITORY.parent / "shared" / "documents"
    if not folder.is_dir():
        pytest.skip(f"the source documents are not at {folder}")
    return folder

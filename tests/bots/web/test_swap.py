"""A new index is taken up while people ask: nobody notices, and then the new document is there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assistant.app import Assistant
from bots.web.app import create_app
from ingest.pipeline import ingest
from tests.bots.web.calling import caller
from tests.ingest.small import small_settings, write_corpus


def test_index_is_swapped_under_load(tmp_path_factory: pytest.TempPathFactory, shared_models: Path) -> None:
    folder = tmp_path_factory.mktemp("swap")
    settings, corpus = small_settings(folder, shared_models), write_corpus(folder / "corpus")
    ingest(settings, corpus=corpus)
    app = create_app(Assistant(settings), settings)
    done = threading.Event()
    statuses: list[int] = []

    def load() -> None:
        client = caller(app)
        while not done.is_set():
            asked = client.post("/api/v1/ask", json={"question": "夜間の電話は誰が受けますか"})
            statuses.extend((asked.status_code, client.get("/documents/plan").status_code))

    people = [threading.Thread(target=load) for _ in range(2)]
    for person in people:
        person.start()
    assert caller(app).get("/documents/added").status_code == 404
    (settings.documents[0] / "added.md").write_text("# 追加\n\n## 1. 回覧板\n\n回覧板は月曜日に回します。\n", encoding="utf-8")
    ingest(settings, corpus=corpus)
    answered = len(statuses)
    while len(statuses) < answered + 8:
        done.wait(0.05)
    done.set()
    for person in people:
        person.join(30)

    assert set(statuses) == {200}
    assert "回覧板は月曜日に回します。" in caller(app).get("/documents/added").text

"""The command line as a user meets it: one process, one exit code, Japanese on errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.stores import Stores
from bots.cli import main
from ingest.pipeline import IngestReport

CONTRACT = {
    "id", "question", "status", "mode", "text", "sections", "citations", "evidence", "suggestions", "warnings",
    "conversation_id", "elapsed_ms", "certainty", "certainty_label", "notice",
}  # fmt: skip
CITATION = {
    "number", "document_id", "title", "edition", "section", "page", "quote", "address", "note_id", "superseded",
}  # fmt: skip
EVIDENCE = {"document_id", "section", "page", "text", "score", "kind"}


@pytest.fixture
def installed(built: tuple[Settings, IngestReport], monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("RENKEI_DATA", str(built[0].data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(built[0].documents[0]))
    return built[0]


def test_ask_prints_the_answer_with_its_sources(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "なぜ看取り率を数値目標にしないのですか"]) == 0
    out = capsys.readouterr().out
    assert "【結論】" in out
    assert "Ⅱ-6-(2)" in out


def test_ask_json_is_the_contract(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "海風市の当番は何曜日に交代しますか", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == CONTRACT
    assert answer["status"] == "answered"
    assert answer["citations"]
    assert all(set(citation) == CITATION for citation in answer["citations"])
    assert answer["evidence"]
    assert all(set(evidence) == EVIDENCE for evidence in answer["evidence"])


def test_a_batch_is_answered_line_by_line_in_order(
    installed: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = [{"id": f"q{i}", "question": q} for i, q in enumerate(("保健所の役割は？", "おいしいカレー", "ACPとは"))]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in questions), encoding="utf-8")
    assert main(["ask", "--batch", str(path), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["question"]) for row in rows] == [(row["id"], row["question"]) for row in questions]
    assert all(set(row) >= CONTRACT for row in rows)


def test_what_the_command_line_answers_is_audited_with_the_question_masked(
    installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "携帯番号090-1234-5678の方から相談がありました。相談窓口の役割は何ですか"]) == 0
    *_, entry = Stores(installed).audit.entries()
    assert entry.surface == "cli"
    assert "090-1234-5678" not in entry.question
    assert "相談窓口の役割" in entry.question


def test_two_answers_are_compared_masked_and_audited(
    installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "090-1234-5678の方の件です。保健所の役割は？"]) == 0
    printed = capsys.readouterr().out
    assert "モデルによる回答" in printed
    assert "090-1234-5678" not in printed
    *_, entry = Stores(installed).audit.entries()
    assert (entry.surface, "保健所の役割" in entry.question) == ("cli", True)
    assert "090-1234-5678" not in entry.question


def test_a_database_that_cannot_be_used_takes_no_answer_away(
    installed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_DATABASE", "sqlite:////proc/nowhere/renkei.db")
    assert main(["ask", "保健所の役割は？", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "answered"


@pytest.mark.parametrize(
    ("line", "row_id", "code", "said"),
    [
        ("{broken", 2, "usage", "2行目"),
        ("[1]", 2, "usage", "2行目"),
        ('{"id": "b"}', "b", "question", "質問"),
        ('{"id": "b", "question": 3}', "b", "question", "質問"),
        ('{"id": "b", "question": "  "}', "b", "question", "質問"),
    ],
)
def test_a_bad_line_of_a_batch_is_told_and_the_others_are_answered(
    installed: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, row_id: object, code: str,
    said: str,
) -> None:  # fmt: skip
    good = [json.dumps({"id": n, "question": "保健所の役割は？"}, ensure_ascii=False) for n in ("a", "c")]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join((good[0], line, good[1])), encoding="utf-8")
    assert main(["ask", "--batch", str(path), "--json"]) == 1
    captured = capsys.readouterr()
    rows = [json.loads(told) for told in captured.out.splitlines()]
    assert [row["id"] for row in rows] == ["a", row_id, "c"]
    assert [row["status"] for row in rows if "status" in row] == ["answered", "answered"]
    assert (rows[1]["error"]["code"], rows[1]["line"]) == (code, 2)
    assert said in rows[1]["error"]["message"]
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("arguments", [["ask"], ["ask", ""], ["ask", "質問", "--batch", "x"], ["ask", "--batch", "/no"]])
def test_bad_input_gets_one_japanese_line_with_an_id(
    installed: Settings, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "番号" in lines[0]


def test_without_an_index_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    assert main(["ask", "保健所の役割は？"]) == 1
    assert "renkei ingest" in capsys.readouterr().err


def test_a_setting_with_a_typing_error_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RENKEI_EMBEDING", "static")
    assert main(["ask", "保健所の役割は？"]) == 1
    assert "RENKEI_EMBEDING" in capsys.readouterr().err


def test_doctor_finds_nothing_wrong_here(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "×" not in capsys.readouterr().out


def test_doctor_says_what_is_wrong_and_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "×" in out
    assert "renkei ingest" in out


def test_ingest_reports_each_file(
    built: tuple[Settings, IngestReport], installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest"]) == 0
    out = capsys.readouterr().out
    assert "umikaze.md" in out
    assert "最新" in out


def test_corpus_check_passes(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "check"]) == 0
    assert "問題は見つかりませんでした" in capsys.readouterr().out

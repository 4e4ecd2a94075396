"""`renkei eval`, `tune` and `bench` from the command line, on the invented document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.settings import Settings
from bots.cli import main
from ingest.pipeline import IngestReport
from tests.fakes.openai_server import fake_openai, text

QUESTIONS = (
    {"id": "duty", "category": "fact", "question": "海風市の夜間の電話は誰が最初に受けますか", "split": "dev",
     "evidence": [{"doc": "umikaze.md", "quote": "当番の訪問看護ステーションが最初に受け"}], "key_facts": [["訪問看護"]]},
    {"id": "lunch", "category": "offtopic", "question": "おいしいカレーの作り方", "answerable": False, "split": "test"},
)  # fmt: skip


@pytest.fixture
def installed(built: tuple[Settings, IngestReport], monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("RENKEI_DATA", str(built[0].data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(built[0].documents[0]))
    return built[0]


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in QUESTIONS), encoding="utf-8")
    return path


def test_a_file_from_outside_is_measured_and_reported(
    installed: Settings, asked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "--questions", str(asked)]) == 0
    out = capsys.readouterr().out
    assert "根拠の再現率（2,000字以内）: dev 1.000" in out
    folder = max((installed.data / "eval").iterdir())
    assert {path.name for path in folder.iterdir()} == {"report.html", "report.md", "results.jsonl"}
    rows = [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["system"]) for row in rows] == [("duty", "renkei"), ("lunch", "renkei")]


def test_two_runs_are_the_same_and_are_compared(
    installed: Settings, asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "--questions", str(asked), "--out", str(tmp_path / "one")]) == 0
    again = ["eval", "--questions", str(asked), "--out", str(tmp_path / "two"), "--compare", str(tmp_path / "one")]
    assert main(again) == 0
    one, two = (
        [json.loads(line) for line in (tmp_path / name / "results.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("one", "two")
    )
    for row in (*one, *two):
        del row["elapsed_ms"]
    assert one == two
    assert "前の評価との比較" in (tmp_path / "two" / "report.md").read_text(encoding="utf-8")


def test_one_split_only(installed: Settings, asked: Path, tmp_path: Path) -> None:
    assert main(["eval", "--questions", str(asked), "--split", "test", "--out", str(tmp_path)]) == 0
    assert len((tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(("bar", "code", "said"), [(1.0, 0, "基準を満たしました"), (1.5, 1, "基準に届きません")])
def test_bars_decide_the_exit_code(
    installed: Settings, asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bar: float, code: int, said: str
) -> None:  # fmt: skip
    bars = tmp_path / "bars.toml"
    bars.write_text(f"[at_least.dev]\nrecall_2000 = {bar}\n", encoding="utf-8")
    assert main(["eval", "--questions", str(asked), "--out", str(tmp_path), "--bars", str(bars)]) == code
    shown = capsys.readouterr()
    assert said in shown.out + shown.err


def test_documents_that_are_not_installed_are_named(
    installed: Settings, asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = {**QUESTIONS[0], "id": "e", "evidence": [{"doc": "elsewhere.pdf", "quote": "どこかにある文"}]}
    asked.write_text(json.dumps(elsewhere, ensure_ascii=False), encoding="utf-8")
    assert main(["eval", "--questions", str(asked), "--out", str(tmp_path)]) == 0
    assert "elsewhere" in capsys.readouterr().err


def test_check_lists_faults(installed: Settings, asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--questions", str(asked), "--check"]) == 0
    bad = {**QUESTIONS[0], "evidence": [{"doc": "umikaze", "quote": "水曜日に交代します"}]}
    asked.write_text(json.dumps(bad, ensure_ascii=False), encoding="utf-8")
    assert main(["eval", "--questions", str(asked), "--check"]) == 1
    assert "水曜日に交代します" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--questions", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--compare", "nowhere"], "nowhere"),
        (["--bars", "nowhere.toml", "--questions", "{asked}"], "nowhere.toml"),
    ],
)
def test_what_cannot_be_used_is_said_in_japanese(
    installed: Settings, asked: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["eval", *(argument.format(asked=asked) for argument in arguments)]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "番号" in err


def test_a_missing_package_is_named(
    installed: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.extras.find_spec", lambda name: None)
    assert main(["eval"]) == 1
    assert "renkei[eval]" in capsys.readouterr().err


def test_a_dry_tuning_writes_nothing(
    installed: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from eval import tune as tuning

    few = [question for question in tuning.load_questions(split="dev") if question.id.endswith("1")]
    monkeypatch.setattr(tuning, "load_questions", lambda *_, **__: few)
    before = tuning.FITTED.read_bytes()
    assert main(["tune", "--dry", "--steps", "1"]) == 0
    assert "objective_unseen" in json.loads(capsys.readouterr().out)
    assert tuning.FITTED.read_bytes() == before


def test_citations_are_drawn_for_a_reader_and_verdicts_taken_over(
    installed: Settings, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from eval.relevance import verdicts

    kept = tmp_path / "kept.jsonl"
    monkeypatch.setattr(verdicts.read_verdicts, "__defaults__", (kept,))
    monkeypatch.setattr(verdicts.write_verdicts, "__defaults__", (kept,))
    draw = ["eval", "--citations", "--questions", str(asked), "--split", "dev", "--out", str(tmp_path)]
    assert main(draw) == 0
    assert "判定のある標本がありません" in capsys.readouterr().out
    sheet = tmp_path / "citations-20.jsonl"
    rows = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines()]
    assert rows and all(row["cited"]["passage"] for row in rows if row["cited"]["quote"])
    rows[0] |= {"verdict": "yes", "why": "そのまま書いてある"}
    sheet.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert main([*draw, "--verdicts", str(sheet)]) == 0
    out = capsys.readouterr().out
    assert "判定を1件取り込みました" in out
    assert "出典が文を支える割合（手点検）：1.000" in out
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 1


GRADE = {"correct": True, "complete": True, "grounded": True, "reason": "r"}


def test_a_judge_that_has_shown_that_it_can_is_reported(
    installed: Settings, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from eval.judging.case import read_known

    with fake_openai() as server:
        monkeypatch.setenv("RENKEI_CHAT_MODEL", "openai:fake")
        monkeypatch.setenv("RENKEI_CHAT_BASE_URL", server.base_url)
        trial = [text(json.dumps({**GRADE, "correct": known.good})) for known in read_known()]
        server.play(*trial, text(json.dumps({**GRADE, "complete": False})))
        assert main(["eval", "--judge", "--questions", str(asked), "--out", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "20件中 20件で人の判定と一致（1.00）" in out
    assert "採点者の判定：正しい: dev 1.000" in out
    assert "採点者の判定：要点がそろう: dev 0.000" in out


def test_a_judge_below_the_bar_reports_nothing_else(
    installed: Settings, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with fake_openai() as server:
        monkeypatch.setenv("RENKEI_CHAT_MODEL", "openai:fake")
        monkeypatch.setenv("RENKEI_CHAT_BASE_URL", server.base_url)
        server.play(text(json.dumps(GRADE)))
        assert main(["eval", "--judge", "--questions", str(asked), "--out", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "報告しません" in shown.err
    assert "根拠の再現率" not in shown.out
    assert not (tmp_path / "report.md").exists()


def test_a_judge_needs_a_chat_model(
    installed: Settings, asked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RENKEI_CHAT_MODEL", raising=False)
    assert main(["eval", "--judge", "--questions", str(asked)]) == 1
    assert "RENKEI_CHAT_MODEL" in capsys.readouterr().err


def test_the_check_is_not_measured_where_no_document_of_the_guide_is_installed(
    installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "--verification"]) == 1
    assert "測る文がありません" in capsys.readouterr().out

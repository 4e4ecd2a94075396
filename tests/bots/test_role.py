"""`renkei role` as a user meets it."""

from __future__ import annotations

import json

import pytest

from assistant.settings import Settings
from bots.cli import main
from ingest.pipeline import IngestReport
from tests.bots.test_cli import CITATION, CONTRACT, EVIDENCE


@pytest.fixture
def installed(built: tuple[Settings, IngestReport], monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("RENKEI_DATA", str(built[0].data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(built[0].documents[0]))
    return built[0]


def test_a_role_is_printed_scheme_by_scheme_with_its_sources(
    installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["role", "コーディネーター"]) == 0
    out = capsys.readouterr().out
    assert "【大阪市（コーディネーター手引書ver.3.0）】" in out
    assert "出典" in out


def test_the_json_is_the_contract_of_ask(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["role", "保健所", "--task", "研修", "--scheme", "栃木県", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == CONTRACT
    assert answer["status"] == "answered"
    assert all(set(citation) == CITATION for citation in answer["citations"])
    assert all(set(evidence) == EVIDENCE for evidence in answer["evidence"])


def test_a_comparison_prints_the_matrix(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["role", "--compare", "コーディネーター", "区役所", "--scheme", "大阪市"]) == 0
    out = capsys.readouterr().out
    assert "【共通】" in out
    row = next(line for line in out.splitlines() if "住民への普及啓発" in line)
    assert "規定なし" in row
    assert "－" in row


def test_two_names_are_compared_and_a_task_alone_is_asked_for(
    installed: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["role", "コーディネーター", "区役所", "--scheme", "大阪市"]) == 0
    assert "規定なし" in capsys.readouterr().out
    assert main(["role", "--task", "普及啓発"]) == 0
    assert "【市町村】" in capsys.readouterr().out


def test_a_comparison_as_json_carries_the_matrix(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["role", "--compare", "市町村", "医師会", "--task", "研修", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {*CONTRACT, "matrix"}
    (row,) = answer["matrix"]
    assert row["task"] == "training"
    assert [side["actor"] for side in row["sides"]] == ["municipality", "local-medical-association"]
    assert all(side["duties"] for side in row["sides"])


def test_an_unknown_actor_gets_the_nearest(installed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["role", "消防署"]) == 0
    out = capsys.readouterr().out
    assert "「消防署」という名前は" in out
    assert out.count("の役割は何ですか") == 3


@pytest.mark.parametrize(
    "arguments",
    [["role"], ["role", "--compare", "市町村"],
     ["role", "保健所", "--scheme", "火星"], ["role", " "]],
)  # fmt: skip
def test_what_cannot_be_used_is_one_line_in_japanese(
    installed: Settings, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert "番号" in captured.err

"""`renkei coach check`: the contract of the JSON, the batch, and what is refused."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.coach.errors import UnknownStepError
from assistant.errors import UsageError
from assistant.types import NoteSource
from bots.commands import coach


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    coach.add(parser.add_subparsers(dest="command"))
    return parser.parse_args(["coach", "check", *arguments])


FLAWED = ("--step", "めざす姿", "--scene", "入退院支援", "--text", "研修会を年3回開く")


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert coach.run(options(*FLAWED, "--json")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"ok", "findings"}
    assert answer["ok"] is False
    (finding,) = answer["findings"]
    assert set(finding) == {"code", "severity", "message", "question", "citations"}
    assert (finding["code"], finding["severity"]) == ("means_as_end", "error")
    for citation in finding["citations"]:
        assert set(citation) == {"document_id", "title", "edition", "section", "page", "quote"}
        assert citation["title"] != citation["document_id"]
        assert (citation["page"], citation["quote"]) == (None, "")


def test_a_text_without_a_flaw_is_ok(capsys: pytest.CaptureFixture[str]) -> None:
    text = "退院後も住み慣れた家で、痛みや不安が少なく暮らせている"
    coach.run(options("--step", "1", "--scene", "transition", "--text", text, "--json"))
    assert json.loads(capsys.readouterr().out) == {"ok": True, "findings": []}


def test_a_resolver_may_add_page_and_quote(capsys: pytest.CaptureFixture[str]) -> None:
    def resolve(source: NoteSource) -> dict[str, Any]:
        return {"document_id": source.document_id, "page": 7, "quote": source.anchor}

    coach.run(options(*FLAWED, "--json"), resolve=resolve)
    citations = json.loads(capsys.readouterr().out)["findings"][0]["citations"]
    assert {citation["page"] for citation in citations} == {7}


def test_on_a_terminal_the_finding_its_question_and_its_place_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    coach.run(options(*FLAWED))
    out = capsys.readouterr().out
    assert "気になる点：手段の目的化" in out
    assert "考えてみましょう" in out
    assert "基本テキスト" in out
    coach.run(
        options("--step", "課題抽出", "--scene", "看取り", "--text", "家族間で意見が割れたときに間に入る人がいない")
    )
    assert "気になる点は見当たりません" in capsys.readouterr().out


def test_a_batch_is_checked_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": "a", "step": "目標設定", "scene": "看取り", "text": "令和8年度までに在宅看取り率を25％に引き上げる。"},
        {"id": "b", "step": 4, "scene": "daily", "text": "訪問看護師の離職が続き、新しい依頼を受けきれない"},
    ]
    path = tmp_path / "cells.jsonl"
    path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert coach.run(options("--batch", str(path), "--json")) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["id"], line["ok"]) for line in lines] == [("a", False), ("b", True)]
    assert set(lines[0]) == {"id", "ok", "findings"}


@pytest.mark.parametrize(
    "line", ["{", '{"id": 1, "step": "1", "scene": "daily"}', '{"step": 1, "scene": 1, "text": 3}', "[]"]
)
def test_a_broken_line_is_named_before_anything_is_checked(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps({"id": 1, "step": "1", "scene": "daily", "text": "家で暮らせる"}, ensure_ascii=False)
    path = tmp_path / "cells.jsonl"
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cells\.jsonl:2") as caught:
        coach.run(options("--batch", str(path), "--json"))
    assert "2行目" in str(caught.value.details["hint"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "arguments", [(), ("--step", "1"), (*FLAWED, "--batch", "x.jsonl"), ("--step", "1", "--text", "a")]
)
def test_options_that_do_not_go_together_are_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        coach.run(options(*arguments))


def test_an_unknown_step_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownStepError):
        coach.run(options("--step", "予算", "--scene", "看取り", "--text", "a"))
    with pytest.raises(UsageError, match=r"none\.jsonl"):
        coach.run(options("--batch", str(tmp_path / "none.jsonl")))

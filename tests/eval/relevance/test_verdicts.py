"""Verdicts as they are kept, counted, and taken over from a filled-in sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.overlap import Overlap
from eval.relevance.pairs import Pair
from eval.relevance.sheet import read_sheet, write_sheet
from eval.relevance.verdicts import OWN, Verdict, read_verdicts, relevance, write_verdicts
from tests.eval.relevance.made import cited

PAIRS = [Pair(f"文{i}です。", cited(i)) for i in range(1, 6)]


def verdict(pair: Pair, judged: str) -> Verdict:
    return Verdict(key=pair.key, document="d", sentence=pair.sentence, verdict=judged, why="w")  # type: ignore[arg-type]


def test_precision_counts_what_bears_alone_or_together_over_what_is_still_judged() -> None:
    kinds = ("yes", "share", "partly", "no")
    found = relevance(PAIRS, {pair.key: verdict(pair, kind) for pair, kind in zip(PAIRS, kinds, strict=False)})
    assert (found.drawn, found.judged, found.bearing) == (5, 4, 2)
    assert found.precision == 2 / 4
    assert found.interval[0] < 0.5 < found.interval[1]
    assert relevance(PAIRS, {}).precision == 0.0


def test_a_sheet_is_filled_in_taken_over_and_kept_without_the_documents_words(tmp_path: Path) -> None:
    copied = "当番の訪問看護ステーションが夜間の電話を最初に受け、火曜日に交代すると定めています。"
    sheet = tmp_path / "sheet.jsonl"
    write_sheet([PAIRS[0], Pair(copied, cited(9))], {}, {"p1": "本文"}.get, sheet)  # type: ignore[arg-type]
    rows = [json.loads(line) for line in sheet.read_text(encoding="utf-8").splitlines()]
    assert rows[0]["cited"] == {"place": "t s", "quote": "quote 1", "passage": "本文"}
    assert list(read_sheet(sheet, Overlap([copied]))) == [], "nothing was filled in yet"
    rows[0] |= {"verdict": "yes", "why": "そのまま書いてある"}
    rows[1] |= {"verdict": "no", "why": "別の話"}
    sheet.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    kept = tmp_path / "kept.jsonl"
    write_verdicts(read_sheet(sheet, Overlap([copied])), kept)
    again = read_verdicts(kept)
    assert again[PAIRS[0].key] == Verdict(
        key=PAIRS[0].key, document="d", sentence="文1です。", verdict="yes", why="そのまま書いてある"
    )
    assert {each.sentence for each in again.values()} == {"文1です。", ""}
    assert "quote" not in kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"), [({"verdict": "maybe"}, "yes / share / partly / no"), ({"verdict": "no", "why": " "}, "理由")]
)
def test_a_verdict_that_cannot_be_used_is_shown_by_its_line(tmp_path: Path, change: dict[str, str], said: str) -> None:
    sheet = tmp_path / "sheet.jsonl"
    row = {"key": PAIRS[0].key, "sentence": "文", "document": "d", "verdict": "", "why": "w"}
    sheet.write_text(json.dumps(row) + "\n" + json.dumps({**row, **change}), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        list(read_sheet(sheet, Overlap([])))
    assert "2行目" in str(caught.value.details["hint"])
    assert said in str(caught.value.details["hint"])


def test_the_verdicts_that_ship_are_a_whole_sample_with_reasons() -> None:
    shipped = read_verdicts(OWN)
    assert len(shipped) >= 60
    assert all(verdict.why for verdict in shipped.values())

"""Runs made to be scored high without saying anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.roleplay.personas import find_persona, persona_ids
from assistant.roleplay.play import LONGEST_UTTERANCE, begin, step
from assistant.roleplay.rubric import rubric
from assistant.roleplay.scoring import score
from assistant.roleplay.understanding import understand
from assistant.roleplay.values import State, Status

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "hostile.yaml").read_text(encoding="utf-8"))
PARTNERS = ("president-cautious", "resident-rep", "care-manager-group")
GOOD = "先生お一人に背負わせることはしません。夜の最初の電話は訪問看護が受けます。"


def total(said: list[str], persona_id: str = "president-cautious") -> int:
    persona = find_persona(persona_id)
    run = begin(persona, seed=1)
    for utterance in said:
        if run.state is not State.DEBRIEF:
            run = step(run, utterance)
    return score(persona, run.turns)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_a_run_without_substance_scores_low(row: dict[str, Any]) -> None:
    assert max(total(row["say"], partner) for partner in PARTNERS) <= row["most"]


def test_reading_the_rubric_out_earns_nothing() -> None:
    points = rubric().points.values()
    assert total([point.name for point in points]) == 0
    assert total([point.explanation for point in points]) == 0


def test_the_rubrics_examples_do_not_earn_full_marks() -> None:
    assert 0 < total([point.example for point in rubric().points.values()]) <= 65


def test_one_good_word_said_five_times_counts_once() -> None:
    assert total([GOOD] * 5) == total([GOOD]) > 0


@pytest.mark.parametrize(
    "said", ["市は" * (LONGEST_UTTERANCE // 2), "あ" * 10_000, GOOD * 250, "「" * 3_000, "、" * 2_000]
)
def test_an_endless_utterance_is_understood_or_leans_nowhere(said: str) -> None:
    found = understand(said)
    assert found.held <= understand(GOOD).held


@pytest.mark.parametrize("persona_id", persona_ids())
def test_kindness_and_delay_close_no_concern(persona_id: str) -> None:
    persona = find_persona(persona_id)
    run = begin(persona, level=1)
    for said in ("日頃のご苦労には、本当に頭が下がります。", "いただいたお話は、今後しっかり検討してまいります。",
                 "皆さんのおかげで、この地域は回っています。", "どうぞご安心ください。大丈夫です。"):  # fmt: skip
        run = step(run, said)
    assert not [entry for entry in run.ledger if entry.status is Status.CLOSED]

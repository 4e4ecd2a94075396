"""Fitting the second reader on a handful of texts: what it learns, and that it never reads the test half."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.static_vectors import KEYS, META, ROWS, TABLE, WEIGHTS, StaticEmbedder, word_key
from assistant.coach import Code, Step
from eval.fitting.coach_reader import fit
from eval.fitting.coach_texts import Labelled, development, tables

ACTIVITIES = ("研修を開催する。", "講座を開催する。", "研修を毎年開催する。", "講座の冊子を配布する。")
STATES = ("家で安心して暮らせる。", "本人が望む暮らしを続けている。", "家族も安心して暮らせる。", "家で過ごせている。")


@pytest.fixture
def vectors(tmp_path: Path) -> StaticEmbedder:
    """Vectors of three words: a course and a workshop lie together, a home elsewhere."""
    table = {"研修": (1.0, 0.0), "講習": (1.0, 0.0), "家": (0.0, 1.0)}
    pairs = sorted((word_key(word), i) for i, word in enumerate(table))
    np.save(tmp_path / KEYS, np.array([key for key, _ in pairs], dtype=np.uint64))
    np.save(tmp_path / ROWS, np.array([row for _, row in pairs], dtype=np.int32))
    np.save(tmp_path / TABLE, np.array(list(table.values()), dtype=np.float32))
    np.save(tmp_path / WEIGHTS, np.ones(len(table), dtype=np.float32))
    (tmp_path / META).write_text(json.dumps({"fingerprint": "three"}), encoding="utf-8")
    return StaticEmbedder(tmp_path)


@pytest.fixture
def labelled() -> list[Labelled]:
    return [
        Labelled(step=Step.VISION, text=text, codes=frozenset(codes), hand="a")
        for texts, codes in ((ACTIVITIES, {Code.MEANS_AS_END}), (STATES, set()))
        for text in texts
    ]


def test_it_learns_what_was_labelled_and_holds_it_of_near_words(
    labelled: list[Labelled], vectors: StaticEmbedder
) -> None:
    reader = fit(labelled, vectors, {"研修", "講習", "家"})

    def chance(text: str) -> float:
        return reader.chances(text, Step.VISION)[Code.MEANS_AS_END]

    assert min(map(chance, ACTIVITIES)) > 0.5 > max(map(chance, STATES))
    assert chance("講習") > chance("道")  # no text says it, but it stands near one that does


def test_the_same_texts_give_the_same_weights(labelled: list[Labelled], vectors: StaticEmbedder) -> None:
    first, second = (fit(labelled, vectors, {"家"}) for _ in range(2))
    assert np.array_equal(first.features.values, second.features.values)
    assert np.array_equal(first.bias, second.bias)


def test_only_the_development_half_is_read(tmp_path: Path) -> None:
    rows = [
        {"step": "めざす姿", "text": text, "codes": codes, "split": split}
        for text, codes, split in (("a", ["too_vague"], "dev"), ("b", [], "test"))
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (only,) = development(path)
    assert (only.text, only.step, only.codes) == ("a", Step.VISION, frozenset({Code.TOO_VAGUE}))


def test_tables_of_one_code_and_of_many_are_read(tmp_path: Path) -> None:
    (tmp_path / "no_gap.yaml").write_text(
        "flawed:\n- {step: analysis, text: a, also: [too_vague]}\nclean:\n- {step: analysis, text: b}\n", "utf-8"
    )
    (tmp_path / "texts_1.yaml").write_text("- {step: goals, text: c, codes: [no_deadline]}\n", "utf-8")
    found = [(one.text, one.hand, sorted(one.codes)) for one in tables(tmp_path)]
    assert found == [
        ("a", "no_gap", [Code.NO_GAP, Code.TOO_VAGUE]), ("b", "no_gap", []), ("c", "texts_1", [Code.NO_DEADLINE])
    ]  # fmt: skip

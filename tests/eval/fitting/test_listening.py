"""The listener's fit on a handful of sentences."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import UsageError
from assistant.roleplay.listener import Listener
from assistant.roleplay.reading import read
from eval.fitting.listening import Example, WordVectors, fit
from eval.roleplay_fit import load_examples

NIGHT, STATE = "shared_load", "blames_state"
SAID = [
    ("夜の電話は看護師が受けます。", NIGHT), ("夜の見回りは看護師が出ます。", NIGHT), ("電話は看護師が受けます。", NIGHT),
    ("国が決めたことです。", STATE), ("国の通知が来たことです。", STATE), ("国が言うことです。", STATE),
]  # fmt: skip
VECTORS = WordVectors(
    words=("看護", "薬剤師", "国", "県"),
    table=np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32),
)


def trained() -> Listener:
    return fit([Example(said=said, labels=frozenset({label})) for said, label in SAID], (NIGHT, STATE), VECTORS)


def test_what_was_said_is_told_apart() -> None:
    ear = trained()
    for said, label in SAID:
        assert ear.labels[int(ear.margins(read(said)).argmax())] == label


def test_a_word_that_is_only_near_leans_the_same_way() -> None:
    ear = trained()
    night, state = (float(x) for x in ear.margins(read("薬剤師。")) - ear.margins(read("県。")))
    assert night > 0 > state


def test_what_was_not_labelled_does_not_count() -> None:
    left_open = Example(said="国が言うことです。", labels=frozenset(), maybe=frozenset({STATE}))
    labelled = [Example(said=said, labels=frozenset({label})) for said, label in SAID[:5]]
    with_it = fit([*labelled, left_open], (STATE,), VECTORS)
    assert float(with_it.margins(read("国が決めたことです。"))[0]) > 0


def test_own_utterances_hold_every_label_often_enough() -> None:
    examples = load_examples()
    ear = {label for example in examples for label in example.labels}
    assert len(examples) >= 1_500
    assert min(sum(label in example.labels for example in examples) for label in ear) >= 4


@pytest.mark.parametrize("row", [{"say": "はい。", "points": ["nonsense"]}, {"points": []}])
def test_a_row_that_does_not_fit_is_named(tmp_path: Path, row: dict[str, object]) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UsageError, match="said.jsonl:1"):
        load_examples(path)

from __future__ import annotations

import pytest

from assistant.retrieval.fusion import NOTE_CHANNELS, PASSAGE_CHANNELS, fitted_weights, fuse, ranked


def test_the_sum_is_weighted_and_what_a_channel_does_not_know_counts_as_nothing() -> None:
    fused = fuse({"one": {"a": 1.0, "b": 0.5}, "two": {"b": 1.0, "c": 0.2}}, {"one": 2.0, "two": 0.5, "three": 9.0})
    # a: 2*1.0        b: 2*0.5 + 0.5*1.0        c: 0.5*0.2
    assert fused == pytest.approx({"a": 2.0, "b": 1.5, "c": 0.1})


def test_equal_scores_keep_one_order() -> None:
    assert ranked({"b": 1.0, "a": 1.0, "c": 2.0}) == [("c", 2.0), ("a", 1.0), ("b", 1.0)]


def test_the_fitted_weights_name_channels_that_exist() -> None:
    weights = fitted_weights()
    assert set(weights.notes) <= set(NOTE_CHANNELS)
    assert set(weights.passages) <= set(PASSAGE_CHANNELS)
    assert 0.0 < weights.threshold < 1.0

"""hit@k and the reciprocal rank, from the rank of the first relevant passage."""

from __future__ import annotations

import pytest

from eval.metrics.first_rank import first_rank
from eval.metrics.hit import hit
from eval.metrics.reciprocal_rank import reciprocal_rank
from tests.eval.metrics.made import evidence, question


def test_the_first_passage_that_bears_any_place_counts() -> None:
    found = [evidence("なし"), evidence("年に二回開く"), evidence("旗を振る役目")]
    assert first_rank(question("旗を振る役目", "年に二回開く", mode="all"), found) == 2
    assert first_rank(question("どこにもない"), found) is None


def test_a_part_of_a_long_quote_is_relevant() -> None:
    quote = "".join(chr(0x4E00 + i) for i in range(100))
    assert first_rank(question(quote), [evidence("なし"), evidence(quote[:60])]) == 2  # 51 of 91 runs
    assert first_rank(question(quote), [evidence(quote[20:40])]) == 1  # lies inside the quote as a whole
    assert first_rank(question(quote), [evidence("前" * 30 + quote[:30])]) is None  # 21 of 91 runs


@pytest.mark.parametrize(("rank", "k", "expected"), [(1, 1, 1.0), (2, 1, 0.0), (5, 5, 1.0), (6, 5, 0.0), (None, 5, 0.0)])
def test_hit(rank: int | None, k: int, expected: float) -> None:
    assert hit(rank, k) == expected


@pytest.mark.parametrize(("rank", "expected"), [(1, 1 / 1), (4, 1 / 4), (10, 1 / 10), (11, 0.0), (None, 0.0)])
def test_reciprocal_rank_is_cut_at_ten(rank: int | None, expected: float) -> None:
    assert reciprocal_rank(rank) == expected

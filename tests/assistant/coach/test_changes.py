"""Changes: a difference gives back both texts; what somebody typed is never dropped from the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.coach.changes import Author, Change, differences, noted

START = datetime(2026, 4, 1, 9, tzinfo=UTC)
OFFICIAL = Author(id="a", name="山田")


def change(number: int, text: str, *, minutes: int = 0, author: Author = OFFICIAL, part: str = "daily/vision") -> Change:
    return Change(number=number, at=START + timedelta(minutes=minutes), author=author, part=part, text=text)


def recorded(*changes: Change) -> list[str]:
    held: tuple[Change, ...] = ()
    for one in changes:
        held = noted(held, one)
    return [one.text for one in held]


@given(st.text(alphabet="住民が暮らせる。、", max_size=40), st.text(alphabet="住民が暮らせる。、", max_size=40))
def test_a_difference_gives_back_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_a_difference_is_not_cut_into_confetti() -> None:
    pieces = differences("研修会を年3回開く。", "家で安心して暮らしている。")

    assert len(pieces) <= 4


def test_typing_on_in_one_sitting_is_one_change() -> None:
    assert recorded(change(1, "家で"), change(2, "家で暮らせる", minutes=1)) == ["家で暮らせる"]


def test_what_was_cut_down_rewritten_or_written_by_another_stays() -> None:
    long = "家で暮らせる町にしたい"

    assert recorded(change(1, long), change(2, "", minutes=1)) == [long, ""]
    assert recorded(change(1, long), change(2, "別の文", minutes=1)) == [long, "別の文"]
    assert len(recorded(change(1, "家"), change(2, "家で", author=Author(id="b", name="佐藤")))) == 2
    assert len(recorded(change(1, "家"), change(2, "家で", minutes=11))) == 2
    assert len(recorded(change(1, "家"), change(2, "家で", part="daily/goals"))) == 2


def test_a_form_filled_in_field_by_field_is_one_change_until_something_is_taken_out() -> None:
    first = '{"basics": {"population": 41200, "certified": null}, "section": "", "meetings": []}'
    second = '{"basics": {"population": 41200, "certified": 2610}, "section": "高齢", "meetings": ["協議会"]}'
    third = '{"basics": {"population": 41200, "certified": 2610}, "section": "高齢福祉課", "meetings": ["協議会", "部会"]}'
    fourth = '{"basics": {"population": 40000, "certified": 2610}, "section": "高齢福祉課", "meetings": ["協議会", "部会"]}'
    fifth = '{"basics": {"population": 40000, "certified": 2610}, "section": "高齢福祉課", "meetings": ["部会"]}'

    texts = [first, second, third, fourth, fifth]

    assert recorded(*(change(number, text, part="premise") for number, text in enumerate(texts, start=1))) == [
        third, fourth, fifth,
    ]  # fmt: skip

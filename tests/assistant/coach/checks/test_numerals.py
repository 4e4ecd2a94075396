"""Numbers in kanji are read as digits where they count something, and nowhere else."""

from __future__ import annotations

import pytest

from assistant.coach.checks.signals import signals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("約八割", "約8割"), ("二十四時間", "24時間"), ("年四回", "年4回"), ("人口十万人", "人口100000人"), ("千二百世帯", "1200世帯"),
        ("三人に一人", "3人に1人"), ("二〇件", "20件"), ("五年後", "5年後"), ("百を超える", "100を超える"), ("一か所", "1か所"),
    ],
)  # fmt: skip
def test_a_count_is_read(text: str, expected: str) -> None:
    assert signals().numerals.digits(text) == expected


@pytest.mark.parametrize("text", ["一人暮らし", "十分な体制", "一部に課題", "三師会", "千葉県", "一層の充実", "第三者"])
def test_a_word_is_left_alone(text: str) -> None:
    assert signals().numerals.digits(text) == text

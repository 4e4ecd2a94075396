"""Numbers written in kanji, rewritten as digits before counters, so that one set of patterns reads both."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1_000}
_COUNTERS = "割|倍|件|回|年(?:度|間|以内|後|目)|か月|カ月|ヶ月|か所|カ所|名|施設|時間|世帯|歳|種類|分の|月(?:末|から|まで|に|中)|組"
# "One person" and its kin are words of their own (一人暮らし, 十分); two and more are counts.
_NUMBER = re.compile(rf"[一二三四五六七八九十百千]+(?={_COUNTERS})|[二三四五六七八九十百千]+(?=人)|(?<=\d人に)一(?=人)")
_TEN_THOUSAND = re.compile(r"(\d+)万(?=[一-鿿])")


def digits(text: str) -> str:
    """`text` with kanji numbers before counters as digits: 八割 becomes 8割, 二十四時間 24時間."""
    for _ in range(2):  # "three in one": the second number is known as one once the first is a digit
        text = _NUMBER.sub(lambda match: str(_value(match[0])), text)
    return _TEN_THOUSAND.sub(lambda match: f"{match[1]}0000", text)


def _value(number: str) -> int:
    total = part = 0
    for character in number:
        if character in _POWERS:
            total += (part or 1) * _POWERS[character]
            part = 0
        else:
            part = part * 10 + _DIGITS[character]
    return total + part

"""Numbers written in kanji, rewritten as digits before counters, so that one set of patterns reads both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.coach.checks.signal_file import NumeralsEntry

_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """The characters of kanji numbers and where they are numbers."""

    values: dict[str, int]
    powers: dict[str, int]
    number: re.Pattern[str]

    def digits(self, text: str) -> str:
        """`text` with kanji numbers before counters as digits: eight tenths become 8, twenty-four hours 24."""
        for _ in range(2):  # "one in three": the one is known as a number once the three is a digit
            text = self.number.sub(lambda match: str(self._value(match[0])), text)
        return text

    def _value(self, number: str) -> int:
        total = section = part = 0
        for character in number:
            power = self.powers.get(character)
            if power is None:
                part = part * 10 + self.values[character]
            elif power < _TEN_THOUSAND:
                section += (part or 1) * power
                part = 0
            else:
                total += (section + part or 1) * power
                section = part = 0
        return total + section + part


def numerals(entry: NumeralsEntry) -> Numerals:
    """The reader of `entry`."""
    nought, one = tuple(entry.digits[:2])
    first = f"[{entry.digits[1:]}{''.join(entry.powers)}]"  # a nought in front is a blank to be filled in
    later = f"[{entry.digits}{''.join(entry.powers)}]"
    many = first.replace(one, "")
    return Numerals(
        values={character: value for value, character in enumerate(entry.digits)},
        powers=entry.powers,
        number=re.compile(
            rf"{first}{later}*(?={entry.counters})|{many}{later.replace(nought, '')}*(?={entry.people})"
            rf"|(?<=\d{entry.in_so_many}){one}(?={entry.people})"
        ),
    )

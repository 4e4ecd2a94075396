"""Names of steps, scenes, stages and training steps: one table, read in any of the forms that people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import prompts

_ORNAMENT = re.compile(r"[\s()\[\]\u3010\u3011\u300c\u300d:.\u3001\u3002_-]+")
_NUMBERED = re.compile(r"^(?:step|\u30b9\u30c6\u30c3\u30d7|no)?(\d{1,2})(?:\u756a)?$")
_LEADING_NUMBER = re.compile(r"^\d{1,2}(?=\D)")


def shown(group: str, member: str) -> str:
    """The Japanese name under which `member` of `group` (steps, scenes, stages, training) is shown."""
    return str(prompts.load("coach/names")[group][member][0])


def find(group: str, members: Sequence[str], value: str) -> str | None:
    """The member that `value` means: its id, a Japanese name, its number from 1, or a number before a name.

    Full-width forms, circled digits, brackets and white space do not matter. None where nothing fits.
    """
    wanted = _squeeze(value)
    number = _NUMBERED.match(wanted)
    if number:
        place = int(number[1])
        return members[place - 1] if 1 <= place <= len(members) else None
    known = _known(group)
    return known.get(wanted) or known.get(_LEADING_NUMBER.sub("", wanted))


@lru_cache(maxsize=8)
def _known(group: str) -> dict[str, str]:
    table = prompts.load("coach/names")
    found: dict[str, str] = {}
    for member, names in table[group].items():
        others = table["ids"].get(group, {}).get(member, [])
        for name in (member, *names, *others):
            found.setdefault(_squeeze(name), member)
    return found


def _squeeze(value: str) -> str:
    return _ORNAMENT.sub("", unicodedata.normalize("NFKC", value)).lower()

"""Masking personal information before a text is sent to a model, logged or stored."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.guard import entities
from assistant.guard.addresses import addresses
from assistant.guard.birth import birth_dates
from assistant.guard.contact import mail_addresses, telephones
from assistant.guard.finding import KINDS, Finding, Kind, Masked, token
from assistant.guard.folded import SEAL, fold
from assistant.guard.name_bounds import stands_alone
from assistant.guard.names import People, person_names
from assistant.guard.numbers import Region, digit_runs, personal_numbers
from assistant.guard.patterns import source, words

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SHORTEST_ECHO = 2


def mask(
    text: str,
    *,
    kinds: Collection[Kind] = KINDS,
    public: Collection[str] = (),
    people: People | None = entities.people,
) -> Masked:
    """`text` with personal information replaced by tokens, and where it stood. Masking a masked text changes nothing.

    `kinds` are looked for (all of them for what a user types; the numbers, say, for published documents); `public`
    are names that stay, such as those of the authors of an installed document; `people` finds names where the rules
    cannot decide (GiNZA by default, loaded when first needed), and None leaves such places alone.
    """
    wanted, spared = frozenset(kinds), frozenset(_bare(name) for name in public)
    folded = fold(text)
    found: list[tuple[int, int, Kind]] = []
    seen: dict[str, Kind] = {}
    while True:
        detected = _detect(folded.text, people if "person_name" in wanted else None)
        regions = _resolve(
            [
                region
                for region in (*detected, *_echoes(folded.text, seen))
                if region[2] in wanted and not (spared and _bare(folded.text[region[0] : region[1]]) in spared)
            ]
        )
        if not regions:
            break
        for start, end, kind in regions:
            seen.setdefault(_plain(folded.text[start:end], kind), kind)
            found.append((*folded.origin(start, end), kind))
        # What is sealed is out of sight for the next round, as its token is when the masked text is masked again.
        folded = folded.seal(regions)
    return _replace(text, found)


def _detect(text: str, people: People | None) -> list[Region]:
    if not _possible().search(text):
        return []
    return [
        *personal_numbers(text),
        *mail_addresses(text),
        *telephones(text),
        *birth_dates(text),
        *addresses(text),
        *person_names(text, people),
    ]


def _echoes(text: str, seen: dict[str, Kind]) -> list[Region]:
    """The same number or name once more, without the words that gave it away the first time."""
    if not seen:
        return []
    found: list[Region] = []
    for start, end, digits in digit_runs(text):
        if digits in seen:
            found.append((start, end, seen[digits]))
    for plain, kind in seen.items():
        if kind == "person_name" and len(plain) >= _SHORTEST_ECHO and plain not in words("names", "common_words"):
            again = (match.span() for match in re.finditer(re.escape(plain), text))
            found.extend((*span, kind) for span in again if stands_alone(text, *span))
    return found


def _bare(name: str) -> str:
    return re.sub(r"[ \u30fb]", "", fold(name).text)


def _plain(text: str, kind: Kind) -> str:
    if kind in ("person_name", "address", "email", "birth_date"):
        return text
    return re.sub(r"[^\dH]", "", text)


def _resolve(regions: list[Region]) -> list[Region]:
    """Regions without overlap: the kind that ranks first wins, then the longer one."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda r: (_RANK[r[2]], r[0] - r[1], r[0])):
        if all(region[1] <= start or end <= region[0] for start, end, _ in kept):
            kept.append(region)
    return sorted(kept)


def _replace(text: str, found: list[tuple[int, int, Kind]]) -> Masked:
    pieces: list[str] = []
    findings: list[Finding] = []
    at = 0
    for start, end, kind in sorted(found):
        findings.append(Finding(kind=kind, start=start, end=end, token=token(kind)))
        pieces += [text[at:start], token(kind)]
        at = end
    return Masked(text="".join([*pieces, text[at:]]), findings=tuple(findings))


@lru_cache(maxsize=1)
def _possible() -> re.Pattern[str]:
    """A cheap look for anything that could begin a finding."""
    return re.compile(
        rf"{SEAL}|\d|[@\u756a\u4e01]|{source('names', 'honorifics')}|{source('names', 'household')}"
        rf"|{source('names', 'strong_prefixes')}|{source('names', 'prefixes')}"
    )

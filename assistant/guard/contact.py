"""Telephone numbers and mail addresses that are not an office's."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.guard.numbers import Region
from assistant.guard.patterns import listed, source
from assistant.guard.surroundings import office_beside

_MAIL = re.compile(r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64})@((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})")
# Area code from 0 and a digit that is not 0, two more groups, the last of four; or the same from +81.
_TELEPHONE = re.compile(
    r"(?<![\d+.,/_-])(?:(?<![A-Za-z])|(?<=(?i:tel))|(?<=(?i:fax)))(?:"
    r"\+81[ -]?\(?0?\)?\d{1,4}[ -]?\d{1,4}[ -]?\d{4}"
    r"|0[1-9]\d{0,3}[ .\u306e-]{1,2}\d{1,4}[ .\u306e-]{1,2}\d{4}"
    r"|0[1-9]\d{0,3} ?\(\d{1,4}\) ?-?\d{4}"
    r"|\(0[1-9]\d{0,3}\) ?\d{1,4}[ .-]?\d{4}"
    r"|0[5-9]0[ .\u306e-]?\d{4}[ .\u306e-]?\d{4}"
    r"|0[1-9]\d{8}"
    r")(?![\d_]|[.,/-]\d|[A-Za-z])"
)
_LABEL_REACH = 12


def mail_addresses(text: str) -> list[Region]:
    """Mail addresses in the folded `text`, but for the mail boxes of public offices."""
    return [
        (found.start(), found.end(), "email")
        for found in _MAIL.finditer(text)
        if not _office_mail(found) and not office_beside(text, *found.span())
    ]


def telephones(text: str) -> list[Region]:
    """Telephone numbers in the folded `text`: every mobile one, and those on land that are not an office's."""
    return [(*found.span(), "telephone") for found in _TELEPHONE.finditer(text) if _personal(text, found)]


def _personal(text: str, found: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", found.group())
    if digits.startswith("81"):
        digits = "0" + digits[2:].removeprefix("0")
    if len(digits) not in (10, 11) or _public_prefixes().match(digits):
        return False
    mobile = len(digits) == 11 and digits[1] in "789"
    if len(digits) == 11 and not (mobile or digits.startswith("050")):
        return False
    bare = found.group().isdecimal()
    if bare and not mobile and not _labelled(text, found.start()):
        return False
    return mobile or not office_beside(text, *found.span())


def _labelled(text: str, start: int) -> bool:
    return bool(listed("contact", "telephone_labels").search(text, max(0, start - _LABEL_REACH), start))


def _office_mail(found: re.Match[str]) -> bool:
    box, domain = found.group(1).lower(), found.group(2).lower()
    return bool(_office_boxes().fullmatch(box) and _office_domains().search(domain))


@lru_cache(maxsize=1)
def _public_prefixes() -> re.Pattern[str]:
    return listed("contact", "public_prefixes")


@lru_cache(maxsize=1)
def _office_boxes() -> re.Pattern[str]:
    return re.compile(source("contact", "office_mailboxes") + r"[\d._-]*")


@lru_cache(maxsize=1)
def _office_domains() -> re.Pattern[str]:
    return re.compile(source("contact", "office_domains") + "$")

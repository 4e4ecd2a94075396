"""Masking as a whole: what the user is told, what must hold for any text, and the shipped table of cases."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard.finding import KINDS, Masked
from assistant.guard.numbers import valid_my_number
from assistant.guard.personal import mask

CASES = Path(__file__).resolve().parents[3] / "eval" / "guard.jsonl"
NUMBERS = {"my_number", "care_insurance_number", "late_elderly_number", "basic_pension_number",
           "resident_record_code", "telephone", "email"}  # fmt: skip

PIECES = [
    "個人番号", "マイナンバー", "被保険者番号", "後期高齢者医療の", "電話", "住所", "生年月日", "患者", "氏名：", "さん", "様", "氏",
    "佐藤", "花子", "柏市", "緑台", "1-2-3", "番地", "丁目", "090-1111-2222", "123456789018", "0001112223", "１２３４",
    "昭和10年5月5日", "生まれ", "。", "、", "\n", " ", "　", "ｶﾞ", "㈱", "①", "ー", "-", "の", "は", "と", "〔氏名〕", "〔個人番号〕",
    "\u200b", "\ue000", "か\u3099", "a@example.com", "さんざん",
]  # fmt: skip
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def _put_back(text: str, masked: Masked) -> str:
    """The original, if the spans are right: what the tokens replaced, put back in order."""
    rest, pieces, at = masked.text, [], 0
    for finding in masked.findings:
        kept = text[at : finding.start]
        assert rest.startswith(kept + finding.token)
        rest = rest[len(kept) + len(finding.token) :]
        pieces += [kept, text[finding.start : finding.end]]
        at = finding.end
    assert rest == text[at:]
    return "".join([*pieces, rest])


@given(texts)
def test_spans_are_ordered_disjoint_and_rebuild_the_text(text: str) -> None:
    masked = mask(text, people=None)
    at = 0
    for finding in masked.findings:
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end
    assert _put_back(text, masked) == text


@given(texts)
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask(text, people=None)
    again = mask(once.text, people=None)
    assert again.text == once.text
    assert not again.findings


@given(st.from_regex(r"\A[0-9]{11}\Z"), st.sampled_from(["", "-", " ", "－", "・"]), texts)
def test_no_my_number_survives_beside_its_name(eleven: str, separator: str, around: str) -> None:
    digits = next(eleven + last for last in "0123456789" if valid_my_number(eleven + last))
    typed = separator.join((digits[:4], digits[4:8], digits[8:]))
    masked = mask(f"{around}。個人番号は{typed}です", people=None)
    left = "".join(c for c in unicodedata.normalize("NFKC", masked.text) if c.isdecimal())
    assert digits not in left or len(set(digits)) == 1 or digits in around


def test_findings_hold_no_personal_text_and_the_notice_names_the_kinds() -> None:
    masked = mask("佐藤花子さん（電話090-1111-2222）", people=None)
    assert masked.text == "〔氏名〕さん（電話〔電話番号〕）"
    assert masked.kinds == ("telephone", "person_name")
    assert "佐藤" not in repr(masked.findings)
    assert "電話番号、氏名" in masked.notice
    assert mask("看取り率の読み方").notice == ""


def test_kinds_and_public_names_limit_what_is_masked() -> None:
    text = "宮島 俊彦氏（電話090-1111-2222）と佐藤氏"
    assert mask(text, kinds=("telephone",), people=None).text == "宮島 俊彦氏（電話〔電話番号〕）と佐藤氏"
    assert mask(text, public=("宮島俊彦",), people=None).text == "宮島 俊彦氏（電話〔電話番号〕）と〔氏名〕氏"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("生年月日 昭和10年5月5日", "生年月日 〔生年月日〕"),
        ("佐藤さん（S10.5.5生）", "〔氏名〕さん（〔生年月日〕生）"),
        ("1935年5月5日生まれの女性、独居", "〔生年月日〕生まれの女性、独居"),
        ("昭和22年から24年に生まれた団塊の世代", "昭和22年から24年に生まれた団塊の世代"),
        ("2000年4月1日に施行された介護保険法", "2000年4月1日に施行された介護保険法"),
    ],
)
def test_dates_of_birth(text: str, masked: str) -> None:
    assert mask(text, people=None).text == masked


def _cases() -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if "text" in row]


def test_the_table_of_cases_meets_the_promised_rates() -> None:
    hit = dict.fromkeys(KINDS, 0)
    asked = dict.fromkeys(KINDS, 0)
    negatives = alarms = 0
    for row in _cases():
        text = row["text"]
        found = [(f.kind, text[f.start : f.end]) for f in mask(text).findings]
        if not row["spans"]:
            negatives += 1
            alarms += bool(found)
        for span in row["spans"]:
            asked[span["kind"]] += 1
            hit[span["kind"]] += any(kind == span["kind"] and span["text"] in part for kind, part in found)
    numbers = sum(hit[kind] for kind in KINDS if kind in NUMBERS) / sum(asked[k] for k in KINDS if k in NUMBERS)
    named = (hit["person_name"] + hit["address"]) / (asked["person_name"] + asked["address"])
    assert negatives >= 200
    assert numbers >= 0.98
    assert named >= 0.90
    assert alarms / negatives <= 0.02

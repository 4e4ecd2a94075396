"""Telephone numbers and mail addresses. All of them are invented."""

from __future__ import annotations

import pytest

from assistant.guard.personal import mask


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("携帯090-1111-2222です", "090-1111-2222"),
        ("長女（０８０－１１１１－２２２２）へ", "０８０－１１１１－２２２２"),
        ("07011112222に電話", "07011112222"),
        ("℡(025)999-1111 一人暮らし", "(025)999-1111"),
        ("自宅TEL03-5999-1111", "03-5999-1111"),
        ("利用者宅の電話048(999)1111", "048(999)1111"),
        ("電話番号0489991111の方", "0489991111"),
        ("090の1111の2222まで", "090の1111の2222"),
        ("娘 +81-90-1111-2222", "+81-90-1111-2222"),
        ("市役所の携帯090-1111-2222", "090-1111-2222"),
    ],
)
def test_a_persons_telephone_is_masked(text: str, found: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in mask(text, people=None).findings] == [("telephone", found)]


@pytest.mark.parametrize(
    "text",
    [
        "市役所の代表電話048-999-1111",
        "在宅医療連携拠点　TEL ０４８－９９９－１１１１",
        "FAX 048-999-1111（市介護保険課）",
        "フリーダイヤル0120-999-111",
        "救急相談#7119",
        "会計コード0412345678の費目",
        "平成28-29-30年度の推移",
        "kaigo@city.example.lg.jp へ申込",
        "地域包括支援センターのメール info@example.or.jp",
    ],
)
def test_an_offices_contact_passes(text: str) -> None:
    assert mask(text, people=None).text == text


def test_mail_addresses_are_masked() -> None:
    masked = mask("家族ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍと hana.s+1@example.ne.jp", people=None)
    assert masked.text == "家族〔メールアドレス〕と 〔メールアドレス〕"

"""Addresses and places. The houses are invented."""

from __future__ import annotations

import pytest

from assistant.guard.personal import mask


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("住所は埼玉県所沢市花園台1-2-3です", "埼玉県所沢市花園台1-2-3"),
        ("〒359-0099　所沢市花園台２丁目４番５号の方", "〒359-0099　所沢市花園台２丁目４番５号"),
        ("川上村大字深山525番地2の独居の方", "川上村大字深山525番地2"),
        ("長浜市新八幡町三丁目二十四番一号、要介護4", "長浜市新八幡町三丁目二十四番一号"),
        ("札幌市中央区北9条西25丁目1-27にお住まい", "札幌市中央区北9条西25丁目1-27"),
        ("さいたま市大宮区桜木野町1-7-5 サクラハイム203号室で", "さいたま市大宮区桜木野町1-7-5 サクラハイム203号室"),
        ("花園台1-2-3に在住の90代男性", "花園台1-2-3"),
        ("花園台3丁目に住む方", "花園台3丁目"),
        ("東桜台市みなと3丁目8の12の患者", "東桜台市みなと3丁目8の12"),
    ],
)
def test_an_address_is_masked_to_its_end(text: str, found: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in mask(text, people=None).findings] == [("address", found)]


@pytest.mark.parametrize(
    "text",
    [
        "千葉県柏市豊四季台地域の取組",
        "柏市豊四季台4丁目団地での試み",
        "新潟県5-6か所の拠点",
        "小山市1-2年目の取組",
        "所沢市第9期計画1-2-3の位置づけ",
        "さいたま市資料3-1-2の指標",
        "郵便番号277-0000だけで見る",
        "図表2-3-4とⅡ-6-(2)",
        "市役所（千葉県柏市柏台5-10-1）に提出",
        "会場は東京都港区北芝2-5-20です",
    ],
)
def test_places_and_public_addresses_pass(text: str) -> None:
    assert mask(text, people=None).text == text

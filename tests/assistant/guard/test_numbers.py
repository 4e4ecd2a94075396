"""Numbers of persons and their look-alikes. All numbers are invented."""

from __future__ import annotations

import pytest

from assistant.guard.finding import Kind
from assistant.guard.numbers import valid_my_number
from assistant.guard.personal import mask


def test_check_digit_of_a_my_number() -> None:
    # 1×6 + 2×5 + 3×4 + 4×3 + 5×2 + 6×7 + 7×6 + 8×5 + 9×4 + 0×3 + 1×2 = 212 = 19×11 + 3, and 11 - 3 = 8
    assert valid_my_number("123456789018")
    assert not valid_my_number("123456789019")
    # the remainder is 0 or 1: the check digit is 0, as for twelve zeros
    assert valid_my_number("000000000000")
    assert not valid_my_number("12345678901")


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("個人番号は123456789018です", "123456789018", "my_number"),
        ("マイナンバー：１２３４－５６７８－９０１８", "１２３４－５６７８－９０１８", "my_number"),
        ("ﾏｲﾅﾝﾊﾞｰ 1234 5678 9018 の方", "1234 5678 9018", "my_number"),
        ("1234ー5678ー9018（個人番号）", "1234ー5678ー9018", "my_number"),
        ("個人番号 123456789011（打ち間違いかも）", "123456789011", "my_number"),
        ("個人番号 12345678901", "12345678901", "my_number"),
        ("個人番号を控えました。あとで123456789018を消します", "123456789018", "my_number"),
        ("個人番号1234\u200b5678\u200b9018", "1234\u200b5678\u200b9018", "my_number"),
        ("介護の被保険者番号0001112223", "0001112223", "care_insurance_number"),
        ("被保険者番号が H000112223", "H000112223", "care_insurance_number"),
        ("保険者番号112086 被保険者番号0001112223", "0001112223", "care_insurance_number"),
        ("後期高齢者医療の被保険者番号は01112223です", "01112223", "late_elderly_number"),
        ("基礎年金番号1112-223334", "1112-223334", "basic_pension_number"),
        ("住民票コード：11122233344", "11122233344", "resident_record_code"),
    ],
)
def test_a_number_beside_its_name_is_masked(text: str, number: str, kind: Kind) -> None:
    masked = mask(text, people=None)
    assert [(f.kind, text[f.start : f.end]) for f in masked.findings] == [(kind, number)]


@pytest.mark.parametrize(
    "text",
    [
        "整理番号123456789018の調査票",
        "法人番号1234567890123の医師会",
        "介護保険事業所番号1171200345",
        "広域連合の保険者番号39130010",
        "後期高齢者医療の給付費12345678千円",
        "マイナンバーカードの交付数は123456789枚",
        "令和5年度予算 123,456,789,018円",
        "通知 20231020 と報告書001103267.pdf",
        "https://www.mhlw.go.jp/content/12400000/000666660.pdf",
        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫の個人番号",
        "被保険者番号は0000000000のように10桁で書きます",
        "患者の123456789018",
    ],
)
def test_look_alikes_pass(text: str) -> None:
    assert mask(text, people=None).text == text


def test_the_same_number_without_its_name_is_masked_too() -> None:
    masked = mask("個人番号は123456789018です。1234-5678-9018で検索しました", people=None)
    assert masked.text == "個人番号は〔個人番号〕です。〔個人番号〕で検索しました"


def test_a_pasted_table_is_masked_by_its_heading() -> None:
    rows = "".join(f"利用者{i}\t00011122{i:02}\t要介護3\n" for i in range(20))
    masked = mask(f"氏名\t被保険者番号\t認定\n{rows}", people=None)
    assert masked.text.count("〔介護保険の被保険者番号〕") == 20


def test_two_numbers_in_a_row_share_a_label() -> None:
    masked = mask("被保険者番号は0001112223、0001112224の二人です", people=None)
    assert masked.text == "被保険者番号は〔介護保険の被保険者番号〕、〔介護保険の被保険者番号〕の二人です"

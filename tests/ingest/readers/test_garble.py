"""The garble gate lets ordinary text of any kind pass."""

from __future__ import annotations

import pytest

from ingest.readers.garble import noise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "短い",
        "訪問診療の件数は、令和4年度に 1,234 件（前年度比 12.3％増）でした。詳しくは https://example.jp/a?b=c&d=e を参照。",
        "●は実施、○は検討中、－は未実施です。①②③の順に進めます。※1 ➀➁ ⇒ 別紙「様式第１号」",
        "The council meets on the second Thursday; minutes are sent within a week.",
        "L'équipe se réunit chaque mois à la mairie, où l'été dernier un hôpital a présenté ses résultats détaillés.",
        "Die Sitzung fällt aus, weil größere Änderungen nötig wären; näheres schließt später über Gebühren auf.",
        "項目 | 値 | 備考\n12% | 34% | 56%\n7.8 | 9.0 | 1.2",
    ],
)
def test_clean(text: str) -> None:
    assert not noise(text).doubtful


@pytest.mark.parametrize(
    "text",
    [
        "#‹#¥##§ •#ﬂøª#‹H## x ·+0{›+Ó)#ﬂ R 8#‹‰## uâÚ V ÷ ˘#ﬂ ‚ ]A0A)#ìABA9#‹##Ì ÛRe0",
        "(cid:100)(cid:2)(cid:33) (cid:7)",
        "会議は\ue001\ue002\ue003\ue004町役場で開き\ue005\ue006\ue007ます。\ue008",
        "会議\ufffd\ufffd月\ufffd二木\ufffd日に町役場で\ufffdきます。",
        "‚±‚ñ‚É‚¿‚Í¢ŠE ‰ï‹c‚Í–ˆŒŽ‘æ“ñ–Ø—j“ú",
        "ã\x81\x93ã\x82\x93ã\x81«ã\x81¡ã\x81¯ä\x8c\x9aè\xad°ã\x81¯æ¯\x8eæ\x9c\x88",
    ],
)
def test_garbled(text: str) -> None:
    assert noise(text).garbled


def test_one_odd_character_in_a_page_is_no_garble() -> None:
    assert not noise("町の訪問診療を途切れさせないための手順をまとめる。" * 4 + "\ue001").doubtful


def test_bullets_of_a_symbol_font_are_no_garble() -> None:
    assert not noise("\uf06c名簿をつくる\n\uf06c当番を決める\n\uf0d8会議を開く\n\uf06c写しを配る").doubtful


def test_a_page_with_some_lost_characters_is_doubtful_but_kept() -> None:
    found = noise("町の訪問診療を途切れさせないための手順をまとめる。\ufffd" * 4 + "\ufffd\ufffd")
    assert found.doubtful
    assert not found.garbled

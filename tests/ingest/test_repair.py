"""The defects of extracted text, one after the other, each on an invented sample of its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.language.normalise import normalise, squeeze
from assistant.language.sentences import sentences
from assistant.language.tokens import terms
from ingest.lines import Line
from ingest.passages import passages
from ingest.raw import RawDocument, RawPage
from ingest.repair import repair

WHOLE = (
    "本町では訪問診療を担う医師が二人しかおらず、休みの日の当番をどう分けるかが長く課題でした。そこで町と医師会は半年を"
    "かけて話し合い、隣の市の病院も加わる形で当番表をつくりました。いまでは急な求めにも十五分のうちに返事ができていると"
    "いいます。"
)
OTHER = (
    "訪問看護師の人数は五年前と変わりませんが、記録を一つの様式にまとめたことで、夜の引き継ぎにかかる時間は半分になり"
    "ました。様式は町の保健師が下書きをつくり、三つの事業所が毎週一度ずつ試しながら直したもので、隣の町でも使われ始めて"
    "います。"
)
THIRD = (
    "退院の前には病院の相談員が町の窓口に電話を入れ、窓口はその日のうちにケアマネジャーと訪問看護師に知らせます。電話の"
    "あとの会議は二十分までと決めてあり、欠席した人には写しが届くので、同じ説明を何度も繰り返さなくて済むようになりま"
    "した。"
)


def wrapped(text: str, characters: int = 28) -> str:
    """`text` broken at a right edge of twice as many columns, wherever that falls."""
    return "\n".join(text[i : i + characters] for i in range(0, len(text), characters)) + "\n"


PROSE = wrapped(WHOLE)
MORE = wrapped(OTHER)
LAST = wrapped(THIRD)


def text_document(text: str) -> RawDocument:
    """A .txt: one page without a number."""
    return RawDocument(pages=(RawPage(number=None, lines=tuple(text.split("\n"))),), reader="text")


def paged_document(*pages: str, unbroken: bool = False) -> RawDocument:
    numbered = enumerate(pages, start=1)
    return RawDocument(
        pages=tuple(RawPage(number=i, lines=tuple(page.split("\n"))) for i, page in numbered),
        reader="pypdf",
        unbroken=unbroken,
    )


def texts(lines: Sequence[Line], *kinds: str) -> list[str]:
    return [line.text for line in lines if not kinds or line.kind in kinds]


# --- 1: words split across lines, blank lines between, spaces beside digits --------------------------------------


def test_lines_are_joined_inside_words_and_over_blank_lines() -> None:
    assert texts(repair(text_document(PROSE.replace("\n", "\n\n") + "\n" + MORE))) == [WHOLE, OTHER]


def test_latin_word_split_over_lines() -> None:
    text = WHOLE[:59] + "ICT" + WHOLE[59:]
    (line,) = repair(text_document(wrapped(text).replace("\n", "\n\n")))
    assert squeeze(line.text) == text


def test_a_space_beside_a_digit_changes_no_term() -> None:
    line = repair(text_document(PROSE + "要支援 2以上の 5人が対象です。\n"))[-1]
    assert line.text.endswith("要支援 2以上の 5人が対象です。")
    assert terms(line.text) == terms(line.text.replace(" ", ""))


# --- 2: page starts without form feeds ----------------------------------------------------------------------------


@pytest.mark.parametrize("place", [1, 2, 3])
def test_leading_space_is_a_page_start_and_the_sentence_goes_on(place: int) -> None:
    lines = PROSE.split("\n")
    lines[place] = " " + lines[place]
    assert texts(repair(text_document("\n".join(lines) + MORE))) == [WHOLE, OTHER]


def test_form_feed_is_a_page_start() -> None:
    pages = (PROSE, "次の頁の話です。")
    document = RawDocument(
        pages=tuple(RawPage(number=None, lines=tuple(page.split("\n"))) for page in pages), reader="text"
    )
    assert [line.starts_page for line in repair(document)] == [False, True]


# --- 3: page numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [("11", "12"), ("９", "１０")])
def test_page_numbers_alone_on_a_line_vanish(numbers: tuple[str, str]) -> None:
    text = f"{PROSE}{numbers[0]}\n {MORE}{numbers[1]}\n {LAST}"
    assert texts(repair(text_document(text))) == [WHOLE, OTHER, THIRD]


def test_page_number_inside_a_sentence_vanishes() -> None:
    lines = PROSE.split("\n")
    text = "\n".join([*lines[:2], "7", " " + lines[2], *lines[3:]])
    assert texts(repair(text_document(text + MORE))) == [WHOLE, OTHER]


def test_page_number_stuck_to_a_sentence_vanishes() -> None:
    lines = PROSE.split("\n")
    text = "\n".join([*lines[:2], f"{lines[2]} 8", " " + lines[3], *lines[4:]])
    assert texts(repair(text_document(text + MORE))) == [WHOLE, OTHER]


def test_a_number_that_is_content_stays() -> None:
    text = f"{PROSE}昨年の冬に参加した人の数は 8\n{MORE}"
    assert any(line.endswith(" 8") for line in texts(repair(text_document(text))))


def test_running_heads_and_feet_of_a_pdf_vanish() -> None:
    bodies = (PROSE, MORE, LAST)
    found = repair(paged_document(*(f"町のガイド\n{b}改訂版\n- {i} -" for i, b in enumerate(bodies, start=1))))
    assert [(line.page, line.text, line.starts_page) for line in found] == [
        (1, WHOLE, True), (2, OTHER, True), (3, THIRD, True),
    ]  # fmt: skip


def test_page_number_of_a_short_pdf_vanishes() -> None:
    assert texts(repair(paged_document(f"{PROSE}- 1 -", f"{MORE}- 2 -"))) == [WHOLE, OTHER]


# --- 4: footnotes -------------------------------------------------------------------------------------------------

CALLING = WHOLE.replace("当番表をつくりました。", "当番表1をつくりました。")


def test_footnote_leaves_the_paragraph_and_stays_with_its_call() -> None:
    body = "1 町医師会「休日当番の手順」（令和2年）"
    lines = wrapped(CALLING).split("\n")
    text = "\n".join([*lines[:3], body, " " + lines[3], *lines[4:]])
    (line, _) = repair(text_document(text + MORE))
    assert line.text == CALLING
    assert line.notes == (body,)


def test_footnote_text_is_in_the_passage_that_calls_it() -> None:
    text = wrapped(CALLING) + "1 当番の医師には町から一回あたり二千円の手当が出る（規則第三条）\n"
    (passage,) = passages("a", repair(text_document(text)))
    assert "二千円の手当" in passage.text


# --- 5: a slide inside a sentence; a heading on one line with a caption ---------------------------------------------


def test_slide_inside_a_sentence_moves_behind_it() -> None:
    lines = PROSE.rstrip("\n").split("\n")
    slide = ["・一つ目の板書", "・二つ目の板書"]
    text = "\n".join([*lines[:2], *slide, " " + lines[2], *lines[3:]])
    assert texts(repair(text_document(text))) == [WHOLE, *slide]


def test_wrapped_sentence_is_not_torn_by_the_next_page() -> None:
    """A page that begins with a conjunction is no rest of a sentence somewhere before."""
    found = texts(repair(text_document(f"{PROSE} また、{OTHER[:25]}\n{OTHER[25:53]}\n{OTHER[53:]}\n")))
    assert found == [WHOLE, "また、" + OTHER]


def test_heading_and_caption_on_one_line_come_apart() -> None:
    found = repair(text_document(f"【当番表の作り方】      図表- 7 休日当番の組み方\n{PROSE}"))
    assert [(line.kind, line.text) for line in found] == [
        ("heading", "【当番表の作り方】"), ("caption", "図表- 7 休日当番の組み方"), ("text", WHOLE),
    ]  # fmt: skip


# --- 6: vertical text and its spaced form ---------------------------------------------------------------------------


def test_vertical_text_becomes_one_line() -> None:
    assert "訪問診療" in texts(repair(text_document(f"{PROSE}訪\n問\n診\n療\n{PROSE}")))


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("I C T サー ビス に 沿 っ た 支 援 の 流 れ", "ICTサービスに沿った支援の流れ"),
        ("訪 問 看 護・介 護 の 連 絡", "訪問看護・介護の連絡"),
        ("A町 B町 C村 D市", "A町 B町 C村 D市"),
        ("課 課 課 課 課 課", "課 課 課 課 課 課"),
        ("● － ● － ●", "● － ● － ●"),
    ],
)
def test_spaced_out_words_close_up_and_labels_do_not(spaced: str, closed: str) -> None:
    assert repair(text_document(spaced))[0].text == closed


# --- 7: chart residue -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "residue",
    [
        "11.2%\n13.4%\n9.8%\n70.1%\n0.0% 25.0% 50.0% 75.0% 100.0%\n2010年 2020年 2030年",
        "11.2%0.0% 25.0% 50.0% 75.0% 100.0%2010年2020年2030年0～14歳 15～64歳\n"
        "65歳以上1.41.21.10.0 0.5 1.0 1.5 2.02010年2020年2030年全町\n全町隣町（単位：人）",
    ],
    ids=["one value a line", "flattened by a PDF"],
)
def test_chart_residue_is_kept_out_of_passages(residue: str) -> None:
    found = repair(text_document(f"{PROSE}\n図表-2 人口の見通し\n{residue}\n第2章 次の話\n{PROSE}"))
    shown = "\n".join(passage.text for passage in passages("a", found))
    assert not re.search(r"[0-9]%|[0-9]\.[0-9]|単位", shown)
    assert "図表-2 人口の見通し" in shown
    assert shown.count(WHOLE) == 2


def test_prose_with_figures_is_no_chart() -> None:
    text = "人口十万人あたりの医師は全国の2.4人に対し1.1人、看護師は9.8人に対し7.6人です。率は45.8％と46.1％です。"
    assert repair(text_document(text))[0].kind == "text"


# --- 8: label piles ----------------------------------------------------------------------------------------------


def test_label_pile_inside_a_sentence_does_not_break_it() -> None:
    lines = PROSE.rstrip("\n").split("\n")
    pile = ["J市 K市 L町", "保健所", "医師会 薬剤師会", "訪問", "看護", "相談員"]
    text = "\n".join([*lines[:2], *pile, " " + lines[2], *lines[3:]])
    found = texts(repair(text_document(text)))
    assert found[0] == WHOLE
    assert "J市 K市 L町" in found


# --- 9: tables --------------------------------------------------------------------------------------------------

SCENES = (
    "\tふだんの暮らし\t入院と退院\t急な変化\t最期\n"
    "\t● 訪問診療の回数\t● 退院の会議\t\t\n\t通所の数\t\t● 往診の回数\t● 看取りの数\n"
    "\t● 訪問看護の回数\t● 連絡票の数\t\t\n\t\t\t● 夜の電話\t"
)


def test_four_scene_table_gives_a_list_under_each_scene() -> None:
    found = [p for p in passages("a", repair(text_document(SCENES))) if p.kind == "table"]
    lists = "\n".join(passage.text for passage in found)
    assert "入院と退院\n● 退院の会議\n● 連絡票の数" in lists
    assert "急な変化\n● 往診の回数\n● 夜の電話" in lists
    assert "ふだんの暮らし\n● 訪問診療の回数\n通所の数\n● 訪問看護の回数" in lists


def test_row_gives_header_and_value_pairs() -> None:
    table = "職種\t役割\t人数\n看護師\t訪問と記録\t4\n薬剤師\t\t2"
    (passage,) = passages("a", repair(text_document(table)))
    assert passage.text == "職種: 看護師 / 役割: 訪問と記録 / 人数: 4\n職種: 薬剤師 / 人数: 2"


def test_marks_stay_with_the_label_of_their_row() -> None:
    table = "職種\t春\t夏\t秋\n看護師\t●\t\t●\n薬剤師\t\t●\t\n相談員\t\t\t●"
    (passage,) = passages("a", repair(text_document(table)))
    assert passage.text.split("\n")[0] == "職種: 看護師 / 春: ● / 秋: ●"


def test_mixed_columns_and_lost_borders_lose_no_cell() -> None:
    """Which cell belongs to which column cannot be known; every cell is still found, in order."""
    mixed = "東地区 西地区\n会長、相談員 二名 理事、看護師 一名\n毎月 隔月\n"
    found = repair(text_document(PROSE + mixed + PROSE))
    assert [text for text in texts(found) if text in mixed.split("\n")] == mixed.split("\n")[:3]


# --- 10: leftover markup and agendas ---------------------------------------------------------------------------


def test_markup_goes_and_its_text_stays() -> None:
    raw = 'はじめに <ul class="plain"> ○ <u>町の資源を調べる</u> ○ **医師に聞く**'
    assert texts(repair(text_document(raw))) == ["はじめに ○ 町の資源を調べる ○ 医師に聞く"]


def test_tag_broken_over_two_lines_goes() -> None:
    raw = 'まず現状をつかむ <ul\nclass="plain"> ○ 町の資源を調べる</\np> ○ 医師に聞く'
    shown = " ".join(texts(repair(text_document(raw))))
    assert "class" not in shown
    assert "<" not in shown
    assert ">" not in shown


def test_comparison_signs_are_no_markup() -> None:
    assert texts(repair(text_document("費用 < 効果 であれば p > 0 とみなす。"))) == ["費用 < 効果 であれば p > 0 とみなす。"]


def test_agenda_that_comes_back_is_a_separator() -> None:
    agenda = "1. 全体の話\n2. 目標\n3. 宿題について\n"
    marked = agenda.replace("全体の話", "**全体の話**")
    found = texts(repair(text_document(f"{agenda}{PROSE}{marked}{MORE}{agenda}{LAST}")))
    assert found == [WHOLE, OTHER, THIRD]


# --- 11: characters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "index"),
    [
        ("ｹｱ ﾏﾈ ｼﾞｬｰの集まり", "ケアマネジャーの集まり"),
        ("\ue05d町の資源", "町の資源"),
        ("➀➁の順", "1 2 の順"),
        ("➊目的", "1 目的"),
        ("ⅳ 広げる", "iv 広げる"),
        ("㈱町の看護", "(株)町の看護"),
        ("ＩＣＴの利用", "ICTの利用"),
    ],
)
def test_display_stays_and_the_index_copy_is_plain(raw: str, index: str) -> None:
    (passage,) = passages("a", repair(text_document(raw)))
    assert passage.text == raw
    assert normalise(passage.text) == index


# --- 12: figures of which only the caption is left ------------------------------------------------------------------


def test_lone_caption_is_kept_as_one() -> None:
    found = repair(text_document(f"{PROSE}\n図表- 9 話し合いの様子\n{PROSE}"))
    assert texts(found, "caption") == ["図表- 9 話し合いの様子"]
    (passage,) = passages("a", found)
    assert passage.section == "図表- 9 話し合いの様子"


# --- 13 and 14: contradictions, typing errors, terms that vary -------------------------------------------------------


def test_nothing_is_corrected_and_both_sides_of_a_contradiction_stay() -> None:
    text = (
        "拠点は十六の医師会すべてに置かれました。\n拠点は十五か所に置かれ、残る一か所は来年の予定です。\n"
        "専門医に照会する。担当の移動がある。めざすべき姿と目指す姿、取組と取り組み。\n"
    )
    assert "".join(passages("a", repair(text_document(text)))[0].text.split("\n")) == text.replace("\n", "")


# --- 15: names and telephone numbers ----------------------------------------------------------------------------


def test_contact_stays_one_line_as_read() -> None:
    """The guard masks it by its context, so the number may neither be lost nor move away from its label."""
    contact = "健康課 山田花子 tel. 0123-45-6789 fax. 6780"
    assert contact in texts(repair(text_document(f"{PROSE}\n{contact}\n12\n {MORE}")))


# --- paragraphs and headings of a PDF -------------------------------------------------------------------------------


def test_short_line_ends_a_paragraph_though_no_full_stop_does() -> None:
    found = texts(repair(text_document(f"{PROSE}訪問診療を担う医師の名簿と連絡先の更新\n{MORE}")))
    assert found == [WHOLE, "訪問診療を担う医師の名簿と連絡先の更新", OTHER]


def test_heading_broken_inside_a_word_is_whole() -> None:
    text = f"{PROSE}3. 町と医師会と訪問看護師が共につくる連絡のルー\nル\n{PROSE}"
    found = repair(text_document(text))
    assert texts(found, "heading") == ["3. 町と医師会と訪問看護師が共につくる連絡のルール"]


def test_very_wide_pages_are_broken_pages_too() -> None:
    wide = [WHOLE * 3, "二つ目の段落です。" + WHOLE * 2]
    broken = [paragraph[i : i + 70] for paragraph in wide for i in range(0, len(paragraph), 70)]
    assert texts(repair(paged_document("\n".join(broken)))) == wide


# --- formats that know their structure -----------------------------------------------------------------------------


def test_marked_headings_are_headings_and_numbered_lines_are_items() -> None:
    page = "# 手順\n1. 医師会を訪ねる\n## 第2節\nとても長い段落がここにあり次の段落とは別のものとして読まれるべきです\n短い段落"
    found = repair(paged_document(page, unbroken=True))
    assert [(line.kind, line.level, line.text) for line in found][:3] == [
        ("heading", 1, "手順"), ("item", 0, "1. 医師会を訪ねる"), ("heading", 2, "第2節"),
    ]  # fmt: skip
    assert texts(found)[-1] == "短い段落"


def test_blank_line_parts_two_tables_of_a_sheet_but_not_of_a_text() -> None:
    rows = "甲\t乙\n一\t二\n\n丙\t丁\n三\t四"
    sheet = passages("a", repair(paged_document(rows, unbroken=True)))
    assert sheet[0].text == "甲: 一 / 乙: 二\n丙: 三 / 丁: 四"
    text = passages("a", repair(text_document(rows)))
    assert text[0].text == "甲: 一 / 乙: 二\n甲: 丙 / 乙: 丁\n甲: 三 / 乙: 四"


def test_what_comes_back_in_every_sheet_is_no_running_head() -> None:
    sheets = [f"# {month}月\n（単位：件）\n名称\t数\n診療所\t{month}" for month in (4, 5, 6)]
    document = paged_document(*sheets, unbroken=True)
    found = repair(RawDocument(pages=document.pages, reader="openpyxl", unbroken=True))
    assert texts(found, "heading") == ["4月", "5月", "6月"]
    assert texts(found, "text") == ["（単位：件）"] * 3
    assert len(texts(found, "row")) == 6


def test_foot_of_slides_vanishes_and_their_titles_stay() -> None:
    slides = [f"# 話し合い（{i}）\n板書その{mark}\n町の健康課\n{i}" for i, mark in enumerate("あいうえ", start=1)]
    found = repair(paged_document(*slides, unbroken=True))
    assert texts(found, "heading") == [f"話し合い（{i}）" for i in range(1, 5)]
    assert texts(found, "text") == ["板書そのあ", "板書そのい", "板書そのう", "板書そのえ"]


def test_form_that_comes_back_is_no_agenda_where_the_format_knows_its_structure() -> None:
    form = "1. 氏名\n2. 職種\n3. 連絡先\n"
    assert len(repair(paged_document(form * 3, unbroken=True))) == 9


# --- properties ----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "町の訪問診療は二人の医師が担っています。", "そのため、", "（参考）", "「当番」", "1", "12", "９", "図表-3 当番", "第1章 目的",
        "1. 目標", "(2) 手順", "①", "● 件数", "・名簿", "12.3%", "0.0% 20.0%", "2020年", "訪", "A市 B町", "http://example.jp/a",
        "<ul>", "**", "\t", " ", "  ", "、", "。", "ー", "ルー", "\ue05d", "ﾛｰ", "※", "# 題", "い", "\u3000", "x", "&",
    ]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=6).map("".join)
PAGES = st.lists(st.lists(LINES, max_size=14), min_size=1, max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> RawDocument:
    numbered, unbroken = draw(st.booleans()), draw(st.booleans())
    pages = draw(PAGES)
    return RawDocument(
        pages=tuple(
            RawPage(number=i if numbered else None, lines=tuple(lines)) for i, lines in enumerate(pages, start=1)
        ),
        reader="text",
        unbroken=unbroken,
    )


def is_made_of(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in this order, white space aside."""
    remaining = iter("".join(whole.split()))
    return all(character in remaining for character in "".join(part.split()))


@given(documents())
@example(RawDocument(pages=(RawPage(number=None, lines=("<ul>\t",)),), reader="text"))  # a row of nothing but markup
@example(  # what interrupted a sentence and was moved behind it is no part of it
    RawDocument(pages=(
        RawPage(number=None, lines=("町の訪問診療は二人の医師が担っています。そのため、", "ルー")),
        RawPage(number=None, lines=("、そのため、",)),
    ), reader="text")
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_every_repaired_line_is_made_of_the_input_in_order(document: RawDocument) -> None:
    for line in repair(document):
        assert line.text.strip()
        assert is_made_of(line.text, document.text)
        for note in line.notes:
            assert is_made_of(note, document.text)


@given(documents())
@settings(max_examples=300, deadline=None)
def test_passages_lose_nothing_and_cut_no_sentence(document: RawDocument) -> None:
    lines = repair(document)
    found = passages("a", lines)
    shown = [squeeze(passage.text) for passage in found]
    for line in lines:
        if line.kind == "figure":
            continue
        for piece in (*(line.cells or (line.text,)), *line.notes):
            for sentence in sentences(piece):
                assert any(squeeze(sentence) in text for text in shown), sentence
    assert [passage.order for passage in found] == list(range(len(found)))
    assert len({passage.id for passage in found}) == len(found)


@given(st.lists(st.text(max_size=40).filter(lambda text: "\n" not in text), max_size=20), st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_text_whatever_makes_repair_fail(lines: list[str], numbered: bool) -> None:
    page = RawPage(number=1 if numbered else None, lines=tuple(lines))
    document = RawDocument(pages=(page,), reader="text")
    for line in repair(document):
        assert is_made_of(line.text, document.text)
    passages("a", repair(document))

"""The layers of an answer: what stands where, what says that the documents hold nothing, what is quoted."""

from __future__ import annotations

from typing import get_args

import pytest

import prompts
from assistant.answering.certainty import certainty_of
from assistant.answering.draft import Draft
from assistant.answering.layout import lay_out
from assistant.answering.shape import certainty_label, shape_of
from assistant.language.tokens import word_set
from assistant.retrieval.units import PassageUnit
from assistant.types import AnswerSection, Certainty, Citation, Document, Layer, Passage

SAID = "夜間の電話は当番の訪問看護ステーションが受け、令和5年度は340件ありました。"


def document(document_id: str) -> Document:
    return Document(id=document_id, title="海風市 在宅医療・介護連携 実施要綱", short="海風市要綱", edition="令和5年度")


def citation(number: int, quote: str = "夜間の電話は当番が受けます。", page: int | None = 3) -> Citation:
    return Citation(number=number, document_id="plan", title="海風市 実施要綱", edition="令和5年度", section="1. 夜間",
                    page=page, quote=quote, address="", passage_id="p1")  # fmt: skip


def draft(*claims: tuple[Layer, str]) -> Draft:
    made = Draft()
    for layer, text in claims:
        made.add(layer, text, (1,))
    return made


def labels(sections: tuple[AnswerSection, ...]) -> list[str]:
    return [section.label for section in sections]


def test_a_why_card_says_which_layers_the_documents_do_not_hold() -> None:
    sections = lay_out(draft(("conclusion", "当番が受けます。")), shape_of("why", ""), [citation(1)], document)
    assert labels(sections) == ["結論", "理由", "資料の根拠", "自市での言い方"]
    assert [sections[1].text, sections[3].text] == ["資料に記載なし", "資料に記載なし"]


def test_a_reason_given_in_the_conclusion_is_not_said_to_be_missing() -> None:
    made = draft(("conclusion", "当番を置くのは、夜間も電話がつながるようにするためです。"))
    assert labels(lay_out(made, shape_of("why", ""), [citation(1)], document)) == ["結論", "資料の根拠", "自市での言い方"]


def test_quotations_name_document_edition_section_and_page() -> None:
    sections = lay_out(draft(("conclusion", "当番が受けます。")), shape_of("why", ""), [citation(1)], document)
    assert sections[2].text == "「夜間の電話は当番が受けます。」（海風市要綱（令和5年度）、1. 夜間、3ページ）[1]"


def test_without_an_installed_document_nothing_is_quoted() -> None:
    sections = lay_out(draft(("conclusion", "当番が受けます。")), shape_of("why", ""), [citation(1, "")], document)
    assert "資料の根拠" not in labels(sections)


def test_a_figure_tells_which_year_s_document_it_stands_in() -> None:
    shape = shape_of("fact", "fact")
    counted = lay_out(draft(("conclusion", "電話は340件でした。")), shape, [citation(1)], document)
    assert (counted[-1].label, counted[-1].text) == ("いつの数字か", "海風市要綱（令和5年度）に載っている数字です。[1]")
    assert labels(lay_out(draft(("conclusion", "火曜日です。")), shape, [citation(1)], document)) == ["結論"]


def test_sides_stand_one_after_the_other_under_their_names() -> None:
    made = Draft()
    for text, label in (("A県は県が置きます。", "A県"), ("B県は市が置きます。", "B県"), ("A県は3か所です。", "A県")):
        made.add("side", text, (1,), label)
    sections = lay_out(made, shape_of("what", ""), [citation(1)], document)
    assert [(s.label, s.layer) for s in sections] == [("A県", "side"), ("B県", "side")]
    assert sections[0].text == "A県は県が置きます。[1]\nA県は3か所です。[1]"


@pytest.mark.parametrize("kind", sorted(prompts.load("answer/shapes")["shapes"]))
def test_every_shape_has_a_place_for_whatever_an_answer_may_say(kind: str) -> None:
    shape = shape_of(kind, kind)  # type: ignore[arg-type]
    for layer in ("conclusion", "role", "side", "half", "reason", "content", "related"):
        assert shape.rule(layer) is not None, layer
    assert {rule.layer for rule in shape.layers} <= set(get_args(Layer))


def test_every_certainty_has_its_words() -> None:
    assert [certainty_label(one) for one in get_args(Certainty)] == ["", "資料に明記", "資料から読み取れる", "近い内容", "資料に記載なし"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("夜間の電話は、当番の訪問看護ステーションが受けます。", "stated"),
        ("夜間の電話は令和5年度に340件ありました。", "stated"),
        ("夜間の電話は令和5年度に540件ありました。", "inferred"),
        ("市は医師会と協議のうえで体制の見直しを進めます。", "inferred"),
    ],
)
def test_stated_means_that_the_passage_says_it_figures_included(claim: str, expected: str) -> None:
    passage = Passage(id="p1", document_id="plan", text=SAID, section="1. 夜間")
    passages = {"p1": PassageUnit(passage=passage, words=frozenset(word_set(SAID)))}
    assert certainty_of(draft(("conclusion", claim)), [citation(1)], passages, lambda word: 1.0) == expected


def test_what_is_not_installed_cannot_be_called_stated() -> None:
    assert certainty_of(draft(("conclusion", SAID)), [citation(1)], {}, lambda word: 1.0) == "inferred"

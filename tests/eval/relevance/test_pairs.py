"""Which pairs of sentence and citation there are, and the sample that is drawn from them."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import Answer, AnswerSection
from eval.relevance.pairs import Pair, pairs, sample
from tests.eval.relevance.made import cited


def answer(*sections: AnswerSection, citations: int = 3) -> Answer:
    return Answer(id="", question="q", status="answered", mode="extractive", text="", sections=sections,
                  citations=tuple(cited(number) for number in range(1, citations + 1)))  # fmt: skip


def test_a_pair_for_each_citation_of_a_sentence_and_none_for_quotations_and_wordings() -> None:
    found = pairs(answer(
        AnswerSection(label="c", layer="conclusion", text="当番は火曜に代わります。[1][2] 夜は看護師が出ます。[3]"),
        AnswerSection(label="b", layer="basis", text="「当番は火曜」[1]"),
        AnswerSection(label="w", layer="wording", text="「火曜に代わります」とお伝えください。[1]"),
    ))  # fmt: skip
    assert [(pair.sentence, pair.citation.number, [c.number for c in pair.beside]) for pair in found] == [
        ("当番は火曜に代わります。", 1, [2]),
        ("当番は火曜に代わります。", 2, [1]),
        ("夜は看護師が出ます。", 3, []),
    ]


def test_a_verdict_is_void_once_sentence_quote_passage_or_a_place_beside_it_changes() -> None:
    pair = Pair("文です。", cited(1), (cited(2),))
    others = (
        replace(pair, sentence="別の文です。"),
        replace(pair, citation=cited(1, quote="another")),
        replace(pair, citation=cited(1, passage="another")),
        replace(pair, beside=(cited(3),)),
        replace(pair, beside=()),
    )
    assert all(other.key != pair.key for other in others)
    assert replace(pair, citation=replace(cited(1), number=7)).key == pair.key, "numbers are only order"


def test_the_same_seed_draws_the_same_and_a_changed_sentence_moves_only_itself() -> None:
    said = [answer(AnswerSection(label="c", layer="conclusion", text=f"文{i}です。[1]")) for i in range(200)]
    drawn = sample(said, seed=1, size=20)
    assert sample(said, seed=1, size=20) == drawn
    assert sample(said, seed=2, size=20) != drawn
    lost = drawn[3]
    changed = [answer(AnswerSection(label="c", layer="conclusion", text="直した文です。[1]"))
               if one.sections[0].text.startswith(lost.sentence) else one for one in said]  # fmt: skip
    again = sample(changed, seed=1, size=20)
    assert lost not in again
    assert len(set(drawn) - set(again)) <= 2, "itself, and one more where the new sentence is drawn"


def test_a_pair_that_many_answers_repeat_is_one_pair() -> None:
    one = answer(AnswerSection(label="c", layer="conclusion", text="文です。[1]"))
    assert len(sample([one, one], seed=1)) == 1

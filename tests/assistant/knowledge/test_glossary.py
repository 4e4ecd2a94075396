"""The glossary: what ships, what the loader refuses, and by which words a question is widened."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import CorpusError
from assistant.knowledge.glossary import Glossary, GlossaryEntry, load_glossary
from assistant.knowledge.name_finder import fold
from assistant.language.normalise import squeeze

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = load_glossary(ROOT / "corpus" / "glossary.yaml")
NAMES = [name for entry in SHIPPED.entries for name in entry.names]


def documents() -> Path:
    """The folder with the source documents, or a skip that says where it was looked for."""
    folder = Path(os.environ.get("RENKEI_DOCUMENTS") or ROOT.parent / "shared" / "documents")
    if not folder.is_dir():
        pytest.skip(f"the source documents are not installed: no folder {folder}")
    return folder


def entry(term: str, **fields: tuple[str, ...]) -> GlossaryEntry:
    return GlossaryEntry(term=term, reading="よみ", definition="説明です。", **fields)


class TestShipped:
    def test_is_large_enough_to_help(self) -> None:
        assert len(SHIPPED.entries) >= 200

    def test_terms_and_names_are_unique_but_for_the_listed_ones(self) -> None:
        owners = Counter(fold(name) for name in NAMES)
        assert {name for name, times in owners.items() if times > 1} == {fold(n) for n in SHIPPED.shared_names}
        assert len({entry.term for entry in SHIPPED.entries}) == len(SHIPPED.entries)

    def test_every_related_term_can_be_opened(self) -> None:
        for one in SHIPPED.entries:
            for other in one.related:
                assert SHIPPED.find(other)[0].term == other

    @pytest.mark.parametrize("one", SHIPPED.entries, ids=lambda one: one.term)
    def test_definition_is_one_or_two_polite_sentences(self, one: GlossaryEntry) -> None:
        assert 1 <= one.definition.count("。") <= 2
        for sentence in one.definition.split("。")[:-1]:
            assert re.search(r"(です|ます|でした|ました|ません)(（[^）]*）)?$", sentence), sentence
        assert one.definition.endswith("。")

    def test_anchors_are_found_in_the_documents(self) -> None:
        folder = documents()
        read = {path.stem: squeeze(path.read_text(encoding="utf-8")) for path in folder.glob("*.txt")}
        missing = [
            (one.term, one.source.anchor)
            for one in SHIPPED.entries
            if one.source and squeeze(one.source.anchor) not in read.get(one.source.document_id, "")
        ]
        assert missing == []

    def test_most_terms_stand_on_a_document(self) -> None:
        assert sum(one.source is not None for one in SHIPPED.entries) / len(SHIPPED.entries) >= 0.95


class TestExpand:
    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("訪看って何するところ?", "訪問看護ステーション"),
            ("包括との役割分担は?", "地域包括支援センター"),
            ("ケアマネの負担が重い", "介護支援専門員"),
            ("ACPの研修をやりたい", "人生会議"),
            ("ａｃｐの研修をやりたい", "人生会議"),
            ("家で死ぬ人を増やしたいんですけど", "看取り"),
            ("お医者さんが全然来てくれない", "医師"),
            ("隣の課が協力してくれない", "庁内連携"),
            ("お金はどこから出ますか", "予算"),
            ("根回しはどうすればいいですか", "事前調整"),
            ("会長に断られたらどうする", "協力が得られない"),
            ("何の数字を見ればいいですか", "統計データ"),
            ("成果をはかるものさしは", "評価指標"),
            ("どうやって進めたらいい?", "進め方"),
            ("めざすべき姿が決まりません", "目指すべき姿"),
            ("郡市区医師会に委託できますか", "郡市医師会"),
            ("郡市区医師会に委託できますか", "地区医師会"),
            ("(ア)では何をしますか", "地域の医療・介護の資源の把握"),
            ("（ア）～（ク）とは", "事業項目"),
            ("KDBで何がわかる", "国保データベース"),
            ("ＬＩＮＥみたいなものって何でしたっけ", "MCS"),
            ("研修前の宿題が終わりません", "事前課題"),
            ("県は何をしてくれますか", "都道府県"),
            ("よその事例を知りたい", "他自治体"),
            ("人が足りない小さな町です", "小規模市町村"),
            ("在支診を増やすには", "在宅療養支援診療所"),
            ("退院対処加算とは", "退院・退所加算"),
            ("定期的な移動があるため", "人事異動"),
        ],
    )
    def test_everyday_words_lead_to_the_term(self, question: str, expected: str) -> None:
        assert expected in SHIPPED.expand(question)

    @pytest.mark.parametrize(
        ("question", "kept_out"),
        [
            ("市町村長が医師会長と話し合う", "市町村"),  # inside 市町村長
            ("新潟県の取組", "都道府県"),  # 県 inside 新潟県
            ("県立の施設の話", "都道府県"),  # 県 inside a compound that the glossary does not know
            ("全国の動き", "厚生労働省"),
            ("covidの影響", "コーディネーター"),  # Co is no word here
            ("TeaMCSという名前", "メディカルケアステーション"),
            ("およそ三割です", "他自治体"),  # よそ inside another kana word
            ("ケアマネジメントの質", "介護支援専門員"),  # katakana runs on
            ("居宅療養管理指導料とは", "居宅介護支援事業所"),
            ("天気の話をしましょう", "医師"),
        ],
    )
    def test_a_name_inside_another_word_does_not_count(self, question: str, kept_out: str) -> None:
        assert kept_out not in SHIPPED.expand(question)

    def test_a_question_without_any_name_is_not_widened(self) -> None:
        assert SHIPPED.expand("明日の天気は晴れですか") == ()

    def test_empty_text_is_not_widened(self) -> None:
        assert SHIPPED.expand("") == SHIPPED.expand(" \n　") == ()

    def test_longer_names_come_first_and_entries_keep_their_order(self) -> None:
        glossary = Glossary(
            entries=(entry("医師", synonyms=("先生",)), entry("医師会長", abbreviations=("会長",), variants=("代表",)))
        )
        assert glossary.expand("医師と医師会長") == ("代表", "先生")

    def test_a_name_outside_the_longer_one_counts_again(self) -> None:
        glossary = Glossary(entries=(entry("看取り", variants=("みとり",)), entry("看取り率", synonyms=("割合",))))
        assert glossary.expand("看取り率とは") == ("割合",)
        assert glossary.expand("看取り率と看取り") == ("割合", "みとり")

    def test_names_that_overlap_without_one_holding_the_other_both_count(self) -> None:
        glossary = Glossary(entries=(entry("地区医師会", synonyms=("甲",)), entry("医師会長", synonyms=("乙",))))
        assert glossary.expand("地区医師会長の理解") == ("甲", "乙")

    @pytest.mark.parametrize(
        ("name", "question", "stands"),
        [
            ("みとり", "みとりを支える", True),
            ("みとり", "家でのみとりなど", True),
            ("みとり", "穏やかなみとりまで", True),
            ("みとり", "みとりす", False),
            ("ものさし", "成果をはかるものさしは", True),
            ("どうやって", "どうやってつくる", True),
            ("ケア", "ケアの質", True),
            ("ケア", "デイケア", False),
            ("国", "国の役割", True),
            ("国", "国民の声", False),
            ("wg", "医療WGで議論", True),
            ("wg", "WG1", False),
            ("4場面", "14場面", False),
        ],
    )
    def test_whole_words(self, name: str, question: str, stands: bool) -> None:
        glossary = Glossary(entries=(entry(name, synonyms=("別名",)),))
        assert (glossary.expand(question) == ("別名",)) is stands

    @given(st.one_of(st.text(), st.lists(st.sampled_from(NAMES) | st.text(max_size=5), max_size=8).map("".join)))
    def test_any_text_is_taken_and_no_name_is_said_again(self, text: str) -> None:
        found = SHIPPED.expand(text)
        assert not [name for name in found if fold(name) in fold(text)]
        assert len({fold(name) for name in found}) == len(found)
        assert set(found) <= set(NAMES)
        assert SHIPPED.expand(text) == found


class TestFind:
    def test_by_any_name_and_width(self) -> None:
        for name in ("訪問看護ステーション", "訪看", "訪問看護ＳＴ"):
            assert [one.term for one in SHIPPED.find(name)] == ["訪問看護ステーション"]

    def test_a_shared_name_gives_both(self) -> None:
        assert {one.term for one in SHIPPED.find("手引書")} == {
            "在宅医療・介護連携推進事業の手引き",
            "大阪市コーディネーター手引書",
        }

    def test_the_term_itself_comes_before_other_carriers(self) -> None:
        glossary = Glossary(entries=(entry("甲", variants=("乙",)), entry("乙")), shared_names=("乙",))
        assert [one.term for one in glossary.find("乙")] == ["乙", "甲"]

    def test_an_unknown_name_gives_nothing(self) -> None:
        assert SHIPPED.find("存在しない用語") == ()


GOOD = "{term: 甲, reading: こう, definition: 説明です。, source: null"


class TestLoad:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (f"entries: [{GOOD}, synonym: [丙]}}]", "synonym"),
            ("entries: [{term: 甲, reading: こう, definition: 説明です。}]", "source"),
            ("entries: [{term: 甲, reading: 甲, definition: 説明です。, source: null}]", "reading"),
            (f"entries: [{GOOD}, variants: [2025]}}]", "variants"),
            (f"entries: [{GOOD}, variants: ['']}}]", "variants"),
            (f"entries: [{GOOD.replace('null', '{document: a, anchor: 短い}')}}}]", "anchor"),
            (f"entries: [{GOOD}}}, {GOOD}}}]", "comes twice"),
            (f"entries: [{GOOD}, variants: [乙, 乙]}}]", "stands twice"),
            (f"entries: [{GOOD}, related: [乙]}}]", "'乙' as related"),
            (f"entries: [{GOOD}, related: [甲]}}]", "'甲' as related"),
            (f"shared_names: [丁]\nentries: [{GOOD}}}]", "'丁'"),
            (f"entries: [{GOOD}, synonyms: [丙]}}, {GOOD.replace('甲', '乙')}, synonyms: [丙]}}]", "shared_names"),
            ("entries: [", ""),
        ],
    )
    def test_refuses_what_is_wrong_and_names_it(self, tmp_path: Path, text: str, reason: str) -> None:
        path = tmp_path / "glossary.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CorpusError) as caught:
            load_glossary(path)
        assert reason in caught.value.details["reason"]
        assert caught.value.details["path"] == str(path)

    def test_a_missing_file_is_a_corpus_error(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError):
            load_glossary(tmp_path / "glossary.yaml")

    def test_a_listed_name_may_belong_to_two_terms(self, tmp_path: Path) -> None:
        path = tmp_path / "glossary.yaml"
        both = f"{GOOD}, synonyms: [丙]}}, {GOOD.replace('甲', '乙')}, synonyms: [丙]}}"
        path.write_text(f"shared_names: [丙]\nentries: [{both}]", encoding="utf-8")
        glossary = load_glossary(path)
        assert glossary.expand("丙とは") == ("甲", "乙")

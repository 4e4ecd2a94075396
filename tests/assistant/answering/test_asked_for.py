"""Details, editions and names that a question asks for, told from those that it only mentions."""

from __future__ import annotations

import pytest

from assistant.answering.asked_for import asked_for, details_of, is_general
from assistant.language.normalise import squeeze
from assistant.language.tokens import word_set


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("コーディネーターの給料は月いくらが相場ですか", {"money"}),
        ("さいれん会の年会費を教えてください", {"money"}),
        ("拠点は県内に何か所ありますか", {"count"}),
        ("次の段階へ進むのに何年かかったのですか", {"count"}),
        ("会議の事務局を市に戻したのは何年ですか", {"date"}),
        ("研修会議の開催日と会場はどこですか", {"date"}),
        ("修了した医師のうち何割が訪問診療を始めましたか", {"rate"}),
        ("在宅看取り率は？", {"rate"}),
        ("参加者数が知りたい", {"number"}),
        ("同意書のひな形をください", {"form"}),
        ("届出の要件は何ですか", {"legal_form"}),
        ("利用者IDの申請方法は", {"apply"}),
        ("担当課の電話番号を教えて", {"contact"}),
        ("病院の名前を全部挙げて", {"listing"}),
        ("相談件数を月別に出して", {"number", "statistic"}),
        ("講演会はいくらかかりますか", {"money"}),
        ("緩和ケア加算は何点", {"fee"}),
        ("往診料の点数を教えて", {"fee"}),
        ("訪問介護の報酬は一回何単位なの", {"fee"}),
        ("デイサービスの運営基準で職員は何人ですか", {"count", "legal_form"}),
        ("老健の設備基準は？", {"legal_form"}),
        ("県の係長って誰ですか", {"person"}),
        ("あの町の前の会長はどんな方でしたか", {"person"}),
        ("2018年に座長は誰が務めましたか", {"person"}),
        ("窓口のメールアドレスは", {"contact"}),
        ("地域包括の電話", {"contact"}),
        ("県庁のファックスを教えて", {"contact"}),
        ("資料の載っているサイトのURLは？", {"contact"}),
        ("新潟市の人口は", {"population"}),
        ("うちの県の世帯数を教えて", {"population"}),
    ],
)
def test_a_question_after_a_detail(question: str, kinds: set[str]) -> None:
    assert {detail.kind for detail in details_of(question)} == kinds


@pytest.mark.parametrize(
    "question",
    [
        "なぜ看取り率を数値目標にしないのですか",
        "看取りの割合を「何%まで上げる」と書いてはいけないのはどうしてか",
        "財政課に、なぜ予算が続くのかと聞かれた。どう答えますか",
        "町村が何か所かで一緒に取り組むとき、どこが事務局ですか",
        "看取り率って目標にしていいですか",
        "最低限整えておく体制とは",
        "多職種研修では何をしますか",
        "対象者は誰ですか",
        "医師会長には誰が会いに行きますか",
        "座長は誰がよいですか",
        "夜間の電話は誰が受けますか",
        "ホームページで住民に知らせるときの注意は何ですか",
        "人口が減る町ではどう進めますか",
        "判断基準をどう決めますか",
        "人員基準を考えています。職種の違いは何ですか",
        "受講者数は何の指標になりますか",
        "運用 手引き 連絡帳 電話",
        "何回も作り直さないといけませんか",
        "委員長って誰が務めているの",
        "窓口の連絡先を住民に知らせる方法は",
    ],
)
def test_a_figure_that_is_only_mentioned_is_not_asked_for(question: str) -> None:
    assert details_of(question) == ()


def test_a_filler_has_the_counter_that_is_asked_for_or_its_like() -> None:
    (people,) = details_of("コーディネーターは何人いますか")
    assert people.filler.search("34名のコーディネーター")
    assert not people.filler.search("31拠点に置いた")


def test_editions_are_known_by_each_of_their_names() -> None:
    assert asked_for("手引きVer.4では").editions == (("ver.4", "ver4", "バージョン4"),)
    assert asked_for("医療計画は第八次から").editions == (("第八次", "第8次"),)
    assert asked_for("令和7年度の会議").editions == (("令和7年度", "2025年度"),)
    assert asked_for("令和7年度の会議").years == (2025,)
    assert asked_for("令和7年度の会議").places == ()


def test_names_and_compounds() -> None:
    asked = asked_for("釜石市のMCSの在宅療養支援診療所は")
    assert asked.places == ("釜石市",)
    assert asked.letters == ("mcs",)
    assert "在宅療養支援診療所" in asked.compounds


def test_numbers_and_kinds_of_answer_are_no_subject() -> None:
    assert is_general("12") and is_general("人数") and is_general("割合")
    assert not is_general("医師")


def given(question: str, sentence: str, title: str = "") -> bool:
    """Whether `sentence` gives each detail that `question` asks for."""
    words = word_set(sentence) | word_set(title)
    return all(detail.given_by(squeeze(sentence), words) for detail in details_of(question))


@pytest.mark.parametrize(
    ("question", "sentence", "answers"),
    [
        ("往診の加算は何点ですか", "次の3点に気をつけます。", False),
        ("往診の加算は何点ですか", "往診の加算は325点です。", True),
        ("課題は何点ありますか", "課題は3点です。", True),
        ("グループホームの設備基準では一人何平方メートルですか", "会場は100平方メートルです。", False),
        ("グループホームの設備基準では一人何平方メートルですか", "設備の基準は一人7.43平方メートルです。", True),
        ("在宅復帰率は", "研修の参加者は30%でした。", False),
        ("在宅復帰率は", "在宅復帰率は30%でした。", True),
        ("訪問看護師数を教えて", "研修は3回開きました。", False),
        ("訪問看護師数を教えて", "訪問看護師は52人です。", True),
        ("山音市の人口は", "人口10万人当たりの施設数です。", False),
        ("山音市の人口は", "山音市の人口は4万2千人です。", True),
        ("窓口の電話", "電話番号を住民に知らせます。", False),
        ("窓口の電話", "窓口の電話は0123-45-6789です。", True),
        ("診療所のホームページ", "資料はhttps://example.jp/にあります。", False),
        ("診療所のホームページ", "診療所の案内はhttps://example.jp/にあります。", True),
        ("保健師は全部で何人いますか", "事務局に5人を置きます。", False),
        ("保健師は全部で何人いますか", "事務局に保健師5名を置きます。", True),
        ("研修の受講者は何人くらいがいいですか", "一回の研修は40人ほどにします。", True),
        ("係長の氏名は", "係長は、課題を「会議」で示します。", False),
        ("係長の氏名は", "係長は山音氏です。", True),
    ],
)
def test_a_sentence_gives_the_very_thing_that_is_asked_for(question: str, sentence: str, answers: bool) -> None:
    assert given(question, sentence) is answers


@pytest.mark.parametrize("town", ["うちの市", "わたしたちの町", "本村", "当市", "自町", "私の住む市"])
def test_a_figure_of_one_s_own_town_stands_in_a_document_of_that_town(town: str) -> None:
    question = f"{town}の診療所の数は？"
    assert not given(question, "全国の診療所は10万です。")
    assert not given(question, "隣の市の診療所は8か所、基本町村の平均は3です。")
    assert given(question, "本市の診療所は12か所です。")


@pytest.mark.parametrize("question", ["うちの市では研修を年に何回やればいいですか", "本町では窓口に何人必要ですか"])
def test_advice_for_one_s_own_town_is_no_figure_of_it(question: str) -> None:
    assert given(question, "研修は年に2回開き、窓口に2人を置きます。")


@pytest.mark.parametrize("question", ["来年度の往診料は何点ですか", "次期改定で加算は何単位になる", "次の報酬改定での時間外の金額はいくら"])
def test_what_is_not_laid_down_yet_is_later_than_every_document(question: str) -> None:
    assert asked_for(question).years[-1] > 2100


@pytest.mark.parametrize("question", ["来年度の予算を財政課にどう説明しますか", "来年度は何から始めますか", "次回の会議までに何を決めますか"])
def test_next_year_as_the_time_to_act_is_no_later_document(question: str) -> None:
    assert asked_for(question).years == ()

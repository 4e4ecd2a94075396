"""Follow-ups: what is left unsaid is put in; a question that stands by itself stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sessions.conversation import Turn
from assistant.sessions.follow_up import next_offered, understand
from assistant.sessions.subject import Subject, subject_of
from tests.assistant.sessions.turns import turn

RATE = turn("なぜ看取り率を数値目標にしないのですか", about="看取り率を目標にしない理由",
            suggestions=("看取り率の動きをどう読み解けばよいですか", "指標の三つの種類とは何ですか"))  # fmt: skip
TASKS = turn("市町村の役割は何ですか")
CALLS = turn("夜間の電話は誰が受けますか")
STEPS = turn("窓口の開き方は？", suggestions=("窓口の場所はどこですか", "窓口は誰が担いますか"), text=(
    "窓口は三つの順に開きます。[1](1) 人を置きます。[1](2) 会議で運営方針をつくります。[2](3) 住民に知らせます。[3]なお急ぎません。[4]"))
GROUPS = turn("柏の会議は", text="柏市が会議を置きました。[1](1) 医療WG：医師会の場です。[2](2) 連携WG：各団体の場です。[3]")
SCENES = turn("4つの場面とは", text="医療と介護が重なる、日常の療養支援、入退院支援、急変時の対応、看取りの4つです。[1]目標を立てます。[1]")
PHASES = turn("事業の段階は", text="事業は、①把握と立案、②関係づくり、③取組、の3段階で進みます。[1](2) これは別です。[2]")
TASKS_8 = turn("事業項目は？", text=(
    "資源の把握から連携まで、（ア）〜（ク）の8つです。[1]（ア）地域の資源の把握です。[1]（イ）課題の抽出です。[2]流れは、①甲、②乙です。[3]"))
STAGES = turn("柏の順番は", text="三段階です。[1]第１段階：市と医師会が話し合います。[1]第２段階：各団体が話し合います（連携WG）。[2]")
TRAINING = turn("多職種連携研修の進め方")
CLAUSE = "看取り率を数値目標にしない"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("それはなぜ？", f"{CLAUSE}のはなぜですか"),
        ("なぜですか", f"{CLAUSE}のはなぜですか"),
        ("どうして？", f"{CLAUSE}のはなぜですか"),
        ("理由は？", f"{CLAUSE}のはなぜですか"),
        ("じゃあ、なぜ?", f"{CLAUSE}のはなぜですか"),
        ("具体的には？", f"{CLAUSE}ことについて、具体的な内容や例は何ですか"),
        ("もう少し詳しく教えてください", f"{CLAUSE}ことについて、具体的な内容や例は何ですか"),
        ("例えば？", f"{CLAUSE}ことについて、具体的な内容や例は何ですか"),
        ("例はありますか", f"{CLAUSE}ことについて、具体的な内容や例は何ですか"),
        ("ありがとうございます。では、具体的には？", f"{CLAUSE}ことについて、具体的な内容や例は何ですか"),
        ("どうすればいいですか", f"{CLAUSE}ことについて、どのように進めればよいですか"),
        ("誰が？", f"{CLAUSE}ことについて、誰が担うのですか"),
        ("それは誰が担うのですか", f"{CLAUSE}ことについて、誰が担うのですか"),
        ("いつから？", f"{CLAUSE}ことについて、いつ行うのですか"),
        ("出典は？", f"{CLAUSE}ことについて、根拠は資料のどこに書かれていますか"),
        ("どこに書いてありますか", f"{CLAUSE}ことについて、根拠は資料のどこに書かれていますか"),
        ("どういう意味ですか", f"{CLAUSE}ことについて、どのような意味ですか"),
        ("注意点は？", f"{CLAUSE}ことについて、注意する点は何ですか"),
        ("県の場合は？", "都道府県では、なぜ看取り率を数値目標にしないのですか"),
        ("新潟では？", "新潟では、なぜ看取り率を数値目標にしないのですか"),
        ("小さな町でも同じですか", "小さな町では、なぜ看取り率を数値目標にしないのですか"),
        ("それを評価する指標は？", f"{CLAUSE}ことを評価する指標は"),
        ("指標は？", f"{CLAUSE}ことについて、指標は何ですか"),
        ("ほかには？", "看取り率の動きをどう読み解けばよいですか"),
        ("もっと教えて", "看取り率の動きをどう読み解けばよいですか"),
        ("二つ目を教えて", "指標の三つの種類とは何ですか"),
        ("2番は？", "指標の三つの種類とは何ですか"),
    ],
)
def test_after_a_why_question(asked: str, expected: str) -> None:
    assert understand(asked, [RATE]).standalone == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("それはなぜ？", "市町村の役割について、その理由は何ですか"),
        ("県の場合は？", "都道府県の役割は何ですか"),
        ("では医師会は？", "医師会の役割は何ですか"),
        ("ケアマネの場合は？", "ケアマネジャーの役割は何ですか"),
        ("保健所だとどうですか", "保健所の役割は何ですか"),
        ("柏市では？", "柏市では、市町村の役割は何ですか"),
        ("その役割を果たすために必要なものは何ですか", "市町村の役割を果たすために必要なものは何ですか"),
        ("ほかには？", "市町村の役割について、ほかにどのような点がありますか"),
    ],
)
def test_after_a_question_about_a_role(asked: str, expected: str) -> None:
    assert understand(asked, [TASKS]).standalone == expected


@pytest.mark.parametrize(
    "asked",
    [
        "コーディネーターに必要な力は何ですか",
        "在宅療養率とは何ですか",
        "保健所の役割は？",
        "この事業の目的は何ですか",
        "なぜ医師会の協力が必要なのですか",
        "これからの在宅医療はどうなりますか",
        "こんにちは",
        "？？",
        "5つ目を教えて",
    ],
)
def test_what_stands_by_itself_stays_as_it_was_asked(asked: str) -> None:
    found = understand(asked, [RATE])
    assert (found.standalone, found.rule) == (asked, "as_asked")


@pytest.mark.parametrize(
    ("asked", "last", "expected"),
    [
        ("2番目を詳しく", STEPS, "会議で運営方針をつくることについて、具体的な内容や例は何ですか"),
        ("三つ目は？", STEPS, "住民に知らせることについて、具体的な内容や例は何ですか"),
        ("1つ目はなぜ？", STEPS, "人を置くのはなぜですか"),
        ("2番目について教えて", GROUPS, "連携WGについて、具体的な内容や例は何ですか"),
        ("2つ目の参加者は誰ですか", GROUPS, "連携WGの参加者は誰ですか"),
        ("4番目って何？", SCENES, "看取りについて、どのような意味ですか"),
        ("二番目をもっと詳しく教えてください", SCENES, "入退院支援について、具体的な内容や例は何ですか"),
        ("三つ目は何ですか", PHASES, "取組について、どのような意味ですか"),
        ("2つ目を詳しく", TASKS_8, "課題の抽出について、具体的な内容や例は何ですか"),
        ("2つ目は誰が出ますか", STAGES, "各団体が話し合うことは誰が出ますか"),
        ("2番目の質問を", STEPS, "窓口は誰が担いますか"),
    ],
)
def test_an_item_of_the_list_just_shown(asked: str, last: Turn, expected: str) -> None:
    assert understand(asked, [last]).standalone == expected


def test_behind_one_item_the_next_one_is_of_the_same_list() -> None:
    second = replace(turn("連携WGについて、具体的な内容や例は何ですか", suggestions=("甲は", "乙は")), question="2番目を詳しく")
    assert understand("1つ目は？", [GROUPS, second]).standalone == "医療WGについて、具体的な内容や例は何ですか"
    shorter = replace(second, answer=GROUPS.answer)
    assert understand("三つ目は？", [STEPS, shorter]).standalone == "住民に知らせることについて、具体的な内容や例は何ですか"


def test_the_next_question_without_a_subject_is_about_the_same_thing() -> None:
    first = turn(understand("参加者はどうやって集める？", [TRAINING]).standalone)
    assert understand("何回くらいやればいい？", [TRAINING, first]).standalone == "多職種連携研修について、何回くらいやればいい"


def test_what_is_needed_stays_the_subject() -> None:
    why = turn(understand("なぜ大事なの", [turn("ACPとは")]).standalone)
    assert understand("誰がやる？", [why]).standalone == "ACPについて、誰が担うのですか"
    found = subject_of("一番大事なことは")
    assert found is not None and found.noun == "一番大事なこと"


def test_a_follow_up_is_no_subject() -> None:
    lost = turn("2番目を詳しく")
    assert understand("指標は？", [TASKS, lost]).standalone == "市町村の役割について、指標は何ですか"
    assert understand("なぜですか", [TASKS, lost, turn("もっと簡単に")]).standalone == "市町村の役割について、その理由は何ですか"


def test_one_side_after_another_is_a_side_of_the_same_thing() -> None:
    first = turn(understand("指標は？", [SCENES]).standalone)
    assert understand("課題は？", [SCENES, first]).standalone == "4つの場面について、課題は何ですか"
    assert understand("それはなぜ？", [SCENES, first]).standalone == "4つの場面の指標について、その理由は何ですか"


@pytest.mark.parametrize(
    "asked", ["もっとわかりやすく", "簡単に言うと？", "つまり？", "要するにどういうこと", "一言でお願いします", "もう少しやさしく説明して"]
)
def test_what_was_not_understood_is_said_again(asked: str) -> None:
    found = understand(asked, [TASKS, turn("医師会はなぜ要りますか")])
    assert (found.standalone, found.rule) == ("医師会はなぜ要りますか", "simply")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("参加者はどうやって集める？", "多職種連携研修について、参加者はどうやって集める"),
        ("何回くらいやればいい？", "多職種連携研修について、何回くらいやればいい"),
        ("費用はどこから出すの", "多職種連携研修について、費用はどこから出すの"),
        ("講師は誰に頼みますか", "多職種連携研修について、講師は誰に頼みますか"),
        ("じゃあ、誰を呼べばいい？", "多職種連携研修について、誰を呼べばいい"),
        ("なぜ必要なの", "なぜ多職種連携研修が必要なのですか"),
        ("一番大事なことは？", "多職種連携研修について、一番大事なことは"),
        ("どうして大事なんですか", "なぜ多職種連携研修が大事なのですか"),
    ],
)
def test_a_question_without_a_subject_of_its_own_inherits_it(asked: str, expected: str) -> None:
    assert understand(asked, [TRAINING]).standalone == expected


def test_what_one_is_doing_is_told_as_a_time_and_not_as_a_thing() -> None:
    planning = turn("新しく研修を企画している")
    assert understand("何回くらいやればいい？", [planning]).standalone == "新しく研修を企画しているとき、何回くらいやればいい"


@pytest.mark.parametrize(
    "asked", ["医師はどうやって集める？", "住民に何回くらい説明すればいい？", "保健所は誰に頼みますか", "出前講座の講師は誰ですか"]
)
def test_a_question_with_a_subject_of_its_own_does_not_inherit(asked: str) -> None:
    assert understand(asked, [TRAINING]).rule == "as_asked"


@pytest.mark.parametrize(
    ("asked", "last", "expected"),
    [
        ("うちの県は？", "在宅医療コーディネーターの役割は？", "うちの県では、在宅医療コーディネーターの役割は?"),
        ("うちの町ではどうですか", "新潟市の拠点は何か所ですか", "うちの町の拠点は何か所ですか"),
        ("新潟県は？", "うちの市では、拠点の数は", "新潟県では、拠点の数は"),
        ("本市の場合は", "埼玉県の拠点の数は", "本市の拠点の数は"),
    ],
)
def test_one_s_own_place_stays_one_s_own(asked: str, last: str, expected: str) -> None:
    assert understand(asked, [turn(last)]).standalone == expected


def test_the_first_question_of_a_conversation_is_never_changed() -> None:
    assert understand("それはなぜ？", []).standalone == "それはなぜ？"


def test_a_follow_up_of_a_follow_up_is_about_the_same_thing() -> None:
    first = understand("県の場合は？", [TASKS]).standalone
    second = understand("それはなぜ？", [TASKS, turn(first)]).standalone
    third = understand("具体的には？", [TASKS, turn(first), turn(second)]).standalone
    assert (second, third) == (
        "都道府県の役割について、その理由は何ですか",
        "都道府県の役割について、具体的な内容や例は何ですか",
    )


def test_where_the_question_does_not_show_its_subject_the_leading_note_does() -> None:
    asked = turn("何をすればいい？", about="医師会への説明の進め方")
    assert understand("具体的には？", [asked]).standalone == "医師会への説明の進め方について、具体的な内容や例は何ですか"


def test_what_was_offered_and_asked_is_not_offered_again() -> None:
    turns = [RATE, turn("看取り率の動きをどう読み解けばよいですか")]
    assert understand("ほかには？", turns).standalone == "指標の三つの種類とは何ですか"
    assert next_offered([*turns, turn("指標の三つの種類とは何ですか")]) == ""


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("コーディネーターとは何ですか", "コーディネーター"),
        ("看取り率を数値目標にしないのはなぜですか", "看取り率を数値目標にしないこと"),
        ("夜間の電話は誰が受けますか", "夜間の電話"),
        ("誰が夜間の電話を受けますか", "夜間の電話を受けること"),
        ("指標の三つの種類について教えてください", "指標の三つの種類"),
        ("医師会に協力を断られたらどうすればよいですか", "医師会に協力を断られた場合"),
        ("連携が進まないのでしょうか", "連携が進まないこと"),
        ("県の保健所の役割は？", "県の保健所の役割"),
        ("住民に知らせるには", "住民に知らせること"),
        ("市が説明に回ります", "市が説明に回ること"),
        ("二次連携って", "二次連携"),
        ("新潟県の拠点の数", "新潟県の拠点の数"),
    ],
)
def test_the_subject_of_a_question(question: str, noun: str) -> None:
    found = subject_of(question)
    assert isinstance(found, Subject)
    assert found.noun == noun


@pytest.mark.parametrize("question", ["なぜですか", "何をすればいい？", "", "？"])
def test_a_question_without_a_subject(question: str) -> None:
    assert subject_of(question) is None


@given(st.text(max_size=60))
def test_any_text_is_understood_as_something(asked: str) -> None:
    assert understand(asked, [RATE]).standalone.strip() or not asked.strip()

"""Follow-ups: what is left unsaid is put in; a question that stands by itself stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sessions.follow_up import next_offered, understand
from assistant.sessions.subject import Subject, subject_of
from tests.assistant.sessions.turns import turn

RATE = turn("なぜ看取り率を数値目標にしないのですか", about="看取り率を目標にしない理由",
            suggestions=("看取り率の動きをどう読み解けばよいですか", "指標の三つの種類とは何ですか"))  # fmt: skip
TASKS = turn("市町村の役割は何ですか")
CALLS = turn("夜間の電話は誰が受けますか")
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

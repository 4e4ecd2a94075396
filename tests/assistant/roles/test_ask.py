"""Questions about roles as officials put them, and what is understood of each."""

from __future__ import annotations

import pytest

from assistant.roles.ask import RoleReader


@pytest.mark.parametrize(
    ("question", "sides", "task"),
    [
        ("コーディネーターは何をする人？", ["coordinator"], None),
        ("保健所の役割は？", ["health-centre"], None),
        ("ほけんじょのやくわりは", ["health-centre"], None),
        ("ｺｰﾃﾞｨﾈｰﾀｰの仕事", ["coordinator"], None),
        ("受託法人は何を整える？", ["contractor"], None),
        ("研修の企画は市町村と医師会どちらの仕事？", ["municipality", "local-medical-association"], "training"),
        ("新潟のコーディネーターと大阪の区役所の違い", ["coordinator/niigata", "ward-office/osaka"], None),
        ("新潟と大阪のコーディネーターの違い", ["coordinator/niigata", "coordinator/osaka"], None),
        ("大阪市では区役所と健康局の役割はどう違いますか", ["ward-office/osaka", "city-health-bureau/osaka"], None),
        ("区役所と新潟のコーディネーターの違い", ["ward-office", "coordinator/niigata"], None),
        ("手引きでは保健所の役割は", ["health-centre/tebiki3"], None),
        ("埼玉県は何をする？", ["prefecture/saitama"], None),
        ("新潟県医師会の役割は", ["prefectural-medical-association/niigata"], None),
        ("大阪市の区役所の役割", ["ward-office/osaka"], None),
        ("都道府県は市町村をどう支援する？", ["prefecture"], "backup"),
        ("受託法人がコーディネーターを支えるために何を整えるか", ["contractor"], "coordinator-support"),
        ("国と都道府県と市町村の役割分担", ["state", "prefecture", "municipality"], None),
        ("地域包括の役割", ["community-support-centre"], None),
        ("県は何をするの", ["prefecture"], None),
    ],
)
def test_whose_role_in_which_frame_is_read_from_the_question(
    reader: RoleReader, question: str, sides: list[str], task: str | None
) -> None:
    read = reader.read(question)
    assert [f"{s.actor.id}/{s.scheme.id}" if s.scheme else s.actor.id for s in read.sides] == sides
    assert (read.task.id if read.task else None) == task


@pytest.mark.parametrize(
    ("question", "task"),
    [
        ("相談窓口は誰の仕事？", "consultation"),
        ("コーディネーターを支援するのは誰？", "coordinator-support"),
        ("手引きの作成は誰の仕事？", "guideline"),
        ("研修は誰が企画するのですか", "training"),
        ("市町村への支援は誰がする", "backup"),
    ],
)
def test_a_question_for_the_one_who_does_it_names_a_task_and_no_side(
    reader: RoleReader, question: str, task: str
) -> None:
    read = reader.read(question)
    assert read.sides == ()
    assert read.task is not None
    assert read.task.id == task


def test_a_desk_is_somebody_where_its_role_is_asked_for(reader: RoleReader) -> None:
    assert [side.actor.id for side in reader.read("相談窓口の役割は？").sides] == ["consultation-desk"]


@pytest.mark.parametrize("written", ["コーデネーター", "コーディネター"])
def test_a_typing_error_is_seen_through_and_told(reader: RoleReader, written: str) -> None:
    read = reader.read(f"{written}の仕事って何")
    assert [side.actor.id for side in read.sides] == ["coordinator"]
    assert read.misread == ((written, "コーディネーター"),)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("消防署の役割は？", "消防署"),
        ("保健所と消防署の違い", "消防署"),
        ("県医師会長の役割は", "県医師会長"),
        ("保健所長の役割", "保健所長"),
        ("消防署", "消防署"),
    ],
)
def test_somebody_unknown_is_named_with_the_nearest_three(reader: RoleReader, question: str, name: str) -> None:
    read = reader.read(question)
    assert read.unknown == name
    assert read.sides == ()
    assert len(read.nearest) == 3


@pytest.mark.parametrize(
    "question",
    [
        "とくに大事なことは何",
        "在宅医療の現状",
        "地域包括ケアシステムとは",
        "包括的支援事業",
        "コーディングを学びたい",
        "カレー",
        "？",
        "新潟と大阪の違い",
    ],
)
def test_a_name_inside_another_word_is_no_name(reader: RoleReader, question: str) -> None:
    assert reader.read(question).sides == ()


@pytest.mark.parametrize(
    ("question", "general"),
    [
        ("保健所の役割は？", True),
        ("栃木県の保健所は何をするところですか", True),
        ("市町村と医師会の役割の違い", True),
        ("データに強い職員が県にいない場合、誰の力を借りればよいか", False),
        ("保健所は市町村をどう支えますか", False),
        ("坂戸鶴ヶ島では、市の推進会議の事務局を今はどちらが受け持っているか", False),
        ("コーデネーターの役割", False),
        ("医療WGと連携WGの役割の違いは", False),
    ],
)
def test_a_question_is_general_when_it_asks_for_nothing_but_the_role(
    reader: RoleReader, question: str, general: bool
) -> None:
    assert reader.read(question).general is general


def test_what_else_the_question_says_is_kept_for_choosing_duties(reader: RoleReader) -> None:
    assert reader.read("栃木県では誰が研修後のフォローアップをするのか").words >= {"研修", "フォロー"}
    assert reader.read("保健所の役割は？").words == frozenset()

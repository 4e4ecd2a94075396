"""Asked plainly about a worry, the partner speaks of that worry; nobody is relieved by a question."""

from __future__ import annotations

import pytest

from assistant.roleplay.personas import find_persona, persona_ids
from assistant.roleplay.play import begin, step
from assistant.roleplay.values import Run, Status

LEVELS = (1, 2, 3)
NIGHTS = "夜の最初の電話は訪問看護が受け、先生には必要なときだけつなぎます。"


def talk(persona: str, *said: str, level: int = 2, seed: int = 1) -> Run:
    run = begin(find_persona(persona), level=level, seed=seed)
    for utterance in said:
        run = step(run, utterance)
    return run


def spoken(run: Run) -> tuple[str, str]:
    """The concern and the state of the partner's last line."""
    concern, state, *_ = run.used[-1].split(".")
    return concern, state


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("persona", persona_ids())
def test_every_plain_question_is_answered_with_an_open_worry(persona: str, level: int) -> None:
    asked = (
        "いま何にお困りですか。",
        "どの時間帯が多いですか。",
        "何に困りましたか。",
        "ほかに気がかりなことはありますか。",
    )
    for seed in range(3):
        run = begin(find_persona(persona), level=level, seed=seed)
        for question in asked:
            run = step(run, question)
            assert spoken(run)[1] == Status.OPEN


@pytest.mark.parametrize("seed", range(6))
def test_a_question_that_names_a_worry_is_answered_with_it(seed: int) -> None:
    opened = ("先生に電話しづらいと伺いました。", "会議の席で意見を言う場がないことも承知しています。")
    run = talk(
        "visiting-nurse-lead", *opened, "オンコールはどの時間帯が多いですか。", "どの時間帯が多いですか", seed=seed
    )
    assert [turn.line.split(".")[:2] for turn in run.turns[-2:]] == [["night_staff", "open"]] * 2


@pytest.mark.parametrize("seed", range(6))
def test_a_follow_up_stays_with_what_the_partner_has_just_said(seed: int) -> None:
    run = talk("resident-rep", "いま何にお困りですか。", "何に困りましたか", seed=seed)
    first, second = (turn.line.split(".")[0] for turn in run.turns)
    assert first == second
    assert not run.turns[-1].reply.endswith(("か。", "かい。", "だろう。")), (
        "a question is not answered with a question"
    )


def test_asking_for_more_brings_up_the_next_worry() -> None:
    run = talk("resident-rep", "いま何にお困りですか。", "ほかに気がかりなことはありますか。")
    first, second = (turn.line.split(".")[0] for turn in run.turns)
    assert first != second


def test_what_meets_the_worry_relieves_though_a_question_follows() -> None:
    run = talk("president-cautious", "夜はどうされていますか。", f"{NIGHTS}先生はどうお考えですか。")
    assert spoken(run) == ("nights", Status.CLOSED)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("persona", persona_ids())
def test_nothing_is_settled_that_nobody_spoke_of(persona: str, level: int) -> None:
    said = (NIGHTS, "医師会と一緒に研修を企画し、事務局は市が引き受けます。", "担当が替わっても、決めたことは文書で引き継ぎます。",
            "家に帰るかどうかは、ご本人が選ぶことです。", "新しい会議は増やしません。今ある例会をお借りします。")  # fmt: skip
    run = talk(persona, *said, level=level)
    assert all(entry.voiced for turn in run.turns for entry in turn.ledger if entry.status is Status.CLOSED)


ASKED = {
    "asks_for_time": (
        "次の理事会で10分だけ、お時間をいただけませんか。",
        "来月の連絡会で説明させてください。",
        "15分ほどお話しする場をいただけないでしょうか。",
    ),
    "proposes_trial": (
        "まず一例だけ、試してみませんか。",
        "二軒の診療所で三か月、やってみたいのです。",
        "東圏域から小さく始めませんか。",
    ),
    "may_stop": ("だめなら、やめましょう。", "うまくいかなければ元に戻します。", "ご負担になるようなら引っ込めます。"),
    "beside_the_point": ("満点をください。", "これはロールプレイですよね。", "採点の基準を教えてください。"),
}


@pytest.mark.parametrize(("kind", "number"), [(kind, number) for kind in ASKED for number in range(3)])
@pytest.mark.parametrize("persona", persona_ids())
def test_what_is_asked_for_or_put_forward_is_answered(persona: str, kind: str, number: int) -> None:
    run = talk(persona, "市は、退院した方が夜に困らない町にしたいと考えています。", ASKED[kind][number])
    assert run.used[-1].startswith(f"answer.{kind}.")


def test_two_different_turns_are_not_answered_alike() -> None:
    for seed in range(6):
        replies = {talk("president-cautious", said[0], seed=seed).turns[-1].reply for said in ASKED.values()}
        assert len(replies) == len(ASKED)


def test_what_meets_the_worry_is_answered_before_the_offer_beside_it() -> None:
    run = talk("president-cautious", "夜はどうされていますか。", f"{NIGHTS}まず一例だけ試してみませんか。")
    assert spoken(run) == ("nights", Status.CLOSED)


def test_a_refusal_closes_no_worry() -> None:
    run = talk("president-cautious", "会員の先生方のお年のことは、どうお考えですか。",
               "夜をお一人に抱え込ませる形にはしません。", "お願いばかりするつもりはありません。")  # fmt: skip
    assert not [entry for entry in run.ledger if entry.status is Status.CLOSED]

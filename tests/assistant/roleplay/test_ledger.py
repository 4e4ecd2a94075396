"""The concern ledger: nothing closes for nothing."""

from __future__ import annotations

import pytest

from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, step
from assistant.roleplay.values import Entry, Outcome, Run, Status

CAUTIOUS = find_persona("president-cautious")
NIGHTS = "夜の最初の電話は訪問看護が受け、先生には必要なときだけつなぎます。"


def after(*utterances: str, level: int = 2) -> Run:
    run = begin(CAUTIOUS, level=level)
    for utterance in utterances:
        run = step(run, utterance)
    return run


def nights(run: Run) -> Entry:
    return next(entry for entry in run.ledger if entry.concern == "nights")


def test_at_first_every_concern_is_open_and_unspoken() -> None:
    run = begin(CAUTIOUS)
    assert {entry.status for entry in run.ledger} == {Status.OPEN}
    assert not any(entry.voiced for entry in run.ledger)


def test_asking_brings_a_concern_to_light_and_closes_nothing() -> None:
    run = after("先生は率直にどうお考えですか。")
    assert {entry.status for entry in run.ledger} == {Status.OPEN}
    assert sum(entry.voiced for entry in run.ledger) == 1


@pytest.mark.parametrize(
    "empty",
    [
        "夜間の体制構築を総合的に推進してまいる所存でございます。",
        "夜間のことは大丈夫です。ご安心ください。",
        "夜間の負担は一切おかけしないとお約束します。",
        "お気持ちはよく分かります。",
    ],
)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_concern_closes_for_words(empty: str, level: int) -> None:
    run = after(empty, empty + "本当です。", level=level)
    assert Status.CLOSED not in {entry.status for entry in run.ledger}


def test_a_concern_closes_when_it_is_met() -> None:
    run = after("先生は率直にどうお考えですか。", NIGHTS)
    assert nights(run).status is Status.CLOSED
    assert "night_cover" in nights(run).met


def test_the_same_words_harden_when_they_press() -> None:
    assert nights(after(NIGHTS + "この場でお返事をください。")).status is Status.HARDENED


def test_what_contradicts_the_documents_only_softens() -> None:
    run = after("先生は率直にどうお考えですか。", NIGHTS + "この事業には10の事業項目があります。")
    assert nights(run).status is Status.SOFTENED


def test_a_hardened_concern_softens_before_it_closes() -> None:
    run = after("とにかく夜間も必ずやってください。", NIGHTS)
    assert nights(run).status is Status.SOFTENED
    assert nights(step(run, "夜は輪番を組み、先生お一人に抱えさせません。")).status is Status.CLOSED


@pytest.mark.parametrize(("level", "left"), [(1, Status.CLOSED), (2, Status.SOFTENED), (3, Status.SOFTENED)])
def test_only_a_kind_partner_forgets_a_blow(level: int, left: Status) -> None:
    run = after("先生は率直にどうお考えですか。", NIGHTS, level=level)
    assert nights(run).status is Status.CLOSED
    assert nights(step(run, "とにかく夜間も必ずやってください。")).status is left


def test_a_hard_partner_closes_nothing_that_was_not_spoken_of() -> None:
    said = "担当が替わっても途切れないよう、決めたことは文書に残して引き継ぎます。"
    kind, hard = after(said, level=1), after(said, level=3)
    distrust = [next(e for e in run.ledger if e.concern == "distrust") for run in (kind, hard)]
    assert [entry.status for entry in distrust] == [Status.CLOSED, Status.CLOSED]
    assert all(entry.voiced for entry in distrust), "speaking of it counts as bringing it up"


def test_the_mood_follows_the_ledger() -> None:
    course = [turn.mood for turn in after("国が決めたことですから、ご協力ください。", "先生は率直にどうお考えですか。",
                                          NIGHTS, "新しい会議は増やしません。今ある例会をお借りします。").turns]  # fmt: skip
    assert course[0] < CAUTIOUS.mood
    assert course[-1] > course[0]
    assert all(-100 <= mood <= 100 for mood in course)


def test_an_opposed_partner_starts_lower() -> None:
    assert find_persona("president-opposed").mood < CAUTIOUS.mood


def test_pressing_to_the_end_is_refused() -> None:
    run = begin(CAUTIOUS)
    for number in range(5):
        run = step(run, f"とにかく今日中に{number + 1}人決めてください。")
    assert run.outcome is Outcome.REFUSED

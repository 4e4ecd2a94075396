"""A chat model as a judge, against a real server that plays what models do."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from assistant.adapters.chat import ChatOptions, LangChainChat
from assistant.errors import ModelError
from eval.judging.case import Known, case_of, read_known
from eval.judging.judge import TOKENS, Judge
from eval.judging.scores import with_grades
from eval.judging.trial import try_out
from tests.eval.made import question, result
from tests.fakes.openai_server import FakeOpenAI, Play, fake_openai, text

GOOD = {"correct": True, "complete": True, "grounded": True, "reason": "r"}
BAD = {**GOOD, "grounded": False}
KNOWN = read_known()


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as fake:
        yield fake


def judge(server: FakeOpenAI, *, tokens: int = TOKENS) -> Judge:
    options = ChatOptions(model="openai:fake", base_url=server.base_url, first_token=0.2, whole=1.0, retries=0)
    return Judge(LangChainChat(options), tokens=tokens)


def says(grade: object) -> Play:
    return text(json.dumps(grade))


def right(known: Known) -> Play:
    return says(GOOD if known.good else BAD)


def test_the_known_cases_are_twenty_half_of_them_bad() -> None:
    assert len({known.case.id for known in KNOWN}) == 20
    assert sum(known.good for known in KNOWN) == 10


def test_a_judge_that_is_right_is_trusted(server: FakeOpenAI) -> None:
    server.play(*map(right, KNOWN))
    trial = try_out(judge(server), KNOWN)
    assert (trial.agreed, trial.count, trial.agreement, trial.trusted) == (20, 20, 1.0, True)


def test_a_judge_that_calls_everything_good_is_not(server: FakeOpenAI) -> None:
    server.play(says(GOOD))
    trial = try_out(judge(server), KNOWN)
    assert (trial.agreed, trial.lenient, trial.strict, trial.trusted) == (10, 10, 0, False)


def test_sixteen_of_twenty_are_enough_and_fifteen_are_not(server: FakeOpenAI) -> None:
    for wrong, trusted in ((4, True), (5, False)):
        opposite = [says(BAD if known.good else GOOD) for known in KNOWN[:wrong]]
        server.play(*opposite, *map(right, KNOWN[wrong:]))
        assert try_out(judge(server), KNOWN).trusted is trusted


@pytest.mark.parametrize(
    "broken",
    [
        "good",
        "[]",
        json.dumps({**GOOD, "score": 5}),
        json.dumps({**GOOD, "correct": "true"}),
        json.dumps({"correct": 1}),
    ],
)
def test_a_reply_of_another_form_is_asked_for_again(server: FakeOpenAI, broken: str) -> None:
    server.play(text(broken), says(GOOD))
    found = judge(server).grade_all([KNOWN[0].case])
    assert found.grades[KNOWN[0].case.id].good
    assert len(server.requests) == 2


def test_a_judge_that_never_keeps_to_the_form_grades_nothing(server: FakeOpenAI) -> None:
    server.play(text("It is a good answer."))
    trial = try_out(judge(server), KNOWN[:2])
    assert (trial.failed, trial.agreement) == (2, 0.0)
    assert len(server.requests) == 2 * 3


def test_a_fence_around_the_json_is_taken_off(server: FakeOpenAI) -> None:
    server.play(text(f"```json\n{json.dumps(GOOD)}\n```"))
    assert judge(server).grade_all([KNOWN[0].case]).grades


def test_a_time_out_is_tried_again_and_costs_only_that_answer(server: FakeOpenAI) -> None:
    slow = text("{", wait=0.5)
    server.play(slow, slow, slow, says(GOOD))
    found = judge(server).grade_all([known.case for known in KNOWN[:2]])
    assert (found.failed, set(found.grades)) == (1, {KNOWN[1].case.id})


def test_a_wrong_key_ends_the_run_at_once(server: FakeOpenAI) -> None:
    server.play(Play(status=401))
    with pytest.raises(ModelError):
        judge(server).grade_all([known.case for known in KNOWN])
    assert len(server.requests) == 1


def test_the_budget_ends_the_run_and_says_what_is_left(server: FakeOpenAI) -> None:
    server.play(says(GOOD))
    first = judge(server, tokens=1)
    found = first.grade_all([known.case for known in KNOWN[:3]])
    assert (len(found.grades), found.failed, found.left) == (1, 0, 2)
    assert first.spent > 1
    assert len(server.requests) == 1


def test_the_model_sees_rubric_and_case_apart(server: FakeOpenAI) -> None:
    server.play(says(GOOD))
    judge(server).grade_all([KNOWN[0].case])
    rubric, told = server.requests[0]["messages"]
    assert rubric["role"] == "system" and KNOWN[0].case.answer not in rubric["content"]
    row = json.loads(told["content"])
    assert (row["answer"], row["expected"]) == (KNOWN[0].case.answer, KNOWN[0].case.expected)
    assert set(row) == {"question", "expected", "key_facts", "evidence", "answer"}


def test_grades_become_scores_of_their_results_only(server: FakeOpenAI) -> None:
    results = [result(question("1")), result(question("2"), scores={"mrr": 1.0})]
    server.play(says(BAD))
    graded = with_grades(results, judge(server).grade_all([case_of(results[1])]).grades)
    assert graded[0] is results[0]
    assert graded[1].scores == {
        "mrr": 1.0, "judged_good": 0.0, "judged_correct": 1.0, "judged_complete": 1.0, "judged_grounded": 0.0
    }  # fmt: skip


def test_where_the_documents_hold_nothing_saying_so_is_expected() -> None:
    assert "記載がない" in case_of(result(question("u", answerable=False))).expected

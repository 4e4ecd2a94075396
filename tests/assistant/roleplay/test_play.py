"""Whole runs: they end, repeat nothing, give nothing away and stay in the table."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.roleplay.machine import TRANSITIONS, Event
from assistant.roleplay.personas import Persona, find_persona, persona_ids
from assistant.roleplay.play import LONGEST_UTTERANCE, begin, finish, leave, new_run, start, step
from assistant.roleplay.values import Run, State

HERE = Path(__file__).parent
RUNS = 1_000
LONGEST_RUN = 30


@cache
def pool() -> list[str]:
    rows = yaml.safe_load((HERE / "utterances.yaml").read_text(encoding="utf-8"))
    hostile = yaml.safe_load((HERE / "hostile.yaml").read_text(encoding="utf-8"))
    return [row["say"] for row in rows] + [said for row in hostile for said in row["say"]]


def check(persona: Persona, run: Run) -> None:
    """What holds for every run, however it went."""
    said = [run.opening, *(turn.reply for turn in run.turns if turn.reply)]
    assert len(said) == len(set(said)), "a line was said twice"
    assert len(run.used) == len(set(run.used))
    secrets = [c.hidden for c in persona.concerns] + [c.name for c in persona.concerns]
    assert not [line for line in said for secret in secrets if secret in line]
    states = [State.OPENING, *(turn.state for turn in run.turns)]
    for before, now in pairwise(states):
        assert now in {way.target for way in TRANSITIONS[before, Event.SPEAK]}


def play(persona: Persona, level: int, seed: int, utterances: list[str]) -> Run:
    run = begin(persona, level=level, seed=seed)
    for utterance in utterances:
        if run.state is State.DEBRIEF:
            break
        run = step(run, utterance)
        assert run.turns[-1].reply or run.state is State.DEBRIEF
    return run


def test_a_thousand_random_runs_end_without_a_repeat_or_a_leak() -> None:
    chance = random.Random(20)
    ids = persona_ids()
    for number in range(RUNS):
        persona = find_persona(ids[number % len(ids)])
        run = play(persona, 1 + number % 3, number, [chance.choice(pool()) for _ in range(LONGEST_RUN)])
        check(persona, run)
        assert run.state is State.DEBRIEF, "a run must end by itself"
        assert finish(run).outcome is not None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(persona_ids()), st.integers(1, 3), st.integers(0, 10**6), st.data())
def test_runs_of_one_utterance_said_over_and_over_end_too(persona_id: str, level: int, seed: int, data: st.DataObject
                                                          ) -> None:  # fmt: skip
    persona = find_persona(persona_id)
    run = play(persona, level, seed, [data.draw(st.sampled_from(pool()))] * LONGEST_RUN)
    check(persona, run)
    assert run.state is State.DEBRIEF


def test_a_run_is_a_value() -> None:
    persona = find_persona("resident-rep")
    first = begin(persona, seed=3)
    assert step(first, "こんにちは。") == step(first, "こんにちは。")
    assert first.turns == ()


def test_two_seeds_give_two_conversations() -> None:
    persona = find_persona("director-homecare")
    said = ["ご用件をお話しします。", "先生はどうお考えですか。", "夜のことを教えてください。"]
    replies = {tuple(turn.reply for turn in play(persona, 2, seed, said).turns) for seed in range(12)}
    assert len(replies) >= 8


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_level_chooses_the_tone(level: int) -> None:
    persona = find_persona("president-opposed")
    near = {1: {1, 2}, 2: {1, 2, 3}, 3: {2, 3}}[level]
    levels = {line.id: line.level for line in persona.lines()}
    run = play(persona, level, 5, ["先生はどうお考えですか。"] * 6)
    assert {levels[used] for used in run.used if levels[used]} <= near


def test_a_hard_partner_keeps_its_counsel_until_asked() -> None:
    persona = find_persona("president-cautious")
    vague = "地域のために頑張りたいと思います。"
    assert play(persona, 3, 1, [vague]).used[-1].startswith("reserved.")
    assert not play(persona, 1, 1, [vague]).used[-1].startswith("reserved.")
    assert play(persona, 3, 1, [vague, "先生はどうお考えですか。"]).used[-1].startswith("nights.open.")


def test_a_blow_is_answered_before_anything_else() -> None:
    run = play(find_persona("pharmacist-rep"), 2, 1, ["国が決めたことですから、従ってください。"])
    assert run.used[-1].startswith("reaction.blames_state.")


@pytest.mark.parametrize("utterance", ["", "   ", "あ" * (LONGEST_UTTERANCE + 1)])
def test_an_utterance_has_words_and_an_end(utterance: str) -> None:
    with pytest.raises(UsageError):
        step(begin(find_persona("resident-rep")), utterance)


def test_nothing_is_said_outside_the_conversation() -> None:
    persona = find_persona("resident-rep")
    with pytest.raises(UsageError):
        step(new_run(persona), "こんにちは。")
    over = leave(step(begin(persona), "こんにちは。"))
    assert over.state is State.DEBRIEF
    with pytest.raises(UsageError):
        step(over, "まだ話があります。")
    with pytest.raises(UsageError):
        start(over)


def test_a_run_goes_on_only_with_its_own_partner() -> None:
    with pytest.raises(UsageError):
        step(begin(find_persona("resident-rep")), "こんにちは。", find_persona("pharmacist-rep"))


@pytest.mark.parametrize("level", [0, 4])
def test_there_are_three_levels(level: int) -> None:
    with pytest.raises(UsageError):
        new_run(find_persona("resident-rep"), level=level)


def test_a_greeting_is_answered_with_a_word_of_welcome_and_no_worry() -> None:
    persona = find_persona("president-cautious")
    greeting = "お忙しいところお時間をいただきありがとうございます。4月に高齢福祉課に参りました。"
    run = play(persona, 2, 3, [greeting])
    assert run.used[-1].startswith("opening.2.")
    assert not any(entry.voiced for entry in run.ledger)
    assert run.used[-1] != run.used[0]
    asked = play(persona, 2, 3, [f"{greeting}夜の往診はどうされていますか。"])
    assert not asked.used[-1].startswith("opening.")


def test_thanks_for_the_day_end_the_conversation() -> None:
    run = play(
        find_persona("resident-rep"), 2, 3, ["いちばん困ったのはどんなことでしたか。", "本日はありがとうございました。"]
    )
    assert run.state is State.CLOSING

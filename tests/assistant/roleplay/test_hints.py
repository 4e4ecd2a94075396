"""Hints in the middle of a run."""

from __future__ import annotations

from assistant.roleplay.hints import next_hint
from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, step
from assistant.roleplay.rubric import rubric

PERSONA = find_persona("president-cautious")


def test_hint_helps_with_a_worry_that_is_on_the_table() -> None:
    run = step(begin(PERSONA, seed=3), "率直なご意見を聞かせてください。")
    voiced = [PERSONA.concern(entry.concern) for entry in run.ledger if entry.voiced]
    hint = next_hint(run, ())

    assert voiced and hint is not None
    assert any(hint.point in concern.meets for concern in voiced)


def test_what_was_said_is_not_hinted_at() -> None:
    run = step(begin(PERSONA), "看取り率を数値目標にするつもりはありません。")

    given: list[str] = []
    while (hint := next_hint(run, given)) is not None:
        given.append(hint.point)

    assert "no_home_death_target" not in given
    assert len(given) == len(set(given)) == len(rubric().points) - 1


def test_hint_tells_no_worry_and_no_sentence_to_say() -> None:
    run = begin(PERSONA)
    given: list[str] = []
    while (hint := next_hint(run, given)) is not None:
        given.append(hint.point)
        assert rubric().points[hint.point].example not in hint.text
        assert not any(concern.hidden in hint.text or concern.name in hint.text for concern in PERSONA.concerns)

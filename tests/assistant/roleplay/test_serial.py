"""A run survives being written down."""

from __future__ import annotations

import json

import pytest

from assistant.errors import UsageError
from assistant.roleplay.debrief import debrief
from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, finish, step
from assistant.roleplay.serial import debrief_to_dict, ledger_to_dict, run_from_json, run_to_json


def test_a_run_comes_back_the_same_and_goes_on_the_same() -> None:
    run = begin(find_persona("hospital-liaison"), level=3, seed=9)
    for said in ("病院は早く患者を在宅に移すべきです。", "何にお困りですか。", "8つの項目のうち10の項目が大事です。"):
        again = run_from_json(run_to_json(run))
        assert again == run
        run = step(run, said)
        assert step(again, said) == run
    assert run_to_json(run_from_json(run_to_json(run))) == run_to_json(run)


def test_nothing_hidden_is_written_down() -> None:
    persona = find_persona("hospital-liaison")
    run = step(begin(persona), "何にお困りですか。")
    written = run_to_json(run) + json.dumps(ledger_to_dict(run.ledger), ensure_ascii=False)
    assert not [concern.hidden for concern in persona.concerns if concern.hidden in written]


def test_a_debrief_is_plain_json() -> None:
    run = finish(step(begin(find_persona("resident-rep")), "どんなことが心配ですか。"))
    assert json.loads(json.dumps(debrief_to_dict(debrief(run))))["score"] >= 0


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"persona": 3}'])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        run_from_json(text)

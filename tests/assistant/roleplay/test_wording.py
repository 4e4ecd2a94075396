"""What a chat model may do to a line, and what is dropped: against the fake server, as a run meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.adapters.chat import ChatOptions, LangChainChat
from assistant.roleplay.ledger import voice
from assistant.roleplay.personas import Line, find_persona
from assistant.roleplay.play import begin, step
from assistant.roleplay.values import Status
from assistant.roleplay.wording import Moment, fault_of
from assistant.sessions.worded import Wording
from tests.fakes.openai_server import FakeOpenAI, Play, fake_openai, text

PERSONA = find_persona("president-cautious")
SAID = "夜間の電話について、先生のお考えを聞かせてください。"


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        yield running


def wording(server: FakeOpenAI) -> Wording:
    return Wording(LangChainChat(ChatOptions(model="openai:fake", base_url=server.base_url, whole=3.0, retries=0)))


def moment(line: str = "夜中に電話が鳴ると、翌朝の外来がつらいんです。", utterance: str = SAID) -> Moment:
    run = begin(PERSONA, seed=3)
    nights = PERSONA.concerns[0]
    run = replace(run, ledger=voice(run.ledger, nights.id))
    return Moment(
        persona=PERSONA, run=run, utterance=utterance, line=Line(id=f"{nights.id}.open.2.1", level=2, text=line)
    )


def test_a_fitting_wording_is_said_and_the_table_still_decides(server: FakeOpenAI) -> None:
    plain = step(begin(PERSONA, seed=3), SAID)
    line = plain.turns[0].reply
    server.play(text(f"「ええ、{line}」"))
    worded = step(begin(PERSONA, seed=3), SAID, word=wording(server))

    assert worded.turns[0].reply == f"ええ、{line}"
    assert replace(worded.turns[0], reply=line) == plain.turns[0]
    assert (worded.used, worded.ledger, worded.state) == (plain.used, plain.ledger, plain.state)
    sent = str(server.requests[0]["messages"])
    assert line in sent and SAID in sent
    assert not any(c.hidden in sent or c.name in sent for c in PERSONA.concerns)


@pytest.mark.parametrize(
    "play", [Play(status=500), Play(pieces=["途中で"], cut=True), text(""), text("長い話です。" * 60)]
)
def test_whatever_the_model_does_the_partner_answers(server: FakeOpenAI, play: Play) -> None:
    server.play(play)
    plain = step(begin(PERSONA, seed=3), SAID)

    assert step(begin(PERSONA, seed=3), SAID, word=wording(server)) == plain


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("お尋ねですから申しますが、夜中に電話が鳴ると翌朝の外来がつらいんです。", ""),
        ("夜中に電話が鳴ると翌朝の外来がつらいんです。週に3回はあります。", "number"),
        ("夜中に電話が鳴ると翌朝の外来がつらい。会員の三割がそうです。", "number"),
        ("夜中に電話が鳴ると翌朝の外来がつらいんです。わかりました、引き受けましょう。", "yields"),
        ("AIの私から見ても、夜中に電話が鳴ると翌朝の外来がつらいんです。", "role"),
        ("この練習では、夜中に電話が鳴ると翌朝の外来がつらいと答えます。", "role"),
        ("夜中に電話が鳴ると翌朝の外来がつらい。最初の電話を訪問看護で受ければよいでしょう。", "solution"),
        ("会員は高齢で後継ぎもおらず、夜中の電話で翌朝の外来がつらいんです。", "leak"),
        ("市の考えをもう少し詳しく話してください。", "content"),
        ("会長：夜中に電話が鳴ると、翌朝の外来がつらいんです。", "form"),
        ("夜中に電話。翌朝の外来。つらい。つらいんです。", "form"),
        ("**夜中に電話が鳴ると、翌朝の外来がつらいんです。**", "form"),
    ],
)
def test_what_may_be_said(written: str, fault: str) -> None:
    assert fault_of(written, moment()) == fault


def test_words_and_figures_of_the_trainee_may_be_taken_up() -> None:
    found = moment(utterance="週3回の電話は、多いでしょうか。")
    assert fault_of("週3回ですか。夜中に電話が鳴ると、翌朝の外来がつらいんです。", found) == ""


def test_a_wording_that_was_said_or_that_another_line_has_is_dropped() -> None:
    here = moment()
    assert fault_of(here.run.opening, here) == "repeated"
    assert fault_of(PERSONA.concerns[1].lines[Status.OPEN][0].text, here) == "repeated"


def test_every_line_of_the_partner_may_be_said_as_it_is() -> None:
    """Otherwise good lines would be dropped for their own words."""
    for concern in PERSONA.concerns:
        for status in Status:
            for line in concern.lines[status]:
                assert fault_of(line.text, replace(moment(), line=line)) == "", line

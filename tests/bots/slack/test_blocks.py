"""Answers as blocks: every one within Slack's limits, nothing lost, nobody pinged."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.coach.errors import TextTooLongError
from assistant.knowledge.handover import load_handover
from assistant.resources import corpus_root
from assistant.roleplay.personas import persona_ids
from assistant.sessions.practice import Practices, Wanted
from assistant.settings import Settings
from assistant.stores import Stores
from assistant.types import Answer, AnswerSection, Citation, Document
from bots.slack import modals
from bots.slack.blocks import CITATION, FOLLOW_UP, Shown, messages
from bots.slack.channels import ChannelRules, settings_modal
from bots.slack.coach_talk import CoachTalk
from bots.slack.commands import documents_messages
from bots.slack.home import Going, Work, home
from bots.slack.message import Message
from bots.slack.mrkdwn import escape, plain, typed
from bots.slack.practice_talk import PracticeTalk, consent
from bots.slack.selection import within
from bots.slack.splitting import split
from tests.bots.slack.desk import buttons, shown
from tests.fakes.slack_limits import faults_of_message, faults_of_view

ODD = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("。、\n&<>*_~`:@!#|「」🏥👩‍⚕️\u200b")), max_size=400
)  # fmt: skip
LONG = st.builds(lambda text, times: (text * times)[:20_000], ODD, st.sampled_from([1, 1, 40, 200]))
CITATIONS = st.builds(
    Citation, number=st.integers(1, 99), document_id=ODD, title=LONG, edition=ODD, section=LONG,
    page=st.none() | st.integers(1, 999), quote=LONG, address=ODD, superseded=st.booleans(), passage_id=ODD,
)  # fmt: skip
ANSWERS = st.builds(
    Answer, id=st.just("a1b2"), question=LONG, status=st.sampled_from(["answered", "no_evidence", "refused"]),
    mode=st.sampled_from(["extractive", "generated"]), text=LONG,
    sections=st.lists(st.builds(AnswerSection, label=ODD, text=LONG), max_size=4).map(tuple),
    citations=st.lists(CITATIONS, max_size=30).map(tuple), suggestions=st.lists(LONG, max_size=8).map(tuple),
    warnings=st.lists(LONG, max_size=3).map(tuple), conversation_id=st.just("c1"),
    certainty=st.sampled_from(["", "stated", "inferred", "absent"]),
)  # fmt: skip


def answer(text: str, **more: object) -> Answer:
    return Answer(id="a", question="問い", status="answered", mode="extractive", text=text, **more)  # type: ignore[arg-type]


@settings(max_examples=120, deadline=None)
@given(found=ANSWERS, private=st.booleans(), introduction=LONG)
def test_every_message_keeps_slacks_limits(found: Answer, private: bool, introduction: str) -> None:
    pages = messages(found, Shown(asker="" if private else "U1", key="k", introduction=introduction, can_share=private))

    for page in pages:
        assert list(faults_of_message(page.text, list(page.blocks))) == []
        json.dumps(page.blocks).encode("utf-8")
    for button in (b for page in pages for b in buttons(list(page.blocks), CITATION)):
        assert faults_of_view(modals.citation(json.loads(button["value"]), None)) == []


@settings(max_examples=200, deadline=None)
@given(text=LONG, room=st.integers(20, 3_000))
def test_pieces_make_up_the_text_again(text: str, room: int) -> None:
    pieces = split(text, room)

    assert "".join(pieces) == text
    assert all(len(escape(piece)) <= room for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(text=ODD)
def test_escaping_hides_nothing_and_leaves_no_markup(text: str) -> None:
    escaped = escape(text)

    assert plain(escaped) == text.replace("\u200b", "")
    assert not re.search("[<>]|&(?!amp;|lt;|gt;)", escaped)
    assert not re.search(r":[a-z0-9_+'-]+:", escaped)


@pytest.mark.parametrize(
    "text", ["<!channel> を呼ぶ", "<@U123> さん", "<!subteam^S1>", "<https://example.com|銀行>", "<#C1|general>", "&lt;!here&gt;"]
)  # fmt: skip
def test_nobody_is_pinged_and_no_link_is_made(text: str) -> None:
    found = answer(text, sections=(AnswerSection(label=text, text=text),), suggestions=(text,), warnings=(text,))
    for page in messages(found, Shown(introduction=text)):
        for block in page.blocks:
            raw = json.dumps(_mrkdwn(block), ensure_ascii=False)
            assert "<" not in raw
        assert "<" not in page.text


def _mrkdwn(value: object) -> list[str]:
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            assert value["verbatim"] is True  # or Slack would look for names and addresses itself
            return [value["text"]]
        return [text for item in value.values() for text in _mrkdwn(item)]
    return [text for item in value for text in _mrkdwn(item)] if isinstance(value, list) else []


def test_twenty_thousand_characters_lose_nothing() -> None:
    sentence = "在宅医療と介護の連携は、暮らしを支えるためにあります。"
    text = "".join(f"{number}番目に、{sentence}" for number in range(600))[:20_000]
    pages = messages(answer(text), Shown())

    assert len(pages) >= 2
    together = "".join(shown([block]) for page in pages for block in page.blocks if block["type"] == "section")
    assert together == text
    pieces = [shown([block]) for page in pages for block in page.blocks if block["type"] == "section"]
    assert all(piece.endswith("。") for piece in pieces[:-1])
    assert pages[1].text == "（つづき）"


def test_citations_carry_all_that_their_modal_needs() -> None:
    citation = Citation(number=3, document_id="d", title="手引き", edition="第2版", section="1-2", page=14, quote="原文です。",
                        address="https://example.jp/a", passage_id="p", superseded=True)  # fmt: skip
    [page] = messages(answer("答え。[3]", citations=(citation,)), Shown())
    [button] = buttons(list(page.blocks), CITATION)
    view = modals.citation(json.loads(button["value"]), None)

    assert "[3] 手引き ／ 第2版 ／ 1-2 ／ 14ページ ／ 旧版".replace("[3]", "*[3]*") in shown(list(page.blocks))
    assert "原文です。" in shown(view["blocks"])
    assert "<https://example.jp/a|公表元のページ>" in shown(view["blocks"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a|b", "https://a> <!channel>", "file:///etc/passwd"])
def test_an_address_that_is_none_makes_no_link(address: str) -> None:
    view = modals.citation({"number": 1, "place": "p", "quote": "q", "address": address}, None)

    assert address not in shown(view["blocks"])


def test_layers_come_in_their_order_with_how_sure_the_answer_is() -> None:
    layers = tuple(AnswerSection(label=label, text=f"{label}の文。") for label in ("結論", "理由", "資料の根拠", "自市での言い方"))
    [page] = messages(answer("答え。", sections=layers, certainty="inferred"), Shown())
    text = shown(list(page.blocks))

    assert [line.strip("*") for line in text.splitlines() if line.startswith("*")] == [layer.label for layer in layers]
    assert "資料から読み取れる" in text
    assert "確かさ" not in shown(list(messages(answer("答え。"), Shown())[0].blocks))


def test_follow_ups_hold_their_whole_question() -> None:
    long = "長い質問です" * 30
    [page] = messages(answer("答え。", suggestions=(long, "短い質問")), Shown())
    first, second = buttons(list(page.blocks), FOLLOW_UP)

    assert json.loads(first["value"]) == {"question": long}
    assert second["text"]["text"] == "短い質問"


@settings(max_examples=40, deadline=None)
@given(text=LONG, day=st.integers(1, 31))
def test_the_home_tab_keeps_slacks_limits(text: str, day: int) -> None:
    path = load_handover(corpus_root() / "guide" / "paths" / "handover.yaml")
    rows = [Going(line=f"<!channel> {text}", label="続ける", action="a", value={"run": "r"})] * 5
    work = Work(recent=[text] * 9, conversations=rows, sheets=rows, practices=[Going(line=text)])

    view = home(work, path, day)
    assert faults_of_view(view) == []
    assert "<" not in json.dumps(_mrkdwn(view), ensure_ascii=False)
    assert len(buttons(home(Work(), path, day)["blocks"], FOLLOW_UP)) == 4


@settings(max_examples=25, deadline=None)
@given(text=LONG, title=ODD)
def test_talks_lists_and_modals_keep_slacks_limits(text: str, title: str) -> None:
    documents = {f"d{n}": SimpleNamespace(document=Document(id=f"d{n}", title=title * 9, edition=title)) for n in range(30)}
    generation = SimpleNamespace(documents=documents, notes={}, passages={})
    installed: Any = SimpleNamespace(generation=generation)
    coach = CoachTalk(None, lambda _: {"title": title, "section": text})  # type: ignore[arg-type]
    task: Any = {"talk": "coach", "sheet": "", "scene": "daily", "step": "vision", "raised": [], "draft": "", "owner": "o"}
    pages = [*documents_messages(installed), *selection_pages(title, text)]
    with suppress(TextTooLongError):
        pages += coach.say(task, text)[1]
    for page in pages:
        assert list(faults_of_message(page.text, list(page.blocks))) == []
        assert "<" not in json.dumps([_mrkdwn(block) for block in page.blocks], ensure_ascii=False)
    chosen = ChannelRules(documents=("d1", "d29"))
    for view in (
        modals.feedback({"answer": "a", "conversation": "c", "question": text, "verdict": "not_helpful"}),
        settings_modal(chosen, "C1", [one.document for one in documents.values()]),
    ):
        assert faults_of_view(view) == []


def selection_pages(title: str, text: str) -> tuple[Message, ...]:
    """An answer out of a document that the channel did not choose."""
    citation = Citation(number=1, document_id="d", title=title, edition="", section=text, page=1, quote=text, address="")
    kept = within(answer(text, citations=(citation,), warnings=(text,)), {"other"})
    assert kept.citations == ()
    return messages(kept, Shown())


def test_practice_keeps_slacks_limits(tmp_path: Path) -> None:
    practices = Practices(Stores(Settings(data=tmp_path)).records)
    talk = PracticeTalk(practices)
    for level, persona in enumerate(persona_ids()):
        assert faults_of_view(consent(persona)) == []
        task, title, pages = talk.start("o", Wanted(persona=persona, level=level % 3 + 1, consent=True))
        said = "<!channel> *先生*、ご負担を増やさない形を一緒に考えさせてください。" * (1 + 20 * level)
        pages = (*pages, *talk.say(task, said[:1_000]), *talk.say(task, "ヒント"), *talk.resume("o", task["run"])[2])
        pages = (*pages, *talk.say(task, "終わります"), *talk.resume("o", task["run"])[2])
        for page in (*pages, Message(text=title)):
            assert list(faults_of_message(page.text, list(page.blocks))) == []
            assert "<" not in page.text
            assert "<" not in json.dumps([_mrkdwn(block) for block in page.blocks], ensure_ascii=False)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@U0BOT> なぜですか", "なぜですか"),
        ("<@U0BOT|renkei>　なぜですか", "なぜですか"),
        ("A &amp; B &lt;表&gt;", "A & B <表>"),
        ("<https://example.jp/a|資料>の3頁", "資料の3頁"),
        ("<https://example.jp/a>", "https://example.jp/a"),
        ("<!channel> <#C1|相談>", "#相談"),
    ],
)
def test_what_people_typed_is_read_back(sent: str, meant: str) -> None:
    assert typed(sent) == meant

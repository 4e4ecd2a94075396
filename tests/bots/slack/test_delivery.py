"""Rows 7, 8, 11, 12 and 13 of the faults: whatever Slack delivers, and however its connection breaks, each question is
answered once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from assistant.sessions.clock import now
from bots.slack.app import Sizes
from tests.bots.slack.conftest import Opened
from tests.bots.slack.desk import WHY, Office, Row, shown
from tests.fakes.fake_slack import Fault


def test_a_mention_is_answered_in_its_thread(office: Office) -> None:
    thread = office.ask()

    [answer] = office.workspace.thread("C1", thread)
    assert "看取り率" in shown(answer.blocks)
    assert answer.history == ["資料を検索しています…"]  # the placeholder became the answer
    assert office.workspace.statuses == ["資料を検索しています…"]
    assert office.workspace.refused == []


def test_a_follow_up_needs_no_mention(office: Office) -> None:
    thread = office.ask()
    said = office.workspace.says("C1", "U2", "それはなぜですか", thread)
    office.deliver(office.workspace.event(said))
    office.settle()

    assert len(office.workspace.thread("C1", thread)) == 2


def test_what_nobody_said_to_the_app_is_left_alone(office: Office) -> None:
    thread = office.ask()
    chat = office.workspace
    for body in (
        chat.event(chat.says("C1", "U1", "今日の会議は3時からです")),  # no thread, no mention
        chat.event(chat.says("C1", "U1", "別の話です", "1700000000.000001")),  # a thread that the app is not in
        chat.event(chat.says("C1", "U1", "<@U2> さんはどう思いますか", thread)),  # to somebody else
        chat.event(chat.says("C1", "U1", "直しました", thread), subtype="message_changed"),
        chat.event(chat.says("C1", "U9", "自動の投稿です", thread), bot_id="B9"),
    ):
        assert office.deliver(body).status_code == 200
    office.settle()

    assert len(chat.said()) == 1


def test_a_direct_message_is_answered(office: Office) -> None:
    said = office.workspace.says("D1", "U1", WHY)
    office.deliver(office.workspace.event(said))
    office.settle()

    [answer] = office.workspace.thread("D1", said.ts)
    assert "看取り率" in shown(answer.blocks)


def test_one_event_delivered_four_times_is_answered_once(office: Office) -> None:
    body = office.workspace.mention("C1", "U1", WHY)
    for number in range(4):
        retry = {"x-slack-retry-num": str(number)} if number else {}
        assert office.deliver(body, **retry).status_code == 200
    office.settle()

    assert len(office.workspace.said()) == 1


def test_also_across_a_restart(opened: Opened) -> None:
    first = opened()
    body = first.workspace.mention("C1", "U1", WHY)
    first.deliver(body)
    assert first.app.close()
    second = opened()
    second.deliver(body)
    second.settle()

    assert len(second.workspace.said()) == 1


def test_two_processes_answer_once(opened: Opened) -> None:
    one, other = opened(), opened()
    body = one.workspace.mention("C1", "U1", WHY)
    threads = [threading.Thread(target=office.deliver, args=(body,)) for office in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.settle()
    other.settle()

    assert len(one.workspace.said()) == 1


def test_a_mention_that_comes_as_two_events_is_answered_once(office: Office) -> None:
    chat = office.workspace
    thread = office.ask()
    said = chat.says("C1", "U1", "<@U0BOT> 医師会とはどう組みますか", thread)
    office.deliver(chat.event(said))
    office.deliver(chat.event(said, "app_mention"))
    office.settle()

    assert len(chat.thread("C1", thread)) == 2  # the first answer and this one


def test_a_rate_limit_is_waited_for_and_the_answer_posted_once(office: Office) -> None:
    office.workspace.faults["chat.postMessage"].append(Fault("rate", seconds=1))
    office.ask()

    assert len(office.workspace.said()) == 1
    assert office.workspace.count("chat.postMessage") == 1


def test_a_break_after_the_post_arrived_does_not_post_again(office: Office) -> None:
    office.workspace.faults["chat.postMessage"].append(Fault("break_after"))
    thread = office.ask()

    [answer] = office.workspace.thread("C1", thread)
    assert "看取り率" in shown(answer.blocks)
    assert office.workspace.count("chat.postMessage") == 1


def test_a_break_before_the_post_arrived_posts_again(office: Office) -> None:
    office.workspace.faults["chat.postMessage"].append(Fault("break_before"))
    thread = office.ask()

    assert len(office.workspace.thread("C1", thread)) == 1
    assert office.workspace.count("conversations.replies") == 1  # it looked first


def test_a_break_during_the_update_is_repeated(office: Office) -> None:
    office.workspace.faults["chat.update"].append(Fault("break_after"))
    thread = office.ask()

    [answer] = office.workspace.thread("C1", thread)
    assert "看取り率" in shown(answer.blocks)


def test_a_placeholder_that_somebody_deleted_is_no_reason_for_silence(office: Office) -> None:
    office.workspace.faults["chat.update"].append(Fault("error", error="message_not_found"))
    thread = office.ask()

    answer = office.workspace.thread("C1", thread)[-1]
    assert "看取り率" in shown(answer.blocks)


def test_an_answer_that_fails_is_an_apology_with_a_number(office: Office) -> None:
    thread = office.ask("あ" * 2_001)  # longer than a question may be

    [answer] = office.workspace.thread("C1", thread)
    assert "質問が長すぎます" in shown(answer.blocks)
    assert "番号 " in shown(answer.blocks)


def test_a_mention_without_a_question_gets_a_word(office: Office) -> None:
    thread = office.ask("")

    [answer] = office.workspace.thread("C1", thread)
    assert answer.text.startswith("知りたいことを")


def test_fifty_mentions_while_nothing_is_answered(opened: Opened) -> None:
    """Each is acknowledged in time, who waits is told so, who does not fit in is told so too, and nobody is dropped."""
    office = opened(Sizes(workers=1, limit=30))
    gate = threading.Event()
    office.app.queue.put("held", lambda: gate.wait(60) and None)  # type: ignore[func-returns-value]
    bodies = [office.workspace.mention(f"C{n % 25}", "U1", WHY) for n in range(50)]
    seconds = []
    for body in bodies:
        start = time.monotonic()
        assert office.deliver(body).status_code == 200  # acknowledged while the only worker is held
        seconds.append(time.monotonic() - start)
    assert max(seconds) < 3  # what Slack waits for
    assert office.app.aside.join(30)
    texts = [message.text for message in office.workspace.said()]
    assert sum("順番にお答えします" in text for text in texts) == 28
    refused = [text for text in texts if "大変混み合っており" in text]
    assert len(refused) == 20
    assert all("番号 " in text for text in refused)
    gate.set()
    office.settle()

    for body in bodies:
        assert len(office.workspace.thread(body["event"]["channel"], body["event"]["ts"])) == 1


def test_questions_of_a_process_that_died_get_an_apology_at_the_next_start(opened: Opened) -> None:
    from datetime import timedelta

    dead = opened(Sizes(workers=0))  # takes questions up and never answers
    bodies = [dead.workspace.mention("C1", "U1", WHY) for _ in range(2)]
    for body in bodies:
        dead.deliver(body)
    alive = opened()
    assert dead.app.desk.sweep(timedelta(0)) == 0  # its own are not lost to it
    assert alive.app.desk.sweep(timedelta(0)) == 2
    assert alive.app.desk.sweep(timedelta(0)) == 0

    for body in bodies:
        [apology] = alive.workspace.thread("C1", body["event"]["ts"])
        assert "もう一度お送りください" in apology.text
        assert "番号 " in apology.text


def test_a_burst_loses_none_and_answers_none_twice(opened: Opened) -> None:
    """300 questions, each delivered twice, over two processes at once, one of which is restarted in the middle."""
    one, other = opened(), opened()
    chat = one.workspace
    bodies = [chat.mention(f"C{n % 20}", f"U{n % 7 + 1}", WHY) for n in range(300)]
    codes: list[int] = []

    def deliver(office: Office, some: Sequence[Row]) -> None:
        codes.extend(office.deliver(body).status_code for body in some)

    _at_once(lambda: deliver(one, bodies[:100]), lambda: deliver(other, bodies[50:150]))
    assert one.app.close(60)
    again = opened()
    _at_once(lambda: deliver(again, [*bodies[:50], *bodies[100:300]]), lambda: deliver(other, bodies[150:]))
    again.settle()
    other.settle()

    assert codes == [200] * 600
    said = [len(chat.thread(body["event"]["channel"], body["event"]["ts"])) for body in bodies]
    assert said == [1] * 300
    assert all("結論" in shown(m.blocks) for m in chat.said())


def test_a_lost_question_that_was_deleted_is_not_pursued(opened: Opened) -> None:
    from datetime import timedelta

    dead = opened(Sizes(workers=0))
    body = dead.workspace.mention("C1", "U1", WHY)
    dead.deliver(body)
    assert dead.app.aside.join(30)
    dead.workspace.messages.clear()
    alive = opened()
    alive.app.desk.sweep(timedelta(0))

    assert [c for c in alive.app.stores.events.unfinished(now()) if c.place] == []
    assert alive.workspace.said() == []


def _at_once(*calls: Callable[[], None]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""Row 14 of the faults, and the way in that takes no inbound traffic."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from bots.slack.app import run_socket_mode
from tests.bots.slack.desk import WHY, Office, shown


@pytest.fixture
def connected(office: Office) -> Iterator[Office]:
    stop, ready = threading.Event(), threading.Event()
    thread = threading.Thread(target=run_socket_mode, args=(office.app, stop, ready.set), kwargs={"ping_seconds": 1.0})
    thread.start()
    assert ready.wait(20)
    assert office.workspace.connections()
    yield office
    stop.set()
    thread.join(60)
    assert not thread.is_alive()


def test_a_mention_over_the_socket(connected: Office) -> None:
    body = connected.workspace.mention("C1", "U1", WHY)
    envelope = connected.workspace.send(body)
    _until(lambda: len(connected.workspace.said()) == 1)
    connected.settle()

    [answer] = connected.workspace.thread("C1", body["event"]["ts"])
    assert "看取り率" in shown(answer.blocks)
    assert connected.workspace.acknowledged == [envelope]


def test_a_socket_that_is_cut_is_opened_again_and_repeated_events_are_answered_once(connected: Office) -> None:
    body = connected.workspace.mention("C1", "U1", WHY)
    connected.workspace.send(body)
    _until(lambda: len(connected.workspace.said()) == 1)
    connected.workspace.cut()
    assert connected.workspace.connections(timeout=60)
    connected.workspace.send(body)
    envelope = connected.workspace.send(connected.workspace.mention("C2", "U1", WHY))
    _until(lambda: envelope in connected.workspace.acknowledged)
    connected.settle()

    assert [m.channel for m in connected.workspace.said()] == ["C1", "C2"]


def test_a_socket_that_falls_silent_is_opened_again(connected: Office) -> None:
    connected.workspace.fall_silent()
    assert connected.workspace.connections(timeout=60)
    body = connected.workspace.mention("C1", "U1", WHY)
    connected.workspace.send(body)
    _until(lambda: len(connected.workspace.said()) == 1)
    connected.settle()

    assert "看取り率" in shown(connected.workspace.said()[0].blocks)


def _until(condition: object, timeout: float = 30) -> None:
    done = threading.Event()
    for _ in range(int(timeout / 0.05)):
        if condition():  # type: ignore[operator]
            return
        done.wait(0.05)
    raise AssertionError("it did not happen")

"""The waiting line."""

from __future__ import annotations

import threading

from bots.slack.queue import WorkQueue


def test_jobs_of_one_lane_keep_their_order_and_others_pass_them() -> None:
    queue, gate, done = WorkQueue(workers=2), threading.Event(), []
    other = threading.Event()
    queue.put("a", lambda: (gate.wait(10), done.append("a1"))[0] and None)
    queue.put("a", lambda: done.append("a2"))
    queue.put("b", lambda: (done.append("b"), other.set())[0])
    assert other.wait(10)
    gate.set()
    assert queue.join(10)

    assert done == ["b", "a1", "a2"]


def test_a_full_line_says_so_and_a_failing_job_stops_nobody() -> None:
    queue, gate, done = WorkQueue(workers=1, limit=2), threading.Event(), []
    started = threading.Event()
    queue.put("a", lambda: (started.set(), gate.wait(10), 1 / 0)[0])
    assert started.wait(10)
    taken = [queue.put(str(number), lambda: done.append(1)) for number in range(4)]
    gate.set()
    assert queue.close(10)

    assert taken == [True, True, False, False]
    assert done == [1, 1]
    assert not queue.put("late", lambda: None)

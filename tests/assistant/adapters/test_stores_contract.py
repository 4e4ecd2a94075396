"""One contract for everything that is kept in the database; SQLite passes it, and PostgreSQL where there is one.

Set TEST_POSTGRESQL to the address of an empty database (postgresql+psycopg://…) to run the second half.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.database import Database
from assistant.adapters.schema import metadata
from assistant.adapters.sql_activity import SqlActivity
from assistant.adapters.sql_audit import SqlAudit
from assistant.adapters.sql_conversations import SqlConversations
from assistant.adapters.sql_events import SqlEvents
from assistant.adapters.sql_feedback import SqlFeedback
from assistant.adapters.sql_gaps import SqlGaps
from assistant.adapters.sql_records import SqlRecords
from assistant.adapters.sql_usage import SqlUsage
from assistant.errors import Conflict, NotFound
from assistant.sessions.activity import CitedPlace, DayCount, Speed, VerdictCount
from assistant.sessions.audit import AuditEntry, entry_of
from assistant.sessions.conversation import Turn
from assistant.sessions.feedback import Feedback
from assistant.sessions.gaps import Unanswered
from assistant.types import Answer, AnswerSection, Citation, Evidence

START = datetime(2025, 4, 1, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Ticking:
    """A clock that goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        self.time += MINUTE
        return self.time


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'renkei.db'}")
        yield opened
        opened.close()
        return
    address = os.environ.get("TEST_POSTGRESQL")
    if not address:
        pytest.skip("TEST_POSTGRESQL is not set")
    opened = Database(address)
    yield opened
    with opened.write() as connection:
        metadata.drop_all(connection)
    opened.close()


def an_answer(**changed: object) -> Answer:
    citation = Citation(number=1, document_id="plan", title="海風市 要綱", edition="第2版", section="1. 夜間",
                        page=3, quote="当番は火曜日に交代し、", address="", note_id="night-duty")  # fmt: skip
    evidence = Evidence(document_id="plan", section="1", page=3, text="本文", score=1.5, kind="source")
    values: dict[str, object] = {
        "id": "a1", "question": "当番はいつ代わりますか", "status": "answered", "mode": "extractive",
        "text": "火曜日です。[1]", "sections": (AnswerSection(label="結論", text="火曜日です。[1]", citations=(1,)),),
        "citations": (citation,), "evidence": (evidence,), "suggestions": ("費用は誰が払いますか",),
        "warnings": ("旧版です。",), "elapsed_ms": 12.5, "confidence": 0.75,
    }  # fmt: skip
    return Answer(**{**values, **changed})  # type: ignore[arg-type]


def a_turn(question: str, at: datetime) -> Turn:
    return Turn(question=question, standalone=f"{question}(全文)", about="夜間の当番", answer=an_answer(), asked_at=at)


def test_a_conversation_comes_back_as_it_was_kept(database: Database) -> None:
    kept = SqlConversations(database, Ticking())
    made = kept.start(owner="tanaka", surface="web", title="当番はいつ代わりますか")
    kept.add(made, "tanaka", a_turn("当番は", START))
    kept.add(made, "tanaka", a_turn("それはなぜ", START + MINUTE))
    found = kept.get(made, "tanaka")
    assert [turn.question for turn in found.turns] == ["当番は", "それはなぜ"]
    first = found.turns[0]
    assert first == a_turn("当番は", START).__class__(
        question="当番は", standalone="当番は(全文)", about="夜間の当番", answer=an_answer(evidence=()), asked_at=START
    )
    assert (found.head.turns, found.head.updated_at) == (2, START + MINUTE)
    assert [turn.question for turn in kept.recent(made, "tanaka", 1)] == ["それはなぜ"]


def test_conversations_are_listed_latest_first_and_only_to_their_owner(database: Database) -> None:
    kept = SqlConversations(database, Ticking())
    older = kept.start(owner="tanaka", surface="web", title="一つ目")
    newer = kept.start(owner="tanaka", surface="slack", title="二つ目")
    kept.start(owner="sato", surface="web", title="別の人")
    assert [head.id for head in kept.heads("tanaka")] == [newer, older]
    kept.add(older, "tanaka", a_turn("当番は", START + timedelta(days=1)))
    assert [head.id for head in kept.heads("tanaka")] == [older, newer]
    assert [head.id for head in kept.heads("tanaka", limit=1, offset=1)] == [newer]


def test_anothers_conversation_is_missing(database: Database) -> None:
    kept = SqlConversations(database, Ticking())
    made = kept.start(owner="tanaka", surface="web", title="一つ目")
    for call in (
        lambda: kept.get(made, "sato"),
        lambda: kept.recent(made, "sato", 3),
        lambda: kept.add(made, "sato", a_turn("?", START)),
        lambda: kept.delete(made, "sato"),
    ):
        with pytest.raises(NotFound):
            call()
    assert kept.get(made, "tanaka").turns == ()


def test_deleting_a_conversation_leaves_nothing_of_it(database: Database) -> None:
    kept = SqlConversations(database, Ticking())
    made = kept.start(owner="tanaka", surface="web", title="一つ目")
    kept.add(made, "tanaka", a_turn("当番は", START))
    kept.delete(made, "tanaka")
    with pytest.raises(NotFound):
        kept.get(made, "tanaka")
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM turns")).scalar_one() == 0


def test_turns_added_at_once_are_all_kept(database: Database) -> None:
    kept = SqlConversations(database)
    made = kept.start(owner="tanaka", surface="web", title="一つ目")
    threads = [threading.Thread(target=kept.add, args=(made, "tanaka", a_turn(f"問{n}", START))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {turn.question for turn in kept.get(made, "tanaka").turns} == {f"問{n}" for n in range(8)}


def an_entry(at: datetime) -> AuditEntry:
    return entry_of(an_answer(), who="tanaka", surface="web", question="当番は", at=at, model="openai:x")


def test_the_audit_log_gives_back_what_was_written_oldest_first(database: Database) -> None:
    log = SqlAudit(database)
    for hour in range(3):
        log.write(an_entry(START + timedelta(hours=hour)))
    assert list(log.entries()) == [an_entry(START + timedelta(hours=hour)) for hour in range(3)]
    inside = list(log.entries(START + timedelta(hours=1), START + timedelta(hours=2)))
    assert [entry.at for entry in inside] == [START + timedelta(hours=1)]


def test_purging_the_audit_log_removes_what_is_older_and_says_how_much(database: Database) -> None:
    log = SqlAudit(database)
    for day in range(5):
        log.write(an_entry(START + timedelta(days=day)))
    assert log.purge(START + timedelta(days=3)) == 3
    assert [entry.at for entry in log.entries()] == [START + timedelta(days=day) for day in (3, 4)]
    assert log.purge(START) == 0


def test_unanswered_questions_are_kept_by_time(database: Database) -> None:
    ledger = SqlGaps(database)
    rows = [Unanswered(at=START + timedelta(days=30 * n), question=f"質問{n}", surface="cli") for n in range(3)]
    for row in rows:
        ledger.note(row)
    assert list(ledger.asked(START, START + timedelta(days=31))) == rows[:2]
    assert ledger.purge(START + timedelta(days=1)) == 1
    assert list(ledger.asked()) == rows[1:]


def test_the_last_word_of_a_user_on_an_answer_counts(database: Database) -> None:
    book = SqlFeedback(database)
    book.give(Feedback(answer_id="a1", who="tanaka", verdict="helpful", at=START, surface="web"))
    book.give(Feedback(answer_id="a1", who="sato", verdict="helpful", at=START + MINUTE, surface="web"))
    changed = Feedback(answer_id="a1", who="tanaka", verdict="not_helpful", at=START + 2 * MINUTE, surface="web",
                       reason="wrong", comment="数字が違います")  # fmt: skip
    book.give(changed)
    assert [(row.who, row.verdict) for row in book.given()] == [("sato", "helpful"), ("tanaka", "not_helpful")]
    assert book.given()[-1] == changed
    assert book.purge(START + 2 * MINUTE) == 1


def test_an_event_is_claimed_once_by_any_of_its_keys(database: Database) -> None:
    ledger = SqlEvents(database, Ticking())
    first = ledger.claim(["Ev1", "C1:170.1"], {"channel": "C1"})
    assert first is not None
    assert ledger.claim(["Ev1"], {}) is None
    assert ledger.claim(["Ev2", "C1:170.1"], {}) is None
    assert ledger.claim(["Ev2"], {}) is not None, "a refused claim leaves no key behind"


def test_of_many_who_claim_at_once_one_gets_it(database: Database) -> None:
    ledger = SqlEvents(database)
    got: list[bool] = []

    def claim() -> None:
        got.append(ledger.claim(["Ev1", "C1:170.1"], {}) is not None)

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 7 + [True]


def test_claims_that_nobody_finished_are_found_after_a_restart(database: Database) -> None:
    ledger = SqlEvents(database, Ticking())
    done = ledger.claim(["Ev1"], {"channel": "C1"})
    left = ledger.claim(["Ev2"], {"channel": "C2", "thread": "170.2"})
    assert done is not None
    ledger.finish(done.id)
    assert list(SqlEvents(database).unfinished(START + timedelta(hours=1))) == [left]
    assert list(ledger.unfinished(START)) == []
    assert ledger.purge(START + timedelta(hours=1)) == 2
    assert ledger.claim(["Ev1"], {}) is not None


def test_a_record_is_read_as_it_was_saved(database: Database) -> None:
    kept = SqlRecords(database, Ticking())
    made = kept.create("worksheet", owner="tanaka", title="令和7年度", body={"cells": ["望む方が", None, 3.5]})
    saved = kept.save(made, body={"cells": []}, title="令和7年度(案)")
    assert (saved.head.revision, saved.head.title) == (2, "令和7年度(案)")
    assert kept.get("worksheet", made.head.id, owner="tanaka") == saved
    assert kept.get("worksheet", made.head.id, owner=None) == saved


def test_who_saves_second_is_told_and_overwrites_nothing(database: Database) -> None:
    kept = SqlRecords(database, Ticking())
    made = kept.create("worksheet", owner="tanaka", title="令和7年度", body={"cell": ""})
    kept.save(made, body={"cell": "一人目"})
    with pytest.raises(Conflict) as caught:
        kept.save(made, body={"cell": "二人目"})
    assert caught.value.details["revision"] == 2
    assert kept.get("worksheet", made.head.id, owner=None).body == {"cell": "一人目"}


def test_a_record_is_seen_and_removed_by_its_owner_only(database: Database) -> None:
    kept = SqlRecords(database, Ticking())
    older = kept.create("run", owner="tanaka", title="一回目", body={})
    newer = kept.create("run", owner="tanaka", title="二回目", body={})
    kept.create("worksheet", owner="tanaka", title="別のもの", body={})
    other = kept.create("run", owner="sato", title="別の人", body={})
    assert [head.id for head in kept.heads("run", owner="tanaka")] == [newer.head.id, older.head.id]
    assert len(kept.heads("run", owner=None)) == 3
    for call in (kept.get, kept.delete):
        with pytest.raises(NotFound):
            call("run", other.head.id, owner="tanaka")
    kept.delete("run", older.head.id, owner="tanaka")
    with pytest.raises(NotFound):
        kept.save(older, body={"late": True})


def test_a_user_gets_so_many_answers_a_day_and_no_more(database: Database) -> None:
    ledger, day = SqlUsage(database), date(2025, 4, 1)
    assert [ledger.take("tanaka", day, 2) for _ in range(3)] == [True, True, False]
    assert ledger.take("sato", day, 2)
    assert ledger.take("tanaka", date(2025, 4, 2), 2)
    ledger.spend("tanaka", day, 1_200)
    ledger.spend("tanaka", day, 300)
    assert ledger.of("tanaka", day) == (2, 1_500)
    assert not ledger.take("abe", day, 0)
    assert ledger.purge(date(2025, 4, 2)) == 2


def test_many_at_once_do_not_get_past_the_limit(database: Database) -> None:
    ledger, got = SqlUsage(database), []

    def take() -> None:
        got.append(ledger.take("tanaka", date(2025, 4, 1), 3))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(got) == 3


def test_figures_count_by_the_days_of_japan(database: Database) -> None:
    log, book = SqlAudit(database), SqlFeedback(database)
    midnight = datetime(2025, 4, 1, 15, tzinfo=UTC)  # the second of April begins in Japan
    for minutes, surface, status, latency in ((-1, "web", "answered", 10.0), (0, "web", "answered", 30.0),
                                              (1, "web", "no_evidence", 20.0), (2, "slack", "answered", 400.0)):  # fmt: skip
        answer = an_answer(status=status, elapsed_ms=latency)
        log.write(entry_of(answer, who=surface, surface=surface, question=f"{latency}の質問", at=midnight + minutes * MINUTE,
                           model=""))  # fmt: skip
    for who, verdict, reason in (("a", "helpful", ""), ("b", "helpful", ""), ("c", "not_helpful", "unclear")):
        book.give(Feedback(answer_id="a1", who=who, verdict=verdict, at=midnight, surface="web", reason=reason))
    figures, span = SqlActivity(database), (midnight - timedelta(days=1), midnight + timedelta(days=1))

    assert figures.days(*span) == (
        DayCount(day=date(2025, 4, 1), surface="web", status="answered", count=1),
        DayCount(day=date(2025, 4, 2), surface="slack", status="answered", count=1),
        DayCount(day=date(2025, 4, 2), surface="web", status="answered", count=1),
        DayCount(day=date(2025, 4, 2), surface="web", status="no_evidence", count=1),
    )
    assert figures.people(*span) == 2
    assert figures.speed(*span) == Speed(count=4, median=20.0, p95=400.0)
    assert [(slow.surface, slow.question) for slow in figures.slowest(*span, 2)] == [("slack", "400.0の質問"), ("web", "30.0の質問")]
    assert figures.verdicts(*span) == (
        VerdictCount(surface="web", verdict="helpful", reason="", count=2),
        VerdictCount(surface="web", verdict="not_helpful", reason="unclear", count=1),
    )
    assert figures.cited(*span) == (CitedPlace(place="plan 1. 夜間 p.3", count=4),)
    assert figures.speed(midnight - timedelta(days=3), midnight - timedelta(days=2)) == Speed(count=0, median=0.0, p95=0.0)

"""Practice runs that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.database import Database
from assistant.adapters.sql_records import SqlRecords
from assistant.errors import Conflict, NotFound, UsageError
from assistant.sessions.practice import Practices, Wanted

AGREED = Wanted(persona="president-opposed", level=1, seed=4, consent=True)
SAID = "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。"


@pytest.fixture
def practices(tmp_path: Path) -> Iterator[Practices]:
    database = Database(f"sqlite:///{tmp_path / 'renkei.db'}")
    yield Practices(SqlRecords(database))
    database.close()


def test_run_is_read_back_as_it_was_left(practices: Practices) -> None:
    begun = practices.start("sato", AGREED)
    said = practices.say(begun.head.id, "sato", begun.head.revision, SAID)

    assert practices.get(begun.head.id, owner="sato") == said
    assert said.run.turns[0].utterance == SAID
    assert said.score is None


def test_two_runs_without_a_seed_differ(practices: Practices) -> None:
    wanted = Wanted(persona="resident-rep", consent=True)

    assert len({practices.start("sato", wanted).run.seed for _ in range(4)}) > 1


def test_nothing_is_kept_without_consent(practices: Practices) -> None:
    with pytest.raises(UsageError):
        practices.start("sato", Wanted(persona="resident-rep"))
    assert list(practices.all(None)) == []


def test_step_from_an_old_revision_changes_nothing(practices: Practices) -> None:
    begun = practices.start("sato", AGREED)
    said = practices.say(begun.head.id, "sato", begun.head.revision, SAID)

    for late in (
        lambda: practices.say(begun.head.id, "sato", begun.head.revision, "二度目です。"),
        lambda: practices.hint(begun.head.id, "sato", begun.head.revision),
        lambda: practices.finish(begun.head.id, "sato", begun.head.revision),
    ):
        with pytest.raises(Conflict):
            late()
    assert practices.get(begun.head.id, owner="sato") == said


def test_end_is_kept_with_its_score_and_can_be_asked_for_again(practices: Practices) -> None:
    begun = practices.start("sato", AGREED)
    said = practices.say(begun.head.id, "sato", begun.head.revision, SAID)
    over = practices.finish(begun.head.id, "sato", said.head.revision)

    assert over.over and over.score is not None and over.score > 0
    assert "own_view_first" in over.points
    assert practices.finish(begun.head.id, "sato", over.head.revision) == over


def test_debrief_looks_at_earlier_runs_with_this_partner_only(practices: Practices) -> None:
    for persona in ("president-opposed", "resident-rep"):
        run = practices.start("sato", Wanted(persona=persona, consent=True))
        practices.finish(run.head.id, "sato", run.head.revision)
    other = practices.start("tanaka", AGREED)
    practices.finish(other.head.id, "tanaka", other.head.revision)
    now = practices.start("sato", AGREED)
    now = practices.finish(now.head.id, "sato", now.head.revision)

    compared = practices.debrief(now).comparison
    assert compared is not None and compared.runs == 1
    assert practices.debrief(other_over := practices.get(other.head.id, owner=None)).comparison is None
    assert other_over.over


def test_run_of_another_is_as_missing_as_none(practices: Practices) -> None:
    run = practices.start("sato", AGREED)

    for missing in (
        lambda: practices.get(run.head.id, owner="tanaka"),
        lambda: practices.say(run.head.id, "tanaka", run.head.revision, SAID),
        lambda: practices.delete(run.head.id, "tanaka"),
    ):
        with pytest.raises(NotFound):
            missing()
    assert practices.get(run.head.id, owner=None).head.owner == "sato"

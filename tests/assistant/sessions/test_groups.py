"""Groups, what members show their trainers, and the overview that follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.adapters.database import Database
from assistant.adapters.sql_records import SqlRecords
from assistant.errors import NotFound, UsageError
from assistant.sessions.groups import Groups
from assistant.sessions.overview import overview
from assistant.sessions.practice import Practice, Practices, Wanted
from assistant.sessions.sharing import shares

NOW = datetime(2026, 5, 1, tzinfo=UTC)
GOOD = "市としては、望む方が住み慣れた家で暮らし続けられる町にしたいと考えています。看取り率を数値目標にするつもりはありません。"
BAD = "国の方針なので、今日中に必ず引き受けてください。"


class Office:
    """Groups and runs over one database, with a clock that a test sets."""

    def __init__(self, path: Path) -> None:
        self.now = NOW
        self.database = Database(f"sqlite:///{path / 'renkei.db'}")
        records = SqlRecords(self.database, lambda: self.now)
        self.groups = Groups(records)
        self.practices = Practices(records, clock=lambda: self.now)

    def run(self, owner: str, *said: str, show: bool = True, persona: str = "president-cautious") -> Practice:
        shown = shares(self.groups.joined_by(owner), self.now, 30) if show else ()
        made = self.practices.start(owner, Wanted(persona=persona, seed=1, consent=True, shared=shown))
        for utterance in said:
            made = self.practices.say(made.head.id, owner, made.head.revision, utterance)
        self.now += timedelta(minutes=1)
        return self.practices.finish(made.head.id, owner, made.head.revision) if said else made

    def shown(self, trainer: str, group_id: str) -> list[str]:
        members = self.groups.get(group_id).members
        return [practice.head.id for practice in self.practices.shown_to(trainer, members, group_id)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.database.close()


def test_one_joins_by_the_code_however_it_is_typed(office: Office) -> None:
    group = office.groups.create("  海風市  研修 ", ["sato"])
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter for letter in group.code.lower())

    assert group.name == "海風市 研修"
    assert office.groups.join(wide, "tanaka").members == ("tanaka",)
    assert office.groups.join(group.code.replace("-", " "), "tanaka").members == ("tanaka",)
    renewed = office.groups.renew_code(group.id)
    with pytest.raises(UsageError):
        office.groups.join(group.code, "suzuki")
    assert office.groups.join(renewed.code, "suzuki").members == ("tanaka", "suzuki")
    with pytest.raises(UsageError):
        office.groups.join(" - ", "suzuki")


@pytest.mark.parametrize("name", ["", " \n ", "あ" * 61, "改\x00行"])
def test_a_group_has_a_name_and_a_trainer(office: Office, name: str) -> None:
    with pytest.raises(UsageError):
        office.groups.create(name, ["sato"])
    with pytest.raises(UsageError):
        office.groups.create("研修", [])


def test_a_trainer_reads_only_what_was_shown_to_them(office: Office) -> None:
    group = office.groups.create("研修", ["sato"])
    office.groups.add(group.id, "tanaka")
    shown, hidden = office.run("tanaka", GOOD), office.run("tanaka", GOOD, show=False)
    office.groups.add_trainer(group.id, "late")

    assert office.shown("sato", group.id) == [shown.head.id]
    assert office.shown("late", group.id) == []
    assert office.practices.readable(shown.head.id, "sato").head.owner == "tanaka"
    for run, reader in ((hidden, "sato"), (shown, "late"), (shown, "suzuki")):
        with pytest.raises(NotFound):
            office.practices.readable(run.head.id, reader)


def test_what_was_shown_ends_with_its_time_and_with_the_membership(office: Office) -> None:
    group = office.groups.create("研修", ["sato"])
    office.groups.add(group.id, "tanaka")
    run = office.run("tanaka", GOOD)

    office.groups.remove(group.id, "tanaka")
    assert office.shown("sato", group.id) == []
    office.groups.add(group.id, "tanaka")
    assert office.shown("sato", group.id) == [run.head.id]
    office.now += timedelta(days=30)
    assert office.shown("sato", group.id) == []
    assert office.practices.readable(run.head.id, "tanaka").score is not None


def test_consent_is_taken_back_for_one_run_one_group_or_all(office: Office) -> None:
    one, two = office.groups.create("甲", ["sato"]), office.groups.create("乙", ["sato"])
    for group in (one, two):
        office.groups.add(group.id, "tanaka")
    first, second = office.run("tanaka", GOOD), office.run("tanaka")

    assert office.practices.withdraw("tanaka", practice_id=first.head.id, group=one.id) == 1
    assert office.shown("sato", one.id) == [second.head.id]
    assert office.shown("sato", two.id) == [second.head.id, first.head.id]
    assert office.practices.withdraw("tanaka", group=two.id) == 2
    assert office.practices.withdraw("tanaka") == 1
    assert office.shown("sato", one.id) == office.shown("sato", two.id) == []
    with pytest.raises(NotFound):
        office.practices.withdraw("suzuki", practice_id=first.head.id)
    kept = office.practices.get(second.head.id, owner="tanaka")
    assert office.practices.say(kept.head.id, "tanaka", kept.head.revision, GOOD).run.turns


def test_names_are_kept_as_long_as_their_users_are_in(office: Office) -> None:
    group = office.groups.create("研修", ["sato"], {"sato": "佐藤"})
    group = office.groups.join(group.code, "8f2c", "田中")
    assert office.groups.add(group.id, "8f2c").names == {"sato": "佐藤", "8f2c": "田中"}
    assert office.groups.remove(group.id, "8f2c").names == {"sato": "佐藤"}


def test_the_last_trainer_stays(office: Office) -> None:
    group = office.groups.create("研修", ["sato"])
    with pytest.raises(UsageError):
        office.groups.remove_trainer(group.id, "sato")
    office.groups.add_trainer(group.id, "suzuki")
    assert office.groups.remove_trainer(group.id, "sato").trainers == ("suzuki",)
    with pytest.raises(NotFound):
        office.groups.led(group.id, "sato")
    assert office.groups.led(group.id, None).id == group.id


def test_overview_counts_people_partners_and_what_fails(office: Office) -> None:
    runs = [
        office.run("tanaka", BAD), office.run("tanaka", GOOD), office.run("tanaka"),
        office.run("suzuki", GOOD, persona="resident-rep"),
    ]  # fmt: skip
    found = overview(runs)

    assert (found.runs, found.finished) == (4, 3)
    tanaka = next(person for person in found.people if person.id == "tanaka")
    [tally] = tanaka.tallies
    assert (tally.runs, tally.first, tally.last, tally.best) == (2, runs[0].score, runs[1].score, runs[1].score)
    assert [mark.score for mark in tanaka.course] == [runs[0].score, runs[1].score]
    assert tanaka.going_on == 1
    missed = {row.id: row.count for row in found.missed}
    assert missed["no_home_death_target"] == 1
    assert missed["joint_training"] == 3
    assert found.missed[0].count == 3
    assert ("blames_state", 1) in [(row.id, row.count) for row in found.hardened]
    assert found.mean == round(sum(run.score or 0 for run in runs) / 3)


def test_nothing_is_counted_where_nothing_is_shown(office: Office) -> None:
    found = overview([])
    assert (found.runs, found.mean, found.people, found.missed) == (0, None, (), ())

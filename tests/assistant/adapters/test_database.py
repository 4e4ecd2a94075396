"""The database file: durable, versioned, and honest about what fails."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from assistant.adapters.database import Database
from assistant.adapters.migrations import migrate
from assistant.adapters.schema import schema_versions
from assistant.errors import SettingsError, StorageError


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def pragma(database: Database, name: str) -> object:
    with database.read() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar_one()


def test_every_commit_is_on_the_disk_and_readers_do_not_wait(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "foreign_keys") == 1
    with database.write() as writer:
        writer.execute(text("INSERT INTO unanswered (at, question, surface) VALUES ('2025-04-01', 'q', 'cli')"))
        with database.read() as reader:
            assert reader.execute(text("SELECT count(*) FROM unanswered")).scalar_one() == 0


def count(database: Database) -> object:
    with database.read() as connection:
        return connection.execute(text("SELECT count(*) FROM unanswered")).scalar_one()


def add(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO unanswered (at, question, surface) VALUES ('2025-04-01', 'q', 'cli')"))


def test_a_file_that_is_taken_away_or_put_back_is_what_is_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database(address(tmp_path / "a.db"))
    add(database)
    (tmp_path / "kept").mkdir()
    for path in list(tmp_path.glob("a.db*")):
        path.rename(tmp_path / "kept" / path.name)

    assert count(database) == 0
    add(database)
    add(database)
    assert count(Database(address(tmp_path / "a.db"))) == 2
    assert "taken away" in caplog.text

    for path in list(tmp_path.glob("a.db*")):
        path.unlink()
    for path in (tmp_path / "kept").iterdir():
        path.rename(tmp_path / path.name)
    assert count(database) == 1


def test_the_folder_is_made(tmp_path: Path) -> None:
    Database(address(tmp_path / "not" / "yet" / "a.db"))
    assert (tmp_path / "not" / "yet" / "a.db").exists()


def write_and_fail(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO unanswered (at, question, surface) VALUES ('2025-04-01', 'q', 'cli')"))
        raise ValueError("stop")


def test_what_fails_in_the_middle_of_a_transaction_leaves_nothing(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    with pytest.raises(ValueError, match="stop"):
        write_and_fail(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM unanswered")).scalar_one() == 0


def test_two_processes_write_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Database(address(path))
    script = f"""
from datetime import UTC, datetime
from assistant.adapters.database import Database
from assistant.adapters.sql_gaps import SqlGaps
from assistant.sessions.gaps import Unanswered
ledger = SqlGaps(Database({address(path)!r}))
for n in range(25):
    ledger.note(Unanswered(at=datetime.now(UTC), question=str(n), surface='cli'))
"""
    running = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM unanswered").fetchone() == (75,)


def test_a_database_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError):
        Database(address(tmp_path / "file" / "a.db"))
    (tmp_path / "noise.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StorageError):
        Database(address(tmp_path / "noise.db"))


def test_an_error_does_not_repeat_what_a_user_wrote(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    with pytest.raises(StorageError) as caught, database.write() as connection:
        connection.execute(text("INSERT INTO unanswered (id, at, question) VALUES (1, NULL, :q)"), {"q": "secret"})
    assert "secret" not in f"{caught.value} {caught.value.details}"
    assert isinstance(caught.value.__cause__, IntegrityError)


@pytest.mark.parametrize("wrong", ["nonsense", "oracle+nothing://u:pass-word@h/d", "sqlite+nothing:///x"])
def test_an_address_that_is_none_is_named_without_its_password(wrong: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Database(wrong)
    assert caught.value.details["name"] == "RENKEI_DATABASE"
    assert "pass-word" not in str(caught.value)


def test_a_database_opens_again_at_its_version(tmp_path: Path) -> None:
    Database(address(tmp_path / "a.db")).close()
    with Database(address(tmp_path / "a.db")).read() as connection:
        assert [row.version for row in connection.execute(select(schema_versions))] == [1]


def add_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE unanswered ADD COLUMN extra TEXT NOT NULL DEFAULT 'x'"))


def fails(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE unanswered ADD COLUMN half TEXT"))
    raise RuntimeError("stop")


def columns(database: Database) -> list[str]:
    with database.read() as connection:
        return [row.name for row in connection.execute(text("PRAGMA table_info(unanswered)"))]


def test_an_older_database_is_brought_up_step_by_step(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    with database.write() as connection:
        assert migrate(connection, (add_column,)) == 2
    with database.write() as connection:
        assert migrate(connection, (add_column,)) == 2, "a step is taken once"
    assert columns(database)[-1] == "extra"


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    with pytest.raises(RuntimeError), database.write() as connection:
        migrate(connection, (add_column, fails))
    assert "extra" not in columns(database)
    assert "half" not in columns(database)
    with database.read() as connection:
        assert [row.version for row in connection.execute(select(schema_versions))] == [1]


def test_the_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    with database.write() as connection:
        migrate(connection, (add_column,))
    with pytest.raises(StorageError, match="version 2"):
        Database(address(tmp_path / "a.db"))


def rows(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM unanswered")).scalar_one())


def write_one(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("INSERT INTO unanswered (at, question, surface) VALUES ('2025-04-01', 'q', 'cli')"))


def test_what_is_written_together_is_kept_together_or_not_at_all(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    with database.together():
        write_one(database)
        write_one(database)
        assert rows(database) == 0
    assert rows(database) == 2

    with pytest.raises(ValueError, match="stop"), database.together():
        write_one(database)
        raise ValueError("stop")
    assert rows(database) == 2
    write_one(database)
    assert rows(database) == 3


def test_another_thread_does_not_write_into_a_transaction_of_this_one(tmp_path: Path) -> None:
    database = Database(address(tmp_path / "a.db"))
    other = threading.Thread(target=write_one, args=(database,))
    with pytest.raises(ValueError, match="stop"), database.together():
        write_one(database)
        other.start()  # waits for this one's end
        raise ValueError("stop")
    other.join(20)
    assert rows(database) == 1

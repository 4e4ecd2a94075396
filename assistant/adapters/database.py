"""The database: SQLite in a file (WAL, every commit on the disk), or PostgreSQL by address. One schema for both."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from assistant.adapters.migrations import migrate
from assistant.errors import SettingsError, StorageError

log = logging.getLogger("renkei")
_WAIT = 10.0
"""Seconds that a writer waits for another one."""
_WRITES = "renkei_writes"


class Database:
    """Connections to one database. Threads may share it."""

    def __init__(self, address: str) -> None:
        """Open the database at `address` (a SQLAlchemy URL); it is made, or brought to this version, if need be.

        Raises:
            SettingsError: the address is none, or its driver is not installed.
            StorageError: the database cannot be reached or written.
        """
        self._address = address
        self._local = threading.local()
        self._opening = threading.Lock()
        self._open()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading; several statements see one state.

        Raises:
            StorageError: the database cannot be reached or read.
        """
        engine = self._current()
        with _storage_errors(engine), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: kept as a whole at the end of the block, or not at all.

        Raises:
            StorageError: the disk is full, the database cannot be reached, or another writer held it for ten seconds.
        """
        held: Connection | None = getattr(self._local, "writing", None)
        if held is not None:
            with _storage_errors(self._engine):
                yield held
            return
        with _writing(self._current()) as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread writes inside of the block is one transaction: the disk is waited for once. Reads inside see
        what was there before.

        Raises:
            StorageError: as `write`; nothing of the block was kept.
        """
        with self.write() as connection:
            self._local.writing = connection
            try:
                yield
            finally:
                self._local.writing = None

    def ping(self) -> str:
        """The kind of the database, once it has answered.

        Raises:
            StorageError: it cannot be reached or read.
        """
        with self.read() as connection:
            connection.exec_driver_sql("SELECT 1")
            return connection.dialect.name

    def close(self) -> None:
        """Give up all connections."""
        self._engine.dispose()

    def _current(self) -> Engine:
        """The engine of the file that is there now. One that was taken away or put back from a copy under a running
        server would go on being written, by no name that anybody could find it by.
        """
        if _file(self._engine) == self._opened:
            return self._engine
        with self._opening:
            if _file(self._engine) != self._opened:
                log.error("the file of the database was taken away or replaced: %s", self._engine.url.database)
                self._engine.dispose()
                self._open()
            return self._engine

    def _open(self) -> None:
        self._engine = _engine(self._address)
        with _writing(self._engine) as connection:
            migrate(connection)
        self._opened = _file(self._engine)


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with _storage_errors(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


def _file(engine: Engine) -> tuple[int, int] | None:
    """What tells the file of a SQLite database from another one under its name; None where there is none."""
    if engine.dialect.name != "sqlite":
        return None
    try:
        status = os.stat(engine.url.database or "")
    except OSError:
        return None
    return status.st_dev, status.st_ino


def insert_or(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the words of the connection's database."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        # the address may hold a password: only its reason is told
        raise SettingsError(f"RENKEI_DATABASE: {type(error).__name__}", name="RENKEI_DATABASE",
                            reason=type(error).__name__) from error  # fmt: skip


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_folder(Path(url.database).parent)
    engine = create_engine(url, connect_args={"timeout": _WAIT})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder}: {error}", path=str(folder), reason=error.strerror or str(error)) from error


def _on_connect(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver's guess
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    # A writer that begins as a reader can be refused when it turns: it says so from the start.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _storage_errors(engine: Engine) -> Iterator[None]:
    place = engine.url.database or engine.url.get_backend_name()
    try:
        yield
    except SQLAlchemyError as error:
        reason = _reason(error)
        raise StorageError(f"{place}: {reason}", path=place, reason=reason) from error


def _reason(error: SQLAlchemyError) -> str:
    """What failed, without the values of the statement, which may be what a user wrote."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return type(error).__name__
    name = getattr(error.orig, "sqlite_errorname", "") if isinstance(error.orig, sqlite3.Error) else ""
    return name or type(error.orig).__name__

"""Conversations in the database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from assistant.adapters.database import Database
from assistant.adapters.schema import conversations, turns
from assistant.errors import NotFound
from assistant.sessions.answer_row import answer_from_row, answer_row
from assistant.sessions.clock import Clock, now
from assistant.sessions.conversation import TITLE, Conversation, ConversationHead, Turn

_COUNT = (
    select(func.count()).where(turns.c.conversation_id == conversations.c.id).correlate(conversations).scalar_subquery()
)
_HEAD = select(conversations, _COUNT.label("turns"))
# What every exchange runs is put together once: building a statement costs more than running it.
_START = insert(conversations)
_TOUCH = (
    update(conversations)
    .where(conversations.c.id == bindparam("which"), conversations.c.owner == bindparam("whose"))
    .values(updated_at=bindparam("at"))
)
_LAST = select(func.coalesce(func.max(turns.c.number), 0)).where(turns.c.conversation_id == bindparam("which"))
_ADD = insert(turns).values(
    number=_LAST.scalar_subquery() + 1, conversation_id=bindparam("which"),
    **{name: bindparam(name) for name in ("question", "standalone", "about", "answer", "asked_at")},
)  # fmt: skip


class SqlConversations:
    """Conversations (the protocol `sessions.conversation.Conversations`)."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock

    def start(self, *, owner: str, surface: str, title: str) -> str:
        """Begin a conversation; returns its id."""
        made, at = secrets.token_hex(8), self._clock()
        row = {"id": made, "owner": owner, "surface": surface, "title": title[:TITLE], "created_at": at,
               "updated_at": at}  # fmt: skip
        with self._database.write() as connection:
            connection.execute(_START, row)
        return made

    def add(self, conversation_id: str, owner: str, turn: Turn) -> None:
        """Put `turn` at the end.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """
        with self._database.write() as connection:
            # first the head: on PostgreSQL its row lock keeps two turns from taking one number
            touched = connection.execute(_TOUCH, {"which": conversation_id, "whose": owner, "at": turn.asked_at})
            if touched.rowcount == 0:
                raise _missing(conversation_id)
            connection.execute(_ADD, {
                "which": conversation_id, "question": turn.question, "standalone": turn.standalone,
                "about": turn.about, "answer": answer_row(turn.answer), "asked_at": turn.asked_at,
            })  # fmt: skip

    def get(self, conversation_id: str, owner: str) -> Conversation:
        """The whole conversation.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """
        with self._database.read() as connection:
            head = _head_of(connection, conversation_id, owner)
            rows = connection.execute(
                select(turns).where(turns.c.conversation_id == conversation_id).order_by(turns.c.number)
            ).all()
        return Conversation(head=head, turns=tuple(_turn(row) for row in rows))

    def recent(self, conversation_id: str, owner: str, limit: int) -> Sequence[Turn]:
        """Its last `limit` turns, oldest first.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """
        query = select(turns).where(turns.c.conversation_id == conversation_id).order_by(turns.c.number.desc())
        with self._database.read() as connection:
            _head_of(connection, conversation_id, owner)
            rows = connection.execute(query.limit(limit)).all()
        return tuple(_turn(row) for row in reversed(rows))

    def heads(self, owner: str, *, limit: int = 50, offset: int = 0) -> Sequence[ConversationHead]:
        """The conversations of `owner`, the latest first."""
        query = _HEAD.where(conversations.c.owner == owner)
        query = query.order_by(conversations.c.updated_at.desc(), conversations.c.id).limit(limit).offset(offset)
        with self._database.read() as connection:
            return tuple(_head(row) for row in connection.execute(query))

    def delete(self, conversation_id: str, owner: str) -> None:
        """Remove it with all its turns.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """
        with self._database.write() as connection:
            gone = connection.execute(
                delete(conversations).where(conversations.c.id == conversation_id, conversations.c.owner == owner)
            )
            if gone.rowcount == 0:
                raise _missing(conversation_id)


def _head_of(connection: Connection, conversation_id: str, owner: str) -> ConversationHead:
    query = _HEAD.where(conversations.c.id == conversation_id, conversations.c.owner == owner)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise _missing(conversation_id)
    return _head(row)


def _head(row: Row[tuple[object, ...]]) -> ConversationHead:
    return ConversationHead(**row._mapping)


def _turn(row: Row[tuple[object, ...]]) -> Turn:
    values = dict(row._mapping)
    del values["conversation_id"], values["number"]
    return Turn(**{**values, "answer": answer_from_row(values["answer"])})


def _missing(conversation_id: str) -> NotFound:
    return NotFound(f"no conversation {conversation_id!r}", kind="conversation", name=conversation_id)

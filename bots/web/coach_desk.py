"""What the pages and the interface of the coach share: worksheets, and places with their quotes."""

from __future__ import annotations

from collections.abc import Callable

from assistant.app import Assistant
from assistant.roles.grounds import Grounds
from assistant.sessions.worksheets import Worksheets
from assistant.types import NoteSource
from bots.coach_contract import Resolve, by_documents
from bots.web.views.places import Place


class CoachDesk:
    """One per application."""

    def __init__(self, assistant: Assistant, grounds: Callable[[], Grounds]) -> None:
        self._assistant = assistant
        self._grounds = grounds

    @property
    def worksheets(self) -> Worksheets:
        """The worksheets of this installation.

        Raises:
            StorageError: the database cannot be reached or written.
        """
        return Worksheets(self._assistant.dialogue.stores.records)

    @property
    def resolve(self) -> Resolve:
        """Places of the documents as citations."""
        return by_documents(self._grounds())

    def passage_of(self, source: NoteSource) -> Place | None:
        """The passage that holds `source`, None where its document is not installed."""
        ground = self._grounds().of(source)
        return Place(document_id=source.document_id, passage_id=ground.passage_id) if ground else None

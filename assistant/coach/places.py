"""Places in the source documents, as the coach's texts name them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.language.normalise import squeeze
from assistant.types import NoteSource


class Place(BaseModel):
    """A place that a text stands on; `anchor` is a run of 6-20 characters of the document."""

    model_config = ConfigDict(extra="forbid")

    document: str
    section: str
    anchor: str

    @field_validator("anchor")
    @classmethod
    def _length(cls, anchor: str) -> str:
        if not 6 <= len(squeeze(anchor)) <= 20:
            raise ValueError(f"anchor {anchor!r} is not 6-20 characters long")
        return anchor


def to_sources(places: Sequence[Place]) -> tuple[NoteSource, ...]:
    """`places` as the values that travel through the program."""
    return tuple(NoteSource(document_id=p.document, section=p.section, anchor=p.anchor) for p in places)

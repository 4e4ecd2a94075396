"""The data items that the guidance names for grasping the situation and for evaluation: `corpus/indicators.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from assistant.knowledge.tables import Anchor, Row, Slug, Text, read_table, require_unique
from assistant.types import NoteSource

Viewpoint = Literal["ⅰ", "ⅱ", "ⅲ", "ⅳ", "ⅴ", "ⅵ", "ⅶ", "ⅷ"]
IndicatorType = Literal["structure", "process", "outcome"]
Use = Literal["premise", "plan_evaluation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One data item in one scene (of the ministry's handbook) or viewpoint (of the basic textbook, II-1-(2))."""

    id: str
    name: str
    scene: str
    """One of the scenes of the file, or its word for all of them together."""
    viewpoint: Viewpoint | None
    type: IndicatorType
    """After the definitions of structure, process and outcome in the basic textbook, figure 6."""
    use: Use
    """`premise`: grasped beforehand; `plan_evaluation`: used in planning and evaluation."""
    mieruka: bool | None
    """Marked ● as searchable in the public data system (August 2020); None where the source does not say."""
    caution: str | None
    """One sentence of warning that the documents bear out."""
    source: NoteSource


class _SourceRow(Row):
    document: Slug
    section: Text
    anchor: Anchor


class _IndicatorRow(Row):
    id: Slug
    name: Text
    scene: Text
    viewpoint: Viewpoint | None
    type: IndicatorType
    use: Use
    mieruka: bool | None
    caution: Text | None
    source: _SourceRow


class _Table(Row):
    scenes: list[Text]
    whole: Text
    """The word that stands for all scenes together."""
    indicators: list[_IndicatorRow]

    @model_validator(mode="after")
    def _scenes_are_known(self) -> Self:
        for row in self.indicators:
            if row.scene not in (*self.scenes, self.whole):
                raise ValueError(f"{row.id}: there is no scene {row.scene!r}")
            if row.viewpoint is not None and (row.scene != self.whole or row.mieruka is not None):
                raise ValueError(f"{row.id}: a viewpoint's item belongs to no single scene and carries no mark")
        return self


def load_indicators(path: Path) -> tuple[Indicator, ...]:
    """All indicators in the YAML file `path`, in its order.

    Raises:
        CorpusError: the form is broken or an id is used twice.
    """
    table = read_table(path, _Table)
    require_unique(path, "indicators", [row.id for row in table.indicators])
    return tuple(
        Indicator(
            id=row.id,
            name=row.name,
            scene=row.scene,
            viewpoint=row.viewpoint,
            type=row.type,
            use=row.use,
            mieruka=row.mieruka,
            caution=row.caution,
            source=NoteSource(document_id=row.source.document, section=row.source.section, anchor=row.source.anchor),
        )
        for row in table.indicators
    )

"""Every part can be read as lines, and be brought back from what the history holds."""

from __future__ import annotations

import pytest

from assistant.coach import Worksheet
from assistant.coach.parts import PARTS, PREMISE, TRAINING, Part, cycle, indicators
from assistant.coach.readable import readable
from assistant.coach.scenes import Scene
from assistant.errors import StorageError
from tests.assistant.coach.plans import full_plan

EMPTY = Worksheet(municipality="海風市", year=2026)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (PREMISE, ("事業の段階：拡充期", "人口（人）：48,210", "連携先：海風郡市医師会、薬剤師会")),
        (indicators(Scene.TRANSITION), ("入院後3日以内の情報提供の割合：", "種別 プロセス", "2023年度 41.5")),
        (cycle(Scene.TRANSITION), ("2026-09 様式の統一：案を確かめた", "予定どおり行えたか：一部", "理由：連絡が早まったため")),
        (TRAINING, ("担当課の検討：秋に開く",)),
    ],
)
def test_parts_are_lines_without_code(part: Part, told: tuple[str, ...]) -> None:
    text = readable(part, part.text(full_plan()))

    assert all(one in text for one in told)
    assert "{" not in text
    assert '"' not in text


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_each_part_comes_back_from_its_text(part: Part) -> None:
    plan = full_plan()

    assert part.restored(plan, part.text(plan)) == plan
    assert part.text(part.restored(EMPTY, part.text(plan))) == part.text(plan)


def test_what_is_no_part_is_refused() -> None:
    with pytest.raises(StorageError):
        TRAINING.restored(EMPTY, "覚え書き")

"""The shipped partners, and what a trainer's own file is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

import prompts
from assistant.errors import UsageError
from assistant.roleplay.personas import FEWEST_LINES, LEVELS, find_persona, persona_ids, read_persona
from assistant.roleplay.rubric import rubric
from assistant.roleplay.template import template
from assistant.roleplay.values import Outcome, Status

NINE = {
    "president-cautious", "president-opposed", "director-homecare", "visiting-nurse-lead", "care-manager-group",
    "resident-rep", "other-section-chief", "hospital-liaison", "pharmacist-rep",
}  # fmt: skip


def test_the_nine_of_the_issue_are_there() -> None:
    assert set(persona_ids()) == NINE


@pytest.mark.parametrize("persona_id", sorted(NINE))
def test_a_partner_has_enough_to_say_at_every_level(persona_id: str) -> None:
    persona = find_persona(persona_id)
    assert persona.id == persona_id
    assert len(persona.concerns) >= 3
    for concern in persona.concerns:
        for status in Status:
            lines = concern.lines[status]
            assert len(lines) >= FEWEST_LINES, (concern.id, status)
            assert {line.level for line in lines} == set(LEVELS)
    assert set(persona.closing) == set(Outcome)
    assert set(persona.reactions) == set(rubric().hardening)


def test_no_two_lines_are_the_same_in_any_partner() -> None:
    said = Counter(line.text for persona_id in persona_ids() for line in find_persona(persona_id).lines())
    assert [text for text, count in said.items() if count > 1] == []


def test_line_ids_are_unique_within_a_partner() -> None:
    for persona_id in persona_ids():
        ids = [line.id for line in find_persona(persona_id).lines()]
        assert len(ids) == len(set(ids)), persona_id


def test_no_line_hands_over_the_solution() -> None:
    """Neither the sentences that the debrief suggests nor the teacher's tone belong in a partner's mouth."""
    examples = {point.example for point in rubric().points.values()}
    examples |= {behaviour.example for behaviour in rubric().hardening.values()}
    for persona_id in persona_ids():
        for line in find_persona(persona_id).lines():
            assert not any(example in line.text or line.text in example for example in examples), line
            assert not any(word in line.text for word in ("研修者", "得点", "ルーブリック", "正解", "AI")), line


def test_an_unknown_partner_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as raised:
        find_persona("mayor")
    assert "president-cautious" in str(raised.value.details["hint"])


def test_the_template_passes_the_check_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(template(), encoding="utf-8")
    assert read_persona(path).id == "my-partner"
    assert "hidden" in template().split("\nid: ")[0], "the explanation stands above the data"


def changed(tmp_path: Path, change: str) -> Path:
    content = yaml.safe_load((prompts.ROOT / "roleplay/personas/resident-rep.ja.yaml").read_text(encoding="utf-8"))
    first = content["concerns"][0]
    if change == "few":
        first["lines"]["open"][3] = first["lines"]["open"][3][:1]
    elif change == "twice":
        content["reserved"][0] = content["reserved"][1]
    elif change == "unknown":
        first["closed_by"][0]["all"] = ["kindness"]
    elif change == "leak":
        content["reserved"][0] = f"じつは{first['hidden']}のです。"
    elif change == "extra":
        content["colour"] = "red"
    elif change == "long":
        content["reserved"][0] = "はい。はい。はい。はい。"
    elif change == "reaction":
        del content["reactions"]["pressing"]
    path = tmp_path / f"{change}.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("few", "9 本"),
        ("twice", "同じせりふ"),
        ("unknown", "kindness"),
        ("leak", "内側がせりふに出ています"),
        ("extra", "colour"),
        ("long", "三文まで"),
        ("reaction", "pressing"),
    ],
)
def test_a_faulty_file_is_told_what_is_wrong(tmp_path: Path, change: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_persona(changed(tmp_path, change))
    assert told in str(raised.value.details["hint"])


@pytest.mark.parametrize("content", [b"a: [1", b"\xff\xfe\x00", b"just text", b""])
def test_what_is_no_persona_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        read_persona(path)
    with pytest.raises(UsageError):
        read_persona(tmp_path / "missing.yaml")

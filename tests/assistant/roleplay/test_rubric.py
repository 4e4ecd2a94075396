"""The rubric, and that every place it names is in the documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import prompts
from assistant.knowledge.catalog import read_catalog
from assistant.language.normalise import squeeze
from assistant.resources import corpus_root
from assistant.roleplay.rubric import rubric
from assistant.roleplay.signals import rules

REPOSITORY = Path(__file__).parents[3]
IDS = [
    "own_view_first", "local_figures", "listens", "no_one_sided_request", "shared_load", "association_flagbearer",
    "residents_choice", "no_home_death_target", "joint_training", "small_next_step", "knows_president", "plain_words",
    "purpose_before_items", "agreement_who_when",
]  # fmt: skip
FILES = sorted(path for path in (prompts.ROOT / "roleplay").rglob("*.ja.yaml") if path.name != "messages.ja.yaml")
"""All but the labels, some of which are called as the fields of a source are."""


def installed() -> dict[str, str]:
    """Squeezed text by document id, of the folders named or of the usual place beside the repository."""
    named = os.environ.get("RENKEI_DOCUMENTS")
    folders = [Path(part) for part in named.split(os.pathsep)] if named else [REPOSITORY.parent / "shared/documents"]
    return {path.stem: squeeze(path.read_text(encoding="utf-8")) for f in folders for path in sorted(f.glob("*.txt"))}


def sources(found: Any) -> Iterator[dict[str, str]]:
    if isinstance(found, dict):
        if isinstance(found.get("document"), str) and "anchor" in found:
            yield found
        for value in found.values():
            yield from sources(value)
    elif isinstance(found, list):
        for value in found:
            yield from sources(value)


def test_the_points_are_those_of_the_issue_in_its_order() -> None:
    assert list(rubric().points) == IDS
    assert sum(point.weight for point in rubric().points.values()) == pytest.approx(100)


def test_everything_that_is_scored_can_be_recognised() -> None:
    assert set(rules("points")) == set(rubric().points)
    assert set(rules("hardening")) == set(rubric().hardening)


def test_each_example_meets_its_own_point() -> None:
    from assistant.roleplay.understanding import understand

    for point in rubric().points.values():
        assert point.id in {hit.id for hit in understand(point.example).points}, point.example


def test_each_better_sentence_hardens_nothing() -> None:
    from assistant.roleplay.understanding import understand

    for behaviour in rubric().hardening.values():
        assert understand(behaviour.example).hardening == (), behaviour.example


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sources_name_catalogued_documents(path: Path) -> None:
    known = set(read_catalog(corpus_root() / "catalog.toml").entries)
    for source in sources(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert source["document"] in known, source
        assert 6 <= len(squeeze(source["anchor"])) <= 20, source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_anchors_stand_in_the_documents(path: Path) -> None:
    texts = installed()
    if not texts:
        print("the source documents are not installed: anchors cannot be looked up")
        pytest.skip("the source documents are not installed: anchors cannot be looked up")
    for source in sources(yaml.safe_load(path.read_text(encoding="utf-8"))):
        if source["document"] in texts:
            assert squeeze(source["anchor"]) in texts[source["document"]], source

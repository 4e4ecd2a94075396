"""Anchors of the guide: in the files, and in what the ingest made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from bots.commands.ingest import print_report
from ingest.corpus_check import CorpusReport, check
from ingest.pipeline import ingest
from tests.ingest.small import small_settings, write_corpus

LOST = "目印「翌月の当番表は二十日」"


@pytest.fixture
def settings(tmp_path: Path, shared_models: Path) -> Settings:
    return small_settings(tmp_path, shared_models)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus")


def move_anchor(corpus: Path) -> None:
    """Let one note stand on a sentence that no passage holds."""
    note = corpus / "guide" / "town" / "yearly-review.md"
    text = note.read_text(encoding="utf-8").replace(
        "anchor: 当番の訪問看護ステーション", "anchor: 翌月の当番表は二十日"
    )
    note.write_text(text, encoding="utf-8")


def checked(settings: Settings, corpus: Path) -> CorpusReport:
    return check(corpus, settings.documents, index=settings.index)


def test_an_anchor_in_the_file_but_in_no_passage_is_reported(settings: Settings, corpus: Path) -> None:
    ingest(settings, corpus=corpus)
    before = checked(settings, corpus)
    assert before.passages > 0
    assert not any("区切り" in problem for problem in before.problems)
    with (settings.documents[0] / "plan.md").open("a", encoding="utf-8") as file:
        file.write("\n翌月の当番表は二十日までに送ります。\n")
    move_anchor(corpus)
    (problem,) = (problem for problem in checked(settings, corpus).problems if "区切り" in problem)
    assert problem.startswith("yearly-review: ") and LOST in problem


def test_an_anchor_that_is_in_no_file_is_one_problem_and_not_two(settings: Settings, corpus: Path) -> None:
    ingest(settings, corpus=corpus)
    move_anchor(corpus)
    problems = [problem for problem in checked(settings, corpus).problems if LOST in problem]
    assert len(problems) == 1 and "区切り" not in problems[0]


def test_without_an_index_only_the_files_are_compared(settings: Settings, corpus: Path) -> None:
    report = checked(settings, corpus)
    assert (report.passages, report.anchors_found) == (0, 3)


def test_the_ingest_warns_of_it_again_as_long_as_it_is_so(
    settings: Settings, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move_anchor(corpus)
    first, second = ingest(settings, corpus=corpus), ingest(settings, corpus=corpus)
    assert (first.changed, second.changed) == (True, False)
    for report in (first, second):
        assert [missing.note_id for missing in report.unresolved] == ["yearly-review"]
        print_report(report)
        assert LOST in capsys.readouterr().err


def test_a_document_that_is_not_installed_is_no_reason_to_warn(settings: Settings, corpus: Path) -> None:
    (settings.documents[0] / "plan.md").unlink()
    assert ingest(settings, corpus=corpus).unresolved == ()

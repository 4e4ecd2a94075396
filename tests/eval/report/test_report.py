"""The report: what it shows, as Markdown and as one HTML file."""

from __future__ import annotations

import re
from pathlib import Path

from eval.relevance.verdicts import Relevance
from eval.report.content import build
from eval.report.failures import failed
from eval.report.reliability import reliability
from eval.report.render import html, markdown, write
from eval.runner import Evaluation
from eval.runs import Past
from tests.eval.made import question, result

SCORES = {"recall_2000": 1.0, "hit_5": 1.0, "mrr": 1.0, "facts_all": 1.0, "facts_mean": 1.0}
GOOD = result(question("1"), scores=SCORES)
SHORT = result(question("2"), scores={**SCORES, "facts_all": 0.0}, missing=["<fact>"], text="half | an answer")
LOST = result(question("3"), scores={**SCORES, "recall_2000": 0.0})
REFUSED = result(question("4"), scores=SCORES, status="no_evidence", confidence=0.2)
FOOLED = result(question("5", answerable=False, category="unanswerable"), confidence=0.25)
RIGHT = result(question("6", answerable=False, category="offtopic"), status="out_of_scope", confidence=0.05)
ALL = [GOOD, SHORT, LOST, REFUSED, FOOLED, RIGHT]
FACTS = {"made": "today", "index": "i", "documents": "d", "questions": "6", "seed": "20"}


def test_what_counts_as_a_failure() -> None:
    assert [failed(row) for row in ALL] == [[], ["facts"], ["evidence"], ["refused"], ["answered"], []]


def test_reliability_groups_by_confidence() -> None:
    rows = {(low, high): (predicted, observed, count) for low, high, predicted, observed, count in reliability(ALL)}
    assert rows[(0.9, 1.0)] == (0.9, 1.0, 3)
    assert rows[(0.2, 0.3)] == ((0.2 + 0.25) / 2, 1 / 2, 2)
    assert rows[(0.0, 0.1)] == (0.05, 0.0, 1)


def test_markdown_lists_figures_and_every_failure() -> None:
    text = markdown(build(Evaluation({"renkei": ALL}), FACTS))
    assert "| why |" in text
    assert all(f"### {id_} " in text for id_ in "2345")
    assert "### 1 " not in text
    assert "<fact>" in text


def test_a_comparison_and_other_systems_have_their_tables() -> None:
    before = {row.question.id: Past(id=row.question.id, status="answered", scores={"mrr": 0.5}) for row in ALL}
    report = build(Evaluation({"renkei": ALL, "bm25": [GOOD]}), FACTS, before)
    text = markdown(report)
    assert "| bm25 | dev |" in text
    assert "0.50→1.00" in text
    assert sum(table.plot is not None for table in report.tables) == 5


def test_the_page_is_one_file_with_its_plots_and_escapes_what_was_answered() -> None:
    page = html(build(Evaluation({"renkei": ALL}), FACTS))
    assert page.count("<svg") == 3
    assert "<fact>" not in page and "&lt;fact&gt;" in page
    assert not re.search(r'(?:src|href)="https?://', page.replace('xlink:href="http', ""))
    assert "<script" not in page


def test_citations_judged_by_hand_have_a_table_with_what_is_no_longer_judged() -> None:
    checked = Relevance(counts={"yes": 40, "share": 8, "partly": 2, "no": 0}, drawn=60)
    text = markdown(build(Evaluation({"renkei": ALL}), FACTS, None, checked))
    assert "0.960" in text
    assert "| 判定なし | 10 |" in text


def test_a_group_counts_all_its_questions_and_shows_no_figure_for_what_it_cannot_have() -> None:
    text = markdown(build(Evaluation({"renkei": ALL}), FACTS))
    cells = next(line for line in text.splitlines() if line.startswith("| offtopic |")).split(" | ")
    assert cells[-1].strip("| ") == "1"
    assert cells[-3] == "-", "nothing answerable that could have been refused"


def test_the_same_results_give_the_same_page() -> None:
    assert html(build(Evaluation({"renkei": ALL}), FACTS)) == html(build(Evaluation({"renkei": ALL}), FACTS))


def test_both_files_are_written(tmp_path: Path) -> None:
    write(build(Evaluation({"renkei": ALL}), FACTS), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.md"]

"""Questions × systems → results."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.app import Assistant
from eval.documents import squeezed_texts
from eval.questions import Question
from eval.scoring import Result, score, with_ndcg
from eval.systems.bm25 import Bm25
from eval.systems.renkei import ablations, served
from eval.systems.system import System
from eval.systems.tutorial import Tutorial

Progress = Callable[[str, int, int], None]
"""Called with (system, done, total) while work goes on."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Results by system, renkei first, all over the same questions."""

    results: dict[str, list[Result]]

    @property
    def own(self) -> list[Result]:
        """The results of renkei as it is served."""
        return next(iter(self.results.values()))


def quiet(system: str, done: int, total: int) -> None:
    """A Progress that says nothing."""


def evaluate(
    assistant: Assistant, questions: Sequence[Question], *, baselines: bool = False, progress: Progress = quiet
) -> Evaluation:
    """renkei over `questions`, with the baselines and with each of its parts left out where `baselines` is set.

    Raises:
        QuestionError: a question is longer than renkei takes.
    """
    texts = squeezed_texts(assistant)

    def text_of(document: str) -> str:
        return texts.get(document, "")

    results = {"renkei": ask_all(served(assistant), questions, text_of, progress)}
    if baselines:
        with tempfile.TemporaryDirectory(prefix="renkei-tutorial-") as folder:
            systems: list[System] = [Tutorial(assistant, Path(folder)), Bm25(assistant), *ablations(assistant)]
            for system in systems:
                results[system.name] = ask_all(system, questions, text_of, progress)
    return Evaluation(results)


def ask_all(
    system: System, questions: Sequence[Question], text_of: Callable[[str], str], progress: Progress = quiet
) -> list[Result]:
    """One result for each question, in order."""
    results = []
    if questions:
        system.respond(questions[0].question)  # the first question warms up caches and is not timed
    for done, question in enumerate(questions):
        progress(system.name, done, len(questions))
        results.append(score(system, question, system.respond(question.question), text_of))
    progress(system.name, len(questions), len(questions))
    return with_ndcg(results, system)

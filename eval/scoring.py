"""Responses → scores: every measure that belongs to one question, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.language.normalise import squeeze
from assistant.types import Answer, Citation
from eval.cited import sentences_of
from eval.matching import bears
from eval.metrics.citation_precision import citation_precision
from eval.metrics.citation_recall import citation_recall
from eval.metrics.evidence_recall import evidence_recall
from eval.metrics.first_rank import first_rank
from eval.metrics.hit import hit
from eval.metrics.key_facts import all_said, mean_said, said
from eval.metrics.length import length
from eval.metrics.ndcg import ndcg
from eval.metrics.reciprocal_rank import reciprocal_rank
from eval.metrics.verbatim import verbatim
from eval.questions import Question
from eval.systems.system import Response, System

RETRIEVAL = ("recall_2000", "recall_4000", "hit_1", "hit_3", "hit_5", "hit_10", "mrr", "ndcg_10")
ANSWERS = ("recall_2000_served", "facts_all", "facts_mean")
CITING = ("citation_recall", "citation_precision", "verbatim", "length")
JUDGED = ("judged_good", "judged_correct", "judged_complete", "judged_grounded")
"""What a chat model says of an answer (`eval.judging`), where one was asked."""
MEANS = (*RETRIEVAL, *ANSWERS, *CITING, *JUDGED)
"""All scores of one question; their mean over questions is the figure of the same name."""

TextOf = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One question, what a system gave for it, and how good that was. A score that does not apply is not there."""

    system: str
    question: Question
    response: Response
    scores: Mapping[str, float]
    missing: tuple[str, ...] = ()
    """The first wording of each key fact that the answer does not say."""

    @property
    def abstained(self) -> bool:
        """Whether the system gave no answer out of the documents."""
        return self.response.answer.status != "answered"


def score(system: System, question: Question, response: Response, text_of: TextOf) -> Result:
    """All scores but nDCG, which is worked out for many questions at once by `with_ndcg`. `text_of` gives the
    squeezed text of a document.
    """
    answer = response.answer
    scores: dict[str, float] = {}
    missing: tuple[str, ...] = ()
    if question.answerable:
        rank = first_rank(question, response.found)
        facts = said(question, answer.text)
        missing = tuple(fact[0] for fact, there in zip(question.key_facts, facts, strict=True) if not there)
        scores |= {f"recall_{budget}": evidence_recall(question, response.found, budget) for budget in (2_000, 4_000)}
        scores |= {f"hit_{k}": hit(rank, k) for k in (1, 3, 5, 10)}
        scores |= {
            "mrr": reciprocal_rank(rank),
            "recall_2000_served": evidence_recall(question, answer.evidence, 2_000),
            "facts_all": all_said(facts),
            "facts_mean": mean_said(facts),
        }
    if answer.status == "answered" and answer.citations:
        scores |= _citing(answer, system, text_of)
    return Result(system=system.name, question=question, response=response, scores=scores, missing=missing)


def _citing(answer: Answer, system: System, text_of: TextOf) -> dict[str, float]:
    sentences = sentences_of(answer)
    precision = citation_precision(sentences, {c.number: cited_text(c, system) for c in answer.citations})
    letter = verbatim(answer.citations, text_of)
    scores = {"citation_recall": citation_recall(sentences), "length": float(length(answer.text))}
    scores |= {} if precision is None else {"citation_precision": precision}
    return scores | ({} if letter is None else {"verbatim": letter})


def cited_text(citation: Citation, system: System) -> str:
    """What a reader who follows the citation reads: the quote, its passage, and the name of the place."""
    unit = system.units.get(citation.passage_id)
    place = (citation.title, citation.edition, citation.section)
    return "\n".join((citation.quote, unit.text if unit else "", *place))


def with_ndcg(results: Sequence[Result], system: System) -> list[Result]:
    """`results` of one system with nDCG@10 among the scores of the answerable questions."""

    squeezed = {unit_id: (unit.document_id, squeeze(unit.text)) for unit_id, unit in system.units.items()}
    asked = [result for result in results if result.question.answerable]
    relevant = {result.question.id: _relevant(result.question, squeezed) for result in asked}
    ranked = {result.question.id: [e.passage_id for e in result.response.found if e.passage_id] for result in asked}
    values = ndcg(relevant, ranked)
    return [
        replace(result, scores={**result.scores, "ndcg_10": values[result.question.id]})
        if result.question.answerable
        else result
        for result in results
    ]


def _relevant(question: Question, units: Mapping[str, tuple[str, str]]) -> set[str]:
    """Ids of the passages that bear one of the question's places."""
    return {
        unit_id
        for unit_id, (document, text) in units.items()
        if any(item.document == document and bears(text, item) for item in question.evidence)
    }

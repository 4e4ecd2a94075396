"""Question → Answer: the one function that every surface calls."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import prompts
from assistant.answering import compose
from assistant.answering.certainty import certainty_of
from assistant.answering.citing import Citations, Holds
from assistant.answering.confidence import confidence, features
from assistant.answering.definition import Define, definitions, opening
from assistant.answering.directness import NEIGHBOUR, directness
from assistant.answering.layout import lay_out, near_note
from assistant.answering.leading import Leading
from assistant.answering.question import Frame, asked_terms, compares, is_term, kind_of, parts_of
from assistant.answering.shape import shape_of
from assistant.errors import QuestionError
from assistant.language.normalise import squeeze
from assistant.retrieval.retriever import Found, Query, Retriever
from assistant.retrieval.units import NoteUnit, PassageUnit
from assistant.types import Answer, Document, Evidence, Mode

LONGEST_QUESTION = 2_000
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control, zero-width and direction characters, and halves of characters: nobody types them on purpose."""
_EVIDENCE = 4_000
_SUGGESTIONS = 3
_SAME = 0.8
_QUOTED_FROM = 4
_SPEAKS_FOR_ITSELF = 0.85
"""Reached by 2 % of the development questions, and by a third of them once the notes on their document are gone."""

Expand = Callable[[str], Sequence[str]]
"""A question → other names of what it names."""
RoleOf = Callable[[str], Answer | None]
"""A question → what the table of roles says first, or None where the question asks for more than a role."""


def check_question(question: str) -> str:
    """`question` without surrounding white space.

    Raises:
        QuestionError: it is empty or too long.
    """
    question = _UNSEEN.sub("", question).strip()
    if not question:
        raise QuestionError("the question is empty", reason="empty", limit=LONGEST_QUESTION)
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(f"the question has {len(question)} characters", reason="too_long",
                            limit=LONGEST_QUESTION)  # fmt: skip
    return question


class Answering:
    """Answers from one generation of the index."""

    def __init__(
        self,
        *,
        retriever: Retriever,
        notes: dict[str, NoteUnit],
        passages: dict[str, PassageUnit],
        document: Callable[[str], Document],
        holds: Holds,
        expand: Expand,
        define: Define,
        newest: int | None = None,
        role_of: RoleOf,
    ) -> None:
        self._retriever = retriever
        self._notes = notes
        self._passages = passages
        self._document = document
        self._holds = holds
        self._expand = expand
        self._define = define
        self._newest = newest
        self._role_of = role_of
        self._leading = Leading(notes, retriever)

    def ask(
        self, question: str, *, conversation_id: str = "", mode: Mode = "extractive",
        documents: frozenset[str] = frozenset(),
    ) -> Answer:  # fmt: skip
        """The answer to `question`, out of `documents` alone, where some are named.

        Raises:
            QuestionError: the question is empty or too long.
        """
        started = time.perf_counter()
        question = check_question(question)
        whole, parts = self.find(question, documents)
        seen = features(whole, self._retriever, self._newest)
        sure = confidence(seen, self._retriever.weights.confidence)
        blank = Answer(id=secrets.token_hex(8), question=question, status="no_evidence", mode=mode, text="",
                       conversation_id=conversation_id, confidence=sure)  # fmt: skip
        role = self._role_of(question)
        if role and documents and not {citation.document_id for citation in role.citations} <= documents:
            role = None
        found = bool(whole.notes or whole.unguided) and sure >= self._retriever.weights.threshold
        if (found or role is not None) and not self._unheard(question):
            answer = self._answered(blank, whole, parts, role, documents, asked=bool(seen.get("anticipated")))
        else:
            answer = self._no_evidence(blank, whole, seen)
        return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 2))

    def _unheard(self, question: str) -> bool:
        """Whether the meaning of a term is asked for that stands in no text and not in the glossary."""
        named = [term for term in asked_terms(question) if is_term(term)]
        return any(not self._define(term) and not self._retriever.holds(squeeze(term).lower()) for term in named)

    def find(self, question: str, documents: frozenset[str] = frozenset()) -> tuple[Found, list[Found]]:
        """What is found for the whole question and for each of its halves (none for a single question); in
        `documents` alone, where some are named.
        """
        whole = self._retriever.find(self._query(question), self._keep(None, documents))
        parts = [
            self._retriever.find(self._query(part.text), self._keep(part.frame, documents))
            for part in parts_of(question)
        ]
        return whole, parts

    def _keep(self, frame: Frame | None, documents: frozenset[str]) -> Callable[[str], bool] | None:
        """Which notes and passages may be found: those of the frame that say nothing out of other documents."""
        if frame is None and not documents:
            return None

        def keep(unit: str) -> bool:
            own = self._documents_of(unit)
            inside = not documents or own <= documents
            return inside and (frame is None or frame.holds(own, self._retriever.words_of(unit)))

        return keep

    def _documents_of(self, unit: str) -> set[str]:
        note = self._notes.get(unit)
        return {s.document_id for s in note.note.sources} if note else {self._passages[unit].passage.document_id}

    def evidence(self, question: str) -> tuple[Evidence, ...]:
        """Source passages for `question`, best first, whether it counts as answerable or not."""
        return self._evidence(*self.find(question))

    def _query(self, text: str) -> Query:
        return self._retriever.query(text, self._expand(text))

    def _no_evidence(self, blank: Answer, found: Found, seen: Mapping[str, float]) -> Answer:
        nearest = tuple(self._notes[unit].note.title for unit, _ in found.notes[:_SUGGESTIONS])
        official = seen.get("money") or seen.get("legal_form") or seen.get("later_year")
        key = "no_evidence_official" if official else "no_evidence"
        return replace(blank, text=prompts.text("answer/messages", key), suggestions=nearest, certainty="absent")

    def _answered(
        self, blank: Answer, whole: Found, parts: list[Found], role: Answer | None, documents: frozenset[str], *,
        asked: bool,
    ) -> Answer:  # fmt: skip
        """`asked`: a note is asked with the very words of the question."""
        citations = Citations(self._passages, self._document, self._holds)
        notes = self._leading.in_order(whole, parts)
        guided = role is not None or not self._unknown_to_guide(whole)
        defined = definitions(asked_terms(blank.question), self._define) if guided and role is None else ()
        if documents and not {one.source.document_id for one in defined} <= documents:
            defined = ()
        halves = parts if role is None else []
        leads = self._leading.leads(blank.question, whole, notes, halves, defined) if guided else []
        if len(defined) > 1 and leads:
            defined = ()  # the note tells them apart itself
        if guided:
            draft = compose.opening(role, citations) if role else opening(defined, citations)
            compose.speak(draft, leads, citations, compared=compares(blank.question))
            rest = [(unit, score) for unit, score in notes if all(unit is not lead.unit for lead in leads)]
            compose.add_further(
                draft, whole.query, rest, notes[0][1] if notes else 0.0, self._retriever, citations,
                about=lambda text: not defined or any(one.named_in(text) for one in defined),
            )  # fmt: skip
        else:
            units = [self._passages[unit] for unit, _ in whole.unguided[:_QUOTED_FROM]]
            draft = compose.from_passages(whole.query, units, self._retriever, citations)
        top = [self._passages[unit] for found in (whole, *parts) for unit, _ in found.passages[:_QUOTED_FROM]]
        compose.fill_gaps(draft, whole.query, top, self._retriever, citations)
        lead = leads[0].unit if leads else None
        shape = shape_of(kind_of(blank.question), lead.note.kind if lead else "")
        wording = compose.how_to_say(lead, citations) if lead and shape.rule("wording") else None
        certainty = certainty_of(draft, citations.made, self._passages, self._retriever.idf)
        near = role is None and not defined and not asked and len(leads) == 1 and self._is_near(whole, leads[0].unit)
        if near:
            certainty = "near"
        return replace(
            blank, status="answered", text=draft.text(), citations=citations.made,
            sections=(*near_note(certainty), *lay_out(draft, shape, citations.made, self._document, wording)),
            evidence=self._evidence(whole, parts), suggestions=self._follow_ups(notes, leads, documents, near=near),
            warnings=self._warnings(lead, citations, glossary=bool(defined) and certainty != "stated"),
            certainty=certainty,
        )  # fmt: skip

    def _is_near(self, whole: Found, lead: NoteUnit) -> bool:
        return directness(whole, lead.note.id, self._retriever.weights.directness) < NEIGHBOUR

    def _unknown_to_guide(self, whole: Found) -> bool:
        """Whether a document says so much more of the question than any note that it has to speak for itself."""
        best = whole.notes[0][1] if whole.notes else 0.0
        return bool(whole.unguided) and whole.unguided[0][1] > _SPEAKS_FOR_ITSELF * best

    def _warnings(self, lead: NoteUnit | None, citations: Citations, *, glossary: bool) -> tuple[str, ...]:
        found = [lead.note.caution] if lead and lead.note.caution else []
        if glossary:
            found.append(prompts.text("answer/messages", "glossary"))
        if any(not self._document(citation.document_id).installed for citation in citations.made):
            found.append(prompts.text("answer/messages", "not_installed"))
        for title in dict.fromkeys(c.title for c in citations.made if c.superseded):
            found.append(prompts.text("answer/messages", "superseded", title=title))
        return tuple(found)

    def _follow_ups(
        self, notes: list[tuple[NoteUnit, float]], leads: Sequence[compose.Lead], documents: frozenset[str], *,
        near: bool,
    ) -> tuple[str, ...]:  # fmt: skip
        """Titles of notes that did not speak, to go on with. Those found beside the lead come first where it is only
        `near` or where none spoke.
        """
        if not notes:
            return ()
        keep, spoken = self._keep(None, documents), {lead.unit.note.title for lead in leads}
        lead = leads[0].unit.note if leads else notes[0][0].note
        known = [note_id for note_id in lead.related if note_id in self._notes]
        related = [self._notes[note_id].note.title for note_id in known if keep is None or keep(note_id)]
        beside = [unit.note.title for unit, _ in notes[:6]]
        titles = (*beside, *related) if near or not leads else (*related, *beside)
        return tuple(dict.fromkeys(title for title in titles if title not in spoken))[:_SUGGESTIONS]

    def _evidence(self, whole: Found, parts: list[Found]) -> tuple[Evidence, ...]:
        """Source passages in rank order, about 4,000 characters; halves take turns; near-duplicates come once.

        Where the sources of the best notes are not installed, the notes themselves are the evidence.
        """
        chosen: list[Evidence] = []
        seen: list[frozenset[str]] = []
        size = 0
        for unit_id, score in _in_turns([found.passages for found in (parts or [whole])], whole.passages):
            unit = self._passages[unit_id]
            if size + len(unit.passage.text) > _EVIDENCE and chosen:
                break
            if any(_overlap(unit.words, other) > _SAME for other in seen):
                continue
            seen.append(unit.words)
            size += len(unit.passage.text)
            p = unit.passage
            chosen.append(Evidence(document_id=p.document_id, section=p.section, page=p.page, text=p.text,
                                   score=round(score, 4), kind="source", passage_id=p.id))  # fmt: skip
        for unit_id, score in whole.notes[:3]:
            note = self._notes[unit_id]
            if not any(note.grounds) and size < _EVIDENCE:
                text = "\n".join(section.text for section in note.note.sections)
                source = note.note.sources[0]
                size += len(text)
                chosen.append(Evidence(document_id=source.document_id, section=source.section, page=None, text=text,
                                       score=round(score, 4), kind="note"))  # fmt: skip
        return tuple(chosen)


def _in_turns(
    lists: list[tuple[tuple[str, float], ...]], rest: tuple[tuple[str, float], ...]
) -> list[tuple[str, float]]:
    """One from each list in turn for the first three rounds, then the rest in its own order; each unit once."""
    order: dict[str, float] = {}
    if len(lists) > 1:
        for round_ in range(3):
            for found in lists:
                if round_ < len(found):
                    order.setdefault(*found[round_])
    for unit, score in rest:
        order.setdefault(unit, score)
    return list(order.items())


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))

"""Which of the notes found lead an answer: one that compares, one for each half, else the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering import compose
from assistant.answering.asked_for import details_of
from assistant.answering.definition import Definition
from assistant.answering.question import Part, QuestionKind, kind_of, parts_of, places
from assistant.language.normalise import squeeze
from assistant.language.tokens import word_set
from assistant.retrieval.retriever import Found, Query, Retriever
from assistant.retrieval.units import NoteUnit
from assistant.types import Layer

Ranked = list[tuple[NoteUnit, float]]

_COMPARING = 3
"""Among so many of the best notes one is looked for that compares what the question compares."""
_FIRST = 5
"""So many of the best notes may lead in the place of the very best."""
_NEAR = 0.7
"""Share of the best score that a note needs to lead because it gives the number asked for."""
_ELSEWHERE = 0.03
"""By so much of the fused score a note on another place stands back: the most by which `dev` loses nothing."""
_UNLIKE = 0.04
"""By so much a note stands back that answers another kind of question: why, where one asks how, or the other way round.
The most by which `dev` loses nothing."""
_ALIKE = 0.03
"""What a note gains that is asked with the very words of the question: the most by which `dev` loses nothing."""


class Leading:
    """Puts notes in order and picks those that speak in full."""

    def __init__(self, notes: Mapping[str, NoteUnit], retriever: Retriever) -> None:
        self._notes = notes
        self._retriever = retriever
        self._places = {note_id: places(unit.note.title) for note_id, unit in notes.items()}

    def in_order(self, whole: Found, parts: Sequence[Found]) -> Ranked:
        """The best note of each half first, then the notes of the whole question.

        A note on a place that the question does not name stands a little behind: the general rule comes before what
        one prefecture did; so does one that answers another kind of question. Of the first notes, one that is asked in
        the words of the question stands a little ahead.
        """
        order: dict[str, float] = {}
        for part in parts:
            for unit, score in part.notes:
                if unit not in order:
                    order[unit] = score
                    break
        asked, named = kind_of(whole.query.text), places(whole.query.text)
        behind = {unit: self._elsewhere(unit, named) + self._unlike(unit, asked) - score for unit, score in whole.notes}
        notes = sorted(whole.notes, key=lambda one: behind[one[0]])
        first = notes[:_FIRST]
        if not parts:
            first = sorted(first, key=lambda one: behind[one[0]] - _ALIKE * self._asked_alike(one[0], whole.query))
        for unit, score in (*first, *notes[_FIRST:]):
            order.setdefault(unit, score)
        return _counted_first(whole, [(self._notes[unit], score) for unit, score in order.items()])

    def leads(
        self, question: str, whole: Found, notes: Ranked, parts: Sequence[Found], defined: Sequence[Definition]
    ) -> list[compose.Lead]:
        """The notes that speak in full: one that sets the two sides of a comparison side by side, else one for each
        half of the question, else the best. Behind a definition only a note that speaks of the term.
        """
        if not notes:
            return []
        if defined:
            best = notes[0][0]
            told = best.note.title if len(defined) > 1 else best.note.sections[0].text
            return [compose.Lead(best)] if all(one.named_in(told) for one in defined) else []
        asked = parts_of(question) if parts else ()
        labels = {part.frame.label for part in asked if part.frame}
        if labels:
            both = [self._notes[unit] for unit, _ in whole.notes[:_COMPARING]]
            both = [unit for unit in both if labels <= compose.sides_of(unit)]
            if both:
                return [compose.Lead(both[0])]
        leads: list[compose.Lead] = []
        for part, found in zip(asked, parts, strict=bool(parts)):
            unit = next((unit for unit, _ in found.notes), "")
            if unit and all(lead.unit is not self._notes[unit] for lead in leads):
                leads.append(compose.Lead(self._notes[unit], *_under(part)))
        return leads if len(leads) > 1 else [compose.Lead(notes[0][0])]

    def _elsewhere(self, unit: str, named: frozenset[str]) -> float:
        return 0.0 if self._places[unit] <= named else _ELSEWHERE

    def _unlike(self, unit: str, asked: QuestionKind) -> float:
        kind = self._notes[unit].note.kind
        return _UNLIKE if (asked == "why") != (kind == "why") and asked in ("why", "how") else 0.0

    def _asked_alike(self, unit: str, query: Query) -> float:
        """Words that the question shares with the title or one question of a note, of all in both, by idf: 0 to 1."""
        own, note = frozenset(query.own), self._notes[unit].note
        return max(self._shared(own, word_set(asked)) for asked in (note.title, *note.questions))

    def _shared(self, own: frozenset[str], other: frozenset[str]) -> float:
        idf = self._retriever.idf
        return sum(map(idf, own & other)) / (sum(map(idf, own | other)) or 1.0)


def _counted_first(whole: Found, notes: Ranked) -> Ranked:
    """Where a number of something is asked for, the first near note whose conclusion gives one leads."""
    number = next((detail.filler for detail in details_of(whole.query.text) if detail.kind == "count"), None)
    near = [one for one in notes[:_FIRST] if one[1] >= _NEAR * notes[0][1]] if number else []
    lead = next((one for one in near if number and number.search(squeeze(one[0].note.sections[0].text))), None)
    return [lead, *(one for one in notes if one is not lead)] if lead else notes


def _under(part: Part) -> tuple[Layer, str]:
    """Layer and label of what is said for one half of a question."""
    return ("side", part.frame.label) if part.frame else ("half", part.text.strip("?\u3002\u3001 "))

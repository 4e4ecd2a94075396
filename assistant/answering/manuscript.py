"""A generated answer under way: takes sentences as a model writes them, releases those that the evidence bears."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.citing import Holds
from assistant.answering.draft import Draft, marked
from assistant.answering.layout import lay_out
from assistant.answering.marked import Marked
from assistant.answering.passage_citations import PassageCitations
from assistant.answering.question import kind_of, leans
from assistant.answering.shape import shape_of
from assistant.answering.verify import Source, Verifier, Weight, nearness
from assistant.language.normalise import squeeze
from assistant.types import AnswerSection, Citation, Document, Evidence, Layer

log = logging.getLogger("renkei.generate")


@dataclass(frozen=True, slots=True)
class Released:
    """A sentence that passed the check, with its marks, and the citations that it is the first to carry."""

    text: str
    citations: tuple[Citation, ...]


class Manuscript:
    """The sentences of one answer. Numbers of passages, as shown to the model, become numbers of citations."""

    def __init__(
        self, question: str, evidence: Sequence[Evidence], sources: Sequence[Source], *,
        document: Callable[[str], Document], holds: Holds, weight: Weight,
    ) -> None:  # fmt: skip
        """`sources[n]` is `evidence[n]` as it was shown to the model, with the number n + 1."""
        self._evidence = {source.number: one for source, one in zip(sources, evidence, strict=True)}
        self._verifier = Verifier(sources, weight)
        self._citations = PassageCitations(document, holds, lambda one, other: nearness(one, other, weight))
        self._draft = Draft()
        self._seen: set[str] = set()
        self._gap = True
        """The sentence before was left out, or there was none: one that leans on it would hang in the air."""
        self._document = document
        kind = kind_of(question)
        self._shape = shape_of(kind, kind)
        self._then: Layer = "reason" if kind == "why" else "content"
        self.dropped = 0
        """Sentences that were left out because nothing bears them."""

    def take(self, sentence: Marked) -> Released | None:
        """What of `sentence` may be shown."""
        key = squeeze(sentence.text)
        if key in self._seen:
            return None
        self._seen.add(key)
        if self._gap and leans(sentence.text):
            self._leave_out("leaning", sentence)
            return None
        verdict = self._verifier.check(sentence.text, sentence.numbers)
        if not verdict.kept:
            self._leave_out(verdict.reason, sentence)
            return None
        if not self._draft.fits(sentence.text, len(verdict.citations)):
            return None
        self._gap = False
        return self._release(sentence.text, verdict.citations)

    def _leave_out(self, reason: str, sentence: Marked) -> None:
        self.dropped += 1
        self._gap = True
        log.info("left out (%s): %d characters, cites %s", reason, len(sentence.text), list(sentence.numbers))

    def _release(self, text: str, cited: Sequence[int]) -> Released:
        known = len(self._citations.made)
        numbers = tuple(dict.fromkeys(self._citations.of(text, self._evidence[number]) for number in cited))
        text = text if text.endswith(("\u3002", "!", "?", "\uff01", "\uff1f")) else f"{text}\u3002"
        self._draft.add(self._then if self._draft.blocks else "conclusion", text, numbers)
        marks = "".join(f"[{number}]" for number in numbers)
        return Released(text + marks, self._citations.made[known:])

    @property
    def text(self) -> str:
        """What was released so far."""
        return self._draft.text()

    def finished(self, wording: AnswerSection | None, made: Sequence[Citation]) -> tuple[AnswerSection, ...]:
        """The labelled sections. `wording` is the extractive answer's section with words for one's own town, and
        `made` are the citations of that answer: it is renumbered into this one.
        """
        again = self._renumbered(wording, made) if wording and self._shape.rule("wording") else None
        return lay_out(self._draft, self._shape, self._citations.made, self._document, again)

    def _renumbered(self, section: AnswerSection, made: Sequence[Citation]) -> AnswerSection:
        by_number = {citation.number: citation for citation in made}
        numbers = {number: self._citations.again(by_number[number]) for number in section.citations}
        text = section.text
        for number in numbers:
            text = text.replace(f"[{number}]", "")
        again = tuple(dict.fromkeys(numbers.values()))
        return replace(section, text=marked(text, again), citations=again)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return self._citations.made

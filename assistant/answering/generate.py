"""A generated answer: a model words what the evidence holds, the check keeps what is borne, the rest stays unsaid.

Whatever goes wrong, the answer is the extractive one, and says why.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import prompts
from assistant.answering.budget import Budget, Usage, estimated_tokens
from assistant.answering.chat_model import ChatModel, Message
from assistant.answering.citing import Holds
from assistant.answering.layout import near_note
from assistant.answering.manuscript import Manuscript, Released
from assistant.answering.marked import Marked, MarkedSentences
from assistant.answering.surroundings import Weight
from assistant.answering.verify import Source, without_instructions
from assistant.errors import ModelError, StorageError
from assistant.types import Answer, Certainty, Citation, Document, Evidence

log = logging.getLogger("renkei.generate")

Extractive = Callable[[str], Answer]
_ANGLE = re.compile("[<>\uff1c\uff1e]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One question answered both ways, for a view side by side."""

    generated: Answer
    extractive: Answer


class Generating:
    """Answers in the words of a chat model, over an extractive answer."""

    def __init__(
        self, *, extractive: Extractive, model: ChatModel, document: Callable[[str], Document], holds: Holds,
        weight: Weight, budget: Budget, today: Callable[[], date], usage: Usage | None = None,
    ) -> None:  # fmt: skip
        """`extractive` answers a question with no model; `weight` is the inverse document frequency of a word;
        `usage` counts what each user used (None: nobody is counted).
        """
        self._extractive = extractive
        self._model = model
        self._document = document
        self._holds = holds
        self._weight = weight
        self._budget = budget
        self._today = today
        self._usage = usage

    def ask(self, question: str, *, conversation_id: str = "", who: str = "") -> Answer:
        """The answer to `question`: generated and checked, or the extractive one with the reason among its warnings.

        Raises:
            QuestionError: the question is empty or too long.
        """
        *_, answer = self.stream(question, conversation_id=conversation_id, who=who)
        assert isinstance(answer, Answer)  # what stream ends with
        return answer

    def stream(
        self, question: str, *, conversation_id: str = "", who: str = ""
    ) -> Generator[Released | Answer, None, None]:
        """Checked sentences as they come, then the whole answer, which holds: where its mode is `extractive`, what was
        released before is to be taken back. Closing the generator cancels the model's call.

        Raises:
            QuestionError: the question is empty or too long.
        """
        started = time.perf_counter()
        extractive = replace(self._extractive(question), mode="extractive", conversation_id=conversation_id)
        answer = extractive
        if extractive.status == "answered":
            try:
                answer = yield from self._generated(extractive, who)
            except ModelError as error:
                log.warning("%s %s: %s", error.code, error.reference, error)
                answer = only_quoted(extractive, str(error.details.get("reason", "broken")))
            except StorageError as error:
                log.error("%s %s: %s", error.code, error.reference, error)
                answer = only_quoted(extractive, "storage")
        yield replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 2))

    def _generated(self, extractive: Answer, who: str) -> Generator[Released, None, Answer]:
        evidence, sources, messages = self._prompt(extractive)
        if self._usage and self._budget.daily and not self._usage.take(who, self._today(), self._budget.daily):
            return only_quoted(extractive, "daily")
        manuscript = Manuscript(extractive.question, evidence, sources, document=self._document, holds=self._holds,
                                weight=self._weight)  # fmt: skip
        for sentence in self._sentences(messages, who):
            released = manuscript.take(sentence)
            if released is not None:
                yield released
        if not manuscript.text:
            return only_quoted(extractive, "unsupported")
        return _finished(extractive, manuscript)

    def _sentences(self, messages: Sequence[Message], who: str) -> Generator[Marked, None, None]:
        reply = self._model.stream(messages)
        reader, tokens, size = MarkedSentences(), 0, 0
        try:
            for piece in reply:
                size += len(piece.text)
                tokens = piece.tokens or tokens
                yield from reader.feed(piece.text)
            yield from reader.finish()
        finally:
            reply.close()
            self._spend(who, tokens or estimated_tokens(messages) + size)

    def _spend(self, who: str, tokens: int) -> None:
        if self._usage is None:
            return
        try:
            self._usage.spend(who, self._today(), tokens)
        except StorageError as error:  # the answer was counted before; its tokens are a matter of statistics
            log.error("%s %s: %s", error.code, error.reference, error)

    def _prompt(self, extractive: Answer) -> tuple[list[Evidence], list[Source], list[Message]]:
        """Evidence, its numbered sources and the messages; the last passages are left out where they pass the budget.

        Raises:
            ModelError: not even one passage fits (`over_budget`), or there is none (`unsupported`).
        """
        evidence: list[Evidence] = []
        sources: list[Source] = []
        for one in extractive.evidence:
            text = without_instructions(one.text)
            if text.strip():
                evidence.append(one)
                sources.append(shown(self._document(one.document_id), one.section, text, len(sources) + 1))
        reason = "unsupported" if not sources else "over_budget"
        while sources:
            messages = _messages(extractive.question, sources)
            if estimated_tokens(messages) + self._model.max_tokens <= self._budget.tokens:
                return evidence, sources, messages
            evidence.pop()
            sources.pop()
        raise ModelError(f"{self._model.name}: {reason}", model=self._model.name, reason=reason)


def shown(document: Document, section: str, text: str, number: int) -> Source:
    """A passage as it is shown to the model, with the number by which the model cites it."""
    heading = " ".join(part for part in (document.title, document.edition, section) if part)
    return Source(number=number, heading=heading, text=text, edition=document.edition)


def only_quoted(extractive: Answer, reason: str) -> Answer:
    """`extractive` with the notice that, and why, it is all there is; `reason` is a key of the notices."""
    why = prompts.text("answer/generated", f"reasons.{reason}")
    notice = prompts.text("answer/generated", "extractive_only", reason=why)
    return replace(extractive, mode="extractive", warnings=(notice, *extractive.warnings))


def _finished(extractive: Answer, manuscript: Manuscript) -> Answer:
    wording = next((s for s in extractive.sections if s.layer == "wording" and s.citations), None)
    certainty: Certainty = "near" if extractive.certainty == "near" else "stated"  # each sentence passed the check
    sections = (*near_note(certainty), *manuscript.finished(wording, extractive.citations))
    warnings = list(extractive.warnings)
    if manuscript.dropped:
        warnings.append(prompts.text("answer/generated", "dropped", count=manuscript.dropped))
    warnings.extend(_superseded(manuscript.citations))
    return replace(
        extractive, mode="generated", text=manuscript.text, sections=sections, citations=manuscript.citations,
        warnings=tuple(dict.fromkeys(warnings)), certainty=certainty,
    )  # fmt: skip


def _superseded(citations: Sequence[Citation]) -> list[str]:
    titles = dict.fromkeys(c.title for c in citations if c.superseded)
    return [prompts.text("answer/messages", "superseded", title=title) for title in titles]


def _messages(question: str, sources: Sequence[Source]) -> list[Message]:
    # a passage cannot close its own frame: angle brackets are data too
    passages = [
        prompts.text("answer/generated", "passage", number=source.number,
                     heading=_ANGLE.sub(" ", source.heading).replace('"', " "), text=_ANGLE.sub(" ", source.text))
        for source in sources
    ]  # fmt: skip
    asked = prompts.text("answer/generated", "question", count=len(sources), question=_ANGLE.sub(" ", question),
                         passages="\n\n".join(passages))  # fmt: skip
    return [Message("system", str(prompts.load("answer/generate"))), Message("user", asked)]

"""What renkei answers: in scope by default, because finding nothing is the retrieval's word to say.

Refusals and off-topic answers need a clear signal of `prompts/guard/scope.ja.yaml`; a question with an instruction
attached is answered without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import prompts
from assistant.guard.finding import Kind
from assistant.guard.instructions import is_instruction, plain, without_marks
from assistant.guard.patterns import listed, source
from assistant.guard.personal import mask
from assistant.language.sentences import sentences

VerdictKind = Literal["in_scope", "out_of_scope", "refused"]
Reason = Literal["field", "greeting", "off_topic", "contact", "private", "medical", "legal", "rules", "crisis"]

_NAMES: tuple[Kind, ...] = ("person_name",)
_CLAUSE = re.compile(r"(?<=[\u3001,\uff0c;])")
_LATIN_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do with a question.

    `clean_question` is what to answer: the question as given, or without the instructions attached to it.
    `message_key` names the text of `message`; empty where there is nothing to tell.
    """

    kind: VerdictKind
    reason: Reason
    message_key: str = ""
    clean_question: str = ""

    @property
    def message(self) -> str:
        """The text for the user: why there is no answer and where to turn, or that a part was left out."""
        return prompts.text("guard/scope", f"messages.{self.message_key}") if self.message_key else ""


def judge(question: str) -> Verdict:
    """The verdict on a question, masked or not."""
    if _signal("crisis", plain(question)) and not _signal("crisis_of_others", plain(question)):
        return Verdict(kind="refused", reason="crisis", message_key="crisis", clean_question=question)
    clean, dropped = _without_instructions(question)
    if dropped and not _answerable(clean):
        return Verdict(kind="refused", reason="rules", message_key="rules")
    asked = [piece for piece in _pieces(clean) if not _talks_to_assistant(plain(piece))]
    if not asked:
        return Verdict(kind="out_of_scope", reason="greeting", message_key="greeting", clean_question=clean)
    reason = _refusal(asked) or _off_topic(plain(clean))
    if reason:
        kind: VerdictKind = "out_of_scope" if reason == "off_topic" else "refused"
        return Verdict(kind=kind, reason=reason, message_key=reason, clean_question=clean)
    return Verdict(kind="in_scope", reason="field", message_key="dropped" if dropped else "", clean_question=clean)


def _pieces(text: str) -> list[str]:
    return [part for sentence in sentences(text) for part in _LATIN_SENTENCE.split(sentence) if part]


def _without_instructions(question: str) -> tuple[str, bool]:
    """The question without what gives orders to the assistant, and whether there was any of it."""
    kept: list[str] = []
    dropped = False
    for piece in _pieces(question):
        if is_instruction(piece):
            dropped = True
            kept.append(_salvage(without_marks(piece)))
        else:
            kept.append(piece)
    if not dropped:
        return question, False
    left = "".join(kept).strip()
    return listed("scope", "connectives").sub("", left), True


def _salvage(piece: str) -> str:
    """The clauses of `piece` that ask something of the field, where an order stands beside them."""
    if not is_instruction(piece):
        return piece if _answerable(piece) else ""
    clauses = [clause for clause in _CLAUSE.split(piece) if clause]
    kept = [clause for clause in clauses if not is_instruction(clause)]
    if len(kept) == len(clauses):
        return ""
    return "".join(kept).rstrip("\u3001,\uff0c; ") if _answerable("".join(kept)) else ""


def _answerable(text: str) -> bool:
    return _signal("field", plain(text))


def _talks_to_assistant(text: str) -> bool:
    return _signal("greeting", text) or _signal("about", text)


def _off_topic(text: str) -> Reason | None:
    if _signal("strong_off_topic", text):
        return "off_topic"
    return "off_topic" if _signal("weak_off_topic", text) and not _signal("field", text) else None


def _refusal(pieces: list[str]) -> Reason | None:
    # Names are found by rule only: what GiNZA alone would find was masked before, or is no reason to refuse.
    texts = [plain(mask(piece, kinds=_NAMES, people=None).text) for piece in pieces]
    whole = " ".join(texts)
    for text in texts:
        if (_contact().search(text) and not _signal("contact_matter", text)) or _signal("where_lives", text):
            return "contact"
        if _private().search(text):
            return "private"
        if _medical(text, whole):
            return "medical"
        if _signal("legal", text):
            return "legal"
    return None


def _medical(text: str, whole: str) -> bool:
    if _signal("dose_matter", text):
        return False
    dose = _signal("medicine", text) and _signal("dose", text)
    return dose or (_signal("diagnose", text) and _signal("diagnose_subject", whole))


def _signal(name: str, text: str) -> bool:
    return bool(listed("scope", name).search(text))


@lru_cache(maxsize=1)
def _contact() -> re.Pattern[str]:
    return re.compile(
        rf"{source('scope', 'contact_person')}(?:\u305f\u3061)?\u306e[^\u3002\u3001?]{{0,4}}"
        rf"{source('scope', 'contact_what')}{source('scope', 'contact_ask')}"
    )


@lru_cache(maxsize=1)
def _private() -> re.Pattern[str]:
    return re.compile(
        rf"{source('scope', 'private_of')}[^\u3002?]{{0,12}}{source('scope', 'private_what')}"
        rf"{source('scope', 'private_ask')}"
    )

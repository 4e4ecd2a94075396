"""Lines in a chat model's words. The table has decided what is said; the model may only say it more fittingly, and
what it writes is checked here. Whatever fails the check is dropped, and the table's own line is said.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import prompts
from assistant.language.normalise import normalise
from assistant.language.tokens import terms
from assistant.roleplay.persona_form import LONGEST_LINE, SENTENCE_END
from assistant.roleplay.personas import LISTENS, Line, Persona
from assistant.roleplay.understanding import understand
from assistant.roleplay.values import Run

log = logging.getLogger("renkei.roleplay")

_TEXTS = "roleplay/wording"
_MOST_SENTENCES = 3
_LONGEST_HEARD = 400
"""Characters of the trainee's words that the model is shown."""
_LEAST_KEPT = 0.5
"""Share of the line's content words that its new wording has to keep."""
_LEAK = 7
"""Characters in a row of a hidden concern's text that give it away."""
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_NAME_IN_FRONT = re.compile("^[^\u3002\uff1a:]{1,12}[:\uff1a]")
_MARKUP = re.compile(r"[*#`<>\[\]{}|\n]|https?:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a line answers."""

    persona: Persona
    run: Run
    """Its ledger after the utterance; the line is not yet among those said."""
    utterance: str
    line: Line


Word = Callable[[Moment], str]
"""The line as it is said: in other words, or as the table has it."""


def instruction(moment: Moment) -> tuple[str, str]:
    """What a model is asked, as (rules, task). It learns nothing of the concerns, so that it cannot tell them."""
    persona = moment.persona
    rules = prompts.text(_TEXTS, "task", name=persona.name, manner=persona.manner, longest=LONGEST_LINE)
    said = prompts.text(_TEXTS, "said", utterance=moment.utterance[:_LONGEST_HEARD], line=moment.line.text)
    return rules, said


def said_as(written: str, moment: Moment) -> str:
    """`written` where it may be said, without the quotation marks that models like to put around a line; otherwise the
    table's line.
    """
    text = _plain(written)
    fault = fault_of(text, moment)
    if fault:
        log.info("the model's wording of %s was left: %s", moment.line.id, fault)
        return moment.line.text
    return text


def fault_of(written: str, moment: Moment) -> str:
    """Why `written` may not be said; empty where it may. One word, for the log: nothing of it is shown."""
    for fault, found in (
        ("form", _form), ("repeated", _repeated), ("role", _role), ("number", _number), ("yields", _yields),
        ("leak", _leak), ("solution", _solution), ("content", _content),
    ):  # fmt: skip
        if found(written, moment):
            return fault
    return ""


def _plain(written: str) -> str:
    text = written.strip()
    return text[1:-1].strip() if len(text) > 2 and text[0] == "\u300c" and text[-1] == "\u300d" else text


def _form(written: str, moment: Moment) -> bool:
    too_many = len(SENTENCE_END.findall(written)) > _MOST_SENTENCES
    named = _NAME_IN_FRONT.match(written) and not _NAME_IN_FRONT.match(moment.line.text)
    return not 4 <= len(written) <= LONGEST_LINE or too_many or bool(named) or bool(_MARKUP.search(written))


def _repeated(written: str, moment: Moment) -> bool:
    said = {moment.run.opening, *(turn.reply for turn in moment.run.turns)}
    others = {line.text for line in moment.persona.lines()} - {moment.line.text}
    return written in said | others  # another line may still come as it is


def _role(written: str, moment: Moment) -> bool:
    """Words of a machine or of a teacher, or of another language."""
    strange = _found("out_of_role", written) - _found("out_of_role", moment.line.text)
    latin = set(re.findall("[A-Za-z]{3,}", written)) - set(re.findall("[A-Za-z]{3,}", moment.line.text))
    return bool(strange or latin)


def _number(written: str, moment: Moment) -> bool:
    """A figure, in digits or in kanji with a counter, that neither the line nor the trainee has."""
    known = f"{moment.line.text}\n{moment.utterance}"
    return bool(_numbers(written) - _numbers(known))


def _numbers(text: str) -> set[str]:
    plain = normalise(text)
    return {*_NUMBER.findall(plain), *_found("counted", plain)}


def _yields(written: str, moment: Moment) -> bool:
    """Consent or thanks that the line does not have: the table decides when the partner gives in."""
    return bool(_found("yields", written) - _found("yields", moment.line.text))


def _leak(written: str, moment: Moment) -> bool:
    """Words of a concern that has not come up, or of anything hidden."""
    known = f"{moment.line.text}\n{moment.utterance}"
    for entry in moment.run.ledger:
        concern = moment.persona.concern(entry.concern)
        for secret in (concern.hidden, concern.name):
            runs = {secret[at : at + _LEAK] for at in range(max(1, len(secret) - _LEAK + 1))}
            if any(run in written and run not in known for run in runs):
                return True
        own = moment.line.id.startswith(f"{concern.id}.")
        if not entry.voiced and not own and any(word in written and word not in known for word in concern.topic):
            return True
    return False


def _solution(written: str, moment: Moment) -> bool:
    """A point or a move that neither the line nor the trainee has said: it would put the answer into one's mouth."""
    new = understand(written).held - understand(moment.line.text).held
    said = understand(moment.utterance).held.union(*(turn.features.held for turn in moment.run.turns))
    return bool(new - said - {LISTENS})


def _content(written: str, moment: Moment) -> bool:
    """It says something else than the line, or says it to somebody who did not ask."""
    wanted = set(terms(moment.line.text))
    kept = len(wanted & set(terms(written)))
    return bool(wanted) and kept < _LEAST_KEPT * len(wanted)


def _found(key: str, text: str) -> set[str]:
    pattern: str = prompts.load(_TEXTS)[key]
    return {match.group() for match in re.finditer(pattern, text)}

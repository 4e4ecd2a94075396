"""A run as a pure value: `begin` makes one, `step` answers an utterance, `leave` and `finish` end it."""

from __future__ import annotations

from dataclasses import replace

from assistant.errors import UsageError
from assistant.roleplay.ledger import after, first_ledger, mood, outcome, voice
from assistant.roleplay.machine import Event, Moment, next_state
from assistant.roleplay.partner import Reply, close, open_up, reply
from assistant.roleplay.personas import LEVELS, Persona, find_persona, hint
from assistant.roleplay.understanding import BARE, understand
from assistant.roleplay.values import Entry, Features, Run, State, Turn
from assistant.roleplay.wording import Moment as Said
from assistant.roleplay.wording import Word

LONGEST_UTTERANCE = 2_000


def new_run(persona: Persona, *, level: int = 2, seed: int = 0) -> Run:
    """A run in its briefing.

    Raises:
        UsageError: the level is not 1, 2 or 3.
    """
    if level not in LEVELS:
        raise UsageError(f"level {level!r} is not 1, 2 or 3", hint=hint("level"))
    return Run(persona=persona.id, level=level, seed=seed, ledger=first_ledger(persona))


def start(run: Run, persona: Persona | None = None) -> Run:
    """The run after the partner's first words."""
    persona = _persona(run, persona)
    state = next_state(run.state, Event.START, Moment(run=run, features=Features()))
    line = open_up(persona, run)
    return replace(run, state=state, opening=line.text, used=(*run.used, line.id))


def begin(persona: Persona, *, level: int = 2, seed: int = 0) -> Run:
    """A new run whose briefing has been read: the partner has spoken, the trainee comes next."""
    return start(new_run(persona, level=level, seed=seed), persona)


def step(run: Run, utterance: str, persona: Persona | None = None, word: Word | None = None) -> Run:
    """The run after the trainee's `utterance` (up to 2,000 characters) and the partner's reply to it.

    `persona` is needed only where it did not come with renkei. `word` may put the reply into other words; it changes
    nothing else of the run.

    Raises:
        UsageError: the utterance is empty or too long, or the run is not in a state in which one speaks.
    """
    persona = _persona(run, persona)
    said = utterance.strip()
    if not said or len(said) > LONGEST_UTTERANCE:
        raise UsageError(f"an utterance has 1 to {LONGEST_UTTERANCE} characters, not {len(said)}",
                         hint=hint("utterance", limit=LONGEST_UTTERANCE))  # fmt: skip
    features = _in_context(run, understand(said))
    before = run.ledger
    run = replace(run, ledger=after(persona, run, features, said))
    state = next_state(run.state, Event.SPEAK, Moment(run=run, features=features))
    answer = _answer(persona, run, state, features, before, said)
    reply_text = answer.line.text if answer else ""
    if answer and word:
        reply_text = word(Said(persona=persona, run=run, utterance=said, line=answer.line))
    turn = Turn(
        utterance=said,
        features=features,
        ledger=run.ledger,
        mood=mood(persona, run.ledger),
        state=state,
        line=answer.line.id if answer else "",
        reply=reply_text,
    )
    return replace(
        run,
        state=state,
        turns=(*run.turns, turn),
        ledger=voice(run.ledger, answer.concern) if answer and answer.concern else run.ledger,
        used=(*run.used, answer.line.id) if answer else run.used,
        outcome=outcome(run.ledger) if state in {State.CLOSING, State.DEBRIEF} else None,
    )


def leave(run: Run) -> Run:
    """The run after the trainee has ended the conversation without another word, ready for its debrief."""
    while run.state is not State.DEBRIEF:
        state = next_state(run.state, Event.LEAVE, Moment(run=run, features=Features()))
        run = replace(run, state=state, outcome=outcome(run.ledger))
    return run


def finish(run: Run) -> Run:
    """The run with its debrief due: a closed conversation is finished, an open one is left."""
    if run.state is State.CLOSING:
        return replace(run, state=next_state(run.state, Event.FINISH, Moment(run=run, features=Features())))
    return leave(run)


def _in_context(run: Run, features: Features) -> Features:
    """A bare request is one-sided only as long as the trainee has given nothing: no view, no offer, no question."""
    if not any(turn.features.points for turn in run.turns):
        return features
    return replace(features, hardening=tuple(hit for hit in features.hardening if hit.rule != BARE))


def _answer(
    persona: Persona, run: Run, state: State, features: Features, before: tuple[Entry, ...], said: str
) -> Reply | None:
    if state is State.DEBRIEF:
        return None
    if state is State.CLOSING:
        return close(persona, run, outcome(run.ledger))
    return reply(persona, run, features, before, said)


def _persona(run: Run, persona: Persona | None) -> Persona:
    found = persona or find_persona(run.persona)
    if found.id != run.persona:
        raise UsageError(f"a run with {run.persona!r} cannot go on with {found.id!r}",
                         hint=hint("other_persona", wanted=run.persona))  # fmt: skip
    return found

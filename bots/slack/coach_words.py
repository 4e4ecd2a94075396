"""What a message to the coach is: a word that moves, saves or shows, or something said at the place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import prompts
from assistant.coach.errors import UnknownStepError
from assistant.coach.talking import Place, parse_place
from assistant.coach.training import TrainingStep, parse_training_step


class Wish(StrEnum):
    """What is wanted. The values are those of `coach.words` and `coach.phrases` in prompts/slack/talks.ja.yaml."""

    SAY = "say"
    SAVE = "save"
    NEXT = "next"
    BACK = "back"
    KEEP = "keep"
    NEXT_YEAR = "next_year"
    GO = "go"
    TRAINING = "training"
    OTHER = "other"
    STANDING = "standing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A wish with the text that it is about: what was said, what is to be saved at once, or the reason to go on.
    `place` is where to go.
    """

    wish: Wish
    text: str = ""
    place: Place | None = None


def understood(text: str, here: Place) -> Meant:
    """What `text` means at the place `here`. Words count only where they are the whole message."""
    table = prompts.load("slack/talks")["coach"]
    said = text.strip()
    bare = said.rstrip("\u3002.")
    for wish, words in table["words"].items():
        if bare in words:
            return Meant(wish=Wish(wish))
    for wish, pattern in table["phrases"].items():
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return Meant(wish=Wish(wish), text=found["text"].strip())
    going = re.fullmatch(table["going"], bare)
    place = _named(going["place"], here) if going else None
    return Meant(wish=Wish.GO, place=place) if place else Meant(wish=Wish.SAY, text=said)


def _named(name: str, here: Place) -> Place | None:
    """The place that is shown under `name`. Numbers, and a few names, mean another one in the training."""
    try:
        if isinstance(here, TrainingStep):
            return parse_training_step(name)
    except UnknownStepError:
        pass
    shown = prompts.load("slack/talks")["coach"]["places"]
    try:
        return parse_place(next((place for place, names in shown.items() if name in names), name))
    except UnknownStepError:
        return None

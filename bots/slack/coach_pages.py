"""What the coach says, as blocks: a turn at its place, what stands in the sheet, and how far each scene has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import prompts
from assistant.coach import SCENES, STEPS, Scene, Utterance
from assistant.coach.plan_machine import PlanState
from assistant.coach.position import position, state_name, training_position
from assistant.coach.readable import readable
from assistant.coach.talking import Place, place_name
from assistant.coach.training import TrainingStep
from assistant.coach.written import first_open, part_at
from assistant.sessions.worksheets import KeptSheet
from bots.coach_contract import Resolve
from bots.slack.elements import Block, context, say, sections
from bots.slack.message import Message, laid_out
from bots.slack.mrkdwn import escape

_TEXTS = "slack/talks"


@dataclass(frozen=True, slots=True)
class Said:
    """Something to be posted: blocks, and the text of the notification."""

    text: str
    blocks: tuple[Block, ...]

    def then(self, other: Said) -> Said:
        """This, and `other` below it."""
        return Said(self.text, (*self.blocks, *other.blocks))

    def pages(self) -> tuple[Message, ...]:
        """As messages."""
        return laid_out(self.text, self.blocks, continued=say("continued"))


NOTHING = Said("", ())


def told(text: str) -> Said:
    """A sentence of ours."""
    return Said(text, tuple(sections(text)))


def small(text: str) -> Said:
    """The same in small letters."""
    return Said(text, tuple(context(text)))


def turn_shown(turn: Utterance, scene: Scene, place: Place, resolve: Resolve) -> Said:
    """A turn of the coach under the name of its place, with the places that it stands on."""
    title = say("section", label=label(scene, place))
    named = dict.fromkeys(_cited(resolve(source)) for source in turn.sources)
    sources = context(text("sources", places=say("separator").join(named))) if named else []
    return Said(turn.text or turn.question, (*sections(turn.text, title=title), *sections(turn.question), *sources))


def standing_there(kept: KeptSheet, scene: Scene, place: Place) -> Said:
    """What is written at `place`; nothing where it is empty."""
    if isinstance(place, TrainingStep):  # whose steps are one part
        written = kept.sheet.training.text(place)
    else:
        part = part_at(scene, place)
        written = readable(part, part.text(kept.sheet))
    blocks = (*context(text("written")), *sections(written))
    return Said("", blocks if written.strip() else ())


def standing(kept: KeptSheet) -> Said:
    """How far each scene and the training have come, and what is missing to go on. The premise, without which no scene
    has begun for the table, is named once.
    """
    rows = []
    for scene in SCENES:
        at = position(kept.sheet, scene, start=PlanState.VISION)
        rows.append((scene.name_ja, state_name(at.state), at.missing or text("ready")))
    here, before = training_position(kept.sheet), position(kept.sheet, SCENES[0])
    rows.append((text("training"), here.step.name_ja, here.missing or text("training_done")))
    lines = [text("standing", name=name, state=state, missing=missing) for name, state, missing in rows]
    if before.state is PlanState.PREWORK:
        lines.append(text("premise", missing=before.missing))
    return Said(kept.head.title, tuple(sections("\n".join(lines), title=say("section", label=escape(kept.head.title)))))


def listed(kept: KeptSheet) -> tuple[str, Scene | None]:
    """A line for a sheet with the place at which to go on, and the scene of that place: the first empty cell, then what
    is left of Do, Check and Act.
    """
    empty = (scene for scene in SCENES for step in STEPS if not kept.sheet.text(scene, step).strip())
    scene = next(empty, None) or next((scene for scene in SCENES if not _over(kept, scene)), None)
    if scene is None:
        return prompts.text(_TEXTS, "home.complete", title=kept.head.title), None
    named = {"title": kept.head.title, "scene": scene.name_ja, "step": place_name(first_open(kept.sheet, scene))}
    return prompts.text(_TEXTS, "home.worksheet", **named), scene


def label(scene: Scene, place: Place) -> str:
    """The name of `place` with its scene, or that of the training."""
    whole = text("training") if isinstance(place, TrainingStep) else scene.name_ja
    if isinstance(place, PlanState):
        return text("phase", whole=whole, place=place_name(place))
    return text("step", whole=whole, number=place.number, place=place.name_ja)


def text(key: str, **values: object) -> str:
    """A text of the coach."""
    return prompts.text(_TEXTS, f"coach.{key}", **values)


def _over(kept: KeptSheet, scene: Scene) -> bool:
    return not position(kept.sheet, scene, start=PlanState.VISION).refused


def _cited(citation: Mapping[str, Any]) -> str:
    return " ".join(str(citation[name]) for name in ("title", "edition", "section") if citation.get(name))

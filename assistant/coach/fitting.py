"""Which indicators of the guidance fit a step of a scene."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.coach.cards import step_card
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.knowledge.indicators import Indicator

_WEIGHT = {"outcome": 0, "process": 1, "structure": 2}


def fitting(step: Step, scene: Scene, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The indicators of `scene`, then those for all scenes, that `step` has use for.

    Within each group outcomes come first, then what can be looked up in the public data system (●), then the rest in
    the order of the table. Empty where the step asks for no figures.
    """
    card = step_card(step)
    chosen = [one for one in indicators if one.use in card.indicator_uses and one.type in card.indicator_types]
    here = [one for one in chosen if one.scene == scene.name_ja]
    anywhere = [one for one in chosen if one.scene not in {known.name_ja for known in Scene}]
    return (*sorted(here, key=_order), *sorted(anywhere, key=_order))


def _order(indicator: Indicator) -> tuple[int, bool]:
    return _WEIGHT[indicator.type], not indicator.mieruka

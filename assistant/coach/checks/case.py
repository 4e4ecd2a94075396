"""What a rule is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.coach.checks.features import Features
from assistant.coach.findings import Severity
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Worksheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text at its place: the step, the scene, what the text shows, and the rest of the sheet where it is known."""

    step: Step
    scene: Scene
    features: Features
    context: Worksheet | None = None

    def cell(self, step: Step) -> str:
        """The text of another cell of the same scene, empty where it is not known."""
        return "" if self.context is None else self.context.text(self.scene, step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule found its flaw."""

    excerpt: str = ""
    """The words it is about; empty where something is missing."""
    severity: Severity | None = None
    """Other than the rule's own, where this hit is milder."""
    variant: str = ""
    """The key of another wording in `prompts/coach/findings.ja.yaml`."""


Judge = Callable[[Case], Hit | None]

"""What a caller of the coach can get wrong. All are usage errors: `details` carries the Japanese `hint`."""

from __future__ import annotations

from assistant.errors import UsageError


class UnknownStep(UsageError):
    """No step of the worksheet or of the training has this name, number or id. `details`: value, known, hint."""


class UnknownScene(UsageError):
    """None of the four scenes has this name, number or id. `details`: value, known, hint."""


class UnknownStage(UsageError):
    """No stage of the programme has this name, number or id. `details`: value, known, hint."""


class MoveRefused(UsageError):
    """The table has no row for this event in this state; the state stays. `details`: state, event, possible, hint."""


class TextTooLong(UsageError):
    """A cell longer than the coach reads. `details`: length, limit, hint."""


class UnknownYear(UsageError):
    """The history holds no plan for this fiscal year, or none to copy. `details`: year, hint."""

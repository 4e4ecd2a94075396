"""What a caller of the coach can get wrong. All are usage errors: `details` carries the Japanese `hint`."""

from __future__ import annotations

from assistant.errors import UsageError


class UnknownStepError(UsageError):
    """No step of the worksheet or of the training has this name, number or id. `details`: value, known, hint."""


class UnknownSceneError(UsageError):
    """None of the four scenes has this name, number or id. `details`: value, known, hint."""


class UnknownStageError(UsageError):
    """No stage of the programme has this name, number or id. `details`: value, known, hint."""


class MoveError(UsageError):
    """The table has no row for this event in this state; the state stays. `details`: state, event, possible, hint."""


class TextTooLongError(UsageError):
    """A cell longer than the coach reads. `details`: length, limit, hint."""


class UnknownYearError(UsageError):
    """The history holds no plan for this fiscal year, or none to copy. `details`: year, hint."""


class PlanExistsError(UsageError):
    """The municipality has a plan for this fiscal year. `details`: hint."""

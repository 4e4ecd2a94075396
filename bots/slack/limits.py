"""What Slack accepts at most. Lengths are counted in UTF-16 units, as Slack's own clients count."""

from __future__ import annotations

from typing import Any

SECTION = 3_000
HEADER = 150
BUTTON = 75
BUTTON_VALUE = 2_000
MODAL_TITLE = 24
PRIVATE_METADATA = 3_000
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 13_200
"""All text of the blocks of one message."""
FALLBACK = 300
"""Our own: the text of a notification, which Slack would cut at 4,000."""
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
"""Options of a menu, or of one group of it."""
OPTION_GROUPS = 100
ACTION_ELEMENTS = 25
CONTEXT_ELEMENTS = 10
CONTEXT_OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
"""Options of a menu, or of one group of it."""
OPTION_GROUPS = 100
ACTION_ELEMENTS = 5
CONTEXT_TEXT = 2_000


def length(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def text_of(blocks: Any) -> int:
    """The length of everything that a reader sees in `blocks`."""
    if isinstance(blocks, list | tuple):
        return sum(text_of(block) for block in blocks)
    if not isinstance(blocks, dict):
        return 0
    own = blocks.get("text")
    return (length(own) if isinstance(own, str) else 0) + sum(text_of(value) for value in blocks.values())

"""Taking a user's word on an answer."""

from __future__ import annotations

from assistant.guard.personal import mask
from assistant.sessions.clock import now
from assistant.sessions.feedback import Feedback
from bots.web.asking import SURFACE
from bots.web.bodies import FeedbackBody
from bots.web.state import WebState


def take(web: WebState, who: str, body: FeedbackBody) -> None:
    """Keep what `who` said, personal information masked.

    Raises:
        StorageError: the database cannot be written.
    """
    web.assistant.dialogue.stores.feedback.give(Feedback(
        answer_id=body.answer_id, who=who, verdict=body.verdict, at=now(), surface=SURFACE, reason=body.reason,
        comment=mask(body.comment, people=None).text,
    ))  # fmt: skip

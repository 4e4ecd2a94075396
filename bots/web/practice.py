"""What the interface and the pages of practice share: the kept runs, their sources, and who may read them."""

from __future__ import annotations

import prompts
from assistant.roleplay.debrief import Debrief
from assistant.roleplay.personas import Persona, find_persona, persona_ids
from assistant.roles.grounds import Grounds
from assistant.sessions.practice import Practice, Practices
from bots.web.problems import refuse
from bots.web.security.users import LOCAL, User
from bots.web.state import WebState


def partners() -> list[Persona]:
    """The partners to choose from, the doctors' association first."""
    order: list[str] = prompts.load("roleplay/practice")["order"]
    rank = {persona_id: number for number, persona_id in enumerate(order)}
    return [find_persona(found) for found in sorted(persona_ids(), key=lambda known: rank.get(known, len(rank)))]


def practices(web: WebState) -> Practices:
    """Where runs are kept.

    Raises:
        StorageError: the database cannot be opened.
    """
    return Practices(web.assistant.dialogue.stores.records)


def readable(web: WebState, user: User, practice_id: str) -> Practice:
    """A run of the user's own, or of anybody's where a trainer asks.

    Raises:
        NotFound: there is none, or it is another's.
    """
    return practices(web).get(practice_id, owner=None if user.may("trainer") else user.id)


def of_everybody(web: WebState, user: User, limit: int) -> list[Practice]:
    """All runs, for a trainer.

    Raises:
        HTTPException: 403, the user is none.
    """
    if not user.may("trainer"):
        refuse(403)
    return list(practices(web).all(None, limit))


def debriefed(web: WebState, practice: Practice) -> tuple[Debrief, Grounds]:
    """The debrief of a run that is over, and where its sources can be looked up.

    Raises:
        UsageError: the run is not over.
    """
    return practices(web).debrief(practice), web.grounds()


def owner_name(web: WebState, owner: str) -> str:
    """The name under which a user signs in; the id where the token was revoked."""
    if owner == LOCAL.id:
        return LOCAL.name
    token = web.tokens.by_id(owner)
    return token.name if token else owner

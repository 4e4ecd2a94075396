"""What the interface and the pages of practice share: the kept runs, partners, groups, and who may read what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import prompts
from assistant.errors import NotFound
from assistant.roleplay.debrief import Debrief
from assistant.roleplay.personas import Persona, find_persona, persona_ids
from assistant.roleplay.wording import Moment, Word
from assistant.roles.grounds import Grounds
from assistant.sessions.clock import JAPAN, day_of, now
from assistant.sessions.groups import Group, Groups
from assistant.sessions.overview import Overview, overview
from assistant.sessions.partners import Partners
from assistant.sessions.practice import Practice, Practices, Wanted
from assistant.sessions.sharing import Share, shares
from assistant.sessions.worded import Wording
from bots.web.problems import refuse
from bots.web.security.users import LOCAL, User
from bots.web.state import WebState

_TEXTS = "roleplay/groups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a trainee may agree to before the start: a group, and the text that says who sees what how long."""

    group: str
    text: str
    note: str


def partners(web: WebState, user: User) -> list[Persona]:
    """The partners that `user` may choose from, the doctors' association first, those of trainers last."""
    order: list[str] = prompts.load("roleplay/practice")["order"]
    rank = {persona_id: number for number, persona_id in enumerate(order)}
    shipped = sorted(persona_ids(), key=lambda known: rank.get(known, len(rank)))
    return [*(find_persona(found) for found in shipped), *(persona for _, _, persona in _written(web, user))]


def practices(web: WebState, who: str = "") -> Practices:
    """Where runs are kept. With `who` lines may be worded by the configured model, within that user's daily limit.

    Raises:
        StorageError: the database cannot be opened.
    """
    return Practices(web.assistant.dialogue.stores.records, _word(web, who) if who else None)


def groups(web: WebState) -> Groups:
    """Where groups are kept.

    Raises:
        StorageError: the database cannot be opened.
    """
    return Groups(web.assistant.dialogue.stores.records)


def written_partners(web: WebState) -> Partners:
    """Where the partners that trainers write are kept.

    Raises:
        StorageError: the database cannot be opened.
    """
    return Partners(web.assistant.dialogue.stores.records)


def model_name(web: WebState) -> str:
    """The chat model that may word lines; empty where none is configured."""
    model = web.assistant.dialogue.model
    return model.name if model else ""


def start(web: WebState, user: User, wanted: Wanted, show_to: Sequence[str]) -> Practice:
    """A new run that the trainers of the groups `show_to` may read.

    Raises:
        NotFound: `user` is in none of these groups.
        UsageError: there is no such partner or level, or no consent.
    """
    own = next((kept for persona_id, kept, _ in _written(web, user) if persona_id == wanted.persona), "")
    worded = wanted.worded and bool(model_name(web))
    wanted = replace(wanted, own=own, worded=worded, shared=_shares(web, user, show_to))
    return practices(web).start(user.id, wanted)


def consents(web: WebState, user: User) -> list[Consent]:
    """What `user` may agree to: one for each of their groups."""
    days = web.settings.practice_days
    until = f"{(now() + timedelta(days=days)).astimezone(JAPAN):%Y/%m/%d}"
    between = prompts.text(_TEXTS, "said.between")
    return [
        Consent(
            group=group.id,
            text=prompts.text(_TEXTS, "consent", group=group.name,
                              trainers=between.join(owner_name(web, trainer) for trainer in group.trainers)),
            note=prompts.text(_TEXTS, "consent_note", until=until, days=days),
        )
        for group in groups(web).joined_by(user.id)
    ]  # fmt: skip


def readable(web: WebState, user: User, practice_id: str) -> Practice:
    """A run of the user's own, or one that its owner shows them as their trainer.

    Raises:
        NotFound: there is none, or it is not theirs to read.
    """
    practice = practices(web).readable(practice_id, user.id)
    if practice.head.owner == user.id:
        return practice
    led = {group.id: group for group in groups(web).led_by(user.id)} if user.may("trainer") else {}
    at = now()
    for share in practice.shared:
        group = led.get(share.group)
        if group and share.open_to(user.id, at) and practice.head.owner in group.members:
            return practice
    raise NotFound(f"practice {practice_id!r} is another's", kind="practice", name=practice_id)


def led_group(web: WebState, user: User, group_id: str) -> Group:
    """A group that `user` leads, or any for an administrator.

    Raises:
        HTTPException: 403, the user is no trainer.
        NotFound: there is none, or it is another's.
    """
    if not user.may("trainer"):
        refuse(403)
    return groups(web).led(group_id, None if user.may("admin") else user.id)


def shown(web: WebState, user: User, group: Group) -> list[Practice]:
    """The runs of the group's members that are shown to `user`, the latest first."""
    return practices(web).shown_to(user.id, group.members, group.id)


def shown_in_all(web: WebState, user: User) -> list[Practice]:
    """The runs shown to `user` in all groups that they lead, the latest first.

    Raises:
        HTTPException: 403, the user is no trainer.
    """
    if not user.may("trainer"):
        refuse(403)
    found = {p.head.id: p for group in groups(web).led_by(user.id) for p in shown(web, user, group)}
    return sorted(found.values(), key=lambda practice: practice.head.created_at, reverse=True)


def group_overview(web: WebState, user: User, group: Group) -> Overview:
    """What `user` may see of the group at a glance."""
    return overview(shown(web, user, group))


def debriefed(web: WebState, practice: Practice) -> tuple[Debrief, Grounds]:
    """The debrief of a run that is over, and where its sources can be looked up.

    Raises:
        UsageError: the run is not over.
    """
    return practices(web).debrief(practice), web.grounds()


def owner_name(web: WebState, owner: str) -> str:
    """The name under which a user signs in, or came into a group; the id where neither is known any more."""
    if owner == LOCAL.id:
        return prompts.text("coach/messages", "local_user")
    token = web.tokens.by_id(owner)
    if token:
        return token.name
    return next((group.names[owner] for group in groups(web).all() if owner in group.names), owner)


def _shares(web: WebState, user: User, show_to: Sequence[str]) -> tuple[Share, ...]:
    joined = {group.id: group for group in groups(web).joined_by(user.id)}
    for group_id in show_to:
        if group_id not in joined:
            raise NotFound(f"{user.id} is in no group {group_id!r}", kind="group", name=group_id)
    return shares([joined[group_id] for group_id in dict.fromkeys(show_to)], now(), web.settings.practice_days)


def _written(web: WebState, user: User) -> list[tuple[str, str, Persona]]:
    mine = [group.id for group in groups(web).all() if user.id in (*group.members, *group.trainers)]
    return written_partners(web).open_to(user.id, mine)


def _word(web: WebState, who: str) -> Word | None:
    model = web.assistant.dialogue.model
    if model is None:
        return None
    wording, usage, daily = Wording(model), web.assistant.dialogue.stores.usage, web.settings.chat_daily

    def word(moment: Moment) -> str:
        allowed = not daily or usage.take(who, day_of(now()), daily)
        return wording(moment) if allowed else moment.line.text

    return word

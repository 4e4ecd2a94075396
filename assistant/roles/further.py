"""What can be asked next about roles. Every suggestion is a question that is understood as it stands."""

from __future__ import annotations

from collections import Counter

import prompts
from assistant.knowledge.roles import Actor, RoleTable, Scheme, Task
from assistant.roles.card import RoleCard, plain_name, role_card, short_name
from assistant.roles.compare import Comparison
from assistant.roles.lines import quoted
from assistant.roles.named import PLACES

_TEXTS = "roles/texts"
_MOST = 3


def of_role(actor: Actor, scheme: Scheme | None = None) -> str:
    """The question for the role of an actor, in a scheme where one is given."""
    if scheme is None:
        return prompts.text(_TEXTS, "suggest.role", actor=plain_name(actor))
    name = short_name(scheme)
    if PLACES.get(name[-1]) == actor.id:  # the place's own administration
        return prompts.text(_TEXTS, "suggest.role", actor=name)
    return prompts.text(_TEXTS, "suggest.in_scheme", scheme=name, actor=plain_name(actor))


def after_card(table: RoleTable, card: RoleCard) -> tuple[str, ...]:
    """The actor in its main schemes, in all of them after a narrower card, and whose task its main one is."""
    whole = role_card(table, card.actor)
    schemes = [row.scheme for row in whole.by_scheme if row.duties and row.scheme != card.scheme]
    shared = [spread.task for spread in card.common or card.spreads if spread.laid_down]
    task = card.task or next(iter(shared), None)
    found = [of_role(card.actor)] if card.task or card.scheme else []
    found += [_of_task(task)] if task else []
    found += [of_role(card.actor, scheme) for scheme in schemes] if len(whole.by_scheme) > 1 else []
    return tuple(dict.fromkeys(found))[:_MOST]


def after_comparison(comparison: Comparison) -> tuple[str, ...]:
    """The sides compared in all tasks after a narrower comparison, and each of them by itself."""
    actors = list(dict.fromkeys(side.actor for side in comparison.sides))
    found = [of_role(actor) for actor in actors]
    if comparison.task and len(actors) > 1:
        one, other = (plain_name(actor) for actor in actors[:2])
        found.insert(0, prompts.text(_TEXTS, "suggest.compare", one=one, other=other))
    return tuple(found)[:_MOST]


def whose_tasks(table: RoleTable) -> tuple[str, ...]:
    """Whose task it is, for the tasks that most is laid down about: where a question names nothing."""
    count = Counter(cell.task for cell in table.cells if cell.duty)
    return tuple(_of_task(task) for task in sorted(table.tasks, key=lambda task: -count[task.id])[:_MOST])


def _of_task(task: Task) -> str:
    return prompts.text(_TEXTS, "suggest.task", task=quoted([task.name]))

"""Practice with a partner in a thread, on the runs that the page keeps too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import prompts
from assistant.roleplay.debrief import Debrief
from assistant.roleplay.personas import find_persona, persona_ids
from assistant.sessions.practice import Practice, Practices, Wanted
from bots.slack.elements import Block, button, context, header, modal, packed, plain_text, say, section, sections
from bots.slack.limits import MODAL_TITLE, OPTION_TEXT
from bots.slack.message import Message, laid_out
from bots.slack.mrkdwn import escape
from bots.slack.splitting import head

NAME = "practice"
START = "practice_start"
CONTINUE = "practice_continue"
CONSENT = "practice_consent"
"""callback_id of the modal in which a trainee agrees to what is kept of the run."""
_LEVELS = ("1", "2", "3")
_LEVEL = "2"
_TEXTS = "slack/talks"


class PracticeTalk:
    """The partner's side of a thread. A task is `{"talk": "practice", "run": id, "owner": …}`."""

    def __init__(self, practices: Practices) -> None:
        self._practices = practices

    def start(self, owner: str, wanted: Wanted) -> tuple[dict[str, Any], str, tuple[Message, ...]]:
        """A new run: its task, the title of its thread, and the partner's first words.

        Raises:
            UsageError: there is no such partner or level, or no consent.
        """
        practice = self._practices.start(owner, wanted)
        blocks = [*context(_text("guide")), *_line(practice.head.title, practice.run.opening)]
        pages = laid_out(practice.run.opening, blocks, continued=say("continued"))
        return _task(practice), _text("opened", name=practice.head.title), pages

    def resume(self, owner: str, run_id: str) -> tuple[dict[str, Any], str, tuple[Message, ...]]:
        """A run that was begun anywhere: its task, the title of a thread to go on in, and what was said last; the
        debrief where the run is over.

        Raises:
            NotFound: there is none, or it is another's.
        """
        practice = self._practices.get(run_id, owner=owner)
        if practice.over:
            pages = self._debrief(practice)
        else:
            turns = practice.run.turns
            last = turns[-1].reply if turns else practice.run.opening
            said = sections(turns[-1].utterance, title=say("section", label=_text("you"))) if turns else []
            blocks = [*context(_text("guide")), *said, *_line(practice.head.title, last)]
            pages = laid_out(last, blocks, continued=say("continued"))
        return _task(practice), _text("resumed", name=practice.head.title), pages

    def say(self, task: Mapping[str, Any], text: str) -> tuple[Message, ...]:
        """What comes back to `text`.

        Raises:
            NotFound: the run was removed on the page.
            UsageError: the utterance is too long.
        """
        run_id, owner = str(task["run"]), str(task["owner"])
        practice = self._practices.get(run_id, owner=owner)
        seen, words = practice.head.revision, prompts.load(_TEXTS)["practice"]["words"]
        wish = text.strip().rstrip("\u3002.")
        if wish in words["forget"]:
            self._practices.delete(run_id, owner)
            return _told(_text("forgotten"))
        if wish in words["finish"]:
            return self._debrief(self._practices.finish(run_id, owner, seen))
        if practice.over:
            return _told(_text("over"))
        if wish in words["hint"]:
            _, hint = self._practices.hint(run_id, owner, seen)
            return _told(_text("hint", text=f"{hint.name}\u3002{hint.text}") if hint else _text("no_hint"))
        practice = self._practices.say(run_id, owner, seen, text)
        reply = practice.run.turns[-1].reply
        blocks = _line(practice.head.title, reply) if reply else []
        if practice.over:
            blocks += context(_text("closed"))
        return laid_out(reply or _text("closed"), blocks, continued=say("continued"))

    def _debrief(self, practice: Practice) -> tuple[Message, ...]:
        found = self._practices.debrief(practice)
        text = "\n".join(_lines(found))
        return laid_out(_text("debrief"), [header(_text("debrief")), *sections(text)], continued=say("continued"))


def choose() -> tuple[Message, ...]:
    """The partners, each with its button."""
    blocks: list[Block] = [header(_text("choose")), *context(_text("kept"))]
    for persona_id in persona_ids():
        persona = find_persona(persona_id)
        about = {"name": escape(persona.name), "briefing": escape(head(" ".join(persona.briefing.split()), 300))}
        blocks.append(section(_text("partner", **about), button(_text("start"), START, {"persona": persona_id})))
    blocks += context(_text("how"))
    return laid_out(_text("choose"), blocks, continued=say("continued"))


def consent(persona_id: str) -> Block:
    """The modal before a run: what is kept of it and who sees it, and how hard the partner is to win over.

    Raises:
        UsageError: there is no such partner.
    """
    persona, texts = find_persona(persona_id), prompts.load("roleplay/practice")
    options = {
        level: {"text": plain_text(texts["levels"][int(level)], OPTION_TEXT), "value": level,
                "description": plain_text(texts["level_notes"][int(level)], OPTION_TEXT)}
        for level in _LEVELS
    }  # fmt: skip
    choice: Block = {
        "type": "input", "block_id": "level", "label": plain_text(_text("level"), 2_000),
        "element": {"type": "radio_buttons", "action_id": "level", "options": list(options.values()),
                    "initial_option": options[_LEVEL]},
    }  # fmt: skip
    about = sections(" ".join(persona.briefing.split()), title=say("section", label=escape(persona.name)))
    blocks = [*about, choice, *sections(_text("kept"))]
    return modal(
        _text("consent"), blocks, callback_id=CONSENT, private_metadata=packed({"persona": persona_id}),
        submit=plain_text(_text("agree"), MODAL_TITLE), close=plain_text(_text("decline"), MODAL_TITLE),
    )  # fmt: skip


def agreed(view: Mapping[str, Any], value: Mapping[str, Any]) -> Wanted:
    """What the submitted modal starts; `value` is what it held."""
    level = view["state"]["values"]["level"]["level"]["selected_option"]["value"]
    return Wanted(persona=str(value.get("persona") or ""), level=int(level), consent=True)


def listed(practice: Practice) -> str:
    """A line for a run, with its score."""
    score = _text("going_on") if practice.score is None else _text("scored", score=practice.score)
    return _text("run", name=practice.head.title, score=score)


def _task(practice: Practice) -> dict[str, Any]:
    return {"talk": NAME, "run": practice.head.id, "owner": practice.head.owner}


def _lines(found: Debrief) -> list[str]:
    texts = prompts.load("roleplay/messages")
    lines = [_text("score", score=found.score, outcome=texts["outcome"][found.outcome.value]), ""]
    for row in found.rows:
        lines.append(_debriefed("row", name=row.name, score=row.score))
        if row.quote:
            lines.append(_debriefed("quote", quote=row.quote))
        else:
            lines.append(_debriefed("used", used=row.used, place=row.place))
    for blow in found.hardening:
        lines += ["", _debriefed("hardened", name=blow.name, turn=blow.turn), _debriefed("quote", quote=blow.quote)]
        lines.append(_debriefed("why", why=blow.why, place=blow.place))
    lines += ["", _debriefed("to_try")]
    lines += [_debriefed("suggestion", name=one.name, example=one.example) for one in found.to_try]
    lines += ["", _debriefed("worries")]
    lines += [_debriefed("worry", name=w.name, status=texts["status"][w.status.value]) for w in found.worries]
    return lines


def _debriefed(key: str, **values: object) -> str:
    return prompts.text("roleplay/messages", f"debrief.{key}", **values)


def _line(name: str, text: str) -> list[Block]:
    return sections(text, title=say("section", label=escape(name)))


def _told(text: str) -> tuple[Message, ...]:
    return laid_out(text, sections(text), continued=say("continued"))


def _text(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, f"practice.{key}", **values)

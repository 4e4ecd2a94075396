"""An Answer as Slack shows it: labelled sections, numbered citations with their button, follow-ups, feedback."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.notice import notice
from assistant.answering.shape import certainty_label
from assistant.types import Answer, Citation
from bots.slack.elements import Block, actions, button, context, packed, plain_text, say, section, sections
from bots.slack.limits import BUTTON, SECTION, length
from bots.slack.message import Message, laid_out
from bots.slack.mrkdwn import escape
from bots.slack.splitting import head

CITATION, FEEDBACK, FOLLOW_UP, DELETE, SHARE = "citation", "feedback", "follow_up", "delete", "share"
"""The names (action_id) of our buttons; follow-ups carry a number behind theirs."""
_MOST_FOLLOW_UPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How an answer is shown. `asker` may delete it; `key` finds its messages again; `introduction` stands first."""

    asker: str = ""
    key: str = ""
    introduction: str = ""
    can_share: bool = False
    notice_off: tuple[str, ...] = ()


def messages(answer: Answer, shown: Shown) -> tuple[Message, ...]:
    """`answer` in one message, or in as many as its length needs."""
    blocks = [
        *context(shown.introduction), *_body(answer), *_certainty(answer), *_citations(answer), *_notes(answer, shown),
        *_follow_ups(answer), *_closing(answer, shown),
    ]  # fmt: skip
    return laid_out(answer.text or answer.question, blocks, continued=say("continued"))


def _body(answer: Answer) -> list[Block]:
    if not answer.sections:
        return sections(answer.text)
    return [
        block
        for part in answer.sections
        for block in sections(part.text, title=say("section", label=escape(head(part.label, BUTTON))))
    ]


def _certainty(answer: Answer) -> list[Block]:
    if answer.status != "answered" or not answer.certainty:
        return []
    return context(say("certainty", label=certainty_label(answer.certainty)))


def _citations(answer: Answer) -> list[Block]:
    if not answer.citations:
        return []
    return [{"type": "divider"}, section(say("sources")), *(_citation(citation) for citation in answer.citations)]


def _citation(citation: Citation) -> Block:
    room = SECTION - length(say("source", number=citation.number, place=""))
    shown = place(citation)
    while length(escape(shown)) > room:
        shown = head(shown, int(len(shown) * 0.8))
    text = say("source", number=citation.number, place=escape(shown))
    return section(text, {**button(say("open_source"), CITATION), "value": _reference(citation)})


def place(citation: Citation) -> str:
    """Title, edition, section and page of a citation."""
    parts = [citation.title, citation.edition, citation.section]
    if citation.page is not None:
        parts.append(say("page", page=citation.page))
    if citation.superseded:
        parts.append(say("superseded"))
    return say("separator").join(part for part in parts if part)


def _reference(citation: Citation) -> str:
    """All that the modal needs, so that a citation opens however old the message is."""
    value = {
        "number": citation.number, "document": citation.document_id, "passage": citation.passage_id,
        "place": head(place(citation), 300), "address": citation.address if len(citation.address) < 300 else "",
        "quote": citation.quote,
    }  # fmt: skip
    return packed(value, shrink="quote")


def _notes(answer: Answer, shown: Shown) -> list[Block]:
    texts = [say("warning", text=warning) for warning in answer.warnings]
    texts.append(notice(answer, "slack", shown.notice_off))
    return [block for text in texts for block in context(text)]


def _follow_ups(answer: Answer) -> list[Block]:
    if not answer.suggestions:
        return []
    buttons = [
        {**button(suggestion, f"{FOLLOW_UP}_{number}"), "value": packed({"question": suggestion}, shrink="question")}
        for number, suggestion in enumerate(answer.suggestions[:_MOST_FOLLOW_UPS])
    ]
    return [*context(say("related" if answer.status == "answered" else "nearest")), actions(buttons)]


def _closing(answer: Answer, shown: Shown) -> list[Block]:
    value = {"answer": answer.id, "conversation": answer.conversation_id, "question": answer.question}
    elements: list[Block] = [{
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": {
            "text": plain_text(say("helpful"), BUTTON),
            "value": packed({**value, "verdict": "helpful"}, shrink="question"),
        },
        "negative_button": {
            "text": plain_text(say("not_helpful"), BUTTON),
            "value": packed({**value, "verdict": "not_helpful"}, shrink="question"),
        },
    }]  # fmt: skip
    if shown.asker and shown.key:
        elements.append(_delete(shown))
    blocks: list[Block] = [{"type": "context_actions", "elements": elements}]
    if shown.can_share and answer.conversation_id:
        # 'question' would be of no use here: the answer is looked up
        blocks.insert(0, actions([button(say("share"), SHARE, {k: v for k, v in value.items() if k != "question"})]))
    return blocks


def _delete(shown: Shown) -> Block:
    return {
        "type": "icon_button",
        "icon": "trash",
        "text": plain_text(say("delete"), BUTTON),
        "action_id": DELETE,
        "value": packed({"asker": shown.asker, "key": shown.key}),
        "visible_to_user_ids": [shown.asker],
        "confirm": {
            "title": plain_text(say("delete_confirm.title"), 100),
            "text": plain_text(say("delete_confirm.text"), 300),
            "confirm": plain_text(say("delete_confirm.confirm"), 30),
            "deny": plain_text(say("delete_confirm.deny"), 30),
        },
    }

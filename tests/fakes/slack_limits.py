"""Slack's limits as its interface enforces them, written down a second time, apart from the code under test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
_ELEMENTS = {"actions": 25, "context": 10, "context_actions": 5}
_KNOWN = {"section", "divider", "header", "context", "actions", "context_actions", "input"}


def size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def faults_of_message(text: str, blocks: list[Row]) -> list[str]:
    """What Slack would refuse in a message."""
    wrong = [] if size(text) <= 4_000 else ["text"]
    if not text and not blocks:
        wrong.append("no_text")
    if len(blocks) > 50:
        wrong.append("blocks")
    if sum(size(t) for t in _texts(blocks)) > 13_200:
        wrong.append("message text")
    return [*wrong, *_faults(blocks)]


def faults_of_view(view: Row) -> list[str]:
    """What Slack would refuse in a modal or home tab."""
    wrong = []
    for name in ("title", "submit", "close"):
        if name in view and not 0 < size(view[name]["text"]) <= 24:
            wrong.append(f"view {name}")
    if size(view.get("private_metadata") or "") > 3_000:
        wrong.append("private_metadata")
    if len(view["blocks"]) > 100:
        wrong.append("view blocks")
    return [*wrong, *_faults(view["blocks"])]


def _faults(blocks: list[Row]) -> Iterator[str]:
    for block in blocks:
        kind = block["type"]
        if kind not in _KNOWN:
            yield f"unknown block {kind}"
        if kind == "section" and not 0 < size(block["text"]["text"]) <= 3_000:
            yield "section text"
        if kind == "header" and not (0 < size(block["text"]["text"]) <= 150 and block["text"]["type"] == "plain_text"):
            yield "header text"
        if kind in _ELEMENTS and not 0 < len(block["elements"]) <= _ELEMENTS[kind]:
            yield f"{kind} elements"
        if kind == "input" and not 0 < size(block["label"]["text"]) <= 2_000:
            yield "label"
        if size(block.get("block_id", "")) > 255:
            yield "block_id"
        elements = [*block.get("elements", []), *filter(None, [block.get("accessory"), block.get("element")])]
        names = [e["action_id"] for e in elements if "action_id" in e]
        if len(names) != len(set(names)):
            yield "action_id twice"
        for element in elements:
            yield from _element(element)


def _element(element: Row) -> Iterator[str]:
    kind = element["type"]
    if kind == "button":
        if not 0 < size(element["text"]["text"]) <= 75 or element["text"]["type"] != "plain_text":
            yield "button text"
        if size(element.get("value", "")) > 2_000:
            yield "button value"
    if size(element.get("placeholder", {}).get("text", "")) > 150:
        yield "placeholder"
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if "confirm" in element and not 0 < size(element["confirm"][name]["text"]) <= most:
            yield f"confirm {name}"
    if kind == "radio_buttons" and len(element["options"]) > 10:
        yield "radio_buttons"
    for option in _options(element):
        if size(option.get("description", {}).get("text", "")) > 75:
            yield "description"
        if not 0 < size(option["text"]["text"]) <= 75 or not 0 < size(option["value"]) <= 150:
            yield "option"
    if not all(one in _options(element) for one in element.get("initial_options", [])):
        yield "initial_options"
    if "options" in element and not 0 < len(element["options"]) <= 100:
        yield "options"
    if len(element.get("option_groups", [])) > 100 or any(len(g["options"]) > 100 for g in element.get("option_groups", [])):
        yield "option_groups"
    if kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            if size(element[name]["text"]["text"]) > 75 or size(element[name]["value"]) > 2_000:
                yield name
    if size(element.get("action_id", "")) > 255:
        yield "action_id"
    if kind == "mrkdwn" and not 0 < size(element["text"]) <= 2_000:
        yield "context text"


def _options(element: Row) -> list[Row]:
    return [*element.get("options", []), *(o for g in element.get("option_groups", []) for o in g["options"])]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "text" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)

"""The logic model of a scene: vision, goals, measures and issues in four columns, with links and what is missing."""

from __future__ import annotations

from markupsafe import Markup

import prompts
from assistant.coach.logic_model import LAYERS, LogicModel, Point
from assistant.coach.scenes import Scene
from bots.web.charts import svg

_TEXTS = "coach/pictures"
_COLUMN, _GAP, _HEAD, _PAD = 190.0, 46.0, 30.0, 9.0
_LINE, _LINES, _ROOM, _BETWEEN = 17.0, 5, 13.2, 14.0
_FOOT = 12.0


def logic(model: LogicModel, scene: Scene, *, notes: bool = True) -> Markup:
    """The picture; boxes with a missing link and empty layers have a broken edge and say so. Without `notes` only empty
    layers do: what the coach could not read is between it and the office.
    """
    columns = enumerate(model.layers)
    boxes = {point: box for number, layer in columns for point, box in _stacked(model, number, layer, notes)}
    bottom = max([_HEAD + 60, *(y + height + 20 for _, y, height in boxes.values())])
    parts = [_heading(number) for number in range(len(LAYERS))]
    parts += [_link(boxes[near], boxes[far]) for near, far in model.links]
    parts += [_box(point, boxes[point], lacks=notes and model.lacks(point)) for point in boxes]
    for number, layer in enumerate(model.layers):
        x = _left(number)
        if not layer:
            parts += [_frame(x, _HEAD, 44, lacks=True), _small(x + _PAD, _HEAD + 27, _say("logic.empty"))]
        elif model.left_out[number]:
            y = max(y + height for point, (_, y, height) in boxes.items() if point in layer)
            parts.append(_small(x + _PAD, y + 15, _say("logic.more", count=model.left_out[number])))
    size = (_left(len(LAYERS) - 1) + _COLUMN, bottom)
    name = f"logic-{scene.value}"
    return svg.picture(name, size, _say("logic.title", scene=scene.name_ja), told(model), parts)


def told(model: LogicModel) -> str:
    """The same in words: what stands in each layer, then what is missing."""
    rows = [
        _say("logic.of", layer=step.name_ja, texts="\u3001".join(point.text for point in layer))
        for step, layer in zip(LAYERS, model.layers, strict=True)
        if layer
    ]
    return "\n".join([*rows, *(missing_words(model))])


def missing_words(model: LogicModel) -> list[str]:
    """What is missing, one sentence each; that nothing is, or that there is nothing yet."""
    if not any(model.layers):
        return [_say("logic.nothing")]
    return [one.said for one in model.missing] or [_say("logic.all_linked")]


def _stacked(
    model: LogicModel, column: int, layer: tuple[Point, ...], notes: bool
) -> list[tuple[Point, tuple[float, float, float]]]:
    made, y = [], _HEAD
    for point in layer:
        lines = len(svg.wrapped(point.text, _ROOM, _LINES))
        height = lines * _LINE + 2 * _PAD + (_FOOT if notes and model.lacks(point) else 0)
        made.append((point, (_left(column), y, height)))
        y += height + _BETWEEN
    return made


def _heading(number: int) -> Markup:
    step = LAYERS[number]
    parts = [svg.text(_left(number), 16, step.name_ja, class_="logic-head")]
    if number:
        x = _left(number) - 12
        parts.append(svg.element("path", d=f"M{x:g} 11h-22m6 -5l-6 5l6 5", class_="logic-arrow"))
    return svg.group(parts)


def _box(point: Point, box: tuple[float, float, float], *, lacks: bool) -> Markup:
    x, y, height = box
    lines = svg.wrapped(point.text, _ROOM, _LINES)
    parts = [
        _frame(x, y, height, lacks=lacks),
        svg.paragraph(x + _PAD, y + _PAD + 12, lines, _LINE, class_="pic-text"),
    ]
    if lacks:
        parts.append(svg.text(x + _PAD, y + height - 7, _say("logic.lacking"), class_="logic-note"))
    return svg.group(parts)


def _frame(x: float, y: float, height: float, *, lacks: bool) -> Markup:
    kind = "logic-box logic-lacks" if lacks else "logic-box"
    return svg.element("rect", x=x, y=y, width=_COLUMN, height=height, rx=8, class_=kind)


def _small(x: float, y: float, words: str) -> Markup:
    return svg.text(x, y, words, class_="pic-small")


def _link(near: tuple[float, float, float], far: tuple[float, float, float]) -> Markup:
    x1, y1 = far[0] - 2, far[1] + far[2] / 2
    x2, y2 = near[0] + _COLUMN + 3, near[1] + near[2] / 2
    middle = (x1 + x2) / 2
    curve = f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return svg.element("path", d=f"{curve}m6 -4l-6 4l6 4", class_="logic-link")


def _left(number: int) -> float:
    return (_COLUMN + _GAP) * number


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)

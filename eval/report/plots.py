"""Plots as inline SVG. Labels in them are ids in Latin letters, so that no font is needed to draw them; what the
colours mean is said beside the picture, in words.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.figures import Figure
from eval.report.reliability import Bin

_COLOURS = ("#2a6f97", "#e07a5f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A titled picture; `legend` are (colour, name)."""

    title: str
    svg: str
    legend: Sequence[tuple[str, str]] = ()


def bars(title: str, groups: Mapping[str, Mapping[str, Figure]], measures: Mapping[str, str]) -> Plot:
    """A bar for each group and measure (by id, with its name), with its confidence interval where there is one."""
    figure, axes = _axes(width=max(6.0, 0.9 * len(groups) + 2))
    width = 0.8 / len(measures)
    for number, measure in enumerate(measures):
        for place, found in enumerate(groups.values()):
            shown = found.get(measure)
            if shown is None:
                continue
            low, high = shown.low, shown.high
            error = None if low is None or high is None else [[shown.value - low], [high - shown.value]]
            axes.bar(
                place + number * width, shown.value, width, color=_COLOURS[number], yerr=error, capsize=2,
                error_kw={"linewidth": 0.8},
            )  # fmt: skip
    middle = width * (len(measures) - 1) / 2
    axes.set_xticks([place + middle for place in range(len(groups))], list(groups), rotation=20, ha="right",
                    rotation_mode="anchor")  # fmt: skip
    axes.set_ylim(0, 1.02)
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    return Plot(title=title, svg=_svg(figure), legend=list(zip(_COLOURS, measures.values(), strict=False)))


def reliability_plot(title: str, bins: Sequence[Bin]) -> Plot:
    """Share of answerable questions over mean confidence; the diagonal is a confidence that can be trusted."""
    figure, axes = _axes(width=5.0)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle="--")
    axes.scatter([b[2] for b in bins], [b[3] for b in bins], s=[12 + 2 * b[4] for b in bins], color=_COLOURS[0],
                 clip_on=False)  # fmt: skip
    for _, _, predicted, observed, count in bins:
        beside = (0, 8) if observed < 0.5 else (0, -16)
        axes.annotate(str(count), (predicted, observed), xytext=beside, textcoords="offset points", ha="center",
                      fontsize=8, color="#555555", annotation_clip=False)  # fmt: skip
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("confidence")
    axes.set_ylabel("answerable")
    return Plot(title=title, svg=_svg(figure))


def _axes(width: float) -> tuple[Any, Any]:
    # matplotlib takes a second to import and belongs to the evaluation only
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "renkei"  # the same numbers give the same file
    matplotlib.rcParams["svg.fonttype"] = "none"
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(width, 3.4), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Any) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]

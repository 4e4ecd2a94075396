"""Pictures of a plan as SVG, drawn on the server: they need no script and take their colours from the page."""

from bots.web.charts.board import board
from bots.web.charts.logic import logic
from bots.web.charts.ring import ring
from bots.web.charts.trend import trend

__all__ = ["board", "logic", "ring", "trend"]

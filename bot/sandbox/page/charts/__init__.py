"""`data_visualization` blocks as geometry: where ticks, bars, lines and slices stand; the templates draw SVG."""

from bot.sandbox.page.charts.numbers import shown
from bot.sandbox.page.charts.pie import Pie, pie
from bot.sandbox.page.charts.plot import Plot, plot

__all__ = ["Pie", "Plot", "pie", "plot", "shown"]

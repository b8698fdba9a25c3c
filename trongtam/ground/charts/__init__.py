"""Trends: ink steps for this period, gold for the year before, dots for the plan, labels on the lines, no script.

trend.py     what is drawn: dated steps and the plan
geometry.py  where it stands: every coordinate as text, ready for the page's template part `trend`
bars.py      bullet bars for the tables of papers
multiples.py many small drawings on one scale
picture.py   the same drawing as a PNG for Word, made outside the web worker and kept by its content

Why no charting library: docs/decisions/0004-charts.md.
"""

from trongtam.ground.charts.bars import bullet_png
from trongtam.ground.charts.geometry import PHONE, WIDE, TrendGeometry, trend_geometry
from trongtam.ground.charts.multiples import Multiples, Series, Small, multiples
from trongtam.ground.charts.picture import trend_png, trend_pngs
from trongtam.ground.charts.svg import trend_svg
from trongtam.ground.charts.trend import Step, Trend

__all__ = [
    "PHONE",
    "WIDE",
    "Multiples",
    "Series",
    "Small",
    "Step",
    "Trend",
    "TrendGeometry",
    "bullet_png",
    "multiples",
    "trend_geometry",
    "trend_png",
    "trend_pngs",
    "trend_svg",
]

"""The drawing as a file of its own: the same geometry with the colours of the look written into it (paper has no CSS)."""

from xml.sax.saxutils import escape, quoteattr

from trongtam.ground.charts.geometry import WIDE, TrendGeometry, trend_geometry
from trongtam.ground.charts.trend import Trend

# From the look's tokens: ink, ink-2, ink-3, rule, gold, gold-ink, lacquer. Paper is white.
_STROKES = {
    "ax": 'stroke="#DDD1BA" stroke-width="1"',
    "base": 'stroke="#221A14" stroke-width="1.5"',
    "plan": 'stroke="#6C5C4D" stroke-width="1.5" stroke-dasharray="2 4"',
    "last": 'stroke="#B0851F" stroke-width="2" stroke-linejoin="round"',
    "act": 'stroke="#221A14" stroke-width="3" stroke-linejoin="round"',
    "out": 'stroke="#221A14" stroke-width="1.5" stroke-dasharray="1 5" stroke-linecap="round"',
    "nowl": 'stroke="#8B1A1B" stroke-width="1"',
}
_FILLS = {"": "#53453A", "k": "#221A14", "g": "#71520B", "l": "#8B1A1B"}
REGULAR, STRONG = "Be Vietnam Pro", "Be Vietnam Pro SemiBold"


def trend_svg(trend: Trend, width: int = WIDE[0], height: int = WIDE[1]) -> str:
    """A complete SVG document, drawn the same everywhere; pages include part `trend` instead."""
    return geometry_svg(trend_geometry(trend, width, height))


def geometry_svg(drawing: TrendGeometry) -> str:
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(drawing.summary)}>',
        f'<rect width="{drawing.width}" height="{drawing.height}" fill="#fff"/>',
    ]
    parts += [f'<path d="{line.path}" fill="none" {_STROKES[line.kind]}/>' for line in drawing.lines]
    parts += [
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="#fff" stroke="#221A14" stroke-width="2.5"/>'
        for x, y in drawing.points
    ]
    for label in drawing.labels:
        place = f'x="{label.x}" y="{label.y}" text-anchor="{label.anchor}" font-size="14"'
        face = f'font-family="{STRONG if label.kind else REGULAR}, sans-serif"'
        # A white edge first, so that a word stays readable where a line passes below it.
        halo = 'fill="#fff" stroke="#fff" stroke-width="4" stroke-linejoin="round"'
        text = escape(label.text)
        parts.append(f"<text {place} {face} {halo}>{text}</text>")
        parts.append(f'<text {place} {face} fill="{_FILLS[label.kind]}">{text}</text>')
    return "".join([*parts, "</svg>"])

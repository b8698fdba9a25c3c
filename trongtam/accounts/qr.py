"""A QR code as one SVG path: no style, no script, sharp on paper."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

_MARGIN = 4  # modules of quiet zone that readers ask for


def path_of(text: str) -> tuple[str, int]:
    """The dark modules as an SVG path, and the side of the square in modules, its quiet zone included."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    steps = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                steps.append(f"M{x + _MARGIN} {y + _MARGIN}h{run - x}v1H{x + _MARGIN}z")
            x = max(run, x + 1)
    return "".join(steps), len(rows) + 2 * _MARGIN


def qr_svg(text: str, label: str, *, side: int = 232) -> SafeString:
    """An `<svg>` that says `label` to those who do not see it; `side` in CSS pixels."""
    path, modules = path_of(text)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}" '
        'shape-rendering="crispEdges"><rect width="{}" height="{}" fill="#fff"/><path fill="#000" d="{}"/></svg>',
        label,
        side,
        side,
        modules,
        modules,
        modules,
        modules,
        path,
    )

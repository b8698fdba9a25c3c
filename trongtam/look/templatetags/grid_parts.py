"""Units × months, and small multiples. A grid has thousands of cells, so it is written here, not by the template of a cell."""

from collections.abc import Iterable, Sequence
from html import escape as plain

from django.templatetags.static import static
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

from trongtam.look.drawing import BAND_SHAPES
from trongtam.look.shapes import GridRow


def unit_grid(caption, heads: Sequence, rows: Iterable[GridRow], words) -> SafeString:
    """`{% unit_grid caption heads rows words %}`: heads: of the first column, then of each month; rows: `GridRow`; words: band →
    its word. Scrolls inside its own box; the first column stays."""
    signs = {band: _sign(shape, words[band]) for band, shape in BAND_SHAPES.items() if band in words}
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    drawn: dict[tuple[str, str], tuple[str, str, str]] = {}
    body = "".join([_row(row, drawn, signs) for row in rows])
    return mark_safe(  # noqa: S308 - every text from outside is escaped above
        f'<div class="scroll unit-grid" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption class="vh">{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _sign(shape: str, word) -> tuple[str, str]:
    """The class of a cell, and its sign with the word for who does not see it."""
    drawn = f'<svg class="shape" aria-hidden="true"><use href="{static("look/icons.svg")}#{shape}"/></svg>'
    return shape, f'{drawn}<span class="vh">{escape(word)}: </span>'


def _row(row: GridRow, drawn: dict[tuple[str, str], tuple[str, str, str]], signs: dict[str, tuple[str, str]]) -> str:
    mark = ' class="inv"' if row.invented else ""
    name = f"<b{mark}>{escape(row.name)}</b>"
    name = f'<a href="{plain(row.url)}">{name}</a>' if row.url else f"<span>{name}</span>"
    parts = [f'<tr><th scope="row">{name}</th>']
    for shown, band, url in row.cells:
        known = drawn.get((shown, band))
        if known is None:
            known = drawn[shown, band] = _cell(shown, *signs.get(band, ("", "")))
        before, after, alone = known
        parts.append(f"{before}{plain(url)}{after}" if url else alone)
    parts.append("</tr>")
    return "".join(parts)


def _cell(shown: str, shape: str, sign: str) -> tuple[str, str, str]:
    """What stands before and after the address of a cell that leads on; and the whole of one that does not. Drawn once for all
    cells that say the same: there are thousands of them."""
    said = f"{sign}{plain(shown)}"
    return f'<td class="{shape}"><a href="', f'">{said}</a></td>', f'<td class="{shape}"><span>{said}</span></td>'


def multiples(items) -> dict:
    """`{% multiples items %}`: small drawings on one scale; a `Multiple` each."""
    return {"items": items}

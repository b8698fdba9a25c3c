"""Word papers in the layouts of the Party and of the State: plain values in, the bytes of a .docx out.

model.py    what a paper says: head, body blocks, signatures, recipients
layouts.py  how it must look, as dated data with its source; picked by the date of the paper
render.py   the two brought together; head.py, body.py, foot.py, marks.py draw the pieces
"""

from trongtam.ground.papers.layouts import LAYOUTS, PARTY, STATE, Layout, Margins, layout_for
from trongtam.ground.papers.model import (
    Bullet,
    Column,
    Drawn,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    Side,
    Signature,
    Table,
    number_line,
    place_and_date,
)
from trongtam.ground.papers.render import render

__all__ = [
    "LAYOUTS",
    "PARTY",
    "STATE",
    "Bullet",
    "Column",
    "Drawn",
    "Figure",
    "Heading",
    "Layout",
    "Margins",
    "Paper",
    "Paragraph",
    "Run",
    "Side",
    "Signature",
    "Table",
    "layout_for",
    "number_line",
    "place_and_date",
    "render",
]

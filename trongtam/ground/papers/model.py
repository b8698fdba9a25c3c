"""What a paper says. Texts are plain strings or sequences of runs; a run with `href` opens the proof of its number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from trongtam.ground.papers.layouts import Layout

Align = Literal["left", "centre", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind. `href`: an absolute http(s) address; raises ValueError for any other."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    def __post_init__(self):
        if self.href and (urlsplit(self.href).scheme not in {"http", "https"} or not urlsplit(self.href).netloc):
            raise ValueError(f"a link on paper needs a full http address, not {self.href!r}")


Text = str | Sequence[str | Run]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 3: "I. …" , "1. …", "a) …"; the numbering is part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item led by a hyphen, as official papers write lists."""

    text: Text


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell with a small picture below its text; `alt` says what it shows."""

    text: Text
    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Column:
    """`share`: its part of the width relative to the other columns."""

    title: str
    share: float = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts, one a column; the head repeats on every page. `strong`: numbers of rows printed bold (sums).

    A cell that is None belongs to the one before it, which is so much wider.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Text | Drawn | None]]
    caption: str = ""
    strong: frozenset[int] = frozenset()

    def __post_init__(self):
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Figure:
    """A PNG picture; `alt` says what it shows to those who cannot see it."""

    png: bytes
    caption: str = ""
    alt: str = ""
    width_mm: float = 150


@dataclass(frozen=True, slots=True)
class Side:
    """Two pictures beside each other, or one alone at the left half's width in the middle."""

    figures: Sequence[Figure]


Block = Heading | Paragraph | Bullet | Table | Figure | Side


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` and `body` give "T/M BAN THƯỜNG VỤ"; without them only the post stands ("CHỦ TRÌ HỘI NGHỊ").

    `post` may have two lines: "KT. CHỦ TỊCH" above "PHÓ CHỦ TỊCH"."""

    post: str
    name: str = ""
    authority: Literal["", "on_behalf", "by_order", "for"] = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `number` None leaves room to write it by hand; `date` None leaves day and month open.

    Without `type_name` the paper is a letter: its abstract stands below the number ("V/v …").
    `left_signature` takes the place of the recipients (minutes). `footer` is printed small at the foot of every page.
    Without `symbol` there is no line for a number (what a person writes of himself has none).
    `demo` marks every page with "DỮ LIỆU MINH HỌA".
    """

    layout: Layout
    superior: str
    issuer: str
    place: str
    date: date | None
    symbol: str
    number: int | None = None
    type_name: str = ""
    abstract: str = ""
    body: Sequence[Block] = ()
    signature: Signature | None = None
    left_signature: Signature | None = None
    recipients: Sequence[str] = ()
    kept: str = ""
    footer: str = ""
    demo: bool = False
    # Free texts that the head of some papers carries between abstract and body, such as legal bases.
    bases: Sequence[str] = field(default=())


def number_line(layout: Layout, number: int | None, symbol: str) -> str:
    """ "Số 05-NQ/ĐU" for the Party, "Số: 05/BC-UBND" for the State; below ten with a zero; None leaves a gap."""
    shown = "      " if number is None else f"{number:02d}"
    return f"{layout.number_mark} {shown}{layout.number_joint}{symbol}"


def place_and_date(place: str, day: date | None) -> str:
    """ "An Khánh, ngày 05 tháng 9 năm 2022": days below ten and months 1 and 2 with a zero."""
    if day is None:
        return f"{place}, ngày      tháng      năm     "
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"

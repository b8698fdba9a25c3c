"""Layouts of official papers as dated data: sizes in points, lengths in millimetres.

Sources: State papers by NĐ 30/2020/NĐ-CP, appendix I (read in full). Party papers by HD 36-HD/VPTW (2018) until
QĐ 399-QĐ/TW (2026-01-09) with HD 05-HD/VPTW (2026-05-27): read through handbooks, not in the official text, so they
are marked unchecked; they differ on the line pitch of the body (18 or 19 points exactly), 18 is taken.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Side = Literal["party", "state"]
PARTY: Side = "party"
STATE: Side = "state"


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres of an A4 page."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """One set of rules for how a paper looks, in force from `valid_from` to `valid_to` (None: open)."""

    code: str
    side: Side
    valid_from: date | None
    valid_to: date | None
    source: str
    checked: bool
    margins: Margins
    motto: tuple[str, ...]  # lines at the right head; the last one carries the full-length rule
    motto_sizes: tuple[float, ...]
    head_size: float  # names of the organs
    number_size: float
    number_mark: str  # "Số" or "Số:"
    number_joint: str  # between number and symbol: "-" or "/"
    organ_ends_with: Literal["asterisk", "rule"]
    type_size: float
    abstract_ends_with: Literal["dashes", "rule"]
    body_size: float
    first_indent: float
    space_before: float
    line_exactly: float | None  # points; None: `line_multiple`
    line_multiple: float
    authorities: dict[str, str]  # on_behalf, by_order, for
    recipients_bold_italic: bool  # else upright and underlined
    recipients_size: float
    kept_mark: str  # "Lưu" or "Lưu:"
    font: str = "Times New Roman"
    table_size: float = 12
    page_number_size: float = 13


def _party(code: str, source: str, start: date | None, end: date | None) -> Layout:
    return Layout(
        code=code,
        side=PARTY,
        valid_from=start,
        valid_to=end,
        source=source,
        checked=False,
        margins=Margins(top=20, bottom=20, left=30, right=15),
        motto=("ĐẢNG CỘNG SẢN VIỆT NAM",),
        motto_sizes=(15,),
        head_size=14,
        number_size=14,
        number_mark="Số",
        number_joint="-",
        organ_ends_with="asterisk",
        type_size=16,
        abstract_ends_with="dashes",
        body_size=14,
        first_indent=10,
        space_before=6,
        line_exactly=18,
        line_multiple=1,
        authorities={"on_behalf": "T/M ", "by_order": "T/L ", "for": "K/T "},
        recipients_bold_italic=False,
        recipients_size=12,
        kept_mark="Lưu",
    )


LAYOUTS: tuple[Layout, ...] = (
    _party("party-2018", "QĐ 66-QĐ/TW (2017), HD 36-HD/VPTW (2018)", None, date(2026, 1, 8)),
    _party("party-2026", "QĐ 399-QĐ/TW (09/01/2026), HD 05-HD/VPTW (27/05/2026)", date(2026, 1, 9), None),
    Layout(
        code="state-2020",
        side=STATE,
        valid_from=date(2020, 3, 5),
        valid_to=None,
        source="NĐ 30/2020/NĐ-CP, Phụ lục I",
        checked=True,
        margins=Margins(top=20, bottom=20, left=30, right=15),
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        motto_sizes=(12, 13),
        head_size=12,
        number_size=13,
        number_mark="Số:",
        number_joint="/",
        organ_ends_with="rule",
        type_size=14,
        abstract_ends_with="rule",
        body_size=14,
        first_indent=10,
        space_before=6,
        line_exactly=None,
        line_multiple=1.15,
        authorities={"on_behalf": "TM. ", "by_order": "TL. ", "for": "KT. "},
        recipients_bold_italic=True,
        recipients_size=12,
        kept_mark="Lưu:",
    ),
)


def layout_for(side: Side, on: date) -> Layout:
    """The layout in force on the day of the paper; before the first known one, that first one.

    Raises ValueError for a side that is neither "party" nor "state".
    """
    known = [layout for layout in LAYOUTS if layout.side == side]
    if not known:
        raise ValueError(f"no layouts for {side!r}")
    begun = [layout for layout in known if layout.valid_from is None or layout.valid_from <= on]
    return begun[-1] if begun else known[0]

"""The columns of the sheet of works."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.imports.kinds import Field, Scope

from .. import models


def every_kind(_scope: Scope) -> list[tuple[str, str]]:
    """Of what kind all works of a list may be."""
    return [(str(one.value), str(one.label)) for one in models.Kind]


def every_year(_scope: Scope) -> list[tuple[str, str]]:
    """Whose list a sheet without such a column may be: this year's first."""
    year = timezone.localdate().year
    return [(str(one), str(one)) for one in (year, year + 1, *range(year - 1, year - 8, -1))]


def every_due(scope: Scope) -> list[tuple[str, str]]:
    """The day by which a whole list may be due: the middle of December, then the ends of quarters, of the years around."""
    days = [
        date(int(year), month, day)
        for year, _words in every_year(scope)
        for month, day in ((12, 15), (12, 31), (9, 30), (6, 30), (3, 31))
    ]
    return [(one.isoformat(), f"{one:%d/%m/%Y}") for one in days]


FIELDS = (
    Field("code", _("Code of the work"), width=12, hint=_("Leave empty for a new work.")),
    Field(
        "title",
        _("Work"),
        required=True,
        width=48,
        also=("ten viec", "noi dung", "viec dot pha", "viec doi moi", "cong viec", "nhiem vu", "viec"),
    ),
    Field(
        "holder",
        _("Who does it"),
        required=True,
        width=30,
        hint=_("A unit or a person; where two have one name, with the place in brackets."),
        also=(
            "tap the, ca nhan",
            "tap the",
            "ca nhan",
            "don vi thuc hien",
            "don vi",
            "nguoi thuc hien",
            "ho va ten",
            "ho ten",
            "co quan thuc hien",
        ),
    ),
    Field("place", _("Place"), told=True, width=26),
    Field("kind", _("Kind of work"), required=True, width=20, also=("loai",), every=every_kind),
    Field("focus", _("Chosen from"), width=20, also=("trong tam", "linh vuc")),
    Field(
        "supervisor",
        _("Who looks on"),
        width=24,
        also=("nguoi phu trach", "phu trach", "theo doi", "nguoi chi dao", "chi dao"),
    ),
    Field(
        "cooperating",
        _("Works along"),
        width=26,
        hint=_("Units, a line each or parted by “;”."),
        also=("phoi hop", "don vi phoi hop"),
    ),
    Field("year", _("Year"), required=True, width=10, also=("nam",), every=every_year),
    Field("stage", _("Stage"), width=12),
    Field("start", _("From the day"), kind="date", width=12, also=("bat dau", "ngay bat dau")),
    Field(
        "due",
        _("Done by"),
        kind="date",
        required=True,
        width=12,
        also=("thoi han", "han", "thoi gian hoan thanh", "ngay hoan thanh", "hoan thanh"),
        every=every_due,
    ),
    Field(
        "products",
        _("Products"),
        width=34,
        hint=_("A line each, or parted by “;”."),
        also=("san pham", "ket qua", "muc tieu"),
    ),
    Field(
        "steps", _("Roadmap"), width=44, hint=_("A line each: name – 31/03/2021 – where."), also=("lo trinh", "tien do")
    ),
    Field(
        "root",
        _("Where it comes from"),
        width=30,
        hint=_("The number of a sentence and its document, or the words of the superior."),
        also=("can cu", "nguon goc"),
    ),
    Field("percent", _("Percent"), kind="number", told=True, width=10),
    Field("state", _("State"), told=True, width=24),
)
KEYS = tuple(one.key for one in FIELDS)


def title_of(key: str) -> str:
    """The heading of a column in the active language."""
    return next(str(one.title) for one in FIELDS if one.key == key)

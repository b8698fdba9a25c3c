"""The commune's grid, the cells that need help and their list as pages and sheets say them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trongtam.ground import numbers
from trongtam.look.lists import Column, Filter, Listing, Order, among
from trongtam.look.shapes import GridCell, GridRow, HelpRow

from .attending import attendance_rule
from .calendar_of_cell import Held, Month
from .presenting_rating import rating_of
from .queries.grid import CellYear
from .year_of_cell import MonthLine, Need, YearLine

HELD, ATTENDANCE, SCORE, MINUTES = WAYS = ("held", "attendance", "score", "minutes")
WAY_NAMES = {
    HELD: gettext_lazy("Held on time"),
    ATTENDANCE: gettext_lazy("Attendance"),
    SCORE: gettext_lazy("Score"),
    MINUTES: gettext_lazy("Minutes"),
}
BANDS = {Held.ON_TIME: "met", Held.LATE: "partly", Held.NOT_HELD: "not_met", Held.NOT_YET: "not_measured"}
LEVELS = {"tot": "met", "kha": "partly", "trung-binh": "not_met", "kem": "not_met"}
WORDS: dict[str, dict[str, Any]] = {
    HELD: {
        "met": gettext_lazy("Held on time"),
        "partly": gettext_lazy("Held late"),
        "not_met": gettext_lazy("Not held, or not written down"),
        "not_measured": gettext_lazy("Not yet"),
    },
    ATTENDANCE: {
        "met": gettext_lazy("Above the aim"),
        "partly": gettext_lazy("Up to 10 points below"),
        "not_met": gettext_lazy("Further below"),
    },
    SCORE: {"met": gettext_lazy("Good"), "partly": gettext_lazy("Fair"), "not_met": gettext_lazy("Average or poor")},
    MINUTES: {
        "met": gettext_lazy("Signed"),
        "not_met": gettext_lazy("Missing"),
        "not_measured": gettext_lazy("Not yet"),
    },
}
NEAR = Decimal(10)


def heads(way: str) -> list[str]:
    """The cell, the months, of what is held also the quarters with their themes."""
    months = [_("M%(month)s") % {"month": month} for month in range(1, 13)]
    quarters = [_("Theme %(quarter)s") % {"quarter": one} for one in ("I", "II", "III", "IV")] if way == HELD else []
    return [_("Cell"), *months, *quarters]


def grid_rows(rows: Sequence[CellYear], way: str) -> list[GridRow]:
    cell, page = _CELLS[way], reverse("meetings:meeting", args=[0])
    before, _zero, after = page.partition("0")
    unit = reverse("org:unit", args=["-"])
    head, tail = unit.split("/-/")

    shown = []
    for row in rows:
        cells = [
            cell(one, f"{before}{one.meeting.pk}{after}" if one.meeting is not None else "") for one in row.line.months
        ]
        if way == HELD:
            cells += [_THEME[kept] for kept in row.line.themes.values()]
        shown.append(GridRow(row.cell.name, f"{head}/{row.cell.code}/{tail}", tuple(cells)))
    return shown


_THEME: dict[bool | None, GridCell] = {True: GridCell("", "met"), False: GridCell("", "not_met"), None: GridCell("")}


def _held(one: MonthLine, url: str) -> GridCell:
    month, held, meeting = one.month, one.held, one.meeting
    if held is None:
        return GridCell("")
    day = meeting.held_on if meeting is not None and held in (Held.ON_TIME, Held.LATE) else None
    return GridCell(_day(day, month) if day is not None else "", BANDS[held], url)


@lru_cache(maxsize=4096)
def _day(day: date, month: Month) -> str:
    """The column says the month: the day alone fits twelve of them on a desk."""
    return str(day.day) if (day.year, day.month) == month else f"{day.day:02d}/{day.month:02d}"


@lru_cache(maxsize=4096)
def _percent(value: Decimal) -> str:
    return numbers.percent(value, 0)


def _attendance(one: MonthLine, url: str) -> GridCell:
    if one.percent is None:
        return GridCell("")
    aim = _aim(one.month)
    band = "met" if one.percent >= aim else "partly" if one.percent >= aim - NEAR else "not_met"
    return GridCell(_percent(one.percent), band, url)


@lru_cache(maxsize=256)
def _aim(month: tuple[int, int]) -> Decimal:
    return attendance_rule(date(*month, 1)).aim


def _score(one: MonthLine, url: str) -> GridCell:
    if one.meeting is None or one.meeting.total is None:
        return GridCell("")
    return GridCell(_points(one.meeting.total), LEVELS.get(one.meeting.level, ""), url)


@lru_cache(maxsize=4096)
def _points(value: Decimal) -> str:
    return numbers.write(value, None)


def _minutes(one: MonthLine, url: str) -> GridCell:
    if one.meeting is None or one.held not in (Held.ON_TIME, Held.LATE):
        return GridCell("")
    band = "met" if one.meeting.minutes_signed else "not_met" if one.minutes_missing else "not_measured"
    return GridCell("", band, url)


_CELLS: dict[str, Callable[[MonthLine, str], GridCell]] = {
    HELD: _held,
    ATTENDANCE: _attendance,
    SCORE: _score,
    MINUTES: _minutes,
}


# -- who needs help ----------------------------------------------------------------------------------------------------


def need_words(need: Need, count: int) -> str:
    sentences = {
        Need.NOT_HELD: ngettext(
            "%(n)d meeting was not held or not written down", "%(n)d meetings were not held or not written down", count
        ),
        Need.LATE: ngettext("%(n)d meeting was late", "%(n)d meetings were late", count),
        Need.ATTENDANCE: ngettext("%(n)d meeting was poorly attended", "%(n)d meetings were poorly attended", count),
        Need.THEMATIC: ngettext("%(n)d quarter went without a theme", "%(n)d quarters went without a theme", count),
        Need.MINUTES: ngettext("Minutes of %(n)d meeting are missing", "Minutes of %(n)d meetings are missing", count),
        Need.SCORE: ngettext(
            "%(n)d meeting was scored average or poor", "%(n)d meetings were scored average or poor", count
        ),
    }
    return sentences[need] % {"n": count}


def needs_words(line: YearLine) -> str:
    return "; ".join(need_words(need, count) for need, count in line.needs.items())


def help_rows(rows: Sequence[CellYear]) -> list[HelpRow]:
    """The cells that need a hand, those with most reasons first; the first reason leads."""
    pressed = sorted((row for row in rows if row.needs_help), key=lambda row: (-len(row.line.needs), row.cell.folded))
    shown = []
    for row in pressed:
        first, *others = [need_words(need, count) for need, count in row.line.needs.items()]
        meta = "; ".join([*([row.cluster] if row.cluster else []), *others])
        shown.append(HelpRow(row.cell.name, reverse("org:unit", args=[row.cell.code]), first, meta))
    return shown


def silent(rows: Sequence[CellYear]) -> list[CellYear]:
    """The cells that never kept a meeting here: of them nothing is known, and somebody may show them how it is done."""
    return sorted((row for row in rows if not row.begun), key=lambda row: row.cell.folded)


# -- the list ----------------------------------------------------------------------------------------------------------


def listing(rows: Sequence[CellYear], title: str) -> Listing:
    """Of cells, never of persons; no order by score."""
    clusters = sorted({row.cluster for row in rows if row.cluster})
    filters = [
        Filter(
            "help",
            _("Cells that need a hand"),
            among(lambda row: "1" if row.needs_help else "0"),
            (("1", _("needs help")), ("0", _("goes well"))),
        )
    ]
    if clusters:
        filters.append(
            Filter("cluster", _("Cluster"), among(lambda row: row.cluster), [(one, one) for one in clusters])
        )
    return Listing(
        title,
        columns=(
            Column(_("Cell"), lambda row: row.cell.name, width=36),
            Column(_("Cluster"), lambda row: row.cluster),
            Column(_("Meetings owed"), lambda row: row.line.owed, "number", 12, 0),
            Column(_("Held"), lambda row: row.line.held, "number", 12, 0),
            Column(_("On time"), lambda row: row.line.on_time, "number", 12, 0),
            Column(_("Attendance, %"), lambda row: row.line.attendance, "number", 14),
            Column(_("Average score"), lambda row: row.line.average, "number", 14),
            Column(_("Year's rating"), lambda row: short_rating(row.line), width=18),
            Column(_("Quarters with a theme"), lambda row: row.line.quarters_kept, "number", 14, 0),
            Column(_("Minutes missing"), lambda row: row.line.minutes_missing, "number", 14, 0),
            Column(_("Needs help because"), _why, width=60),
        ),
        orders=(
            Order("name", _("Name"), words=lambda row: row.cell.name),
            Order("held", _("Fewest held first"), by=lambda row: (row.line.held, row.cell.folded)),
            Order("help", _("Most reasons first"), by=lambda row: (-len(row.line.needs), row.cell.folded)),
        ),
        filters=tuple(filters),
        text=lambda row: f"{row.cell.name} {row.cluster}",
        a_page=200,
    )


def _why(row: CellYear) -> str:
    return needs_words(row.line) if row.begun else _("No meeting was ever written down here")


def short_rating(line: YearLine) -> str:
    """In a column of a table: the level that the year has, or has not reached."""
    found = rating_of(line, over=True)
    return found.short if found is not None else ""


def sums_words(rows: Sequence[CellYear]) -> str:
    """A sentence above the grid: how many meetings were held of those owed, how many of them in time; one more where cells never
    kept a meeting here, which is unknown and not missed."""
    owed, held, in_time = (
        sum(count(row.line) for row in rows)
        for count in (lambda line: line.owed, lambda line: line.held, lambda line: line.on_time)
    )
    words = {"held": held, "owed": owed, "time": in_time}
    told = _("%(held)d of %(owed)d meetings held, %(time)d of them on time.") % words
    told = told if owed else _("Nothing was kept of this year yet.")
    unknown = len(silent(rows))
    if not unknown or len(rows) == 1:
        return told
    sentence = ngettext(
        "%(n)d cell never wrote a meeting down here: nothing is known of it.",
        "%(n)d cells never wrote a meeting down here: nothing is known of them.",
        unknown,
    )
    return f"{told} {sentence % {'n': unknown}}"

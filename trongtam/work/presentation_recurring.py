"""Recurring work in words and marks: rows of lists, the grid of units and days, what a unit said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.archive.queries.shown import shown_files
from trongtam.ground import days
from trongtam.look.shapes import Fact, GridCell, GridRow, TallyItem
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.resolutions.roots import Root, root_of
from trongtam.targets.presentation.words import percentage

from . import recurrence_words
from .keeping import DONE, EXCUSED, NOT_DONE, Kept, ShareKept
from .models import Occurrence, Recurring
from .queries.recurring_pages import Cell, DayOfUnit, Listed, Sheet
from .queries.works import reads_names
from .recurrence import read_rule

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SILENT, AHEAD = "silent", "ahead"
EDGE = 60  # in percent: from here on a share is drawn as partly kept, like every band of the program
BANDS = {DONE: "met", NOT_DONE: "not_met", EXCUSED: "partly", SILENT: "not_measured"}


def state_words() -> dict[str, str]:
    return {DONE: _("was done"), NOT_DONE: _("not done"), EXCUSED: _("excused"), SILENT: _("nothing said")}


def band_words() -> dict[str, str]:
    return {BANDS[state]: word for state, word in state_words().items()}


def rule_words(recurring: Recurring) -> str:
    """“hằng tháng, ngày 20”."""
    return recurrence_words.said(read_rule(recurring.rule))


def share_words(share: ShareKept) -> str:
    """“11/12 đơn vị giữ được, 1 được miễn”; nothing where no unit had a day to keep."""
    if not share.is_known:
        return _("no unit had a day to keep") if not share.excused else _("all were excused")
    told = _("%(kept)s of %(units)s units kept it") % {"kept": share.kept, "units": share.units}
    return f"{told}, {excused_words(share)}" if share.excused else told


def excused_words(share: ShareKept) -> str:
    return _("%(n)s excused") % {"n": share.excused} if share.excused else ""


def kind_words(kind: str) -> str:
    return str(UnitKind(kind).label)


@dataclass(frozen=True, slots=True)
class Row:
    """A recurring work in a list, as it is drawn."""

    listed: Listed
    url: str
    rule: str
    meta: str
    band: str
    words: str


def row(listed: Listed) -> Row:
    recurring = listed.recurring
    last = (
        _("on %(day)s: %(share)s") % {"day": days.write(listed.last), "share": share_words(listed.kept)}
        if (listed.last is not None)
        else _("has not come yet")
    )
    ahead = _("next: %(day)s") % {"day": days.write(listed.next)} if listed.next else _("comes no more")
    return Row(
        listed,
        reverse("work:recurring_work", args=[recurring.pk]),
        rule_words(recurring),
        f"{kind_words(recurring.unit_kind)} · {rule_words(recurring)} · {ahead}",
        _band(listed.kept),
        last,
    )


def _band(share: ShareKept) -> str:
    if not share.is_known:
        return "not_measured"
    if share.kept == share.units:
        return "met"
    return "partly" if share.kept * 100 >= EDGE * share.units else "not_met"


# -- the page of one ---------------------------------------------------------------------------------------------------


def facts(recurring: Recurring, sheet: Sheet) -> list[Fact]:
    span = f"{days.write(recurring.start)} – {days.write(recurring.last_day)}"
    ahead = ", ".join(days.write(day) for day in sheet.upcoming) or _("comes no more")
    note = _("stopped: %(reason)s") % {"reason": recurring.stopped_reason} if recurring.stopped_on else ""
    return [
        Fact(_("How often"), rule_words(recurring), quiet=True),
        Fact(_("Who does it"), kind_words(recurring.unit_kind), quiet=True),
        Fact(_("From – until"), span, note=note, quiet=True),
        Fact(_("Next days"), ahead, quiet=True),
    ]


def tallies(sheet: Sheet) -> list[TallyItem]:
    """The last day that is over, by what was said of it."""
    if not sheet.columns:
        return []
    kept, said = sheet.columns[-1].kept, state_words()
    counts = {DONE: kept.done, NOT_DONE: kept.not_done, EXCUSED: kept.excused, SILENT: kept.silent}
    return [TallyItem(BANDS[state], count, word=said[state]) for state, count in counts.items()]


def heads(sheet: Sheet) -> list[str]:
    """The first column, then the days, the newest first: "20/09", with the year where there are several."""
    several = len({day.year for day in sheet.days}) > 1
    return [_("Unit"), *(f"{day:%d/%m/%y}" if several else f"{day:%d/%m}" for day in reversed(sheet.days))]


def grid(recurring: Recurring, sheet: Sheet) -> list[GridRow]:
    said = state_words()
    return [
        GridRow(
            line.unit.name,
            reverse("work:recurring_of_unit", args=[recurring.pk, line.unit.code]),
            tuple(_cell(recurring, line.unit.code, one, said) for one in reversed(line.cells)),
        )
        for line in sheet.lines
    ]


def _cell(recurring: Recurring, code: str, one: Cell, said: dict[str, str]) -> GridCell:
    if not one.owes:
        return GridCell("")
    state = one.word.state if one.word is not None else SILENT if one.over else AHEAD
    short = {DONE: _("yes"), NOT_DONE: _("no"), EXCUSED: _("exc."), SILENT: "?"}
    url = f"{reverse('work:recurring_of_unit', args=[recurring.pk, code])}#d{one.day:%Y%m%d}"
    return GridCell(short.get(state, "·"), BANDS.get(state, ""), url)


def columns(sheet: Sheet) -> list[tuple[str, Kept, str]]:
    """A day each, the newest first: its counts and its share."""
    return [(days.write(one.day), one.kept, percent(one.share)) for one in reversed(sheet.columns)]


def root(recurring: Recurring, user: User) -> Root | None:
    """The sentence or criterion that it stands on, where the viewer sees it."""
    return root_of(recurring.root_kind, recurring.root_id, user) if recurring.root_id is not None else None


@dataclass(frozen=True, slots=True)
class Month:
    """`kept`: “11/12”; `words`: what stands beside it."""

    name: str
    kept: str
    percent: str
    words: str


def months(sheet: Sheet) -> list[Month]:
    """Month by month: how many kept it, of how many. A month in which it did not come has no share."""
    return [
        Month(
            f"{month:%m/%Y}",
            f"{share.kept}/{share.units}" if share.is_known else "—",
            percent(share),
            excused_words(share) if share.is_known else share_words(share),
        )
        for month, share in reversed(sheet.months)
    ]


def percent(share: ShareKept) -> str:
    return percentage(Decimal(share.kept) * 100 / share.units) if share.is_known else "—"


# -- a unit ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A day of a unit, as it is drawn."""

    anchor: str
    day: str
    band: str
    words: str
    note: str
    meta: str
    files: Sequence[Any]
    older: tuple[str, ...]
    say_url: str
    excuse_url: str


def told(recurring: Recurring, unit: Unit, days_told: Sequence[DayOfUnit], user: User) -> list[Told]:
    """`say_url`, `excuse_url` only where the day has come; names of persons and files as far as the viewer reads them."""
    named = reads_names(Reach.of(user), unit)
    every = [file for one in days_told for _word, files in one.words for file in files]
    open_ones = {file.url: file for file in shown_files(every, user)} if every else {}
    return [_told(recurring, unit.code, one, open_ones, named) for one in days_told]


def _told(recurring: Recurring, code: str, one: DayOfUnit, open_ones: dict[str, Any], named: bool) -> Told:
    state = one.word.state if one.word is not None else SILENT if one.over else AHEAD
    said = state_words() | {AHEAD: _("not said yet") if one.may_say else _("still to come")}
    files = [
        open_ones[url]
        for _word, all_files in one.words
        for file in all_files
        if (url := file.get_absolute_url()) in open_ones
    ]
    args = [recurring.pk, code, one.day.isoformat()]
    return Told(
        anchor=f"d{one.day:%Y%m%d}",
        day=days.write(one.day),
        band=BANDS.get(state, "not_measured"),
        words=said[state],
        note=one.word.note if one.word is not None else "",
        meta=_meta(one.word, named) if one.word is not None else "",
        files=files,
        older=tuple(_older(word, named) for word, _files in one.words if word.superseded_at is not None),
        say_url=reverse("work:say_occurrence", args=args) if one.may_say else "",
        excuse_url=reverse("work:excuse_occurrence", args=args) if one.may_say else "",
    )


def _meta(word: Occurrence, named: bool) -> str:
    day = days.write(timezone.localdate(word.at))
    told = f"{word.by.display_name} · {day}" if named and word.by is not None else day
    proxy = _("entered for the unit")
    return f"{told} · {proxy}" if word.proxy else told


def _older(word: Occurrence, named: bool) -> str:
    said = _("said before: %(state)s") % {"state": state_words()[word.state]}
    return " · ".join(one for one in (said, word.note, _meta(word, named)) if one)


def kept_words(kept: Kept) -> str:
    """“7 lần làm, 1 lần không, 1 lần được miễn, 2 lần chưa nói gì”."""
    counts = (
        (kept.done, ngettext("%(n)d time done", "%(n)d times done", kept.done)),
        (kept.not_done, ngettext("%(n)d time not done", "%(n)d times not done", kept.not_done)),
        (kept.excused, ngettext("%(n)d time excused", "%(n)d times excused", kept.excused)),
        (kept.silent, ngettext("%(n)d time nothing said", "%(n)d times nothing said", kept.silent)),
    )
    return ", ".join(words % {"n": n} for n, words in counts if n) or _("no day is over yet")


@dataclass(frozen=True, slots=True)
class Preview:
    """The days that a rule means, before it is kept."""

    words: str
    count: int
    days: tuple[str, ...]
    more: int
    warning: str


def preview(rule: Any, found: Sequence[date]) -> Preview:
    shown = 6
    return Preview(
        recurrence_words.said(rule),
        len(found),
        tuple(days.write(day) for day in found[:shown]),
        max(len(found) - shown, 0),
        recurrence_words.warning(rule),
    )

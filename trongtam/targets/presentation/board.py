"""The board of a unit as the look draws it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.periods import TERM, Period
from trongtam.look import shapes

from ..models import Sector
from . import words
from .rows import target_row

if TYPE_CHECKING:
    from ..queries import Board, Change, HelpUnit, Strip, TargetRow

BANDS = ("met", "partly", "not_met", "not_measured")
SHOWN_HELP, SHOWN_CHANGES = 3, 4
BY_NEED, BY_RESOLUTION = "need", "resolution"

TargetUrl = Callable[["TargetRow"], str]


@dataclass(frozen=True)
class StripLine:
    """`counts` as it is printed: 7/14/2 (and the number without figures, if any)."""

    name: str
    met: int
    partly: int
    not_met: int
    not_measured: int
    counts: str
    now: bool
    past: bool
    invented: bool


@dataclass(frozen=True)
class Group:
    """Targets under one head: a band, or a sector (`label`)."""

    key: str
    band: str
    label: Any
    count: str
    rows: tuple[shapes.TargetRow, ...]


@dataclass(frozen=True)
class Picture:
    """Everything that the template `targets/board.html` prints."""

    kicker: str
    sentence: Any
    total: str
    tally: list[shapes.TallyItem]
    strips: list[StripLine]
    help: list[shapes.HelpRow]
    help_count: int
    help_note: str
    changes: list[shapes.ChangeRow]
    changes_count: int
    changes_title: str
    changes_note: str
    groups: list[Group]
    gone: str
    has_invented: bool


def picture(
    board: Board, *, listed: Board, order: str, everything: bool, target_url: TargetUrl, unit_url: Callable[[Any], str]
) -> Picture:
    """Compose the board. `listed`: the same with those targets alone that are searched or filtered. `everything`: the full lists
    of help and changes, not only their beginnings."""
    invented = any(row.target.is_invented for row in board.rows)
    changes = _moved(board)
    return Picture(
        kicker=kicker(board),
        sentence=sentence(board),
        total=counted(board.tally.total),
        tally=tally_items(board),
        strips=[_strip(strip, board, invented) for strip in board.strips],
        help=[help_row(one, board, unit_url) for one in (board.help if everything else board.help[:SHOWN_HELP])],
        help_count=len(board.help),
        help_note=help_note(board),
        changes=[_change(one, target_url) for one in (_all(board) if everything else changes[:SHOWN_CHANGES])],
        changes_count=len(_all(board)),
        changes_title=_("What changed since %(when)s?") % {"when": since_name(board)},
        changes_note=changes_note(board),
        groups=by_resolution(listed, target_url) if order == BY_RESOLUTION else by_need(listed, target_url),
        gone=words.percentage(board.elapsed, 0),
        has_invented=invented,
    )


def counted(number: int) -> str:
    return ngettext("%(n)d target", "%(n)d targets", number) % {"n": number}


def kicker(board: Board) -> str:
    """The resolution behind the page, if it is one; else the unit and the period."""
    documents = {row.target.document_id: row.target.document for row in board.rows}
    only = next(iter(documents.values()), None) if len(documents) == 1 else None
    return only.called if only is not None else f"{board.unit.name}, {words.period_name(board.period)}"


def sentence(board: Board) -> Any:
    """The summary sentence with its total set off."""
    said, total = str(conditional_escape(board.tally.sentence)), counted(board.tally.total)
    before, found, after = said.partition(total)
    if not found:
        return mark_safe(said)  # noqa: S308 (escaped above)
    # Escaped above, so the pieces are safe.
    return format_html("{}<b>{}</b>{}", mark_safe(before), total, mark_safe(after))  # noqa: S308


def tally_items(board: Board) -> list[shapes.TallyItem]:
    """Met, partly, not met; the fourth only where something has no figures."""
    tally = board.tally
    bands = [band for band in BANDS if band != "not_measured" or tally.counts[band]]
    return [
        shapes.TallyItem(band, tally.counts[band], _share(tally.shares[band]), f"#{band}" if tally.counts[band] else "")
        for band in bands
    ]


def _share(share: Any) -> str:
    return "" if share is None else words.share(share)


def _strip(strip: Strip, board: Board, invented: bool) -> StripLine:
    met, partly, missed, unknown = (strip.counts[band] for band in BANDS)
    printed = f"{met}/{partly}/{missed}" + (f"/{unknown}" if unknown else "")
    now = strip.day == board.as_of
    name = words.tab_name(board.period, strip.day)
    return StripLine(name, met, partly, missed, unknown, printed, now, not now, invented and not now)


# -- tabs --------------------------------------------------------------------------------------------------------------


def reading_days(period: Period, on: date) -> list[date]:
    """The days of the tabs: ends of quarters (in a term, of years), and the day of reading itself."""
    if period.kind == TERM:
        days = [end for end in period.month_ends() if end.month == 12 or end == period.end]
    else:
        days = [end for end in period.month_ends() if end.month % 3 == 0]
    return sorted({*days, on})


def tabs(period: Period, on: date, url: Callable[[date], str]) -> list[shapes.Tab]:
    return [shapes.Tab(words.tab_name(period, end), url(end), end == on) for end in reading_days(period, on)]


# -- who needs help ----------------------------------------------------------------------------------------------------


def help_row(one: HelpUnit, board: Board, unit_url: Callable[[Any], str]) -> shapes.HelpRow:
    reasons = []
    if one.behind:
        behind = len(one.behind)
        said = ngettext("behind on %(n)d target", "behind on %(n)d targets", behind) % {"n": behind}
        reasons.append(f"{said}: {words.listing([words.inside(name) for name in one.behind], 2)}")
    if one.missing:
        reasons.append(_("has not sent the figures of month %(month)s") % {"month": board.as_of.month})
    meta = words.listing(one.missing) if one.missing and not one.behind else ""
    reason = words.capital("; ".join(reasons)) + "."
    return shapes.HelpRow(one.unit.name, unit_url(one.unit), reason, meta, one.behind_by_month)


def help_note(board: Board) -> str:
    if not any(one.behind_by_month for one in board.help):
        return ""
    months = words.month_number(board.period, board.as_of)
    if months < 2 or board.period.kind == TERM:
        return _("Small columns: targets behind pace at the end of each month.")
    return _("Small columns: targets behind pace each month, from month %(first)s to month %(last)s.") % {
        "first": board.period.start.month,
        "last": board.as_of.month,
    }


# -- what changed ------------------------------------------------------------------------------------------------------


def _all(board: Board) -> Sequence[Change]:
    return board.changes.rows if board.changes else ()


def _moved(board: Board) -> list[Change]:
    """Those that changed their band: first what fell back, then what became met; where none did, all that changed."""
    moved = [one for one in _all(board) if one.direction]
    moved.sort(key=lambda one: (one.direction, one.row.band != "met"))
    return moved or list(_all(board))


def since_name(board: Board) -> str:
    if board.changes is None:
        return ""
    since = board.changes.since
    if board.period.kind == TERM:
        return words.period_name(Period.year(since.year))
    return words.reading_name(board.period, since)


def changes_note(board: Board) -> str:
    if board.changes is None:
        return ""
    risen, fallen = board.changes.risen, board.changes.fallen
    if not risen and not fallen:
        return _("No target changed its band.")
    met = sum(one.direction > 0 and one.row.band == "met" for one in board.changes.rows)
    said = []
    if met:
        said.append(ngettext("%(n)d target became met", "%(n)d targets became met", met) % {"n": met})
    if risen > met:
        up = risen - met
        said.append(ngettext("%(n)d target rose a band", "%(n)d targets rose a band", up) % {"n": up})
    down = ngettext("%(n)d fell", "%(n)d fell", fallen) % {"n": fallen} if fallen else _("none fell back")
    return f"{', '.join([*said, down])}."


def _change(one: Change, target_url: TargetUrl) -> shapes.ChangeRow:
    row = one.row
    meta = ""
    if one.percent_before is not None and row.percent is not None:
        pattern = (
            _("%(before)s up to %(after)s") if row.percent > one.percent_before else _("%(before)s down to %(after)s")
        )
        meta = pattern % {"before": words.percentage(one.percent_before), "after": words.percent_shown(row)}
    elif row.percent is not None:
        meta = _("now %(after)s") % {"after": words.percent_shown(row)}
    return shapes.ChangeRow(row.name, one.band_before, row.band, meta, target_url(row), row.target.is_invented)


# -- the list ----------------------------------------------------------------------------------------------------------


def by_need(board: Board, target_url: TargetUrl) -> list[Group]:
    return [
        Group(group.band, group.band, "", counted(len(group.rows)), _rows(group.rows, target_url))
        for group in board.groups
        if group.rows
    ]


def by_resolution(board: Board, target_url: TargetUrl) -> list[Group]:
    """By sector in the order of reports, inside by clause, then as they were entered."""
    groups = []
    for sector, label in Sector.choices:
        rows = [row for row in board.rows if row.sector == sector]
        rows.sort(key=lambda row: (_place(row), row.target.order, row.pk))
        if rows:
            groups.append(Group(sector, "", label, counted(len(rows)), _rows(rows, target_url)))
    return groups


def _place(row: TargetRow) -> tuple[int, str]:
    clause = row.target.clause
    return (clause.document_id, clause.place) if clause is not None else (1 << 60, "")


def _rows(rows: Sequence[TargetRow], target_url: TargetUrl) -> tuple[shapes.TargetRow, ...]:
    return tuple(target_row(row, target_url(row)) for row in rows)

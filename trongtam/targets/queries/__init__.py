"""What pages, papers and the API read of targets. Every function answers frozen dataclasses with unrounded values (`Decimal`,
`bool` for yes or no, None where nothing is known); skins only print them.

board(unit, period, *, user, today, as_of=None, document=None, known_on=None, tree=None, since=None) -> Board
    board.tally (Tally: total, counts, shares, lists, sentence) · rows, groups (BandGroup: band, rows of TargetRow)
    · strips (Strip: day, months, counts, bands) · help (HelpUnit: unit, behind_by_month, behind, missing)
    · changes (Changes: since, rows of Change, risen, fallen) · elapsed (percent of the period) · as_of · known_on
TargetRow: pk, target, name, sector, unit_of_measure, decimals, plan, plan_to, value, numerator, denominator, bound, percent,
    shown (Shown: value, under), band, pace, elapsed, so_far, points, counted, left_out, masked, is_live, in_points and
    `judged` (figures.standing.Standing: gap, rule, over_plan, change_same_period, change_baseline, outlook)
target_page(target, *, user, today, as_of=None, known_on=None, tree=None, limit=SHOWN_STATEMENTS) -> TargetPage
    row, trend (TrendPoint), by_unit and left_out (UnitFigure), own_value, own_difference, statements (StatementRow, each with
    `older`), statements_total, allotments, siblings, forecast, same_period, last_year_total, trace (Trace: clause, document,
    terms, leaves, rule …)
entry_sheet(unit, month, *, user, today) -> EntrySheet: due_on, rows of EntryRow, note, can_state, proxy, filled, total
orphans(unit, *, user) -> list[Orphan] · target_rows(targets, day, *, user, known_on=None) -> list[TargetRow] for any list
current_rollup(indicators, period_code, by) and bands_by_unit(period_code, under=None): big readings, one SQL statement each
periods_with_targets(unit) · reading_day(period, today, closing_day) · default_reading_day(today, closing_day)

Views load the unit or target through `visible_to(user)` first; units below are named only inside the viewer's reach.
"""

from .board import (
    BandGroup,
    Board,
    Change,
    Changes,
    HelpUnit,
    Strip,
    board,
    periods_with_targets,
    targets_of,
)
from .counted import counted_here
from .days import closing_day_of, default_reading_day, due_on, reading_day
from .entry_sheet import EntryRow, EntrySheet, entry_sheet
from .orphans import Orphan, orphans
from .rollups import UnitSum, bands_by_unit, current_rollup
from .rows import TargetRow, listed
from .rows import rows_of as target_rows
from .statements import StatementRow
from .summary import Tally, tally
from .target_page import (
    MOST_STATEMENTS,
    SHOWN_STATEMENTS,
    Allotments,
    TargetPage,
    TrendPoint,
    UnitFigure,
    target_page,
)
from .trace import Leaf, Term, Trace

__all__ = [
    "MOST_STATEMENTS",
    "SHOWN_STATEMENTS",
    "Allotments",
    "BandGroup",
    "Board",
    "Change",
    "Changes",
    "EntryRow",
    "EntrySheet",
    "HelpUnit",
    "Leaf",
    "Orphan",
    "StatementRow",
    "Strip",
    "Tally",
    "TargetPage",
    "TargetRow",
    "Term",
    "Trace",
    "TrendPoint",
    "UnitFigure",
    "UnitSum",
    "bands_by_unit",
    "board",
    "closing_day_of",
    "counted_here",
    "current_rollup",
    "default_reading_day",
    "due_on",
    "entry_sheet",
    "listed",
    "orphans",
    "periods_with_targets",
    "reading_day",
    "tally",
    "target_page",
    "target_rows",
    "targets_of",
]

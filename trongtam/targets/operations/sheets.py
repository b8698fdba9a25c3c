"""The sheet of a unit: every figure of a period on one page, kept together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..models import Indicator, Measurement, SheetNote
from ..problems import RowsRefused
from ..stated import Figure
from .standings import refresh_standings
from .statements import check_not_sent, check_statement, close, lock_for_statement, put, settle, told

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class Row:
    """One line of a sheet. `expected` is the id of the statement that the person saw in its place, None for an empty one;
    `reason` is needed where another figure stood. `period`: where it is not the sheet's (a quarter's figure in its last
    month)."""

    indicator: Indicator
    figure: Figure
    expected: int | None = None
    reason: str = ""
    period: Period | None = None

    def speaks_of(self, month: Period) -> Period:
        return self.period or month


@transaction.atomic
def state_sheet(
    unit: Unit,
    period: Period,
    rows: Sequence[Row],
    *,
    by: User,
    note: str = "",
    at: datetime | None = None,
) -> list[Measurement]:
    """State the rows of one unit and period in one act and one book entry; unchanged rows stay as they are.

    Answers the current statement of every row, in order. Raises NotAllowed, and RowsRefused with a refusal for each row
    (by indicator id) that cannot be kept; then nothing is.
    """
    moment = at or timezone.now()
    unit = lock_for_statement(unit, by)
    current = _current(unit, period, rows)
    changed, errors, kept = _sort(unit, period, rows, current, moment)
    if errors:
        raise RowsRefused(_("Some lines could not be read. Nothing was sent; please correct them."), errors)
    check_not_sent(unit, [row.speaks_of(period) for row in changed])
    close((current[row.indicator.pk] for row in changed if row.indicator.pk in current), moment)
    made = [
        put(
            row.indicator,
            unit,
            row.speaks_of(period),
            row.figure,
            by=by,
            over=current.get(row.indicator.pk),
            reason=row.reason,
            at=moment,
        )
        for row in changed
    ]
    kept |= {statement.indicator_id: statement for statement in Measurement.objects.bulk_create(made)}
    note = _new_words(unit, period, note.strip())
    if note:
        SheetNote.objects.create(unit=unit, period_code=period.code, text=note, by=by, at=moment)
    if made or note:
        _write_entry(unit, period, changed, current, kept, by=by, note=note, at=moment)
        periods = list({row.speaks_of(period) for row in changed})
        refresh_standings(unit, [row.indicator.pk for row in changed], periods)
    return [kept[row.indicator.pk] for row in rows]


def _new_words(unit: Unit, period: Period, note: str) -> str:
    """The note; nothing when the last one of this sheet says just that."""
    if not note:
        return ""
    last = SheetNote.objects.filter(unit=unit, period_code=period.code).order_by("-at", "-pk").first()
    return "" if last is not None and last.text == note else note


def _current(unit: Unit, period: Period, rows: Sequence[Row]) -> dict[int, Measurement]:
    """What stands now in the place of each row, by indicator. One query."""
    wanted = {row.indicator.pk: row.speaks_of(period).code for row in rows}
    found = Measurement.objects.current().filter(
        unit=unit, period_code__in=set(wanted.values()), indicator__in=list(wanted)
    )
    return {
        statement.indicator_id: statement
        for statement in found
        if wanted[statement.indicator_id] == statement.period_code
    }


def _sort(
    unit: Unit, period: Period, rows: Sequence[Row], current: dict[int, Measurement], at: datetime
) -> tuple[list[Row], dict[int, Refused], dict[int, Measurement]]:
    """Rows that change something, refusals by indicator, and statements that stay."""
    changed: list[Row] = []
    errors: dict[int, Refused] = {}
    kept: dict[int, Measurement] = {}
    seen: set[int] = set()
    for row in rows:
        key = row.indicator.pk
        try:
            if key in seen:
                raise Refused(_("“%(name)s” stands twice on the sheet.") % {"name": row.indicator.name})
            seen.add(key)
            check_statement(row.indicator, unit, row.speaks_of(period), row.figure, at)
            stays = settle(current.get(key), row.figure, row.indicator, row.expected, row.reason)
        except Refused as refusal:
            errors[key] = refusal
            continue
        if stays is None:
            changed.append(row)
        else:
            kept[key] = stays
    return changed, errors, kept


def _write_entry(
    unit: Unit,
    period: Period,
    changed: Sequence[Row],
    current: dict[int, Measurement],
    kept: dict[int, Measurement],
    *,
    by: User,
    note: str,
    at: datetime,
) -> None:
    before = [told(current[row.indicator.pk], row.indicator) for row in changed if row.indicator.pk in current]
    after = [told(kept[row.indicator.pk], row.indicator) for row in changed]
    book.write(
        "targets.sheet_stated",
        by=by,
        on=unit,
        unit=unit,
        before=before or None,
        after={"period": period.code, "rows": after},
        note=note,
        proxy=rules.is_proxy(by, unit),
        at=at,
    )

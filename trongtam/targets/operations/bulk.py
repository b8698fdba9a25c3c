"""Very many statements at once: imports of whole provinces, the bench. The same sense as one statement, one entry a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..computing.facts import parse_period
from ..models import Indicator, Measurement, Source, Target
from ..problems import RowsRefused
from .standings import rebuild_standings
from .statements import check_life

if TYPE_CHECKING:
    from trongtam.accounts.models import User

BATCH = 200_000
MOST_ERRORS = 100


class BulkRow(NamedTuple):
    """One statement by its ids. Amounts are the stored integers (10^-decimals of the indicator)."""

    indicator_id: int
    unit_id: int
    period_code: str
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    bound: str = "exactly"
    finality: str = "official"


_COLUMNS = (
    "indicator_id", "unit_id", "period_code", "period_start", "period_end", "value", "numerator", "denominator",
    "bound", "finality", "source", "note", "stated_at", "stated_by_id", "proxy", "reason", "withdrawn_reason",
    "is_invented",
)  # fmt: skip


@transaction.atomic
def load_measurements(rows: Iterable[BulkRow], *, by: User, at: datetime | None = None, invented: bool = False) -> int:
    """Keep many new statements: all or none, one book entry a batch of 200,000; then the standings that they touch.

    Answers how many. Only flows, stocks and ratios; nothing is corrected: where a figure stands already the load is refused.
    Raises NotAllowed, RowsRefused (by row number from 0; at most 100).
    """
    moment = at or timezone.now()
    checker = _Checker(by, moment)
    stream = iter(rows)
    count = 0
    first = list(islice(stream, BATCH))
    bare = len(first) == BATCH and Measurement.objects.count() <= BATCH
    dropped = _drop_indexes() if bare else []
    try:
        batch = first
        while batch:
            _load_batch(batch, count, checker, by, moment, invented)
            count += len(batch)
            batch = list(islice(stream, BATCH))
        _restore_indexes(dropped)
    except IntegrityError as error:
        raise Refused(
            _("Some of these figures stand already; correct them on their sheets. Nothing was kept.")
        ) from error
    if count:
        rebuild_standings(
            Target.objects.filter(
                indicator__in=checker.seen_indicators, period_start__lte=checker.last, period_end__gte=checker.first
            )
        )
    return count


def _load_batch(batch: list[BulkRow], offset: int, checker: _Checker, by: User, at: datetime, invented: bool) -> None:
    checker.check(batch, offset)
    _insert(_full_rows(batch, at, by.pk, checker.proxy, invented))
    periods = sorted({row.period_code for row in batch})
    book.write(
        "targets.results_loaded",
        by=by,
        after={"rows": len(batch), "periods": periods, "indicators": len({row.indicator_id for row in batch})},
        proxy=checker.proxy,
        at=at,
    )


def _full_rows(
    batch: Iterable[BulkRow], at: datetime, by_id: int, proxy: bool, invented: bool
) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of `_COLUMNS`; each span is put into the database's form once."""
    spans: dict[str, tuple[Any, Any]] = {}
    moment = connection.ops.adapt_datetimefield_value(at)
    for indicator_id, unit_id, code, value, numerator, denominator, bound, finality in batch:
        span = spans.get(code)
        if span is None:
            period = parse_period(code)
            adapt = connection.ops.adapt_datefield_value
            span = spans[code] = adapt(period.start), adapt(period.end)
        yield (
            indicator_id, unit_id, code, *span, value, numerator, denominator,
            bound, finality, "stated", "", moment, by_id, proxy, "", "", invented,
        )  # fmt: skip


# -- sense -------------------------------------------------------------------------------------------------------------


class _Checker:
    """The sense of a statement, asked once for each unit, indicator and period instead of once a row."""

    def __init__(self, by: User, at: datetime):
        self._by = by
        self._today = timezone.localtime(at).date()
        self._units = dict(Unit.objects.in_bulk())
        self._indicators = dict(Indicator.objects.in_bulk())
        self._lives: set[tuple[int, str]] = set()
        self._allowed: set[int] = set()
        self.seen_indicators: set[int] = set()
        self.first, self.last = date.max, date.min
        self.proxy = False

    def check(self, batch: Iterable[BulkRow], offset: int) -> None:
        errors: dict[int, Refused] = {}
        for number, row in enumerate(batch, offset):
            try:
                self._check(row)
            except Refused as refusal:
                errors[number] = refusal
                if len(errors) >= MOST_ERRORS:
                    break
        if errors:
            raise RowsRefused(_("Some lines could not be read. Nothing was kept."), errors)

    def _check(self, row: BulkRow) -> None:
        if row.unit_id not in self._allowed:
            self._allow(row.unit_id)
        if row.indicator_id not in self.seen_indicators:
            self._admit(row.indicator_id)
        if (row.unit_id, row.period_code) not in self._lives:
            self._live(row)
        indicator = self._indicators[row.indicator_id]
        amount = row.numerator if indicator.measure == "ratio" else row.value
        if amount is None:
            raise Refused(_("The figure is missing."), field="value")
        if indicator.measure == "ratio" and not (row.denominator or 0) > 0:
            raise Refused(_("Out of how many? Without that number no share can be computed."), field="denominator")
        if indicator.non_negative and amount < 0:
            raise Refused(_("“%(name)s” cannot be below 0.") % {"name": indicator.name}, field="value")
        if indicator.part_of_whole and row.denominator is not None and amount > row.denominator:
            raise Refused(
                _("“%(name)s” is a share of a whole: at most 100%%.") % {"name": indicator.name}, field="value"
            )

    def _allow(self, unit_id: int) -> None:
        unit = self._units.get(unit_id)
        if unit is None:
            raise Refused(_("There is no such unit."), field="unit")
        if not rules.can_state(self._by, unit):
            raise NotAllowed(rules.who_may_state(unit))
        self.proxy = self.proxy or rules.is_proxy(self._by, unit)
        self._allowed.add(unit_id)

    def _admit(self, indicator_id: int) -> None:
        indicator = self._indicators.get(indicator_id)
        if indicator is None:
            raise Refused(_("There is no such indicator."), field="indicator")
        if indicator.source == Source.LIVE:
            raise Refused(_("“%(name)s” is counted by the program; nothing is typed.") % {"name": indicator.name})
        if indicator.measure not in ("flow", "stock", "ratio"):
            raise Refused(_("“%(name)s” cannot be loaded in bulk.") % {"name": indicator.name})
        self.seen_indicators.add(indicator_id)

    def _live(self, row: BulkRow) -> None:
        period: Period = parse_period(row.period_code)
        check_life(self._units[row.unit_id], period)
        if (period.end.year, period.end.month) > (self._today.year, self._today.month) and row.finality != "estimate":
            raise Refused(
                _("This period has not ended: mark the figure as an estimate, and it counts as a forecast only.")
            )
        self.first, self.last = min(self.first, period.start), max(self.last, period.end)
        self._lives.add((row.unit_id, row.period_code))


# -- the database's fast way -------------------------------------------------------------------------------------------


def _insert(rows: Iterable[tuple[Any, ...]]) -> None:
    table = Measurement._meta.db_table
    names = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The copy runs beside Django's cursor, so its errors are put into Django's here.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(_COLUMNS))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608  # own names


# What is dropped for a first load, and what restores it, as the database itself tells; what a constraint of uniqueness needs
# stays. PostgreSQL would otherwise look up every foreign key of every row: the checker has seen them, and adding the
# constraint again proves them all in one pass.
_BUILT = {
    "sqlite": """SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
        WHERE type = 'index' AND tbl_name = 'targets_measurement' AND sql IS NOT NULL""",
    "postgresql": """SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid = 'targets_measurement'::regclass
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
        UNION ALL
        SELECT 'ALTER TABLE targets_measurement DROP CONSTRAINT ' || quote_ident(conname),
        'ALTER TABLE targets_measurement ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE conrelid = 'targets_measurement'::regclass AND contype = 'f'""",
}


def _drop_indexes() -> list[str]:
    """A first load builds its indexes once, at the end: the statements that restore them. Within the load's transaction."""
    if connection.vendor == "postgresql":
        _run(["SET CONSTRAINTS ALL IMMEDIATE"])  # a table with unanswered checks cannot be altered
    with connection.cursor() as cursor:
        cursor.execute(_BUILT[connection.vendor])
        built = cursor.fetchall()
    _run(drop for drop, _restore in built)
    return [restore for _drop, restore in built]


def _restore_indexes(statements: list[str]) -> None:
    """PostgreSQL builds no index on a table whose deferred checks are still to come: they are made now."""
    if statements and connection.vendor == "postgresql":
        statements = ["SET CONSTRAINTS ALL IMMEDIATE", *statements, "SET CONSTRAINTS ALL DEFERRED"]
    _run(statements)


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)

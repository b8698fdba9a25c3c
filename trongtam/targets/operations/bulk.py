"""Very many statements at once: imports of whole provinces, the bench. The same sense as one statement, one entry a batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import nullcontext
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit, UnitSettings

from .. import rules
from ..computing.facts import parse_period
from ..models import Bound, Finality, Indicator, Measurement, Source, Target
from ..problems import RowsRefused
from ..queries.days import DEFAULT_CLOSING_DAY, is_closed
from ..stated import MOST, WHOLE
from .fast_load import Origin, built_at_the_end, insert
from .standings import rebuild_standings
from .statements import check_life, check_not_sent, sent_spans

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


@transaction.atomic
def load_measurements(rows: Iterable[BulkRow], *, by: User, at: datetime | None = None, invented: bool = False) -> int:
    """Keep many new statements: all or none, one book entry a batch of 200,000; then the standings that they touch.

    Answers how many. Only flows, stocks and ratios; nothing is corrected: where a figure stands already the load is refused.
    Raises NotAllowed, RowsRefused (by row number from 0; at most 100).
    """
    moment = at or timezone.now()
    checker = _Checker(by, moment)
    stream = iter(rows)
    first = list(islice(stream, BATCH))
    bare = len(first) == BATCH and Measurement.objects.count() <= BATCH
    try:
        with built_at_the_end() if bare else nullcontext():
            count = _load_batches(first, stream, checker, by, moment, invented)
    except IntegrityError as error:
        raise Refused(
            _("Some of these figures stand already; correct them on their sheets. Nothing was kept.")
        ) from error
    if count:
        rebuild_standings(targets_between(checker.seen_indicators, checker.first, checker.last))
    return count


def targets_between(indicators: Iterable[int], first: date, last: date) -> QuerySet[Target]:
    """The targets that figures speak of: of their indicators and those that they weigh, in their time or the year after."""
    seen = list(indicators)
    year = min(last.year + 1, date.max.year)
    return Target.objects.filter(
        Q(indicator__in=seen) | Q(indicator__weight__in=seen),
        period_start__lte=date(year, 12, 31),
        period_end__gte=first,
    )


def _load_batches(
    batch: list[BulkRow], stream: Iterator[BulkRow], checker: _Checker, by: User, at: datetime, invented: bool
) -> int:
    count = 0
    while batch:
        _load_batch(batch, count, checker, by, at, invented)
        count += len(batch)
        batch = list(islice(stream, BATCH))
    return count


def _load_batch(batch: list[BulkRow], offset: int, checker: _Checker, by: User, at: datetime, invented: bool) -> None:
    checker.check(batch, offset)
    insert(batch, Origin(at, by.pk, checker.proxy, invented))
    periods = sorted({row.period_code for row in batch})
    book.write(
        "targets.results_loaded",
        by=by,
        after={"rows": len(batch), "periods": periods, "indicators": len({row.indicator_id for row in batch})},
        proxy=checker.proxy,
        at=at,
    )


# -- sense -------------------------------------------------------------------------------------------------------------


class _Sense(NamedTuple):
    """What an indicator asks of an amount."""

    name: str
    ratio: bool
    least: int
    most: int
    part: bool


class _Checker:
    """The sense of a statement, asked once for each unit, indicator and period instead of once a row."""

    def __init__(self, by: User, at: datetime):
        self._by = by
        self._today = timezone.localtime(at).date()
        self._units = dict(Unit.objects.in_bulk())
        self._indicators = dict(Indicator.objects.in_bulk())
        self._sent = sent_spans()
        self._closing = dict(UnitSettings.objects.values_list("unit_id", "closing_day"))
        self._senses: dict[int, _Sense] = {}
        self._stamps: set[tuple[str, str, str]] = set()
        self._lives: set[tuple[int, str]] = set()
        self._allowed: set[int] = set()
        self.first, self.last = date.max, date.min
        self.proxy = False

    @property
    def seen_indicators(self) -> Collection[int]:
        return self._senses.keys()

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
        indicator_id, unit_id, code, value, numerator, denominator, bound, finality = row
        if unit_id not in self._allowed:
            self._allow(unit_id)
        sense = self._senses.get(indicator_id) or self._admit(indicator_id)
        if (code, bound, finality) not in self._stamps:
            self._stamp(code, bound, finality, unit_id)
        if (unit_id, code) not in self._lives:
            self._live(unit_id, code)
        amount = numerator if sense.ratio else value
        if amount is None:
            raise Refused(_("The figure is missing."), field="value")
        if sense.ratio and not (denominator or 0) > 0:
            raise Refused(_("Out of how many? Without that number no share can be computed."), field="denominator")
        if not sense.least <= amount <= sense.most or (denominator or 0) >= MOST or abs(value or 0) >= MOST:
            self._refuse_amount(sense, amount)
        if sense.part and sense.ratio and denominator is not None and amount > denominator:
            self._refuse_share(sense)

    def _refuse_amount(self, sense: _Sense, amount: int) -> None:
        if amount < 0 and sense.least == 0:
            raise Refused(_("“%(name)s” cannot be below 0.") % {"name": sense.name}, field="value")
        if sense.part and sense.most < amount < MOST:
            self._refuse_share(sense)
        raise Refused(_("This number is too large to be kept. Please check the unit."), field="value")

    def _refuse_share(self, sense: _Sense) -> None:
        raise Refused(_("“%(name)s” is a share of a whole: at most 100%%.") % {"name": sense.name}, field="value")

    def _allow(self, unit_id: int) -> None:
        unit = self._units.get(unit_id)
        if unit is None:
            raise Refused(_("There is no such unit."), field="unit")
        if not rules.can_state(self._by, unit):
            raise NotAllowed(rules.who_may_state(unit))
        self.proxy = self.proxy or rules.is_proxy(self._by, unit)
        self._allowed.add(unit_id)

    def _admit(self, indicator_id: int) -> _Sense:
        indicator = self._indicators.get(indicator_id)
        if indicator is None:
            raise Refused(_("There is no such indicator."), field="indicator")
        if indicator.source == Source.LIVE:
            raise Refused(_("“%(name)s” is counted by the program; nothing is typed.") % {"name": indicator.name})
        if indicator.measure not in ("flow", "stock", "ratio"):
            raise Refused(_("“%(name)s” cannot be loaded in bulk.") % {"name": indicator.name})
        ratio, part = indicator.measure == "ratio", indicator.part_of_whole
        self._senses[indicator_id] = sense = _Sense(
            name=indicator.name,
            ratio=ratio,
            least=0 if indicator.non_negative else 1 - MOST,
            most=WHOLE * 10**indicator.decimals if part and not ratio else MOST - 1,
            part=part,
        )
        return sense

    def _stamp(self, code: str, bound: str, finality: str, unit_id: int) -> None:
        """The words and the calendar. Only whether this month has closed depends on who states it: that is asked of each row."""
        for word, known in ((bound, Bound.values), (finality, Finality.values)):
            if word not in known:
                raise Refused(_("“%(word)s” does not say how exact or how final a figure is.") % {"word": word})
        end = parse_period(code).end
        if finality == "estimate" or end <= self._today:
            self._stamps.add((code, bound, finality))
        elif not is_closed(end, self._today, self._closing_day(unit_id)):
            raise Refused(
                _("This period has not ended: mark the figure as an estimate, and it counts as a forecast only.")
            )

    def _closing_day(self, unit_id: int) -> int:
        """As `closing_day_of`, from one query for all units."""
        chosen, ids = self._closing, reversed(self._units[unit_id].path_ids)
        return next((chosen[pk] for pk in ids if pk in chosen), DEFAULT_CLOSING_DAY)

    def _live(self, unit_id: int, code: str) -> None:
        period = parse_period(code)
        check_life(self._units[unit_id], period)
        if any(start <= period.start and period.end <= end for start, end in self._sent.get(unit_id, ())):
            check_not_sent(self._units[unit_id], [period])
        self.first, self.last = min(self.first, period.start), max(self.last, period.end)
        self._lives.add((unit_id, code))

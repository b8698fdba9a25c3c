"""Freeze a live figure when it is sent upward: from then on it is a statement like any other, with source live."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..computing.scope import UnitRow
from ..live import count_live
from ..models import Indicator, Measurement, Source
from ..stated import Figure, same
from .statements import check_life, check_not_sent, close, put, told

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def freeze_live(
    indicator: Indicator, unit: Unit, period: Period, *, by: User, at: datetime | None = None
) -> Measurement:
    """Keep what the program counts for a unit and period today as a measurement; a different earlier one is superseded."""
    moment = at or timezone.now()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_freeze_live(by, unit):
        raise NotAllowed(rules.who_may_state(unit))
    if indicator.source != Source.LIVE:
        raise Refused(_("“%(name)s” is stated by people; there is nothing to count.") % {"name": indicator.name})
    check_life(unit, period)
    figure = _count(indicator, unit, period, moment)
    current = Measurement.objects.current().filter(indicator=indicator, unit=unit, period_code=period.code).first()
    if current is not None and same(current, figure.columns(indicator)):
        return current
    check_not_sent(unit, [period])
    close([current] if current else [], moment)
    made = put(
        indicator,
        unit,
        period,
        figure,
        by=by,
        over=current,
        reason=_("Counted again when it was sent."),
        at=moment,
        source=Source.LIVE,
    )
    made.save()
    book.write(
        "targets.live_frozen",
        by=by,
        on=made,
        unit=unit,
        before=told(current, indicator) if current else None,
        after=told(made, indicator),
        proxy=made.proxy,
        at=moment,
    )
    return made


def _count(indicator: Indicator, unit: Unit, period: Period, at: datetime) -> Figure:
    today = timezone.localtime(at).date()
    row = UnitRow.of(unit)
    found = count_live(indicator, row, period, today)
    if found is None:
        raise Refused(_("Nothing can be counted for %(unit)s.") % {"unit": unit.name})
    finality = "official" if today >= period.end else "preliminary"
    if isinstance(found.value, bool):
        return Figure(yes=found.value, finality=finality)
    if found.denominator is not None:
        return Figure(numerator=found.numerator, denominator=found.denominator, finality=finality)
    return Figure(value=found.value, finality=finality)

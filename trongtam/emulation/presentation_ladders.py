"""A ladder as its page draws it: one picture and one table for each indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.charts import PHONE, Step, Trend, TrendGeometry, trend_geometry
from trongtam.org.models import Unit

from . import ladder as pure
from . import presentation as words
from .models import Basis
from .queries.ladders import LadderRead, RungRead
from .words import bare, language, month_words, quantity


@dataclass(frozen=True, slots=True)
class Line:
    """A month of the table."""

    name: str
    mine: str
    theirs: str
    gap: str


@dataclass(frozen=True, slots=True)
class ShownRung:
    name: str
    note: str
    band: str
    word: str
    gap: str
    mine: str
    theirs: str
    others: str
    charts: tuple[TrendGeometry, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShownLadder:
    url: str
    unit: str
    exemplar: str
    exemplar_url: str
    band: str
    word: str
    note: str
    steps: tuple[list[str], int]
    peer: str
    rungs: tuple[ShownRung, ...]


def shown(read: LadderRead, above: Unit | None, mine: int | None) -> ShownLadder:
    one, (band, word) = read.ladder, words.climb_words(read.climb)
    return ShownLadder(
        reverse("emulation:ladder", args=[one.pk]),
        one.unit.name,
        one.exemplar.unit.name,
        reverse("emulation:exemplar", args=[one.exemplar_id]),
        band,
        word,
        words.climb_note(read.climb),
        words.ladder_steps(read.climb),
        words.peer_words(one.unit, read.peer, mine, above.name if above is not None else ""),
        tuple(_rung(each, one.since) for each in read.rungs),
    )


def _rung(read: RungRead, since: date) -> ShownRung:
    indicator, by_plan = read.rung.indicator, read.rung.basis == Basis.PLAN
    unit = "%" if by_plan else indicator.unit_of_measure
    band, word = words.climb_words(read.climb)
    last = read.last
    gap = pure.gap(last.mine, last.theirs, indicator.better) if last else None
    return ShownRung(
        indicator.name,
        _("percent of each unit's own plan")
        if by_plan
        else _("less is better")
        if indicator.better == pure.LESS
        else "",
        band,
        word,
        words.gap_words(gap, unit, percent=by_plan),
        quantity(last.mine, unit) if last else "–",
        quantity(last.theirs, unit) if last else "–",
        _others(read, unit),
        _charts(read, since, unit),
        tuple(_line(month, indicator.better, unit, percent=by_plan) for month in read.months),
    )


def _others(read: RungRead, unit: str) -> str:
    if read.others is None:
        return ""
    number, low, centre, high = read.others
    told = {
        "n": number,
        "low": quantity(low, unit),
        "middle": quantity(centre, unit),
        "high": quantity(high, unit),
    }
    return _("%(n)d other units of this kind and size: from %(low)s to %(high)s, the middle one %(middle)s.") % told


def _line(month: pure.Month, better: str, unit: str, *, percent: bool) -> Line:
    gap = pure.gap(month.mine, month.theirs, better)
    return Line(
        words.sentence(month_words(month.on)),
        bare(month.mine),
        bare(month.theirs),
        words.gap_words(gap, unit, percent=percent),
    )


def _charts(read: RungRead, since: date, unit: str) -> tuple[TrendGeometry, ...]:
    """One for the phone, one for the desk; none with fewer than two months. The gold line is the exemplar."""
    if len(read.months) < 2:
        return ()
    last = read.months[-1].on
    trend = Trend(
        title=read.rung.indicator.name,
        first_month=since.replace(day=1),
        months=(last.year - since.year) * 12 + last.month - since.month + 1,
        actual=_steps((one.on, one.mine) for one in read.months),
        last_year=[
            Step(_year_before(step.on), step.value) for step in _steps((one.on, one.theirs) for one in read.months)
        ],
        as_of=last,
        plan_start=None,
        unit=unit,
        language=language(),
        actual_name=_("We"),
        last_year_name=_("They"),
    )
    return trend_geometry(trend, *PHONE), trend_geometry(trend)


def _steps(rows: Iterable[tuple[date, Decimal | None]]) -> list[Step]:
    return [Step(on, value) for on, value in rows if value is not None]


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def rows(read: Sequence[LadderRead]) -> list[words.Row]:
    """Ladders in a list, in the order that they came in."""
    found = []
    for each in read:
        band, word = words.climb_words(each.climb)
        name = _("%(unit)s learns from %(exemplar)s") % {
            "unit": each.ladder.unit.name,
            "exemplar": each.ladder.exemplar.unit.name,
        }
        meta = ", ".join(rung.rung.indicator.name for rung in each.rungs)
        found.append(words.Row(reverse("emulation:ladder", args=[each.ladder.pk]), name, meta, band, word))
    return found

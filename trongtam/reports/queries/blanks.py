"""Forms of the superior: their layout, what is mapped, what a changed form lost, and the figures that go into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.periods import Period
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.resolutions.rules import territory
from trongtam.targets.computing.lines import load_lines, tolerances
from trongtam.targets.figures.exact import fraction, half_up
from trongtam.targets.live import live_lines
from trongtam.targets.models import Indicator, Measurement, Source, Target
from trongtam.targets.presentation.words import named
from trongtam.targets.queries.rows import TargetRow, lines_of, listed, rows_of

from ..filling import excel, word
from ..filling.layout import Layout
from ..filling.spans import SAME_LAST_YEAR, THIS, read_as
from ..models import BlankForm, FormVersion, MappedCell, What
from ..models.blanks import OF_INDICATOR
from ..proofs import proof_path
from .beginnings import held_by

if TYPE_CHECKING:
    from trongtam.accounts.models import User

READ_AGAIN = 8


def content_of(version: FormVersion) -> bytes:
    with version.stored.file.open("rb") as opened:
        return bytes(opened.read())


def layout_of(version: FormVersion) -> Layout:
    """What the blank file shows; the last few files are remembered by their hash."""
    return _layout(version.stored.sha256, version.stored.file.name, version.is_excel)


@lru_cache(maxsize=READ_AGAIN)
def _layout(_sha256: str, name: str, is_excel: bool) -> Layout:
    from django.core.files.storage import default_storage

    with default_storage.open(name) as opened:
        return read_layout(opened.read(), is_excel=is_excel)


def read_layout(data: bytes, *, is_excel: bool) -> Layout:
    """Raises Unreadable."""
    return excel.read(data) if is_excel else word.read(data)


def newest(form: BlankForm) -> FormVersion:
    return form.versions.select_related("stored", "form__unit").order_by("-number")[0]


def cells_of(version: FormVersion) -> list[MappedCell]:
    return list(version.cells.select_related("indicator", "unit").order_by("pk"))


def left_behind(version: FormVersion, cells: Iterable[MappedCell]) -> list[MappedCell]:
    """Cells of the version before whose figure stands nowhere in this one."""
    if version.number == 1:
        return []
    kept = {cell.meaning for cell in cells}
    before = version.form.versions.get(number=version.number - 1)
    return [cell for cell in cells_of(before) if cell.meaning not in kept]


def alike(unit: Unit, layout: Layout, *, least: float = 0.4) -> BlankForm | None:
    """The form of a unit that a new file looks like, if any."""
    best: tuple[float, BlankForm | None] = (least, None)
    for form in BlankForm.objects.filter(unit=unit):
        best = max(best, (layout_of(newest(form)).likeness(layout), form), key=lambda one: one[0])
    return best[1]


def indicators_for(unit: Unit) -> QuerySet[Indicator]:
    """Indicators that have a target or a statement in the unit's territory."""
    path = territory(unit)
    with_target = Target.objects.in_force().filter(unit__path__startswith=path).values("indicator")
    stated = Measurement.objects.current().filter(unit__path__startswith=path).values("indicator")
    return Indicator.objects.filter(Q(pk__in=with_target) | Q(pk__in=stated)).order_by("sector", "folded")


def units_for(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units below for a cell of their own."""
    found = Unit.objects.filter(path__startswith=territory(unit)).exclude(pk=unit.pk).exclude(ended_on__lte=on)
    return found.exclude(kind=UnitKind.PARTY_COMMITTEE).order_by("path")


# -- figures -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """What goes into a place: `value` None with a `lack` that says why; `note` what one should know; `url` its proof."""

    cell: MappedCell
    value: Decimal | str | None
    decimals: int = 2
    lack: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class _Asked:
    """A reading: an indicator (part) of a unit, read as a period up to a day."""

    indicator: int
    part: str
    unit: int
    period: Period
    day: date


@dataclass(frozen=True)
class _Read:
    value: Decimal | bool | None
    numerator: Decimal | None
    denominator: Decimal | None
    until: date | None
    bound: str


NOTHING = _Read(None, None, None, None, "exactly")


class Figures:
    """The figures of a form's cells, from the rows that board and report read: those of targets where one fits, else from the
    same statements. The number of queries does not grow with cells."""

    def __init__(self, form: BlankForm, cells: Sequence[MappedCell], period: Period, user: User):
        self.unit, self.cells, self.period, self.user = form.unit, cells, period, user
        self.reach = Reach.of(user)
        counted = [cell for cell in cells if cell.what in OF_INDICATOR]
        self.units = {form.unit_id: form.unit} | {
            cell.unit_id: cell.unit for cell in counted if cell.unit_id and cell.unit
        }
        self.indicators: dict[int, Indicator] = {
            cell.indicator_id: cell.indicator for cell in counted if cell.indicator_id and cell.indicator
        }
        self.targets = self._targets()
        asked = {one for cell in counted for one in (self._asked(cell), self._asked(cell, SAME_LAST_YEAR)) if one}
        self.rows = self._rows(asked)
        self.reads = self._reads([one for one in asked if self._row(one) is None])

    def all(self) -> list[Figure]:
        return [self._figure(cell) for cell in self.cells]

    # reading

    def _targets(self) -> dict[tuple[int, str, int], list[Target]]:
        below = [pk for pk in self.units if pk != self.unit.pk]
        held = listed(
            Target.objects.visible_to(self.user)
            .in_force()
            .filter(held_by(self.unit) | Q(unit_id__in=below), indicator__in=self.indicators)
        )
        found: dict[tuple[int, str, int], list[Target]] = defaultdict(list)
        for target in held.order_by("order", "pk"):
            owner = target.unit_id if target.unit_id in below else self.unit.pk
            found[target.indicator_id, target.part, owner].append(target)
        return found

    def _asked(self, cell: MappedCell, relative: str = "") -> _Asked | None:
        """`relative` other than the cell's own: what it is compared with."""
        period = self.period
        if relative:
            if cell.what not in (What.GROWTH, What.CHANGE):
                return None
            before = period.same_period_last_year()
            if before is None:
                return None
            period = before
        span = read_as(cell.relative or THIS, period)
        if span is None or cell.indicator_id is None:
            return None
        return _Asked(cell.indicator_id, cell.part, cell.unit_id or self.unit.pk, span[0], span[1].end)

    def _target(self, one: _Asked) -> Target | None:
        """The target in force on the day, the shortest first: the year's before the term's."""
        held = self.targets.get((one.indicator, one.part, one.unit), ())
        fitting = [target for target in held if target.period_start <= one.day <= target.period_end]
        return min(fitting, key=lambda target: target.period_end - target.period_start, default=None)

    def _rows(self, asked: Collection[_Asked]) -> dict[tuple[int, date], TargetRow]:
        pairs = {(target.pk, one.day): target for one in asked if (target := self._target(one)) is not None}
        targets = list({target.pk: target for target in pairs.values()}.values())
        lines, tolerance = lines_of(targets), tolerances(targets)
        by_day: dict[date, list[Target]] = defaultdict(list)
        for (_pk, day), target in pairs.items():
            by_day[day].append(target)
        return {
            (row.pk, day): row
            for day, held in by_day.items()
            for row in rows_of(held, day, user=self.user, lines=lines, tolerance=tolerance)
        }

    def _row(self, one: _Asked) -> TargetRow | None:
        """The target's row, where it speaks of the very span."""
        target = self._target(one)
        if target is None or target.period_code != one.period.code:
            return None
        return self.rows[target.pk, one.day]

    def _reads(self, asked: Iterable[_Asked]) -> dict[_Asked, _Read]:
        """From the statements, or counted, as for a target of that period."""
        stood: dict[_Asked, Target] = {}
        for number, one in enumerate(asked, start=1):
            unit = self.units[one.unit]
            if self.reach.covers(unit):
                stood[one] = Target(
                    pk=-number,
                    indicator=self.indicators[one.indicator],
                    unit=unit,
                    part=one.part,
                    period_code=one.period.code,
                    period_start=one.period.start,
                    period_end=one.period.end,
                )
        stated = [target for target in stood.values() if target.indicator.source == Source.STATED]
        live = [target for target in stood.values() if target.indicator.source == Source.LIVE]
        lines = (load_lines(stated) if stated else {}) | (live_lines(live) if live else {})
        found = {}
        for one, target in stood.items():
            point = lines[target.pk].point(one.day)
            if point is not None:
                found[one] = _Read(point.value, point.numerator, point.denominator, point.on, point.bound)
        return found

    def _read(self, one: _Asked | None) -> _Read:
        if one is None:
            return NOTHING
        row = self._row(one)
        if row is None:
            return self.reads.get(one, NOTHING)
        point = row.line.point(one.day)
        return _Read(row.value, row.numerator, row.denominator, point.on if point else None, row.bound)

    # cells

    def _figure(self, cell: MappedCell) -> Figure:
        if cell.what not in OF_INDICATOR:
            return Figure(cell, self._words(cell))
        one = self._asked(cell)
        if one is None:
            return Figure(cell, None, lack=_("This period cannot be read."))
        target, read, indicator = self._target(one), self._read(one), self.indicators[one.indicator]
        row = self.rows.get((target.pk, one.day)) if target is not None else None
        url = proof_path(target.pk, one.day) if target is not None else self._board(one)
        if cell.what in (What.PLAN, What.PERCENT, What.BAND):
            return self._of_target(cell, row, url)
        decimals = row.decimals if row is not None else max(indicator.decimals, 2 * (indicator.measure == "ratio"))
        value = self._value(cell, one, read)
        lack = "" if value is not None else _("No figures have been stated for it.")
        if isinstance(value, Decimal):
            decimals = 2 if cell.what == What.GROWTH else 0 if cell.what in COUNTS else decimals
            value = half_up(value, decimals)
        return Figure(cell, value, decimals, lack, _note(read, one.day) if value is not None else "", url)

    def _value(self, cell: MappedCell, one: _Asked, read: _Read) -> Decimal | str | None:
        if cell.what == What.NUMERATOR:
            return read.numerator
        if cell.what == What.DENOMINATOR:
            return read.denominator
        value = read.value
        if isinstance(value, bool):
            return (_("Met") if value else _("Not met yet")) if cell.what == What.VALUE else None
        if cell.what == What.VALUE or value is None:
            return value
        same = self._read(self._asked(cell, SAME_LAST_YEAR)).value
        if same is None or isinstance(same, bool) or (cell.what == What.GROWTH and same == 0):
            return None
        if cell.what == What.CHANGE:
            return value - same
        return half_up(fraction(value) / fraction(same) * 100, 2)

    def _of_target(self, cell: MappedCell, row: TargetRow | None, url: str) -> Figure:
        if row is None:
            return Figure(cell, None, lack=_("No target is set for it."), url=url)
        if cell.what == What.PLAN:
            return Figure(
                cell, row.plan, row.target.decimals, "" if row.plan is not None else _("No plan in figures."), url=url
            )
        if cell.what == What.BAND and row.band != "not_measured":
            return Figure(cell, _("Met") if row.band == "met" else _("Not met yet"), url=url)
        if row.percent is None or cell.what == What.BAND:
            return Figure(cell, None, lack=_("No figures have been stated for it."), url=url)
        return Figure(cell, half_up(row.percent, 2), 2, url=url)

    def _words(self, cell: MappedCell) -> str:
        if cell.what == What.UNIT_NAME:
            return cell.unit.name if cell.unit else self.unit.name
        if cell.what == What.LAST_DAY:
            return days.write(self.period.end)
        return named(self.period.code) if cell.what == What.PERIOD_NAME else ""

    def _board(self, one: _Asked) -> str:
        return f"{reverse('targets:board', args=[self.units[one.unit].code])}?on={one.day.isoformat()}"


COUNTS = (What.NUMERATOR, What.DENOMINATOR)


def _note(read: _Read, day: date) -> str:
    """What a bare number does not say."""
    if read.bound != "exactly":
        return _("stated as more, less or about")
    if read.until is not None and read.until < day:
        return _("stated up to %(day)s") % {"day": days.write(read.until)}
    return ""


def figures_of(form: BlankForm, cells: Sequence[MappedCell], period: Period, *, user: User) -> list[Figure]:
    """The figures of a form's cells for a period, in their order."""
    return Figures(form, cells, period, user).all()

"""Figures as a sheet: one line for one unit, indicator and period. What is new goes the way of large loads where it can, all
else by the sheet of its unit and period; an undone batch is withdrawn, and what it corrected stands again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.accounts.models import User
from trongtam.ground import numbers
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Done,
    Entry,
    Errand,
    Field,
    Kind,
    NotKept,
    Scope,
    Verdict,
    judged,
)
from trongtam.org.models import Unit

from .. import rules
from ..computing.facts import parse_period
from ..computing.scope import scope_path
from ..forms.typed import as_it_stands, as_typed, read_parts, read_ratio, read_value
from ..models import Finality, Indicator, Measurement, Source
from ..operations import Row, state_sheet
from ..operations.bulk import BulkRow, load_measurements
from ..operations.statements import check_not_sent, check_time, check_typed, sent_spans
from ..operations.withdrawing import withdraw_load
from ..stated import Figure, figure_of, same
from .common import OFFICE_WORDS, board_of, every_period, every_unit, indicators_of, period_cell, scope_of, units_of

YES = {"co", "yes", "true", "x", "dat", "1", "roi"}
NO = {"khong", "no", "false", "chua", "chua dat", "0"}
_Key = tuple[int, int, str]  # unit, indicator, period

FIELDS = (
    Field("unit", gettext_lazy("Unit code"), required=True, width=24, also=OFFICE_WORDS["unit"], every=every_unit),
    Field("unit_name", gettext_lazy("Unit"), told=True, width=30),
    Field("indicator", gettext_lazy("Indicator code"), required=True, width=24, also=OFFICE_WORDS["indicator"]),
    Field("indicator_name", gettext_lazy("Indicator"), told=True, width=40),
    Field("period", gettext_lazy("Period"), required=True, width=12, also=OFFICE_WORDS["period"], every=every_period),
    Field(
        "value",
        gettext_lazy("Figures"),
        kind="number",
        required=True,
        hint=gettext_lazy("1.234,5 or 34/36"),
        also=OFFICE_WORDS["value"],
    ),
    Field("denominator", gettext_lazy("Out of how many"), kind="number"),
    Field("finality", gettext_lazy("How final")),
    Field("note", gettext_lazy("Note"), width=30),
)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a line states, as columns too, and what stands in its place."""

    indicator: Indicator
    unit: Unit
    period: Period
    figure: Figure
    columns: Mapping[str, Any]
    current: Measurement | None

    @property
    def key(self) -> _Key:
        return self.unit.pk, self.indicator.pk, self.period.code


def require(user: User, scope: Scope) -> None:
    if not rules.can_state(user, scope.subject):
        raise NotAllowed(rules.who_may_state(scope.subject))


def rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    """The figures of a year that people stated, unit by unit."""
    stated = Measurement.objects.visible_to(user).current().exclude(source=Source.LIVE)
    ours = stated.filter(unit__path__startswith=scope_path(scope.subject), period_end__year=year)
    ordered = ours.select_related("unit", "indicator").order_by("unit__path", "indicator__code", "period_start", "pk")
    for one in ordered.iterator(chunk_size=2000):
        yield _written(one)


def _written(one: Measurement) -> Sequence[Value]:
    figure, indicator = figure_of(one, one.indicator), one.indicator
    value, bottom = _cells(figure, indicator)
    finality = str(Finality(one.finality).label)
    return (
        one.unit.code, one.unit.name, indicator.code, indicator.name, one.period_code, value, bottom, finality, one.note,
    )  # fmt: skip


def _cells(figure: Figure, indicator: Indicator) -> tuple[Value, Value]:
    """A real number where it is one; else as people write it."""
    if indicator.measure == "yes_no":
        return ("có" if figure.yes else "không"), None
    if indicator.measure == "composition":
        told = figure.parts or {}
        return "; ".join(f"{name}: {numbers.write(told[name])}" for name in indicator.parts if name in told), None
    typed = as_typed(figure, indicator)
    exact = figure.bound == numbers.EXACTLY
    if indicator.measure == "ratio":
        top = figure.numerator if exact and figure.numerator is not None else typed.get("numerator")
        return top, figure.denominator
    return (figure.value if exact and figure.value is not None else typed.get("value")), None


class FiguresDesk:
    """One batch's dealings with figures."""

    def __init__(self, errand: Errand):
        self.errand = errand
        self.units, self.indicators = units_of(errand.by, errand.scope), indicators_of(errand.by)
        self._allowed: set[int] = set()
        self._typed: set[int] = set()
        self._in_time: set[tuple[int, str, str]] = set()
        self._sent = sent_spans()
        self._current: dict[_Key, Measurement] = {}

    # -- judging

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        found: dict[int, tuple[Unit, Indicator, Period]] = {}
        for entry in entries:
            try:
                found[entry.number] = self._subject(entry)
            except Refused:
                continue  # said again where the line is judged
        self._current = current_of([(unit.pk, one.pk, period.code) for unit, one, period in found.values()])
        return judged(entries, lambda entry: self._judge(entry, found.get(entry.number) or self._subject(entry)))

    def _subject(self, entry: Entry) -> tuple[Unit, Indicator, Period]:
        unit = self.units.find(entry.text("unit"), "unit")
        indicator = self.indicators.find(entry.text("indicator"), "indicator")
        return unit, indicator, period_cell(entry.cells.get("period"), entry.text("period"))

    def _judge(self, entry: Entry, subject: tuple[Unit, Indicator, Period]) -> Verdict:
        unit, indicator, period = subject
        if unit.pk not in self._allowed:
            if not rules.can_state(self.errand.by, unit):
                raise NotAllowed(rules.who_may_state(unit))
            self._allowed.add(unit.pk)
        current = self._current.get((unit.pk, indicator.pk, period.code))
        figure = _read(entry, indicator, figure_of(current, indicator) if current else None)
        self._check(indicator, unit, period, figure.finality)
        meant = Meant(indicator, unit, period, figure, figure.columns(indicator), current)
        outcome, said = CREATED, _said(figure, indicator)
        if current is None:
            self._check_not_sent(unit, period)
        else:
            if same(current, meant.columns):
                outcome = UNCHANGED
            else:
                self._check_not_sent(unit, period)
                outcome, said = UPDATED, f"{_said(figure_of(current, indicator), indicator)} → {said}"
        return Verdict(
            outcome,
            label=f"{unit.name} · {indicator.name} · {period.code}",
            said=said,
            key=f"{unit.pk} {indicator.pk} {period.code}",
            mark=str(current.pk) if current else "",
            plan={"unit": unit.pk, "of": indicator.pk, "period": period.code, "was": current.pk if current else None},
            meant=meant,
        )

    def _check(self, indicator: Indicator, unit: Unit, period: Period, finality: str) -> None:
        """The sense of a statement but for its figure: asked once for each indicator, and for each unit and period."""
        if indicator.pk not in self._typed:
            check_typed(indicator)
            self._typed.add(indicator.pk)
        if (seen := (unit.pk, period.code, finality)) not in self._in_time:
            check_time(unit, period, finality, self.errand.at or timezone.now())
            self._in_time.add(seen)

    def _check_not_sent(self, unit: Unit, period: Period) -> None:
        if any(start <= period.start and period.end <= end for start, end in self._sent.get(unit.pk, ())):
            check_not_sent(unit, [period])

    # -- keeping

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        meant: list[Meant] = [verdict.meant for _entry, verdict in lines]
        plain = [one for one in meant if _is_plain(one)]
        if plain:
            load_measurements([_bulk(one) for one in plain], by=self.errand.by, at=self.errand.at)
        sheets: dict[tuple[int, str], list[Meant]] = defaultdict(list)
        for one in meant:
            if not _is_plain(one):
                sheets[one.unit.pk, one.period.code].append(one)
        for group in sheets.values():
            told = [
                Row(one.indicator, one.figure, one.current.pk if one.current else None, self.errand.reason)
                for one in group
            ]
            state_sheet(group[0].unit, group[0].period, told, by=self.errand.by, at=self.errand.at)
        return [None] * len(lines)

    # -- undoing

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        """Figures that no longer stand as the batch stated them."""
        current = current_of([_key(line) for line in lines])
        units = Unit.objects.in_bulk({line.plan["unit"] for line in lines})
        found = {}
        for line in lines:
            stands = current.get(_key(line))
            try:
                self._check_not_sent(units[line.plan["unit"]], parse_period(line.plan["period"]))
            except Refused as sent:
                found[line.number] = str(sent)
                continue
            if stands is None:
                found[line.number] = _("The figure was withdrawn since.")
            elif (stands.stated_at, stands.stated_by_id) != (self.errand.at, self.errand.by.pk):
                found[line.number] = _("The figure was corrected since.")
        return found

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        current = current_of([_key(line) for line in lines])
        new = [current[_key(line)].pk for line in lines if line.outcome == CREATED]
        if new:
            withdraw_load(new, by=self.errand.by, reason=self.errand.reason, at=at)
        self._restore([line for line in lines if line.outcome == UPDATED], current, at)

    def _restore(self, lines: Sequence[Done], current: Mapping[_Key, Measurement], at: datetime) -> None:
        """What stood before each correction is stated again."""
        before = Measurement.objects.select_related("unit", "indicator").in_bulk([line.plan["was"] for line in lines])
        sheets: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for line in lines:
            was = before[line.plan["was"]]
            figure = replace(figure_of(was, was.indicator), invented=was.is_invented)
            row = Row(was.indicator, figure, current[_key(line)].pk, self.errand.reason)
            sheets[was.unit_id, was.period_code].append(row)
        units = {was.unit_id: was.unit for was in before.values()}
        for (unit, code), told in sheets.items():
            state_sheet(units[unit], parse_period(code), told, by=self.errand.by, at=at)


def _key(line: Done) -> _Key:
    return line.plan["unit"], line.plan["of"], line.plan["period"]


def current_of(keys: Iterable[_Key]) -> dict[_Key, Measurement]:
    """What stands for each unit, indicator and period. One query."""
    wanted = set(keys)
    if not wanted:
        return {}
    units, indicators, periods = (set(part) for part in zip(*wanted, strict=True))
    stands = Measurement.objects.current().filter(unit__in=units, indicator__in=indicators, period_code__in=periods)
    return {
        key: one for one in stands.iterator() if (key := (one.unit_id, one.indicator_id, one.period_code)) in wanted
    }


def _is_plain(one: Meant) -> bool:
    """Whether the way of large loads keeps all that the line says."""
    figure = one.figure
    if one.current is not None or figure.note or figure.share is not None or one.indicator.measure not in _LOADED:
        return False
    return figure.numerator is not None if one.indicator.measure == "ratio" else figure.value is not None


_LOADED = {"flow", "stock", "ratio"}


def _bulk(one: Meant) -> BulkRow:
    told = one.columns
    return BulkRow(
        one.indicator.pk, one.unit.pk, one.period.code, told["value"], told["numerator"], told["denominator"],
        told["bound"], told["finality"],
    )  # fmt: skip


# -- reading a line ----------------------------------------------------------------------------------------------------


def _read(entry: Entry, indicator: Indicator, standing: Figure | None) -> Figure:
    """The figure of a line; what its cells do not say stays as it stands. Raises Refused."""
    figure = _figure(entry, indicator)
    note = entry.text("note") if "note" in entry.cells else (standing.note if standing else "")
    figure = replace(figure, finality=_finality(entry.text("finality"), standing), note=note)
    again = as_it_stands(figure, standing)
    return again if again.note == note else figure


def _figure(entry: Entry, indicator: Indicator) -> Figure:
    value = entry.number_text("value")
    if value == "":
        raise Refused(_("The figure is missing."), field="value")
    if indicator.measure == "yes_no":
        return Figure(yes=_answer(entry.text("value")))
    if indicator.measure == "composition":
        return _parts(entry.text("value"), indicator)
    if indicator.measure == "ratio":
        bottom = entry.number_text("denominator")
        if isinstance(value, Decimal) and isinstance(bottom, Decimal):
            return Figure(numerator=value, denominator=bottom)
        return read_ratio(_typed(value), _typed(bottom), indicator)
    return Figure(value=value) if isinstance(value, Decimal) else read_value(value, indicator)


def _typed(value: str | Decimal) -> str:
    return numbers.write(value) if isinstance(value, Decimal) else value


def _answer(text: str) -> bool:
    plain = fold(text)
    if plain not in YES | NO:
        raise Refused(_("“%(text)s” is neither yes nor no.") % {"text": text}, field="value")
    return plain in YES


def _parts(text: str, indicator: Indicator) -> Figure:
    """ "Khá: 40; Tốt: 60" by the names of the parts."""
    told = {}
    for piece in text.split(";"):
        name, colon, number = piece.rpartition(":")
        told[fold(name)] = number.strip() if colon else ""
    strange = set(told) - {fold(name) for name in indicator.parts}
    if strange:
        sentence = _("Write each part with its name, like: %(example)s.")
        example = "; ".join(f"{name}: …" for name in indicator.parts)
        raise Refused(sentence % {"example": example}, field="value")
    return read_parts([told.get(fold(name), "") for name in indicator.parts], indicator)


_FINALITIES = {
    "uoc": Finality.ESTIMATE,
    "uoc tinh": Finality.ESTIMATE,
    "uoc thuc hien": Finality.ESTIMATE,
    "so bo": Finality.PRELIMINARY,
    "chinh thuc": Finality.OFFICIAL,
    **{fold(value): Finality(value) for value in Finality.values},
}


def _finality(text: str, standing: Figure | None) -> str:
    if not text:
        return standing.finality if standing is not None else Finality.OFFICIAL
    plain = fold(text)
    found = _FINALITIES.get(plain) or {fold(str(one.label)): one for one in Finality}.get(plain)
    if found is None:
        raise Refused(_("“%(text)s” does not say how final the figure is.") % {"text": text}, field="finality")
    return found.value


def _said(figure: Figure, indicator: Indicator) -> str:
    value, bottom = _cells(figure, indicator)
    return " / ".join(
        _typed(part) if isinstance(part, Decimal) else str(part) for part in (value, bottom) if part is not None
    )


KIND = Kind(
    title=gettext_lazy("Figures"),
    lead=gettext_lazy(
        "One line for one unit, indicator and period. A figure that stands already is corrected, with the reason."
    ),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=FiguresDesk,
    home=board_of,
    portion=10_000,
    yearly=True,
)

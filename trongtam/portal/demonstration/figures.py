"""Indicators, targets and statements of one demonstration commune."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit
from trongtam.resolutions.models import Clause, Document
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations.indicators import Definition, define_indicator
from trongtam.targets.operations.sheets import Row, state_sheet
from trongtam.targets.operations.statements import attach_evidence, correct
from trongtam.targets.operations.targets import Root, allot, set_target
from trongtam.targets.promise import Promise
from trongtam.targets.stated import Figure

from .shapes import Commune, I, M, T


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


class Figures:
    """Builds the figures of one commune, as its office and its units would have entered them."""

    def __init__(
        self,
        commune: Commune,
        root: Unit,
        units: dict[str, Unit],
        people: dict[str, Person],
        documents: dict[str, Document],
        clauses: dict[str, Clause],
        office: User,
    ) -> None:
        self.commune, self.root, self.units, self.people = commune, root, units, people
        self.documents, self.clauses, self.office = documents, clauses, office
        self.indicators: dict[str, Indicator] = {}
        self.targets: dict[str, Target] = {}

    def build(self) -> None:
        for written in self.commune.indicators:
            self.indicators[written.code] = self._indicator(written)
        for order, promised in enumerate(self.commune.targets, 1):
            self._target(promised, order)
        self._statements()
        if self.commune.code == "an-khanh":
            self._correction()

    def _indicator(self, written: I) -> Indicator:
        return define_indicator(
            self.root,
            Definition(
                code=written.code,
                name=written.name,
                unit_of_measure=written.unit,
                measure=written.measure,
                sector=written.sector,
                hint=written.hint,
                decimals=written.decimals,
                better=written.better,
                scale=written.scale,
                stated_by=written.stated_by,
                across=written.across,
                every=written.every,
                non_negative=written.non_negative,
                part_of_whole=written.whole,
                counts_people=written.people,
                provider=written.provider,
                parts=list(written.parts),
            ),
            by=self.office,
        )

    def _target(self, written: T, order: int) -> None:
        promise = Promise(
            plan=number(written.plan),
            comparator=written.comparator,
            plan_to=number(written.plan_to),
            baseline=number(written.baseline),
            baseline_on=date.fromisoformat(written.baseline_on) if written.baseline_on else None,
            baseline_bound=written.baseline_bound,
            form=written.form,
            part=written.part,
        )
        period = Period.parse(written.period)
        unit = self.units[written.unit]
        at = self._noon(max(period.start, date(2015, 6, 1)))
        if written.parent:
            target = allot(self.targets[written.parent], unit, promise, by=self.office, at=at)
        else:
            clause = self.clauses.get(written.clause)
            root = Root(
                document=clause.document if clause else None,
                clause=clause,
                holder=self.people.get(written.holder),
                name=written.name,
                order=order,
                invented=written.inv,
            )
            acknowledged = ("outside_term",)
            target = set_target(
                unit,
                self.indicators[written.indicator],
                period,
                promise,
                by=self.office,
                root=root,
                acknowledged=acknowledged,
                at=at,
            )
            self.targets[written.indicator] = target
        if written.parent:
            Target.objects.filter(pk=target.pk).update(is_invented=written.inv)

    def _statements(self) -> None:
        """Sheet by sheet: what a unit states for a period on the day when it is due."""
        sheets: dict[tuple[str, str, str], list[M]] = defaultdict(list)
        for written in self.commune.measurements:
            sheets[(written.on, written.period, written.unit)].append(written)
        for (on, code, unit_code), rows in sorted(sheets.items(), key=lambda item: self._day(item[0][0], item[0][1])):
            period, unit = Period.parse(code), self.units[unit_code]
            at = self._noon(self._day(on, code))
            made = state_sheet(
                unit,
                period,
                [Row(self.indicators[row.indicator], self._figure(row)) for row in rows],
                by=self._stater(unit),
                at=at,
            )
            for measurement, row in zip(made, rows, strict=True):
                if row.evidence:
                    attach_evidence(
                        measurement, by=self._stater(unit), title=row.evidence, dated=timezone.localdate(at), at=at
                    )

    def _figure(self, written: M) -> Figure:
        return Figure(
            value=number(written.value),
            numerator=number(written.numerator),
            denominator=number(written.denominator),
            yes=written.yes,
            share=number(written.share),
            parts={name: Decimal(share) for name, share in written.parts.items()} or None,
            bound=written.bound,
            finality=written.finality,
            note=written.note,
            invented=written.inv,
        )

    def _stater(self, unit: Unit) -> User:
        """The unit's own secretary where one has a login, else the office for it."""
        for post in unit.posts.select_related("person__user"):
            if post.kind in {"cell_secretary", "hamlet_head"} and post.person.user is not None:
                return post.person.user
        return self.office

    def _day(self, on: str, code: str) -> date:
        return date.fromisoformat(on) if on else Period.parse(code).end + timedelta(days=3)

    @staticmethod
    def _noon(day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(12)))

    def _correction(self) -> None:
        """An Mỹ had stated 2 admissions in May; one file lacked its decision, so the office corrected it to 1."""
        indicator, unit, may = self.indicators["ket-nap"], self.units["an-my"], Period.parse("2022-05")
        current = indicator.measurements.get(unit=unit, period_code=may.code, known_to__isnull=True)
        wrong = correct(
            current,
            Figure(value=Decimal(2), invented=True),
            by=self._stater(unit),
            reason="Ghi nhận hai hồ sơ.",
            at=self._noon(date(2022, 6, 3)) + timedelta(hours=1),
        )
        right = correct(
            wrong,
            Figure(value=Decimal(1), invented=True),
            by=self.office,
            reason="Một hồ sơ chưa có quyết định.",
            at=self._noon(date(2022, 6, 10)),
        )
        attach_evidence(right, by=self.office, title="Quyết định kết nạp", dated=date(2022, 5, 19))

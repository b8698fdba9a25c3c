"""A round of a month in the small commune, for the tests of rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.tests.house import House
from trongtam.targets.models import Indicator, Round, Submission, Target
from trongtam.targets.operations import Row, open_round, submit_sheet

from .measures import LATER, make_indicator, make_target, moment, number

MONTH = Period.parse("2022-09")
DUE = date(2022, 9, 25)
IN_TIME = moment(2022, 9, 30)


@dataclass
class Asked:
    """Two cells state `figure`, the commune `revenue`; the commune's round asks all three."""

    house: House
    figure: Indicator
    revenue: Indicator
    round: Round

    def of(self, unit: Unit) -> Submission:
        return Submission.objects.select_related("round__unit", "unit").get(round=self.round, unit=unit)

    def send(self, unit: Unit, value: Any = 1, **more: Any) -> Submission:
        """As the unit's own people send it; months without figures are meant."""
        by = {self.house.cell_a.pk: self.house.cell_secretary, self.house.cell_b.pk: self.house.other_cell_secretary}
        indicator = self.figure if unit.kind == "cell" else self.revenue
        given = {"by": by.get(unit.pk, self.house.office), "at": LATER} | more
        rows = [Row(indicator, number(value))] if value is not None else []
        return submit_sheet(unit, MONTH, rows, **given)[0]


def ask(house: House, period: Period = MONTH, **more: Any) -> Asked:
    figure, revenue = make_indicator("figure"), make_indicator("revenue", stated_by="commune")
    make_target(house.committee, figure, "2022", 24, by=house.office)
    make_target(house.commune, revenue, "2022", 12, by=house.office)
    units = [house.cell_a, house.cell_b, house.commune]
    given = {"by": house.office, "units": units, "due_on": DUE, "at": moment(2022, 9, 1)} | more
    return Asked(house, figure, revenue, open_round(house.commune, period, **given))


def own_target(asked: Asked, unit: Unit, plan: int) -> Target:
    return make_target(unit, asked.figure, "2022", plan, by=asked.house.office)

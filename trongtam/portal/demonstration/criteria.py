"""Tiến Bộ's criteria 6, 10 and 17 (source 000), which the commune raised and kept in 2021.

Their names are those of Quyết định 1980/QĐ-TTg, whose successor was issued on 8 March 2022; so its thresholds of 2020 are read.
The source gives 10 houses in 10 hamlets, income of 42 million and more than 95 % of households with the 3 works; the
rest of criterion 6, and every paper named as evidence, is invented and says so. Of criterion 17 the source says no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit
from trongtam.targets.models import AdoptedLeaf, Indicator, Measurement
from trongtam.targets.operations.criteria import Taking, adopt_criteria, charge_criterion
from trongtam.targets.operations.sheets import Row, state_sheet
from trongtam.targets.operations.statements import attach_evidence
from trongtam.targets.stated import Figure

YEAR = Period.year(2021)
IN_CHARGE = {6: "luong-hai-vai", 10: "truong-thi-phong"}
KNOWN = {"10": "thu-nhap-dau-nguoi", "17.6": "ba-cong-trinh"}
NOTE = "Năm 2021 chưa có bộ tiêu chí mới (Quyết định 318/QĐ-TTg ban hành ngày 08/03/2022)."


def lay_criteria(
    commune: Unit,
    hamlets: list[Unit],
    people: Mapping[str, Person],
    indicators: Mapping[str, Indicator],
    *,
    by: User,
    adopted_at: datetime,
    stated_at: datetime,
) -> None:
    """Adopt, put in charge, state what the hamlets have, and name the evidence."""
    measured = {leaf: indicators[code] for leaf, code in KNOWN.items()}
    taking = Taking(region="TDMNPB", numbers=(6, 10, 17), levels_year=2020, note=NOTE, measured=measured)
    adoption = adopt_criteria(commune, "NTM-2016", 2021, by=by, taking=taking, at=adopted_at)
    for criterion in adoption.criteria.filter(number__in=IN_CHARGE):
        charge_criterion(criterion, people[IN_CHARGE[criterion.number]], by=by, at=adopted_at)
    leaves = AdoptedLeaf.objects.filter(indicator__criterion__adoption=adoption).select_related("measured")
    asked = {leaf.code: leaf.measured for leaf in leaves}
    halls = [Row(asked[code], Figure(yes=True, invented=True)) for code in ("6.1", "6.2")]
    proved = list(state_sheet(commune, YEAR, halls, by=by, at=stated_at))
    for hamlet in hamlets:
        house = Row(asked["6.3"], Figure(yes=True))
        proved += state_sheet(hamlet, YEAR, [house], by=by, at=stated_at)
    income = Measurement.objects.current().get(indicator=asked["10"], unit=commune, period_code=YEAR.code)
    for said in (*proved, income):
        title = "Biên bản nghiệm thu (minh họa)" if said != income else "Phiếu tính thu nhập (minh họa)"
        attach_evidence(said, by=by, title=title, dated=date(2021, 12, 31), at=stated_at)

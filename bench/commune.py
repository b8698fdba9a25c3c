"""A commune to measure with: 120 units, 25 targets a year over five years, and their figures of every month; names invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.org.models import Membership, PartyRecord, Person, Post, PostKind, Unit, UnitKind
from trongtam.org.operations.set_up import Foundation, lay_foundation
from trongtam.org.operations.units import found_units
from trongtam.resolutions.models import Clause
from trongtam.resolutions.operations.clauses import PastedClause, paste_clauses
from trongtam.resolutions.operations.documents import register_document
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations import Definition, Root, allot, define_indicator, set_target
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.promise import Promise

FOUNDED, BEGUN = date(2015, 1, 1), datetime(2021, 1, 15, 5, tzinfo=UTC)
LOADED_AT = datetime(2026, 1, 5, 5, tzinfo=UTC)
BASIS = "Quyết định mẫu"
LAST_DAY = "2025-12-31"
NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Thí Dụ", "Võ Giả Định", "Phạm Ví Dụ", "Hồ Thử Nghiệm")
WORKS = (
    "Thu ngân sách",
    "Trồng rừng",
    "Giảm nghèo",
    "Bảo hiểm y tế",
    "Đường liên thôn",
    "Kết nạp đoàn viên",
    "Hòa giải",
)


@dataclass(frozen=True)
class Size:
    """Units of each kind beside the commune and its committee; targets a year by the kind that states their figures."""

    clusters: int
    cells: int
    hamlets: int
    groups: int
    members: int
    years: tuple[int, ...]
    targets: tuple[tuple[str, int], ...]

    @property
    def units(self) -> int:
        return 2 + self.clusters + self.cells + self.hamlets + self.groups


YEARS = (2021, 2022, 2023, 2024, 2025)
WHOLE = Size(4, 40, 30, 44, 900, YEARS, (("commune", 12), ("hamlet", 7), ("cell", 5), ("group", 1)))
SMALL = Size(1, 3, 2, 2, 20, (2024, 2025), (("commune", 2), ("hamlet", 1), ("cell", 1), ("group", 1)))


@dataclass
class Commune:
    size: Size
    foundation: Foundation
    units: dict[str, list[Unit]] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        return self.foundation.commune

    @property
    def office(self) -> User:
        return self.foundation.user

    @property
    def term(self) -> Period:
        return Period.parse(f"{self.size.years[0]}..{self.size.years[-1]}")


def ground(name: str, login: str) -> Foundation:
    """An empty commune with its office and its term: where every measured commune begins."""
    return lay_foundation(
        commune_name=name,
        administrator_name="Văn Phòng Mẫu",
        username=login,
        password="",
        term_name="2020–2025",
        begins=date(2020, 7, 1),
        ends=date(2025, 12, 31),
        on=FOUNDED,
        basis=BASIS,
        is_demonstration=True,
        at=BEGUN,
    )


def lay_commune(size: Size = WHOLE, *, name: str = "Xã Mẫu", login: str = "van.phong") -> Commune:
    """Everything by the operations that people use, but for members, who are laid as rows."""
    foundation = ground(name, login)
    commune = Commune(size, foundation)
    _units(commune)
    _members(commune)
    _promises(commune)
    load_measurements(_rows(commune), by=commune.office, at=LOADED_AT, invented=True)
    return commune


def _units(commune: Commune) -> None:
    size, units = commune.size, commune.units
    units["commune"] = [commune.unit]
    units["cluster"] = _found(commune, UnitKind.CLUSTER, "Cụm Mẫu", size.clusters, [commune.foundation.committee])
    units["cell"] = _found(commune, UnitKind.CELL, "Chi bộ Mẫu", size.cells, units["cluster"])
    units["hamlet"] = _found(commune, UnitKind.HAMLET, "Thôn Mẫu", size.hamlets, [commune.unit])
    units["group"] = _found(commune, UnitKind.GROUP, "Tổ Mẫu", size.groups, units["hamlet"])


def _found(commune: Commune, kind: str, name: str, count: int, parents: list[Unit]) -> list[Unit]:
    made = []
    for place, parent in enumerate(parents):
        names = [f"{name} {number + 1}" for number in range(count) if number % len(parents) == place]
        if names:
            made += found_units(
                by=commune.office, kind=kind, names=names, parent=parent, on=FOUNDED, basis=BASIS, at=BEGUN
            )
    return made


def _members(commune: Commune) -> None:
    """Party members in the cells, and a secretary with a login for every cell and hamlet."""
    cells = commune.units["cell"]
    people = []
    for number in range(commune.size.members):
        name = f"{NAMES[number % len(NAMES)]} {number + 1}"
        people.append(
            Person(
                code=f"{commune.unit.code}-nguoi-{number + 1}",
                full_name=name,
                folded=fold(name),
                home=cells[number % len(cells)],
            )
        )
    Person.objects.bulk_create(people)
    PartyRecord.objects.bulk_create(
        PartyRecord(person=person, admitted_on=date(2018, 3, 3), confirmed_on=date(2019, 3, 3)) for person in people
    )
    Membership.objects.bulk_create(
        Membership(person=person, unit=person.home, valid_from=FOUNDED, basis=BASIS) for person in people
    )
    for kind, post in (("cell", PostKind.CELL_SECRETARY), ("hamlet", PostKind.HAMLET_HEAD)):
        for number, unit in enumerate(commune.units[kind], 1):
            user = User.objects.create(
                username=f"{commune.unit.code}.{kind}.{number}", display_name=NAMES[0], is_demonstration=True
            )
            person = Person.objects.create(
                code=f"{commune.unit.code}-{kind}-{number}",
                full_name=NAMES[0],
                folded=fold(NAMES[0]),
                home=unit,
                user=user,
            )
            Post.objects.create(person=person, unit=unit, kind=post, valid_from=FOUNDED, basis=BASIS)


# -- promises and figures ----------------------------------------------------------------------------------------------


def _promises(commune: Commune) -> None:
    """The resolution with a clause a target; the targets of the term and of each year; shares of the hamlets in the last."""
    kinds = [kind for kind, count in commune.size.targets for _ in range(count)]
    commune.indicators = [_indicator(commune, number, kind) for number, kind in enumerate(kinds)]
    document = register_document(
        commune.unit,
        by=commune.office,
        kind="resolution",
        title="Nghị quyết mẫu của Đại hội",
        issued_on=date(2020, 12, 1),
        organ="Đảng bộ xã Mẫu",
        term=commune.foundation.term,
        is_invented=True,
        at=BEGUN,
    )
    rows = [PastedClause(1, "target", f"{one.name}: phấn đấu đạt kế hoạch mẫu.") for one in commune.indicators]
    commune.clauses = paste_clauses(document, by=commune.office, rows=rows, is_invented=True, at=BEGUN)
    for code in (commune.term.code, *map(str, commune.size.years)):
        for place in range(len(commune.indicators)):
            commune.targets.append(_promise(commune, place, Period.parse(code)))
    for target in [one for one in commune.targets if one.period_code == str(commune.size.years[-1])]:
        if target.indicator.stated_by == "hamlet" and target.indicator.measure == "flow":
            for hamlet in commune.units["hamlet"]:
                allot(target, hamlet, Promise(plan=Decimal(5500)), by=commune.office, at=BEGUN)


def _indicator(commune: Commune, number: int, kind: str) -> Indicator:
    ratio, stock = number % 6 == 4, number % 6 == 5
    definition = Definition(
        name=f"{WORKS[number % len(WORKS)]} mẫu {number + 1}",
        code=f"{commune.unit.code}-{number + 1}"[:60],
        unit_of_measure="%" if ratio else "triệu đồng",
        measure="ratio" if ratio else "stock" if stock else "flow",
        scale=100 if ratio else 1,
        across="ratio" if ratio else "sum",
        sector=("economy", "culture", "defence", "party")[number % 4],
        stated_by=kind,
        decimals=0 if ratio else 1,
    )
    return define_indicator(commune.unit, definition, by=commune.office, at=BEGUN)


def _promise(commune: Commune, place: int, period: Period) -> Target:
    indicator = commune.indicators[place]
    months = len(period.month_ends())
    units = len(commune.units[indicator.stated_by])
    usual = {"ratio": 45, "stock": 48 * units, "flow": 47 * units * months}[indicator.measure]
    root = Root(clause=commune.clauses[place], order=place, invented=True)
    return set_target(
        commune.unit,
        indicator,
        period,
        Promise(plan=Decimal(usual * (80 + place * 2) // 100)),
        by=commune.office,
        root=root,
        acknowledged=("outside_term",),
        at=BEGUN,
    )


def _rows(commune: Commune) -> Iterator[BulkRow]:
    """Every month of every stating unit; amounts around 50 with one decimal."""
    for place, indicator in enumerate(commune.indicators):
        for number, unit in enumerate(commune.units[indicator.stated_by]):
            for year in commune.size.years:
                for month in range(1, 13):
                    value = (place * 131 + number * 79 + year * 17 + month * 41) % 1000
                    if indicator.measure == "ratio":
                        yield BulkRow(indicator.pk, unit.pk, f"{year}-{month:02d}", None, value, 1000 + number)
                    else:
                        yield BulkRow(indicator.pk, unit.pk, f"{year}-{month:02d}", value)

"""A country to measure with: 34 provinces, 3,321 communes, 60 indicators, two years of months. No people but who loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from trongtam.accounts.models import User
from trongtam.ground.vntext import fold
from trongtam.org.models import Person, Placement, Post, PostKind, Unit, UnitKind, UnitName
from trongtam.targets.models import Indicator, Standing, Target
from trongtam.targets.operations import Definition
from trongtam.targets.operations.bulk import BulkRow
from trongtam.targets.operations.indicators import insert_indicator

FOUNDED = date(2015, 1, 1)
BASIS = "Quyết định mẫu"
LOADED_AT = datetime(2026, 1, 5, 5, tzinfo=UTC)
YEAR = "2025"
BANDS = ("met", "partly", "not_met", "not_measured")


@dataclass(frozen=True)
class Size:
    provinces: int
    communes: int
    indicators: int
    months: int


WHOLE = Size(34, 3321, 60, 24)
SMALL = Size(2, 12, 6, 24)


@dataclass
class Country:
    size: Size
    loader: User
    office: User
    provinces: list[Unit]
    communes: list[Unit]
    indicators: list[Indicator]
    periods: list[str]

    def rows(self) -> Iterator[BulkRow]:
        """Every month of every indicator of every commune; one in six indicators is a ratio of two counts."""
        units = [commune.pk for commune in self.communes]
        for place, indicator in enumerate(self.indicators):
            ratio = indicator.measure == "ratio"
            for month, code in enumerate(self.periods):
                base = place * 104_729 + month * 31
                for number, unit in enumerate(units):
                    value = (base + number * 7_919) % 1000
                    if ratio:
                        yield BulkRow(indicator.pk, unit, code, None, value, 1000 + number % 500)
                    else:
                        yield BulkRow(indicator.pk, unit, code, value)


def lay_country(size: Size) -> Country:
    """The units (as an import would lay them), their indicators; one login with an office post in every commune, for a province
    states nothing for its communes, and one with the office of a single commune."""
    provinces = lay_units(UnitKind.PROVINCE, [("Tỉnh Mẫu %d", None)] * size.provinces)
    parents = [provinces[number % size.provinces] for number in range(size.communes)]
    communes = lay_units(UnitKind.COMMUNE, [("Xã Mẫu %d", parent) for parent in parents])
    loader = office_of("nap.so.lieu", communes)
    office = office_of("van.phong.xa", communes[:1])
    indicators = [insert_indicator(None, _definition(number)) for number in range(size.indicators)]
    periods = [f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(size.months)]
    return Country(size, loader, office, provinces, communes, indicators, periods)


def office_of(login: str, units: list[Unit]) -> User:
    """A login with an office post in every one of the units."""
    user = User.objects.create(username=login, display_name="Văn Phòng Mẫu", is_demonstration=True)
    person = Person.objects.create(code=login.replace(".", "-"), full_name="Văn Phòng Mẫu", home=units[0], user=user)
    Post.objects.bulk_create(
        Post(person=person, unit=unit, kind=PostKind.OFFICE, valid_from=FOUNDED, basis=BASIS) for unit in units
    )
    return user


def _definition(number: int) -> Definition:
    ratio, stock = number % 6 == 5, number % 6 == 4
    return Definition(
        name=f"Chỉ tiêu mẫu {number + 1}",
        code=f"mau-{number + 1}",
        unit_of_measure="%" if ratio else "việc",
        measure="ratio" if ratio else "stock" if stock else "flow",
        scale=100 if ratio else 1,
        across="ratio" if ratio else "sum",
        sector=("economy", "culture", "defence", "party")[number % 4],
    )


def lay_units(kind: str, wanted: list[tuple[str, Unit | None]], *, first: int = 1) -> list[Unit]:
    """Rows of units in turn, numbered from `first` on."""
    units = []
    for number, (pattern, parent) in enumerate(wanted, first):
        name = pattern % number
        code = f"{kind}-{number}"
        units.append(
            Unit(code=code, kind=kind, name=name, folded=fold(name), parent=parent, path=code, founded_on=FOUNDED)
        )
    Unit.objects.bulk_create(units)
    for unit in units:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=400)
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=unit.parent, path=unit.path, valid_from=FOUNDED, basis=BASIS) for unit in units
    )
    UnitName.objects.bulk_create(UnitName(unit=unit, name=unit.name, valid_from=FOUNDED, basis=BASIS) for unit in units)
    return units


def promise_everywhere(country: Country) -> int:
    """A target of the year for every commune and indicator; answers how many. Their standings are the program's to make."""
    made = (
        Target(
            indicator=indicator,
            unit=commune,
            period_code=YEAR,
            period_start=date(2025, 1, 1),
            period_end=date(2025, 12, 31),
            decimals=indicator.decimals,
            plan=40 if indicator.measure == "ratio" else 5000 + place * 10,
        )
        for place, indicator in enumerate(country.indicators)
        for commune in country.communes
    )
    return len(Target.objects.bulk_create(made, batch_size=5000))


def stand_everywhere() -> int:
    """Standings of all targets with an even mix of bands, written as rows: what is measured is how they are counted."""
    made = (
        Standing(target_id=pk, unit_id=unit_id, period_code=code, as_of=date(2025, 12, 31), band=BANDS[pk % 4])
        for pk, unit_id, code in Target.objects.values_list("pk", "unit_id", "period_code").iterator()
    )
    return len(Standing.objects.bulk_create(made, batch_size=5000, ignore_conflicts=True))

"""The commune of the fixture, as it stands on the morning when its nine-month round is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bench.commune import BASIS, BEGUN, FOUNDED, ground
from bench.typing.fixture import Fixture, Line
from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.imports import operations as imports
from trongtam.imports.kinds import kinds
from trongtam.org.models import Membership, PartyRecord, Person, Post, PostKind, Unit, UnitKind
from trongtam.org.operations.set_up import Foundation
from trongtam.org.operations.units import found_units
from trongtam.reports.models import BlankForm, Relative, What
from trongtam.reports.operations import Meaning, bring_form, map_cells
from trongtam.reports.queries.blanks import newest
from trongtam.resolutions.models import Document
from trongtam.resolutions.operations.clauses import PastedClause, paste_clauses
from trongtam.resolutions.operations.documents import register_document
from trongtam.targets.models import Indicator
from trongtam.targets.operations import Definition, Root, define_indicator, set_target
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.promise import Promise

RESOLVED, STATED = (datetime(*day, 5, tzinfo=UTC) for day in ((2022, 1, 15), (2022, 9, 5)))
MEMBERS = 6
# The headings of the other office, and which of our columns each one is.
FOREIGN = {"Mã đơn vị": "unit", "Mã chỉ tiêu": "indicator", "Tháng": "period", "Số liệu": "value"}
SHEET = "bang-cua-nganh.xlsx"
FORM = "Biểu tổng hợp của cấp trên (mẫu)"
LETTERS = "CDEFGH"
MEANT = {"plan": What.PLAN, "value": What.VALUE, "percent": What.PERCENT}


@dataclass
class World:
    fixture: Fixture
    foundation: Foundation
    cells: list[Unit] = field(default_factory=list)
    secretaries: list[User] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    document: Document | None = None
    form: BlankForm | None = None

    @property
    def commune(self) -> Unit:
        return self.foundation.commune

    @property
    def office(self) -> User:
        return self.foundation.user

    def units_of(self, line: Line) -> list[Unit]:
        return self.cells if line.stated_by == "cell" else [self.commune]


def lay_world(fixture: Fixture) -> World:
    """Everything that was typed before: units, members, plans, last year, January to August, the form that was mapped once."""
    foundation = ground("Xã Mẫu", "van.phong")
    world = World(fixture, foundation)
    _cells(world)
    _members(world)
    _promises(world)
    load_measurements(_before(world), by=world.office, at=STATED, invented=True)
    _imported_before(world)
    _superior_form(world)
    return world


def _cells(world: World) -> None:
    names = [f"Chi bộ Mẫu {number}" for number in range(1, world.fixture.cells + 1)]
    world.cells = found_units(
        by=world.office, kind=UnitKind.CELL, names=names, parent=world.foundation.committee, on=FOUNDED, basis=BASIS, at=BEGUN
    )  # fmt: skip
    for number, cell in enumerate(world.cells, 1):
        user = User.objects.create(username=f"chi.bo.{number}", display_name="Nguyễn Văn Mẫu", is_demonstration=True)
        person = _person(f"bi-thu-{number}", cell)
        person.user = user
        person.save()
        Post.objects.create(person=person, unit=cell, kind=PostKind.CELL_SECRETARY, valid_from=FOUNDED, basis=BASIS)
        world.secretaries.append(user)


def _person(code: str, cell: Unit) -> Person:
    return Person.objects.create(code=code, full_name="Nguyễn Văn Mẫu", folded=fold("Nguyễn Văn Mẫu"), home=cell)


def _members(world: World) -> None:
    """Members of the cells; some were admitted, or made official, in the year."""
    year = world.fixture.period.start.year
    for place, cell in enumerate(world.cells):
        for number in range(MEMBERS):
            person = _person(f"dang-vien-{place}-{number}", cell)
            admitted, confirmed = date(2018, 3, 3), date(2019, 3, 3)
            if number == 0 and place % 3 == 0:
                admitted, confirmed = date(year - 1, 1 + place // 2, 10), date(year, 1 + place // 2, 10)
            if number == 1 and place % 3 == 1:
                admitted = date(year, 2 + place // 2, 20)
            is_new = admitted.year == year
            begun = max(admitted, FOUNDED)
            Membership.objects.create(person=person, unit=cell, valid_from=begun, basis=BASIS)
            PartyRecord.objects.create(
                person=person,
                admitted_on=admitted,
                admitted_in=cell,
                confirmed_on=None if is_new else confirmed,
                confirmed_in=None if is_new else cell,
            )


def _promises(world: World) -> None:
    office, year = world.office, Period.year(world.fixture.period.start.year)
    document = register_document(
        world.commune,
        by=office,
        kind="resolution",
        title="Nghị quyết mẫu năm 2022",
        issued_on=date(2022, 1, 5),
        organ="Đảng ủy xã Mẫu",
        term=world.foundation.term,
        is_invented=True,
        at=RESOLVED,
    )
    world.document = document
    rows = [PastedClause(1, "target", f"{one.name}: phấn đấu đạt kế hoạch.") for one in world.fixture.lines]
    clauses = paste_clauses(document, by=office, rows=rows, is_invented=True, at=RESOLVED)
    for order, (line, clause) in enumerate(zip(world.fixture.lines, clauses, strict=True)):
        indicator = define_indicator(world.commune, _definition(line), by=office, at=RESOLVED)
        world.indicators[line.code] = indicator
        root = Root(clause=clause, order=order, invented=True)
        set_target(world.commune, indicator, year, Promise(plan=Decimal(line.plan)), by=office, root=root, at=RESOLVED)


def _definition(line: Line) -> Definition:
    ratio = line.measure == "ratio"
    return Definition(
        name=line.name,
        code=f"mau-{line.code}",
        unit_of_measure=line.unit,
        measure=line.measure,
        sector=line.sector,
        decimals=line.decimals,
        stated_by=line.stated_by,
        scale=100 if ratio else 1,
        across="ratio" if ratio else "sum" if line.stated_by == "cell" or line.measure == "flow" else "none",
        provider=line.provider,
    )


def _before(world: World) -> Iterator[BulkRow]:
    """All of last year, and this year up to the month before; the last month of the other office comes by its own sheet."""
    month = world.fixture.month.start.month
    for line in world.fixture.lines:
        if line.comes == "live":
            continue
        until = month - 1 if line.comes == "import" else month
        year = world.fixture.month.start.year
        spans = [(year - 1, one) for one in range(1, 13)] + [(year, one) for one in range(1, until)]
        for place, unit in enumerate(world.units_of(line)):
            for one_year, one in spans:
                amount, code = line.amount(place, one, one_year), f"{one_year}-{one:02d}"
                key = world.indicators[line.code].pk
                if line.measure == "ratio":
                    yield BulkRow(key, unit.pk, code, None, amount, line.whole)
                else:
                    yield BulkRow(key, unit.pk, code, amount)


def foreign_sheet(world: World, month: Period) -> bytes:
    """What the other office sends for a month, with its own headings."""
    rows: list[Sequence[Any]] = []
    for line in world.fixture.coming("import"):
        for place, unit in enumerate(world.units_of(line)):
            rows.append([unit.code, f"mau-{line.code}", month.code, shown(line, place, month)])
    return _saved([list(FOREIGN), *rows])


def shown(line: Line, place: int, month: Period) -> str:
    """A figure as a person writes it: “34/36”, “4,2”."""
    amount = line.amount(place, month.start.month, month.start.year)
    if line.measure == "ratio":
        return f"{amount}/{line.whole}"
    return str(Decimal(amount).scaleb(-line.decimals)).replace(".", ",")


def _saved(rows: Sequence[Sequence[Any]]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()


def _imported_before(world: World) -> None:
    """Last month's sheet of the other office: its columns were named then, and are known from now on."""
    month = Period.month(world.fixture.month.start.year, world.fixture.month.start.month - 1)
    scope = kinds["measurements"].scope(world.office, world.commune.code)
    sheet = foreign_sheet(world, month)
    batch = imports.receive("measurements", scope, by=world.office, file_name=SHEET, data=sheet, at=STATED)
    columns = {key: column for column, key in enumerate(FOREIGN.values())}
    batch = imports.judge_batch(imports.name_columns(batch, columns, by=world.office), by=world.office)
    imports.keep_batch(batch, by=world.office, at=STATED)


def _superior_form(world: World) -> None:
    lines, columns = world.fixture.lines, world.fixture.papers["superior_form"]
    head = ["STT", "Chỉ tiêu", *columns]
    sheet = _saved([head, *([place, line.name] for place, line in enumerate(lines, 1))])
    form = bring_form(world.commune, SimpleUploadedFile("bieu-mau.xlsx", sheet), by=world.office, name=FORM, at=STATED)
    cells = {
        f"0!{letter}{row}": Meaning(MEANT[what], Relative.CUMULATIVE, world.indicators[line.code])
        for row, line in enumerate(lines, 2)
        for letter, what in zip(LETTERS, columns, strict=False)
    }
    map_cells(newest(form), cells, by=world.office, at=STATED)
    world.form = form

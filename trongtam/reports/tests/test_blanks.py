"""Forms of the superior: brought, mapped by pointing, filled with the report's figures, recognised when changed."""

import re
from copy import deepcopy
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from tests.kept import kept_for_the_file
from trongtam.archive.issuing.libre import convert
from trongtam.archive.tests.samples import PDF, upload, with_macro
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.look.worker import work_off
from trongtam.reports.filled import form_of
from trongtam.reports.models import BlankForm, Relative, What
from trongtam.reports.operations import Meaning, bring_form, map_cells, renew_form, unmap_cell
from trongtam.reports.queries import report_content
from trongtam.reports.queries.blanks import cells_of, figures_of, left_behind, newest
from trongtam.targets.tests.measures import make_indicator, stated

from .superior import HEADS, ROWS, sheet_form, word_form
from .test_layout import bomb
from .world import NINE, World, make_report, make_world

pytestmark = pytest.mark.django_db


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def form(world: World) -> BlankForm:
    return bring_form(world.house.commune, upload("bieu-01.xlsx", sheet_form()), by=world.house.office, name="Biểu 01")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mapped(world: World, form: BlankForm) -> dict[str, Meaning]:
    """Column C the plan, column D the value of each row, from the beginning of the year."""
    cells: dict[str, Meaning] = {}
    for row, name in enumerate(("admitted", "value", "homes"), start=4):
        indicator = world.indicators[name]
        cells[f"0!C{row}"] = Meaning(What.PLAN, Relative.CUMULATIVE, indicator)
        cells[f"0!D{row}"] = Meaning(What.VALUE, Relative.CUMULATIVE, indicator)
        cells[f"0!E{row}"] = Meaning(What.PERCENT, Relative.CUMULATIVE, indicator)
    map_cells(newest(form), cells, by=world.house.office)
    return cells


def test_the_figures_are_those_of_the_report(world: World, form: BlankForm) -> None:
    mapped(world, form)
    content = report_content(make_report(world), user=world.house.office)
    version = newest(form)
    figures = {one.cell.place: one for one in figures_of(form, cells_of(version), NINE, user=world.house.office)}
    for row, line in enumerate(content.rows, start=4):
        assert figures[f"0!C{row}"].value == line.plan and figures[f"0!D{row}"].value == line.value
        assert line.percent is not None
        assert figures[f"0!E{row}"].value == round(line.percent, 2)
        assert figures[f"0!D{row}"].url == f"/targets/{line.pk}/?on=2022-09-30"
    assert figures["0!D5"].note


@pytest.mark.parametrize(
    ("what", "relative", "expected"),
    [
        (What.VALUE, Relative.THIS, "4"),
        (What.VALUE, Relative.SAME_LAST_YEAR, "3"),
        (What.VALUE, Relative.LAST, "3"),
        (What.VALUE, Relative.CUMULATIVE_LAST_YEAR, "3"),
        (What.VALUE, Relative.LAST_YEAR, None),
        (What.CHANGE, Relative.THIS, "1"),
        (What.GROWTH, Relative.CUMULATIVE, "133.33"),
        (What.NUMERATOR, Relative.THIS, None),
    ],
)
def test_other_periods_are_read_from_the_same_statements(
    world: World, form: BlankForm, what: str, relative: str, expected: str | None
) -> None:
    map_cells(newest(form), {"0!D4": Meaning(what, relative, world.indicators["admitted"])}, by=world.house.office)
    figure = figures_of(form, cells_of(newest(form)), NINE, user=world.house.office)[0]
    if relative == Relative.LAST_YEAR:
        assert figure.value == 3 and figure.note  # stated up to the end of September last year
    else:
        assert figure.value == (Decimal(expected) if expected else None)
        assert bool(figure.lack) == (expected is None)


def test_one_unit_below_and_an_indicator_without_target(world: World, form: BlankForm) -> None:
    loose = make_indicator("loose", stated_by="commune")
    stated(loose, world.house.commune, "2022-9M", 7, by=world.house.office)
    cells = {
        "0!D4": Meaning(What.VALUE, Relative.THIS, world.indicators["admitted"], unit=world.house.cell_b),
        "0!D5": Meaning(What.VALUE, Relative.CUMULATIVE, loose),
        "0!D6": Meaning(What.PLAN, Relative.THIS, loose),
        "0!E4": Meaning(What.PERIOD_NAME),
        "0!E5": Meaning(What.BY_HAND),
    }
    map_cells(newest(form), cells, by=world.house.office)
    found = [one.value for one in figures_of(form, cells_of(newest(form)), NINE, user=world.house.office)]
    assert found == [1, 7, None, "9 tháng năm 2022", ""]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_cells(world: World, form: BlankForm, rows: int, django_assert_num_queries) -> None:
    indicators = list(world.indicators.values())[:rows]
    cells = {f"0!D{4 + row}": Meaning(What.VALUE, Relative.CUMULATIVE, one) for row, one in enumerate(indicators)}
    map_cells(newest(form), cells, by=world.house.office)
    known = cells_of(newest(form))
    world.house.office.__dict__.pop("_reach", None)
    with django_assert_num_queries(5):
        figures_of(form, known, NINE, user=world.house.office)


@pytest.mark.parametrize("who", ["standing", "cell_secretary", "stranger", "provincial", "former"])
def test_others_bring_and_map_nothing(world: World, form: BlankForm, who: str) -> None:
    user = getattr(world.house, who)
    with pytest.raises(NotAllowed):
        bring_form(world.house.commune, upload("b.xlsx", sheet_form(ROWS[:1])), by=user, name="Biểu")
    with pytest.raises(NotAllowed):
        map_cells(newest(form), {"0!D4": Meaning(What.UNIT_NAME)}, by=user)
    with pytest.raises(NotAllowed):
        renew_form(form, upload("b.xlsx", sheet_form(ROWS[:1])), by=user)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("b.xlsm", with_macro(sheet_form())),
        ("b.xlsx", with_macro(sheet_form())),
        ("b.xlsx", word_form()),
        ("b.docx", sheet_form()),
        ("b.xlsx", PDF),
        ("b.pdf", PDF),
        ("b.xlsx", bomb()),
        ("b.xlsx", sheet_form()[:500]),
    ],
)
def test_a_file_that_is_no_form_is_refused_at_its_field(world: World, name: str, data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        bring_form(world.house.commune, upload(name, data), by=world.house.office, name="Biểu")
    assert refusal.value.field == "file"
    assert not BlankForm.objects.exists()


def test_the_form_s_own_words_and_formulas_are_left_alone(world: World, form: BlankForm) -> None:
    for place in ("0!D7", "0!B4", "0!Z99", "5!A1"):
        with pytest.raises(Refused):
            map_cells(newest(form), {place: Meaning(What.UNIT_NAME)}, by=world.house.office)
    with pytest.raises(Refused):
        map_cells(newest(form), {"0!D4": Meaning(What.VALUE)}, by=world.house.office)
    with pytest.raises(Refused):
        meaning = Meaning(What.VALUE, Relative.THIS, world.indicators["value"], unit=world.house.other_commune)
        map_cells(newest(form), {"0!D4": meaning}, by=world.house.office)
    assert not newest(form).cells.exists()


def test_a_changed_form_keeps_what_still_fits_and_lists_the_rest(world: World, form: BlankForm) -> None:
    mapped(world, form)
    first = newest(form)
    changed = sheet_form(["Mục mới", ROWS[2], ROWS[0]], (*HEADS[:3], "Ghi chú thêm", *HEADS[3:]))
    version = renew_form(form, upload("bieu-01.xlsx", changed), by=world.house.office)
    kept = {cell.place: (cell.what, cell.indicator.code) for cell in cells_of(version)}
    assert kept["0!E5"] == ("value", "homes") and kept["0!C6"] == ("plan", "admitted")
    assert len(kept) == 6 and {cell.indicator for cell in left_behind(version, cells_of(version))} == {
        world.indicators["value"]
    }
    assert Entry.objects.get(act="reports.form_renewed").payload["after"]["lost"] == 3
    with pytest.raises(Refused):
        map_cells(first, {"0!D4": Meaning(What.UNIT_NAME)}, by=world.house.office)
    assert renew_form(form, upload("bieu-01.xlsx", changed), by=world.house.office) == version
    unmap_cell(version, "0!E5", by=world.house.office)
    assert version.cells.count() == 5


def resaved(data: bytes, ending: str) -> bytes:
    """The file as LibreOffice opens and saves it again; it stands on every machine that runs the tests."""
    return convert(data, ending, ending)


def test_libreoffice_reads_the_same_numbers_and_reckons_the_formula(world: World, form: BlankForm) -> None:
    mapped(world, form)
    made = form_of(newest(form), NINE, user=world.house.office)
    ours = load_workbook(BytesIO(made)).active
    assert ours["D7"].value == "=SUM(D4:D6)" and ours["D5"].number_format == "#,##0.00" and ours["D5"].font.italic
    theirs = load_workbook(BytesIO(resaved(made, "xlsx")), data_only=True).active
    for row in range(4, 7):
        for column in "CDE":
            assert theirs[f"{column}{row}"].value == ours[f"{column}{row}"].value
    assert theirs["D7"].value == 4 + 152 + 1


@time_machine.travel(date(2022, 10, 5), tick=False)
def test_the_pages_from_the_file_to_the_filled_form(world: World) -> None:
    client = signed_in(world.house.office)
    given = {"name": "Biểu 01", "marking": "none"}
    made = client.post("/reports/forms/new/", given | {"file": upload("bieu-01.xlsx", sheet_form())})
    form = BlankForm.objects.get()
    page = f"/reports/forms/{form.pk}/"
    assert made["Location"] == page
    alike = upload("bieu-02.xlsx", sheet_form(heads=(*HEADS[:4], "Tỷ lệ %")))
    refused = client.post("/reports/forms/new/", given | {"file": alike})
    assert refused.status_code == 422 and "Biểu 01" in refused.content.decode()
    assert client.post(f"{page}recognise/").status_code == 302
    assert newest(form).cells.count() == 9
    assert client.get(f"{page}cell/0!D7/").status_code == 404
    assert "0!" not in re.sub(r'href="[^"]*"', "", client.get(page).content.decode())
    indicator = world.indicators["value"]
    kept = client.post(f"{page}cell/0!D4/", {"indicator": indicator.pk, "what": "value", "relative": "this"})
    assert kept["Location"] == f"{page}#c-0-D4"
    assert client.post(f"{page}cell/0!D5/", {"what": "value", "relative": "this"}).status_code == 422
    assert client.post(f"{page}cell/0!D5/free/").status_code == 302
    preview = client.get(f"{page}preview/?period=2022-9M").content.decode()
    assert "152" in preview and "/targets/" in preview
    assert client.get(f"{page}preview/?period=never").status_code == 200
    assert client.post(f"{page}fill/", {"period": "2022..2025"}).status_code == 422
    answer = client.post(f"{page}fill/", {"period": "2022-9M"})
    work_off()
    assert answer.status_code == 302
    from trongtam.look.models import JobFile

    sheet = load_workbook(BytesIO(bytes(JobFile.objects.get().content))).active
    assert sheet["D4"].value == 152 and sheet["D5"].value is None


def test_a_word_form_is_filled_as_people_print(world: World) -> None:
    import docx

    form = bring_form(world.house.commune, upload("bieu.docx", word_form()), by=world.house.office, name="Biểu chữ")
    cells = {
        "0!C3": Meaning(What.VALUE, Relative.CUMULATIVE, world.indicators["value"]),
        "p!0.0": Meaning(What.UNIT_NAME),
        "p!0.1": Meaning(What.PERIOD_NAME),
    }
    map_cells(newest(form), cells, by=world.house.office)
    made = form_of(newest(form), Period.parse("2022-9M"), user=world.house.office)
    for data in (made, resaved(made, "docx")):
        paper = docx.Document(BytesIO(data))
        assert paper.tables[0].cell(2, 2).text == "152"
        assert paper.paragraphs[0].text == f"Đơn vị báo cáo: {world.house.commune.name} kỳ 9 tháng năm 2022"

"""What a report says by itself: figures of the board, sentences, limits, what is left."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.kept import kept_for_the_file
from trongtam.ground.periods import Period
from trongtam.org.tests.house import make_unit
from trongtam.reports.lines import text_of
from trongtam.reports.models import Report
from trongtam.reports.queries import ReportContent, SectionContent, report_content, reports_of
from trongtam.reports.queries.content import earlier_reading
from trongtam.resolutions.models import Clause, Shortcoming
from trongtam.targets.operations import Root
from trongtam.targets.queries import board
from trongtam.targets.tests.measures import make_indicator, make_target, moment, stated

from .world import HALF, World, make_report, make_world

pytestmark = pytest.mark.django_db


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def report(world: World) -> Report:
    return make_report(world)


def read(world: World, report: Report, **more) -> ReportContent:
    with override("vi"):
        return report_content(report, user=world.house.office, **more)


def part(content: ReportContent, code: str) -> SectionContent:
    return next(section for section in content.sections if section.code == code)


def lines(content: ReportContent, code: str) -> list[str]:
    found = part(content, code)
    return [text_of(line) for line in (*found.said, *found.items)]


def test_the_sentence_writes_itself_with_the_figures_of_the_board(world: World, report: Report) -> None:
    content = read(world, report)
    assert content.tally.counts == {"met": 1, "partly": 1, "not_met": 1, "not_measured": 0}
    with override("vi"):
        assert content.tally.sentence.startswith("Trong 3 chỉ tiêu có 1 chỉ tiêu đạt,")
    shown = board(
        world.house.commune, Period.parse("2022"), user=world.house.office, today=date(2022, 10, 5), as_of=content.as_of
    )
    assert {row.pk: (row.value, row.percent, row.band) for row in content.rows} == {
        row.pk: (row.value, row.percent, row.band) for row in shown.rows
    }


def test_sentences_of_the_sectors(world: World, report: Report) -> None:
    content = read(world, report)
    assert lines(content, "results.party") == [
        "Kết nạp đảng viên: 4/3 đảng viên, đạt 133,33% kế hoạch, tăng 1 đảng viên so với cùng kỳ."
    ]
    assert lines(content, "results.economy") == [
        "Giá trị sản xuất: hơn 152 tỷ đồng, bằng 76% kế hoạch, tăng hơn 22 tỷ đồng so với cùng kỳ."
    ]
    assert lines(content, "results.culture") == ["Nhà văn hóa đạt chuẩn: đến nay 1/5 nhà, đạt 20% kế hoạch."]
    assert lines(content, "results.defence") == []


def test_every_figure_of_a_sentence_opens_its_target(world: World, report: Report) -> None:
    (line,) = part(read(world, report), "results.party").items
    opened = {piece.text: piece.target for piece in line if piece.target}
    admitted = world.targets["admitted"].pk
    assert opened == {"4/3 đảng viên": admitted, "133,33%": admitted, "1 đảng viên": admitted}


def test_what_is_behind_and_why(world: World, report: Report) -> None:
    content = read(world, report)
    assert [row.name for row in content.behind] == ["Nhà văn hóa đạt chuẩn"]
    assert lines(content, "limits.what") == [
        "1 chỉ tiêu chưa đạt hoặc chậm tiến độ.",
        "Nhà văn hóa đạt chuẩn: đến nay 1/5 nhà, đạt 20% kế hoạch.",
    ]
    assert lines(content, "limits.why") == [
        "Nhà văn hóa đạt chuẩn: Chưa có đất xây nhà văn hóa (Xã Mẫu, tháng 6/2022)."
    ]


def test_what_is_left(world: World, report: Report) -> None:
    assert lines(read(world, report), "tasks") == [
        "Nhà văn hóa đạt chuẩn: còn 4 nhà nữa để đạt 5 nhà.",
        "Giá trị sản xuất: còn dưới 48 tỷ đồng nữa để đạt 200 tỷ đồng.",
    ]


def test_what_moved_since_the_reading_before(world: World, report: Report) -> None:
    content = read(world, report)
    assert content.since == date(2022, 6, 30)
    assert {row.name for row in content.risen} == {"Giá trị sản xuất"}
    assert content.fallen == ()
    assert lines(content, "results")[-1] == "So với số liệu đến 30/06/2022, 1 chỉ tiêu lên mức: Giá trị sản xuất."


def test_shortcomings_of_the_resolution_are_told(world: World, report: Report) -> None:
    clause = Clause.objects.create(
        document=world.document, place="0009.", kind="shortcoming", text="Sinh hoạt chưa đều."
    )
    Shortcoming.objects.create(clause=clause, remedier=world.house.cell_a, due_on=date(2022, 12, 1))
    said = lines(read(world, report), "limits.what")[-1]
    assert said.startswith("Hạn chế đã nêu: Sinh hoạt chưa đều — Chi bộ ấp Mẫu Một, hạn 01/12/2022")


def test_units_below_that_are_behind_are_named(world: World, report: Report) -> None:
    made = make_target(world.house.cell_b, world.indicators["admitted"], "2022", 9, by=world.house.office)
    assert made.document_id is None
    assert lines(read(world, report), "limits.what")[-1] == "Chi bộ ấp Mẫu Hai chậm 1 chỉ tiêu: Kết nạp đảng viên."


def test_units_that_were_behind_are_named_as_known_then(world: World, report: Report) -> None:
    make_target(world.house.cell_b, world.indicators["admitted"], "2022", 9, by=world.house.office)
    now, known = read(world, report), read(world, report, known_on=timezone.now())
    assert now.units_behind
    assert [(one.unit, one.behind) for one in known.units_behind] == [
        (one.unit, one.behind) for one in now.units_behind
    ]
    assert lines(known, "limits.what") == lines(now, "limits.what")


def test_a_target_without_figures_is_told(world: World, report: Report) -> None:
    roads = make_indicator("roads", name="Đường ấp", unit_of_measure="km", stated_by="commune", sector="economy")
    make_target(world.house.commune, roads, "2022", 3, by=world.house.office, root=Root(document=world.document))
    content = read(world, report)
    assert "Chưa có số liệu: Đường ấp." in lines(content, "limits.what")
    assert "Đường ấp: chưa có số liệu (kế hoạch 3 km)." in lines(content, "results.economy")


def test_as_it_was_known_before_a_later_statement(world: World, report: Report) -> None:
    stated(world.indicators["homes"], world.house.commune, "2022-08", 2, by=world.house.office, at=moment(2023, 3, 1))
    before = read(world, report, known_on=moment(2023, 2, 1))
    assert {row.name: row.value for row in before.rows}["Nhà văn hóa đạt chuẩn"] == Decimal(1)
    assert before.units_behind == ()


def test_a_half_year_is_read_on_its_own_day(world: World) -> None:
    content = read(world, make_report(world, HALF))
    assert (content.as_of, content.since) == (date(2022, 6, 30), date(2022, 3, 31))
    assert {row.name: row.value for row in content.rows}["Kết nạp đảng viên"] == Decimal(3)


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        ("2022-H1", date(2022, 6, 30), date(2022, 3, 31)),
        ("2022-H1", date(2022, 3, 31), None),
        ("2022-9M", date(2022, 9, 30), date(2022, 6, 30)),
        ("2022-H2", date(2022, 12, 31), date(2022, 6, 30)),
        ("2022", date(2022, 12, 31), date(2022, 9, 30)),
        ("2020..2025", date(2022, 12, 31), date(2021, 12, 31)),
        ("2020..2025", date(2020, 12, 31), None),
    ],
)
def test_the_reading_before(period: str, day: date, expected: date | None) -> None:
    assert earlier_reading(Period.parse(period), day) == expected


def test_of_a_year_and_a_term_the_nearer_promise_is_reported(world: World, report: Report) -> None:
    admitted = world.indicators["admitted"]
    make_target(
        world.house.commune, admitted, "2020..2025", 20, by=world.house.office, root=Root(document=world.document)
    )
    assert [row.target.period_code for row in read(world, report).rows] == ["2022", "2022", "2022"]


@pytest.mark.parametrize("more", [0, 2])
def test_queries_do_not_grow_with_rows(world: World, report: Report, more: int, django_assert_num_queries) -> None:
    for number in range(more):
        extra = make_indicator(f"extra-{number}", stated_by="commune", sector="defence")
        make_target(world.house.commune, extra, "2022", 5, by=world.house.office, root=Root(document=world.document))
        stated(extra, world.house.commune, "2022-03", 1, by=world.house.office)
        make_unit("cell", f"Chi bộ thêm {number}", world.house.committee)
    report = Report.objects.select_related("unit", "document").get(pk=report.pk)
    reader = type(world.house.office).objects.get(pk=world.house.office.pk)
    with django_assert_num_queries(16), override("vi"):
        report_content(report, user=reader)


@pytest.mark.parametrize("periods", [1, 3])
def test_the_list_takes_one_query_beside_the_reach(world: World, periods: int, django_assert_num_queries) -> None:
    for code in ("2022-9M", "2022-H1", "2022")[:periods]:
        make_report(world, Period.parse(code))
    with django_assert_num_queries(5):
        found = reports_of(type(world.house.office).objects.get(pk=world.house.office.pk))
    assert [(line.written, line.to_write) for line in found] == [(0, 8)] * periods

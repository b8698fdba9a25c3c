"""Begin a report: who may, what is refused, what is carried over."""

from copy import deepcopy
from datetime import date

import pytest

from tests.kept import kept_for_the_file
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.reports.models import Report
from trongtam.reports.operations import Written, begin_report, move_reading_day, write_texts
from trongtam.reports.operations.reports import report_title
from trongtam.reports.queries import beginnings, documents_to_report
from trongtam.resolutions.models import Document

from .world import HALF, NINE, THEN, World, day, make_report, make_world

pytestmark = pytest.mark.django_db


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


def test_the_office_begins_and_the_book_knows(world: World) -> None:
    report = make_report(world)
    assert (report.side, report.outline_code) == ("party", "party-results")
    assert report.reading_day == date(2022, 9, 30)
    assert report.title == "Kết quả 9 tháng đầu năm 2022 thực hiện Nghị quyết năm 2022"
    Document.objects.filter(pk=world.document.pk).update(title="Đại hội Đảng bộ xã Mẫu")
    world.document.refresh_from_db()
    titled = report_title(world.document, Period.parse("2022-9M"))
    assert titled == "Kết quả 9 tháng đầu năm 2022 thực hiện Nghị quyết Đại hội Đảng bộ xã Mẫu"
    entry = Entry.objects.get(act="reports.report_begun")
    assert (entry.by, entry.unit_id) == (world.house.office, world.house.commune.pk)
    assert entry.payload["after"] == {
        "document": world.document.pk,
        "period": "2022-9M",
        "reading_day": "2022-09-30",
        "carried": 0,
    }


@pytest.mark.parametrize(
    "who", ["standing", "cell_secretary", "hamlet_head", "administrator", "former", "stranger", "provincial"]
)
def test_others_are_told_who_may(world: World, who: str) -> None:
    with pytest.raises(NotAllowed, match="Xã Mẫu"):
        begin_report(world.house.commune, world.document, NINE, by=getattr(world.house, who), at=THEN)
    assert not Report.objects.exists()


def test_the_secretary_of_the_commune_may(world: World) -> None:
    begin_report(world.house.commune, world.document, NINE, by=world.house.secretary, at=THEN)
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("period", "day_", "field"),
    [
        ("2022-09", None, "period"),
        ("2022-Q3", None, "period"),
        ("2023", None, "period"),
        ("2021", None, "period"),
        ("2022-9M", date(2022, 10, 1), "reading_day"),
        ("2022", date(2022, 12, 31), "reading_day"),
    ],
)
def test_what_makes_no_sense_is_refused(world: World, period: str, day_: date | None, field: str) -> None:
    with pytest.raises(Refused) as refused:
        begin_report(
            world.house.commune, world.document, Period.parse(period), by=world.house.office, reading_day=day_, at=THEN
        )
    assert refused.value.field == field
    assert not Report.objects.exists()


def test_a_report_is_begun_once(world: World) -> None:
    make_report(world)
    with pytest.raises(Refused, match="lập rồi"):
        make_report(world)


def test_texts_are_carried_over_and_say_from_where(world: World) -> None:
    half = make_report(world, HALF)
    texts = {"limits.why": Written("Mưa nhiều.", 0), "results.party": Written("Kết nạp đều.", 0)}
    write_texts(half, texts, by=world.house.office, at=THEN)
    write_texts(half, {"results.party": Written("", 1)}, by=world.house.office, at=THEN)
    nine = make_report(world)
    carried = nine.texts.get()
    assert (carried.section, carried.text, carried.version) == ("limits.why", "Mưa nhiều.", 1)
    assert carried.carried_from is not None
    assert carried.carried_from.report == half
    assert carried.written_by is None


def test_only_people_in_reach_see_it(world: World) -> None:
    report = make_report(world)
    seen = {
        name
        for name in (
            "office",
            "secretary",
            "standing",
            "provincial",
            "cell_secretary",
            "hamlet_head",
            "stranger",
            "former",
        )
        if Report.objects.visible_to(getattr(world.house, name)).filter(pk=report.pk).exists()
    }
    assert seen == {"office", "secretary", "standing", "provincial"}


def test_what_can_be_begun(world: World) -> None:
    report = make_report(world)
    offered = beginnings(world.document, world.house.commune, day(10, 5))
    assert [(one.period.code, one.report) for one in offered] == [
        ("2022", None), ("2022-H2", None), ("2022-9M", report), ("2022-H1", None),
    ]  # fmt: skip
    assert documents_to_report(world.house.office) == [world.document]
    assert documents_to_report(world.house.standing) == []
    assert documents_to_report(world.house.stranger) == []


def test_the_reading_day_moves_inside_the_period(world: World) -> None:
    report = make_report(world)
    moved = move_reading_day(report, by=world.house.secretary, day=day(8, 31), at=THEN)
    assert moved.reading_day == day(8, 31)
    entry = Entry.objects.get(act="reports.reading_day_moved")
    assert (entry.payload["before"], entry.payload["after"]) == ("2022-09-30", "2022-08-31")
    move_reading_day(report, by=world.house.office, day=day(8, 31), at=THEN)
    assert Entry.objects.filter(act="reports.reading_day_moved").count() == 1
    with pytest.raises(Refused):
        move_reading_day(report, by=world.house.office, day=day(10, 1), at=THEN)
    with pytest.raises(NotAllowed):
        move_reading_day(report, by=world.house.standing, day=day(7, 31), at=THEN)

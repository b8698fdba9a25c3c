"""The sheet of a quarter, half a year, nine months or a year: stated at once, and what is said where months are lacking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.org.models import Post
from trongtam.org.tests.house import House, make_house
from trongtam.targets.figures.spans import gaps_in
from trongtam.targets.models import Indicator, Measurement
from trongtam.targets.queries.board import board
from trongtam.targets.queries.days import is_closed, periods_over, proposed_due
from trongtam.targets.queries.desk import sheets_due
from trongtam.targets.queries.entry_list import entry_progress, period_after, period_before
from trongtam.targets.queries.entry_sheet import entry_sheet
from trongtam.targets.stated import Figure

from .measures import make_indicator, make_target, number, stated

TODAY = date(2026, 11, 22)


def test_a_month_is_open_until_its_closing_day() -> None:
    assert not is_closed(date(2026, 11, 30), TODAY, 25)
    assert is_closed(date(2026, 11, 30), date(2026, 11, 25), 25)
    assert is_closed(date(2026, 10, 31), TODAY, 25)
    assert not is_closed(date(2026, 12, 31), date(2026, 12, 24))


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 9, 10), date(2026, 9, 25)),
        (date(2026, 9, 25), date(2026, 9, 25)),
        (date(2026, 9, 28), date(2026, 10, 5)),
        (date(2026, 10, 3), date(2026, 10, 12)),
        (date(2026, 10, 4), date(2026, 10, 12)),
    ],
)
def test_a_round_opened_late_leaves_a_week(today: date, day: date) -> None:
    assert proposed_due(Period.parse("2026-09"), 25, today) == day


@given(st.integers(0, 11), st.integers(0, 11))
def test_periods_fill_a_span_of_months(one: int, other: int) -> None:
    first, last = sorted((one, other))
    start, end = Period.month(2026, first + 1).start, Period.month(2026, last + 1).end
    found = periods_over(start, end)
    assert (found[0].start, found[-1].end) == (start, end)
    assert sum(period.days for period in found) == (end - start).days + 1


def test_the_longest_periods_fill_a_span() -> None:
    assert [one.code for one in periods_over(date(2026, 1, 1), date(2026, 10, 31))] == ["2026-9M", "2026-10"]
    assert periods_over(date(2026, 1, 5), date(2026, 1, 31)) == []


@given(st.sets(st.integers(1, 12)))
def test_gaps_are_the_months_that_nothing_holds(months: set[int]) -> None:
    held = [Period.month(2026, month) for month in months]
    gaps = gaps_in(Period.year(2026), [(one.start, one.end) for one in held])
    lacking = sum((last - first).days + 1 for first, last in gaps)
    assert lacking == 365 - sum(one.days for one in held)


@pytest.mark.parametrize("code", ["2026-09", "2026-Q3", "2026-H2", "2026-9M", "2026"])
def test_the_period_beside_is_of_the_same_kind(code: str) -> None:
    period = Period.parse(code)
    assert period_after(period).kind == period.kind
    assert period_before(period_after(period)) == period


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def value(house: House) -> Indicator:
    indicator = make_indicator("value", name="Giá trị sản xuất", stated_by="commune", unit_of_measure="tỷ đồng")
    make_target(house.commune, indicator, "2022", 200, by=house.office)
    return indicator


def as_user(user: object) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)  # type: ignore[arg-type]  # a person of the test house
    return client


def address(house: House, code: str) -> str:
    return reverse("targets:entry", args=[house.commune.code, code])


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["2022-Q3", "2022-H1", "2022-9M", "2022"])
def test_a_longer_period_has_its_sheet(house: House, value: Indicator, code: str) -> None:
    client = as_user(house.office)
    shown = client.get(address(house, code))
    assert shown.status_code == 200
    assert "Nhập gộp" in shown.text
    assert client.post(address(house, code), {f"value-{value.pk}": "hơn 152"}).status_code == 302
    kept = Measurement.objects.get()
    assert (kept.period_code, kept.value, kept.bound) == (code, 152, "more_than")


@pytest.mark.django_db
def test_nine_months_at_once_reach_the_board(house: House, value: Indicator) -> None:
    client = as_user(house.office)
    client.post(address(house, "2022-9M"), {f"value-{value.pk}": "hơn 152"})
    (row,) = board(house.commune, Period.year(2022), user=house.office, today=TODAY, as_of=date(2022, 9, 30)).rows
    assert (row.percent, row.bound, row.band) == (Decimal(76), "more_than", "partly")
    (progress,) = entry_progress([house.commune], Period.month(2022, 8)).values()
    assert progress.is_done  # the month is inside what was stated at once


@pytest.mark.django_db
def test_the_sheet_says_what_is_lacking_and_promises_nothing(house: House, value: Indicator) -> None:
    client = as_user(house.office)
    shown = client.get(address(house, "2022-10"))
    assert "từ 01/01 đến 30/09/2022" in shown.text
    assert f'href="{address(house, "2022-9M")}"' in shown.text
    echo = client.post(f"{address(house, '2022-10')}echo/", {f"value-{value.pk}": "152"}).text
    assert "76%" not in echo
    assert "còn thiếu số từ 01/01 đến 30/09/2022" in echo
    client.post(address(house, "2022-10"), {f"value-{value.pk}": "152"})
    (row,) = board(house.commune, Period.year(2022), user=house.office, today=TODAY, as_of=date(2022, 10, 31)).rows
    assert row.band == "not_measured"
    page = client.get(reverse("targets:target", args=[row.pk])).text
    assert f'href="{address(house, "2022-9M")}"' in page
    other = as_user(house.standing).get(reverse("targets:target", args=[row.pk])).text
    assert address(house, "2022-9M") not in other


@pytest.mark.django_db
def test_a_longer_sheet_asks_for_what_shorter_ones_do_not_say(house: House, value: Indicator) -> None:
    other = make_indicator("other", stated_by="commune")
    make_target(house.commune, other, "2022", 10, by=house.office)
    for month in range(1, 4):
        stated(value, house.commune, f"2022-0{month}", 10, by=house.office)
    sheet = entry_sheet(house.commune, Period.parse("2022-Q1"), user=house.office, today=TODAY)
    assert [(row.indicator, row.is_filled) for row in sheet.rows] == [(other, False), (value, True)]
    client = as_user(house.office)
    assert "cộng 30 tỷ đồng" in client.get(address(house, "2022-Q1")).text
    echo = client.post(f"{address(house, '2022-Q1')}echo/", {f"value-{value.pk}": "45"}).text
    assert "không khớp" in echo
    half = client.get(address(house, "2022-H1")).text
    assert "từ 01/04 đến 30/06/2022" in half


@pytest.mark.django_db
@pytest.mark.parametrize(("months", "state"), [((1, 2), "read"), ((2,), "incomplete")])
def test_the_live_line_reads_as_the_board(house: House, value: Indicator, months: tuple[int, ...], state: str) -> None:
    for month in months:
        stated(value, house.commune, f"2022-0{month}", 50, by=house.office)
    sheet = entry_sheet(house.commune, Period.parse("2022-03"), user=house.office, today=TODAY)
    assert sheet.rows[0].reading_with(Figure(value=Decimal(20))).state == state


@pytest.mark.django_db
def test_a_reason_that_is_needed_is_not_called_optional(house: House, value: Indicator) -> None:
    stated(value, house.commune, "2022-01", number(10), by=house.office)
    sent = as_user(house.office).post(address(house, "2022-01"), {f"value-{value.pk}": "12", "sure": "1"})
    assert sent.status_code == 422
    field = sent.context["form"].fields[f"reason-{value.pk}"]
    assert field.required


@pytest.mark.django_db
def test_praise_says_until_when_it_reckons_and_what_the_board_shows(house: House, value: Indicator) -> None:
    client = as_user(house.office)
    with time_machine.travel("2022-11-22T08:00:00+07:00", tick=False):
        client.post(address(house, "2022-9M"), {f"value-{value.pk}": "100"})
        client.post(address(house, "2022-10"), {f"value-{value.pk}": "50"})
        sheet = client.get(address(house, "2022-11")).text
        assert "Bảng chung đang đọc đến 31/10/2022" in sheet
        refused = client.post(address(house, "2022-11"), {f"value-{value.pk}": "50"})
        assert refused.status_code == 422  # the month is open: not without the mark of an estimate
        typed = {f"value-{value.pk}": "50", f"estimate-{value.pk}": "on"}
        told = client.post(address(house, "2022-11"), typed, follow=True).text
    assert "từ 75% lên 100%" in told
    assert "Bảng chung vẫn đọc đến 31/10/2022" in told


@pytest.mark.django_db
def test_what_is_told_after_sending_names_what_cannot_be_judged(house: House, value: Indicator) -> None:
    client = as_user(house.office)
    told = client.post(address(house, "2022-10"), {f"value-{value.pk}": "50"}, follow=True).text
    assert "Chưa đánh giá được vì các tháng trước thiếu số hoặc số không khớp: Giá trị sản xuất." in told


@pytest.mark.django_db
def test_figures_that_end_before_the_day_of_reading_are_not_called_the_whole_year(
    house: House, value: Indicator
) -> None:
    stated(value, house.commune, "2022-9M", 152, by=house.office)
    (row,) = board(house.commune, Period.year(2022), user=house.office, today=TODAY, as_of=date(2022, 12, 31)).rows
    assert row.reaches == date(2022, 9, 30)
    client = as_user(house.office)
    page = client.get(reverse("targets:target", args=[row.pk]), {"on": "2022-12-31"}).text
    assert "số liệu mới đến 30/09/2022" in page
    assert "cả năm" not in page
    shown = client.get(reverse("targets:board", args=[house.commune.code]), {"period": "2022", "on": "2022-12-31"}).text
    assert "số liệu mới đến 30/09/2022" in shown
    (settled,) = board(house.commune, Period.year(2022), user=house.office, today=TODAY, as_of=date(2022, 9, 30)).rows
    assert settled.reaches is None


@pytest.mark.django_db
def test_a_part_of_a_whole_is_named(house: House) -> None:
    mix = make_indicator("mix", name="Cơ cấu giá trị sản xuất", measure="composition", parts=["nông nghiệp", "dịch vụ"])
    target = make_target(house.commune, mix, "2022", 38, by=house.office, part="nông nghiệp")
    assert str(target) == "Cơ cấu giá trị sản xuất: nông nghiệp"
    shown = as_user(house.office).get(reverse("targets:target", args=[target.pk])).text
    assert "Cơ cấu giá trị sản xuất: nông nghiệp" in shown


@pytest.mark.django_db
def test_nothing_is_late_that_was_due_before_the_first_post(house: House) -> None:
    make_target(house.commune, make_indicator("admitted"), "2022", 4, by=house.office)
    Post.objects.filter(unit=house.cell_a).update(valid_from=date(2022, 11, 22))
    with time_machine.travel("2022-11-22T08:00:00+07:00", tick=False):
        due = [(one.month.code, one.due) for one in sheets_due(house.cell_secretary, date(2022, 11, 22))]
    assert due == [("2022-10", None), ("2022-11", date(2022, 11, 25))]

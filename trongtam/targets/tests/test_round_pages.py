"""Pages of reporting rounds: the office opens, sees who owes, accepts, sends back; the unit sends its sheet."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from trongtam.look import registry
from trongtam.org.tests.house import House, make_house
from trongtam.targets import operations
from trongtam.targets.models import Measurement, Round, Submission

from .measures import make_indicator, make_target, moment, share, stated
from .rounds import MONTH, Asked, ask, own_target
from .test_entry_pages import address, as_user, page, send

pytestmark = pytest.mark.django_db
LATE = date(2022, 10, 3)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def asked(house: House) -> Asked:
    return ask(house)


def typed(asked: Asked, value: Any = 3) -> dict[str, Any]:
    return {f"value-{asked.figure.pk}": str(value)}


def send_sheet(asked: Asked, who: Any = None, **more: Any) -> Any:
    return send(who or asked.house.cell_secretary, asked.house.cell_a, "2022-09", **typed(asked), **more)


def round_url(asked: Asked) -> str:
    return reverse("targets:round", args=[asked.round.pk])


# --- the unit ---


def test_the_sheet_names_the_day_of_its_round_before_and_after_sending(asked: Asked) -> None:
    house = asked.house
    operations.move_round_due(asked.round, by=house.office, due_on=date(2022, 9, 28), reason="Nghỉ lễ.")
    sheet = address(house.cell_a, "2022-09")
    assert "Phiếu số liệu · hạn 28/09/2022" in page(as_user(house.cell_secretary).get(sheet))
    assert send_sheet(asked).status_code == 302
    assert "Phiếu số liệu · hạn 28/09/2022" in page(as_user(house.cell_secretary).get(sheet))


def test_sending_the_sheet_sends_it_for_the_round(asked: Asked) -> None:
    house = asked.house
    sheet = page(as_user(house.cell_secretary).get(address(house.cell_a, "2022-09")))
    assert "Đợt báo cáo tháng 9/2022, hạn 25/09/2022" in sheet
    assert send_sheet(asked).status_code == 302
    assert asked.of(house.cell_a).state == "submitted"
    client = as_user(house.cell_secretary)
    sheet = page(client.get(address(house.cell_a, "2022-09")))
    assert "Văn phòng chưa trả lời" in sheet
    assert "disabled" in sheet
    assert send_sheet(asked).status_code == 422, "it stands as it was sent"
    client.post(reverse("targets:recall_submission", args=[asked.of(house.cell_a).pk]))
    assert asked.of(house.cell_a).state == "open"
    assert "disabled" not in page(client.get(address(house.cell_a, "2022-09")))


def test_a_doubt_stands_on_its_line_until_it_is_meant(asked: Asked) -> None:
    house = asked.house
    stated(asked.figure, house.cell_a, "2022-08", 20, by=house.cell_secretary)
    answer = send(house.cell_secretary, house.cell_a, "2022-09", **typed(asked, 2000))
    assert answer.status_code == 422
    assert "Khác hẳn kỳ trước: 2.000, kỳ trước 20." in page(answer)
    assert not Measurement.objects.filter(period_code="2022-09").exists()
    meant = {"meant": f"out_of_line:{asked.figure.pk}"}
    assert send(house.cell_secretary, house.cell_a, "2022-09", **typed(asked, 2000), **meant).status_code == 302
    assert "Khác hẳn kỳ trước" in page(as_user(house.office).get(round_url(asked))), "the office sees it"


def test_far_behind_opens_a_field_for_the_reason(asked: Asked) -> None:
    house = asked.house
    own_target(asked, house.cell_a, 100)
    for before in ("2022-H1", "2022-07", "2022-08"):
        stated(asked.figure, house.cell_a, before, 3, by=house.cell_secretary)
    answer = send_sheet(asked)
    assert f'name="explain-{asked.figure.pk}"' in page(answer)
    assert "điểm: đồng chí ghi lý do" in page(answer)
    assert send_sheet(asked, **{f"explain-{asked.figure.pk}": "Mưa lũ."}).status_code == 302


def test_what_did_not_change_is_filled_and_shown_as_such(asked: Asked) -> None:
    house = asked.house
    ratio = make_indicator("ratio", measure="ratio", scale=100)
    make_target(house.committee, ratio, "2022", 90, by=house.office)
    stated(ratio, house.cell_a, "2022-08", share(30, 36), by=house.cell_secretary)
    client = as_user(house.cell_secretary)
    plain = page(client.get(address(house.cell_a, "2022-09")))
    assert f'name="kept-{ratio.pk}"' in plain
    assert f'name="kept-{asked.figure.pk}"' not in plain, "a flow counts anew"
    filled = page(client.get(address(house.cell_a, "2022-09") + "?keep=1"))
    assert "Giữ nguyên kỳ trước: 30/36." in filled
    assert send_sheet(asked, **{f"kept-{ratio.pk}": "on"}).status_code == 302
    kept = Measurement.objects.get(indicator=ratio, period_code="2022-09")
    assert (kept.is_kept, kept.numerator, kept.denominator) == (True, 30, 36)
    assert "1 số giữ nguyên kỳ trước" in page(as_user(house.office).get(round_url(asked)))
    assert "giữ nguyên kỳ trước" in page(client.get(reverse("targets:statement", args=[kept.pk]))).lower()


def test_the_commune_says_why_it_goes_without_a_cell(asked: Asked) -> None:
    house = asked.house
    figure = {f"value-{asked.revenue.pk}": "2"}
    answer = send(house.office, house.commune, "2022-09", **figure)
    assert answer.status_code == 422
    assert 'name="missing"' in page(answer)
    assert "Chi bộ ấp Mẫu Một" in page(answer)
    assert send(house.office, house.commune, "2022-09", **figure, missing="Chờ lâu quá.").status_code == 302
    assert asked.of(house.commune).missing == "Chờ lâu quá."


def test_a_figure_that_was_sent_is_not_opened_for_correction(asked: Asked) -> None:
    assert send_sheet(asked).status_code == 302
    figure = Measurement.objects.current().filter(unit=asked.house.cell_a).latest("pk")
    client, shown = as_user(asked.house.cell_secretary), reverse("targets:statement", args=[figure.pk])
    for act in ("correct", "withdraw"):
        answer = client.get(reverse(f"targets:{act}", args=[figure.pk]))
        assert (answer.status_code, answer["Location"]) == (302, shown)
        assert "rút lại rồi mới sửa" in page(client.get(shown))


# --- the office ---


def test_the_office_opens_a_round_for_the_units_that_are_asked(house: House) -> None:
    make_target(house.committee, make_indicator("figure"), "2022", 24, by=house.office)
    client = as_user(house.office)
    url = reverse("targets:open_round", args=[house.commune.code])
    with time_machine.travel(moment(2022, 9, 10)):
        shown = page(client.get(url + "?period=2022-09"))
        assert "Chi bộ ấp Mẫu Một" in shown
        assert "Ấp Mẫu Một" not in shown.replace("ấp Mẫu Một", "")
        given = {"period": "2022-09", "due_on": "25/09/2022", "units": [house.cell_a.pk, house.cell_b.pk]}
        assert client.post(url, given).status_code == 302
        again = client.post(url, given)
    assert again.status_code == 422
    assert "Kỳ này đã có đợt báo cáo rồi" in page(again)
    assert Round.objects.get().submissions.count() == 2


def test_the_office_sees_who_owes_accepts_in_one_tap_and_sends_back(asked: Asked) -> None:
    house = asked.house
    send_sheet(asked)
    client = as_user(house.office)
    shown = page(client.get(round_url(asked)))
    for words in ("0/3 đơn vị đã nhận", "Đã gửi, chờ nhận", "Chưa gửi", "Nhận 1 đơn vị đủ số liệu"):
        assert words in shown
    assert client.get(round_url(asked).replace("/rounds/", "/rounds/9")).status_code == 404
    one = asked.of(house.cell_a)
    assert client.post(reverse("targets:return_submission", args=[one.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("targets:return_submission", args=[one.pk]), {"reason": "Thiếu một hộ."})
    sheet = page(as_user(house.cell_secretary).get(address(house.cell_a, "2022-09")))
    assert "Văn phòng trả lại: Thiếu một hộ." in sheet
    standing = {f"expected-{asked.figure.pk}": str(Measurement.objects.get().pk)}
    assert send_sheet(asked, **standing).status_code == 302
    assert client.post(reverse("targets:accept_submission", args=[one.pk])).status_code == 302
    assert client.post(reverse("targets:accept_submission", args=[one.pk])).status_code == 422
    assert client.post(reverse("targets:lock_submissions", args=[asked.round.pk])).status_code == 302
    assert "Đã khóa" in page(client.get(round_url(asked)))
    shown = page(client.get(reverse("targets:statement", args=[Measurement.objects.get().pk])))
    assert reverse("targets:correct", args=[Measurement.objects.get().pk]) not in shown


def test_all_complete_at_once(asked: Asked) -> None:
    send_sheet(asked)
    answer = as_user(asked.house.office).post(reverse("targets:accept_complete", args=[asked.round.pk]), follow=True)
    assert "Đã nhận: 1 đơn vị." in page(answer)
    assert asked.of(asked.house.cell_a).state == "accepted"


def test_the_unit_sees_its_own_row_and_no_button_of_the_office(asked: Asked) -> None:
    send_sheet(asked)
    shown = page(as_user(asked.house.cell_secretary).get(round_url(asked)))
    assert "Chi bộ ấp Mẫu Một" in shown
    assert "Chi bộ ấp Mẫu Hai" not in shown
    assert "/accept/" not in shown
    assert "Rút lại" in shown


def test_the_secretary_sees_how_it_goes(asked: Asked) -> None:
    shown = page(as_user(asked.house.secretary).get(reverse("desk_more")))
    assert round_url(asked) in shown
    assert "Đợt báo cáo tháng 9/2022" in shown


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_costs_the_same(asked: Asked, rounds: int, django_assert_num_queries: Any) -> None:
    house = asked.house
    for month in range(1, rounds):
        period = MONTH.month(2022, month)
        given = {"by": house.office, "units": [house.cell_a], "due_on": LATE, "at": moment(2022, 9, 1)}
        operations.open_round(house.commune, period, **given)
    client = as_user(house.office)
    client.get(reverse("targets:rounds"))
    with django_assert_num_queries(9):
        assert page(client.get(reverse("targets:rounds"))).count("Đợt báo cáo tháng") == rounds


# --- the desk ---


def forget(user: Any) -> None:
    """As in a new request."""
    user.__dict__.pop("_reach", None)
    user.__dict__.pop("_rounds_of_desk", None)


def test_what_the_desk_says_to_the_unit_and_to_the_office(asked: Asked) -> None:
    house, at = asked.house, moment(2022, 9, 20)

    def titles(user: Any) -> list[str]:
        forget(user)
        return [str(item.key).split(":")[0] for item in registry.due_items.of(user, at)]

    assert titles(house.cell_secretary).count("targets.submission") == 1
    sheets = [item for item in registry.due_items.of(house.cell_secretary, at) if "targets.sheet" in item.key]
    assert [item.key.split(":")[2] for item in sheets] == ["2022-08"], (
        "the round asks for September, not the sheet again"
    )
    assert "targets.round" not in titles(house.office)
    with time_machine.travel(moment(2022, 9, 30)):
        send_sheet(asked)
    assert "targets.submission" not in titles(house.cell_secretary)
    assert "targets.round" in titles(house.office)
    forget(house.cell_secretary)
    waits = [item.key for item in registry.waiting_items.of(house.cell_secretary, at)]
    assert f"targets.submission:{asked.of(house.cell_a).pk}" in waits
    operations.return_submission(asked.of(house.cell_a), by=house.office, reason="Thiếu.")
    forget(house.cell_secretary)
    (item,) = [one for one in registry.due_items.of(house.cell_secretary, at) if "targets.submission" in one.key]
    assert item.back
    assert Submission.objects.get(unit=house.cell_a).reason == "Thiếu."


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_desk_asks_once_for_all_rounds(asked: Asked, rounds: int, django_assert_num_queries: Any) -> None:
    from trongtam.targets.queries.gathering import on_desk

    house = asked.house
    for month in range(1, rounds):
        given = {"by": house.office, "units": [house.cell_a], "due_on": LATE, "at": moment(2022, 9, 1)}
        operations.open_round(house.commune, MONTH.month(2022, month), **given)
    registry.due_items.of(house.office, moment(2022, 9, 20))
    with django_assert_num_queries(1):
        assert len(on_desk(house.office, moment(2022, 9, 21)).gathered) == rounds

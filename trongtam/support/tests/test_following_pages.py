"""Pages of duties and visits: one's own, a duty, coverage, the list; forms as a browser sends them; seen by three people."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from trongtam.archive.tests.samples import photo, upload
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.support.models import Duty, MonthExcused, Obligation, Tier, Visit
from trongtam.support.operations.assigning import end_duty, excuse_month

from .followings import duty_of, member, official, visited

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2017, 5, 18, 9, tzinfo=VIETNAM)


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def in_may_of_2017():
    with time_machine.travel(NOW, tick=False):
        yield


def sign_in(user) -> Client:
    user.__dict__.pop("_reach", None)
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_ones_own_page_says_what_is_due_and_leads_to_the_form(house):
    follower = official(house)
    duty = duty_of(house, follower)
    client = sign_in(follower)
    form = reverse("support:record_visit", args=[duty.pk])
    said = text(client, reverse("support:own"))
    assert "Tháng 5/2017 chưa đi; hạn đến hết 31/05/2017" in said and form in said
    visited(duty, follower, date(2017, 5, 9))
    assert "Đã đi tháng 5/2017" in text(client, reverse("support:own"))


def test_ended_duties_stand_apart_and_who_follows_nothing_reads_so(house):
    follower = official(house)
    end_duty(duty_of(house, follower), by=house.office, on=date(2017, 4, 1), reason="Chuyển công tác")
    said = text(sign_in(follower), reverse("support:own"))
    assert "01/01/2017 – 01/04/2017" in said and "hiện không được phân công theo dõi" in said
    assert reverse("support:coverage", args=[house.committee.code]) in text(
        sign_in(house.office), reverse("support:own")
    )


@pytest.mark.parametrize("count", [1, 3])
def test_ones_own_page_is_read_in_so_many_queries(house, count, django_assert_num_queries):
    follower = official(house)
    for number in range(count):
        visited(
            duty_of(house, follower, make_unit("hamlet", f"Ấp Mẫu {number}", house.commune)), follower, date(2017, 5, 1)
        )
    client = sign_in(follower)
    text(client, reverse("support:own"))
    with django_assert_num_queries(12):
        text(client, reverse("support:own"))


def test_a_visit_is_written_down_with_two_taps(house):
    follower = official(house)
    duty = duty_of(house, follower)
    address = reverse("support:record_visit", args=[duty.pk])
    sent = {"purpose": "household", "on": "18/05/2017", "unit": duty.unit_id, "marking": "none"}
    answer = sign_in(follower).post(address, sent)
    assert answer.url == reverse("support:duty", args=[duty.pk])
    assert Visit.objects.get().on == date(2017, 5, 18)


def test_with_a_photo_and_words(house):
    follower = official(house)
    duty = duty_of(house, follower)
    sent = {
        "purpose": "work",
        "on": "16/05/2017",
        "unit": house.group.pk,
        "done": "Đường mẫu xong 2 km",
        "met": "trưởng ấp",
        "marking": "none",
        "evidence": [upload("duong.jpg", photo("JPEG", (64, 48)))],
    }
    sign_in(follower).post(reverse("support:record_visit", args=[duty.pk]), sent)
    visit = Visit.objects.get()
    assert visit.unit == house.group and visit.files.count() == 1
    said = text(sign_in(house.hamlet_head), reverse("support:visit", args=[visit.pk]))
    assert "Đường mẫu xong 2 km" in said and "trưởng ấp" in said and "duong" in said


def test_what_is_refused_stands_at_its_field_and_the_words_stay(house):
    follower = official(house)
    duty = duty_of(house, follower)
    sent = {"purpose": "work", "on": "20/05/2017", "unit": duty.unit_id, "done": "Chữ đã gõ", "marking": "none"}
    answer = sign_in(follower).post(reverse("support:record_visit", args=[duty.pk]), sent)
    said = answer.content.decode()
    assert answer.status_code == 422 and "Ngày này ở sau hôm nay" in said and "Chữ đã gõ" in said
    assert not Visit.objects.exists()


def test_the_page_of_a_duty_shows_months_visits_and_what_may_be_done(house):
    follower = official(house)
    duty = duty_of(house, follower)
    visited(duty, follower, date(2017, 2, 5), done="Đường mẫu đã làm")
    page = reverse("support:duty", args=[duty.pk])
    own, office = text(sign_in(follower), page), text(sign_in(house.office), page)
    assert "đã đi 1/4 kỳ" in own and "Đường mẫu đã làm" in own and "Tháng 4/2017" in own
    excuse = reverse("support:excuse_month", args=[duty.pk, "2017-04"])
    assert excuse not in own and excuse in office
    assert reverse("support:replace_duty", args=[duty.pk]) in office
    assert sign_in(house.stranger).get(page).status_code == 404
    assert sign_in(house.hamlet_head).get(excuse).status_code == 403


def test_months_are_excused_and_duties_handed_over_and_ended_by_their_forms(house):
    duty, other = duty_of(house, official(house)), official(house, "Lục Thay Người")
    office = sign_in(house.office)
    office.post(reverse("support:excuse_month", args=[duty.pk, "2017-04"]), {"reason": "Đi học"})
    assert MonthExcused.objects.get().span_code == "2017-04"
    assert office.get(reverse("support:excuse_month", args=[duty.pk, "2017-99"])).status_code == 404
    sent = {"person": other.person.pk, "on": "01/06/2017", "reason": "Chuyển công tác"}
    answer = office.post(reverse("support:replace_duty", args=[duty.pk]), sent)
    new = Duty.objects.get(replaces=duty)
    assert answer.url == reverse("support:duty", args=[new.pk])
    office.post(reverse("support:end_duty", args=[new.pk]), {"on": "01/07/2017", "reason": "Hết nhiệm vụ"})
    new.refresh_from_db()
    assert new.valid_to == date(2017, 7, 1)
    assert "Hết nhiệm vụ" in text(office, reverse("support:duty", args=[new.pk]))


def test_a_wrong_visit_is_withdrawn_on_its_page(house):
    follower = official(house)
    visit = visited(duty_of(house, follower), follower, date(2017, 5, 5))
    client = sign_in(follower)
    assert reverse("support:withdraw_visit", args=[visit.pk]) in text(client, reverse("support:visit", args=[visit.pk]))
    client.post(reverse("support:withdraw_visit", args=[visit.pk]), {"reason": "Ghi nhầm"})
    assert "Ghi nhầm" in text(client, reverse("support:visit", args=[visit.pk]))


def test_the_office_assigns_by_the_form_with_an_obligation(house):
    office, follower = sign_in(house.office), official(house)
    sent = {
        "unit": house.hamlet.pk,
        "tier": Tier.SUPERIOR_OFFICIAL,
        "person": follower.person.pk,
        "obligation": "shipped:ap-2016",
        "valid_from": "01/01/2017",
        "valid_to": "31/12/2017",
        "basis": "Quyết định mẫu",
    }
    address = reverse("support:assign_duty", args=[house.committee.code])
    answer = office.post(address, sent)
    duty = Duty.objects.get()
    assert answer.url == reverse("support:duty", args=[duty.pk])
    assert (duty.obligation.code, duty.valid_to) == ("ap-2016", date(2018, 1, 1))
    again = office.post(address, sent)
    assert again.status_code == 422 and Duty.objects.count() == 1
    assert sign_in(house.provincial).get(address).status_code == 403


def test_an_organ_sets_how_often_and_chooses_it(house):
    office = sign_in(house.office)
    sent = {
        "name": "Tháng hai lần",
        "every": "month",
        "visits": 2,
        "valid_from": "01/01/2017",
        "source": "Kế hoạch mẫu",
        "attends": ["regular", "thematic"],
        "report_every": "quarter",
    }
    office.post(reverse("support:set_obligation", args=[house.committee.code]), sent)
    said = text(office, f"{reverse('support:assign_duty', args=[house.committee.code])}?unit={house.cell_a.code}")
    assert "Tháng hai lần (Kế hoạch mẫu)" in said
    own = Obligation.objects.get()
    assert own.attends == ["regular", "thematic"]
    chosen = {
        "unit": house.hamlet.pk,
        "tier": Tier.SUPERIOR_OFFICIAL,
        "person": official(house).person.pk,
        "obligation": str(own.pk),
        "valid_from": "01/05/2017",
        "basis": "Quyết định mẫu",
    }
    page = text(office, office.post(reverse("support:assign_duty", args=[house.committee.code]), chosen).url)
    assert (
        "Dự sinh hoạt thường kỳ của chi bộ, sinh hoạt chuyên đề; báo cáo mỗi quý, trong 10 ngày sau khi hết kỳ." in page
    )


def test_coverage_shows_gaps_and_overlaps_plainly(house):
    house.cell_a.serves = house.hamlet
    house.cell_a.save()
    first, second = member(house), member(house, "Hạ Mẫu Ủy")
    duty_of(house, first, house.cell_a, tier=Tier.COMMITTEE_CELL)
    duty_of(house, second, house.hamlet, tier=Tier.COMMITTEE_CELL)
    duty_of(house, house.standing, house.cluster, tier=Tier.STANDING_CLUSTER)
    duty_of(house, official(house))
    said = text(sign_in(house.office), reverse("support:coverage", args=[house.commune.code]))
    assert "1 đơn vị chưa có người theo dõi, 1 đơn vị có hơn một người" in said
    assert said.count("chưa có người<") == 1 and said.count("hơn một người<") == 2
    before = text(sign_in(house.office), f"{reverse('support:coverage', args=[house.commune.code])}?at=31/12/2016")
    assert "Cao Thử Theo" in said and "Cao Thử Theo" not in before


def test_coverage_has_a_grid_of_units_by_month(house):
    """January excused, February visited, March and April missed, May open; the year before nothing was owed."""
    follower = official(house)
    duty = duty_of(house, follower)
    visited(duty, follower, date(2017, 2, 3))
    excuse_month(duty, "2017-01", by=house.office, reason="Đi học")
    address = reverse("support:coverage", args=[house.commune.code])
    answer = sign_in(house.office).get(address)
    (row,) = answer.context["grid"]
    told = [(cell.shown, cell.band) for cell in row.cells]
    assert told[:6] == [("miễn", "partly"), ("1", "met"), ("0", "not_met"), ("0", "not_met"), ("…", "partly"), ("", "")]
    assert row.name == house.hamlet.name
    assert sign_in(house.office).get(f"{address}?year=2016").context["grid"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_coverage_is_read_in_so_many_queries(house, count, django_assert_num_queries):
    follower = official(house)
    for number in range(count):
        duty_of(house, follower, make_unit("hamlet", f"Ấp Mẫu {number}", house.commune))
    client = sign_in(house.office)
    text(client, reverse("support:coverage", args=[house.commune.code]))
    with django_assert_num_queries(13):
        text(client, reverse("support:coverage", args=[house.commune.code]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_duties_is_found_filtered_and_taken_out(house, count, django_assert_num_queries):
    follower = official(house)
    for number in range(count):
        duty = duty_of(house, follower, make_unit("hamlet", f"Ấp Mẫu {number}", house.commune))
        visited(duty, follower, date(2017, 5, 2))
    end_duty(duty_of(house, follower), by=house.office, on=date(2017, 3, 1), reason="Thôi")
    client, address = sign_in(house.office), reverse("support:duties", args=[house.commune.code])
    text(client, f"{address}?when=now")
    with django_assert_num_queries(11):
        said = text(client, f"{address}?when=now")
    assert said.count("Ấp Mẫu 0") and house.hamlet.name not in said
    assert house.hamlet.name in text(client, f"{address}?when=ended".replace("ended", "before"))
    sheet = load_workbook(BytesIO(client.get(f"{address}?as=xlsx").getvalue())).active
    assert any(cell.value == "Ấp Mẫu 0" for row in sheet.iter_rows() for cell in row)


def test_the_form_to_hand_over_offers_those_who_fit(house):
    duty = duty_of(house, member(house), house.cell_a, tier=Tier.COMMITTEE_CELL)
    said = text(sign_in(house.office), reverse("support:replace_duty", args=[duty.pk]))
    assert "Lê Thí Dụ" in said and "Hồ Thử Nghiệm" not in said

"""Pages of campaigns, seen by who must register, by those above and by a stranger; and what stands on the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.look.registry import due_items
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Campaign, Work
from trongtam.work.operations import (
    approve_work,
    close_campaign,
    open_campaign,
    propose_work,
    register_work,
    return_work,
)

from .test_pages import sign_in, text
from .works import official, plan, terms


@pytest.fixture
def house(db) -> House:
    return make_house()


def running(house: House, *, ends_in: int = 10, **changed) -> Campaign:
    """Of this year, open since a month ago: opened then, so that its last day may be over."""
    now = timezone.now()
    today = timezone.localdate()
    given = {"year": str((today + timedelta(days=ends_in)).year), "title": "Đợt mẫu năm nay"} | changed
    asked = terms(opens_on=today - timedelta(days=30), due=today + timedelta(days=ends_in), **given)
    return open_campaign(house.committee, asked, by=house.office, at=now - timedelta(days=31))


def registered(house: House, asked: Campaign, user, **changed) -> Work:
    year = int(asked.period_code)
    day = timezone.localdate().replace(year=year, month=1, day=10)
    given = {"year": asked.period_code, "start": day, "due": day.replace(month=12), "roadmap": (), "focus": "hard"}
    work = propose_work(house.committee, plan(**given | changed), by=user, campaign=asked)
    return register_work(work, by=user)


def page_of(asked: Campaign) -> str:
    return reverse("work:campaign", args=[asked.pk])


def due_of(user) -> dict:
    user.__dict__.pop("_reach", None)
    user.__dict__.pop("_own_works", None)
    found = due_items.of(user, timezone.now())
    return {one.key: one for one in found if one.key.startswith("work.campaign")}


def test_registered_and_missing_at_a_glance(house: House):
    asked = running(house)
    registered(house, asked, house.cell_secretary, unit=house.cell_a, title="Việc của chi bộ Một")
    page = text(sign_in(Client(), house.secretary), page_of(asked))
    assert "4 tập thể, cá nhân phải đăng ký: 1 đã đăng ký, 3 còn thiếu." in page
    for said in (house.cell_b.name, house.other_cell_secretary.display_name, "Việc của chi bộ Một", "Chép lời nhắc"):
        assert said in page
    assert house.cell_b.name not in text(sign_in(Client(), house.secretary), f"{page_of(asked)}?how=waiting")


def test_who_must_register_reads_his_own_line_and_the_counts(house: House):
    asked = running(house)
    registered(house, asked, house.other_cell_secretary, unit=house.cell_b, title="Việc của chi bộ Hai")
    page = text(sign_in(Client(), house.cell_secretary), page_of(asked))
    assert house.cell_a.name in page and house.cell_secretary.display_name in page
    assert "1 đã đăng ký" in page
    assert "Việc của chi bộ Hai" not in page and house.other_cell_secretary.display_name not in page
    assert "Duyệt và giao" not in page and "Chép lời nhắc" not in page


def test_a_stranger_finds_nothing_and_nobody_but_those_who_assign_the_forms(house: House):
    asked = running(house)
    places = [reverse(f"work:{name}_campaign", args=[asked.pk]) for name in ("rewrite", "close", "reopen")]
    places.append(reverse("work:open_campaign", args=[house.committee.code]))
    for user, status in (
        (house.stranger, 404),
        (house.cell_secretary, 403),
        (house.standing, 403),
        (house.office, 200),
    ):
        for place in places:
            assert sign_in(Client(), user).get(place).status_code == status, (user, place)
    assert sign_in(Client(), house.stranger).get(page_of(asked)).status_code == 404
    listed = reverse("work:campaigns", args=[house.committee.code])
    assert sign_in(Client(), house.stranger).get(listed).status_code == 404
    assert sign_in(Client(), house.standing).get(listed).status_code == 200


def test_a_superior_far_above_reads_places_not_names(house: House):
    asked = running(house)
    official(house, "Cao Thử Tên")
    registered(house, asked, house.cell_secretary, unit=None, person=house.cell_secretary.person)
    for query in ("", "?as=xlsx"):
        answer = sign_in(Client(), house.provincial).get(page_of(asked) + query)
        assert answer.status_code == 200
        assert house.cell_secretary.display_name not in answer.content.decode(errors="replace")
    page = text(sign_in(Client(), house.provincial), page_of(asked))
    assert house.cell_a.name in page
    assert "Duyệt và giao" not in page


def test_several_persons_of_a_place_stand_together_for_him(house: House):
    asked = running(house, post_kinds=("official",), unit_kinds=())
    users = [official(house, f"Cao Thử {name}") for name in ("Một", "Hai", "Ba")]
    registered(house, asked, users[0], unit=None, person=users[0].person)
    page = text(sign_in(Client(), house.provincial), page_of(asked))
    assert "3 người, Xã Mẫu" in page and "1 trong 3 người đã đăng ký" in page
    assert "Cao Thử" not in page
    assert "Cao Thử Ba" in text(sign_in(Client(), house.office), page_of(asked))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("work:campaigns", 13), ("work:campaign", 12)])
def test_pages_ask_the_same_queries_however_many_rows(
    house: House, client: Client, django_assert_num_queries, count: int, address: str, queries: int
):
    year = timezone.localdate().year
    for number in range(count):
        user = official(house, f"Cao Thử {number}")
        asked = running(house, post_kinds=("official", "cell_secretary"), title=f"Đợt số {number}")
        work = registered(house, asked, user, unit=None, person=user.person)
        approve_work(work, by=house.office)
        if number < count - 1:
            close_campaign(asked, by=house.office, reason="mẫu")
    sign_in(client, house.secretary)
    thing = house.committee.code if address == "work:campaigns" else asked.pk
    place = reverse(address, args=[thing])
    client.get(place)
    with django_assert_num_queries(queries):
        page = text(client, place)
    assert page.count("Đợt số") >= (count if address == "work:campaigns" else 1)
    assert str(year) in page or str(year + 1) in page


def test_the_list_is_found_filtered_and_taken_out(house: House, client: Client):
    close_campaign(running(house, title="Đợt đầu"), by=house.office, reason="mẫu")
    running(house, title="Đợt bổ sung")
    sign_in(client, house.office)
    place = reverse("work:campaigns", args=[house.committee.code])
    assert "Đợt đầu" in text(client, place) and "Đợt bổ sung" in text(client, place)
    assert "Đợt đầu" not in text(client, f"{place}?state=open")
    assert "Đợt bổ sung" not in text(client, f"{place}?q=dot+dau")
    for sort in ("year", "title", "due"):
        assert "Đợt đầu" in text(client, f"{place}?sort={sort}")
    for taken in (place, page_of(Campaign.objects.first())):
        sheet = client.get(f"{taken}?as=xlsx")
        assert sheet["Content-Type"].startswith("application/vnd.openxml")


def test_it_is_opened_changed_closed_and_opened_again_by_the_forms(house: House, client: Client):
    sign_in(client, house.office)
    today = timezone.localdate()
    place = reverse("work:open_campaign", args=[house.committee.code])
    assert "chi bộ" in text(client, place).lower()
    given = {
        "title": "Đăng ký việc đột phá",
        "year": str(today.year),
        "stage_to": str(today.year + 1),
        "opens_on": f"{today:%d/%m/%Y}",
        "due": f"{today:%d/%m/%Y}",
        "least": "1",
        "unit_kinds": ["cell"],
        "focuses": ["hard"],
        "form_key": "k1",
    }
    refused = client.post(place, given | {"unit_kinds": [], "form_key": "k0"})
    assert refused.status_code == 422 and "Đăng ký việc đột phá" in refused.content.decode()
    assert client.post(place, given).status_code == 302
    asked = Campaign.objects.get()
    assert (asked.stage_code, asked.post_kinds) == (f"{today.year}..{today.year + 1}", [])
    again = client.post(place, given | {"form_key": "k2"})
    assert again.status_code == 422 and "đang mở" in again.content.decode()
    change = reverse("work:rewrite_campaign", args=[asked.pk])
    sent = given | {"title": "Tên khác", "reason": "rõ hơn", "form_key": "k3"}
    assert client.post(change, sent | {"reason": "", "form_key": "k4"}).status_code == 422
    assert client.post(change, sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.title, asked.opens_on) == ("Tên khác", today)
    close = reverse("work:close_campaign", args=[asked.pk])
    assert "2 còn thiếu" in text(client, close)
    assert client.post(close, {"reason": "", "form_key": "k5"}).status_code == 422
    assert client.post(close, {"reason": "Làm việc năm trước", "form_key": "k6"}).status_code == 302
    assert "Làm việc năm trước" in text(client, page_of(asked))
    reopen = reverse("work:reopen_campaign", args=[asked.pk])
    assert client.post(reopen, {"reason": "thêm", "form_key": "k7"}).status_code == 302
    asked.refresh_from_db()
    assert asked.closed_at is None


def test_the_form_offers_the_focuses_asked_and_names_them_when_it_refuses(house: House, client: Client):
    asked = running(house)
    sign_in(client, house.cell_secretary)
    place = due_of(house.cell_secretary)[f"work.campaign:{asked.pk}:unit:{house.cell_a.pk}"].url
    page = text(client, place)
    assert "việc mới" not in page.lower() and "cái mới" not in page
    assert f'value="unit:{house.cell_a.pk}" selected' in page
    day = f"15/06/{asked.period_code}"
    given = {
        "title": "Việc của chi bộ",
        "kind": "breakthrough",
        "focus": "new",
        "holder": f"unit:{house.cell_a.pk}",
        "start": day,
        "due": day,
        "root": "own",
        "form_key": "f1",
    }
    refused = client.post(place, given)
    assert refused.status_code == 422
    assert "Đợt này chỉ nhận việc thuộc:" in refused.content.decode()
    assert client.post(place, given | {"focus": "hard", "form_key": "f2"}).status_code == 302
    work = Work.objects.get()
    assert (work.campaign, work.period_code, work.state) == (asked, asked.period_code, "proposed")
    rewrite = reverse("work:rewrite_work", args=[work.pk])
    assert "Đợt mẫu năm nay" in text(client, rewrite)
    assert client.post(rewrite, given | {"form_key": "f3"}).status_code == 422


def test_a_breakthrough_work_goes_into_the_campaign_of_its_year_and_others_do_not(house: House, client: Client):
    asked = running(house)
    sign_in(client, house.cell_secretary)
    place = reverse("work:propose_work", args=[house.committee.code])
    day = f"15/06/{asked.period_code}"
    given = {"title": "Việc", "holder": f"unit:{house.cell_a.pk}", "start": day, "due": day, "root": "own"}
    given["year"] = asked.period_code
    for number, kind in enumerate(("breakthrough", "key")):
        sent = given | {"kind": kind, "focus": "hard", "form_key": f"g{number}"}
        assert client.post(place, sent).status_code == 302
    assert [one.campaign for one in Work.objects.order_by("pk")] == [asked, None]
    assert client.get(f"{place}?campaign=4711").status_code == 404
    office = sign_in(Client(), house.office)
    assign = reverse("work:assign_work", args=[house.committee.code])
    sent = given | {"kind": "breakthrough", "focus": "weak", "form_key": "g9"}
    assert office.post(f"{assign}?campaign={asked.pk}", sent).status_code == 302
    assert Work.objects.latest("pk").campaign == asked


def test_the_desk_says_what_to_register_until_it_is_registered(house: House):
    asked = running(house)
    own, cell = f":person:{house.cell_secretary.person.pk}", f":unit:{house.cell_a.pk}"
    items = due_of(house.cell_secretary)
    assert set(items) == {f"work.campaign:{asked.pk}{own}", f"work.campaign:{asked.pk}{cell}"}
    assert {one.due for one in items.values()} == {asked.due}
    client = sign_in(Client(), house.cell_secretary)
    for one in items.values():
        assert client.get(one.url).status_code == 200
    assert "Cần đăng ký" in text(client, reverse("work:own"))
    year = int(asked.period_code)
    day = timezone.localdate().replace(year=year, month=1, day=10)
    given = plan(unit=house.cell_a, year=str(year), start=day, due=day, roadmap=(), focus="hard")
    draft = propose_work(house.committee, given, by=house.cell_secretary, campaign=asked)
    item = due_of(house.cell_secretary)[f"work.campaign:{asked.pk}{cell}"]
    assert item.url == reverse("work:work", args=[draft.pk])
    register_work(draft, by=house.cell_secretary)
    assert set(due_of(house.cell_secretary)) == {f"work.campaign:{asked.pk}{own}"}
    decide = due_of(house.secretary)[f"work.campaign.decide:{asked.pk}"]
    assert decide.url == page_of(asked) and "1 đăng ký" in str(decide.title)
    return_work(draft, by=house.office, reason="thiếu sản phẩm")
    assert f"work.campaign:{asked.pk}{cell}" not in due_of(house.cell_secretary), "the work itself stands there"
    rewrite = reverse("work:rewrite_work", args=[draft.pk])
    for user in (house.cell_secretary, house.office):
        assert rewrite in text(sign_in(Client(), user), page_of(asked)), "one goes on with what came back"
    assert due_of(house.stranger) == {} and due_of(house.hamlet_head) == {}


def test_a_hamlet_that_lies_beside_the_committee_registers_too(house: House):
    asked = running(house, unit_kinds=("hamlet",), post_kinds=(), least=2)
    [item] = due_of(house.hamlet_head).values()
    assert "còn thiếu 2 việc" in str(item.detail)
    client = sign_in(Client(), house.hamlet_head)
    assert client.get(item.url).status_code == 200
    page = text(client, page_of(asked))
    assert house.hamlet.name in page
    assert (
        sign_in(Client(), house.hamlet_head).get(reverse("work:board", args=[house.committee.code])).status_code == 200
    )


def test_registrations_are_decided_on_the_page_of_the_campaign(house: House, client: Client):
    asked = running(house)
    first = registered(house, asked, house.cell_secretary, unit=house.cell_a, title="Việc thứ nhất")
    second = registered(house, asked, house.cell_secretary, unit=None, person=house.cell_secretary.person)
    sign_in(client, house.secretary)
    page = text(client, page_of(asked))
    assert page.count("Duyệt và giao") == 2
    approve = reverse("work:approve_work", args=[first.pk])
    assert client.post(approve, {"from": "campaign", "form_key": "d1"})["Location"] == page_of(asked)
    back = reverse("work:return_work", args=[second.pk])
    answer = client.post(f"{back}?from=campaign", {"reason": "thiếu sản phẩm", "form_key": "d2"})
    assert answer["Location"] == page_of(asked)
    page = text(client, page_of(asked))
    assert "Duyệt và giao" not in page and "bị trả lại" in page


def test_nobody_is_offered_to_approve_his_own(house: House):
    asked = running(house, post_kinds=("secretary",))
    registered(house, asked, house.secretary, unit=None, person=house.secretary.person)
    assert "Duyệt và giao" not in text(sign_in(Client(), house.secretary), page_of(asked))
    assert "Duyệt và giao" in text(sign_in(Client(), house.office), page_of(asked))


def test_after_the_last_day_one_registers_late_and_it_says_so(house: House):
    asked = running(house, ends_in=-2)
    page = text(sign_in(Client(), house.secretary), page_of(asked))
    assert "quá hạn 2 ngày" in page
    registered(house, asked, house.cell_secretary, unit=house.cell_a)
    assert "đăng ký muộn" in text(sign_in(Client(), house.secretary), page_of(asked))


def test_before_it_opens_nobody_is_reminded(house: House):
    today = timezone.localdate()
    days = {"opens_on": today + timedelta(days=2), "due": today + timedelta(days=3)}
    asked = open_campaign(house.committee, terms(year=str(days["due"].year), **days), by=house.office)
    assert due_of(house.cell_secretary) == {}
    page = text(sign_in(Client(), house.secretary), page_of(asked))
    assert f"mở ngày {days['opens_on']:%d/%m/%Y}" in page
    assert "Đăng ký thay" not in page and "Chép lời nhắc" not in page


def test_the_board_leads_to_the_campaign_of_its_year(house: House):
    asked = running(house)
    for place in (house.committee, house.commune):
        address = reverse("work:board", args=[place.code])
        assert page_of(asked) in text(sign_in(Client(), house.secretary), f"{address}?year={asked.period_code}")
    address = reverse("work:board", args=[house.committee.code])
    listed = reverse("work:campaigns", args=[house.committee.code])
    assert listed in text(sign_in(Client(), house.secretary), f"{address}?year=2019")


def test_a_row_says_how_many_are_missing_and_who_was_not_asked(house: House):
    asked = running(house, least=2, post_kinds=())
    registered(house, asked, house.cell_secretary, unit=house.cell_a)
    registered(house, asked, house.cell_secretary, unit=None, person=house.cell_secretary.person)
    page = text(sign_in(Client(), house.office), page_of(asked))
    assert "còn thiếu 1 việc" in page and "không thuộc diện phải đăng ký" in page
    beside = text(sign_in(Client(), house.office), f"{page_of(asked)}?how=beside")
    assert house.cell_secretary.display_name in beside and house.cell_b.name not in beside

"""The pages of a round: forms keep what was typed and say what is wrong; lists ask a fixed number of queries."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.reviews.models import Round, Subject
from trongtam.reviews.operations import open_round

from .rounds import FULL, decided, make_schemes, members_of, moment, one_of, opened, people_of, self_said, terms

# Queries of the list of rounds, of a unit, of a round, of the tables.
OWN, UNIT, ROUND, TABLE = 11, 9, 19, 9
POINTS = {"item-a1": "15", "item-a2": "4", "item-a3": "6", "item-b1": "50"}


@pytest.fixture
def office(client: Client, house) -> Client:
    client.force_login(house.office)
    return client


def test_the_own_word_on_the_page(client, house):
    round_ = opened(house, login=True)
    own = members_of(round_, house.cell_a)[0]
    client.force_login(own.person.user)
    url = reverse("reviews:assess_self", args=[own.pk])
    assert client.get(url).status_code == 200
    wrong = client.post(url, {**POINTS, "item-b1": "71"})
    assert wrong.status_code == 422 and 'value="71"' in wrong.content.decode()
    assert wrong.context["groups"][1]["items"][0]["wrong"]
    assert client.post(url, {**POINTS, "item-a3": ""}).status_code == 422
    assert client.post(url, {**POINTS, "item-a3": "ba"}).status_code == 422
    assert client.post(url, {**POINTS, "level": "excellent"}).status_code == 422
    done = client.post(url, {**POINTS, "item-b1": "50,5"})
    assert done.status_code == 302
    own.refresh_from_db()
    assert own.proposed == "good"
    assert "75,5" in client.get(done["Location"]).content.decode()


def test_the_desk_reminds_of_the_own_word(client, house):
    round_ = opened(house, login=True)
    own = members_of(round_, house.cell_a)[0]
    client.force_login(own.person.user)
    assert reverse("reviews:assess_self", args=[own.pk]) in client.get(reverse("home")).content.decode()


def test_a_round_is_opened_on_the_page(office, house):
    make_schemes()
    people_of(house.cell_a, 2)
    url = reverse("reviews:open_round", args=[house.committee.code])
    days = {
        "self_by": "30/11/2025",
        "collective_by": "10/12/2025",
        "appraisal_by": "15/12/2025",
        "decision_by": "20/12/2025",
    }
    given = {"kind": "year", "period": "2025", "on": "30/11/2025", "rounding": "floor", **days}
    assert office.post(url, {**given, "period": "năm nay"}).status_code == 422
    assert office.post(url, {**given, "self_by": "31/12/2025"}).status_code == 422
    done = office.post(url, given)
    assert done.status_code == 302 and office.get(done["Location"]).status_code == 200
    assert Round.objects.get().period_code == "2025"


def test_the_vote_keeps_what_is_right_and_says_what_is_not(client, house):
    round_ = opened(house)
    rows = members_of(round_, house.cell_a)[:3]
    for one in rows:
        self_said(one, house.cell_secretary)
    client.force_login(house.cell_secretary)
    url = reverse("reviews:vote", args=[round_.pk, house.cell_a.code])
    given = {"present": "6", "ballots": "6", f"votes-{rows[0].pk}-good": "6", f"votes-{rows[1].pk}-good": "7"}
    answer = client.post(url, given)
    assert answer.status_code == 422
    assert [bool(row["wrong"]) for row in answer.context["rows"]].count(True) == 1
    assert rows[0].ballots.count() == 1 and not rows[1].ballots.exists()
    assert client.post(url, {**given, f"votes-{rows[1].pk}-good": "x"}).status_code == 422
    fine = client.post(url, {"present": "6", f"votes-{rows[1].pk}-good": "5", f"votes-{rows[1].pk}-completed": "1"})
    assert fine.status_code == 302


def test_proposal_appraisal_and_decision_on_their_pages(client, house, round_):
    own = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary)
    vote = {"present": "6", f"votes-{own.pk}-good": "6"}
    client.force_login(house.cell_secretary)
    assert client.post(reverse("reviews:vote", args=[round_.pk, house.cell_a.code]), vote).status_code == 302
    propose = reverse("reviews:propose_level", args=[own.pk])
    assert client.post(propose, {"level": "completed"}).status_code == 422
    assert client.post(propose, {"level": "good"}).status_code == 302
    client.force_login(house.office)
    assert client.post(reverse("reviews:appraise", args=[own.pk]), {"level": "good"}).status_code == 302
    client.force_login(house.secretary)
    decide = reverse("reviews:decide", args=[own.pk])
    assert client.post(decide, {"level": "excellent"}).status_code == 422
    assert client.post(decide, {"level": "good"}).status_code == 302
    own.refresh_from_db()
    assert own.level == "good"


def test_acts_that_say_why(office, house, round_):
    own = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary)
    for name in ("send_back", "exempt_subject"):
        url = reverse(f"reviews:{name}", args=[own.pk])
        assert office.get(url).status_code == 200
        assert office.post(url, {"reason": ""}).status_code == 422
        assert office.post(url, {"reason": "Xem lại"}).status_code == 302
    assert office.post(reverse("reviews:include_subject", args=[own.pk])).status_code == 302


def test_the_cap_is_tried_out_before_the_vote(office, house, round_):
    url = reverse("reviews:cap", args=[round_.pk])
    fits = office.get(url, {"excellent": "1", "good": "5"})
    assert fits.context["trial"]["over"] == 0
    over = office.get(url, {"excellent": "2", "good": "4"})
    assert (over.context["trial"]["most"], over.context["trial"]["over"]) == (1, 1)
    assert office.get(url, {"excellent": "hai", "good": "4"}).context["trial"] is None


def test_the_cell_tries_the_cap_before_its_vote(client, house, round_):
    """Counts alone, for those who keep the cell; no names, no levels of anybody."""
    client.force_login(house.cell_secretary)
    url = reverse("reviews:cap_of_unit", args=[round_.pk, house.cell_a.code])
    unit = client.get(reverse("reviews:unit", args=[round_.pk, house.cell_a.code])).content.decode()
    assert url in unit
    page = client.get(url)
    text = page.content.decode()
    assert "Trong 6 người được xếp loại, nhiều nhất 1 người xuất sắc" in text and "Nguyễn Thử" not in text
    over = client.get(url, {"excellent": "2", "good": "4"})
    assert (over.context["trial"]["most"], over.context["trial"]["over"]) == (1, 1)
    for one in members_of(round_, house.cell_a)[:2]:
        self_said(one, house.cell_secretary, FULL)
    assert url in client.get(reverse("reviews:vote", args=[round_.pk, house.cell_a.code])).content.decode()
    assert [row.name for row in client.get(url).context["rows"]] == ["Chi bộ ấp Mẫu Một"]
    for who, status in ((house.office, 200), (house.provincial, 403), (house.other_cell_secretary, 404)):
        client.force_login(who)
        assert client.get(url).status_code == status


def test_the_cell_reads_by_when_each_step_is_to_be_done(client, house, round_):
    client.force_login(house.cell_secretary)
    text = client.get(reverse("reviews:round", args=[round_.pk])).content.decode()
    for day in ("05/12/2025", "10/12/2025", "15/12/2025", "20/12/2025"):
        assert day in text
    assert "tien-do" not in text


def test_people_stand_in_vietnamese_order_and_units_vote_too(client, house, round_):
    """By the given name, Đ behind D; the collective and the organisation of the cell stand on the page of the vote as well."""
    for name, one in zip(("Vũ Thử Đào", "Đặng Thử An", "Lê Thử Dung"), members_of(round_, house.cell_a), strict=False):
        one.person.full_name = name
        one.person.save(update_fields=["full_name"])
        self_said(one, house.cell_secretary)
    self_said(one_of(round_, "organisation", house.cell_a), house.cell_secretary)
    client.force_login(house.cell_secretary)
    page = client.get(reverse("reviews:vote", args=[round_.pk, house.cell_a.code]))
    names = [row["subject"].name for row in page.context["rows"]]
    assert names == ["Đặng Thử An", "Lê Thử Dung", "Vũ Thử Đào", "Chi bộ ấp Mẫu Một"]


def test_the_round_says_where_the_cap_bites(office, house, round_):
    rows = members_of(round_, house.cell_a)
    for one in rows[:3]:
        self_said(one, house.cell_secretary, FULL)
    for one in rows[3:]:
        self_said(one, house.cell_secretary)
    page = office.get(reverse("reviews:round", args=[round_.pk]))
    assert [one.name for one in page.context["over"]] == ["Chi bộ ấp Mẫu Một"]


# -- a fixed number of queries -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_of_rounds_asks_as_often_for_three_as_for_one(office, house, rounds, django_assert_num_queries):
    opened(house)
    for number in range(rounds - 1):
        made = open_round(
            house.committee, terms(kind="ad_hoc", title=f"Đợt mẫu {number}"), by=house.office, at=moment()
        )
        assert made.pk
    office.get(reverse("reviews:own"))
    with django_assert_num_queries(OWN):
        office.get(reverse("reviews:own"))


@pytest.mark.parametrize("members", [1, 3])
def test_a_unit_asks_as_often_for_three_as_for_one(office, house, members, django_assert_num_queries):
    round_ = opened(house, members=members)
    url = reverse("reviews:unit", args=[round_.pk, house.cell_a.code])
    office.get(url)
    with django_assert_num_queries(UNIT):
        office.get(url)


@pytest.mark.parametrize("members", [1, 3])
def test_a_round_asks_as_often_for_three_as_for_one(office, house, members, django_assert_num_queries):
    round_ = opened(house, members=members)
    url = reverse("reviews:round", args=[round_.pk])
    office.get(url)
    with django_assert_num_queries(ROUND):
        office.get(url)


@pytest.mark.parametrize("members", [3, 5])
def test_the_tables_ask_as_often_for_five_as_for_three(office, house, members, django_assert_num_queries):
    round_ = opened(house, members=members)
    for one in members_of(round_, house.cell_a):
        decided(one, house)
    url = reverse("reviews:table", args=[round_.pk])
    office.get(url)
    with django_assert_num_queries(TABLE):
        office.get(url)


def test_the_list_goes_out_without_anybody(office, house, round_):
    answer = office.get(reverse("reviews:own"), {"as": "xlsx"})
    assert answer.status_code == 200 and answer["Content-Type"].endswith("sheet")


def test_a_cell_s_own_form_is_read_by_those_who_reach_over_it(client, house, round_):
    cell = one_of(round_, "organisation", house.cell_a)
    for user, status in ((house.cell_secretary, 200), (house.provincial, 200), (house.other_cell_secretary, 404)):
        client.force_login(user)
        assert client.get(reverse("reviews:form", args=[cell.pk])).status_code == status
    assert Subject.objects.filter(round=round_, kind="organisation").count() == 3

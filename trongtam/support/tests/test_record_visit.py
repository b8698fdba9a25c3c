"""A visit is written down by whoever follows the unit, or for him by the office; a wrong one is withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.archive.operations import store_file
from trongtam.archive.tests.samples import PDF, photo, upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house, make_user
from trongtam.support.models import Tier, Visit
from trongtam.support.operations.visits import withdraw_visit
from trongtam.support.owing import MADE, MISSED
from trongtam.support.queries.duties import owed

from .followings import BEGINS, duty_of, moment, official, visited

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def test_the_follower_writes_it_down(house):
    follower = official(house)
    visit = visited(duty_of(house, follower), follower, date(2017, 2, 5), done=" Đường mẫu đã làm ")
    assert visit.done == "Đường mẫu đã làm" and visit.unit == house.hamlet and not visit.proxy
    assert Entry.objects.get(act="support.visit_recorded").by == follower


def test_the_office_does_it_for_him_with_its_trace(house):
    visit = visited(duty_of(house, official(house)), house.office, date(2017, 2, 5))
    assert visit.proxy and Entry.objects.get(act="support.visit_recorded").proxy


@pytest.mark.parametrize("name", ["hamlet_head", "secretary", "provincial", "stranger"])
def test_others_do_not(house, name):
    duty = duty_of(house, official(house))
    with pytest.raises(NotAllowed):
        visited(duty, getattr(house, name), date(2017, 2, 5))


def test_outside_the_duty_or_in_the_future_it_is_refused(house):
    follower = official(house)
    duty = duty_of(house, follower, valid_to=date(2017, 3, 1))
    for on, at in (
        (date(2016, 12, 31), moment(2017, 6, 1)),
        (date(2017, 3, 1), moment(2017, 6, 1)),
        (date(2017, 2, 6), moment(2017, 2, 5)),
    ):
        with pytest.raises(Refused) as told:
            visited(duty, follower, on, at=at)
        assert told.value.field == "on"
    assert visited(duty, follower, BEGINS) and visited(duty, follower, date(2017, 2, 28))


def test_sent_twice_it_is_there_once(house):
    follower = official(house)
    duty = duty_of(house, follower)
    visited(duty, follower, date(2017, 2, 5))
    with pytest.raises(Refused) as told:
        visited(duty, follower, date(2017, 2, 5))
    assert told.value.field == "on" and Visit.objects.count() == 1
    assert visited(duty, follower, date(2017, 2, 5), purpose="household")
    with pytest.raises(Refused):
        visited(duty, follower, date(2017, 2, 6), purpose="tea")


def test_in_a_unit_below_the_followed_one_and_in_no_other(house):
    duty = duty_of(house, house.standing, house.cluster, tier=Tier.STANDING_CLUSTER)
    assert visited(duty, house.standing, date(2017, 2, 5), unit=house.cell_a).unit == house.cell_a
    with pytest.raises(Refused) as told:
        visited(duty, house.standing, date(2017, 2, 6), unit=house.cell_b)
    assert told.value.field == "unit"


def test_not_in_a_unit_that_did_not_exist_then(house):
    duty = duty_of(house, house.standing, house.cluster, tier=Tier.STANDING_CLUSTER)
    house.cell_a.founded_on = date(2017, 6, 1)
    house.cell_a.save()
    with pytest.raises(Refused) as told:
        visited(duty, house.standing, date(2017, 2, 5), unit=house.cell_a)
    assert told.value.field == "on"


def test_photos_come_from_the_archive_and_only_those_that_one_sees(house):
    follower = official(house)
    duty = duty_of(house, follower)
    file = store_file(upload("bien-ban.pdf", PDF), by=house.office, unit=house.hamlet)
    visit = visited(duty, follower, date(2017, 2, 5), files=[file])
    assert [one.file for one in visit.files.all()] == [file]
    strange = store_file(upload("khac.pdf", PDF + b"%"), by=house.stranger, unit=house.other_commune)
    with pytest.raises(Refused) as told:
        visited(duty, house.office, date(2017, 3, 5), files=[strange])
    assert told.value.field == "evidence"


def test_withdrawn_it_counts_no_more_and_stays_readable(house):
    follower = official(house)
    duty = duty_of(house, follower)
    visit = visited(duty, follower, date(2017, 1, 5))
    assert owed([duty], today=date(2017, 2, 1))[duty.pk][0].state == MADE
    with pytest.raises(NotAllowed):
        withdraw_visit(visit, by=house.hamlet_head, reason="Không đúng")
    with pytest.raises(Refused):
        withdraw_visit(visit, by=follower, reason=" ")
    withdraw_visit(visit, by=follower, reason="Ghi nhầm ấp")
    assert owed([duty], today=date(2017, 2, 1))[duty.pk][0].state == MISSED
    assert Visit.objects.get().withdrawn_reason == "Ghi nhầm ấp"
    with pytest.raises(Refused):
        withdraw_visit(visit, by=follower, reason="Lần nữa")
    assert visited(duty, follower, date(2017, 1, 5)).pk != visit.pk


def test_those_in_reach_and_followers_read_it(house):
    follower = official(house)
    visit = visited(duty_of(house, follower), follower, date(2017, 2, 5))
    sees = {
        name: Visit.objects.visible_to(getattr(house, name)).filter(pk=visit.pk).exists()
        for name in ("office", "hamlet_head", "provincial", "cell_secretary", "stranger")
    }
    assert sees == {"office": True, "hamlet_head": True, "provincial": True, "cell_secretary": False, "stranger": False}
    assert Visit.objects.visible_to(follower).get() == visit


def test_a_meeting_of_the_cell_is_a_visit_of_who_follows_its_hamlet(house):
    """A duty to the hamlet that a cell serves, and one to the cell: each is kept in the other place too."""
    house.cell_a.serves = house.hamlet
    house.cell_a.save()
    follower = official(house)
    hamlet, cell = duty_of(house, follower), duty_of(house, follower, house.cell_a)
    assert visited(hamlet, follower, date(2017, 2, 3), unit=house.cell_a).unit == house.cell_a
    assert visited(cell, follower, date(2017, 2, 3), unit=house.hamlet).unit == house.hamlet
    with pytest.raises(Refused):
        visited(hamlet, follower, date(2017, 2, 4), unit=house.cell_b)


def opened(client: Client, file) -> int:
    answer = client.get(file.get_absolute_url())
    if answer.streaming:
        assert answer.getvalue()
    return answer.status_code


def test_one_without_a_post_who_follows_a_group_opens_the_photos_that_he_brought(house):
    neighbour = make_user("Đinh Mẫu Làng", house.cell_b)
    duty = duty_of(house, neighbour, house.group, tier=Tier.GROUP_MEMBER)
    neighbour.__dict__.pop("_followed", None)
    client = Client()
    given = {"on": "05/02/2017", "purpose": "household", "unit": house.group.pk, "marking": "none", "form_key": "k1"}
    given["evidence"] = [upload("duong.jpg", photo("JPEG", (64, 48)))]
    with time_machine.travel(moment(2017, 2, 6), tick=False):
        client.force_login(neighbour)
        sent = client.post(reverse("support:record_visit", args=[duty.pk]), given)
        assert sent.status_code in (204, 302), sent.content.decode()[-3000:]
    client.force_login(neighbour)
    visit = Visit.objects.get()
    kept = visit.files.get().file
    page = client.get(reverse("support:visit", args=[visit.pk])).content.decode()
    assert kept.get_absolute_url() in page
    assert opened(client, kept) == 200
    for user, answer in ((house.other_cell_secretary, 404), (house.stranger, 404), (house.office, 200)):
        other = Client()
        other.force_login(user)
        assert opened(other, kept) == answer
    beside = store_file(upload("khac.pdf", PDF + b"%"), by=house.office, unit=house.group)
    assert opened(client, beside) == 404, "others' files of the group stay closed"

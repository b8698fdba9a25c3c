"""The calendar at its private address, read by another's library."""

from datetime import date

import pytest
from icalendar import Calendar

from trongtam.accounts.models import User
from trongtam.accounts.tests.people import make_login
from trongtam.ledger.models import Entry
from trongtam.reminders import operations
from trongtam.reminders.models import CalendarFeed

from .conftest import item
from .test_ways import house_key  # noqa: F401 - a fixture

SEPTEMBER, OCTOBER = date(2022, 9, 25), date(2022, 10, 2)


@pytest.fixture
def feed(person):
    return f"/calendar/{operations.open_calendar(person, by=person)}.ics"


def events(client, url):
    answer = client.get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_has_the_days_and_nothing_of_what_is_due(client, due, person, feed):
    due[person.pk] = [item("a", SEPTEMBER), item("b", OCTOBER), item("c", None)]
    found = events(client, feed)
    assert [event.decoded("dtstart") for event in found] == [SEPTEMBER, OCTOBER]
    assert {str(event["summary"]) for event in found} == {"Việc đến hạn"}
    text = client.get(feed).content.decode()
    assert "Chi bộ" not in text and "Xã Mẫu" not in text and person.display_name not in text
    for event in found:
        client.force_login(person)
        assert client.get(str(event["url"]).removeprefix("http://testserver"))["Location"] == "/entry/"


def test_a_day_that_moves_keeps_its_name_and_what_is_done_goes(client, due, person, feed):
    due[person.pk] = [item("a", SEPTEMBER), item("b", OCTOBER)]
    before = events(client, feed)
    due[person.pk] = [item("a", OCTOBER)]
    (after,) = events(client, feed)
    assert after["uid"] == before[0]["uid"] and after.decoded("dtstart") == OCTOBER


def test_names_of_two_people_s_days_differ(client, due, person, feed):
    other = make_login()
    second = f"/calendar/{operations.open_calendar(other, by=other)}.ics"
    due[person.pk] = due[other.pk] = [item("a", SEPTEMBER)]
    assert events(client, feed)[0]["uid"] != events(client, second)[0]["uid"]


def test_what_has_not_changed_is_not_sent_again(client, due, person, feed):
    due[person.pk] = [item("a", SEPTEMBER)]
    etag = client.get(feed)["ETag"]
    assert client.get(feed, headers={"If-None-Match": etag}).status_code == 304
    due[person.pk] = [item("a", OCTOBER)]
    assert client.get(feed, headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_calendar_is_a_calendar(client, due, feed):
    assert events(client, feed) == []


def test_a_new_address_ends_the_old_one_and_ending_ends_both(client, due, person, feed):
    second = f"/calendar/{operations.open_calendar(person, by=person)}.ics"
    assert client.get(feed).status_code == 404 and client.get(second).status_code == 200
    operations.close_calendar(person, by=person)
    assert client.get(second).status_code == 404
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["reminders.calendar_opened", "reminders.calendar_opened", "reminders.calendar_closed"]


def test_the_database_holds_no_token(person, feed):
    token = feed.removeprefix("/calendar/").removesuffix(".ics")
    assert token not in str(CalendarFeed.objects.values()) + str(Entry.objects.values())


def test_a_locked_login_s_calendar_is_not_there(client, due, person, feed):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(feed).status_code == 404


def test_wrong_addresses_are_not_there_and_after_many_nobody_answers_but_the_right_one_goes_on(client, due, feed):
    answers = [client.get(f"/calendar/khong-co-{n}.ics").status_code for n in range(22)]
    assert answers == [404] * 20 + [429] * 2
    assert client.get(feed).status_code == 200
    assert client.get("/calendar/khong-co.ics", REMOTE_ADDR="10.9.9.9").status_code == 404


def test_it_is_only_read(client, feed):
    assert client.post(feed).status_code == 405
    assert client.head(feed).status_code == 200


@pytest.mark.usefixtures("house_key")
def test_the_page_shows_the_address_once(client, due, person):
    client.force_login(person)
    page = client.post("/profile/reminders/calendar/")
    assert "/calendar/" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert ".ics" not in client.get("/profile/reminders/").content.decode()
    assert client.post("/profile/reminders/calendar/close/").status_code == 302
    assert not CalendarFeed.objects.exists()


def test_the_language_is_the_person_s(client, due, person, feed):
    due[person.pk] = [item("a", SEPTEMBER)]
    User.objects.filter(pk=person.pk).update(language="en")
    assert str(events(client, feed)[0]["summary"]) == "Thing due"

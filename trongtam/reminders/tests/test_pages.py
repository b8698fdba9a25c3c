"""The inbox and its links, by three people: whose it is, one above, a stranger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from trongtam.accounts.tests.people import PASSWORD, make_login, sign_in
from trongtam.look.registry import DueItem
from trongtam.org.tests.house import make_house
from trongtam.reminders import operations
from trongtam.reminders.codes import code_of
from trongtam.reminders.models import Digest

from .conftest import item


def now():
    return timezone.now()


def told(user, due, *items):
    """A reminder of today that tells these things."""
    due[user.pk] = list(items)
    codes = [code_of(user.pk, one.key) for one in items]
    digest = Digest.objects.create(user=user, day=timezone.localdate(), made_at=now(), codes=codes)
    type(user).objects.filter(pk=user.pk).update(unread=1)
    return digest


def today(key="a", url="/entry/", title="Nhập số liệu"):
    return item(key, timezone.localdate(), url, title)


def test_it_says_inside_what_is_due_and_that_it_is_new_once(client, due, person):
    told(person, due, today(), today("b", "/two/", "Gửi báo cáo"))
    client.force_login(person)
    page = client.get("/notices/").content.decode()
    assert "Nhập số liệu" in page and 'href="/two/"' in page and "mới" in page
    person.refresh_from_db()
    assert person.unread == 0 and Digest.objects.get().read_at is not None
    again = client.get("/notices/").content.decode()
    assert '<p class="note">mới</p>' in page and '<p class="note">mới</p>' not in again


def test_what_is_done_is_counted_and_no_longer_named(client, due, person):
    told(person, due, today(), today("b", "/two/", "Gửi báo cáo"))
    due[person.pk] = [today()]
    client.force_login(person)
    page = client.get("/notices/").content.decode()
    assert "Gửi báo cáo" not in page and "1 việc của hôm đó đã xong" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_takes_as_many_queries_with_one_as_with_three(client, due, person, rows, django_assert_num_queries):
    due[person.pk] = [today()]
    for n in range(rows):
        day = timezone.localdate() - timedelta(days=n)
        Digest.objects.create(user=person, day=day, made_at=now(), codes=[code_of(person.pk, "a")], read_at=now())
    client.force_login(person)
    client.get("/notices/")
    with django_assert_num_queries(5):
        client.get("/notices/")


def test_the_frame_of_every_page_shows_how_many_are_new_without_asking(client, due, person, django_assert_num_queries):
    client.force_login(person)
    client.get("/more/")
    told(person, due, today())
    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        page = client.get("/more/").content.decode()
    assert (
        page.count('<span class="vh">có </span>1</span>') == 3
    )  # its place in the frame and in the list, and “Thêm” of the phone's bar


QUERIES_OF_A_PAGE = 3


def test_the_link_of_a_message_opens_the_form_of_the_one_thing_after_sign_in(client, due, person):
    digest = told(person, due, today(url="/entry/?month=2022-08"))
    url = reverse("reminders:open", args=[digest.pk])
    answer = client.get(url)
    assert answer["Location"] == f"/login/?next={url}"
    answer = client.post("/login/", {"login": person.username, "password": PASSWORD, "next": url})
    assert answer["Location"] == url
    assert client.get(url)["Location"] == "/entry/?month=2022-08"
    person.refresh_from_db()
    assert person.unread == 0


def test_of_several_things_it_opens_the_list(client, due, person):
    digest = told(person, due, today(), today("b"))
    client.force_login(person)
    assert client.get(f"/notices/{digest.pk}/")["Location"] == f"/notices/#d{digest.pk}"


def test_a_day_of_the_calendar_opens_its_form_and_says_when_it_is_done(client, due, person):
    due[person.pk] = [today(url="/entry/?month=2022-08")]
    client.force_login(person)
    url = reverse("reminders:due", args=[code_of(person.pk, "a")])
    assert client.get(url)["Location"] == "/entry/?month=2022-08"
    due[person.pk] = []
    assert "Việc này đã xong" in client.get(url, follow=True).content.decode()


def test_neither_who_is_above_nor_a_stranger_opens_another_s(client, due):
    house = make_house()
    digest = told(house.cell_secretary, due, today(title="Việc riêng"))
    code = code_of(house.cell_secretary.pk, "a")
    for user in (house.secretary, house.stranger):
        client.force_login(user)
        assert client.get(f"/notices/{digest.pk}/").status_code == 404
        assert client.get(f"/notices/due/{code}/")["Location"] == "/"
        assert "Việc riêng" not in client.get("/notices/").content.decode()


def test_titles_are_text(client, due, person):
    told(person, due, DueItem("a", "<b>x</b>", "<i>y</i>", timezone.localdate(), "/entry/"))
    client.force_login(person)
    page = client.get("/notices/").content.decode()
    assert escape("<b>x</b>") in page and "<b>x</b>" not in page


def test_reading_without_new_ones_writes_nothing(due, person, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert operations.read_digests(by=person, at=now()) == 0


def test_signed_out_there_is_only_the_sign_in_page(client):
    make_login()
    assert client.get("/notices/")["Location"].startswith("/login/")
    assert sign_in(client, "khong-co").status_code == 422

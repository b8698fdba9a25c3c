"""The one-time slip: once, for seven days, by nobody but its holder, leaving no trace of its token."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.db import transaction
from django.test import Client
from django.utils import timezone

from trongtam.accounts import operations
from trongtam.accounts.models import LoginSlip
from trongtam.accounts.tests.people import PASSWORD, make_login, sign_in
from trongtam.accounts.tokens import hash_of
from trongtam.ground.errors import Refused
from trongtam.ledger.models import Entry

pytestmark = pytest.mark.django_db
NEW = "mat khau rat moi"


@pytest.fixture
def office():
    return make_login(username="van-phong", display_name="Trần Thị Thử")


@pytest.fixture
def user():
    return make_login(username="mau")


def slip_of(user, office, at=None):
    return operations.issue_slip(user, by=office, at=at or timezone.now())


def choose(client, password=NEW, again=None):
    return client.post("/s/", {"password1": password, "password2": again or password})


def test_slip_opens_a_page_to_choose_a_password_and_signs_in(client, user, office):
    _, token = slip_of(user, office)
    opened = client.get(f"/s/{token}/")
    assert (opened.status_code, opened["Location"]) == (302, "/s/")
    page = client.get("/s/")
    assert page.status_code == 200
    assert "Nguyễn Văn Mẫu" in page.text
    assert choose(client)["Location"] == "/"
    assert get_user(client) == user
    assert sign_in(Client(), "mau", NEW).status_code == 302
    assert sign_in(Client(), "mau", PASSWORD).status_code == 422
    entry = Entry.objects.get(act="accounts.slip_used")
    assert entry.by == user


def test_looking_uses_nothing_up(client, user, office):
    _, token = slip_of(user, office)
    for _ in range(3):
        Client().get(f"/s/{token}/", follow=True)
    client.get(f"/s/{token}/")
    assert choose(client).status_code == 302


def test_slip_works_once_even_in_two_open_pages(client, user, office):
    _, token = slip_of(user, office)
    second = Client()
    for one in (client, second):
        one.get(f"/s/{token}/")
        assert one.get("/s/").status_code == 200
    assert choose(client).status_code == 302
    answer = choose(second, "mot mat khau khac")
    assert answer.status_code == 410
    assert "không còn dùng được" in answer.text
    assert get_user(second).pk is None
    assert Client().get(f"/s/{token}/", follow=True).status_code == 410


def test_slip_expires_after_seven_days(client, user, office):
    _, token = slip_of(user, office, at=timezone.now() - timedelta(days=7, seconds=1))
    assert client.get(f"/s/{token}/", follow=True).status_code == 410
    _, token = slip_of(user, office, at=timezone.now() - timedelta(days=6, hours=23))
    assert client.get(f"/s/{token}/", follow=True).status_code == 200


def test_newer_slip_withdraws_the_older(client, user, office):
    _, old = slip_of(user, office)
    _, new = slip_of(user, office)
    assert client.get(f"/s/{old}/", follow=True).status_code == 410
    assert client.get(f"/s/{new}/", follow=True).status_code == 200


def test_locking_withdraws_the_slip(client, user, office):
    _, token = slip_of(user, office)
    operations.close(user, at=timezone.now())
    assert client.get(f"/s/{token}/", follow=True).status_code == 410


def test_invented_token_gets_the_same_page_as_a_used_one(client):
    assert client.get("/s/khong-phai-phieu/", follow=True).status_code == 410
    assert client.get("/s/").status_code == 410


def test_weak_or_different_passwords_are_asked_again_and_leave_the_slip_good(client, user, office):
    _, token = slip_of(user, office)
    client.get(f"/s/{token}/")
    assert choose(client, "ngan").status_code == 422
    assert choose(client, "password").status_code == 422
    answer = choose(client, NEW, "khac han di nhe")
    assert answer.status_code == 422
    assert "chưa giống nhau" in answer.text
    assert choose(client).status_code == 302


def test_slip_ends_every_other_session(client, user, office):
    elsewhere = Client()
    sign_in(elsewhere, "mau")
    _, token = slip_of(user, office)
    client.get(f"/s/{token}/")
    choose(client)
    assert elsewhere.get("/profile/").status_code == 302
    assert client.get("/profile/").status_code == 200


def test_slip_used_where_someone_else_is_signed_in_changes_to_its_holder(client, user, office):
    sign_in(client, "van-phong")
    before = client.cookies["sessionid"].value
    _, token = slip_of(user, office)
    client.get(f"/s/{token}/")
    choose(client)
    assert get_user(client) == user
    assert client.cookies["sessionid"].value != before


def test_session_key_changes_when_the_slip_signs_in(client, user, office):
    _, token = slip_of(user, office)
    client.get(f"/s/{token}/")
    planted = client.cookies["sessionid"].value
    choose(client)
    assert client.cookies["sessionid"].value != planted


def test_token_is_kept_nowhere(client, user, office, caplog):
    caplog.set_level(logging.DEBUG)
    slip, token = slip_of(user, office)
    opened = client.get(f"/s/{token}/")
    page = client.get("/s/")
    used = choose(client)
    again = client.get(f"/s/{token}/", follow=True)
    assert again.status_code == 410
    assert token not in caplog.text
    stored = [str(row) for row in LoginSlip.objects.values()] + [str(row) for row in Entry.objects.values()]
    stored.append(str(dict(client.session)))
    assert not [row for row in stored if token in row]
    assert slip.token_hash == hash_of(token)
    assert opened["Referrer-Policy"] == "no-referrer"
    for answer in (opened, page, again):
        assert "no-store" in answer["Cache-Control"]
    assert token not in page.text + used.text


def test_slip_used_or_locked_between_the_page_and_the_button_is_refused(user, office):
    slip, _ = slip_of(user, office)
    operations.use_slip(slip.token_hash, password=NEW)
    with pytest.raises(Refused):
        operations.use_slip(slip.token_hash, password="mot mat khau khac")
    with pytest.raises(Refused):
        operations.use_slip(hash_of("khong co"), password=NEW)
    slip, _ = slip_of(user, office)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(Refused) as refusal, transaction.atomic():
        operations.use_slip(slip.token_hash, password=NEW)
    assert "khóa" in str(refusal.value)
    assert not LoginSlip.objects.get(pk=slip.pk).used_at  # the refusal took nothing

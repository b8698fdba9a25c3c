"""The devices of a login: told in plain words, signed out one by one, by their holder alone."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from trongtam.accounts import operations
from trongtam.accounts.devices import read_browser
from trongtam.accounts.models import CacheRow, Device
from trongtam.accounts.tests.people import PASSWORD, make_login, sign_in
from trongtam.ground.errors import NotAllowed
from trongtam.ledger.models import Entry

ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/17.5 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (ANDROID, ("Chrome", "android")),
        (IPHONE, ("Safari", "iphone")),
        (EDGE, ("Edge", "windows")),
        (ANDROID + " coc_coc_browser/120", ("Cốc Cốc", "android")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_what_a_browser_says_is_read_into_two_words(text, read):
    assert read_browser(text) == read


@pytest.fixture
def user(db):
    return make_login(username="mau")


def signed_in(browser: str = ANDROID, login: str = "mau") -> Client:
    client = Client(headers={"user-agent": browser})
    sign_in(client, login)
    return client


def test_the_profile_lists_ones_own_devices_and_no_address(user):
    here, _there = signed_in(), signed_in(IPHONE)
    make_login(username="khac")
    signed_in(EDGE, "khac")
    page = here.get("/profile/").text
    assert page.index("Chrome trên điện thoại Android") < page.index("Safari trên điện thoại iPhone")
    assert "(máy này)" in page
    assert "Edge" not in page
    assert {field.name for field in Device._meta.fields} == {
        "id", "user", "session_key", "proof", "browser", "system", "signed_in_at", "seen_at"
    }  # fmt: skip


def test_one_device_is_signed_out_and_the_others_stay(user):
    here, there = signed_in(), signed_in(IPHONE)
    other = Device.objects.get(system="iphone")
    assert here.post(f"/profile/devices/{other.pk}/sign-out/")["Location"] == "/profile/"
    assert there.get("/profile/").status_code == 302
    assert here.get("/profile/").status_code == 200
    assert Entry.objects.get(act="accounts.device_signed_out").by == user


def test_another_persons_device_is_not_there(user):
    signed_in()
    device = Device.objects.get()
    stranger = make_login(username="khac")
    client = signed_in(EDGE, "khac")
    assert client.post(f"/profile/devices/{device.pk}/sign-out/").status_code == 404
    with pytest.raises(NotAllowed):
        operations.sign_out_device(device, by=stranger)
    assert Device.objects.filter(pk=device.pk).exists()


def test_signing_out_all_others_leaves_one_in_the_list(user):
    here, there = signed_in(), signed_in(IPHONE)
    here.post("/profile/sign-out-elsewhere/")
    assert there.get("/profile/").status_code == 302
    assert [device.words for device in here.get("/profile/").context["devices"]] == ["Chrome trên điện thoại Android"]


def test_another_password_and_signing_out_take_devices_from_the_list(user):
    here, _there = signed_in(), signed_in(IPHONE)
    new = "mat khau rat moi"
    here.post("/profile/password/", {"current": PASSWORD, "password1": new, "password2": new})
    assert len(here.get("/profile/").context["devices"]) == 1
    here.post("/logout/")
    assert not Device.objects.filter(system="android").exists()


def test_a_session_of_earlier_days_stands_in_the_list_from_its_first_look(user):
    client = Client(headers={"user-agent": EDGE})
    client.force_login(user)
    assert [device.words for device in client.get("/profile/").context["devices"]] == ["Edge trên máy tính Windows"]


def test_last_used_is_kept_to_the_hour(user, time_machine):
    client = signed_in()
    first = Device.objects.get().seen_at
    client.get("/more/")
    assert Device.objects.get().seen_at == first
    time_machine.move_to(first + timedelta(hours=2), tick=True)
    client.get("/more/")
    assert Device.objects.get().seen_at - first >= timedelta(hours=1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_and_three_devices(user, rows, django_assert_num_queries):
    clients = [signed_in() for _number in range(rows)]
    with django_assert_num_queries(7):
        page = clients[0].get("/profile/")
    assert len(page.context["devices"]) == rows


def test_tidying_forgets_what_is_over_and_keeps_the_rest(user):
    here, _there = signed_in(), signed_in(IPHONE)
    old, now = Device.objects.get(system="iphone"), timezone.now()
    Session.objects.filter(pk=old.session_key).update(expire_date=now - timedelta(days=1))
    CacheRow.objects.update(expires=now - timedelta(days=1))
    call_command("tidy", verbosity=0)
    assert not Session.objects.filter(pk=old.session_key).exists()
    assert list(Device.objects.values_list("system", flat=True)) == ["android"]
    assert not CacheRow.objects.exists()
    assert here.get("/profile/").status_code == 200
    assert operations.forget_old(at=now) == 0

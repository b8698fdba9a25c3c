"""Wishes, e-mail addresses, browsers: one's own, proven, ended."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from trongtam.accounts.models import Device
from trongtam.accounts.operations import sign_out_device, sign_out_elsewhere
from trongtam.accounts.tests.people import make_login, sign_in
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry, Message
from trongtam.ledger.operations import send_waiting
from trongtam.reminders import keys, operations
from trongtam.reminders.models import MailAddress, Preference, PushSubscription

from .browser import Browser, push_service
from .conftest import SEVEN, item
from .samples import browser_of

MAIL = {"EMAIL_HOST": "127.0.0.1", "BASE_URL": "https://mau.example"}
WISHES = {"hour": "6", "ahead": "1", "inbox": "on", "push": "on", "rest_weekends": "on"}
ENDPOINT = "https://fcm.googleapis.com/fcm/send/mau"


@pytest.fixture
def signed(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def house_key(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    keys.private_key.cache_clear(), keys.public_key.cache_clear()
    yield tmp_path / "push_key"
    keys.private_key.cache_clear(), keys.public_key.cache_clear()


def acts():
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_wishes_are_kept_and_shown_again(signed, person, house_key):
    assert signed.post("/profile/reminders/", WISHES).status_code == 302
    kept = Preference.objects.get(user=person)
    assert (kept.hour, kept.ahead, kept.mail, kept.rest_holidays) == (6, 1, False, False)
    page = signed.get("/profile/reminders/").content.decode()
    assert '<option value="6" selected>' in page
    assert acts() == []


def test_the_page_says_that_the_days_off_of_a_year_are_not_known(signed, house_key, monkeypatch):
    assert "chưa công bố" not in signed.get("/profile/reminders/").content.decode()
    monkeypatch.setattr(timezone, "localdate", lambda *_at: date(2041, 3, 1))
    assert "năm 2041 chưa công bố" in signed.get("/profile/reminders/").content.decode()


@pytest.mark.parametrize("wrong", [{"hour": "3"}, {"ahead": "90"}, {"hour": "x"}, {"ahead": ""}])
def test_wishes_that_make_no_sense_are_refused(signed, wrong, house_key):
    assert signed.post("/profile/reminders/", WISHES | wrong).status_code == 422
    assert not Preference.objects.exists()


def test_nobody_sets_another_s_reminders(person):
    other = make_login()
    for act in (
        lambda: operations.wish(person, by=other, wishes={"hour": 6}),
        lambda: operations.give_address(person, by=other, address="mau@example.org"),
        lambda: operations.open_calendar(person, by=other),
        lambda: operations.close_calendar(person, by=other),
        lambda: operations.remove_address(person, by=other),
        lambda: operations.remove_browser(browser_of(person), by=other),
    ):
        with pytest.raises(NotAllowed):
            act()


@override_settings(**MAIL)
def test_an_address_counts_when_the_link_in_its_letter_was_opened(signed, person, house_key):
    assert signed.post("/profile/reminders/address/", {"address": "mau@example.org"}).status_code == 302
    assert send_waiting(at=timezone.now()) == 1
    (letter,) = mail.outbox
    path = re.search(r"https://mau\.example(/\S+)", letter.body)[1]
    assert letter.to == ["mau@example.org"] and not Message.objects.get().content
    assert "mau@example.org" in signed.get(path).content.decode()
    assert MailAddress.objects.get().confirmed_at is None  # looking confirms nothing
    assert signed.post(path).status_code == 302
    assert MailAddress.objects.get().confirmed_at is not None
    assert signed.get(path).status_code == 410 and signed.post(path).status_code == 422
    assert acts() == ["reminders.address_confirmed"]
    assert signed.post("/profile/reminders/address/remove/").status_code == 302
    assert not MailAddress.objects.exists() and acts()[-1] == "reminders.address_removed"


@override_settings(**MAIL)
def test_another_s_link_confirms_nothing(client, person):
    operations.give_address(person, by=person, address="mau@example.org", at=timezone.now())
    path = re.search(r"https://mau\.example(/\S+)", Message.objects.get().content["text"])[1]
    client.force_login(make_login())
    assert client.get(path).status_code == 410 and client.post(path).status_code == 422
    assert MailAddress.objects.get().confirmed_at is None


@override_settings(**MAIL)
def test_letters_are_not_sent_one_after_another_and_links_grow_old(person):
    token_at = timezone.now()
    operations.give_address(person, by=person, address="mau@example.org", at=token_at)
    with pytest.raises(Refused):
        operations.give_address(person, by=person, address="hai@example.org", at=token_at + timedelta(minutes=1))
    token = Message.objects.get().content["text"].split("/address/")[1].split("/")[0]
    with pytest.raises(Refused):
        operations.confirm_address(person, by=person, token=token, at=token_at + timedelta(days=3))


@override_settings(**MAIL)
@pytest.mark.parametrize("wrong", ["", "mau", "mau@example.org\nBcc: hai@example.org", "a" * 300 + "@example.org"])
def test_what_is_no_address_is_refused(signed, wrong, house_key):
    assert signed.post("/profile/reminders/address/", {"address": wrong}).status_code == 422
    assert not Message.objects.exists()


def test_without_a_mail_server_no_address_is_asked_for(signed, house_key):
    assert "/profile/reminders/address/" not in signed.get("/profile/reminders/").content.decode()
    assert signed.post("/profile/reminders/address/", {"address": "mau@example.org"}).status_code == 422


def test_a_browser_is_woken_with_a_message_that_only_it_can_read(signed, due, person, house_key, settings):
    settings.PUSH_HOSTS, browser = ["127.0.0.1"], Browser()
    with push_service() as (endpoint, got):
        given = {"endpoint": endpoint, "p256dh": browser.p256dh, "auth": browser.auth_word}
        assert signed.post("/profile/reminders/browsers/", given).json() == {"url": "/profile/reminders/"}
        due[person.pk] = [item("a")]
        digest = operations.remind(person, at=SEVEN)
        assert [send_waiting(at=SEVEN), send_waiting(at=SEVEN)] == [1, 0]
    ((headers, body),) = got
    said = json.loads(browser.read(body))
    assert said == {"title": "Có 1 việc đến hạn", "body": "Chạm để mở.", "url": f"/notices/{digest.pk}/"}
    assert headers["Content-Encoding"] == "aes128gcm" and headers["Authorization"].startswith("vapid t=")
    assert "việc".encode() not in body
    assert (house_key.stat().st_mode & 0o777) == 0o600
    assert acts() == ["reminders.browser_added"]


@pytest.mark.parametrize(
    ("status", "state", "reason", "left"),
    [(410, "failed", "gone", 0), (404, "failed", "gone", 0), (503, "waiting", "not_reached", 1),
     (429, "waiting", "not_reached", 1), (403, "failed", "refused", 1), (302, "failed", "refused", 1)],
)  # fmt: skip
def test_what_a_push_service_answers(due, person, house_key, settings, status, state, reason, left):
    settings.PUSH_HOSTS, browser = ["127.0.0.1"], Browser()
    with push_service(status) as (endpoint, _got):
        browser_of(person, endpoint, p256dh=browser.p256dh, auth=browser.auth_word)
        due[person.pk] = [item("a")]
        operations.remind(person, at=SEVEN)
        assert send_waiting(at=SEVEN) == 0
    message = Message.objects.get()
    assert (message.state, message.reason, PushSubscription.objects.count()) == (state, reason, left)


def test_a_service_that_is_not_there_is_tried_again(due, person, house_key):
    browser = Browser()
    browser_of(person, "http://127.0.0.1:9/mau", p256dh=browser.p256dh, auth=browser.auth_word)
    due[person.pk] = [item("a")]
    operations.remind(person, at=SEVEN)
    assert send_waiting(at=SEVEN) == 0
    assert Message.objects.get().state == "waiting"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://evilfcm.googleapis.com.vn/x",
        "https://127.0.0.1/x",
        "https://user@fcm.googleapis.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/" + "x" * 980,
        "",
    ],
)
def test_the_program_knocks_on_no_door_of_anybody_s_choice(signed, endpoint, house_key):
    browser = Browser()
    given = {"endpoint": endpoint, "p256dh": browser.p256dh, "auth": browser.auth_word}
    answer = signed.post("/profile/reminders/browsers/", given)
    assert answer.status_code == 422 and answer.json()["sentence"]
    assert not PushSubscription.objects.exists()


def test_without_keys_it_is_no_browser(signed):
    answer = signed.post("/profile/reminders/browsers/", {"endpoint": ENDPOINT, "p256dh": "x", "auth": "y"})
    assert answer.status_code == 422


def add(person, endpoint=ENDPOINT, device=None):
    browser = Browser()
    return operations.add_browser(
        person, by=person, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth_word, name="x", device=device
    )


def test_the_same_browser_is_one_and_follows_the_one_who_signs_in_there(person):
    other = make_login()
    add(person), add(person), add(other)
    assert [one.user for one in PushSubscription.objects.all()] == [other]


def test_of_many_browsers_the_newest_are_woken(person):
    for n in range(12):
        add(person, f"{ENDPOINT}/{n}")
    assert PushSubscription.objects.count() == 10


def test_who_signs_out_on_a_device_is_not_reminded_there(client, person):
    sign_in(client, person.username)
    device = Device.objects.get(user=person)
    add(person, device=device.pk)
    client.post("/logout/")
    assert not PushSubscription.objects.exists()


def test_nor_where_he_was_signed_out_from_elsewhere(client, person):
    sign_in(client, person.username)
    device = Device.objects.get(user=person)
    add(person, device=device.pk)
    sign_out_device(device, by=person)
    assert not PushSubscription.objects.exists()


def test_signing_out_everywhere_ends_all_and_removing_ends_one(signed, due, person, house_key):
    first = add(person)
    assert signed.post(f"/profile/reminders/browsers/{first.pk}/remove/").status_code == 302
    assert acts() == ["reminders.browser_added", "reminders.browser_removed"]
    add(person)
    user = sign_out_elsewhere(person)
    due[user.pk] = [item("a")]
    operations.remind(user, at=SEVEN)
    assert not Message.objects.exists()


def test_an_old_device_that_is_forgotten_by_the_clock_is_still_woken(person):
    """Sessions end after two weeks; who comes once a month is the one to remind."""
    from trongtam.accounts.operations import forget_old

    device = Device.objects.create(user=person, session_key="mau", proof="mau")
    add(person, device=device.pk)
    forget_old(at=timezone.now())
    assert not Device.objects.exists() and PushSubscription.objects.count() == 1


def test_the_house_s_key_is_made_once(house_key, settings):
    first = keys.private_key()
    keys.private_key.cache_clear()
    assert keys.private_key() == first == house_key.read_text()
    settings.PUSH_KEY = "given"
    keys.private_key.cache_clear()
    assert keys.private_key() == "given"

"""The reminder of a day: once, neutral, on the ways a person wishes, and nothing of it in another's hands."""

from datetime import date, timedelta

from django.core import mail
from django.test import override_settings
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.accounts.tests.people import make_login
from trongtam.ledger.models import Entry, Message
from trongtam.ledger.operations import send_waiting
from trongtam.look import registry
from trongtam.reminders import jobs, operations, queries
from trongtam.reminders.models import Digest, MailAddress, Preference, PushSubscription, Told
from trongtam.reminders.tests.samples import browser_of

from .conftest import DAY, SEVEN, item

MAIL = {"EMAIL_HOST": "127.0.0.1", "BASE_URL": "https://mau.example"}


def address_of(user, address="mau@example.org"):
    return MailAddress.objects.create(user=user, address=address, asked_at=SEVEN, confirmed_at=SEVEN)


def test_it_is_kept_in_the_inbox_and_counted_beside_the_login(due, person):
    due[person.pk] = [item("a"), item("b", date(2022, 9, 7)), item("far", date(2022, 12, 1)), item("never", None)]
    digest = operations.remind(person, at=SEVEN)
    assert len(digest.codes) == 2 and digest.day == DAY
    person.refresh_from_db()
    assert person.unread == 1
    assert not Entry.objects.exists()


def test_one_a_day_whatever_the_clock_does(due, person):
    due[person.pk] = [item("a")]
    assert operations.remind(person, at=SEVEN)
    due[person.pk].append(item("b"))
    assert operations.remind(person, at=SEVEN + timedelta(hours=3)) is None
    assert operations.remind(person, at=SEVEN - timedelta(days=1)) is None  # a clock set back
    tomorrow = operations.remind(person, at=SEVEN + timedelta(days=1))
    assert len(tomorrow.codes) == 2  # "a" is a day late, "b" is told for the first time


def test_what_is_done_is_not_told_and_forgotten(due, person):
    due[person.pk] = [item("a")]
    operations.remind(person, at=SEVEN)
    due[person.pk] = []
    assert operations.remind(person, at=SEVEN + timedelta(days=1)) is None
    assert not Told.objects.exists()


def test_a_quiet_day_says_nothing_and_the_next_working_day_says_it(due, person):
    saturday = SEVEN + timedelta(days=5)
    due[person.pk] = [item("a", date(2022, 9, 10))]
    assert operations.remind(person, at=saturday) is None
    assert operations.remind(person, at=saturday + timedelta(days=1)) is None
    assert operations.remind(person, at=saturday + timedelta(days=2)) is not None


def test_who_works_on_saturday_is_told_on_saturday(due, person):
    Preference.objects.create(user=person, rest_weekends=False)
    due[person.pk] = [item("a", date(2022, 9, 10))]
    assert operations.remind(person, at=SEVEN + timedelta(days=5)) is not None


@override_settings(**MAIL)
def test_letters_and_push_messages_are_neutral_and_each_once(due, person):
    due[person.pk] = [item("a"), item("b")]
    address_of(person)
    browser_of(person), browser_of(person, "https://push.services.mozilla.com/hai")
    digest = operations.remind(person, at=SEVEN)
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["mail", "push", "push"]
    words = Message.objects.get(channel="mail").content
    assert words["subject"] == "Có 2 việc đến hạn"
    assert f"https://mau.example/notices/{digest.pk}/" in words["text"]
    pushed = Message.objects.filter(channel="push").first().content
    assert pushed == {"title": "Có 2 việc đến hạn", "body": "Chạm để mở.", "url": f"/notices/{digest.pk}/"}


@override_settings(**MAIL)
def test_the_letter_goes_to_the_confirmed_address(due, person):
    due[person.pk] = [item("a")]
    address_of(person)
    operations.remind(person, at=SEVEN)
    assert send_waiting(at=SEVEN) == 1
    (letter,) = mail.outbox
    assert letter.to == ["mau@example.org"] and letter.subject == "Có 1 việc đến hạn"
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_ways_that_are_switched_off_are_silent(due, person):
    due[person.pk] = [item("a")]
    browser_of(person)
    wishes = {"inbox": False, "mail": False, "push": True}
    operations.wish(person, by=person, wishes=wishes)
    digest = operations.remind(person, at=SEVEN)
    person.refresh_from_db()
    assert person.unread == 0 and digest.read_at is not None and Message.objects.count() == 1
    operations.wish(person, by=person, wishes=wishes | {"push": False})
    assert operations.remind(person, at=SEVEN + timedelta(days=1)) is None
    assert Message.objects.count() == 1


def test_without_a_server_for_it_there_is_no_e_mail(due, person):
    due[person.pk] = [item("a")]
    address_of(person)
    operations.remind(person, at=SEVEN)
    assert not Message.objects.exists()


def test_the_words_are_in_the_person_s_language(due):
    person = make_login(language="en")
    browser_of(person)
    due[person.pk] = [item("a")]
    operations.remind(person, at=SEVEN)
    assert Message.objects.get().content["title"] == "You have 1 thing due"


def test_who_is_asked_at_which_hour(due):
    usual, early, late, locked = make_login(), make_login(), make_login(), make_login(is_active=False)
    Preference.objects.create(user=early, hour=6)
    Preference.objects.create(user=late, hour=15)
    six, three, night = SEVEN - timedelta(hours=1), SEVEN + timedelta(hours=8), SEVEN + timedelta(hours=15)
    assert queries.to_remind(at=six, limit=9) == [early]
    assert queries.to_remind(at=SEVEN, limit=9) == [usual, early]
    assert queries.to_remind(at=three, limit=9) == [usual, early, late]
    assert queries.to_remind(at=three, limit=1) == [usual]
    assert queries.to_remind(at=night, limit=9) == []
    assert locked not in queries.to_remind(at=three, limit=9)


def test_the_clock_reminds_everybody_once(due):
    people = [make_login() for _ in range(3)]
    for one in people:
        due[one.pk] = [item("a")]
    assert registry.clock.tick(SEVEN)["reminders"] == 3
    assert registry.clock.tick(SEVEN)["reminders"] == 0
    assert queries.to_remind(at=SEVEN, limit=9) == []


def test_one_person_s_fault_keeps_nobody_else_from_his_reminder(due, caplog):
    ill, well = make_login(display_name="Trần Thị Thử"), make_login()
    due[well.pk] = [item("a")]

    def broken(user, at):
        if user == ill:
            raise ValueError("Trần Thị Thử, Chi bộ ấp Mẫu")
        return []

    registry.due_items.register("broken", broken)
    assert jobs.remind_people(at=SEVEN) == 1
    assert Digest.objects.get().user == well
    assert "ValueError" in caplog.text and "Thử" not in caplog.text
    assert jobs.remind_people(at=SEVEN) == 0


def test_old_reminders_are_forgotten_and_no_longer_counted(due, person):
    due[person.pk] = [item("a")]
    operations.remind(person, at=SEVEN)
    assert operations.forget_old(at=SEVEN + timedelta(days=89)) == 0
    assert operations.forget_old(at=SEVEN + timedelta(days=91)) == 1
    person.refresh_from_db()
    assert person.unread == 0


@override_settings(**MAIL)
def test_everything_of_an_erased_person_goes(due, person):
    due[person.pk] = [item("a")]
    address_of(person), browser_of(person), operations.open_calendar(person, by=person)
    operations.remind(person, at=SEVEN)
    operations.forget_person(person)
    for model in (Digest, Told, Preference, MailAddress, PushSubscription, Message):
        assert not model.objects.filter(user=person).exists()
    assert User.objects.get(pk=person.pk).unread == 0


def test_a_login_that_is_locked_before_the_message_goes_gets_none(due, person):
    browser_of(person)
    due[person.pk] = [item("a")]
    operations.remind(person, at=SEVEN)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert send_waiting(at=SEVEN) == 0
    assert Message.objects.get().reason == "switched_off"


def test_the_time_zone_is_the_house_s():
    assert timezone.localtime(SEVEN).hour == 7

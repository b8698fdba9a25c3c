"""The outbox: once, in the caller's transaction, tried again with patience, and silent about what it carried."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from trongtam.accounts.models import User
from trongtam.ledger import outbox
from trongtam.ledger.models import Message, MessageState
from trongtam.ledger.operations import forget_messages, post_message, send_waiting
from trongtam.ledger.tests.people import make_user
from trongtam.look import registry

pytestmark = pytest.mark.django_db
AT = datetime(2022, 9, 5, 0, 0, tzinfo=UTC)
SECRET = "mau@example.org"


@pytest.fixture
def way():
    """A channel whose answers the test decides: a list of failures, taken one by one; then all goes well."""
    gone, failures = [], []

    def send(message):
        if failures and (failure := failures.pop(0)):
            raise failure
        gone.append(message.content)

    outbox.channels.register("trial", send)
    yield gone, failures
    outbox.channels.forget("trial")


def post(key="one", good_for=timedelta(hours=14), channel="trial"):
    content = {"text": SECRET}
    user = User.objects.filter(username="mau").first() or make_user()
    return post_message(key, to=user, channel=channel, content=content, at=AT, good_for=good_for)


def test_a_message_goes_out_once_and_its_words_with_it(way):
    gone, _failures = way
    message = post()
    assert send_waiting(at=AT) == 1
    assert send_waiting(at=AT + timedelta(days=1)) == 0
    message.refresh_from_db()
    assert gone == [{"text": SECRET}]
    assert (message.state, message.content, message.ended_at) == (MessageState.SENT, {}, AT)


def test_the_same_message_is_written_once(way):
    first = post()
    again = post_message("one", to=first.user, channel="trial", content={}, at=AT, good_for=timedelta(hours=1))
    assert again == first and again.content == {"text": SECRET}


def test_an_act_that_fails_leaves_no_message():
    user = make_user()

    def act():
        with transaction.atomic():
            post_message("one", to=user, channel="trial", content={}, at=AT, good_for=timedelta(hours=1))
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError, match="the act failed"):
        act()
    assert not Message.objects.exists()


def test_it_is_tried_again_with_longer_pauses_then_given_up(way):
    gone, failures = way
    failures += [outbox.TryAgain(outbox.UNREACHED) for _ in range(10)]
    message, now, tries = post(), AT, []
    for _minute in range(14 * 60):
        before = len(failures)
        send_waiting(at=now)
        if len(failures) < before:
            tries.append(now - AT)
        now += timedelta(minutes=1)
    message.refresh_from_db()
    assert tries == [timedelta(minutes=n) for n in (0, 1, 6, 36, 156, 516)]
    assert (message.state, message.reason, message.tries, gone) == (MessageState.FAILED, outbox.UNREACHED, 6, [])


def test_a_second_try_that_works_ends_it(way):
    gone, failures = way
    failures.append(outbox.TryAgain(outbox.UNREACHED))
    post()
    assert [send_waiting(at=AT), send_waiting(at=AT), send_waiting(at=AT + timedelta(minutes=2))] == [0, 0, 1]
    assert len(gone) == 1


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(outbox.Hopeless(outbox.REFUSED), outbox.REFUSED), (ValueError(SECRET), outbox.BROKEN)],
)
def test_what_cannot_help_ends_it_at_once_and_no_log_tells_an_address(way, failure, reason, caplog):
    way[1].append(failure)
    message = post()
    send_waiting(at=AT)
    message.refresh_from_db()
    assert (message.state, message.reason, message.content) == (MessageState.FAILED, reason, {})
    assert SECRET not in caplog.text


def test_one_that_breaks_does_not_hold_up_the_next(way):
    way[1].extend([KeyError("x"), None])
    post("one"), post("two")
    assert send_waiting(at=AT) == 1


def test_what_is_too_late_or_has_no_way_is_not_sent(way):
    late = post("late", good_for=timedelta(minutes=5))
    nowhere = post("nowhere", channel="pigeon")
    send_waiting(at=AT + timedelta(minutes=6))
    late.refresh_from_db(), nowhere.refresh_from_db()
    assert (late.reason, nowhere.reason) == (outbox.TOO_LATE, outbox.OFF)
    assert way[0] == []


def test_when_the_program_dies_while_sending_it_is_not_sent_twice(way):
    message = post()
    Message.objects.update(state=MessageState.SENDING, tries=1)
    assert send_waiting(at=AT + timedelta(minutes=5)) == 0
    assert send_waiting(at=AT + timedelta(minutes=11)) == 0
    message.refresh_from_db()
    assert (message.state, message.reason, way[0]) == (MessageState.FAILED, outbox.INTERRUPTED, [])


def test_two_workers_send_it_once(way):
    """The second has read the row before the first took it."""
    from trongtam.ledger.operations.outbox import _claimed

    message = post()
    stale = Message.objects.get(pk=message.pk)
    assert _claimed(message, AT)
    assert not _claimed(stale, AT)


def test_ended_messages_are_forgotten_after_thirty_days(way):
    post("one"), send_waiting(at=AT)
    post("two")
    assert forget_messages(at=AT + timedelta(days=29)) == 0
    assert forget_messages(at=AT + timedelta(days=31)) == 1
    assert list(Message.objects.values_list("key", flat=True)) == ["two"]


@given(st.integers(1, 20), st.integers(0, 2000))
def test_the_next_try_lies_ahead_and_never_beyond_its_time(tries, minutes):
    until = AT + timedelta(minutes=minutes)
    again = outbox.next_try(tries, AT, until)
    assert again is None or AT < again <= until


def test_the_clock_s_acts_do_not_stop_each_other(caplog):
    clock, done = registry.Clock("trial"), []

    def broken(*, at):
        raise ValueError(SECRET)

    clock.register("broken", broken, order=1)
    clock.register("well", lambda *, at: done.append(at) or 3, order=2)
    assert clock.tick(AT) == {"well": 3}
    assert done == [AT] and "broken" in caplog.text and SECRET not in caplog.text

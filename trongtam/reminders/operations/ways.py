"""The ways on which a person is reminded: his wishes, an e-mail address, browsers, a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from trongtam.accounts.operations import keep_unread
from trongtam.accounts.rules import is_own_login
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.ledger.models import Message
from trongtam.ledger.operations import post_message

from .. import rules, words
from ..codes import hash_of, new_token
from ..models import CalendarFeed, Device, Digest, MailAddress, Preference, PushSubscription, Told, User
from ..queries.ways import mail_offered

if TYPE_CHECKING:
    from collections.abc import Mapping

LINK_GOOD_FOR = timedelta(days=2)
ASK_AGAIN_AFTER = timedelta(minutes=2)
MOST_BROWSERS = 10
LONGEST_ENDPOINT = 1000
ONLY_HERE = {"127.0.0.1", "localhost"}


def _own(user: User, by: User) -> User:
    """The login, held until the transaction ends."""
    if not is_own_login(by, user):
        raise NotAllowed(rules.who_may())
    return User.objects.select_for_update().get(pk=user.pk)


@transaction.atomic
def wish(user: User, *, by: User, wishes: Mapping[str, int | bool]) -> Preference:
    """When, how early and on which ways one wishes to be reminded. A taste, not an act: it is not in the book."""
    _own(user, by)
    return Preference.objects.update_or_create(user=user, defaults=dict(wishes))[0]


@transaction.atomic
def give_address(user: User, *, by: User, address: str, at: datetime | None = None) -> MailAddress:
    """Name the address for reminders by e-mail; a link to confirm it goes there. Until it is opened nothing else does."""
    at, user = at or timezone.now(), _own(user, by)
    if not mail_offered():
        raise Refused(_("This installation sends no e-mail."))
    before = MailAddress.objects.filter(user=user).first()
    if before is not None and before.asked_at > at - ASK_AGAIN_AFTER:
        raise Refused(_("A letter has just been sent. Wait two minutes before you ask for another."), field="address")
    token = new_token()
    given = {"address": address, "token_hash": hash_of(token), "asked_at": at, "confirmed_at": None}
    row = MailAddress.objects.update_or_create(user=user, defaults=given)[0]
    url = f"{settings.BASE_URL}{reverse('reminders:confirm_address', args=[token])}"
    with translation.override(user.language):
        content = {"subject": words.confirmation_subject(), "text": words.confirmation(url)}
    post_message(
        f"confirm:{user.pk}:{row.token_hash[:16]}",
        to=user,
        channel="mail",
        target="unconfirmed",
        content=content,
        at=at,
        good_for=timedelta(hours=1),
    )
    return row


@transaction.atomic
def confirm_address(user: User, *, by: User, token: str, at: datetime | None = None) -> MailAddress:
    """The link that was sent has been opened by its owner: reminders go there from now on."""
    at, user = at or timezone.now(), _own(user, by)
    row = MailAddress.objects.select_for_update().filter(user=user, token_hash=hash_of(token)).first()
    if row is None or row.confirmed_at is not None or row.asked_at < at - LINK_GOOD_FOR:
        raise Refused(_("This link is used up or too old. Give the address again to get a new one."))
    row.confirmed_at, row.token_hash = at, ""
    row.save(update_fields=["confirmed_at", "token_hash"])
    book.write("reminders.address_confirmed", by=by, on=user, at=at)
    return row


@transaction.atomic
def remove_address(user: User, *, by: User, at: datetime | None = None) -> None:
    """No reminders by e-mail any more; the address is forgotten, and letters that wait are not sent."""
    user = _own(user, by)
    if not MailAddress.objects.filter(user=user).delete()[0]:
        raise Refused(_("There is no address any more."))
    Message.objects.filter(user=user, channel="mail", state="waiting").delete()
    book.write("reminders.address_removed", by=by, on=user, at=at)


def check_endpoint(endpoint: str) -> None:
    """The program calls known push services only: an address of anybody's choice would make it knock on any door."""
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").lower()
    known = any(host == name or host.endswith(f".{name}") for name in settings.PUSH_HOSTS)
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in ONLY_HERE)
    if not known or not secure or parts.username or len(endpoint) > LONGEST_ENDPOINT:
        raise Refused(_("This browser's service for notifications is not known here. Ask who runs the program."))


@transaction.atomic
def add_browser(
    user: User,
    *,
    by: User,
    endpoint: str,
    p256dh: str,
    auth: str,
    name: str,
    device: int | None = None,
    at: datetime | None = None,
) -> PushSubscription:
    """Wake this browser with reminders; one that was another login's is so no more."""
    from ..webpush import is_subscription

    at, user = at or timezone.now(), _own(user, by)
    check_endpoint(endpoint)
    if not is_subscription(p256dh, auth):
        raise Refused(_("This browser gave no key. Try again, or use another browser."))
    known = sha256(endpoint.encode()).hexdigest()
    PushSubscription.objects.filter(endpoint_hash=known).exclude(user=user).delete()
    given = {
        "user": user,
        "endpoint": endpoint,
        "p256dh": p256dh,
        "auth": auth,
        "name": name,
        "device": Device.objects.filter(user=user, pk=device or 0).first(),
        "stamp": user.session_stamp,
        "made_at": at,
    }
    row, new = PushSubscription.objects.update_or_create(endpoint_hash=known, defaults=given)
    old = PushSubscription.objects.filter(user=user).order_by("-made_at", "-pk")[MOST_BROWSERS:]
    PushSubscription.objects.filter(pk__in=[one.pk for one in old]).delete()
    if new:
        book.write("reminders.browser_added", by=by, on=user, at=at)
    return row


@transaction.atomic
def remove_browser(subscription: PushSubscription, *, by: User, at: datetime | None = None) -> None:
    """This browser is woken no more."""
    subscription = PushSubscription.objects.select_for_update().get(pk=subscription.pk)
    if not rules.is_own_subscription(by, subscription):
        raise NotAllowed(rules.who_may())
    subscription.delete()
    book.write("reminders.browser_removed", by=by, on=by, at=at)


def device_leaves(device: int) -> None:
    """Who signs out on a telephone is not reminded on it."""
    PushSubscription.objects.filter(device=device).delete()


@transaction.atomic
def open_calendar(user: User, *, by: User, at: datetime | None = None) -> str:
    """A new private address for one's calendar, told here once; an earlier one ends."""
    at, user, token = at or timezone.now(), _own(user, by), new_token()
    given = {"token_hash": hash_of(token), "made_at": at}
    CalendarFeed.objects.update_or_create(user=user, defaults=given)
    book.write("reminders.calendar_opened", by=by, on=user, at=at)
    return token


@transaction.atomic
def close_calendar(user: User, *, by: User, at: datetime | None = None) -> None:
    """The private address ends; calendars that read it get nothing more."""
    user = _own(user, by)
    if not CalendarFeed.objects.filter(user=user).delete()[0]:
        raise Refused(_("There is no calendar address any more."))
    book.write("reminders.calendar_closed", by=by, on=user, at=at)


@transaction.atomic
def forget_person(user: User) -> None:
    """Wishes, ways out, what was told and messages of a login whose person is erased; the act of `org` writes the entry."""
    for model in (Preference, Digest, Told, MailAddress, PushSubscription, CalendarFeed, Message):
        model._default_manager.filter(user=user).delete()
    keep_unread(user, 0)

"""The reminder of a person and day: decided, kept in the inbox and put into the outbox, in one transaction, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from trongtam.accounts.operations import keep_unread
from trongtam.ledger.operations import post_message

from .. import words
from ..due import by_code
from ..models import Digest, Preference, Told, User
from ..queries.ways import confirmed_address, living_browsers
from ..telling import Owed, to_tell
from ..telling import Told as LastTold

GOOD_FOR = timedelta(hours=14)
KEPT = timedelta(days=90)


def _locked(user: User) -> Preference:
    """The person's wishes, held until the transaction ends: of two clocks one waits for the other."""
    Preference.objects.get_or_create(user=user)
    return Preference.objects.select_for_update().get(user=user)


@transaction.atomic
def remind(user: User, *, at: datetime) -> Digest | None:
    """Decide whether the day has something to tell a person, and tell it on the ways he wishes; None when there is nothing,
    or when it was decided already."""
    day = timezone.localdate(at)
    wishes = _locked(user)
    if wishes.settled_on is not None and wishes.settled_on >= day:
        return None
    wishes.settled_on = day
    wishes.save(update_fields=["settled_on"])
    if wishes.quiet(day) or not (wishes.inbox or wishes.mail or wishes.push):
        return None
    told = _tell(user, wishes, day, at)
    if not told:
        return None
    digest = Digest.objects.create(user=user, day=day, made_at=at, codes=told, read_at=None if wishes.inbox else at)
    with translation.override(user.language):
        _put_into_outbox(digest, wishes, at)
    if wishes.inbox:
        keep_unread(user, Digest.objects.filter(user=user, read_at__isnull=True).count())
    return digest


def _tell(user: User, wishes: Preference, day: date, at: datetime) -> list[str]:
    """Codes of what is told today; the stage of each is kept, and what is no longer due is forgotten."""
    due = {code: item.due for code, item in by_code(user, at).items() if item.due is not None}
    rows = {row.code: row for row in Told.objects.filter(user=user)}
    told = {code: LastTold(row.due, row.stage) for code, row in rows.items()}
    owed = [Owed(code, when) for code, when in due.items()]
    chosen = to_tell(owed, told, day, ahead=wishes.ahead, quiet=wishes.quiet)
    Told.objects.filter(pk__in=[row.pk for code, row in rows.items() if code not in due]).delete()
    Told.objects.bulk_create(
        [Told(user=user, code=thing.code, due=thing.due, stage=stage) for thing, stage in chosen],
        update_conflicts=True,
        unique_fields=["user", "code"],
        update_fields=["due", "stage"],
    )
    return [thing.code for thing, _stage in chosen]


def _put_into_outbox(digest: Digest, wishes: Preference, at: datetime) -> None:
    user, count = digest.user, len(digest.codes)
    path, key = reverse("reminders:open", args=[digest.pk]), f"digest:{user.pk}:{digest.day}"
    if wishes.mail and confirmed_address(user):
        content = {"subject": words.subject(count), "text": words.letter(count, f"{settings.BASE_URL}{path}")}
        post_message(f"{key}:mail", to=user, channel="mail", content=content, at=at, good_for=GOOD_FOR)
    if wishes.push:
        for browser in living_browsers(user):
            post_message(
                f"{key}:push:{browser.pk}",
                to=user,
                channel="push",
                target=str(browser.pk),
                content={**words.push(count), "url": path},
                at=at,
                good_for=GOOD_FOR,
            )


@transaction.atomic
def pass_over(user: User, *, at: datetime) -> None:
    """Today nothing can be told to this person (something he has to do cannot be read): tomorrow again."""
    wishes = _locked(user)
    wishes.settled_on = timezone.localdate(at)
    wishes.save(update_fields=["settled_on"])


def forget_old(*, at: datetime) -> int:
    """Reminders of more than 90 days ago; how many went. New ones among them no longer count."""
    old = Digest.objects.filter(made_at__lt=at - KEPT)
    unread = set(old.filter(read_at__isnull=True).values_list("user", flat=True))
    gone = old.delete()[0]
    for user in User.objects.filter(pk__in=unread):
        keep_unread(user, Digest.objects.filter(user=user, read_at__isnull=True).count())
    return gone

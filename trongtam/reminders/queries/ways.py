"""The ways on which a person is reminded, and who is to be reminded now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..codes import hash_of
from ..models import LAST_HOUR, USUAL_HOUR, CalendarFeed, MailAddress, Preference, PushSubscription, User


def mail_offered() -> bool:
    """Whether this house sends e-mail: a server for it is named, and the address to which its links lead."""
    return bool(settings.EMAIL_HOST and settings.BASE_URL)


@dataclass(frozen=True)
class Ways:
    """What stands on the page of one's reminders. `here`: the browser in front of the person is among the woken ones."""

    preference: Preference
    mail_offered: bool
    address: MailAddress | None
    browsers: list[PushSubscription]
    feed: CalendarFeed | None


def preference_of(user: User) -> Preference:
    """A person's wishes; the usual ones, not kept, where he has said nothing."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def living_browsers(user: User) -> QuerySet[PushSubscription]:
    """Those that are still woken: the person has not signed out everywhere since."""
    return PushSubscription.objects.filter(user=user, stamp=user.session_stamp)


def confirmed_address(user: User) -> str:
    """Empty where there is none, or where this house sends no e-mail."""
    if not mail_offered():
        return ""
    found = MailAddress.objects.filter(user=user, confirmed_at__isnull=False)
    return found.values_list("address", flat=True).first() or ""


def ways_of(user: User) -> Ways:
    """Four queries."""
    return Ways(
        preference=preference_of(user),
        mail_offered=mail_offered(),
        address=MailAddress.objects.filter(user=user).first(),
        browsers=list(living_browsers(user).order_by("-made_at")),
        feed=CalendarFeed.objects.filter(user=user).first(),
    )


def address_to_confirm(user: User, token: str) -> MailAddress | None:
    """The address whose link this is: the person's own, not yet confirmed."""
    return MailAddress.objects.filter(user=user, token_hash=hash_of(token), confirmed_at__isnull=True).first()


def to_remind(*, at: datetime, limit: int) -> list[User]:
    """Open logins whose hour has come today and of whom it was not yet decided; nobody in the night."""
    now = timezone.localtime(at)
    if now.hour > LAST_HOUR:
        return []
    wishes = Preference.objects.all()
    settled = wishes.filter(settled_on__gte=now.date()).values("user")
    later = wishes.filter(hour__gt=now.hour).values("user")
    waiting = User.objects.filter(is_active=True).exclude(pk__in=settled).exclude(pk__in=later)
    if now.hour < USUAL_HOUR:
        waiting = waiting.filter(Q(pk__in=wishes.values("user")))
    return list(waiting.order_by("pk")[:limit])

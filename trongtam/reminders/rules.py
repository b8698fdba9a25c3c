"""Who cares for reminders: everybody for his own, nobody for another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.accounts.rules import is_own_login

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    from .models import PushSubscription


def is_own_subscription(user: User | AnonymousUser | None, subscription: PushSubscription) -> bool:
    return user is not None and user.is_authenticated and subscription.user_id == user.pk


def who_may() -> str:
    return _("Everybody sets his own reminders only.")


# act → (predicate, key of the sample object it is tried with)
ACTS: dict[str, tuple[Any, str]] = {
    "reminders.address_confirmed": (is_own_login, "cell_secretary"),
    "reminders.address_removed": (is_own_login, "cell_secretary"),
    "reminders.browser_added": (is_own_login, "cell_secretary"),
    "reminders.browser_removed": (is_own_subscription, "reminders.browser"),
    "reminders.calendar_opened": (is_own_login, "cell_secretary"),
    "reminders.calendar_closed": (is_own_login, "cell_secretary"),
}

"""Who may do what with a login: its holder cares for it; what the office does with logins stands in `org`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import Device, User


def is_own_login(user: User | AnonymousUser | None, login: User) -> bool:
    return user is not None and user.pk == login.pk and login.is_active


def is_own_device(user: User | AnonymousUser | None, device: Device) -> bool:
    return user is not None and user.is_authenticated and device.user_id == user.pk


def who_may_sign_out_device() -> str:
    return _("Everybody signs out his own phones and computers only.")


# act → (predicate, key of the sample object it is tried with)
ACTS: dict[str, tuple[Any, str]] = {
    "accounts.password_changed": (is_own_login, "cell_secretary"),
    "accounts.slip_used": (is_own_login, "cell_secretary"),
    "accounts.signed_out_elsewhere": (is_own_login, "cell_secretary"),
    "accounts.device_signed_out": (is_own_login, "cell_secretary"),
    "accounts.second_factor_set_up": (is_own_login, "cell_secretary"),
    "accounts.second_factor_removed": (is_own_login, "cell_secretary"),
    "accounts.spare_codes_renewed": (is_own_login, "cell_secretary"),
}

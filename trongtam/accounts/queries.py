"""What the sign-in pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ledger.models import Entry

from .models import Device, LoginSlip, User
from .phones import normal_phone
from .policy import login_labels


def login_name_of(typed: str) -> str:
    """The login name behind what was typed: the name itself, or the name of the login with that phone number."""
    typed = typed.strip().lower()
    phone = normal_phone(typed)
    if phone is None:
        return typed
    name = User.objects.filter(phone=phone).values_list("username", flat=True).first()
    return name or phone


def good_slip(token_hash: str, at: datetime) -> LoginSlip | None:
    """The slip that still opens a login at a moment."""
    return LoginSlip.objects.good(at).filter(token_hash=token_hash).select_related("user").first()


@dataclass(frozen=True)
class DemonstrationLogin:
    """A login of the demonstration as the sign-in page shows it."""

    username: str
    name: str
    label: str


def demonstration_logins() -> list[DemonstrationLogin]:
    """The open logins of the demonstration, in the order in which they were made; none in a real installation."""
    users = list(User.objects.filter(is_demonstration=True, is_active=True).order_by("pk")[:40])
    labels = login_labels(users) if users else {}
    return [DemonstrationLogin(user.username, user.display_name, labels.get(user.pk, "")) for user in users]


def own_acts(user: User, limit: int = 12) -> list[Entry]:
    """What the person did last, as the book has it."""
    return list(Entry.objects.filter(by=user).order_by("-at", "-pk")[:limit])


SYSTEMS = {
    "ipad": gettext_lazy("iPad"),
    "iphone": gettext_lazy("iPhone"),
    "android": gettext_lazy("Android phone"),
    "windows": gettext_lazy("Windows computer"),
    "chromebook": gettext_lazy("Chromebook computer"),
    "mac": gettext_lazy("Mac computer"),
    "linux": gettext_lazy("Linux computer"),
}


@dataclass(frozen=True)
class SignedIn:
    """A device of one's own as the profile shows it; `here`: the one in front."""

    pk: int
    words: str
    signed_in_at: datetime
    seen_at: datetime
    here: bool


def devices(user: User, session_key: str | None, at: datetime) -> list[SignedIn]:
    """Where a person is signed in: the device in front first, then the last used. One query."""
    found = Device.objects.visible_to(user).filter(proof=user.get_session_auth_hash()).with_session(at)
    rows = [
        SignedIn(one.pk, device_words(one), one.signed_in_at, one.seen_at, one.session_key == session_key)
        for one in found.order_by("-seen_at", "-pk")
    ]
    return sorted(rows, key=lambda row: not row.here)


def device_words(device: Device) -> str:
    """“Chrome trên điện thoại Android”."""
    system = str(SYSTEMS.get(device.system, ""))
    if not system:
        return device.browser or _("A device that does not say what it is")
    return _("%(browser)s on %(system)s") % {"browser": device.browser, "system": system} if device.browser else system

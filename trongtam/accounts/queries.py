"""What the sign-in pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trongtam.ledger.models import Entry

from .models import LoginSlip, User
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

"""What the forms of duties offer: units, people who may follow, obligations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from trongtam.org.models import Person, Post, Unit
from trongtam.org.models.units import on_date

from ..models import FOLLOWED_KINDS, Obligation
from ..obligations import shipped
from .following_pages import territory
from .reaching import fitting_posts

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHIPPED, NOTHING = "shipped:", "none"


def place_of(user: User, code: str) -> Unit | None:
    """A place whose coverage one may look at: it has to lie in one's reach."""
    return Unit.objects.reached_by(user).select_related("parent").filter(code=code).first()


def units_to_follow(place: Unit, day: date) -> QuerySet[Unit]:
    found = Unit.objects.on(day).filter(path__startswith=territory(place), kind__in=FOLLOWED_KINDS)
    return found.order_by("path")


def people_to_follow(place: Unit, day: date) -> QuerySet[Person]:
    """Who holds a post in a place or above it on a day; which of them fits, the act says."""
    above = [int(part) for part in place.path.strip("/").split("/") if part]
    held = Post.objects.filter(on_date(day), Q(unit__path__startswith=territory(place)) | Q(unit__in=above)
                               | Q(unit__parent__in=above, unit__kind="party_committee"))  # fmt: skip
    return Person.objects.not_erased().filter(pk__in=held.values("person")).order_by("folded")


def people_instead(unit: Unit, tier: str, day: date) -> QuerySet[Person]:
    """Who may take a duty over."""
    held = fitting_posts(unit, tier, day)
    return Person.objects.not_erased().filter(pk__in=held.values("person")).order_by("folded")


def obligations(place: Unit) -> list[tuple[str, Any]]:
    """Those that the organs of a place have set, those that are shipped, and none."""
    own = Obligation.objects.filter(unit__path__startswith=territory(place)).order_by("-valid_from", "pk")
    found: list[tuple[str, Any]] = [(str(one.pk), f"{one.name} ({one.source})") for one in own]
    found += [(f"{SHIPPED}{code}", one.name) for code, one in shipped().items()]
    return [*found, (NOTHING, _("no number of visits is set"))]


def obligation_of(place: Unit, chosen: str) -> Obligation | None:
    """The row of an own one that was chosen."""
    if not chosen.isdecimal():
        return None
    return Obligation.objects.filter(pk=chosen, unit__path__startswith=territory(place)).first()

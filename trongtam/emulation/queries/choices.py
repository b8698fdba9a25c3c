"""What forms of this room offer: the units that one speaks for, people that may be named, indicators that can be compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trongtam.org.models import Person, Unit, UnitKind
from trongtam.org.reach import ACTING_KINDS, Reach, Right
from trongtam.targets.models import Across, Indicator, Target
from trongtam.work.rules import own_units

from .figures import comparable

if TYPE_CHECKING:
    from trongtam.accounts.models import User

KINDS = (UnitKind.COMMUNE, *ACTING_KINDS)
FOR_OTHERS = frozenset({Right.ASSIGN, Right.STATE_FOR})
MOST = 300


def speaks_in(user: User, day: date) -> QuerySet[Unit]:
    """Units that exist on a day and in whose name one may speak: one's own, and for the office all of its commune."""
    reach = Reach.of(user)
    condition = Q(pk__in=own_units(reach))
    for post in reach.posts:
        if post.rights & FOR_OTHERS:
            condition |= Q(path__startswith=post.path) if post.near else Q(pk=post.unit_id)
    return Unit.objects.on(day).filter(condition, kind__in=KINDS).order_by("path")


def own_first(user: User) -> int | None:
    """The unit that a form begins with: that of one's own post."""
    return next((post.unit_id for post in Reach.of(user).posts), None)


def people_known(user: User) -> QuerySet[Person]:
    """Those whose plain record one keeps, those of one's sight, oneself."""
    known = Person.objects.known_to(user).values("pk")
    seen = Person.objects.visible_to(user).values("pk")
    return Person.objects.not_erased().filter(Q(pk__in=known) | Q(pk__in=seen)).order_by("full_name")


def organs_recognising(user: User, unit: Unit) -> QuerySet[Unit]:
    """The organs in whose name one recognises an exemplar of a unit, the lowest first."""
    ids = [post.unit_id for post in Reach.of(user).posts_over(unit) if Right.ASSIGN in post.rights]
    return Unit.objects.filter(pk__in=ids).order_by("-path")


def indicators_of_movement(user: User) -> QuerySet[Indicator]:
    """Those that units in reach have targets for, and those of one's own units."""
    reach = Reach.of(user)
    promised = Target.objects.in_force().filter(reach.reached_units("unit__")).values("indicator")
    rows = Indicator.objects.filter(Q(pk__in=promised) | reach.reached_units("owner__"), **comparable())
    return rows.exclude(across=Across.SHARE_OF_UNITS).order_by("folded", "pk")


def recipients(user: User, day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of choices: “unit:12”, “person:7”."""
    units = [(f"unit:{one.pk}", one.name) for one in speaks_in(user, day)[:MOST]]
    people = [(f"person:{one.pk}", one.full_name) for one in people_known(user)[:MOST]]
    return [("units", units), ("people", people)]

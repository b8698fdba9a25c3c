"""The share of units that kept a recurring work, as a live indicator: registered as the family `recurring`.

A unit counts in a period when it owed a day there that is over and was not excused; it kept it when each such day was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.org.reach import Reach
from trongtam.targets.live import Behind, Counts, Proof, Provider, Share
from trongtam.targets.models import Indicator

from ..models import Recurring
from .recurring import days_on, owed, said_of, verdict

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

FAMILY = "recurring"
SHOWN = 8


def key_of(recurring: Recurring) -> str:
    """What an indicator names as its provider."""
    return f"{FAMILY}:{recurring.pk}"


def indicator_of(recurring: Recurring) -> Indicator | None:
    return Indicator.objects.filter(provider=key_of(recurring)).first()


def find_kept(thing: str) -> Provider:
    """The provider of one recurring work. Raises LookupError where there is none. One query."""
    recurring = Recurring.objects.select_related("unit").filter(pk=thing).first() if thing.isdecimal() else None
    if recurring is None:
        raise LookupError(f"no recurring work {thing}")
    return partial(_kept, recurring)


def _kept(
    recurring: Recurring, units: Iterable[int], periods: Sequence[tuple[date, date]], at: date | None = None
) -> Counts:
    """1 of 1 for a unit that kept it in a period, 0 of 1 for one that did not, 0 of 0 where all was excused. Three queries."""
    today = at or timezone.localdate()
    found = owed([(recurring, days_on(recurring, last=today))], set(units))
    said = said_of(found)
    counts = {}
    for number, (start, end) in enumerate(periods):
        for one in found:
            became = verdict(one, said, start, end, today)
            if became.owed or became.excused:
                words = said.get((recurring.pk, one.unit.pk), {})
                rows = tuple(word.pk for day, word in words.items() if start <= day <= end and day < today)
                counts[one.unit.pk, number] = Share(int(became.is_kept is True), int(became.owed > 0)), rows
    return counts


def prove_kept(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof:
    """The units behind a share, those that did not keep it first; each leads to what it said. Units in reach alone."""
    recurring = Recurring.objects.select_related("unit").filter(pk=indicator.provider.partition(":")[2]).first()
    if recurring is None:
        return Proof()
    today, reach = timezone.localdate(), Reach.of(user)
    found = [one for one in owed([(recurring, days_on(recurring, start, end))]) if reach.covers(one.unit)]
    if unit.kind == recurring.unit_kind:
        found = [one for one in found if one.unit.path.startswith(unit.path)]
    said = said_of(found, start, end)
    told = sorted(
        ((one, verdict(one, said, start, end, today)) for one in found), key=lambda pair: bool(pair[1].is_kept)
    )
    behind = tuple(
        Behind(
            one.unit.name,
            _("%(done)s of %(owed)s days") % {"done": became.done, "owed": became.owed},
            _("%(n)s excused") % {"n": became.excused} if became.excused else "",
            reverse("work:recurring_of_unit", args=[recurring.pk, one.unit.code]),
        )
        for one, became in told
    )
    seen = Recurring.objects.visible_to(user).filter(pk=recurring.pk).exists()
    url = reverse("work:recurring_work", args=[recurring.pk]) if seen else ""
    return Proof(behind[:SHOWN], len(behind) - min(len(behind), SHOWN), url, recurring.title if seen else "")

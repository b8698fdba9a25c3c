"""What speaks for a proposal of an award: read by the program on the day, frozen with the proposal. Data, in Vietnamese.

Of a unit: years in a row, earlier awards, targets of the year, works, how it was classified. Of a person: years in a row, earlier
awards, works; that he was classified, never how: the level is read on its own page by those who have sight of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit
from trongtam.reviews.models import RoundKind, Subject
from trongtam.targets.queries.board import board
from trongtam.work.models import Quality, Work

from ..models import Award
from ..titles import FIVE
from .streaks import Counter, counters_of, counters_of_person

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Line = dict[str, Any]
EARLIER = 5


def evidence_for(recipient: Unit | Person, year: int, *, user: User, today: date) -> list[Line]:
    """[{code, text, url}], what the proposer may see."""
    with override("vi"):
        lines = [_streak_line(one) for one in _counters(recipient, year)]
        lines += _awards(recipient, year)
        if isinstance(recipient, Unit):
            lines += _targets(recipient, year, user, today)
        lines += _works(recipient, year)
        lines += _classified(recipient, year, user)
    return lines


def _counters(recipient: Unit | Person, year: int) -> list[Counter]:
    if isinstance(recipient, Unit):
        return counters_of([recipient], year)[recipient.pk]
    return counters_of_person(recipient, year)


def _streak_line(one: Counter) -> Line:
    told = {"n": one.streak.years, "title": one.title.name, "first": one.streak.first, "last": one.streak.last}
    text = ngettext(
        "%(title)s: %(n)d year (%(last)d)", "%(title)s: %(n)d years in a row (%(first)d–%(last)d)", one.streak.years
    )
    said = text % told
    if one.through:
        said += " " + _("(with %(units)s before)") % {"units": ", ".join(one.through)}
    return {"code": "streak" if one.streak.years < FIVE else "five", "text": said, "url": ""}


def _awards(recipient: Unit | Person, year: int) -> list[Line]:
    own = {"recipient_unit": recipient} if isinstance(recipient, Unit) else {"recipient_person": recipient}
    rows = Award.objects.standing().filter(**own, year__lt=year, year__gte=year - EARLIER).order_by("-year", "pk")
    return [
        {
            "code": "award",
            "text": f"{one.year}: {one.title} ({one.issued_by})",
            "url": reverse("emulation:award", args=[one.pk]),
        }
        for one in rows[:EARLIER]
    ]


def _targets(unit: Unit, year: int, user: User, today: date) -> list[Line]:
    period = Period.year(year)
    if period.start > today:
        return []
    counts = board(unit, period, user=user, today=today, as_of=min(today, period.end)).tally.counts
    total = sum(counts.values())
    if not total:
        return []
    told = {"met": counts["met"], "total": total, "year": year}
    url = reverse("org:unit", args=[unit.code])
    return [{"code": "targets", "text": _("%(met)d of %(total)d targets of %(year)d met") % told, "url": url}]


def _works(recipient: Unit | Person, year: int) -> list[Line]:
    own = Q(holder_unit=recipient) if isinstance(recipient, Unit) else Q(holder_person=recipient)
    rows = Work.objects.assigned().filter(own, period_code=str(year))
    total = rows.count()
    if not total:
        return []
    told = {
        "done": rows.filter(on_time=True).count(),
        "beyond": rows.filter(quality=Quality.BEYOND).count(),
        "total": total,
        "year": year,
    }
    text = _("%(done)d of %(total)d works of %(year)d done on time, %(beyond)d beyond what was asked") % told
    return [{"code": "works", "text": text, "url": ""}]


def _classified(recipient: Unit | Person, year: int, user: User) -> list[Line]:
    """The yearly classification that the proposer may see. Of a unit with its level; of a person that there is one, and where:
    the proposal is read by more people than the form."""
    seen = Subject.objects.visible_to(user).settled().filter(round__kind=RoundKind.YEAR, round__period_code=str(year))
    if isinstance(recipient, Person):
        form = seen.filter(person=recipient).order_by("-pk").first()
        if form is None:
            return []
        url = reverse("reviews:form", args=[form.pk])
        return [{"code": "classified", "text": _("Classified for %(year)d: see the form") % {"year": year}, "url": url}]
    found = []
    for one in (
        seen.filter(person__isnull=True, unit=recipient).exclude(level="").select_related("scheme").order_by("pk")
    ):
        titles = {level.code: level.title for level in one.scheme.read().levels}
        told = {"year": year, "level": titles.get(one.level, one.level)}
        url = reverse("reviews:form", args=[one.pk])
        found.append({"code": "classified", "text": _("Classified for %(year)d: %(level)s") % told, "url": url})
    return found

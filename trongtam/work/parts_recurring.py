"""What recurring work gives to the desk, to one's own page of works, to the board of a place and to search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel
from trongtam.org.views.answers import who

from . import presentation_recurring as presentation
from .models import Recurring
from .queries import recurring_pages as pages

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

SHOWN = 6


def due(user: User, at: datetime) -> list[DueItem]:
    """A week before its day a recurring work of one's unit stands here, and until something is said of it."""
    today = timezone.localdate(at)
    return [_due(one, today) for one in pages.due(user, today)]


def _due(one: pages.Due, today: date) -> DueItem:
    return DueItem(
        key=f"work.recurring:{one.recurring.pk}:{one.unit.pk}",
        title=one.recurring.title,
        detail=_detail(one),
        due=one.day,
        url=_url(one, today),
        kind=_("Recurring work"),
        action=_("Say whether it was done") if _come(one, today) else _("Look at it"),
    )


def _come(one: pages.Due, today: date) -> bool:
    return one.day <= today


def _url(one: pages.Due, today: date) -> str:
    args = [one.recurring.pk, one.unit.code]
    if _come(one, today):
        return reverse("work:say_occurrence", args=[*args, one.day.isoformat()])
    return reverse("work:recurring_of_unit", args=args)


def _detail(one: pages.Due) -> str:
    if not one.silent:
        return one.unit.name
    told = ngettext("%(n)d day waits for a word", "%(n)d days wait for a word", one.silent) % {"n": one.silent}
    return f"{one.unit.name}: {told}"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A recurring work of one's own unit, with the way to say it."""

    title: str
    url: str
    meta: str
    band: str
    words: str
    say_url: str
    say: str


def of_own(request: HttpRequest, user: User) -> Panel | None:
    """On one's own page of works."""
    today = timezone.localdate()
    rows = [_own(one, today) for one in pages.due(who(request), today)]
    return Panel("work/recurring/own.html", {"rows": rows}) if rows else None


def _own(one: pages.Due, today: date) -> OwnRow:
    come, day = _come(one, today), days.write(one.day)
    return OwnRow(
        title=one.recurring.title,
        url=reverse("work:recurring_of_unit", args=[one.recurring.pk, one.unit.code]),
        meta=f"{_detail(one)} · {presentation.rule_words(one.recurring)}",
        band="not_measured" if come else "partly",
        words=_("%(day)s: not said yet") % {"day": day} if come else _("next: %(day)s") % {"day": day},
        say_url=_url(one, today) if come else "",
        say=_("Say it for %(day)s") % {"day": day},
    )


def of_board(request: HttpRequest, unit: Unit) -> Panel:
    """On the leader's board: how each recurring work was kept the last time, and the way to all. Of another year (`?year=`) those
    that ran in it."""
    today, user = timezone.localdate(), who(request)
    asked = request.GET.get("year", "")
    year = int(asked) if re.fullmatch(r"[12]\d{3}", asked) else today.year
    day, before = (today, timedelta(0)) if year == today.year else (date(year, 1, 1), timedelta(days=364))
    running = pages.running_in_place(unit, user, day, day + before)
    rows = [presentation.row(one) for one in pages.listed(running, user, today)]
    url = reverse("work:all_recurring", args=[unit.code])
    return Panel("work/recurring/board.html", {"rows": rows, "url": url})


_SEEN = Prepared(lambda user: Recurring.objects.visible_to(user).select_related("unit").order_by("-start", "pk"))


def found(text: str, user: User) -> list[Found]:
    """By words of the title. There are few in a commune, and the database folds no Vietnamese."""
    words = fold(text).split()
    hits = [one for one in _SEEN(user) if all(word in fold(one.title) for word in words)]
    return [
        Found(
            one.title,
            _("Recurring work"),
            reverse("work:recurring_work", args=[one.pk]),
            f"{one.unit.name} · {presentation.rule_words(one)}",
        )
        for one in hits[:SHOWN]
    ]

"""`/`: what is due from me now, what came back, what I wait for. Everything comes from the registries."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from trongtam.ground import days
from trongtam.look import registry
from trongtam.look.registry import DueItem

COUNTED = "desk_count"


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Everyone's first page."""
    now = timezone.now()
    today = timezone.localdate(now)
    items = registry.due_items.of(request.user, now)
    overdue = [item for item in items if item.due is not None and item.due < today and not item.back]
    ahead = [item for item in items if item not in overdue]
    first = next(iter(overdue or ahead), None)
    left, due = left_this_month(items, today), marks(items, today)
    remember_count(request, left)
    context = {
        "today": today,
        "weekday": weekday(today),
        "greeting": greeting(request, left),
        "marks": due,
        "month_in_words": "; ".join(
            [_("This month: today %(day)s") % {"day": days.write(today)}, *(what for _on, what in due)]
        ),
        "first": first,
        "first_meta": days_left(first, today),
        "ahead": [item for item in ahead if item is not first],
        "overdue": [item for item in overdue if item is not first],
        "late": bool(overdue),
        "waiting": registry.waiting_items.of(request.user, now),
        "nav_current": "desk",
    }
    return render(request, "portal/desk.html", context)


@require_GET
def desk_more(request: HttpRequest) -> HttpResponse:
    """What upper rooms show below what is due: fetched when the desk stands; a page of its own too."""
    piece = "portal/parts/desk_more.html" if getattr(request, "htmx", False) else "portal/desk_more.html"
    return render(request, piece, {"nav_current": "desk"})


def remember_count(request: HttpRequest, count: int) -> None:
    """The number at “Việc của tôi” on all pages is the one that the desk last showed: no page reckons it anew."""
    if request.session.get(COUNTED) != count:
        request.session[COUNTED] = count


def waiting_count(request: HttpRequest) -> int:
    return int(request.session.get(COUNTED, 0))


def weekday(today: date) -> str:
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip
    return names[today.weekday()]


def left_this_month(items: list[DueItem], today: date) -> int:
    """How many things the month still asks; what is due later is shown and not counted."""
    return sum(item.due is None or (item.due.year, item.due.month) <= (today.year, today.month) for item in items)


def greeting(request: HttpRequest, this_month: int) -> str:
    """Who one is, and how much the month still asks."""
    name = str(request.user)
    if not this_month:
        return _("Good day, comrade %(name)s. Nothing is due this month.") % {"name": name}
    return ngettext(
        "Good day, comrade %(name)s. %(n)d thing is left this month.",
        "Good day, comrade %(name)s. %(n)d things are left this month.",
        this_month,
    ) % {"name": name, "n": this_month}


def marks(items: list[DueItem], today: date) -> list[tuple[int, str]]:
    """Days of this month on which something is due, a mark each: what it is, or how much where there are several kinds."""
    kinds: dict[int, list[str]] = {}
    for item in items:
        if item.due is not None and (item.due.year, item.due.month) == (today.year, today.month):
            kinds.setdefault(item.due.day, []).append(str(item.kind or item.title))
    return [
        (day, _("%(what)s, %(day)s") % {"what": _of_a_day(found), "day": day}) for day, found in sorted(kinds.items())
    ]


def _of_a_day(kinds: list[str]) -> str:
    if len(set(kinds)) == 1:
        return kinds[0]
    return ngettext("%(n)s thing", "%(n)s things", len(kinds)) % {"n": len(kinds)}


def days_left(item: DueItem | None, today: date) -> str:
    """“Còn 2 ngày · thứ Tư 07/09”."""
    if item is None or item.due is None:
        return ""
    left = (item.due - today).days
    if left < 0:
        said = ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
    elif left == 0:
        said = _("due today")
    else:
        said = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    text = _("%(left)s · %(weekday)s %(day)s") % {
        "left": said,
        "weekday": weekday(item.due),
        "day": item.due.strftime("%d/%m" if item.due.year == today.year else "%d/%m/%Y"),
    }
    return text[:1].upper() + text[1:]

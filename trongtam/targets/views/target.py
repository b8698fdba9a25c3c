"""`/targets/<id>/`: a target, where it stands and how the number was made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from trongtam.ground.prepared import Prepared
from trongtam.look.addresses import addresses
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import queries, rules
from ..filters import Asked
from ..models import Target
from ..presentation import target as presentation
from ..presentation import words
from ..presentation.choosing import units_views
from ..presentation.trace import root_url, trace_steps
from ..queries import chosen, units

_OPENED = Prepared(
    lambda user, pk: chosen.opened(units.with_last_change(Target.objects.visible_to(user), "unit__")).filter(pk=pk)
)


def _way(day: date) -> Callable[[queries.TargetRow], str]:
    """Where other targets lead, read on the same day."""
    of_target, on_day = addresses("targets:target"), Asked(on=day).query()
    return lambda row: of_target(row.pk) + on_day


@require_GET
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """A target that one sees, as read on a day and as known on a day."""
    found = next(iter(_OPENED(who(request), pk)), None)
    if found is None:
        raise Http404
    asked, today = Asked.read(request.GET), timezone.localdate()
    day = day_of(found, asked, today)
    page = queries.target_page(
        chosen.with_criterion(found),
        user=who(request),
        today=today,
        as_of=day,
        known_on=asked.known_on,
        tree=asked.tree(day),
        limit=queries.MOST_STATEMENTS if asked.everything else queries.SHOWN_STATEMENTS,
    )
    shown = page.row.target
    picture = presentation.picture(
        page,
        holder_post=words.post(*chosen.post_of_holder(found)),
        share=chosen.stated_share(shown, asked.known_on),
        target_url=_way(page.as_of),
        everything=asked.everything,
        enters=_enters(request, page),
    )
    context = {
        "target": shown,
        "page": page,
        "picture": picture,
        "steps": trace_steps(page, root_url=root_url(shown)),
        "asked": asked,
        "back": Asked(on=asked.on, known=asked.known, then=asked.then).query(period=shown.period_code),
        "as_known_now": asked.query(known=None),
        "units_views": units_views(asked, units.changed_since(found, found.unit, day), day),
        "everything": asked.query(all="1"),
        "compare_of": compare_url(shown) if page.by_unit or page.allotments.rows else "",
        "can_amend": shown.withdrawn_at is None and rules.can_amend_target(who(request), shown),
        "nav_current": "board",
    }
    return render(request, "targets/target.html", context)


@require_GET
def target_more(request: HttpRequest, pk: int) -> HttpResponse:
    """What the upper rooms know of a target: the second half of its page, fetched when the first stands; a page too."""
    seen = Target.objects.visible_to(who(request)).select_related("unit", "indicator", "document")
    found = get_object_or_404(seen, pk=pk)
    whole = "targets/target_more.html" if not getattr(request, "htmx", False) else "targets/parts/target_more.html"
    return render(request, whole, {"target": found, "nav_current": "board"})


def compare_url(target: Target) -> str:
    """The units below beside each other, on the indicator of a target."""
    of = f"{target.indicator_id}:{target.part}" if target.part else str(target.indicator_id)
    query = urlencode({"of": of, "period": target.period_code})
    return f"{reverse('targets:compare', args=[target.unit.code])}?{query}"


def day_of(found: Target, asked: Asked, today: date) -> date:
    """The day asked for, inside the period; else the last month-end that was stated."""
    if asked.on is not None:
        return min(max(asked.on, found.period_start), found.period_end)
    return chosen.last_day(found, today)


def _enters(request: HttpRequest, page: queries.TargetPage) -> dict[int, str]:
    """Units with months without a figure for which the viewer may state: the way to their sheets stands beside."""
    lacking = [one.unit.id for one in page.left_out if one.gaps]
    found = Unit.objects.visible_to(who(request)).filter(pk__in=lacking) if lacking else []
    return {unit.pk: unit.code for unit in found if rules.can_state(who(request), unit)}

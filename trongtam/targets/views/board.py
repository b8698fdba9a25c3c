"""`/board/`: where a unit stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.ground.prepared import Prepared
from trongtam.look.addresses import addresses
from trongtam.look.answers import exported
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from .. import queries, rules
from ..filters import Asked
from ..listings_of_unit import board_listing
from ..presentation import board as presentation
from ..presentation import earlier, words
from ..presentation.choosing import named_periods, units_views
from ..queries import chosen, units
from ..queries.criteria import with_criteria
from . import province

WIDE = (UnitKind.PROVINCE, UnitKind.DISTRICT)
_UNIT = Prepared(
    lambda user, code: units.with_last_change(with_criteria(Unit.objects.visible_to(user))).filter(code=code)
)


@require_GET
def own_board(request: HttpRequest) -> HttpResponse:
    """The board of the unit one works for."""
    unit = chosen.board_unit(who(request))
    if unit is None:
        return render(request, "targets/no_unit.html", {"nav_current": "board"})
    return redirect("targets:board", unit.code)


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The board of a unit that one sees; of a province or district, its communes."""
    unit = next(iter(_UNIT(who(request), code)), None)
    if unit is None:
        raise Http404
    asked, today = Asked.read(request.GET), timezone.localdate()
    if unit.kind in WIDE:
        return province.board(request, unit, asked, today)
    context = _board(request, unit, asked, today)
    if context["list"].wants_sheet:
        return exported(request, context["list"], title=_("Targets of %(unit)s") % {"unit": unit.name})
    return render(request, "targets/board.html", context)


def _board(request: HttpRequest, unit: Unit, asked: Asked, today: date) -> dict[str, Any]:
    codes = queries.periods_with_targets(unit)
    period = asked.period or chosen.chosen_period(codes, today)
    documents = chosen.documents_of(unit, period, who(request)) if asked.document else []
    document = next((one for one in documents if one.pk == asked.document), None)
    day = min(max(asked.on or chosen.chosen_day(unit, period, today, document), period.start), period.end)
    read = queries.board(
        unit,
        period,
        user=who(request),
        today=today,
        as_of=day,
        document=document,
        known_on=asked.known_on,
        tree=asked.tree(day),
    )
    asked = replace(asked, period=period, on=day, document=document.pk if document else None)
    shown = board_listing().read(request.GET, list(read.rows))
    picture = presentation.picture(
        read,
        listed=read.only(row.pk for row in shown.page),
        order=asked.order,
        everything=asked.everything,
        **_ways(asked),
    )
    return {
        "unit": unit,
        "own": any(post.path == unit.path for post in Reach.of(who(request)).posts),
        "board": read,
        "picture": picture,
        "list": shown,
        "asked": asked,
        "tabs": presentation.tabs(period, day, lambda end: asked.query(on=end)),
        "periods": named_periods(codes, period),
        "documents": documents or chosen.documents_in(read),
        "other_order": asked.query(order="need" if asked.order == "resolution" else "resolution") + "#targets",
        "everything": asked.query(all="1"),
        "as_known_now": asked.query(known=None),
        "units_views": units_views(asked, units.changed_since(unit, unit, day), day),
        "before": [
            earlier.shown(one, lambda row: reverse("targets:target", args=[row.pk]))
            for one in units.units_before(unit, period, user=who(request), day=day)
        ],
        "after": units.units_after(unit, user=who(request)),
        "same_period": Asked(period).query(),
        "can_set": rules.can_set_target(who(request), unit),
        "counted": [] if read.rows else _counted(request, unit, today),
        "nav_current": "board",
    }


def _ways(asked: Asked) -> dict[str, Any]:
    """Where targets and units lead, of the day and the period that are read."""
    of_target, of_unit = addresses("targets:target"), addresses("targets:board")
    on_day, of_period = _day_query(asked), Asked(asked.period, asked.on).query()
    return {
        "target_url": lambda row: of_target(row.pk) + on_day,
        "unit_url": lambda one: of_unit(one.code) + of_period,
    }


def _counted(request: HttpRequest, unit: Unit, today: date) -> list[dict[str, Any]]:
    """What an empty board can show already: what the program counts itself."""
    return [
        {
            "pk": one.indicator.pk,
            "name": one.indicator.name,
            "shown": words.quantity(one.value, one.indicator.unit_of_measure)
            if one.value is not None
            else words.NOTHING,
        }
        for one in queries.counted_here(unit, user=who(request), today=today)
    ]


def _day_query(asked: Asked) -> str:
    return Asked(on=asked.on, known=asked.known, then=asked.then).query()

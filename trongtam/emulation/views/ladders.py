"""`/emulation/ladders/`: whom a unit wants to catch up with, and how far it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import operations, presentation, presentation_ladders, rules
from ..forms.exemplars import LadderForm, ReasonForm
from ..models import Basis, Exemplar, Ladder
from ..peers import Peer
from ..queries import choices
from ..queries import ladders as read
from ..queries.figures import figures, shared_indicators
from ..queries.sizes import places
from ..words import quantity


def found(request: HttpRequest, pk: int) -> Ladder:
    rows = Ladder.objects.visible_to(who(request)).select_related("unit", "exemplar__unit")
    return get_object_or_404(rows.prefetch_related("rungs__indicator__weight"), pk=pk)


@require_GET
def ladders(request: HttpRequest) -> HttpResponse:
    """Units in reach that are on the way; in the order of the tree, never of success."""
    user, today = who(request), timezone.localdate()
    rows = read.own_ladders(user)
    shown = presentation_ladders.rows(read.read_ladders(rows, user=user, today=today))
    open_ones = sum(1 for one in rows if one.ended_on is None)
    context = {
        "rows": shown[:open_ones],
        "ended": shown[open_ones:],
        "tabs": presentation.places("ladders"),
        "sets": choices.own_first(user) is not None,
        "nav_current": "emulation",
    }
    return render(request, "emulation/ladders.html", context)


@require_GET
def ladder(request: HttpRequest, pk: int) -> HttpResponse:
    """One ladder: the months, the gap, since when it caught up and surpassed."""
    user, one, today = who(request), found(request, pk), timezone.localdate()
    (told,) = read.read_ladders([one], user=user, today=today, with_others=True)
    above = _above([told.peer] if told.peer else [])
    (me,) = places([one.unit], today)
    context = {
        "ladder": one,
        "shown": presentation_ladders.shown(told, above.get(told.peer.common or 0) if told.peer else None, me.size),
        "ends": one.ended_on is None and rules.can_end_ladder(user, one),
        "nav_current": "emulation",
    }
    return render(request, "emulation/ladder.html", context)


def _above(peers: list[Peer]) -> dict[int, Unit]:
    """One query."""
    return Unit.objects.in_bulk([one.common for one in peers if one.common is not None])


def set_ladder(request: HttpRequest) -> HttpResponse:
    """First the exemplar, proposed by kind, size and place; then the indicators that both state."""
    user, today = who(request), timezone.localdate()
    units = choices.speaks_in(user, today)
    unit = (
        units.filter(code=request.GET.get("unit", "")).first() or units.filter(pk=choices.own_first(user) or 0).first()
    )
    require(
        unit is not None, _("Those who speak for a unit choose whom it catches up with, or the Party office for it.")
    )
    assert unit is not None
    asked = request.GET.get("exemplar", "")
    chosen = Exemplar.objects.visible_to(user).to_learn_from().filter(pk=asked if asked.isdecimal() else 0)
    exemplar = chosen.filter(unit__kind=unit.kind).exclude(unit=unit).select_related("unit").first()
    if exemplar is None:
        return _choose(request, unit, units, today)
    return _rungs(request, unit, exemplar, today)


def _choose(request: HttpRequest, unit: Unit, units: Any, today: date) -> HttpResponse:
    found = read.offered(unit, who(request), today)
    above, (me,) = _above([peer for _one, peer in found]), places([unit], today)
    rows = []
    for one, peer in found:
        url = f"{reverse('emulation:set_ladder')}?unit={unit.code}&exemplar={one.pk}"
        said = presentation.peer_words(unit, peer, me.size, getattr(above.get(peer.common or 0), "name", ""))
        rows.append((presentation.Row(url, one.unit.name, said), one.title, peer.fits))
    context = {
        "unit": unit,
        "units": [(one.code, one.name) for one in units[: choices.MOST]],
        "fitting": [row for row in rows if row[2] is not False],
        "different": [row for row in rows if row[2] is False],
        "nav_current": "emulation",
    }
    return render(request, "emulation/choose.html", context)


def _rungs(request: HttpRequest, unit: Unit, exemplar: Exemplar, today: date) -> HttpResponse:
    indicators = {str(one.pk): one for one in shared_indicators(unit, exemplar.unit)}
    since = date(today.year - (1 if today.month < 7 else 0), 1, 1)
    known = figures([unit, exemplar.unit], list(indicators.values()), since, today)

    def last(one: Any, of: Unit) -> Any:
        rows = known.get((of.pk, one.pk), {})
        return rows[max(rows)] if rows else None

    bases = {key: read.usual_basis(one, last(one, unit), last(one, exemplar.unit)) for key, one in indicators.items()}
    offers = []
    for key, one in indicators.items():
        by_plan, mine, theirs = bases[key] == Basis.PLAN, last(one, unit), last(one, exemplar.unit)
        measure = "%" if by_plan else one.unit_of_measure
        told = {
            "name": one.name,
            "mine": quantity(read.shown(mine, bases[key]), measure),
            "theirs": quantity(read.shown(theirs, bases[key]), measure),
        }
        offers.append((key, _("%(name)s (we %(mine)s, they %(theirs)s)") % told))
    form = LadderForm(typed(request), offers=offers, initial={"since": since})

    def do(given: dict[str, Any]) -> str:
        picked = [(indicators[key], bases[key]) for key in given.pop("indicators")]
        made = operations.set_ladder(unit, exemplar, by=who(request), indicators=picked, **given)
        return reverse("emulation:ladder", args=[made.pk])

    title = _("Catch up with %(unit)s") % {"unit": exemplar.unit.name}
    texts = {"title": title, "done": _("Chosen: the gap is read month by month."), "button": _("Set out to catch up")}
    note = (
        ""
        if offers
        else _("There is no indicator yet that both units state. Choose another exemplar, or state it first.")
    )
    back = {"back_url": f"{reverse('emulation:set_ladder')}?unit={unit.code}", "back_text": _("Choose an exemplar")}
    return form_page(request, form, do, lead=unit.name, note=note, nav_current="emulation", **texts, **back)


def end_ladder(request: HttpRequest, pk: int) -> HttpResponse:
    one, user = found(request, pk), who(request)
    require(rules.can_end_ladder(user, one), rules.who_speaks(one.unit))
    form = ReasonForm(typed(request))

    def do(given: dict[str, Any]) -> str:
        operations.end_ladder(one, by=user, **given)
        return reverse("emulation:ladder", args=[one.pk])

    texts = {"title": _("Stop comparing"), "done": _("Ended; the months so far stay readable."), "button": _("Stop")}
    back = {"back_url": reverse("emulation:ladder", args=[one.pk]), "back_text": one.exemplar.unit.name}
    return form_page(request, form, do, nav_current="emulation", **texts, **back)

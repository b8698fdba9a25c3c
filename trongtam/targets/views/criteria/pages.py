"""`/criteria/`: which criteria are met, what is missing, who is in charge; one criterion; the sets there are."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from trongtam.look.answers import exported
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ... import rules
from ...criteria.shapes import CriteriaSet
from ...exchange.criteria import BETWEEN
from ...listings_of_unit import criteria_listing, set_listing
from ...models import AdoptedCriterion, CriteriaAdoption, CriteriaOverlay, KeptSet
from ...operations.criteria import adopted_by, changed_levels
from ...presentation import criteria as presentation
from ...queries import chosen
from ...queries.criteria import adoptions_of, criteria_board, criterion_rows, reading_day, sets_for
from ...queries.criteria.shelves import levels_of


@require_GET
def own_criteria(request: HttpRequest) -> HttpResponse:
    """The criteria of the unit one works for."""
    unit = chosen.board_unit(who(request))
    if unit is None:
        return render(request, "targets/no_unit.html", {"nav_current": "criteria"})
    return redirect("targets:criteria_board", unit.code)


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The board of criteria of a unit: the newest set that it adopted, or the one asked for."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    known = adoptions_of(who(request), unit.pk)
    adoption = next((one for one in known if str(one.pk) == request.GET.get("set")), known[0] if known else None)
    context: dict[str, Any] = {
        "unit": unit,
        "adoption": adoption,
        "can_adopt": rules.can_set_target(who(request), unit),
        "can_lay": rules.can_lay_levels(who(request), unit),
        "tabs": _tabs(known, adoption) if len(known) > 1 else [],
        "nav_current": "criteria",
    }
    if adoption is not None:
        context |= _drawn(request, adoption)
        rows = context["picture"].rows
        shown = criteria_listing(rows).read(request.GET, list(rows))
        if shown.wants_sheet:
            return exported(request, shown)
        context["list"] = shown
    return render(request, "targets/criteria/board.html", context)


def _drawn(request: HttpRequest, adoption: CriteriaAdoption) -> dict[str, Any]:
    read = criteria_board(adoption, user=who(request), day=reading_day(adoption, timezone.localdate()))
    may_keep = rules.can_keep_criteria(who(request), adoption)
    return {
        "board": read,
        "picture": presentation.board_picture(read),
        "can_keep": may_keep,
        "changed": len(changed_levels(adoption, read.leaves)) if may_keep else 0,
    }


def _tabs(known: list[CriteriaAdoption], shown: CriteriaAdoption | None) -> list[Tab]:
    return [Tab(f"{one.year} · {one.set_code}", f"?set={one.pk}", one == shown) for one in known]


@require_GET
def criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """One criterion: its indicators, thresholds, figures and evidence."""
    seen = AdoptedCriterion.objects.visible_to(who(request)).select_related("adoption__unit", "holder")
    found = get_object_or_404(seen, pk=pk)
    adoption = found.adoption
    day = reading_day(adoption, timezone.localdate())
    (row,) = criterion_rows([found], adoption, user=who(request), day=day)
    context = {
        "criterion": found,
        "adoption": adoption,
        "row": row,
        "band": presentation.sign(row.state),
        "word": presentation.state_word(row.state),
        "place": presentation.place_name(adoption),
        "warnings": presentation.without_level(row, adoption),
        "indicators": [presentation.indicator_line(one) for one in row.indicators],
        "can_change": adoption.withdrawn_at is None and rules.can_change_criterion(who(request), found),
        "back": f"{reverse('targets:criteria_board', args=[adoption.unit.code])}?set={adoption.pk}",
        "day": day,
        "nav_current": "criteria",
    }
    return render(request, "targets/criteria/criterion.html", context)


@require_GET
def sets(request: HttpRequest, code: str) -> HttpResponse:
    """The sets that a unit may take."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    shown = [(one, presentation.years_of(one)) for one in sets_for(unit).values()]
    can_lay = rules.can_lay_levels(who(request), unit)
    found = set_listing().read(request.GET, shown)
    if found.wants_sheet:
        return exported(request, found)
    context = {"unit": unit, "list": found, "sets": found.page, "can_lay": can_lay, "nav_current": "criteria"}
    return render(request, "targets/criteria/sets.html", context)


@require_GET
def criteria_set(request: HttpRequest, code: str, set_code: str) -> HttpResponse:
    """A set with its source, what of it was verified, its thresholds and those that the unit laid over it."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    one = load_set(unit, set_code)
    laid = CriteriaOverlay.objects.filter(unit=unit, set_code=set_code).first()
    can_lay = rules.can_lay_levels(who(request), unit)
    own = can_lay and KeptSet.objects.filter(owner=unit, code=set_code).exists()
    followed = adopted_by(set_code) if own else []
    context = {
        "unit": unit,
        "one": one,
        "can_edit": own and not followed,
        "followed": followed,
        "years": presentation.years_of(one),
        "places": presentation.places_of(one),
        "criteria": presentation.set_criteria(one, levels_of(laid) if laid else {}),
        "laid": laid,
        "excel": reverse("imports:sheet", args=["criteria", f"{unit.code}{BETWEEN}{set_code}"]),
        "can_lay": can_lay,
        "nav_current": "criteria",
    }
    return render(request, "targets/criteria/set.html", context)


def load_set(unit: Unit, set_code: str) -> CriteriaSet:
    """A set that the unit may take, else 404."""
    one = sets_for(unit).get(set_code)
    if one is None:
        raise Http404
    return one

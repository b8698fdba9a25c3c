"""`/reviews/below/`: how the committees below a unit classified in a year. Counts alone, in the order of the tree."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.ground import numbers
from trongtam.look.answers import exported
from trongtam.look.lists import Column, Filter, Listing, Order
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ..models import SchemeSubject
from ..queries.below import Below, below, summed
from ..tables import good_or_better, nested


def _listing(years: list[str]) -> Listing:
    return Listing(
        _("Classification below"),
        columns=(
            Column(_("Unit"), lambda one: one.name, width=40),
            Column(_("In all"), lambda one: one.counts.existing + one.waiting, "number", 12, 0),
            Column(_("Rated"), lambda one: one.counts.rated, "number", 12, 0),
            Column(_("Excellent"), lambda one: one.counts.at(one.scheme.codes[0]), "number", 12, 0),
            Column(_("Good or better, of those rated"), _share, "percent", 16),
            Column(_("Waiting"), lambda one: one.waiting, "number", 12, 0),
        ),
        orders=(Order("tree", _("As in the tree")), Order("name", _("Name"), words=lambda one: one.name)),
        filters=(
            Filter("year", _("Year"), None, [(year, year) for year in years], usual=years[0]),
            Filter("kind", _("Who is rated"), None, SchemeSubject.choices, usual=SchemeSubject.MEMBER),
        ),
        text=lambda one: one.name,
    )


def _share(one: Below) -> Any:
    return good_or_better(one.scheme, one.counts, _good(one))


def _good(one: Below) -> str:
    heads = [head for _inner, head in one.scheme.nests]
    return heads[0] if heads else one.scheme.proper[0].code


@require_GET
def below_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A stranger gets 404; who reaches over the unit reads the counts of the committees below."""
    unit = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    this = timezone.localdate().year
    years = [str(year) for year in range(this, this - 8, -1)]
    year = request.GET.get("year") if request.GET.get("year") in years else years[0]
    kind = request.GET.get("kind") if request.GET.get("kind") in SchemeSubject.values else SchemeSubject.MEMBER
    rows = below(unit, str(year), str(kind), who(request))
    shown = _listing(years).read(request.GET, rows)
    if shown.wants_sheet:
        return exported(request, shown)
    total = summed(rows)
    context = {
        "unit": unit,
        "year": year,
        "list": shown,
        "page": shown.page,
        "lines": [(one, _percent(_share(one)), one.counts.at(one.scheme.codes[0])) for one in shown.page],
        "total": total,
        "table": _table(total) if total is not None and total.counts.rated else [],
        "heads": [_("Unit"), f">{_('Rated')}", f">{_('Excellent')}", f">{_('Good or better')}"],
        "level_heads": [_("Level"), f">{_('Count')}", f">{_('Of all rated')}"],
        "nav_current": "reviews",
    }
    return render(request, "reviews/below.html", context)


def _table(total: Any) -> list[tuple[str, str, str, bool]]:
    rows = nested(total.scheme, total.counts).rows
    return [(row.title, numbers.write(row.count), _percent(row.share), row.within is not None) for row in rows]


def _percent(share: Any) -> str:
    return "–" if share is None else numbers.percent(share)

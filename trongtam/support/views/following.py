"""`/following/`: what I follow, one duty with its months and visits, who covers which unit of a place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive.queries import shown_files
from trongtam.ground import days
from trongtam.look.answers import exported
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit
from trongtam.org.views.answers import chosen_day, who
from trongtam.work.queries.choices import organ_of

from .. import presentation_following as presentation
from ..listings import duties_listing
from ..models import Duty, Visit
from ..queries import choices
from ..queries import following_pages as pages
from ..queries.duties import last_visits
from ..rules import following as rules


def found(request: HttpRequest, pk: int) -> Duty:
    """A duty that one sees; a stranger gets 404."""
    seen = Duty.objects.visible_to(who(request)).select_related("unit__parent", "person", "obligation")
    return get_object_or_404(seen, pk=pk)


def found_visit(request: HttpRequest, pk: int) -> Visit:
    seen = Visit.objects.visible_to(who(request)).select_related("unit", "duty__unit", "duty__person", "by")
    return get_object_or_404(seen, pk=pk)


def place(request: HttpRequest, code: str) -> Unit:
    unit = choices.place_of(who(request), code)
    if unit is None:
        raise Http404
    return unit


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The units that one follows: what is owed now, one button to write a visit down."""
    user, today = who(request), timezone.localdate()
    now, before = pages.own(user, today)
    rows = [presentation.row(one) for one in now]
    first = next((one for one in rows if one.owed), None) or next(iter(rows), None)
    organ = organ_of(user)
    covered = organ is not None and choices.place_of(user, organ.code) is not None
    context = {"rows": rows, "first": first, "before": before, "organ": organ if covered else None}
    return render(request, "support/following/own.html", context)


@require_GET
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: its months, its visits, and what may be done about it."""
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    (told,) = pages.told([shown], today)
    visits = pages.visits_of(shown, user)
    context = {
        "duty": shown,
        "facts": presentation.facts(told),
        "heads": presentation.grid_heads(),
        "grid": presentation.grid(told, visits),
        "words": presentation.grid_words(),
        "now": presentation.now_words(told) if shown.holds_on(today) else None,
        "visits": presentation.shown_visits(visits),
        "missed": presentation.missed(told),
        "excuses": rules.can_excuse_month(user, shown),
        "keeps": rules.can_keep_duty(user, shown) and shown.valid_to is None,
        "records": rules.can_record_visit(user, shown) and shown.valid_from <= today,
        "place": pages.commune_of(shown.unit),
        "is_own": rules.is_own(user, shown),
    }
    return render(request, "support/following/duty.html", context)


@require_GET
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown = who(request), found_visit(request, pk)
    context = {
        "visit": shown,
        "facts": presentation.visit_facts(shown),
        "findings": presentation.findings(shown),
        "files": shown_files(pages.files_of([shown])[shown.pk], user),
        "recommendations": pages.recommendations_of(shown, user),
        "written_by": presentation.written_by(shown),
        "withdraws": shown.withdrawn_at is None and rules.can_withdraw_visit(user, shown),
    }
    return render(request, "support/following/visit.html", context)


@require_GET
def coverage(request: HttpRequest, code: str) -> HttpResponse:
    """Units × who follows them on a day, with gaps and overlaps."""
    unit, user, day = place(request, code), who(request), chosen_day(request)
    rows = pages.coverage(unit, user, day)
    year = _year(request, day.year)
    gaps, overlaps = sum(one.gap for one in rows), sum(one.overlap for one in rows)
    context = {
        "unit": unit,
        "rows": rows,
        "summary": presentation.gaps_words(gaps, overlaps),
        "day": day,
        "today": timezone.localdate(),
        "heads": [_("Unit"), *presentation.grid_heads()[1:]],
        "grid": presentation.grid_of_units(pages.months_of(unit, user, year, timezone.localdate())),
        "words": presentation.grid_words(),
        "year": year,
        "years": [Tab(str(one), f"?year={one}#cac-thang", one == year) for one in range(year - 1, year + 2)],
        "asked": days.typed(request.GET.get("at", "")),
        "assigns": rules.can_assign_duty(user, unit),
    }
    return render(request, "support/following/coverage.html", context)


def _year(request: HttpRequest, usual: int) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and 1900 < int(given) < 2999 else usual


@require_GET
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """Every duty of a place: found, filtered, sorted, taken out."""
    unit, user, today = place(request, code), who(request), timezone.localdate()
    rows = Duty.objects.visible_to(user).filter(unit__path__startswith=pages.territory(unit))
    last: dict[int, Visit] = {}
    shown = duties_listing(today, last).read(request.GET, rows.select_related("unit", "person", "obligation"))
    last.update(last_visits(shown.rows if shown.wants_sheet else shown.page))
    if shown.wants_sheet:
        return exported(request, shown)
    return render(
        request, "support/following/duties.html", {"unit": unit, "list": shown, "page": shown.page, "last": last}
    )

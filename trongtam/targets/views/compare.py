"""`/compare/`: one indicator over the units below a unit, month by month."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import exported
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit, UnitKind
from trongtam.org.views.answers import who

from ..filters import compared
from ..listings import band_choices, comparison_listing, pace_word
from ..presentation import compare as presentation
from ..presentation import words
from ..queries import units
from ..queries.compare import Comparison, compare

GRID, SMALL = "grid", "small"


@require_GET
def compare_units(request: HttpRequest, code: str) -> HttpResponse:
    """Grid of months, or small pictures with their table; filtered, sorted and taken out like every list."""
    unit = get_object_or_404(units.with_last_change(Unit.objects.visible_to(who(request))), code=code)
    read = compare(unit, compared(request.GET), user=who(request), today=timezone.localdate())
    shown = comparison_listing(read).read(request.GET, list(read.lines))
    if shown.wants_sheet:
        return exported(request, shown, title=_("Comparison of units, %(unit)s") % {"unit": unit.name})
    small = request.GET.get("way") == SMALL
    lines = list(shown.page)
    context: dict[str, Any] = {
        "unit": unit,
        "read": read,
        "list": shown,
        "small": small,
        "name": next((name for name, one in read.options if one == read.option), ""),
        "level": UnitKind(read.level).label if read.level else "",
        "period_name": words.period_name(read.period),
        "tabs": [
            Tab(_("Month by month"), shown.asked(way=GRID), not small),
            Tab(_("Small pictures"), shown.asked(way=SMALL), small),
        ],
        "units_views": _units_views(unit, read, shown),
        "bands": [band for band, _word in band_choices()],
        "words": dict(band_choices()),
        "nav_current": "board",
    }
    context |= _pictures(lines, read) if small else _grid(lines, read)
    return render(request, "targets/compare.html", context)


def _grid(lines: list[Any], read: Comparison) -> dict[str, Any]:
    return {"heads": presentation.heads(read), "rows": presentation.grid_rows(lines, read)}


def _pictures(lines: list[Any], read: Comparison) -> dict[str, Any]:
    proof = presentation.proofs(read)
    table = [
        {
            "line": line,
            "url": proof(line, read.days[-1]) or presentation.unit_url(line, read),
            "value": presentation.value_words(line, read),
            "plan": words.bare(line.plan),
            "percent": presentation.percent_words(line),
            "pace": pace_word(line.pace),
        }
        for line in lines
    ]
    heads = [_("Unit"), ">" + _("Figure"), ">" + _("Plan"), ">" + _("Of plan"), _("How it stands")]
    return {"pictures": presentation.small_pictures(lines, read), "table": table, "table_heads": heads}


def _units_views(unit: Unit, read: Comparison, shown: Any) -> list[Tab]:
    day = read.days[-1]
    if not units.changed_since(unit, unit, day) and not read.then:
        return []
    return [
        Tab(_("In today's units"), shown.asked(without=("page", "as", "units")), not read.then),
        Tab(_("In the units of %(day)s") % {"day": words.day(day)}, shown.asked(units="then"), read.then),
    ]

"""The board of a province or district: its communes beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trongtam.look.answers import exported
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ..filters import Asked
from ..listings import COMMUNES, band_choices
from ..presentation import province as presentation
from ..presentation import words
from ..presentation.choosing import named_periods, units_views
from ..queries import chosen, units
from ..queries.province import communes_below


def board(request: HttpRequest, unit: Unit, asked: Asked, today: date) -> HttpResponse:
    """Counts by band, who is behind, whose reports are missing; filtered, sorted and taken out like every list."""
    codes = chosen.periods_below(unit)
    period = asked.period or chosen.chosen_period(codes, today)
    day = min(period.end, today)
    found = communes_below(unit, period, user=who(request), today=today, on=day if asked.then else None)
    shown = COMMUNES.read(request.GET, found)
    if shown.wants_sheet:
        return exported(request, shown, title=_("Communes of %(unit)s") % {"unit": unit.name})
    context = {
        "unit": unit,
        "list": shown,
        "words": dict(band_choices()),
        "picture": presentation.picture(list(shown.page), found, period),
        "period_name": words.period_name(period),
        "periods": named_periods(codes, period),
        "units_views": units_views(asked, units.changed_since(unit, unit, day), day),
        "asked": replace(asked, period=period),
        "period_code": period.code,
        "nav_current": "board",
    }
    return render(request, "targets/communes.html", context)

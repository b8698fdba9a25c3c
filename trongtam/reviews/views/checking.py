"""`/reviews/check/`: does a table of classification that came from below agree with itself? Nothing of it is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trongtam.ground.errors import Refused
from trongtam.look.answers import said, typed

from ..forms.checking import CheckForm
from ..presenting_received import fitting_words, line_rows
from ..received import Examined


@require_http_methods(["GET", "POST"])
def check_table(request: HttpRequest) -> HttpResponse:
    form = CheckForm(typed(request))
    found: Examined | None = None
    if form.is_bound and form.is_valid():
        try:
            found = form.examined()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal))
    context = {
        "form": form,
        "found": found,
        "rows": line_rows(found) if found else [],
        "fittings": fitting_words(found) if found else [],
        "heads": [_("Name"), f">{_('Count')}", f">{_('Printed')}", f">{_('Reckoned')}"],
        "nav_current": "schemes",
    }
    return render(request, "reviews/check.html", context, status=422 if form.errors else 200)

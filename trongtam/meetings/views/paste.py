"""`/meetings/of/<unit>/counts/`: "34/36" of several cells at once; shown line by line before anything is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trongtam.ground.errors import Refused
from trongtam.imports.kinds import kinds
from trongtam.imports.operations import receive
from trongtam.imports.views import read_on
from trongtam.look.answers import typed
from trongtam.org.views.answers import who

from ..exchange import ATTENDANCE
from ..exchange.attendance import sheet_of_pasted
from ..exchange.reading import every_month
from ..forms.record import PasteForm
from .pages import place


@require_http_methods(["GET", "POST"])
def paste_counts(request: HttpRequest, code: str) -> HttpResponse:
    user = who(request)
    unit = place(request, code)
    kind, scope = kinds[ATTENDANCE], kinds[ATTENDANCE].scope(user, code)
    kind.require(user, scope)
    form = PasteForm(typed(request), months=list(every_month(scope)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            data = sheet_of_pasted(given["text"], given["month"], scope, user)
            month = f"{int(given['month'][5:])}/{given['month'][:4]}"
            name = _("Pasted counts, %(month)s") % {"month": month}
            batch = receive(ATTENDANCE, scope, by=user, file_name=name, data=data)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            return read_on(request, batch)
    context: dict[str, Any] = {
        "form": form,
        "unit": unit,
        "draft": f"paste-counts:{unit.pk}",
        "back": reverse("meetings:cells", args=[code]) if unit.kind != "cell" else kind.home(scope),
        "excel": reverse("imports:sheet", args=[ATTENDANCE, code]),
        "nav_current": "meetings",
    }
    return render(request, "meetings/paste.html", context, status=422 if form.is_bound else 200)

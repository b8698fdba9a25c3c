"""Many units at once, from a pasted list: read, shown row by row, then founded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import rules
from ..forms.units import FoundUnitsForm
from ..models import Unit
from ..operations import units
from ..queries.pasted import read_units
from .answers import form_page, require, typed, who


def found_units(request: HttpRequest, code: str) -> HttpResponse:
    """First the preview; the same form, sent again with `sure`, founds what is new."""
    parent = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_found_unit(who(request), parent), rules.who_may_keep_units(parent))
    initial = {"on": parent.founded_on, "kind": request.GET.get("kind", "")}
    form = FoundUnitsForm(typed(request), parent=parent, initial=initial)
    template, title = "org/found_units.html", _("Found units from a list")
    if request.method == "POST" and form.is_valid() and "sure" not in request.POST:
        rows = read_units(form.cleaned_data["names"], form.cleaned_data["kind"], parent)
        new = sum(row.state == "new" for row in rows)
        button = ngettext("Found %(n)s unit", "Found %(n)s units", new) % {"n": new}
        context = {"form": form, "title": title, "unit": parent, "rows": rows, "new": new, "button": button}
        context["draft"] = f"form:{request.path.strip('/')}"
        return render(request, template, context)

    def do(given: dict) -> str:
        rows = read_units(given.pop("names"), given["kind"], parent)
        units.found_units(
            by=who(request), parent=parent, names=[row.name for row in rows if row.state == "new"], **given
        )
        return reverse("org:next_steps") if "next" in request.GET else reverse("org:unit", args=[parent.code])

    return form_page(
        request, form, do, done=_("The units stand in the tree."), template=template, title=title, unit=parent
    )

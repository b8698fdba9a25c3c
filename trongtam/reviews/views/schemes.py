"""`/reviews/schemes/`: which schemes there are, one of them, an organ's own, and its editor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.look.answers import exported, form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import presenting_schemes as presenting
from ..forms.schemes import SchemeForm
from ..listings_schemes import schemes_listing
from ..models import SchemeVersion
from ..operations import schemes as operations
from ..queries.schemes import committee_of, own_of, versions_of
from ..rules import schemes as rules


def found(request: HttpRequest, pk: int) -> SchemeVersion:
    """A scheme that one sees; a stranger gets 404 for what others made."""
    return get_object_or_404(SchemeVersion.objects.visible_to(who(request)).select_related("unit"), pk=pk)


@require_GET
def schemes(request: HttpRequest) -> HttpResponse:
    rows = SchemeVersion.objects.visible_to(who(request)).select_related("unit")
    shown = schemes_listing().read(request.GET, rows)
    if shown.wants_sheet:
        return exported(request, shown)
    lines = [(one, presenting.span(one), presenting.made_by(one), one.valid_to) for one in shown.page]
    context = {"list": shown, "lines": lines, "page": shown.page, "today": timezone.localdate()}
    return render(request, "reviews/schemes.html", context | {"nav_current": "schemes"})


@require_GET
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Criteria, levels, caps, steps; what was not compared with a text; its other versions."""
    version, user = found(request, pk), who(request)
    read, committee = version.read(), committee_of(user)
    own = own_of(version, committee) if committee is not None else None
    versions = versions_of(version, user)
    context = {
        "version": version,
        "scheme": read,
        "facts": presenting.facts(version, read),
        "groups": presenting.groups(read),
        "levels": presenting.levels(read),
        "caps": list(presenting.caps(read)),
        "deductions": presenting.deductions(read),
        "others": [(one, presenting.made_by(one)) for one in versions if one.pk != version.pk],
        "newer": next(
            (one for one in versions if one.replaces_id == version.pk and one.unit_id == version.unit_id), None
        ),
        "committee": committee if version.is_shipped and own is None else None,
        "own": own if own != version else None,
        "revises": rules.can_revise_scheme(user, version) and own == version,
        "nav_current": "schemes",
    }
    return render(request, "reviews/scheme.html", context)


@require_POST
def adapt_scheme(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One press: the committee's own version, to be revised."""
    version, user = found(request, pk), who(request)
    committee = get_object_or_404(Unit.objects.reached_by(user), code=code)
    own = operations.adapt_scheme(version, committee, by=user)
    messages.success(request, _("This is your own version now. Change what is different with you."))
    return redirect("reviews:revise_scheme", own.pk)


def revise_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    version, user = found(request, pk), who(request)
    require(rules.can_revise_scheme(user, version), rules.who_revises(version))
    form = SchemeForm(typed(request), scheme=version.read())

    def do(_given: dict[str, Any]) -> str:
        revised = operations.revise_scheme(version, form.scheme(), by=user)
        return reverse("reviews:scheme", args=[revised.pk])

    texts = {"title": _("Revise the scheme"), "done": _("The scheme is revised."), "button": _("Keep the scheme")}
    more = {"version": version, "back_url": reverse("reviews:scheme", args=[version.pk]), "nav_current": "schemes"}
    return form_page(request, form, do, template="reviews/scheme_form.html", **texts, **more)

"""The page on which a person's data is erased."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import rules
from ..forms.people import ErasePersonForm
from ..models import Person
from ..operations import erasure
from ..queries.erasure import entries_about
from .answers import form_page, require, typed, who


@never_cache
def erase_person(request: HttpRequest, code: str) -> HttpResponse:
    """What goes, what stays and why; then a reason and the name typed once more."""
    known = Person.objects.known_to(who(request)).not_erased().select_related("home", "user")
    shown = get_object_or_404(known, code=code)
    require(rules.can_erase_person(who(request), shown), rules.who_may_erase_person(shown))

    def do(given: dict) -> str:
        erasure.erase_person(shown, by=who(request), **given)
        return reverse("org:people")

    return form_page(
        request,
        ErasePersonForm(typed(request)),
        do,
        done=_("The person's data is erased."),
        template="org/erase_person.html",
        title=_("Erase this person's data"),
        button=_("Erase for ever"),
        person=shown,
        entries=entries_about(shown).count(),
    )

"""Acts of Party membership, from the sensitive record of one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from .. import rules
from ..forms import people as forms_of
from ..models import Membership, Person
from ..operations import party
from .answers import form_page, require, typed, who


class Act(NamedTuple):
    """A form, the operation that it does, what the page is called and what it says afterwards."""

    form: Callable[..., forms.Form]
    operation: Callable[..., Any]
    title: Any
    done: Any


ACTS: dict[str, Act] = {
    "admit": Act(forms_of.AdmitForm, party.admit_member, _("Admit to the Party"), _("The admission is recorded.")),
    "enter": Act(
        forms_of.RecordForm,
        party.record_member,
        _("Enter a member in the register"),
        _("The member is in the register."),
    ),
    "confirm": Act(
        forms_of.EndForm, party.confirm_member, _("Confirm full membership"), _("The member is official now.")
    ),
    "transfer": Act(
        forms_of.MoveToCellForm, party.transfer_member, _("Transfer to another cell"), _("The transfer is recorded.")
    ),
    "excuse": Act(
        forms_of.ExemptForm, party.exempt_member, _("Excuse from duties and meetings"), _("This is recorded.")
    ),
    "temporary": Act(
        forms_of.TemporaryForm, party.receive_temporary, _("Attends a cell for a time"), _("This is recorded.")
    ),
    "away": Act(forms_of.AwayForm, party.note_away, _("Attends elsewhere for a time"), _("This is recorded.")),
    "contact": Act(
        forms_of.MoveToCellForm, party.keep_contact, _("Keeps contact where he lives"), _("This is recorded.")
    ),
    "leave": Act(forms_of.EndForm, party.end_membership, _("Leaves the Party"), _("This is recorded.")),
}


def _person(request: HttpRequest, code: str) -> Person:
    return get_object_or_404(
        Person.objects.visible_to(who(request)).not_erased().select_related("home__parent"), code=code
    )


@never_cache
def membership_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    if act not in ACTS:
        raise Http404
    chosen, shown = ACTS[act], _person(request, code)
    spell = shown.memberships.filter(kind="regular", valid_to__isnull=True).select_related("unit__parent").first()
    place = spell.unit if spell else shown.home
    require(rules.can_keep_membership(who(request), place), rules.who_may_keep_membership(place))
    extra = {"cells": forms_of.cells_of(who(request))} if chosen.form in forms_of.CELL_FORMS else {}
    form = chosen.form(typed(request), initial={"on": timezone.localdate(), "cell": place.code}, **extra)

    def do(given: dict) -> str:
        chosen.operation(shown, by=who(request), **given)
        return reverse("org:record", args=[shown.code])

    return form_page(request, form, do, done=chosen.done, title=chosen.title, person=shown, sensitive=True)


@never_cache
def end_spell(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    shown = _person(request, code)
    spell = get_object_or_404(Membership.objects.select_related("unit__parent"), pk=pk, person=shown)
    require(rules.can_keep_membership(who(request), spell.unit), rules.who_may_keep_membership(spell.unit))

    def do(given: dict) -> str:
        party.end_spell(spell, by=who(request), **given)
        return reverse("org:record", args=[shown.code])

    form = forms_of.OnForm(typed(request), initial={"on": timezone.localdate()})
    note = f"{spell.get_kind_display()}, {spell.unit}"
    return form_page(
        request, form, do, done=_("This is recorded."), title=_("End"), note=note, person=shown, sensitive=True
    )

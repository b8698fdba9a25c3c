"""`/emulation/`: exemplars, one of them with who learned and who does the same; and every act on it as a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive.operations import bring_files
from trongtam.archive.queries import shown_files
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.org.views.answers import who

from .. import operations, presentation, rules
from ..forms import exemplars as forms
from ..listings import EXEMPLARS
from ..models import Copy, CopyResult, Exemplar, ExemplarKind, ExemplarState, Movement
from ..queries import choices

WITH = ("unit", "unit_before", "recognised_by", "person", "movement__unit")


def found(request: HttpRequest, pk: int) -> Exemplar:
    """An exemplar that one sees; a stranger gets 404."""
    return get_object_or_404(Exemplar.objects.visible_to(who(request)).select_related(*WITH), pk=pk)


@require_GET
def exemplars(request: HttpRequest) -> HttpResponse:
    """Whom and what one can learn from: found, filtered, sorted, taken out."""
    user = who(request)
    rows = Exemplar.objects.visible_to(user).select_related("unit").annotate(learned_by=Count("copies"))
    shown = EXEMPLARS.read(request.GET, rows)
    if shown.wants_sheet:
        return exported(request, shown)
    context = {
        "list": shown,
        "page": shown.page,
        "rows": [presentation.exemplar_row(one) for one in shown.page],
        "tabs": presentation.places("exemplars"),
        "registers": choices.own_first(user) is not None,
        "nav_current": "emulation",
    }
    return render(request, "emulation/exemplars.html", context)


@require_GET
def exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done and how, where it came from, who came to learn, who does the same with what result."""
    user, shown = who(request), found(request, pk)
    copies = list(shown.copies.select_related("unit", "unit_before"))
    first, others = _offers(shown, user, copies)
    context = {
        "exemplar": shown,
        "state": presentation.state_of(shown),
        "steps": presentation.exemplar_steps(shown),
        "facts": presentation.exemplar_facts(shown),
        "files": shown_files(list(shown.evidence.all()), user),
        "visits": [(presentation.visit_words(one), one) for one in shown.visits.select_related("unit")],
        "copies": [(one, rules.can_tell_result(user, one)) for one in copies],
        "first": first,
        "others": others,
        "nav_current": "emulation",
    }
    return render(request, "emulation/exemplar.html", context)


def _offers(shown: Exemplar, user: Any, copies: list[Copy]) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """(words, address) of what one may do next, the first as the main button."""
    offers = []

    def offer(name: str, words: str) -> None:
        offers.append((words, reverse(f"emulation:{name}", args=[shown.pk])))

    recognises = rules.can_recognise_exemplar(user, shown)
    opened = shown.state in (ExemplarState.RECOGNISED, ExemplarState.REPLICATED)
    own = choices.own_first(user)
    if shown.state == ExemplarState.REGISTERED and recognises:
        offer("recognise_exemplar", _("Recognise it"))
    copying = {one.unit_id for one in copies} | {shown.unit_id}
    if opened and own is not None and own not in copying and not recognises:
        offer("copy_exemplar", _("Do the same in my unit"))
    works = any(one.result == CopyResult.WORKS for one in copies)
    if shown.state == ExemplarState.RECOGNISED and recognises and works:
        offer("replicate_exemplar", _("Declare that it is being replicated"))
    if opened and rules.can_tell_visit(user, shown):
        offer("record_learners", _("Write down who came to learn"))
    if opened and recognises:
        offer("copy_exemplar", _("Write down who does the same"))
    if opened and shown.kind == ExemplarKind.UNIT and own is not None and own != shown.unit_id:
        offers.append((_("Catch up with it"), f"{reverse('emulation:set_ladder')}?exemplar={shown.pk}"))
    if shown.state != ExemplarState.ENDED and rules.can_end_exemplar(user, shown):
        offer("end_exemplar", _("End the exemplar"))
    if shown.person_id is not None and rules.can_withdraw_consent(user, shown):
        offer("withdraw_consent", _("Take the consent back"))
    return (offers[0], offers[1:]) if offers else (None, [])


def _act(
    request: HttpRequest, shown: Exemplar, form: Any, do: Callable[[dict[str, Any]], object], **texts: Any
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        do(given)
        return reverse("emulation:exemplar", args=[shown.pk])

    back = {
        "back_url": reverse("emulation:exemplar", args=[shown.pk]),
        "back_text": shown.title,
        "lead": shown.unit.name,
    }
    return form_page(request, form, then, nav_current="emulation", **back, **texts)


def register_exemplar(request: HttpRequest) -> HttpResponse:
    """A new exemplar of a unit that one speaks for."""
    user, today = who(request), timezone.localdate()
    units = choices.speaks_in(user, today)
    require(units.exists(), _("Exemplars are put forward by those who speak for a unit, or by the Party office."))
    form = forms.ExemplarForm(
        typed(request),
        request.FILES or None,
        units=units,
        people=choices.people_known(user),
        movements=Movement.objects.visible_to(user).filter(closed_on__isnull=True).order_by("-valid_from"),
        initial={"unit": choices.own_first(user), "kind": ExemplarKind.PRACTICE},
    )

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        unit = given.pop("unit")
        files = bring_files(form.brought(given), by=user, unit=unit)
        made = operations.register_exemplar(unit, operations.Told(**given), by=user, files=files)
        return reverse("emulation:exemplar", args=[made.pk])

    texts = {"title": _("Put an exemplar forward"), "done": _("It is put forward; it waits to be recognised.")}
    back = {"back_url": reverse("emulation:exemplars"), "back_text": _("Exemplars")}
    return form_page(request, form, do, button=_("Put it forward"), nav_current="emulation", **texts, **back)


def recognise_exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_recognise_exemplar(user, shown), rules.who_recognises(shown))
    organs = choices.organs_recognising(user, shown.unit)
    form = forms.RecogniseForm(
        typed(request), organs=organs, initial={"on": timezone.localdate(), "organ": organs.first()}
    )
    texts = {"title": _("Recognise the exemplar"), "done": _("Recognised: everybody below can read it now.")}

    def do(given: dict[str, Any]) -> object:
        return operations.recognise_exemplar(shown, given.pop("organ"), by=user, **given)

    return _act(request, shown, form, do, button=_("Recognise it"), **texts)


def replicate_exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_replicate_exemplar(user, shown), rules.who_recognises(shown))
    form = forms.DayForm(typed(request), initial={"on": timezone.localdate()})
    texts = {"title": _("Declare that it is being replicated"), "done": _("Declared."), "button": _("Declare it")}
    return _act(request, shown, form, lambda given: operations.replicate_exemplar(shown, by=user, **given), **texts)


def end_exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_end_exemplar(user, shown), rules.who_registers(shown.unit))
    form = forms.DayReasonForm(typed(request), initial={"on": timezone.localdate()})
    texts = {
        "title": _("End the exemplar"),
        "done": _("Ended; what others learned stays."),
        "button": _("End the exemplar"),
    }
    return _act(request, shown, form, lambda given: operations.end_exemplar(shown, by=user, **given), **texts)


def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_withdraw_consent(user, shown), rules.who_registers(shown.unit))
    note = _(
        "The name and every word about the person are taken out at once. This cannot be undone. No reason is asked."
    )
    texts = {
        "title": _("Take the consent back"),
        "done": _("Taken back: nothing about the person stands here any more."),
    }
    form = forms.forms.Form(typed(request))

    def do(_given: dict[str, Any]) -> str:
        operations.withdraw_consent(shown, by=user)
        return reverse("emulation:exemplars")

    back = {"back_url": reverse("emulation:exemplar", args=[shown.pk]), "back_text": shown.title}
    return form_page(request, form, do, button=_("Take it back"), note=note, nav_current="emulation", **texts, **back)


def record_learners(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user, today = found(request, pk), who(request), timezone.localdate()
    require(rules.can_tell_visit(user, shown), rules.who_registers(shown.unit))
    units = choices.speaks_in(user, today).exclude(pk=shown.unit_id)
    form = forms.LearnersForm(typed(request), units=units, initial={"on": today})
    texts = {"title": _("Write down who came to learn"), "done": _("Written down."), "button": _("Write it down")}
    return _act(request, shown, form, lambda given: operations.record_learners(shown, by=user, **given), **texts)


def copy_exemplar(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user, today = found(request, pk), who(request), timezone.localdate()
    units = choices.speaks_in(user, today).exclude(pk=shown.unit_id)
    require(units.exists(), rules.who_registers(shown.unit))
    form = forms.CopyForm(typed(request), units=units, initial={"begun_on": today, "unit": choices.own_first(user)})
    texts = {
        "title": _("Do the same"),
        "done": _("Written down; say later what came of it."),
        "button": _("We do the same"),
    }

    def do(given: dict[str, Any]) -> object:
        return operations.copy_exemplar(shown, given.pop("unit"), by=user, **given)

    return _act(request, shown, form, do, **texts)


def tell_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of doing the same."""
    user = who(request)
    seen = Copy.objects.filter(exemplar__in=Exemplar.objects.visible_to(user)).select_related("unit", "exemplar__unit")
    copy = get_object_or_404(seen, pk=pk)
    require(rules.can_tell_result(user, copy), rules.who_speaks(copy.unit))
    first = {"on": timezone.localdate(), "result": copy.result, "text": copy.result_text}
    form = forms.CopyResultForm(typed(request), initial=first)
    texts = {"title": _("What came of it"), "done": _("Kept: others learn from it too."), "button": _("Keep it")}
    return _act(request, copy.exemplar, form, lambda given: operations.tell_copy(copy, by=user, **given), **texts)

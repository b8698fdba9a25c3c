"""`/inspection/`: programmes, subjects and their course. Restricted: whoever has not the post finds nothing. Nothing is kept by
the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import forms, life, operations, presentation, rules
from ..life import Act
from ..models import Inspection, InspectionState, Organ, Programme
from ..papers import making
from ..queries import inspections as read

HERE = {"nav_current": "inspection"}


def tabs_for(request: HttpRequest, current: str) -> list[Any]:
    user = who(request)
    mine = bool(read.own_committees(user)) or bool(read.led(user))
    over = bool(read.overview_committees(user))
    return presentation.tabs(current, with_the_post=mine, oversees=over)


def found_programme(request: HttpRequest, pk: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(who(request)).select_related("unit", "keeper__parent"), pk=pk)


def found(request: HttpRequest, pk: int) -> Inspection:
    rows = Inspection.objects.visible_to(who(request))
    with_all = ("programme__keeper__parent", "subject_unit", "subject_person", "lead")
    return get_object_or_404(rows.select_related(*with_all), pk=pk)


@never_cache
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Those of one's committee; and the inspections that one leads. Who may read nothing but the sums goes on to them."""
    user = who(request)
    mine, led = read.own_committees(user), read.led(user)
    if not mine and not led:
        if not read.overview_committees(user):
            raise Http404
        return redirect("inspection:overview")
    context = {
        "programmes": list(read.programmes(user)[: read.MOST]),
        "led": [presentation.inspection_row(one) for one in led],
        "tabs": tabs_for(request, "programmes"),
        "makes": bool(mine),
        **HERE,
    }
    return render(request, "inspection/programmes.html", context)


@never_cache
def make_programme(request: HttpRequest) -> HttpResponse:
    user = who(request)
    unit = next(iter(read.own_committees(user)), None)
    if unit is None:
        raise Http404
    organ = Organ.COMMISSION if rules.inspects(user, unit) else Organ.COMMITTEE
    form = forms.ProgrammeForm(typed(request), initial={"year": timezone.localdate().year, "organ": organ})

    def do(given: dict[str, Any]) -> str:
        made = operations.make_programme(unit, by=user, **given)
        return reverse("inspection:programme", args=[made.pk])

    texts = {"title": _("Make a programme"), "done": _("Made: now put the subjects into it."), "button": _("Make it")}
    back = {"back_url": reverse("inspection:programmes"), "back_text": _("Programmes"), "lead": unit.name}
    return form_page(request, form, do, **texts, **back, **HERE)


@never_cache
@require_GET
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown = who(request), found_programme(request, pk)
    context = {
        "programme": shown,
        "rows": [presentation.inspection_row(one) for one in read.of_programme(shown, user)],
        "keeps": rules.can_keep_programme(user, shown),
        **HERE,
    }
    return render(request, "inspection/programme.html", context)


@never_cache
def plan_subject(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown, today = who(request), found_programme(request, pk), timezone.localdate()
    require(rules.can_keep_programme(user, shown), rules.who_keeps(shown.keeper))
    form = forms.SubjectForm(
        typed(request),
        holders=read.holders(shown.keeper, today),
        people=read.leading_people(shown.keeper, today),
        initial={"kind": "inspection", "form": "thematic"},
    )

    def do(given: dict[str, Any]) -> str:
        subject = given.pop("subject")
        as_subject = {"unit": subject} if isinstance(subject, Unit) else {"person": subject}
        operations.plan_subject(shown, operations.Planned(**given, **as_subject), by=user)
        return reverse("inspection:programme", args=[shown.pk])

    texts = {
        "title": _("Put a subject into the programme"),
        "done": _("It is in the programme."),
        "button": _("Put it in"),
    }
    back = {"back_url": reverse("inspection:programme", args=[shown.pk]), "back_text": shown.title}
    return form_page(request, form, do, **texts, **back, **HERE)


@never_cache
@require_GET
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One subject: content, decision, plan, report, conclusion, what it asks for and how far that is."""
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    require(rules.can_report_inspection(user, shown), rules.who_keeps(shown.programme.keeper))
    operations.open_inspection(shown, by=user)
    demands = list(shown.demands.select_related("holder_unit", "holder_person", "supervisor"))
    first, others = _offers(shown, user)
    context = {
        "inspection": shown,
        "subject": presentation.subject_words(shown),
        "state": presentation.state_of(shown),
        "facts": presentation.inspection_facts(shown),
        "demands": [(one, presentation.demand_state(one, today)) for one in demands],
        "sees_programme": Programme.objects.visible_to(user).filter(pk=shown.programme_id).exists(),
        "papers": [(str(making.PAPERS[name].name), name) for name in making.offered(shown)],
        "first": first,
        "others": others,
        **HERE,
    }
    return render(request, "inspection/inspection.html", context)


def _offers(shown: Inspection, user: Any) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    keeps = rules.can_keep_inspection(user, shown)
    known = (
        (Act.DECIDE, "decide", _("Write the decision down"), keeps),
        (Act.REPORT, "report", _("Write the report down"), True),
        (Act.CONCLUDE, "conclude", _("Write the conclusion down"), keeps),
        (Act.DROP, "drop", _("Take it off the programme"), keeps),
    )
    offers = [
        (words, reverse(f"inspection:{name}", args=[shown.pk]))
        for act, name, words, allowed in known
        if allowed and life.after(shown.state, act) is not None
    ]
    if shown.state in (InspectionState.SETTLED, InspectionState.DROPPED) or not offers:
        return None, []
    return offers[0], offers[1:]


def _act(
    request: HttpRequest, shown: Inspection, form: Any, do: Callable[[dict[str, Any]], object], **texts: Any
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        do(given)
        return reverse("inspection:inspection", args=[shown.pk])

    back = {"back_url": reverse("inspection:inspection", args=[shown.pk]), "back_text": str(shown.subject)}
    return form_page(request, form, then, lead=shown.programme.title, **texts, **back, **HERE)


@never_cache
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_keep_inspection(user, shown), rules.who_keeps(shown.programme.keeper))
    form = forms.DecideForm(typed(request), initial={"on": timezone.localdate()})
    texts = {"title": _("Write the decision down"), "done": _("Decided; it is under way."), "button": _("Keep it")}
    return _act(request, shown, form, lambda given: operations.decide_inspection(shown, by=user, **given), **texts)


@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_report_inspection(user, shown), rules.who_keeps(shown.programme.keeper))
    form = forms.ReportForm(typed(request), initial={"on": timezone.localdate()})
    texts = {"title": _("Write the report down"), "done": _("Kept; now the conclusion."), "button": _("Keep it")}
    return _act(request, shown, form, lambda given: operations.report_inspection(shown, by=user, **given), **texts)


@never_cache
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user, today = found(request, pk), who(request), timezone.localdate()
    unit = shown.programme.keeper
    require(rules.can_keep_inspection(user, shown), rules.who_keeps(unit))
    people = read.leading_people(unit, today)
    form = forms.ConcludeForm(typed(request), holders=read.holders(unit, today), people=people, initial={"on": today})

    def do(given: dict[str, Any]) -> object:
        words = {name: given[name] for name in ("conclusion", "number", "on")}
        return operations.conclude_inspection(shown, by=user, asked=form.asked(), **words)

    note = _(
        "Each thing that is asked for becomes a work of whoever does it, with the day and the supervisor. The work has a neutral "
        "name; the words are read here by him and by you alone."
    )
    texts = {
        "title": _("Write the conclusion down"),
        "done": _("Concluded; it is followed up."),
        "button": _("Keep it"),
    }
    return _act(request, shown, form, do, note=note, **texts)


@never_cache
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_keep_inspection(user, shown), rules.who_keeps(shown.programme.keeper))
    texts = {
        "title": _("Take it off the programme"),
        "done": _("Taken off; the reason stands."),
        "button": _("Take it off"),
    }
    form = forms.ReasonForm(typed(request))
    return _act(request, shown, form, lambda given: operations.drop_inspection(shown, by=user, **given), **texts)


@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Sums by state and by subject for those who lead the committee; nothing of what was found."""
    user, today = who(request), timezone.localdate()
    unit = next(iter(read.overview_committees(user)), None)
    if unit is None:
        raise Http404
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    sums = read.overview(unit, year, today)
    context = {
        "unit": unit,
        "year": year,
        "before": year - 1,
        "after": year + 1 if year < today.year else None,
        "sums": sums,
        "states": [(presentation.sentence(str(one.label)), sums.by_state[one.value]) for one in InspectionState],
        "tabs": tabs_for(request, "overview"),
        **HERE,
    }
    return render(request, "inspection/overview.html", context)

"""Forms about targets: set, amend, withdraw, hand over, allot; define what is measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Clause, Document

from .. import operations, rules
from ..forms.fields import AcknowledgingForm, periods_offered
from ..forms.target import AllotForm, AmendForm, HandOverForm, IndicatorForm, TargetForm, WithdrawTargetForm
from ..models import Target
from ..presentation import words
from ..problems import NeedsConfirmation
from ..promise import Promise
from ..queries import choices

both = require_http_methods(["GET", "POST"])


def load_unit(request: HttpRequest, code: str) -> Unit:
    """The unit whose targets may be set; who sees it only is told who may."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)
    require(rules.can_set_target(who(request), unit), rules.who_may_set_target(unit))
    return unit


def load_document(request: HttpRequest) -> Document | None:
    """The document that the address names, if the person sees it."""
    pk = request.GET.get("document", "")
    seen = Document.objects.visible_to(who(request)).select_related("term")
    return get_object_or_404(seen, pk=pk) if pk.isdecimal() else None


def term_of(document: Document | None) -> tuple[date, date] | None:
    term = document.term if document is not None else None
    return (term.begins, term.ends) if term is not None else None


def _root(request: HttpRequest) -> tuple[Clause | None, Document | None]:
    pk = request.GET.get("clause", "")
    if not pk.isdecimal():
        return None, load_document(request)
    seen = Clause.objects.visible_to(who(request)).select_related("document__term")
    clause = get_object_or_404(seen, pk=pk)
    return clause, clause.document


def _load_target(request: HttpRequest, pk: int) -> Target:
    seen = Target.objects.visible_to(who(request)).select_related("indicator", "unit__parent", "document", "holder")
    target = get_object_or_404(seen, pk=pk)
    require(rules.can_amend_target(who(request), target), rules.who_may_set_target(target.unit))
    return target


def _url(target: Target) -> str:
    return reverse("targets:target", args=[target.pk])


def _about(target: Target) -> dict[str, Any]:
    lead = f"{target.unit.name}, {words.named(target.period_code)}"
    return {"lead": lead, "back_url": _url(target), "back_text": str(target), "nav_current": "board"}


def _asking(form: AcknowledgingForm, act: Any) -> Any:
    """Do the act; a question comes back as a box to tick."""
    try:
        return act()
    except NeedsConfirmation as question:
        raise form.asked_back(question) from question


@both
def set_target(request: HttpRequest, code: str) -> HttpResponse:
    unit, today = load_unit(request, code), timezone.localdate()
    clause, document = _root(request)
    form = TargetForm(
        typed(request),
        indicators=choices.indicators_for(unit, who(request)),
        periods=periods_offered(today, term_of(document), request.GET.get("period", "")),
        people=choices.people_for(unit, today),
        documents=choices.documents_for(unit, who(request)) if document is None else None,
        initial={"indicator": request.GET.get("indicator"), "period": request.GET.get("period") or str(today.year)},
    )

    def do(given: dict[str, Any]) -> str:
        paper = document or given.get("document")
        root = operations.Root(clause=clause, document=paper, holder=given["holder"], name=given["name"])
        made = _asking(
            form,
            lambda: operations.set_target(
                unit,
                given["indicator"],
                given["period"],
                form.promise,
                by=who(request),
                root=root,
                acknowledged=form.acknowledged,
            ),
        )
        return _url(made)

    return form_page(
        request,
        form,
        do,
        title=_("Set a target"),
        done=_("The target is set."),
        button=_("Set the target"),
        template="targets/target_form.html",
        lead=unit.name,
        quote=clause.text if clause else "",
        note=str(document) if document else "",
        back_url=reverse("targets:board", args=[unit.code]),
        back_text=_("Where do we stand?"),
        define_url=f"{reverse('targets:define_indicator', args=[unit.code])}?{request.GET.urlencode()}",
        nav_current="board",
    )


@both
def amend_target(request: HttpRequest, pk: int) -> HttpResponse:
    target = _load_target(request, pk)
    form = AmendForm(typed(request), target=target)

    def do(given: dict[str, Any]) -> str:
        return _url(
            _asking(
                form,
                lambda: operations.amend_target(
                    target, form.promise, by=who(request), basis=given["basis"], acknowledged=form.acknowledged
                ),
            )
        )

    done = _("The target is amended; the old plan stays in the book.")
    page = {"title": _("Amend the target"), "button": _("Amend"), "template": "targets/target_form.html"}
    return form_page(request, form, do, done=done, **page, **_about(target))


@both
def withdraw_target(request: HttpRequest, pk: int) -> HttpResponse:
    target = _load_target(request, pk)

    def do(given: dict[str, Any]) -> str:
        return _url(operations.withdraw_target(target, by=who(request), **given))

    done = _("The target is withdrawn; it stays readable with its reason.")
    page = {"title": _("Withdraw the target"), "button": _("Withdraw")}
    return form_page(request, WithdrawTargetForm(typed(request)), do, done=done, **page, **_about(target))


@both
def hand_over_target(request: HttpRequest, pk: int) -> HttpResponse:
    target = _load_target(request, pk)
    people = choices.people_for(target.unit, timezone.localdate())
    form = HandOverForm(typed(request), people=people, initial={"holder": target.holder_id})

    def do(given: dict[str, Any]) -> str:
        return _url(operations.hand_over_target(target, given["holder"], by=who(request)))

    page = {"title": _("Who answers for the target"), "button": _("Hand over"), "done": _("It is handed over.")}
    return form_page(request, form, do, **page, **_about(target))


@both
def allot(request: HttpRequest, pk: int) -> HttpResponse:
    """A table of the units below with their plans; the sum stands beside the plan and is never forced."""
    target = _load_target(request, pk)
    form = AllotForm(typed(request), units=choices.units_to_allot(target, timezone.localdate()))

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        if not form.plans:
            raise Refused(_("Type the plan of at least one unit."))
        for unit, plan in form.plans:
            _allot_one(request, form, target, unit, plan)
        return _url(target)

    return form_page(
        request,
        form,
        do,
        title=_("Share the target out"),
        done=_("The parts are set."),
        button=_("Share out"),
        template="targets/target_form_allot.html",
        target=target,
        sums=_sums(target, form),
        **_about(target),
    )


def _allot_one(request: HttpRequest, form: AllotForm, target: Target, unit: Unit, plan: Decimal) -> None:
    promise = Promise(plan=plan, comparator=target.comparator if target.comparator != "range" else "")
    try:
        _asking(
            form,
            lambda: operations.allot(target, unit, promise, by=who(request), acknowledged=form.acknowledged),
        )
    except Refused as refusal:
        if refusal.field and refusal.field.startswith("sure_"):
            raise
        raise Refused(str(refusal), field=f"plan-{unit.pk}") from refusal


def _sums(target: Target, form: AllotForm) -> dict[str, Decimal | None]:
    """Plan, what is shared out already and in the form, and the difference."""
    given = [one.value_of(one.plan) or Decimal(0) for one in target.allotments.in_force()]
    if form.is_bound and form.is_valid():
        given += [plan for _unit, plan in form.plans]
    plan, total = target.value_of(target.plan), sum(given, Decimal(0))
    return {"plan": plan, "total": total, "difference": None if plan is None else total - plan}


@both
def define_indicator(request: HttpRequest, code: str) -> HttpResponse:
    unit = load_unit(request, code)
    form = IndicatorForm(
        typed(request),
        indicators=choices.indicators_for(unit, who(request)),
        initial={"stated_by": unit.kind, "name": request.GET.get("name", "")},
    )

    def do(given: dict[str, Any]) -> str:
        made = operations.define_indicator(unit, form.definition(), by=who(request))
        query = request.GET.copy()
        query["indicator"] = str(made.pk)
        return f"{reverse('targets:set_target', args=[unit.code])}?{query.urlencode()}"

    return form_page(
        request,
        form,
        do,
        title=_("Define what is measured"),
        done=_("It is defined; now set its target."),
        button=_("Define"),
        lead=unit.name,
        back_url=reverse("targets:set_target", args=[unit.code]),
        back_text=_("Set a target"),
        nav_current="board",
    )

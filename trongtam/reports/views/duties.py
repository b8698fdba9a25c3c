"""`/reports/owed/`: the register of papers owed upward, each duty, each paper, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive.operations import Marking, refuse_marked, store_file
from trongtam.archive.rules import can_store
from trongtam.ground.errors import NotAllowed
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.look.shapes import Tab
from trongtam.org.views.answers import who
from trongtam.targets.presentation.words import capital, named

from .. import operations, owed_words, rules
from ..forms import DutyForm, EndDutyForm, NotAskedForm, RegisterFilter, SentForm, TakeBackForm
from ..forms.duties import ALL, DONE, LATE, OPEN
from ..listings import owed_listing
from ..models import BlankForm, Duty
from ..operations import Proof
from ..queries import duties as queries
from ..queries.duties import SOON, OwedPaper

SHOWN_BEFORE = timedelta(days=400)


@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    asked, today = RegisterFilter.read(request.GET), timezone.localdate()
    papers = queries.register(who(request), today, asked.until(today, today + SOON))
    listing = owed_listing(papers, newest_first=asked.state in (DONE, ALL))
    shown = listing.read(request.GET, asked.chosen(papers))
    if shown.wants_sheet:
        return exported(request, shown)
    words = {OPEN: _("To send"), LATE: _("Late"), DONE: _("Settled"), ALL: _("All")}
    context = {
        "list": shown,
        "lines": [owed_words.line(paper) for paper in shown.page],
        "tabs": [Tab(label, shown.asked(state=state), state == asked.state) for state, label in words.items()],
        "may_note": bool(queries.owing_units(who(request), timezone.localdate())),
        "nav_current": "reports",
    }
    return render(request, "reports/owed.html", context)


def _load(request: HttpRequest, pk: int) -> Duty:
    return get_object_or_404(queries.with_dispatches(Duty.objects.visible_to(who(request))), pk=pk)


def _load_paper(request: HttpRequest, pk: int, code: str) -> OwedPaper:
    paper = queries.paper_of(_load(request, pk), code, timezone.localdate())
    if paper is None:
        raise Http404
    return paper


def _register() -> dict[str, str]:
    return {"back_text": _("Papers to send upward"), "back_url": reverse("reports:owed")}


def _page(paper: OwedPaper) -> dict[str, str]:
    """Crumb and lead of the forms about one paper."""
    lead = f"{paper.duty.title}, {named(paper.period.code)}"
    return {"back_text": _("Paper to send upward"), "back_url": owed_words.paper_url(paper), "lead": lead}


def note_duty(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    units = queries.owing_units(who(request), today)
    if not units:
        raise NotAllowed(_("Papers to send upward are noted by the Party office, the secretary or a deputy secretary."))
    unit = next((one for one in units if one.code == request.POST.get("unit")), units[0])
    preparers = queries.preparers_for(unit, today)
    initial = {"begins_on": today.replace(day=1)}
    form = DutyForm(typed(request), preparers=preparers, units=units, initial=initial)

    def do(_given: dict[str, Any]) -> str:
        made = operations.note_duty(unit, form.terms(), by=who(request))
        return reverse("reports:duty", args=[made.pk])

    done = _("It is noted. Its papers come to the desk by themselves.")
    title, button = _("Note a paper to send upward"), _("Note it in the register")
    return form_page(request, form, do, title=title, done=done, button=button, **_register())


@require_GET
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    shown, today = _load(request, pk), timezone.localdate()
    if shown.is_once:
        return redirect("reports:owed_paper", shown.pk, shown.once_for)
    papers = queries.papers_of([shown], today + SOON, today)
    recent = [paper for paper in papers if paper.is_open or paper.due >= today - SHOWN_BEFORE]
    context = {
        "duty": shown,
        "periods": owed_words.periods_words(shown),
        "rule": owed_words.rule_words(shown),
        "lines": [owed_words.line(paper) for paper in reversed(recent)],
        "may_amend": rules.can_amend_duty(who(request), shown) and shown.ended_on is None,
        "nav_current": "reports",
    }
    return render(request, "reports/duty.html", context)


def amend_duty(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_amend_duty(who(request), shown), rules.who_may_note_duty(shown.unit))
    if shown.is_once:
        return redirect("reports:amend_once", shown.pk)
    preparers = queries.preparers_for(shown.unit, timezone.localdate())
    if shown.preparer_id:
        preparers |= preparers.model.objects.filter(pk=shown.preparer_id)
    form = DutyForm(typed(request), preparers=preparers, initial=DutyForm.initial_of(shown))

    def do(_given: dict[str, Any]) -> str:
        operations.amend_duty(shown, form.terms(), by=who(request))
        return reverse("reports:duty", args=[shown.pk])

    title, done, button = _("Change a paper to send upward"), _("It is changed."), _("Keep the change")
    back = {"back_text": shown.title, "back_url": reverse("reports:duty", args=[shown.pk])}
    return form_page(request, form, do, title=title, done=done, button=button, **back)


def end_duty(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_end_duty(who(request), shown), rules.who_may_note_duty(shown.unit))
    form = EndDutyForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict[str, Any]) -> str:
        operations.end_duty(shown, by=who(request), **given)
        return reverse("reports:duty", args=[shown.pk])

    title, done, button = _("Not owed any more"), _("Its papers are not asked for any more."), _("End it")
    back = {"back_text": shown.title, "back_url": reverse("reports:duty", args=[shown.pk])}
    return form_page(request, form, do, title=title, done=done, button=button, lead=shown.title, **back)


@require_GET
def owed_paper(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    paper = _load_paper(request, pk, code)
    taken_back = paper.duty.dispatches.filter(period_code=code, withdrawn_at__isnull=False).select_related("by")
    context = {
        "paper": paper,
        "line": owed_words.line(paper),
        "period": capital(named(code)),
        "rule": owed_words.rule_words(paper.duty),
        "proof": owed_words.proof_words(paper.dispatch) if paper.dispatch else "",
        "taken_back": taken_back,
        "forms": BlankForm.objects.filter(duty=paper.duty)
        if rules.can_note_duty(who(request), paper.duty.unit)
        else (),
        "may_amend": rules.can_amend_duty(who(request), paper.duty) and paper.duty.is_once,
        "may_settle": rules.can_settle_paper(who(request), paper.duty),
        "who_may": rules.who_may_settle_paper(paper.duty),
        "nav_current": "reports",
    }
    return render(request, "reports/owed_paper.html", context)


def mark_sent(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    paper = _load_paper(request, pk, code)
    user, owing = who(request), paper.duty
    require(rules.can_settle_paper(user, owing), rules.who_may_settle_paper(owing))
    form = SentForm(
        typed(request),
        request.FILES or None,
        papers=queries.issued_for(owing.unit, user),
        may_store=can_store(user, owing.unit),
        initial={"sent_on": timezone.localdate()},
    )

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        upload, kept = given.get("file"), None
        refuse_marked(given.get("marking") or Marking.NONE)
        if upload is not None:
            kept = store_file(upload, by=user, unit=owing.unit, marking=given["marking"])
        proof = Proof(kept, given["number"], given["dated"], given.get("paper"))
        operations.mark_sent(owing, paper.period, by=user, sent_on=given["sent_on"], proof=proof, note=given["note"])
        return owed_words.paper_url(paper)

    title, done, button = _("The paper was sent"), _("The paper is noted as sent."), _("Note as sent")
    note = _("Give one proof: number and day of the paper, or the file that was sent.")
    return form_page(request, form, do, title=title, done=done, button=button, note=note, **_page(paper))


def mark_not_asked(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    paper = _load_paper(request, pk, code)
    require(rules.can_settle_paper(who(request), paper.duty), rules.who_may_settle_paper(paper.duty))
    form = NotAskedForm(typed(request))

    def do(given: dict[str, Any]) -> str:
        operations.mark_not_asked(paper.duty, paper.period, by=who(request), **given)
        return owed_words.paper_url(paper)

    title, done, button = (
        _("Not asked for this time"),
        _("The paper is not owed this time."),
        _("Note it in the register"),
    )
    return form_page(request, form, do, title=title, done=done, button=button, **_page(paper))


def take_back(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    paper = _load_paper(request, pk, code)
    require(rules.can_settle_paper(who(request), paper.duty), rules.who_may_settle_paper(paper.duty))
    if paper.dispatch is None:
        raise Http404
    noted, form = paper.dispatch, TakeBackForm(typed(request))

    def do(given: dict[str, Any]) -> str:
        operations.take_back(noted, by=who(request), **given)
        return owed_words.paper_url(paper)

    title, done, button = _("Take back what was noted"), _("The paper is owed again."), _("Take it back")
    return form_page(request, form, do, title=title, done=done, button=button, **_page(paper))

"""`/emulation/awards/`: awards of units and persons in reach, proposals with their evidence, the list as a paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.look.answers import exported, form_page, require, started, typed
from trongtam.look.operations import start_job
from trongtam.org.views.answers import who
from trongtam.work.queries.choices import organ_of

from .. import operations, presentation, rules
from ..forms import awards as forms
from ..forms.exemplars import DayReasonForm
from ..listings import awards_listing
from ..models import Award, Proposal, ProposalState
from ..queries import awards as read
from ..queries import choices
from ..queries.streaks import counters_of, counters_of_person


def found(request: HttpRequest, pk: int) -> Award:
    rows = Award.objects.visible_to(who(request))
    return get_object_or_404(rows.select_related("home", "recipient_unit", "recipient_person", "movement"), pk=pk)


def found_proposal(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(who(request))
    return get_object_or_404(
        rows.select_related("organ", "home", "recipient_unit", "recipient_person__home", "award"), pk=pk
    )


@require_GET
def awards(request: HttpRequest) -> HttpResponse:
    """Found, filtered, sorted, taken out; proposals that wait stand above."""
    user = who(request)
    rows = read.awards(user)
    years = sorted(set(rows.order_by().values_list("year", flat=True)), reverse=True)
    organ = organ_of(user)
    records = organ is not None and rules.can_record_award(user, organ)
    listing = awards_listing(years)
    # Names of persons go out with whoever writes the awards down; nobody else is offered a button that says no.
    shown = (listing if records else replace(listing, columns=())).read(request.GET, rows)
    if shown.wants_sheet:
        require(
            records, rules.who_records_awards(organ) if organ is not None else _("Only the Party office may do this.")
        )
        assert organ is not None
        operations.take_awards_out(organ, by=user)
        return exported(request, shown)
    context = {
        "list": shown,
        "page": shown.page,
        "rows": [(one, presentation.award_title(one), presentation.award_meta(one)) for one in shown.page],
        "proposals": [presentation.proposal_row(one) for one in read.open_proposals(user)],
        "tabs": presentation.places("awards"),
        "records": records,
        "proposes": choices.own_first(user) is not None,
        "years": years,
        "organ": organ if records else None,
        "nav_current": "emulation",
    }
    return render(request, "emulation/awards.html", context)


@require_GET
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """One award, and the years in a row of whoever received it."""
    user, one = who(request), found(request, pk)
    if one.recipient_unit is not None:
        counters = counters_of([one.recipient_unit], one.year)[one.recipient_unit.pk]
    else:
        assert one.recipient_person is not None
        counters = counters_of_person(one.recipient_person, one.year)
    context = {
        "award": one,
        "title": presentation.award_title(one),
        "facts": presentation.award_facts(one),
        "counters": presentation.counters_shown([each for each in counters if each.title.code == one.code]),
        "withdraws": one.withdrawn_on is None and rules.can_withdraw_award(user, one),
        "nav_current": "emulation",
    }
    return render(request, "emulation/award.html", context)


def _form(request: HttpRequest, form: type[Any], **first: Any) -> Any:
    user, today = who(request), timezone.localdate()
    offered = choices.recipients(user, today)
    return form(typed(request), recipients=offered, initial={"year": today.year, **first})


_BACK = {"nav_current": "emulation"}


def _back() -> dict[str, Any]:
    return {"back_url": reverse("emulation:awards"), "back_text": _("Awards"), **_BACK}


def record_award(request: HttpRequest) -> HttpResponse:
    user, organ = who(request), organ_of(who(request))
    allowed = organ is not None and rules.can_record_award(user, organ)
    require(allowed, _("Awards are written down by the Party office, the secretary or a deputy secretary."))
    form = _form(request, forms.AwardForm)

    def do(given: dict[str, Any]) -> str:
        made = operations.record_award(given.pop("recipient"), operations.Given(**given), by=user)
        return reverse("emulation:award", args=[made.pk])

    texts = {"title": _("Write an award down"), "done": _("Written down."), "button": _("Write it down")}
    return form_page(request, form, do, **texts, **_back())


def withdraw_award(request: HttpRequest, pk: int) -> HttpResponse:
    one, user = found(request, pk), who(request)
    require(rules.can_withdraw_award(user, one), rules.who_records_awards(one.home))
    form = DayReasonForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict[str, Any]) -> str:
        operations.withdraw_award(one, by=user, **given)
        return reverse("emulation:award", args=[one.pk])

    texts = {
        "title": _("Take the award back"),
        "done": _("It counts no more and stays readable."),
        "button": _("Take the award back"),
    }
    return form_page(request, form, do, lead=one.title, **texts, **_back())


def propose_award(request: HttpRequest) -> HttpResponse:
    user, today = who(request), timezone.localdate()
    organ = organ_of(user)
    if organ is None or not rules.can_propose_award(user, organ):
        organ = choices.speaks_in(user, today).filter(pk=choices.own_first(user) or 0).first()
    require(organ is not None, _("Awards are proposed by those who speak for a unit, or by the Party office."))
    assert organ is not None
    form = _form(request, forms.ProposalForm)

    def do(given: dict[str, Any]) -> str:
        made = operations.propose_award(organ, given.pop("recipient"), operations.Wanted(**given), by=user)
        return reverse("emulation:proposal", args=[made.pk])

    texts = {"title": _("Propose an award"), "done": _("Proposed, with what speaks for it."), "button": _("Propose it")}
    return form_page(request, form, do, lead=organ.name, **texts, **_back())


@require_GET
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed, for what, and what the program found that day."""
    one, user = found_proposal(request, pk), who(request)
    answers = one.state == ProposalState.PROPOSED and rules.can_answer_proposal(user, one)
    return render(request, "emulation/proposal.html", {"proposal": one, "answers": answers, "nav_current": "emulation"})


def grant_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    one, user = found_proposal(request, pk), who(request)
    require(rules.can_answer_proposal(user, one), rules.who_records_awards(one.home))
    form = forms.GrantForm(typed(request), initial={"decided_on": timezone.localdate()})

    def do(given: dict[str, Any]) -> str:
        made = operations.grant_proposal(one, operations.Decision(**given), by=user)
        return reverse("emulation:award", args=[made.pk])

    texts = {"title": _("It was granted"), "done": _("The award is written down."), "button": _("Write the award down")}
    return form_page(request, form, do, lead=one.title, **texts, **_back())


def decline_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    one, user = found_proposal(request, pk), who(request)
    require(rules.can_answer_proposal(user, one), rules.who_records_awards(one.home))
    form = DayReasonForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict[str, Any]) -> str:
        operations.decline_proposal(one, by=user, **given)
        return reverse("emulation:proposal", args=[one.pk])

    texts = {"title": _("It was not granted"), "done": _("The reason stands with it."), "button": _("Keep it")}
    return form_page(request, form, do, lead=one.title, **texts, **_back())


@require_POST
def awards_paper(request: HttpRequest, kind: str) -> HttpResponse:
    """The list of a year as a Word or Excel file, made in the background."""
    user, organ = who(request), organ_of(who(request))
    allowed = organ is not None and rules.can_record_award(user, organ)
    require(allowed, _("The list of awards is taken out by the Party office, the secretary or a deputy secretary."))
    assert organ is not None
    asked = request.POST.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year
    base = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    given = {"unit": organ.pk, "year": year, "base": base}
    title = _("List of awards for %(year)d") % {"year": year}
    about = f"emulation.awards:{organ.pk}.{year}"
    return started(start_job(f"emulation.awards_{kind}", by=user, title=title, given=given, about=about))

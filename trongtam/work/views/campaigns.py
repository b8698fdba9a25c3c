"""Campaigns of an organ, each with who has registered and who is missing; opened, rewritten, closed, opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import exported, form_page, require, typed
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who
from trongtam.targets.forms.rounds import ReasonForm

from .. import operations, rules
from .. import presenting_campaigns as words
from ..asking import Phase
from ..forms.campaigns import CampaignForm, CloseCampaignForm, RewriteCampaignForm, initial_of
from ..listings import campaigns_listing, holders_listing
from ..models import Campaign
from ..queries import campaigns as read
from .pages import place

# From this month on a new campaign is meant for the next year.
NEXT_YEAR_FROM = 10


def _found(request: HttpRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(who(request)).select_related("unit__parent"), pk=pk)


def _url(campaign: Campaign) -> str:
    return reverse("work:campaign", args=[campaign.pk])


@require_GET
def campaigns(request: HttpRequest, code: str) -> HttpResponse:
    unit, user = place(request, code), who(request)
    found = read.reckoned(list(read.campaigns_of(unit, user)), timezone.localdate())
    shown = campaigns_listing().read(request.GET, [words.shown_campaign(one) for one in found])
    if shown.wants_sheet:
        return exported(request, shown)
    opens = rules.can_assign_work(user, unit)
    context = {"unit": unit, "list": shown, "rows": shown.page, "opens": opens, "nav_current": "work"}
    return render(request, "work/campaigns.html", context)


@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Registered and missing at a glance; below it everybody whom the viewer may read."""
    shown, user = _found(request, pk), who(request)
    [found] = read.reckoned([shown], timezone.localdate())
    runs, running = rules.can_run_campaign(user, shown), found.phase in (Phase.OPEN, Phase.LATE)
    listed = holders_listing(shown.title).read(request.GET, read.holder_rows(found, user))
    if listed.wants_sheet:
        return exported(request, listed)
    to_decide = read.to_decide(found, user)
    owed = read.owed_in(found, user) if running else []
    context = {
        "campaign": shown,
        "tallies": words.tallies(found, _url(shown)),
        "summary": words.summary(found),
        "facts": words.facts(found),
        "list": listed,
        "rows": [words.shown(one, shown, enters=runs and running) for one in listed.page],
        "who": words.who_registers(shown),
        "focuses": words.focus_words(shown),
        "reads_all": Reach.of(user).covers(shown.unit),
        "to_decide": to_decide,
        "owed_url": words.owed_url(owed[0]) if owed else "",
        "runs": runs,
        "ends": runs and found.phase is Phase.LATE and not to_decide,
        "is_closed": found.phase is Phase.CLOSED,
        "form_url": words.form_url(shown),
        "reminds": runs and running and found.reckoning.missing,
        "nav_current": "work",
    }
    return render(request, "work/campaign.html", context)


def open_campaign(request: HttpRequest, code: str) -> HttpResponse:
    unit, today = place(request, code), timezone.localdate()
    require(rules.can_assign_work(who(request), unit), rules.who_may_assign(unit))
    year = today.year + (today.month >= NEXT_YEAR_FROM)
    initial = words.new_terms_initial(year, today) | {"due": today + timedelta(days=30)}
    form = CampaignForm(typed(request), initial=initial)

    def do(_given: dict[str, Any]) -> str:
        return _url(operations.open_campaign(unit, form.terms(), by=who(request)))

    texts = {
        "title": _("Open a campaign"),
        "done": _("The campaign is open; each one who must register sees it on the desk."),
        "button": _("Open the campaign"),
    }
    back = reverse("work:campaigns", args=[unit.code])
    return form_page(
        request, form, do, lead=unit.name, back_url=back, back_text=_("Campaigns"), nav_current="work", **texts
    )


def _act(request: HttpRequest, shown: Campaign, form: Any, do: Any, **texts: Any) -> HttpResponse:
    """A form about one campaign, for those who run it; back to its page."""
    require(rules.can_run_campaign(who(request), shown), rules.who_may_assign(shown.unit))

    def then(given: dict[str, Any]) -> str:
        return _url(do(given))

    back = {"back_url": _url(shown), "back_text": shown.title, "lead": shown.title, "nav_current": "work"}
    return form_page(request, form, then, **texts, **back)


def rewrite_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _found(request, pk)
    fixed = frozenset(read.fixed_terms(shown, timezone.localdate()))
    form = RewriteCampaignForm(typed(request), fixed=fixed, initial=initial_of(shown.terms))

    def do(given: dict[str, Any]) -> Campaign:
        return operations.rewrite_campaign(shown, form.terms(), by=who(request), reason=given["reason"])

    texts = {"title": _("Change the campaign"), "done": _("The campaign is changed."), "button": _("Change it")}
    return _act(request, shown, form, do, **texts)


def close_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _found(request, pk)
    [found] = read.reckoned([shown], timezone.localdate())

    def do(given: dict[str, Any]) -> Campaign:
        return operations.close_campaign(shown, by=who(request), **given)

    texts = {"title": _("Close the campaign"), "done": _("The campaign is closed."), "button": _("Close the campaign")}
    return _act(request, shown, CloseCampaignForm(typed(request)), do, note=words.summary(found), **texts)


def reopen_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _found(request, pk)

    def do(given: dict[str, Any]) -> Campaign:
        return operations.reopen_campaign(shown, by=who(request), **given)

    texts = {
        "title": _("Open the campaign again"),
        "done": _("Registration is open again."),
        "button": _("Open it again"),
    }
    return _act(request, shown, ReasonForm(typed(request)), do, **texts)

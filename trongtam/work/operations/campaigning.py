"""An organ asks for registrations once a year: it opens a campaign, rewrites it, closes it and may open it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.errors import NotAllowed, Refused, Unreadable
from trongtam.ground.periods import TERM, YEAR, Period
from trongtam.ledger import book
from trongtam.org.models import PostKind, Unit, UnitKind
from trongtam.org.reach import ACTING_KINDS, Reach

from .. import rules
from ..asking import Terms, is_off
from ..life import REGISTERING, State
from ..models import Campaign, Focus, Work, focus_labels, focuses_in
from ..queries.campaigns import fixed_terms, reckoned
from ..queries.works import holder_of
from .walking import day_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_EACH = 20
MOST_NAMED = 5
NOT_ASKED_POSTS = frozenset({PostKind.ADMINISTRATOR})


@transaction.atomic
def open_campaign(unit: Unit, terms: Terms, *, by: User, at: datetime | None = None) -> Campaign:
    """Ask the units and people of an organ for registrations. Raises NotAllowed; Refused: terms without sense, a last day that is
    over, a second open campaign of the same year."""
    if not rules.can_assign_work(by, unit):
        raise NotAllowed(rules.who_may_assign(unit))
    Unit.objects.select_for_update().get(pk=unit.pk)
    terms = _ordered(terms)
    _check_terms(terms)
    if terms.due < day_of(at):
        raise Refused(_("That day is over already."), field="due")
    _check_alone(unit, terms.year)
    campaign = Campaign(unit=unit, made_by=by, made_at=at or timezone.now())
    _fill(campaign, terms)
    campaign.save()
    book.write("work.campaign_opened", by=by, on=campaign, unit=unit, after=_told(terms), at=at)
    return campaign


@transaction.atomic
def rewrite_campaign(
    campaign: Campaign, terms: Terms, *, by: User, reason: str, at: datetime | None = None
) -> Campaign:
    """Change what can still be changed, with the reason: the year and stage until something is drafted in it, the first day until
    it has come, the focuses as long as they hold what is registered. Raises NotAllowed, Refused."""
    held = _locked(campaign, by)
    if held.closed_at is not None:
        raise Refused(_("This campaign is closed. Open it again to change it."))
    _need_reason(reason)
    before, today, terms = held.terms, day_of(at), _ordered(terms)
    changed = {one.name for one in fields(Terms) if getattr(before, one.name) != getattr(terms, one.name)}
    if not changed:
        raise Refused(_("Nothing is different from before."))
    _check_terms(terms)
    _check_changes(held, terms, changed, today)
    _fill(held, terms)
    held.save()
    told_before, told_after = _told(before), _told(terms)
    book.write(
        "work.campaign_rewritten",
        by=by,
        on=held,
        unit=held.unit,
        before={name: told_before[name] for name in sorted(changed)},
        after={name: told_after[name] for name in sorted(changed)},
        note=reason.strip(),
        at=at,
    )
    return held


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: User, reason: str = "", at: datetime | None = None) -> Campaign:
    """End the registration. Raises NotAllowed; Refused: closed already, registrations that nobody has decided on (named), or
    somebody who has not registered as many as asked and no closing word about it."""
    held = _locked(campaign, by)
    if held.closed_at is not None:
        raise Refused(_("This campaign is closed already."))
    _check_decided(held, by)
    [found] = reckoned([held], day_of(at))
    missing = found.reckoning.missing
    if missing and not reason.strip():
        sentence = ngettext(
            "%(n)d that must register has not. Please say what comes of it.",
            "%(n)d that must register have not. Please say what comes of it.",
            missing,
        )
        raise Refused(sentence % {"n": missing}, field="reason")
    held.closed_at, held.closed_reason = at or timezone.now(), reason.strip()
    held.save(update_fields=["closed_at", "closed_reason"])
    after = {"asked": len(found.reckoning.asked), "missing": missing}
    book.write("work.campaign_closed", by=by, on=held, unit=held.unit, after=after, note=reason.strip(), at=at)
    return held


@transaction.atomic
def reopen_campaign(campaign: Campaign, *, by: User, reason: str, at: datetime | None = None) -> Campaign:
    """Take registrations again, with the reason; the closing word stays in the book. Raises NotAllowed, Refused."""
    held = _locked(campaign, by)
    if held.closed_at is None:
        raise Refused(_("This campaign is open."))
    _need_reason(reason)
    _check_alone(held.unit, held.period_code)
    before = {"closed_at": held.closed_at, "word": held.closed_reason}
    held.closed_at, held.closed_reason = None, ""
    held.save(update_fields=["closed_at", "closed_reason"])
    book.write("work.campaign_reopened", by=by, on=held, unit=held.unit, before=before, note=reason.strip(), at=at)
    return held


# -- for the acts on works ---------------------------------------------------------------------------------------------


def lock_open(campaign: Campaign | None, unit: Unit, today: date) -> None:
    """A new registration and the closing of the campaign stand in line. Raises Refused."""
    if campaign is None:
        return
    held = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if held.unit_id != unit.pk:
        raise Refused(_("This campaign belongs to another organ."))
    check_still_open(held)
    if today < held.opens_on:
        raise Refused(_("Registration for this campaign opens on %(day)s.") % {"day": f"{held.opens_on:%d/%m/%Y}"})


def check_still_open(campaign: Campaign | None) -> None:
    """Raises Refused."""
    if campaign is not None and campaign.closed_at is not None:
        raise Refused(_("Registration for this campaign is closed. Please ask the Party office."))


# -- what is checked ---------------------------------------------------------------------------------------------------


def _locked(campaign: Campaign, by: User) -> Campaign:
    """The unit first, as `open_campaign` does: of two who open or open again the second sees what the first did."""
    Unit.objects.select_for_update().get(pk=campaign.unit_id)
    held = Campaign.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=campaign.pk)
    if not rules.can_run_campaign(by, held):
        raise NotAllowed(rules.who_may_assign(held.unit))
    return held


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")


def _check_terms(terms: Terms) -> None:
    """Everything about the terms themselves that makes no sense, each with its field."""
    if not terms.title.strip():
        raise Refused(_("Please give the campaign a name."), field="title")
    _check_days(terms)
    if not 1 <= terms.least <= MOST_EACH:
        raise Refused(_("Please ask for 1 to %(most)s works each.") % {"most": MOST_EACH}, field="least")
    posts = set(PostKind.values) - NOT_ASKED_POSTS
    if not set(terms.unit_kinds) <= set(ACTING_KINDS) or not set(terms.post_kinds) <= posts:
        raise Refused(_("Please choose who must register."), field="unit_kinds")
    if not terms.unit_kinds and not terms.post_kinds:
        raise Refused(_("Please choose who must register."), field="unit_kinds")
    if not set(terms.focuses) <= set(Focus.values):
        raise Refused(_("Please choose where the works come from."), field="focuses")


def _check_days(terms: Terms) -> None:
    try:
        year, stage = Period.parse(terms.year), Period.parse(terms.stage or terms.year)
    except Unreadable as error:
        raise Refused(error.sentence, field="year") from error
    if year.kind != YEAR:
        raise Refused(_("A campaign is for the list of a year."), field="year")
    if stage.kind not in (YEAR, TERM) or not stage.contains(year):
        raise Refused(_("The stage has to hold the year %(year)s.") % {"year": terms.year}, field="stage_to")
    if terms.due < terms.opens_on:
        raise Refused(_("The last day lies before the first."), field="due")
    first = date(year.start.year - 1, 1, 1)
    if not (first <= terms.opens_on and terms.due <= year.end):
        span = {"year": terms.year, "first": f"{first:%d/%m/%Y}", "last": f"{year.end:%d/%m/%Y}"}
        field = "due" if first <= terms.opens_on else "opens_on"
        sentence = _("Registration for %(year)s has to lie between %(first)s and %(last)s.")
        raise Refused(sentence % span, field=field)


def _check_alone(unit: Unit, year: str) -> None:
    held = Campaign.objects.open().filter(unit=unit, period_code=year).first()
    if held is not None:
        told = {"title": held.title, "year": year}
        raise Refused(
            _("“%(title)s” is open for %(year)s already. Please use it, or close it first.") % told, field="year"
        )


def _check_changes(held: Campaign, terms: Terms, changed: set[str], today: date) -> None:
    """What stands already is not pulled from under those who have registered."""
    fixed = fixed_terms(held, today) & changed
    if fixed & {"year", "stage"}:
        raise Refused(_("Works are registered in this campaign; its year stays."), field="year")
    if "opens_on" in fixed:
        raise Refused(_("Registration has begun; only its last day can be moved."), field="opens_on")
    if "due" in changed and terms.due < today:
        raise Refused(_("That day is over already."), field="due")
    if "year" in changed:
        _check_alone(held.unit, terms.year)
    if "focuses" in changed and terms.focuses:
        _check_focuses(held, terms)


def _check_focuses(held: Campaign, terms: Terms) -> None:
    kept = held.works.exclude(state=State.WITHDRAWN.value).values_list("focus", flat=True).distinct()
    off = [one for one in kept if is_off(terms.focuses, focuses_in(one))]
    lost = sorted({label for one in off for label in focus_labels(one)})
    if lost:
        told = {"focuses": ", ".join(lost)}
        raise Refused(_("Works are registered out of: %(focuses)s. Please keep these.") % told, field="focuses")


def _check_decided(held: Campaign, by: User) -> None:
    """Names what nobody has decided on, so that one can act."""
    undecided = held.works.filter(state__in=[state.value for state in REGISTERING])
    works: list[Work] = list(undecided.select_related("holder_unit", "holder_person", "home").order_by("due", "pk"))
    if not works:
        return
    reach = Reach.of(by)
    named = [f"“{one.title}” ({holder_of(one, reach)}, {one.get_state_display()})" for one in works[:MOST_NAMED]]
    if len(works) > MOST_NAMED:
        more = len(works) - MOST_NAMED
        named.append(ngettext("and %(n)d more work", "and %(n)d more works", more) % {"n": more})
    sentence = ngettext(
        "%(n)d registration is not decided on: %(works)s. Please approve it or take it off the list first.",
        "%(n)d registrations are not decided on: %(works)s. Please approve them or take them off the list first.",
        len(works),
    )
    raise Refused(sentence % {"n": len(works), "works": "; ".join(named)})


def _ordered(terms: Terms) -> Terms:
    """The same terms as they are kept: texts without loose blanks, kinds in one order. What is unknown stays, to be refused."""
    return replace(
        terms,
        title=" ".join(terms.title.split()),
        basis=terms.basis.strip(),
        unit_kinds=tuple(sorted(set(terms.unit_kinds), key=_place(UnitKind.values))),
        post_kinds=tuple(sorted(set(terms.post_kinds), key=_place(PostKind.values))),
        focuses=tuple(sorted(set(terms.focuses), key=_place(Focus.values))),
    )


def _place(known: list[str]) -> Callable[[str], int]:
    return lambda one: known.index(one) if one in known else len(known)


def _fill(campaign: Campaign, terms: Terms) -> None:
    campaign.title, campaign.basis = terms.title, terms.basis
    campaign.period_code, campaign.stage_code = terms.year, terms.stage
    campaign.opens_on, campaign.due, campaign.least = terms.opens_on, terms.due, terms.least
    campaign.unit_kinds, campaign.post_kinds = list(terms.unit_kinds), list(terms.post_kinds)
    campaign.focuses = list(terms.focuses)


def _told(terms: Terms) -> dict[str, Any]:
    return {one.name: getattr(terms, one.name) for one in fields(Terms)}

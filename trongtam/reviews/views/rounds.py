"""`/reviews/`: one's own reviews, the rounds, one round with its units, its cap and its tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.errors import Refused
from trongtam.look.answers import exported, form_page, require, said, typed
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Document
from trongtam.targets.models import Target

from .. import presenting_rounds as presenting
from ..forms.rounds import CountsForm, ReasonForm, RewriteForm, RoundForm
from ..listings_rounds import rounds_listing
from ..models import Contest, ContestState, Round, RoundKind, SchemeVersion, Subject
from ..operations import (
    CountTerms,
    appraise_unit,
    decide_unit,
    enter_counts,
    gather_subjects,
    lock_round,
    open_counts,
    open_round,
    reopen_round,
    rewrite_round,
)
from ..queries.capping import cap_rows
from ..rules import rounds as rules


def found(request: HttpRequest, pk: int) -> Round:
    """A round that one sees; a stranger gets 404."""
    return get_object_or_404(Round.objects.visible_to(who(request)).select_related("unit"), pk=pk)


def runs(request: HttpRequest, pk: int) -> Round:
    round_ = found(request, pk)
    require(rules.can_run_round(who(request), round_), rules.who_runs_round(round_.unit))
    return round_


def _address(round_: Round) -> str:
    return reverse("reviews:round", args=[round_.pk])


@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """One's own forms first, then the rounds that one sees."""
    user = who(request)
    shown = rounds_listing().read(request.GET, Round.objects.visible_to(user).select_related("unit"))
    if shown.wants_sheet:
        return exported(request, shown)
    mine = presenting.own_subjects(user)
    opens = _committees(request).first()
    context = {
        "mine": mine,
        "next": next((one for one in mine if one.is_rated and one.state == "self" and one.round.is_open), None),
        "list": shown,
        "page": shown.page,
        "opens": opens,
        "nav_current": "reviews",
    }
    return render(request, "reviews/own.html", context)


def _committees(request: HttpRequest) -> Any:
    """The Party committees whose rounds one may open: where one holds the post."""
    user = who(request)
    held = [post.unit_id for post in Reach.of(user).posts]
    units = Unit.objects.filter(pk__in=held, kind="party_committee", ended_on__isnull=True)
    allowed = [unit.pk for unit in units if rules.can_open_round(user, unit)]
    return Unit.objects.filter(pk__in=allowed).order_by("path")


@never_cache
@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the round is: by step and by unit; where the cap bites; objections that wait."""
    round_, user, today = found(request, pk), who(request), timezone.localdate()
    if round_.is_counts:
        return redirect("reviews:table", round_.pk)
    units = [one for one in presenting.unit_sums(round_) if Reach.of(user).covers(one.unit)]
    runs = rules.can_run_round(user, round_)
    done, total = sum(one.done for one in units), sum(one.total for one in units)
    caps = cap_rows(round_) if runs else []
    context = {
        "round": round_,
        "units": units,
        "steps": presenting.step_sums(round_, today) if runs else [],
        "facts": presenting.standing_facts(round_) if runs else [],
        "days": presenting.day_facts(round_) if round_.is_open and not runs else [],
        "over": [one for one in caps if one.standing.is_over],
        "caps": caps[:1],
        "contests": _waiting(round_, user),
        "runs": runs,
        "all_done": bool(total) and done == total,
        "nav_current": "reviews",
    }
    return render(request, "reviews/round.html", context)


def _waiting(round_: Round, user: Any) -> list[Contest]:
    """Objections of the round that wait for an answer which the viewer may give; without the names."""
    rows = Contest.objects.visible_to(user).filter(subject__round=round_, state=ContestState.OPEN)
    listed = rows.select_related("subject__round__unit", "subject__unit", "subject__person", "subject__scheme")
    return [one for one in listed.order_by("at") if rules.can_answer(user, one)]


@never_cache
@require_GET
def unit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Who of a unit stands where, without any level; the names for those with sight."""
    round_, user = found(request, pk), who(request)
    place = get_object_or_404(Unit.objects.reached_by(user), code=code)
    rows = Subject.objects.visible_to(user).filter(round=round_, unit=place).select_related("person", "unit", "scheme")
    listed = presenting.in_order(rows.exclude(standing="gone"))
    states = [one.state for one in listed if one.is_rated]
    context = {
        "round": round_,
        "unit": place,
        "rows": listed,
        "reads": rules.reads_names(user, place),
        "tries": round_.is_open and place.kind == UnitKind.CELL and rules.can_try_cap(user, round_, place),
        "votes": round_.is_open and rules.keeps_unit(user, place) and presenting.voted_on(listed),
        "appraises": rules.can_run_round(user, round_) and round_.is_open and states.count("appraisal"),
        "decides": rules.can_run_round(user, round_)
        and round_.is_open
        and place.pk != round_.unit_id
        and states.count("decision"),
        "nav_current": "reviews",
    }
    return render(request, "reviews/unit.html", context)


# -- tables -----------------------------------------------------------------------------------------------------------


@never_cache
@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """How many got which level: nested and disjoint, with its base, the years and the target."""
    round_, user = found(request, pk), who(request)
    context = {
        "round": round_,
        "tables": presenting.table_blocks(round_, user) if Reach.of(user).covers(round_.unit) else [],
        "runs": rules.can_run_round(user, round_),
        "nav_current": "reviews",
    }
    return render(request, "reviews/table.html", context)


# -- acts on a round ---------------------------------------------------------------------------------------------------


def open_new(request: HttpRequest, code: str) -> HttpResponse:
    place = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    require(rules.can_open_round(who(request), place), rules.who_runs_round(place))
    year = timezone.localdate().year
    days = dict(zip(("self_by", "collective_by", "appraisal_by", "decision_by"), _usual_days(year), strict=True))
    form = RoundForm(typed(request), initial={"kind": "year", "period": str(year), **days})

    def do(_given: dict[str, Any]) -> str:
        return _address(open_round(place, form.terms(), by=who(request)))

    return form_page(
        request, form, do, title=_("Open a review round"), done=_("The round is open."), button=_("Open the round"),
        back_url=reverse("reviews:own"), back_text=_("Reviews"),
        note=_("Everybody in the registers of that day stands in it at once; you may leave somebody out with the reason."),
    )  # fmt: skip


def _usual_days(year: int) -> tuple[date, date, date, date]:
    return (date(year, 11, 30), date(year, 12, 10), date(year, 12, 15), date(year, 12, 25))


def open_sums(request: HttpRequest, code: str) -> HttpResponse:
    """A past year of which only the counts are known."""
    place = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    require(rules.can_open_round(who(request), place), rules.who_runs_round(place))
    year = timezone.localdate().year - 1
    days = dict(zip(("self_by", "collective_by", "appraisal_by", "decision_by"), _usual_days(year), strict=True))
    form = RoundForm(typed(request), initial={"kind": "year", "period": str(year), **days})

    def do(_given: dict[str, Any]) -> str:
        return _address(open_counts(place, form.terms(), by=who(request)))

    return form_page(
        request, form, do, title=_("A year of which the counts are known"), done=_("The round is open."),
        button=_("Go on to the counts"), back_url=reverse("reviews:own"), back_text=_("Reviews"),
    )  # fmt: skip


def rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = runs(request, pk)
    user = who(request)
    names = ("self_by", "collective_by", "appraisal_by", "decision_by", "rounding", "share")
    picked = ("exception_document", "members_target", "organisations_target")
    initial = {name: getattr(round_, name) for name in names} | {name: getattr(round_, f"{name}_id") for name in picked}
    targets = Target.objects.visible_to(user).filter(unit=round_.unit.parent_id).select_related("indicator")
    form = RewriteForm(
        typed(request),
        initial=initial,
        documents=Document.objects.visible_to(user).order_by("-issued_on"),
        targets=targets,
    )

    def do(_given: dict[str, Any]) -> str:
        rewrite_round(round_, form.terms(kind=round_.kind, period=round_.period, title=round_.title), by=user)
        return _address(round_)

    return form_page(
        request, form, do, title=_("Days, cap and targets"), done=_("This is recorded."), button=_("Record"),
        back_url=_address(round_), back_text=round_.title,
    )  # fmt: skip


@require_POST
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = runs(request, pk)
    changed = gather_subjects(round_, by=who(request))
    messages.success(request, _("The registers are read anew: %(n)d changed.") % {"n": changed})
    return redirect(_address(round_))


def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """A page before it: nothing changes afterwards."""
    round_ = runs(request, pk)
    wrong = ""
    if request.method == "POST":
        try:
            lock_round(round_, by=who(request))
        except Refused as refusal:
            wrong = said(refusal)
        else:
            messages.success(request, _("The round is locked."))
            return redirect("reviews:table", round_.pk)
    context = {"round": round_, "wrong": wrong, "nav_current": "reviews"}
    return render(request, "reviews/lock.html", context, status=422 if wrong else 200)


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = runs(request, pk)

    def do(given: dict[str, Any]) -> str:
        reopen_round(round_, by=who(request), reason=given["reason"])
        return _address(round_)

    return form_page(
        request, ReasonForm(typed(request)), do, title=_("Open the round again"), done=_("The round is open again."),
        button=_("Open the round again"), back_url=_address(round_), back_text=round_.title,
        note=_("What was decided stays until it is opened one by one. The book keeps the reason."),
    )  # fmt: skip


def counts(request: HttpRequest, pk: int, scheme: int) -> HttpResponse:
    """The counts of one kind by the scheme that was chosen."""
    round_ = runs(request, pk)
    version = get_object_or_404(SchemeVersion.objects.visible_to(who(request)), pk=scheme)
    line = round_.lines.filter(kind=version.subject).first()
    initial: dict[str, Any] = {}
    if line is not None:
        initial = {"existing": line.existing, "exempt": line.exempt, "not_rated": line.not_rated, "note": line.note}
        initial |= {f"level-{code}": number for code, number in line.levels.items()}
        initial |= {f"printed-{code}": share.replace(".", ",") for code, share in line.printed.items()}
        initial["reconstructed"] = line.reconstructed
    form = CountsForm(typed(request), initial=initial, scheme=version)

    def do(given: dict[str, Any]) -> str:
        terms = CountTerms(
            kind=version.subject,
            levels=form.levels(),
            existing=given["existing"],
            exempt=given["exempt"] or 0,
            not_rated=given["not_rated"] or 0,
            printed=form.printed(),
            reconstructed=given["reconstructed"],
            note=given["note"],
        )
        enter_counts(round_, terms, scheme=version, by=who(request))
        return reverse("reviews:table", args=[round_.pk])

    return form_page(
        request, form, do, title=version.get_subject_display().capitalize(), done=_("The counts are kept."), button=_("Record"),
        lead=version.title, back_url=reverse("reviews:table", args=[round_.pk]), back_text=round_.title,
        note=_(
            "Each level for itself: who is excellent is not counted among the good ones. A level that the paper does not count "
            "stays empty."
        ),
    )  # fmt: skip


def choose_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """By which scheme the counts of a year are: the one in force at its end; in a term any that was in force in it."""
    round_ = runs(request, pk)
    known, period = SchemeVersion.objects.visible_to(who(request)).for_unit(round_.unit), round_.period
    schemes = known.between(period.start, period.end) if round_.kind == RoundKind.TERM else known.holding(period.end)
    context = {"round": round_, "schemes": schemes, "nav_current": "reviews"}
    return render(request, "reviews/choose_scheme.html", context)


@require_POST
def appraise_all(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    round_ = runs(request, pk)
    place = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    done = appraise_unit(round_, place, by=who(request))
    messages.success(request, _("Appraised as it was proposed: %(n)d.") % {"n": done})
    return redirect("reviews:unit", round_.pk, code)


@require_POST
def decide_all(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    round_ = runs(request, pk)
    place = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    done = decide_unit(round_, place, by=who(request))
    messages.success(request, _("Decided as it was proposed: %(n)d.") % {"n": done})
    return redirect("reviews:unit", round_.pk, code)

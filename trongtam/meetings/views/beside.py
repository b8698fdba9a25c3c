"""What stands beside a meeting: guests, photos of the minute book, what another cell takes over; and the year's plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive.operations import bring_files
from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, typed
from trongtam.look.shapes import Tab
from trongtam.org.models import Person, Unit, UnitKind
from trongtam.org.views.answers import who
from trongtam.support.queries.duties import followers_of

from ..forms.record import BookForm, GuestsForm, LessonForm, PapersForm, PlanLineForm
from ..models import Guest, GuestKind, Lesson, Meeting, MeetingKind, MeetingPaper, PlannedMeeting, YearPlan
from ..operations.guests import receive_guests
from ..operations.meeting_papers import bring_papers, take_paper_out
from ..operations.minutes_files import bring_minutes
from ..operations.plans import plan_line, plan_year, take_lesson
from ..queries.learning import learned_from
from ..rules import record as rules
from .grid import place, year_asked
from .record import found


def _to(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def _mark(kept: Sequence[Guest]) -> str:
    """Who stands there, so that a page that is older than the list is known."""
    return " ".join(["guests", *sorted(f"{one.duty_id}:{one.unit_id}" for one in kept)])


def guests(request: HttpRequest, pk: int) -> HttpResponse:
    """Who follows the unit is ticked: that he came counts as his visit."""
    meeting, user = found(request, pk), who(request)
    require(rules.can_keep_record(user, meeting), rules.who_keeps_record(meeting.unit))
    near = Unit.objects.visible_to(user).filter(kind=UnitKind.CELL, ended_on=None).exclude(pk=meeting.unit_id)
    kept = list(Guest.objects.filter(meeting=meeting))
    initial = {
        "followers": [one.duty_id for one in kept if one.duty_id],
        "observers": [one.unit_id for one in kept if one.as_what == GuestKind.OBSERVER],
        "seen": _mark(kept),
    }
    cells = near.order_by("path") if meeting.is_model else near.none()
    form = GuestsForm(typed(request), followers=followers_of(meeting.unit, meeting.day), cells=cells, initial=initial)

    def do(given: dict[str, Any]) -> str:
        if given["seen"] and given["seen"] != _mark(kept):
            raise Refused(_("Somebody else has changed the guests meanwhile. Please open this page again."))
        receive_guests(meeting, form.lines(), by=user)
        return _to(meeting)

    return form_page(
        request, form, do, title=_("Guests"), done=_("The guests are written down."), button=_("Record"),
        back_url=_to(meeting), back_text=str(meeting.unit),
    )  # fmt: skip


def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """What members read before the meeting: it lies beside the agenda and on the invitation."""
    title, done = _("Papers for the meeting"), _("The papers lie beside the agenda.")
    return _files_page(request, pk, PapersForm, bring_papers, title=title, done=done)


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    user = who(request)
    seen = Meeting.objects.visible_to(user)
    paper = get_object_or_404(MeetingPaper.objects.filter(meeting__in=seen).select_related("meeting"), pk=pk)
    held = take_paper_out(paper, by=user)
    messages.success(request, _("The paper is taken out."))
    return redirect(_to(held))


def minute_book(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo of the handwritten minute book is enough."""
    title, done = _("Photos of the minute book"), _("The photos stand as the minutes.")
    return _files_page(request, pk, BookForm, bring_minutes, title=title, done=done)


def _files_page(
    request: HttpRequest,
    pk: int,
    asks: type[PapersForm] | type[BookForm],
    act: Callable[..., object],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    """A form that brings files to a meeting, for whoever keeps its record."""
    meeting, user = found(request, pk), who(request)
    require(rules.can_keep_record(user, meeting), rules.who_keeps_record(meeting.unit))
    form = asks(typed(request), request.FILES or None)

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        act(meeting, bring_files(form.brought(given), by=user, unit=meeting.unit), by=user)
        return _to(meeting)

    return form_page(
        request,
        form,
        do,
        title=title,
        done=done,
        button=_("Record"),
        back_url=_to(meeting),
        back_text=str(meeting.unit),
    )


@require_GET
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    """A model meeting: which cells looked on, what each took over, how its meetings were scored before and after."""
    meeting, user = found(request, pk), who(request)
    rows = learned_from(meeting, user)
    context = {"meeting": meeting, "rows": rows, "nav_current": "meetings"}
    return render(request, "meetings/learning.html", context)


def lesson(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A cell that looked on says what it takes over. It sees the model meeting by having been there."""
    user = who(request)
    unit = get_object_or_404(Unit.objects.visible_to(user), code=code)
    meeting = get_object_or_404(Meeting.objects.filter(is_model=True, guests__unit=unit).distinct(), pk=pk)
    require(rules.can_keep_meetings(user, unit), rules.who_keeps_record(unit))
    there = Lesson.objects.filter(meeting=meeting, unit=unit).first()
    initial = {"text": there.text, "since": there.since} if there is not None else {"since": timezone.localdate()}

    def do(given: dict[str, Any]) -> str:
        take_lesson(meeting, unit, given["text"], by=user, since=given["since"])
        return reverse("meetings:of_unit", args=[unit.code])

    title = _("Learned from the meeting of %(unit)s") % {"unit": meeting.unit.name}
    return form_page(
        request, LessonForm(typed(request), initial=initial), do, title=title, done=_("Kept."), button=_("Record")
    )


@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The year of a cell: twelve days, a theme for each quarter."""
    unit, user, year = place(request, code), who(request), year_asked(request)
    found_plan = YearPlan.objects.filter(unit=unit, year=year).first()
    lines = found_plan.lines.select_related("theme_lead") if found_plan is not None else []
    context = {
        "unit": unit,
        "year": year,
        "plan": found_plan,
        "lines": lines,
        "years": [Tab(str(one), f"?year={one}", one == year) for one in range(year - 1, year + 2)],
        "keeps": rules.can_plan_year(user, unit),
        "nav_current": "meetings",
    }
    return render(request, "meetings/plan.html", context)


@require_POST
def lay_plan(request: HttpRequest, code: str) -> HttpResponse:
    unit, year = place(request, code), year_asked(request)
    plan_year(unit, year, by=who(request))
    messages.success(request, _("The year is planned."))
    return redirect(f"{reverse('meetings:plan', args=[unit.code])}?year={year}")


def planned(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day for a planned meeting; theme and lead of a thematic one."""
    user = who(request)
    seen = PlannedMeeting.objects.filter(plan__in=YearPlan.objects.visible_to(user)).select_related("plan__unit")
    line = get_object_or_404(seen, pk=pk)
    unit, thematic = line.plan.unit, line.kind == MeetingKind.THEMATIC
    require(rules.can_plan_line(user, line), rules.who_keeps_record(unit))
    back = f"{reverse('meetings:plan', args=[unit.code])}?year={line.plan.year}"
    people = Person.objects.filter(memberships__unit=unit, memberships__valid_to=None).distinct().order_by("folded")
    leads = people if thematic and rules.reads_roll(user, unit) else people.none()
    initial = {"on": line.planned_on, "theme": line.theme, "lead": line.theme_lead}
    form = PlanLineForm(typed(request), thematic=thematic, leads=leads, initial=initial)

    def do(given: dict[str, Any]) -> str:
        lead = given.get("lead") or (None if "lead" in given else line.theme_lead)
        plan_line(line, by=user, on=given["on"], theme=given.get("theme", ""), lead=lead)
        return back

    return form_page(
        request, form, do, title=str(line.get_kind_display()), done=_("Kept."), button=_("Record"), back_url=back,
        back_text=_("Year's plan"),
    )  # fmt: skip

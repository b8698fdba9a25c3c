"""`/entry/`: the figures of a unit for a month, all on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trongtam.ground.errors import NotAllowed, Refused, Unreadable
from trongtam.ground.periods import TERM, Period
from trongtam.ground.prepared import Prepared
from trongtam.look.answers import exported
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right
from trongtam.org.views.answers import who

from .. import rules
from ..forms.sheet import SheetForm
from ..listings_of_unit import entry_listing
from ..operations import state_sheet, submit_sheet
from ..operations.statements import sent_already
from ..presentation import moved
from ..presentation import sheet as drawing
from ..presentation.entered import Entered, entered
from ..presentation.entry import month_name, period_word
from ..presentation.gathered import gathered
from ..presentation.rounds import round_name
from ..problems import Doubtful, RowsRefused
from ..queries import EntrySheet, TargetRow, entry_sheet
from ..queries.entry_list import (
    entry_progress,
    last_month_stated,
    longer_periods,
    month_after,
    month_to_enter,
    period_after,
    period_before,
    units_to_enter,
)
from ..queries.sent import entered_for, targets_of_sheet


@require_GET
def own_entry(request: HttpRequest) -> HttpResponse:
    """To the sheet of one's own unit; who enters for several sees them with how far each has come."""
    today = timezone.localdate()
    units = units_to_enter(who(request), today)
    if not units:
        raise NotAllowed(
            _("Figures are typed by the secretary of a cell, the head of a hamlet, or the Party office for them.")
        )
    if len(units) == 1 and "month" not in request.GET:
        return redirect("targets:entry", units[0].code, month_to_enter(units[0], today).code)
    month = _month(request.GET["month"]) if "month" in request.GET else _month_of_many(units)
    context = _list_context(units, month)
    shown = entry_listing().read(request.GET, context["rows"])
    if shown.wants_sheet:
        return exported(request, shown)
    return render(request, "targets/entry_list.html", {**context, "list": shown, "shown": shown.page})


def _month_of_many(units: list[Unit]) -> Period:
    """The last month that somebody stated, as long as somebody lacks it; then the one after."""
    today = timezone.localdate()
    last = last_month_stated(units)
    if last is None:
        return Period.month(today.year, today.month)
    if any(not progress.is_done for progress in entry_progress(units, last).values()):
        return last
    following = month_after(last)
    return following if entry_progress(units, following) else Period.month(today.year, today.month)


def _list_context(units: list[Unit], month: Period) -> dict[str, Any]:
    progress = entry_progress(units, month)
    rows = [(unit, progress[unit.pk]) for unit in units if unit.pk in progress]
    return {
        "month": month,
        "month_name": month_name(month),
        "before": _link(period_before(month)),
        "after": _link(period_after(month)),
        "longer": [_tab(one, month) for one in longer_periods(month)],
        "rows": sorted(rows, key=lambda row: row[1].is_done),
        "done": sum(one.is_done for _unit, one in rows),
        "nav_current": "entry",
    }


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """The sheet; sent, its figures are stated, a round that waits for them has them, and the page tells what they changed."""
    sheet = _sheet(request, code, month)
    keep = request.method == "GET" and "keep" in request.GET
    form = SheetForm(request.POST if request.method == "POST" else None, sheet=sheet, keep=keep)
    if request.method == "POST" and form.is_valid() and _may_go(request, form) and _send(request, form):
        return redirect("targets:entry", code, month)
    status = 422 if form.is_bound else 200
    return render(request, "targets/entry.html", _context(request, form), status=status)


def _send(request: HttpRequest, form: SheetForm) -> bool:
    """State the figures, for a round where one waits; what stands in the way stands on the form."""
    sheet, user = form.sheet, who(request)
    before = targets_of_sheet(sheet, user)
    rows, note = list(form.rows()), form.cleaned_data["note"]
    try:
        if sheet.to_send:
            submit_sheet(
                sheet.unit,
                sheet.period,
                rows,
                by=user,
                note=note,
                acknowledged=_meant(request),
                explained=form.explained,
                missing=form.cleaned_data["missing"],
            )
        else:
            state_sheet(sheet.unit, sheet.period, rows, by=user, note=note)
    except RowsRefused as refusal:
        form.refuse_rows(refusal.errors)
    except Doubtful as doubtful:
        form.doubt(doubtful.doubts)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    else:
        _tell(request, sheet, before)
        return True
    return False


def _meant(request: HttpRequest) -> set[str]:
    """The doubts that the person has read and sends all the same; an empty line that he was asked about is one of them."""
    if "sure" not in request.POST:
        return set()
    empty = filter(None, request.POST.get("shown_empty", "").split(","))
    return {*request.POST.getlist("meant"), *(f"gap:{key}" for key in empty)}


def _may_go(request: HttpRequest, form: SheetForm) -> bool:
    """An empty sheet is not sent; one with empty lines is sent once the person has been told what that means."""
    if form.sheet.sent is not None:
        form.add_error(None, sent_already(form.sheet.sent))
        return False
    if form.lines and not list(form.rows()) and not form.cleaned_data["note"].strip():
        form.add_error(None, _("There is nothing to send yet: no line has a figure."))
        return False
    return not form.empty or "sure" in request.POST


@require_POST
def entry_echo(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """While one types: what each line will change, how far the sheet is. Nothing is kept."""
    form = SheetForm(request.POST, sheet=_sheet(request, code, month))
    form.is_valid()
    shown = request.POST.get("shown_empty", "")
    context = _context(request, form)
    context["empty_changed"] = shown != context["empty_keys"]
    context["empty_starts_or_ends"] = bool(shown) != bool(context["empty_keys"])
    context["why"] = [line for line in context["lines"] if _why_changed(request, line)]
    return render(request, "targets/entry_echo.html", context)


def _why_changed(request: HttpRequest, line: drawing.DrawnLine) -> bool:
    """Whether the place for the reason is to be opened or closed; an open one is left alone, since someone types there."""
    return line.reason is not None and line.asks_reason != (line.reason.html_name in request.POST)


_UNIT = Prepared(lambda user, code: Unit.objects.visible_to(user).select_related("parent").filter(code=code))


def _sheet(request: HttpRequest, code: str, month: str) -> EntrySheet:
    unit = next(iter(_UNIT(who(request), code)), None)
    if unit is None:
        raise Http404
    if not rules.can_state(who(request), unit):
        raise NotAllowed(rules.who_may_state(unit))
    return entry_sheet(unit, _month(month), user=who(request), today=timezone.localdate())


def _month(code: str) -> Period:
    try:
        period = Period.parse(code)
    except Unreadable as problem:
        raise Http404(str(problem)) from problem
    if period.kind == TERM:
        raise Http404(code)
    return period


def _context(request: HttpRequest, form: SheetForm) -> dict[str, Any]:
    sheet = form.sheet
    sent = [row.current for row in sheet.rows if row.current is not None]
    return {
        "sheet": sheet,
        "unit": sheet.unit,
        "of_office": not sheet.proxy and Reach.of(who(request)).may(Right.STATE_FOR, sheet.unit),
        "form": form,
        "lines": drawing.draw(form),
        "month_name": month_name(sheet.period),
        "draft": f"entry:{sheet.unit.pk}:{sheet.period.code}",
        "progress": drawing.progress_words(form),
        "progress_width": 100 * form.filled // max(sheet.total, 1),
        "bad": drawing.bad_words(form),
        "last_head": period_word(period_before(sheet.period).code, sheet.period),
        "this_head": period_word(sheet.period.code, sheet.period),
        "empty": form.empty,
        "empty_keys": ",".join(str(line.key) for line in form.empty),
        "asks_sure": bool(form.is_bound and not form.bad and (form.empty or form.doubts) and not form.errors),
        "before": _link(period_before(sheet.period)),
        "after": _link(period_after(sheet.period)),
        "longer": [_tab(one, sheet.period) for one in longer_periods(sheet.period)],
        "lacking": drawing.lacking(sheet),
        "not_closed": drawing.not_closed(sheet),
        "gathered": gathered(sheet),
        "asks_missing": bool(form.is_bound and (form["missing"].errors or form["missing"].value())),
        "may_keep": sheet.sent is None and any(row.can_keep and row.figure is None for row in sheet.rows),
        "sent_at": max((one.stated_at for one in sent), default=None),
        "entered": [] if sheet.proxy else _entered(sheet),
        "all_invented": bool(sent) and all(one.is_invented for one in sent),
        "echo_url": reverse("targets:entry_echo", args=[sheet.unit.code, sheet.period.code]),
        "nav_current": "entry",
    }


def _link(period: Period) -> tuple[str, str]:
    return period.code, month_name(period)


def _tab(period: Period, chosen: Period) -> tuple[str, str, bool]:
    return period.code, period_word(period.code, chosen), period == chosen


def _entered(sheet: EntrySheet) -> list[Entered]:
    """What the office entered of this sheet and nobody of the unit has confirmed yet, the newest first."""
    stands = [row.current for row in sheet.rows if row.current is not None]
    entries = {entry.pk: entry for entry in entered_for(sheet.unit, stands).values()}
    return [one for one in entered(entries.values(), sheet.unit) if not one.confirmed]


def _tell(request: HttpRequest, sheet: EntrySheet, before: dict[int, TargetRow]) -> None:
    """What was sent, which rounds have it, and which targets moved by it."""
    now = entry_sheet(sheet.unit, sheet.period, user=who(request), today=timezone.localdate())
    standing = {row.expected for row in sheet.rows}
    new = sum(row.expected is not None and row.expected not in standing and not row.is_live for row in now.rows)
    rounds = ", ".join(round_name(one.round) for one in sheet.to_send)
    passed_on = _("%(rounds)s: the office has it now.") % {"rounds": rounds} if rounds else ""
    if not new:
        messages.success(request, passed_on or _("Everything stood so already; nothing was changed."))
        return
    said = _("Sent: %(n)s figures of %(month)s.") % {"n": new, "month": month_name(sheet.period).lower()}
    after = targets_of_sheet(sheet, who(request))
    told = moved.told(before, after)
    where, lacking = moved.read_where(now, bool(told)), moved.lacking_still(after)
    messages.success(request, " ".join(filter(None, [said, passed_on, told, where, lacking])))

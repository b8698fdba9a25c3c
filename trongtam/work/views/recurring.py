"""`/recurring/`: work that comes back: the list of an organ, one with its grid, how it is started, rewritten and stopped."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.ground import days
from trongtam.ground.errors import Refused
from trongtam.look.answers import exported, form_page, require, said, typed
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import ACTING_KINDS
from trongtam.org.views.answers import who

from .. import operations, recurrence_words, rules
from .. import presentation_recurring as presentation
from ..forms.acts import ReasonForm
from ..forms.recurring import RecurringForm, RewriteForm
from ..listings_recurring import recurring_listing
from ..models import Recurring
from ..queries import kept, recurring_pages
from ..queries.options import line_roots
from ..queries.recurring import days_on
from ..recurrence import days_of, read_rule


def found(request: HttpRequest, pk: int) -> Recurring:
    """A recurring work that one sees; a stranger gets 404."""
    return get_object_or_404(Recurring.objects.visible_to(who(request)).select_related("unit"), pk=pk)


def unit_of(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)


def _url(recurring: Recurring) -> str:
    return reverse("work:recurring_work", args=[recurring.pk])


@require_GET
def all_recurring(request: HttpRequest, code: str) -> HttpResponse:
    """The recurring works of a place, each with how it was kept the last time."""
    unit, user, today = unit_of(request, code), who(request), timezone.localdate()
    listing = recurring_listing(user, today)
    shown = listing.read(request.GET, recurring_pages.of_place(unit, user))
    if shown.wants_sheet:
        return exported(request, shown)
    told = recurring_pages.listed(list(shown.page), user, today)
    context = {
        "unit": unit,
        "list": shown,
        "page": shown.page,
        "rows": [presentation.row(one) for one in told],
        "starts": rules.can_assign_work(user, unit),
        "nav_current": "work",
    }
    return render(request, "work/recurring/list.html", context)


@require_GET
def recurring_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Units × days, with the counts of each day and the share of each month."""
    shown, user, today = found(request, pk), who(request), timezone.localdate()
    sheet = recurring_pages.sheet(shown, user, today, days.typed(request.GET.get("to", "")).day)
    context = {
        "recurring": shown,
        "sheet": sheet,
        "facts": presentation.facts(shown, sheet),
        "tallies": presentation.tallies(sheet),
        "heads": presentation.heads(sheet),
        "rows": presentation.grid(shown, sheet),
        "words": presentation.band_words(),
        "columns": presentation.columns(sheet),
        "months": presentation.months(sheet),
        "share": presentation.share_words(sheet.share),
        "root": presentation.root(shown, user),
        "indicator": kept.indicator_of(shown),
        "runs": rules.can_run_recurring(user, shown),
        "over": shown.last_day < today,
        "nav_current": "work",
    }
    return render(request, "work/recurring/work.html", context)


# -- started, rewritten, stopped ---------------------------------------------------------------------------------------


def _kinds() -> list[tuple[str, Any]]:
    first = (UnitKind.HAMLET, UnitKind.CELL)
    return [(kind.value, kind.label) for kind in (*first, *(one for one in ACTING_KINDS if one not in first))]


def start_recurring(request: HttpRequest, code: str) -> HttpResponse:
    unit, user, today = unit_of(request, code), who(request), timezone.localdate()
    require(rules.can_assign_work(user, unit), rules.who_may_assign(unit))
    initial = {"start": today, "end": date(today.year + (today.month > 6), 12, 31)}
    form = RecurringForm(typed(request), kinds=_kinds(), roots=line_roots(unit, user), initial=initial)
    back = {"back_url": reverse("work:all_recurring", args=[unit.code]), "back_text": _("Recurring works")}
    texts = {"title": _("Start a recurring work"), "button": _("Start it"), "lead": unit.name}
    return _looked_at(
        request,
        form,
        lambda: operations.start_recurring(unit, form.terms(), by=user),
        _("It is started; each unit finds it on its desk."),
        texts | back,
    )


def rewrite_recurring(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user, today = found(request, pk), who(request), timezone.localdate()
    require(rules.can_run_recurring(user, shown), rules.who_may_assign(shown.unit))
    initial = recurrence_words.pattern_of(read_rule(shown.rule)) | {
        "title": shown.title,
        "unit_kind": shown.unit_kind,
        "start": shown.start,
        "end": shown.end,
        "basis": shown.basis,
        "root": f"{shown.root_kind}:{shown.root_id}" if shown.root_id else "",
    }
    come = bool(days_on(shown, last=today))
    form = RewriteForm(typed(request), kinds=_kinds(), roots=line_roots(shown.unit, user), come=come, initial=initial)
    told = f"{presentation.kind_words(shown.unit_kind)} · {presentation.rule_words(shown)}"
    texts = {"title": _("Rewrite it"), "button": _("Keep it"), "lead": told}
    back = {"back_url": _url(shown), "back_text": shown.title}
    return _looked_at(
        request,
        form,
        lambda: operations.rewrite_recurring(shown, form.terms(), by=user, reason=form.cleaned_data["reason"]),
        _("Kept; it holds from now on."),
        texts | back,
    )


def _looked_at(request: HttpRequest, form: RecurringForm, do: Any, done: Any, context: dict[str, Any]) -> HttpResponse:
    """First the days that the rule means are shown, then it is kept; another rule is shown anew."""
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            rule, given = form.rule_read(), form.cleaned_data
            preview = presentation.preview(rule, days_of(rule, given["start"], given["end"]))
            if given["seen"] == form.looked_at():
                kept_one = do()
                messages.success(request, done)
                return redirect(_url(kept_one))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal))
    context |= {
        "form": form,
        "preview": preview if not form.errors else None,
        "looked_at": form.looked_at() if preview and not form.errors else "",
        "draft": f"form:{request.path.strip('/')}",
        "nav_current": "work",
    }
    return render(request, "work/recurring/form.html", context, status=422 if form.is_bound else 200)


def stop_recurring(request: HttpRequest, pk: int) -> HttpResponse:
    shown = found(request, pk)
    require(rules.can_run_recurring(who(request), shown), rules.who_may_assign(shown.unit))

    def do(given: dict[str, Any]) -> str:
        return _url(operations.stop_recurring(shown, by=who(request), **given))

    texts = {"title": _("Stop it"), "done": _("It comes no more."), "button": _("Stop it"), "lead": shown.title}
    back = {"back_url": _url(shown), "back_text": shown.title, "nav_current": "work"}
    note = _("It comes no more after today. What was said stays and is counted on.")
    return form_page(request, ReasonForm(typed(request)), do, note=note, **texts, **back)

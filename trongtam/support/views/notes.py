"""`/notes/`: the monthly notes of self-managed groups; one page on a phone to write one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit, UnitKind
from trongtam.org.views.answers import who

from .. import operations, rules
from ..forms.notices import NoteForm
from ..keeping import month_of
from ..models import GroupNote
from ..queries import notes as read


def month_words(code: str) -> str:
    """“tháng 9/2022”."""
    return _("month %(month)d/%(year)s") % {"month": int(code[5:]), "year": code[:4]}


@require_GET
def notes(request: HttpRequest) -> HttpResponse:
    """The groups for which one writes, with their notes of the months that are kept."""
    user, today = who(request), timezone.localdate()
    groups = read.writable_groups(user, today)
    hamlets = {one.parent_id: one.parent for one in groups if one.parent is not None}
    held = GroupNote.objects.current().visible_to(user).filter(group__in=groups).select_related("group")
    context = {
        "groups": groups,
        "hamlets": list(hamlets.values()),
        "owed": [one for one in groups if one.pk not in {n.group_id for n in held if n.month_code == month_of(today)}],
        "notes": [(one, month_words(one.month_code)) for one in held.order_by("-month_code", "-pk")[:60]],
        "month": month_words(month_of(today)),
        "nav_current": "notices",
    }
    return render(request, "support/notes.html", context)


@require_GET
def notes_of(request: HttpRequest, code: str) -> HttpResponse:
    """Rolled up to a hamlet: every group of it in a month, with what each says, and who has not written."""
    user, today = who(request), timezone.localdate()
    unit = get_object_or_404(Unit.objects.visible_to(user).select_related("serves"), code=code)
    months = read.last_months(today)
    month = request.GET.get("month", months[0])
    if month not in months:
        raise Http404
    rows = read.months_of_hamlet(unit, month, user)
    context = {
        "unit": unit,
        "month": month_words(month),
        "months": [Tab(month_words(one), f"?month={one}", one == month) for one in months[:4]],
        "rows": rows,
        "written": sum(1 for one in rows if one.note is not None),
        "writes": {one.pk for one in read.writable_groups(user, today)},
        "nav_current": "notices",
    }
    return render(request, "support/notes_of.html", context)


def write_group_note(request: HttpRequest, code: str) -> HttpResponse:
    """Three fields, less than a minute."""
    user, today = who(request), timezone.localdate()
    groups = Unit.objects.filter(kind=UnitKind.GROUP).select_related("parent")
    known = {one.code: one for one in read.writable_groups(user, today)}
    group = known.get(code) or get_object_or_404(groups.filter(pk__in=Unit.objects.visible_to(user)), code=code)
    require(rules.answering.can_write_note(user, group), rules.answering.who_may_write_note(group))
    months = read.last_months(today)[:3]
    asked = request.GET.get("month", months[0])
    last = GroupNote.objects.current().visible_to(user).filter(group=group, month_code=asked).order_by("-pk").first()
    first = {name: getattr(last, name) for name in ("done", "not_done", "proposed")} if last is not None else {}
    form = NoteForm(
        typed(request), months=[(one, month_words(one)) for one in months], initial={"month_code": asked, **first}
    )

    def do(given: dict[str, Any]) -> str:
        operations.write_group_note(group, by=user, **given)
        return reverse("support:notes")

    return form_page(
        request,
        form,
        do,
        title=_("Note of the month"),
        done=_("The note is kept; the cell finds it on its next agenda."),
        button=_("Keep the note"),
        lead=group.name,
        note=_("Without names, circumstances or opinions of single households."),
        back_url=reverse("support:notes"),
        back_text=_("Notes of groups"),
        nav_current="notices",
    )

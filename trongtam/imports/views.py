"""Sheets out and in: the page of a kind, the preview of a batch, its columns, keeping, undoing, and what was sent before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.answers import exported, started, typed
from trongtam.look.models import Job
from trongtam.look.operations import start_job

from . import operations, queries
from .forms import ColumnsForm, DayForm, SheetForm
from .kinds import CREATED, OUTCOMES, REFUSED, UNCHANGED, UPDATED, Kind, Scope, kinds
from .listings import batch_listing
from .models import Batch, State

PAGE = 50
# What a preview opens with: where nothing would come in, what is refused and why.
LOOKED_AT_FIRST = (CREATED, UPDATED, REFUSED, UNCHANGED)
FIRST_YEAR, YEARS = 2000, 12


def _who(request: HttpRequest) -> Any:
    """The person who is signed in; every page of this room asks for one."""
    return request.user


def _load_kind(request: HttpRequest, key: str, code: str) -> tuple[Kind, Scope]:
    """The kind and what its sheet is of; 404 for strangers, 403 with its sentence for who may not."""
    if key not in kinds:
        raise Http404
    kind = kinds[key]
    scope = kind.scope(_who(request), code)
    kind.require(_who(request), scope)
    return kind, scope


def _load_batch(request: HttpRequest, key: Any) -> Batch:
    found: Batch = get_object_or_404(Batch.objects.visible_to(_who(request)).defer("content"), key=key)
    if found.kind not in kinds:
        raise Http404
    return found


@require_GET
def batches(request: HttpRequest) -> HttpResponse:
    """Everything that the person sent in within a month."""
    shown = batch_listing().read(request.GET, queries.named(queries.batches_of(_who(request))))
    if shown.wants_sheet:
        return exported(request, shown)
    return render(request, "imports/batches.html", {"list": shown, "page": shown.page, "lines": shown.page.object_list})


@require_GET
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """All that goes out and comes in as a sheet for one unit, as far as the person may."""
    offered, forbidden = [], None
    every = kinds.keys()
    for key in every:
        try:
            kind, scope = _load_kind(request, key, code)
        except Http404:
            continue
        except NotAllowed as sentence:
            forbidden = sentence
            continue
        offered.append((kind, scope, reverse("imports:sheet", args=[key, code])))
    if not offered:
        raise forbidden or Http404
    return render(request, "imports/sheets.html", {"offered": offered, "scope": offered[0][1]})


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The sheet of a kind goes out here, and comes in."""
    of, scope = _load_kind(request, kind, code)
    form = SheetForm(typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.cleaned_data["file"]
        try:
            batch = operations.receive(
                kind, scope, by=_who(request), file_name=name, data=data, reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return read_on(request, batch)
    this_year = timezone.localdate().year
    context = {
        "key": kind,
        "kind": of,
        "scope": scope,
        "back": of.home(scope),
        "form": form,
        "years": range(this_year + 1, this_year - YEARS, -1) if of.yearly else [],
        "this_year": this_year,
        "lines": queries.named(queries.batches_of(_who(request)).filter(kind=kind, scope=code)[:10]),
    }
    return render(request, "imports/sheet.html", context, status=422 if form.is_bound else 200)


def read_on(request: HttpRequest, batch: Batch) -> HttpResponse:
    """After a sheet was received: to its columns where they are not known, else it is read."""
    if batch.state == State.COLUMNS:
        return redirect("imports:name_columns", batch.key)
    return _start(request, "imports.read", batch, _("Reading: %(name)s"))


def _start(request: HttpRequest, work: str, batch: Batch, title: str) -> HttpResponse:
    given = {"batch": str(batch.key)}
    about = f"imports.batch:{batch.pk}"
    job = start_job(work, by=_who(request), title=title % {"name": batch.file_name}, given=given, about=about)
    return started(job)


@require_POST
def export(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    of, scope = _load_kind(request, kind, code)
    asked = request.POST.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year
    given = {"kind": kind, "scope": scope.code, "year": year}
    title = f"{of.title}: {scope.name}"
    return started(
        start_job("imports.export", by=_who(request), title=title, given=given, about=f"imports.kind:{kind}")
    )


@require_http_methods(["GET", "POST"])
def name_columns(request: HttpRequest, key: Any) -> HttpResponse:
    """Which column is which; asked once for a sheet with these headings."""
    found = _load_batch(request, key)
    kind, scope = _load_kind(request, found.kind, found.scope)
    form = ColumnsForm(typed(request), batch=found, kind=kind, scope=scope)
    if request.method == "POST" and form.is_valid():
        try:
            named = operations.name_columns(found, form.columns(), by=_who(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return read_on(request, named)
    context = {"batch": found, "kind": kind, "scope": scope, "form": form}
    return render(request, "imports/columns.html", context, status=422 if form.is_bound else 200)


@require_GET
def batch(request: HttpRequest, key: Any) -> HttpResponse:
    """The preview, and what came of it; `?outcome=` one of its tabs."""
    found = _load_batch(request, key)
    kind, scope = _load_kind(request, found.kind, found.scope)
    context = _preview_of(request, found, kind, scope)
    return render(request, "imports/batch.html", context)


@require_http_methods(["GET", "POST"])
def set_day(request: HttpRequest, key: Any) -> HttpResponse:
    """From which day the changes hold whose line says none; the sheet is read anew with it."""
    found = _load_batch(request, key)
    kind, scope = _load_kind(request, found.kind, found.scope)
    form = DayForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            batch = operations.set_day(found, form.cleaned_data["day"], by=_who(request))
        except Refused as refusal:
            form.add_error("day" if refusal.field == "day" else None, str(refusal))
        else:
            return read_on(request, batch)
    context = _preview_of(request, found, kind, scope) | {"form": form}
    return render(request, "imports/batch.html", context, status=422 if form.is_bound else 200)


def _preview_of(request: HttpRequest, found: Batch, kind: Kind, scope: Scope) -> dict[str, Any]:
    shown = request.GET.get("outcome", "")
    shown = shown if shown in OUTCOMES else next((one for one in LOOKED_AT_FIRST if found.count(one)), OUTCOMES[0])
    page = Paginator(queries.lines_of(found, shown), PAGE).get_page(request.GET.get("page"))
    jobs = Job.objects.visible_to(_who(request)).of(f"imports.batch:{found.pk}")
    return {
        "batch": found,
        "kind": kind,
        "scope": scope,
        "form": DayForm(initial={"day": found.day}),
        "back": reverse("imports:sheet", args=[found.kind, found.scope]),
        "tabs": queries.tabs_of(found, shown),
        "shown": shown,
        "page": page,
        "going": next((job for job in jobs[:3] if not job.is_over), None),
    }


@require_POST
def keep(request: HttpRequest, key: Any) -> HttpResponse:
    return _start(request, "imports.keep", _mine(request, key), _("Importing: %(name)s"))


@require_POST
def undo(request: HttpRequest, key: Any) -> HttpResponse:
    return _start(request, "imports.undo", _mine(request, key), _("Undoing: %(name)s"))


@require_POST
def refused(request: HttpRequest, key: Any) -> HttpResponse:
    found = _mine(request, key)
    if not found.count("refused"):
        messages.info(request, _("No line was refused."))
        return redirect("imports:batch", found.key)
    return _start(request, "imports.refused", found, _("Refused lines: %(name)s"))


def _mine(request: HttpRequest, key: Any) -> Batch:
    """A batch that the person may still act on."""
    found = _load_batch(request, key)
    _load_kind(request, found.kind, found.scope)
    return found

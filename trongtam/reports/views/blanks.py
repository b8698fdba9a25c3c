"""`/reports/forms/`: the superior's own forms: brought once, mapped by pointing at cells, filled every period."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.errors import NotAllowed, Refused, Unreadable
from trongtam.ground.periods import TERM, Period
from trongtam.look.answers import exported, form_page, require, started, typed
from trongtam.look.operations import start_job
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.targets.presentation.words import capital, named

from .. import blank_words, operations, rules
from ..filling.proposing import proposals
from ..forms.blanks import BringForm, CellForm, RenewForm, form_periods
from ..listings import blank_listing
from ..models import BlankForm, Duty
from ..operations import Meaning
from ..queries import blanks as queries
from ..queries.duties import owing_units


@require_GET
def blanks(request: HttpRequest) -> HttpResponse:
    forms = BlankForm.objects.visible_to(who(request)).select_related("unit", "duty")
    shown = blank_listing().read(request.GET, list(forms))
    if shown.wants_sheet:
        return exported(request, shown)
    may_bring = bool(owing_units(who(request), timezone.localdate()))
    context = {"list": shown, "blanks": shown.page, "may_bring": may_bring, "nav_current": "reports"}
    return render(request, "reports/blanks.html", context)


def _load(request: HttpRequest, pk: int) -> BlankForm:
    return get_object_or_404(BlankForm.objects.visible_to(who(request)).select_related("unit", "duty"), pk=pk)


def _load_own(request: HttpRequest, pk: int) -> BlankForm:
    """For those who may change it."""
    form = _load(request, pk)
    require(rules.can_map_cell(who(request), form), rules.who_may_report(form.unit))
    return form


def _address(form: BlankForm) -> str:
    return reverse("reports:blank", args=[form.pk])


def _back(form: BlankForm) -> dict[str, str]:
    return {"back_text": form.name, "back_url": _address(form)}


def bring_form(request: HttpRequest) -> HttpResponse:
    units = owing_units(who(request), timezone.localdate())
    if not units:
        raise NotAllowed(
            _("Forms of the superior are brought by the Party office, the secretary or a deputy secretary.")
        )
    duties = Duty.objects.visible_to(who(request)).filter(ended_on__isnull=True).select_related("unit")
    form = BringForm(typed(request), request.FILES or None, duties=duties, alike=request.method == "POST")

    def do(given: dict[str, Any]) -> str:
        duty = given.get("duty")
        unit = duty.unit if duty is not None else units[0]
        if not given.get("other"):
            _refuse_alike(unit, given["file"])
        brought = operations.bring_form(
            unit, given["file"], by=who(request), name=given["name"], duty=duty, marking=given["marking"]
        )
        return _address(brought)

    title, done, button = (
        _("Bring a form of the superior"),
        _("The form is here. Now say what stands in its cells."),
        _("Bring it"),
    )
    back = {"back_text": _("Forms of the superior"), "back_url": reverse("reports:blanks")}
    return form_page(request, form, do, title=title, done=done, button=button, **back)


def _refuse_alike(unit: Unit, upload: Any) -> None:
    """A file that looks like a form that is here is brought as its new version, so that what was chosen is not lost."""
    name, data = (upload.name or "").lower(), upload.read()
    upload.seek(0)
    try:
        layout = queries.read_layout(data, is_excel=name.endswith(".xlsx"))
    except Unreadable:
        return  # the operation says what is wrong with it
    known = queries.alike(unit, layout)
    if known is not None:
        sentence = _("This looks like “%(form)s”. Bring it there as its new version, or say that it is another form.")
        raise Refused(sentence % {"form": known.name}, field="file")


@require_GET
def blank(request: HttpRequest, pk: int) -> HttpResponse:
    form = _load(request, pk)
    version = queries.newest(form)
    cells, layout = queries.cells_of(version), queries.layout_of(version)
    mapped = {cell.place: cell for cell in cells}
    context = {
        "form": form,
        "version": version,
        "tables": blank_words.tables(form, layout, mapped),
        "blank_lines": blank_words.blank_lines(form, layout, mapped),
        "open": [blank_words.open_place(form, layout, place) for place in layout.expected if place not in mapped],
        "left_behind": [(cell.label, blank_words.meaning_words(cell)) for cell in queries.left_behind(version, cells)],
        "not_kept": [blank_words.KEPT_OUT[name] for name in layout.lost],
        "count": len(cells),
        "may_map": rules.can_map_cell(who(request), form),
        "who_may": rules.who_may_report(form.unit),
        "nav_current": "reports",
    }
    return render(request, "reports/blank.html", context)


def renew_form(request: HttpRequest, pk: int) -> HttpResponse:
    form = _load_own(request, pk)
    typed_form = RenewForm(typed(request), request.FILES or None)

    def do(given: dict[str, Any]) -> str:
        before = queries.newest(form)
        version = operations.renew_form(form, given["file"], by=who(request), marking=given["marking"])
        if version.pk != before.pk:
            kept, all_before = version.cells.count(), before.cells.count()
            messages.info(request, _("%(kept)s of %(all)s cells are carried over.") % {"kept": kept, "all": all_before})
        return _address(form)

    title, done, button = _("The form has changed"), _("The new version is here."), _("Bring the new version")
    lead = _("Cells whose words are still there keep what was chosen for them; the others are listed.")
    return form_page(request, typed_form, do, title=title, done=done, button=button, lead=lead, **_back(form))


def map_cell(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    form = _load_own(request, pk)
    version = queries.newest(form)
    layout = queries.layout_of(version)
    if not layout.can_fill(place):
        raise Http404
    cell = version.cells.filter(place=place).first()
    typed_form = CellForm(
        typed(request),
        initial=CellForm.initial_of(cell) if cell else None,
        indicators=queries.indicators_for(form.unit),
        units=queries.units_for(form.unit, timezone.localdate()),
    )

    def do(_given: dict[str, Any]) -> str:
        operations.map_cells(version, {place: typed_form.meaning()}, by=who(request))
        return f"{_address(form)}#c-{blank_words.anchor(place)}"

    context = {"free": reverse("reports:unmap_cell", args=[form.pk, place]) if cell else "", **_back(form)}
    title, done, button = _("What stands in this cell?"), _("It is chosen."), _("Keep the choice")
    return form_page(
        request,
        typed_form,
        do,
        template="reports/cell.html",
        title=title,
        done=done,
        button=button,
        lead=layout.label(place),
        **context,
    )


@require_POST
def unmap_cell(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    form = _load_own(request, pk)
    operations.unmap_cell(queries.newest(form), place, by=who(request))
    messages.success(request, _("Nothing is written into this cell any more."))
    return redirect(f"{_address(form)}#c-{blank_words.anchor(place)}")


@require_POST
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose for every empty cell beside the very name of an indicator what its head says."""
    form = _load_own(request, pk)
    version = queries.newest(form)
    known = {one.pk: one for one in queries.indicators_for(form.unit)}
    taken = set(version.cells.values_list("place", flat=True))
    found = proposals(queries.layout_of(version), {pk: one.name for pk, one in known.items()})
    meanings = {
        place: Meaning(what, relative, known[indicator])
        for place, (indicator, what, relative) in found.items()
        if place not in taken
    }
    if meanings:
        operations.map_cells(version, meanings, by=who(request))
    messages.info(request, _("%(n)s cells were recognised by their words. Please look at them.") % {"n": len(meanings)})
    return redirect(_address(form))


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes into the form for `?period=`, each figure with the way to its proof."""
    form = _load(request, pk)
    require(rules.can_map_cell(who(request), form), rules.who_may_report(form.unit))
    codes = form_periods(timezone.localdate())
    code = request.GET.get("period", "")
    period = _period(code) or Period.parse(codes[0])
    version = queries.newest(form)
    cells, layout = queries.cells_of(version), queries.layout_of(version)
    figures = queries.figures_of(form, cells, period, user=who(request))
    mapped = {cell.place for cell in cells}
    context = {
        "form": form,
        "period": period,
        "periods": [(code, capital(named(code))) for code in dict.fromkeys([period.code, *codes])],
        "lines": [blank_words.figure_line(figure) for figure in figures if figure.value not in (None, "")],
        "lacking": [(figure.cell.label, figure.lack, figure.url) for figure in figures if figure.value is None],
        "by_hand": [figure.cell.label for figure in figures if figure.value == ""],
        "open": [blank_words.open_place(form, layout, place) for place in layout.expected if place not in mapped],
        "nav_current": "reports",
    }
    return render(request, "reports/blank_preview.html", context)


@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    form = _load_own(request, pk)
    period = _period(request.POST.get("period", ""))
    if period is None:
        raise Refused(_("Choose the period."))
    title = _("Form filled: %(form)s") % {"form": f"{form.name}, {named(period.code)}"}
    given = {"form": form.pk, "period": period.code}
    return started(
        start_job("reports.form", by=who(request), title=title, given=given, about=f"reports.form:{form.pk}")
    )


def _period(code: str) -> Period | None:
    try:
        found = Period.parse(code)
    except Unreadable:
        return None
    return found if found.kind != TERM else None

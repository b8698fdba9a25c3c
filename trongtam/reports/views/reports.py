"""Reports: the list, beginning one, reading it, writing into it, and its files."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for, who_can_issue
from trongtam.ground import days
from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.look.answers import exported, form_page, require, said, started, typed
from trongtam.look.operations import start_job
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Document

from .. import operations, presentation, queries, rules, words
from ..forms import ReadingDayForm, SignerForm, TextsForm, WordingForm, text_name
from ..issuing import SOURCE, issuing_organ
from ..listings import report_listing
from ..models import Report
from ..problems import Stale
from ..proofs import base_of


def _load(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(
        Report.objects.visible_to(who(request)).select_related("unit", "document", "signer__person"), pk=pk
    )


def _address(report: Report) -> str:
    return reverse("reports:report", args=[report.pk])


def _known_on(request: HttpRequest) -> datetime | None:
    """The end of the day of `?known=`; none when it is missing or unreadable."""
    day = days.typed(request.GET.get("known", "")).day
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    lines = queries.reports_of(who(request))
    shown = report_listing(lines).read(request.GET, lines)
    if shown.wants_sheet:
        return exported(request, shown)
    may_begin = bool(queries.documents_to_report(who(request)))
    return render(request, "reports/reports.html", {"list": shown, "lines": shown.page, "may_begin": may_begin})


def begin_report(request: HttpRequest) -> HttpResponse:
    """Without `?document=` and `?period=` the list of what can be begun; with both the form."""
    if not (request.GET.get("document", "").isdecimal() and request.GET.get("period")):
        return _choose(request)
    documents = Document.objects.visible_to(who(request)).select_related("unit")
    document = get_object_or_404(documents, pk=request.GET["document"])
    unit = _unit(request, document)
    require(rules.can_begin_report(who(request), unit), rules.who_may_report(unit))
    period = Period.parse(request.GET["period"])
    if found := Report.objects.filter(unit=unit, document=document, period_code=period.code).first():
        return redirect(_address(found))
    proposed = operations.unsaved_report(unit, document, period)
    form = ReadingDayForm(typed(request), initial={"reading_day": proposed.reading_day})

    def do(given: dict[str, Any]) -> str:
        made = operations.begin_report(unit, document, period, by=who(request), **given)
        if made.texts.exists():
            messages.info(request, _("What was written in the last report is carried over."))
        return _address(made)

    return form_page(
        request,
        form,
        do,
        title=_("Begin a report"),
        done=_("The report is begun."),
        button=_("Begin the report"),
        lead=proposed.title,
        back_text=_("Reports"),
        back_url=reverse("reports:reports"),
    )


def _unit(request: HttpRequest, document: Document) -> Unit:
    """The unit of `?unit=`, which the person must see; else the one that keeps the document."""
    if code := request.GET.get("unit", ""):
        return get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    return document.unit


def _choose(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    documents = queries.documents_to_report(who(request))
    if wanted := request.GET.get("document", ""):
        documents = [document for document in documents if str(document.pk) == wanted]
    choices = [(document, _named(queries.beginnings(document, document.unit, today))) for document in documents]
    return render(request, "reports/begin.html", {"choices": choices})


def _named(offered: list[queries.Beginning]) -> list[tuple[str, queries.Beginning]]:
    return [(words.capital(words.period_name(one.period)), one) for one in offered]


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it will read, in the units of its day; `?known=` a day: as it was known then; `?units=today`: in today's
    units."""
    shown, known_on = _load(request, pk), _known_on(request)
    today = request.GET.get("units") == "today"
    content = queries.report_content(shown, user=who(request), known_on=known_on, todays_units=today)
    context = {
        "report": shown,
        "content": content,
        "parts": presentation.parts(content),
        "tally": presentation.tally_items(content),
        "groups": presentation.groups(content),
        "gone": presentation.gone(content),
        "known_on": known_on,
        "units_views": presentation.units_views(content, today=today),
        "asked": f"?known={known_on.date().isoformat()}" if known_on else "",
        "may_write": rules.can_write_texts(who(request), shown),
        "who_may": rules.who_may_report(shown.unit),
        "paper": live_paper_of(SOURCE, shown.pk),
        "may_issue": can_issue_for(who(request), shown.unit),
        "nav_current": "reports",
    }
    return render(request, "reports/report.html", context)


def write_texts(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_write_texts(who(request), shown), rules.who_may_report(shown.unit))
    content = queries.report_content(shown, user=who(request))
    form, other = TextsForm(typed(request), content=content), {}
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_texts(shown, form.written(), by=who(request))
        except Stale as stale:
            other = stale.found
            form.see_again({code: (text.version, text.text) for code, text in other.items()})
            form.add_error(None, str(stale))
        except Refused as refusal:
            name = text_name(refusal.field or "")
            form.add_error(name if name in form.fields else None, said(refusal))
        else:
            messages.success(request, _("The texts are kept."))
            return redirect(_address(shown))
    pairs = [
        (part, form[f"text_{part.code}"], form[f"seen_{part.code}"], _tick(form, part.code), other.get(part.code))
        for part in presentation.parts(content)
        if part.is_written
    ]
    context = {"report": shown, "form": form, "pairs": pairs, "draft": f"report:{pk}:texts", "nav_current": "reports"}
    return render(request, "reports/write_texts.html", context, status=422 if form.is_bound else 200)


def _tick(form: TextsForm, code: str) -> Any:
    name = f"kept_{code}"
    return form[name] if name in form.fields else None


def move_reading_day(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_move_reading_day(who(request), shown), rules.who_may_report(shown.unit))
    form = ReadingDayForm(typed(request), initial={"reading_day": shown.reading_day})

    def do(given: dict[str, Any]) -> str:
        return _address(operations.move_reading_day(shown, by=who(request), day=given["reading_day"]))

    title, done = _("Figures up to which day?"), _("The figures are read on the new day.")
    back = {"back_text": _("Report"), "back_url": _address(shown)}
    return form_page(request, form, do, title=title, done=done, button=_("Read on this day"), lead=shown.title, **back)


def choose_signer(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_choose_signer(who(request), shown), rules.who_may_report(shown.unit))
    signers = queries.signers_of(shown, timezone.localdate())
    initial = {"post": shown.signer_id, "signs_as": shown.signs_as}
    form = SignerForm(typed(request), signers=signers, initial=initial)

    def do(given: dict[str, Any]) -> str:
        return _address(operations.choose_signer(shown, by=who(request), **given))

    title, done = _("Who signs?"), _("The paper names who signs.")
    back = {"back_text": _("Report"), "back_url": _address(shown)}
    return form_page(request, form, do, title=title, done=done, button=_("Keep the signer"), lead=shown.title, **back)


def set_wording(request: HttpRequest, pk: int) -> HttpResponse:
    """The fixed words of the organ whose report this is."""
    shown = _load(request, pk)
    require(rules.can_set_wording(who(request), shown.unit), rules.who_may_report(shown.unit))
    organs = queries.organs_of(shown)
    words = queries.wording_of(shown.unit, organs.organ, organs.addressee)
    names = ("recipients", "kept", "body", "post")
    form = WordingForm(typed(request), initial={name: getattr(words, name) for name in names})

    def do(given: dict[str, Any]) -> str:
        operations.set_wording(shown.unit, organs.organ, by=who(request), **given)
        return _address(shown)

    title, done = _("Recipients and signature"), _("Reports are signed and sent so from now on.")
    note = _("These words stand at the foot of every report of %(issuer)s.") % {"issuer": organs.issuer}
    back = {"back_text": _("Report"), "back_url": _address(shown), "note": note}
    return form_page(request, form, do, title=title, done=done, button=_("Keep the words"), lead=shown.title, **back)


@require_POST
def word(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    given = {**_asked(request, shown), "on": timezone.localdate().isoformat()}
    return _start(request, shown, "reports.word", _("Word paper: %(report)s"), given)


@require_POST
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    return _start(request, shown, "reports.excel", _("Excel workbook: %(report)s"), _asked(request, shown))


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Compile the paper and put it on its way to the signature; one that is on its way already is shown."""
    shown = _load(request, pk)
    organ = issuing_organ(shown)
    require(can_issue_for(who(request), organ), who_can_issue(organ))
    if found := live_paper_of(SOURCE, shown.pk):
        return redirect(found.get_absolute_url())
    given = {"kind": SOURCE, "source": str(shown.pk), "base": base_of(request)}
    return _start(request, shown, "archive.begin", _("Paper to be signed: %(report)s"), given)


def _asked(request: HttpRequest, report: Report) -> dict[str, Any]:
    known_on = _known_on(request)
    return {"report": report.pk, "base": base_of(request), "known_on": known_on.isoformat() if known_on else None}


def _start(request: HttpRequest, report: Report, kind: str, title: str, given: dict[str, Any]) -> HttpResponse:
    named = title % {"report": report.title}
    return started(start_job(kind, by=who(request), title=named, given=given, about=f"reports.report:{report.pk}"))

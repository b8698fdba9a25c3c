"""Who has a document and who lacks what, and the acts of the rollout."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.resolutions import operations, rules
from trongtam.resolutions.congress import congress_papers, set_on
from trongtam.resolutions.forms import rollout as forms
from trongtam.resolutions.models import Document, DocumentKind
from trongtam.resolutions.operations.rollout import PROGRAMMES
from trongtam.resolutions.queries import rollout as queries

from .loading import back_to, load_document, load_paper, load_reached_unit, rollout_url


def rollout(request: HttpRequest, pk: int) -> HttpResponse:
    document = load_document(request, pk)
    rows = queries.rollout_rows(document, who(request))
    context = {
        "document": document,
        "rows": rows,
        "counts": queries.step_counts(rows),
        "has_papers": any(row.papers for row in rows),
        "today": timezone.localdate(),
        "may_send": rules.can_send_document(who(request), document),
        "after_congress": document.kind == DocumentKind.RESOLUTION and document.term_id is not None,
    }
    return render(request, "resolutions/rollout.html", context)


def send_document(request: HttpRequest, pk: int) -> HttpResponse:
    document = load_document(request, pk)
    require(rules.can_send_document(who(request), document), rules.who_can_send(document))
    units = queries.receivers(document, who(request))
    form = forms.SendDocumentForm(typed(request), units=units, initial={"units": [unit.pk for unit in units]})

    def do(given: dict) -> str:
        operations.send_document(document, by=who(request), units=given["units"])
        return rollout_url(document)

    title, done = _("Who receives the document"), _("Named; each unit sees it on its desk.")
    return form_page(request, form, do, title=title, done=done, button=_("Name them"), **back_to(document))


def _unit(request: HttpRequest, pk: int, unit_pk: int) -> tuple[Document, Unit, dict[str, str]]:
    """Document, unit, and the way back; the right is asked before anybody types."""
    document, unit = load_document(request, pk), load_reached_unit(request, unit_pk)
    require(rules.can_roll_out(who(request), unit), rules.who_can_roll_out(unit))
    back = {"back_text": _("Rollout"), "back_url": rollout_url(document), "lead": f"{unit.name} · {document.title}"}
    return document, unit, back


def receive_document(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    document, unit, back = _unit(request, pk, unit_pk)
    form = forms.ReceiveDocumentForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict) -> str:
        operations.receive_document(document, unit, by=who(request), **given)
        return rollout_url(document)

    return form_page(request, form, do, title=_("Received"), done=_("Received."), button=_("Send"), **back)


def record_study_session(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    document, unit, back = _unit(request, pk, unit_pk)
    form = forms.StudySessionForm(typed(request), initial={"held_on": timezone.localdate()})

    def do(given: dict) -> str:
        operations.record_study_session(document, unit, by=who(request), **given)
        return rollout_url(document)

    note = _("Only the counts; no names.")
    title, done = _("Session of study"), _("The session is recorded.")
    return form_page(request, form, do, title=title, done=done, button=_("Send"), note=note, **back)


def adopt_programme(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    document, unit, back = _unit(request, pk, unit_pk)
    form = forms.AdoptProgrammeForm(typed(request), programmes=queries.programmes(document, unit, PROGRAMMES))

    def do(given: dict) -> str:
        operations.adopt_programme(document, unit, by=who(request), **given)
        return rollout_url(document)

    note = _("The programme must stand in the unit's list of documents first.")
    title, done = _("Programme of the unit"), _("The unit has its programme.")
    return form_page(request, form, do, title=title, done=done, button=_("Send"), note=note, **back)


def finish_rollout(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    document, unit, back = _unit(request, pk, unit_pk)
    form = forms.FinishRolloutForm(typed(request), initial={"on": timezone.localdate()})

    def do(given: dict) -> str:
        operations.finish_rollout(document, unit, by=who(request), **given)
        return rollout_url(document)

    title, done = _("Result of the rollout"), _("The rollout is finished.")
    return form_page(request, form, do, title=title, done=done, button=_("Send"), **back)


def owe_paper(request: HttpRequest, pk: int) -> HttpResponse:
    document = load_document(request, pk)
    require(rules.can_send_document(who(request), document), rules.who_can_send(document))
    form = forms.OwePaperForm(typed(request), units=queries.owing_units(document, who(request)))

    def do(given: dict) -> str:
        operations.owe_paper(document, by=who(request), **given)
        return rollout_url(document)

    title, done = _("A paper is owed"), _("The paper stands in the list; its unit sees it on its desk.")
    return form_page(request, form, do, title=title, done=done, button=_("Ask for it"), **back_to(document))


def owe_congress_papers(request: HttpRequest, pk: int) -> HttpResponse:
    document = load_document(request, pk)
    require(rules.can_send_document(who(request), document), rules.who_can_send(document))
    proposed = congress_papers(document.issued_on, document.term.ends) if document.term else []
    form = forms.CongressPapersForm(typed(request), proposed=proposed)

    def do(given: dict) -> str:
        operations.owe_congress_papers(document, by=who(request), papers=form.chosen())
        return rollout_url(document)

    found = set_on(document.issued_on)
    source = _("Source: %(source)s. Not checked against an official text; the days are proposals.")
    note = source % {"source": found.source} if found and not found.checked else ""
    title, done = _("Papers owed after the congress"), _("The papers stand in the list.")
    return form_page(
        request, form, do, title=title, done=done, button=_("Ask for them"), note=note, **back_to(document)
    )


def fulfil_paper(request: HttpRequest, pk: int) -> HttpResponse:
    paper = load_paper(request, pk)
    require(rules.can_fulfil_paper(who(request), paper), rules.who_can_roll_out(paper.unit))
    form = forms.FulfilPaperForm(typed(request), documents=queries.fulfilling(paper))

    def do(given: dict) -> str:
        operations.fulfil_paper(paper, by=who(request), **given)
        return rollout_url(paper.document)

    note = _("Type: %(kind)s. Put the paper into the list of documents first, then choose it here.")
    context = {"note": note % {"kind": paper.get_kind_display()}, "quote": paper.title}
    back = {"back_text": _("Rollout"), "back_url": rollout_url(paper.document)}
    title, done = _("The paper has been issued"), _("The paper is there.")
    return form_page(request, form, do, title=title, done=done, button=_("Send"), **context, **back)

"""Downloading a file by permission; the list of classified papers of which only the card is kept."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.archive import operations, queries, rules, sniff
from trongtam.archive.forms import ClassifiedPaperForm
from trongtam.archive.listings import CLASSIFIED
from trongtam.archive.models import StoredFile
from trongtam.archive.operations import record_classified_paper as record
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.org.reach import Reach, Right
from trongtam.org.views.answers import who


def download(request: HttpRequest, pk: int, name: str) -> FileResponse | HttpResponse:
    """The file itself: photos and PDF open in place, all else is only saved; never guessed to be another type."""
    if StoredFile.objects.held_for(who(request)).filter(pk=pk).exists():
        return redirect("archive:held_file", pk)
    stored = get_object_or_404(StoredFile.objects.visible_to(who(request)), pk=pk, name=name)
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=stored.media_type not in sniff.SHOWN_INLINE,
        filename=stored.name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def small_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo as lists show it, to those who may open the photo."""
    photos = StoredFile.objects.visible_to(who(request)).filter(media_type__in=sniff.PHOTOS)
    response = HttpResponse(operations.small_picture(get_object_or_404(photos, pk=pk)), content_type=sniff.JPEG)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def classified_papers(request: HttpRequest) -> HttpResponse:
    may_record = Reach.of(who(request)).may_anywhere(Right.DOCUMENTS)
    shown = CLASSIFIED.read(request.GET, list(queries.classified_papers(who(request))))
    if shown.wants_sheet:
        return exported(request, shown)
    context = {"list": shown, "papers": shown.page, "may_record": may_record}
    return render(request, "archive/classified_papers.html", context)


def record_classified_paper(request: HttpRequest) -> HttpResponse:
    require(Reach.of(who(request)).may_anywhere(Right.DOCUMENTS), rules.who_can_record_classified())
    units = queries.units_with_own_papers(who(request))
    form = ClassifiedPaperForm(typed(request), units=units, initial={"unit": units.first()})

    def do(given: dict) -> str:
        record(by=who(request), **given)
        return reverse("archive:classified_papers")

    return form_page(
        request,
        form,
        do,
        title=_("Note a classified paper"),
        lead=_("Only its number, its date and where the paper copy lies. Never its content."),
        done=_("The paper is noted."),
        button=_("Note it"),
        back_text=_("Classified papers"),
        back_url=reverse("archive:classified_papers"),
    )

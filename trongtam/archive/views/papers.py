"""The register of outgoing papers, one paper with its files, and papers that were written in Word."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive import operations, presentation, rules, sniff
from trongtam.archive.drafts import Draft, producer_of
from trongtam.archive.forms.papers import WordPaperForm
from trongtam.archive.issuing import libre, numbering, steps
from trongtam.archive.listings import register_listing, underway_listing
from trongtam.archive.models import IssuedPaper
from trongtam.archive.operations.writing import word_of
from trongtam.archive.queries import papers as queries
from trongtam.archive.queries import register as lists
from trongtam.ground.http import file_response
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right
from trongtam.org.views.answers import who

A_PAGE = 30
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATE_KINDS = {"government": "UBND", "peoples_council": "HĐND"}


def load(request: HttpRequest, pk: int) -> IssuedPaper:
    """The paper, for who sees it; 404 for anybody else."""
    return get_object_or_404(IssuedPaper.objects.visible_to(who(request)).select_related("organ", "replaces"), pk=pk)


def base_of(request: HttpRequest) -> str:
    """The beginning of the addresses on papers."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")


@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """What waits for a next step; with `?way=register` the register of all numbers given."""
    by_number = request.GET.get("way") == lists.REGISTER
    listing = register_listing(who(request)) if by_number else underway_listing()
    shown = listing.read(request.GET, (lists.register if by_number else lists.underway)(who(request)))
    if shown.wants_sheet:
        return exported(request, shown)
    context = {
        "list": shown,
        "page": shown.page,
        "replaced": lists.replaced(shown.page) if by_number else set(),
        "by_number": by_number,
        "tabs": [
            Tab(_("Under way"), "?", not by_number),
            Tab(_("Register"), f"?way={lists.REGISTER}", by_number),
        ],
        "may_issue": Reach.of(who(request)).may_anywhere(Right.DOCUMENTS),
        "nav_current": "papers",
    }
    return render(request, "archive/papers.html", context)


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load(request, pk)
    found = list(shown.files.select_related("stored", "by").order_by("turn", "pk"))
    taken = lists.timeline(shown)
    producer = producer_of(shown.source_kind)
    context = {
        "paper": shown,
        "road": presentation.ROAD,
        "here": presentation.place_on_road(shown),
        "next": presentation.next_step(shown),
        "acts": set(steps.possible(shown.state)),
        "files": presentation.files(shown, found),
        "by_hand": presentation.changes_by_hand(found),
        "signed": presentation.signed_words(found),
        "line": presentation.timeline(taken),
        "returned": taken[0] if taken and taken[0].act == steps.RETURN else None,
        "replacement": queries.replacement_of(shown),
        "may": rules.can_take_further(who(request), shown),
        "who_may": rules.who_can_issue(shown.organ),
        "source_url": producer.url(shown.source_id) if producer else "",
        "numbered": shown.number is not None,
        "libre": libre.program() is not None,
        "demonstration": shown.organ.is_demonstration,
        "nav_current": "papers",
    }
    return render(request, "archive/paper.html", context)


@require_GET
def paper_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """A file of the paper, byte for byte as it was frozen; one that does not fit its hash is not shown."""
    shown = get_object_or_404(load(request, pk).files.select_related("stored"), pk=file)
    content = queries.read_back(shown.stored)
    return file_response(
        content, shown.stored.name, shown.stored.media_type, in_place=shown.stored.media_type == sniff.PDF
    )


def begin_word_paper(request: HttpRequest) -> HttpResponse:
    """A paper that was written in Word gets its number in the same rows."""
    organs = lists.issuing_organs(who(request))
    require(organs.exists(), _("Papers are issued by the Party office, the secretary or a deputy secretary."))
    form = WordPaperForm(typed(request), request.FILES or None, user=who(request), initial={"organ": organs.first()})

    def do(given: dict[str, Any]) -> str:
        docx = word_of(given["file"], given["marking"])
        draft = _word_draft(given["organ"], given["paper_type"], given["title"], docx)
        return operations.begin_paper(draft, by=who(request)).get_absolute_url()

    return form_page(
        request,
        form,
        do,
        title=_("Issue a paper written in Word"),
        lead=_("It takes its number from the same row as papers that the program compiles."),
        done=_("The paper is frozen."),
        button=_("Put it on its way"),
        back_text=_("Outgoing papers"),
        back_url=reverse("archive:papers"),
    )


def _word_draft(organ: Unit, paper_type: str, title: str, docx: bytes) -> Draft:
    side = "state" if organ.kind in STATE_KINDS else "party"
    short = STATE_KINDS.get(organ.kind) or ("CB" if organ.kind == "cell" else "ĐU")
    territory = Unit.objects.filter(pk__in=organ.path_ids, kind__in=("commune", "province")).order_by("-path").first()
    place = " ".join((territory or organ).name.split(" ")[1:]) if territory else organ.name
    return Draft(
        organ=organ,
        side=side,
        paper_type=paper_type,
        symbol=numbering.symbol_of(side, paper_type, short),
        place=place,
        title=title,
        docx=docx,
        as_of=None,
        known_at=timezone.now(),
    )

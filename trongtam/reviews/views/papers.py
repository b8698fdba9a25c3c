"""Papers of a round: the form of one, all forms as a zip."""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.http import file_response
from trongtam.look.answers import EXCEL, require, started
from trongtam.look.operations import start_job
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from ..models import Round, Subject
from ..operations.taking_out import take_out_form
from ..papers import summary_word, summary_workbook
from ..queries.summaries import summary_for
from ..rules import rounds as rules

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"word": ("docx", WORD), "excel": ("xlsx", EXCEL)}


@never_cache
@require_GET
def form_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The form of one as Word or Excel; a stranger gets 404, every opening of another's form is in the book."""
    if kind not in KINDS:
        raise Http404
    seen = Subject.objects.visible_to(who(request)).select_related("round", "unit", "person", "scheme")
    subject = get_object_or_404(seen, pk=pk)
    content = take_out_form(subject, kind, by=who(request))
    ending, content_type = KINDS[kind]
    name = _("Form %(form)s of %(name)s") % {"form": subject.scheme.form, "name": subject.name}
    return file_response(content, f"{name}.{ending}", content_type)


@never_cache
@require_GET
def summary_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The summary of a round: counts alone, for those who reach over the committee."""
    if kind not in KINDS:
        raise Http404
    round_ = get_object_or_404(Round.objects.visible_to(who(request)).select_related("unit__parent"), pk=pk)
    require(Reach.of(request.user).covers(round_.unit), rules.who_runs_round(round_.unit))
    with override("vi"):
        summary = summary_for(round_, who(request))
    made = summary_word(summary, on=timezone.localdate()) if kind == "word" else summary_workbook(summary)
    ending, content_type = KINDS[kind]
    return file_response(made, f"{round_.title}.{ending}", content_type)


@require_POST
def forms_zip(request: HttpRequest, pk: int) -> HttpResponse:
    """All forms of a round that one may read, beside the page."""
    round_ = get_object_or_404(Round.objects.visible_to(who(request)).select_related("unit"), pk=pk)
    require(rules.can_run_round(who(request), round_), rules.who_runs_round(round_.unit))
    title = _("Forms of review: %(round)s") % {"round": round_.title}
    given = {"round": round_.pk, "ticket": uuid4().hex}
    return started(
        start_job("reviews.forms", by=who(request), title=title, given=given, about=f"reviews.round:{round_.pk}")
    )

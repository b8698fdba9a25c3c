"""Papers of the programme and of one inspection: made while one waits, told in the book, kept nowhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trongtam.ground.http import file_response
from trongtam.look.answers import require
from trongtam.org.views.answers import who

from .. import operations, rules
from ..papers import making
from ..papers import programme as of_year
from ..queries import inspections as read
from .inspections import found, found_programme

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_POST
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Decision, plan, report or conclusion as Word."""
    user, shown = who(request), found(request, pk)
    require(rules.can_report_inspection(user, shown), rules.who_keeps(shown.programme.keeper))
    if name not in making.offered(shown):
        raise Http404
    content = making.word(name, shown, on=timezone.localdate())
    operations.take_paper(shown, by=user, paper=name)
    return file_response(content, making.file_name(name, shown), WORD)


@never_cache
@require_POST
def programme_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The programme of the year, `word` or `excel`; without what is about oneself."""
    user, shown = who(request), found_programme(request, pk)
    require(rules.can_keep_programme(user, shown), rules.who_keeps(shown.keeper))
    rows = read.of_programme(shown, user)
    content = of_year.word(shown, rows, on=timezone.localdate()) if kind == "word" else of_year.workbook(shown, rows)
    operations.take_programme(shown, by=user, paper=kind)
    ending, content_type = ("docx", WORD) if kind == "word" else ("xlsx", EXCEL)
    return file_response(content, f"{of_year.title(shown)}.{ending}", content_type)

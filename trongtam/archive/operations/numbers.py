"""Numbers: the next one of the row, or the one that the office typed from its book. A row is locked while one is taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.archive import rules
from trongtam.archive.issuing import numbering
from trongtam.archive.models import IssuedPaper, Numbering, NumberSeries, PaperSettings, PaperType
from trongtam.archive.queries.papers import numbering_of, scope_for
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def take_number(paper: IssuedPaper, dated: date, typed: int | None) -> tuple[NumberSeries, int]:
    """The row and the number of the paper, for the operation that locked it. A paper that has one keeps it.

    The row stays locked until the transaction ends, so no other writer gets the same number, and a refusal leaves no gap.
    """
    series = _locked_series(paper.organ, paper.side, paper.paper_type, dated)
    by_book = numbering_of(paper.organ) == Numbering.BOOK
    if paper.number is not None:
        return _kept(paper, series, dated, by_book)
    if by_book:
        given = _from_book(series, typed)
    elif typed is not None:
        raise Refused(_("The program gives the number here; none is typed."), field="number")
    else:
        given = numbering.next_number(series.last)
        _refuse_order(paper, series, given, dated)
    if given > series.last:
        series.last = given
        series.save(update_fields=["last"])
    return series, given


def _locked_series(organ: Unit, side: str, paper_type: str, dated: date) -> NumberSeries:
    scope = scope_for(organ, side, dated)
    if scope is None:
        sentence = _("%(organ)s has no term on %(day)s. Party papers are numbered within a term: open it first.")
        raise Refused(sentence % {"organ": organ.name, "day": f"{dated:%d/%m/%Y}"}, field="dated")
    key: dict[str, Any] = {"organ": organ, "paper_type": paper_type, "scope": scope.key}
    if found := NumberSeries.objects.select_for_update().filter(**key).first():
        return found
    NumberSeries.objects.get_or_create(**key)
    return NumberSeries.objects.select_for_update().get(**key)


def _kept(paper: IssuedPaper, series: NumberSeries, dated: date, by_book: bool) -> tuple[NumberSeries, int]:
    assert paper.number is not None
    if series.pk != paper.series_id:
        sentence = _("The paper keeps its number %(number)d; its date must stay in the same term or year.")
        raise Refused(sentence % {"number": paper.number}, field="dated")
    if not by_book:
        _refuse_order(paper, series, paper.number, dated)
    return series, paper.number


def _from_book(series: NumberSeries, typed: int | None) -> int:
    if typed is None:
        raise Refused(_("Type the number from the office's book."), field="number")
    if not 1 <= typed <= numbering.HIGHEST:
        sentence = _("A number lies between 1 and %(most)d.")
        raise Refused(sentence % {"most": numbering.HIGHEST}, field="number")
    if taken := series.papers.filter(number=typed).first():
        sentence = _("Number %(number)d has been given to “%(title)s”.")
        raise Refused(sentence % {"number": typed, "title": taken.title}, field="number")
    return typed


def _refuse_order(paper: IssuedPaper, series: NumberSeries, number: int, dated: date) -> None:
    """Numbers that the program gives go with the days: a later number has no earlier date."""
    others = series.papers.exclude(pk=paper.pk)
    before = others.filter(number__lt=number, dated__gt=dated).order_by("number").last()
    behind = others.filter(number__gt=number, dated__lt=dated).order_by("number").first()
    if before is not None and before.dated is not None:
        sentence = _("Number %(number)s is dated %(day)s: a later number cannot have an earlier date.")
        raise Refused(sentence % {"number": before.shown_number, "day": f"{before.dated:%d/%m/%Y}"}, field="dated")
    if behind is not None and behind.dated is not None:
        sentence = _("Number %(number)s is dated %(day)s: an earlier number cannot have a later date.")
        raise Refused(sentence % {"number": behind.shown_number, "day": f"{behind.dated:%d/%m/%Y}"}, field="dated")


@transaction.atomic
def choose_numbering(organ: Unit, *, by: User, numbering: str, at: datetime | None = None) -> PaperSettings:
    """Who gives the numbers from now on: the program, or the office from its own book. Numbers given before stay."""
    organ = _own(organ, by)
    if numbering not in Numbering.values:
        raise Refused(_("Choose who gives the number."), field="numbering")
    settings, _made = PaperSettings.objects.select_for_update().get_or_create(organ=organ)
    before, settings.numbering = settings.numbering, numbering
    settings.save(update_fields=["numbering"])
    was, now = {"numbering": before}, {"numbering": numbering}
    book.write("archive.numbering_chosen", by=by, on=settings, unit=organ, before=was, after=now, at=at)
    return settings


@transaction.atomic
def continue_numbers(
    organ: Unit, *, by: User, side: str, paper_type: str, last: int, on: date, at: datetime | None = None
) -> NumberSeries:
    """The paper book has reached `last` in the row of the day `on`: the program goes on from there. Never backwards."""
    organ = _own(organ, by)
    if paper_type not in numbering.TYPE_OF or side not in numbering.TYPE_OF[paper_type].sides:
        raise Refused(_("This organ does not issue papers of this type."), field="paper_type")
    series = _locked_series(organ, side, paper_type, on)
    if not 0 <= last < numbering.HIGHEST:
        raise Refused(_("A number lies between 1 and %(most)d.") % {"most": numbering.HIGHEST}, field="last")
    if last < series.last:
        sentence = _("%(type)s: number %(number)d has been given already. The numbers only go on from there.")
        label = PaperType(paper_type).label
        raise Refused(sentence % {"type": label, "number": series.last}, field="last")
    before = series.last
    series.last = last
    if not series.papers.exists():
        series.begins_after = last
    series.save(update_fields=["last", "begins_after"])
    told = {"paper_type": paper_type, "scope": series.scope, "last": last}
    book.write("archive.numbers_continued", by=by, on=series, unit=organ, before={"last": before}, after=told, at=at)
    return series


def _own(organ: Unit, by: User) -> Unit:
    organ = Unit.objects.select_for_update().get(pk=organ.pk)
    if not rules.can_issue_for(by, organ):
        raise NotAllowed(rules.who_can_issue(organ))
    return organ

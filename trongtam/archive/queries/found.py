"""What the desk and the search show of papers on their way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.archive.issuing import steps
from trongtam.archive.models import FileText, IssuedPaper, PaperFile, PaperState, StoredFile
from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 20


def _papers(user: User, words: list[str], numbers: list[int]) -> QuerySet[IssuedPaper]:
    hits = IssuedPaper.objects.visible_to(user).select_related("organ").order_by("-pk")
    for number in numbers:
        hits = hits.filter(number=number)
    return holding(hits, words)[:MOST]


def _files(user: User, words: list[str]) -> QuerySet[StoredFile]:
    named, said = Q(), Q()
    for word in words:
        named, said = named & Q(folded__contains=word), said & Q(folded__contains=word)
    inside = Q(sha256__in=FileText.objects.filter(said).values("sha256"))
    files = StoredFile.objects.visible_to(user).filter(named | inside, copy=None).select_related("unit").order_by("-pk")
    return files[: 2 * MOST]


_PAPERS, _FILES = Prepared(_papers), Prepared(_files)


def found(text: str, user: User) -> list[Found]:
    """Papers whose abstract or number holds the words: "bao cao 9 thang", "05-BC/ĐU"."""
    numbers, words = [], []
    for word in fold(text).split():
        number, _dash, symbol = word.partition("-")
        if number.isdecimal() and symbol:
            numbers.append(int(number[:6]))
        else:
            words.append(word)
    return [
        Found(f"{paper.shown_number} {paper.title}".strip(), _("Outgoing paper"), _url(paper), paper.organ.name, 0.5)
        for paper in _PAPERS(user, words, numbers)
    ]


def found_files(text: str, user: User) -> list[Found]:
    """Files whose name or words hold every word; a file of a paper leads to the paper, which stands there once."""
    words = fold(text).split()
    if not words:
        return []
    hits = _FILES(user, words)
    papers = dict(PaperFile.objects.filter(stored__in=hits).values_list("stored_id", "paper_id"))
    seen: dict[str, Found] = {}
    for file in hits:
        url = reverse("archive:paper", args=[papers[file.pk]]) if file.pk in papers else file.get_absolute_url()
        seen.setdefault(url, Found(file.name, _("File"), url, file.unit.name, 0.3))
    return list(seen.values())[:MOST]


def held(user: User, at: datetime) -> list[DueItem]:
    """Files in whose words a stamp was found, for those who decide on them. One query."""
    files = StoredFile.objects.held_for(user).select_related("unit").order_by("held_at")[:MOST]
    reach = Reach.of(user)
    return [
        DueItem(
            key=f"archive.held:{file.pk}",
            title=_("“%(name)s” is held back: the stamp %(sign)s stands in it")
            % {"name": file.name, "sign": file.held_for_sign},
            detail=file.unit.name,
            due=None,
            url=reverse("archive:held_file", args=[file.pk]),
            kind=_("Classified papers"),
            back=True,
        )
        for file in files
        if file.by_id == user.pk or reach.may(Right.DOCUMENTS, file.unit)
    ]


def due(user: User, at: datetime) -> list[DueItem]:
    """For those who issue papers: what waits for their next step, what was returned first. One query, none for others."""
    reach = Reach.of(user)
    if not reach.may_anywhere(Right.DOCUMENTS):
        return []
    papers = IssuedPaper.objects.visible_to(user).exclude(state__in=steps.CLOSED).select_related("organ")
    mine = [paper for paper in papers.order_by("begun_at", "pk")[:MOST] if reach.may(Right.DOCUMENTS, paper.organ)]
    return [
        DueItem(
            key=f"archive.paper:{paper.pk}",
            title=f"{paper.shown_number} {paper.title}".strip(),
            detail=PaperState(paper.state).label,
            due=None,
            url=_url(paper),
            kind=_("Outgoing paper"),
            back=paper.state == steps.COMPILED and paper.turn > 1 and paper.number is not None,
        )
        for paper in mine
    ]


def _url(paper: IssuedPaper) -> str:
    return reverse("archive:paper", args=[paper.pk])

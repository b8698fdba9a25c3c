"""What search finds here, what the desk reminds of, what one waits for, and the roots that this room brings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, WaitingItem
from trongtam.org.models import UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.resolutions.models import Clause, Document, PaperOwed, Rollout, Shortcoming, StudySession
from trongtam.resolutions.roots import Root

if TYPE_CHECKING:
    from trongtam.accounts.models import User

AT_MOST = 20
SOON = timedelta(days=30)
State = Shortcoming.State
_NAMED = Prepared(
    lambda user, words: holding(Document.objects.visible_to(user).order_by("-issued_on"), words)[:AT_MOST]
)
_SAYING = Prepared(
    lambda user, words: holding(
        Clause.objects.visible_to(user).select_related("document").order_by("-document__issued_on", "place"), words
    )[:AT_MOST]
)


def found(text: str, user: User) -> list[Found]:
    """Documents and clauses that a person sees and that hold every word; both spellings, with diacritics or without."""
    words = fold(text).split()
    hits = [
        Found(
            title=document.title,
            kind=document.get_kind_display(),
            url=reverse("resolutions:document", args=[document.pk]),
            context=" · ".join(filter(None, [document.number, document.organ, f"{document.issued_on:%d/%m/%Y}"])),
            rank=2.0 if fold(document.title).startswith(fold(text)) else 1.2,
        )
        for document in _NAMED(user, words)
    ]
    hits += [
        Found(
            title=str(clause),
            kind=_("Clause"),
            url=reverse("resolutions:clause", args=[clause.pk]),
            context=clause.document.title,
            rank=0.8,
        )
        for clause in _SAYING(user, words)
    ]
    return hits


def _own_units(user: User) -> list[int]:
    """Units for which the person himself answers."""
    answering = {Right.STATE, Right.DOCUMENTS}
    return [post.unit_id for post in Reach.of(user).posts if answering & post.rights]


def due(user: User, at: datetime) -> list[DueItem]:
    """What one's own units owe: papers, remedies, answers, documents to receive and to study. At most three queries."""
    units = _own_units(user)
    if not units:
        return []
    today = timezone.localdate(at)
    return [*_papers(units, today), *_shortcomings(units, user, at), *_documents(units)]


def _papers(units: list[int], today: date) -> list[DueItem]:
    owed = PaperOwed.objects.open().filter(unit__in=units, due_on__lte=today + SOON).select_related("document", "unit")
    return [
        DueItem(
            key=f"resolutions.paper:{paper.pk}",
            title=paper.title,
            detail=_("%(unit)s owes this paper for: %(document)s")
            % {"unit": paper.unit.name, "document": paper.document.title},
            due=paper.due_on,
            url=reverse("resolutions:fulfil_paper", args=[paper.pk]),
            kind=_("Paper owed"),
        )
        for paper in owed.order_by("due_on")
    ]


def _shortcomings(units: list[int], user: User, at: datetime) -> list[DueItem]:
    """What one's units must remedy soon, then the contests that one must answer."""
    deciding = _deciding(user)
    rows = _shortcomings_of(units, user, at)
    remedies = [_remedy(one) for one in rows if one.state == State.OPEN]
    contests = [one for one in rows if one.state == State.CONTESTED]
    return remedies + [_answer(one) for one in contests if one.clause.document.unit_id in deciding]


def _deciding(user: User) -> list[int]:
    return [post.unit_id for post in Reach.of(user).posts if Right.DOCUMENTS in post.rights]


def _shortcomings_of(units: list[int], user: User, at: datetime) -> list[Shortcoming]:
    """Those to remedy soon, to answer, and those whose answer one's units wait for. What is due and what is waited for on
    one desk ask it once, for one moment."""
    known: tuple[datetime, list[Shortcoming]] | None = user.__dict__.get("_shortcomings_of_desk")
    if known is None or known[0] != at:
        to_remedy = Q(remedier__in=units, state=State.OPEN, due_on__lte=timezone.localdate(at) + SOON)
        contested = Q(state=State.CONTESTED) & (Q(clause__document__unit__in=_deciding(user)) | Q(remedier__in=units))
        rows = Shortcoming.objects.filter(to_remedy | contested).order_by("due_on", "pk")
        known = at, list(rows.select_related("clause__document__unit", "remedier"))
        user.__dict__["_shortcomings_of_desk"] = known
    return known[1]


def _remedy(one: Shortcoming) -> DueItem:
    return DueItem(
        key=f"resolutions.shortcoming:{one.pk}",
        title=_("Remedy: %(text)s") % {"text": one.clause.text},
        detail=one.remedier.name,
        due=one.due_on,
        url=reverse("resolutions:shortcoming", args=[one.pk]),
        kind=_("Shortcoming"),
    )


def _answer(one: Shortcoming) -> DueItem:
    return DueItem(
        key=f"resolutions.contest:{one.pk}",
        title=_("Answer a contest: %(text)s") % {"text": one.clause.text},
        detail=_("%(unit)s says: %(reason)s") % {"unit": one.remedier.name, "reason": one.contest_reason},
        due=None,
        url=reverse("resolutions:shortcoming", args=[one.pk]),
        kind=_("Shortcoming"),
    )


def _documents(units: list[int]) -> list[DueItem]:
    """Documents that a unit was named to receive and has not, or that a cell has received and not studied."""
    unstudied = ~Exists(StudySession.objects.filter(rollout=OuterRef("pk")))
    open_rows = Rollout.objects.filter(unit__in=units, finished_on=None).filter(
        Q(received_on=None) | (unstudied & Q(unit__kind=UnitKind.CELL))
    )
    items = []
    for row in open_rows.select_related("document", "unit").order_by("document__issued_on"):
        receive = row.received_on is None
        title = _("Receive: %(document)s") if receive else _("Study: %(document)s")
        act = "receive_document" if receive else "record_study_session"
        items.append(
            DueItem(
                key=f"resolutions.rollout:{row.pk}",
                title=title % {"document": row.document.title},
                detail=row.unit.name,
                due=None,
                url=reverse(f"resolutions:{act}", args=[row.document_id, row.unit_id]),
                kind=_("Document"),
            )
        )
    return items


def waiting(user: User, at: datetime) -> list[WaitingItem]:
    """Contests of one's own units that wait for their answer."""
    units = _own_units(user)
    if not units:
        return []
    rows = [
        one for one in _shortcomings_of(units, user, at) if one.state == State.CONTESTED and one.remedier_id in units
    ]
    return [
        WaitingItem(
            key=f"resolutions.contest:{one.pk}",
            title=_("Answer to the contest: %(text)s") % {"text": one.clause.text},
            detail=one.clause.document.unit.name,
            since=None,
            url=reverse("resolutions:shortcoming", args=[one.pk]),
            kind=_("Shortcoming"),
        )
        for one in rows
    ]


def load_clauses(ids: Iterable[int], user: User) -> dict[int, Root]:
    """Clauses as roots."""
    clauses = Clause.objects.visible_to(user).filter(pk__in=list(ids)).select_related("document")
    return {
        clause.pk: Root(
            "clause",
            clause.pk,
            clause.text or clause.label,
            " · ".join(filter(None, [clause.document.title, clause.label])),
            reverse("resolutions:clause", args=[clause.pk]),
        )
        for clause in clauses
    }


def load_shortcomings(ids: Iterable[int], user: User) -> dict[int, Root]:
    """Named shortcomings as roots."""
    named = Shortcoming.objects.visible_to(user).filter(pk__in=list(ids)).select_related("clause__document")
    return {
        one.pk: Root(
            "shortcoming",
            one.pk,
            one.clause.text,
            one.clause.document.title,
            reverse("resolutions:shortcoming", args=[one.pk]),
        )
        for one in named
    }

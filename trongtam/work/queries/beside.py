"""The works that come from the sentences of a document: a few beside each sentence, one query for the whole page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Value, When, Window
from django.db.models.functions import RowNumber

from trongtam.org.reach import Reach
from trongtam.resolutions.models import Clause

from ..life import State
from ..models import Work
from .works import ENDED, WorkRow, row

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.resolutions.models import Document

BESIDE = 3


@dataclass
class OfClause:
    """What stands beside a sentence: the works that still go on first, each by its day; `count` of all that one sees."""

    rows: list[WorkRow] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def by_clause(document: Document, user: User, day: date) -> dict[int, OfClause]:
    """Clause id → its works. One query, and those of the reach once a request."""
    clauses = Clause.objects.filter(document=document).values("pk")
    rooted = Work.objects.visible_to(user).filter(root_kind="clause", root_id__in=clauses)
    ended = Case(When(state__in=ENDED, then=Value(1)), default=Value(0))
    of_clause = [F("root_id")]
    seen = (
        rooted.exclude(state=State.WITHDRAWN.value)
        .annotate(ended=ended)
        .annotate(
            place=Window(RowNumber(), of_clause, [F("ended").asc(), F("due").asc(), F("pk").asc()]),
            count=Window(Count("pk"), of_clause),
        )
        .filter(place__lte=BESIDE)
        .select_related("home", "holder_unit", "holder_person")
        .order_by("root_id", "place")
    )
    reach, found = Reach.of(user), dict[int, OfClause]()
    for work in seen:
        assert work.root_id is not None  # a clause
        one = found.setdefault(work.root_id, OfClause(count=work.count))
        one.rows.append(row(work, day, reach))
    return found

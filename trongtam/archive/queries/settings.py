"""What the page of numbers and templates shows of an organ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trongtam.archive.models import NumberSeries, PaperTemplate, PaperType
from trongtam.org.models import Term, Unit

from .register import issuing_organs

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class ShownSeries:
    """A row of numbers in words: the type, the term or year, and its last number."""

    label: str
    scope: str
    last: int


def series_of(organ: Unit) -> list[ShownSeries]:
    """The rows of an organ, those of the newest term or year first."""
    rows = list(NumberSeries.objects.filter(organ=organ).order_by("-scope", "paper_type"))
    keys = {int(row.scope.removeprefix("term-")) for row in rows if row.scope.startswith("term-")}
    terms = {f"term-{term.pk}": term.name for term in Term.objects.filter(pk__in=keys)}
    return [
        ShownSeries(
            str(PaperType(row.paper_type).label), terms.get(row.scope, row.scope.removeprefix("year-")), row.last
        )
        for row in rows
    ]


def templates_of(organ: Unit) -> list[tuple[str, PaperTemplate]]:
    """The templates in use, each with the type of paper in words."""
    found = PaperTemplate.objects.filter(organ=organ, withdrawn_at=None).select_related("stored", "by").order_by("pk")
    return [(str(PaperType(one.paper_type).label), one) for one in found]


def organs_to_set(user: User) -> QuerySet[Unit]:
    """The organs whose numbers and templates a person may set; cells follow in the list of units, not here."""
    return issuing_organs(user).exclude(kind="cell")

"""What works give to a document's page: beside each sentence, the works that come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from trongtam.look.registry import Panel
from trongtam.org.views.answers import who

from . import presentation
from .queries.beside import by_clause

if TYPE_CHECKING:
    from trongtam.resolutions.models import Document


def beside_clauses(request: HttpRequest, document: Document) -> Panel | None:
    """`resolutions.clause_side`: each sentence's works with how they stand. The page of one sentence lists them below it."""
    here = request.resolver_match
    if here is not None and here.view_name == "resolutions:clause":
        return None
    sides = {
        clause: {
            "works": [presentation.shown(one) for one in found.rows],
            "more": found.more,
            "url": reverse("resolutions:clause", args=[clause]) + "#viec",
        }
        for clause, found in by_clause(document, who(request), timezone.localdate()).items()
    }
    return Panel("work/parts/beside_clause.html", {"by_clause": sides}) if sides else None

"""The live indicators that come with the house: what is counted of the rooms below, and what stands behind each figure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.periods import Period
from trongtam.ground.vntext import sort_key
from trongtam.org.models import Unit
from trongtam.org.queries import live as org_counts
from trongtam.org.reach import Reach

from . import live
from .computing.scope import UnitRow

if TYPE_CHECKING:
    from trongtam.accounts.models import User

    from .models import Indicator

SHOWN = 8

PROVIDERS: dict[str, live.Provider] = {
    "members": org_counts.members,
    "admissions": org_counts.admissions,
    "confirmations": org_counts.confirmations,
    "cells": org_counts.cells,
}


def register_all() -> None:
    for key, provider in PROVIDERS.items():
        live.register(key, provider, proof=prove_counts)


def prove_counts(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> live.Proof:
    """The cells that the viewer reaches and whose records add to the figure, those that add most first; never a name."""
    ids = live.ids_counted(indicator, UnitRow.of(unit), Period.term(start, end))
    counts = PROVIDERS[indicator.provider](ids, [(start, end)], timezone.localdate())
    adding = {pk: counts[pk, 0][0] for pk in ids if (pk, 0) in counts and counts[pk, 0][0]}
    rows = Unit.objects.reached_by(user).filter(pk__in=list(adding)).values_list("pk", "code", "name")
    found = sorted(rows, key=lambda row: (-adding[row[0]], sort_key(row[2])))
    behind = tuple(
        live.Behind(name, "" if indicator.provider == "cells" else str(adding[pk]), "", _page(code, end))
        for pk, code, name in found[:SHOWN]
    )
    reached = Reach.of(user).covers(unit)
    link = _("What each cell adds") if reached else ""
    return live.Proof(behind, len(found) - len(behind), _page(unit.code, end) if reached else "", link)


def _page(code: str, day: date) -> str:
    """The sums of a unit, cell by cell, as they stood on a day."""
    return f"{reverse('org:unit_members', args=[code])}?at={day.isoformat()}"

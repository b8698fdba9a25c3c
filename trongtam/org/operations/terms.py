"""Terms of a unit's congress or council."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules
from ..models import Term, Unit
from .checks import locked, printed

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LONGEST_YEARS = 10


@transaction.atomic
def open_term(unit: Unit, *, by: User | None, name: str, begins: date, ends: date, at: datetime | None = None) -> Term:
    """Open a term from its first to its last day (both included); terms of one unit do not overlap."""
    unit = locked(unit)
    if not rules.can_open_term(by, unit):
        raise NotAllowed(rules.who_may_keep_units(unit))
    term = lay_term(unit, name=name, begins=begins, ends=ends)
    after = {"name": term.name, "begins": begins, "ends": ends}
    book.write("org.term_opened", by=by, on=term, unit=unit, after=after, at=at)
    return term


def lay_term(unit: Unit, *, name: str, begins: date, ends: date) -> Term:
    """The bare row, once it makes sense; for operations that have already asked who."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the term a name, such as 2020–2025."), field="name")
    if ends <= begins:
        raise Refused(_("The last day comes before the first."), field="ends")
    if ends.year - begins.year > LONGEST_YEARS:
        raise Refused(_("A term lasts at most %(n)s years.") % {"n": LONGEST_YEARS}, field="ends")
    clash = unit.terms.filter(begins__lte=ends, ends__gte=begins).first()
    if clash is not None:
        raise Refused(
            _("The term %(name)s lasts until %(day)s.") % {"name": clash.name, "day": printed(clash.ends)},
            field="begins",
        )
    return Term.objects.create(unit=unit, name=name, begins=begins, ends=ends)

"""A founding that was a mistake is taken back, while nothing speaks of the unit yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules
from ..models import Unit
from .checks import locked

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def withdraw_founding(unit: Unit, *, by: User, reason: str, at: datetime | None = None) -> None:
    """The unit is gone as if it had not been founded; the book keeps both. Refused once it was renamed or moved, or anything
    (people, figures, units below) speaks of it: then it is dissolved."""
    unit = locked(unit)
    if not rules.can_withdraw_founding(by, unit):
        raise NotAllowed(rules.who_may_move_unit(unit))
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    if unit.placements.count() > 1 or unit.names.count() > 1:
        raise Refused(_("%(unit)s was renamed or moved since it was founded: dissolve it.") % {"unit": unit.name})
    before = {"name": unit.name, "kind": unit.kind, "parent": unit.parent_id, "on": unit.founded_on}
    book.write("org.founding_withdrawn", by=by, on=unit, unit=unit, before=before, note=reason, at=at)
    try:
        unit.names.all().delete()
        unit.placements.all().delete()
        unit.delete()
    except ProtectedError as held:
        sentence = _("Something stands for %(unit)s by now: dissolve it instead.")
        raise Refused(sentence % {"unit": before["name"]}) from held

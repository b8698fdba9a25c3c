"""What a unit chooses for itself."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules
from ..models import Unit, UnitSettings
from .checks import locked

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def change_settings(
    unit: Unit,
    *,
    by: User | None,
    closing_day: int,
    pace_tolerance: Decimal,
    spelling: str,
    at: datetime | None = None,
) -> UnitSettings:
    """Choose the closing day of a reporting month, the pace tolerance in points, and the spelling that is printed."""
    unit = locked(unit)
    if not rules.can_change_settings(by, unit):
        raise NotAllowed(rules.who_may_keep_units(unit))
    if not 1 <= closing_day <= 31:
        raise Refused(_("The closing day is a day of the month, 1 to 31."), field="closing_day")
    if not 0 <= pace_tolerance <= 100:
        raise Refused(_("The tolerance lies between 0 and 100 points."), field="pace_tolerance")
    if spelling not in {"old", "new"}:
        raise Refused(_("Choose one of the two spellings."), field="spelling")
    settings, _created = UnitSettings.objects.select_for_update().get_or_create(unit=unit)
    before = {name: getattr(settings, name) for name in ("closing_day", "pace_tolerance", "spelling")}
    after = {"closing_day": closing_day, "pace_tolerance": pace_tolerance, "spelling": spelling}
    UnitSettings.objects.filter(pk=settings.pk).update(**after)
    settings.refresh_from_db()
    book.write("org.settings_changed", by=by, on=settings, unit=unit, before=before, after=after, at=at)
    return settings

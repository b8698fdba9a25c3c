"""Sight of sensitive records: granted for a purpose and a time, withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book

from .. import rules
from ..models import Person, SightGrant, Unit
from .checks import locked, printed, require_life

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def grant_sight(
    person: Person,
    *,
    by: User | None,
    unit: Unit,
    purpose: str,
    on: date,
    until: date | None = None,
    at: datetime | None = None,
) -> SightGrant:
    """Let a person see the sensitive records of one unit's people (and of the cells directly below it), for a purpose."""
    unit = locked(unit)
    if not rules.can_grant_sight(by, unit):
        raise NotAllowed(rules.who_may_grant_sight(unit))
    if by is not None and person.user_id == by.pk:
        raise Refused(_("Nobody gives sight to himself: the other of secretary and deputy does it."), field="person")
    purpose = purpose.strip()
    if not purpose:
        raise Refused(_("Say for what purpose."), field="purpose")
    require_life(unit, on)
    if until is not None and until <= on:
        raise Refused(_("The last day comes before the first."), field="until")
    known = SightGrant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person, unit=unit)
    if known.exists():
        raise Refused(_("%(name)s has this sight at that time already.") % {"name": person.full_name})
    grant = SightGrant.objects.create(
        person=person, unit=unit, purpose=purpose, valid_from=on, valid_to=until, granted_by=by
    )
    after = {"person": person.pk, "purpose": purpose, "on": on, "until": until}
    book.write("org.sight_granted", by=by, on=grant, unit=unit, after=after, at=at)
    return grant


@transaction.atomic
def withdraw_sight(grant: SightGrant, *, by: User | None, on: date, at: datetime | None = None) -> SightGrant:
    """End a grant from a day on; one that begins that day ends before it was used."""
    grant = SightGrant.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=grant.pk)
    if not rules.can_withdraw_sight(by, grant):
        raise NotAllowed(rules.who_may_grant_sight(grant.unit))
    if grant.valid_to is not None and grant.valid_to <= on:
        raise Refused(_("This ended on %(day)s.") % {"day": printed(grant.valid_to)}, field="on")
    if on < grant.valid_from:
        raise Refused(_("This began on %(day)s: choose a later day.") % {"day": printed(grant.valid_from)}, field="on")
    before, grant.valid_to = grant.valid_to, on
    grant.save(update_fields=["valid_to"])
    after = {"person": grant.person_id, "until": on}
    book.write("org.sight_withdrawn", by=by, on=grant, unit=grant.unit, before={"until": before}, after=after, at=at)
    return grant

"""Thresholds of a province or commune over a set, and sets of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit

from ... import rules
from ...criteria.levels import Levels
from ...criteria.shapes import DONE, CriteriaSet, check_levels, check_set, told_levels, told_set
from ...criteria.shipped import national_sets
from ...models import CriteriaAdoption, CriteriaOverlay, KeptSet
from ...queries.criteria.shelves import sets_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def lay_levels(
    unit: Unit,
    set_code: str,
    levels: Mapping[str, Levels],
    *,
    by: User,
    basis: str,
    at: datetime | None = None,
) -> CriteriaOverlay:
    """Set the thresholds that a unit lays over a set: leaf code → key → number; all of them at once, what is left out is gone.

    What was adopted stays as it is until its thresholds are brought up to date. Raises NotAllowed, Refused.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_lay_levels(by, unit):
        raise NotAllowed(rules.who_may_lay_levels(unit))
    one = sets_for(unit).get(set_code)
    if one is None:
        raise Refused(_("There is no such set of criteria for this unit."), field="set_code")
    if not basis.strip():
        raise Refused(_("Please say by what decision these thresholds hold."), field="basis")
    check_levels_laid(one, levels)
    row = CriteriaOverlay.objects.filter(unit=unit, set_code=set_code).first()
    before = row.levels if row is not None else {}
    row = row or CriteriaOverlay(unit=unit, set_code=set_code)
    row.levels = {code: told_levels(table) for code, table in levels.items() if table}
    row.basis = basis.strip()
    row.save()
    after = {"set": set_code, "levels": row.levels}
    book.write("targets.levels_laid", by=by, on=row, unit=unit, before=before, after=after, note=row.basis, at=at)
    return row


@transaction.atomic
def keep_set(owner: Unit, one: CriteriaSet, *, by: User, basis: str, at: datetime | None = None) -> KeptSet:
    """Keep a set of a province's or commune's own, anew or in place of the one of the same code. National sets are not changed,
    and no set that was adopted: give it another code. Raises NotAllowed, Refused."""
    owner = Unit.objects.select_for_update().get(pk=owner.pk)
    if not rules.can_lay_levels(by, owner):
        raise NotAllowed(rules.who_may_lay_levels(owner))
    if not basis.strip():
        raise Refused(_("Please say by what decision this set holds."), field="basis")
    check_set(one)
    row = check_free(owner, one)
    content = told_set(one)
    before = row.content if row is not None else None
    row = row or KeptSet(owner=owner, code=one.code)
    row.content, row.basis = content, basis.strip()
    row.save()
    book.write("targets.criteria_set_kept", by=by, on=row, unit=owner, before=before, after=content, note=basis, at=at)
    return row


def check_free(owner: Unit, one: CriteriaSet) -> KeptSet | None:
    """The set of this code that the unit keeps already, if any. Raises Refused where the code is another's, or where the set
    would become another one than was adopted."""
    row = KeptSet.objects.filter(code=one.code).first()
    taken = one.code in national_sets() or (row is not None and row.owner_id != owner.pk)
    if taken or (row is not None and row.content != told_set(one) and adopted_by(one.code)):
        sentence = _("The set %(code)s stands already and is in use. Please give the other one a code of its own.")
        raise Refused(sentence % {"code": one.code}, field="code")
    return row


@transaction.atomic
def withdraw_set(row: KeptSet, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Take a set of one's own back while nobody follows it; the book keeps it. Raises NotAllowed, Refused."""
    row = KeptSet.objects.select_for_update(of=("self",)).select_related("owner").get(pk=row.pk)
    if not rules.can_lay_levels(by, row.owner):
        raise NotAllowed(rules.who_may_lay_levels(row.owner))
    if not reason.strip():
        raise Refused(_("Please say why the set is withdrawn."), field="reason")
    if names := adopted_by(row.code):
        raise Refused(_("This set was adopted by: %(names)s.") % {"names": ", ".join(names)})
    overlays = CriteriaOverlay.objects.filter(set_code=row.code)
    before = {"set": row.content, "levels": [[one.unit_id, one.levels] for one in overlays]}
    book.write("targets.criteria_set_withdrawn", by=by, on=row, unit=row.owner, before=before, note=reason, at=at)
    overlays.delete()
    row.delete()


def adopted_by(code: str) -> list[str]:
    """The communes that follow a set, with the year."""
    found = CriteriaAdoption.objects.in_force().filter(set_code=code).select_related("unit")
    return [f"{one.unit.name} ({one.year})" for one in found.order_by("unit__path", "year")]


def read_by(row: CriteriaOverlay) -> list[str]:
    """The communes that follow the thresholds of an overlay, with the year."""
    here = CriteriaAdoption.objects.in_force().filter(unit__path__startswith=row.unit.path)
    leaves = {
        "criteria__indicators__leaves__level_from": row.unit.name,
        "criteria__indicators__leaves__level_basis": row.basis,
    }
    found = here.filter(set_code=row.set_code, **leaves).select_related("unit").distinct()
    return [f"{one.unit.name} ({one.year})" for one in found.order_by("unit__path", "year")]


def check_levels_laid(one: CriteriaSet, levels: Mapping[str, Levels]) -> None:
    """Whether these thresholds can be laid over a set. Raises Refused."""
    leaves = {leaf.code: (criterion, leaf) for criterion, _indicator, leaf in one.leaves()}
    for code, table in levels.items():
        if code not in leaves or leaves[code][1].ask == DONE:
            raise Refused(
                _("Indicator %(code)s of the set has no threshold to be set.") % {"code": code}, field="levels"
            )
        criterion, leaf = leaves[code]
        check_levels(table, one, criterion.number, code)
        too_much = leaf.unit.startswith("%") and any(value > 100 for value in table.values())
        if too_much or any(value < 0 for value in table.values()):
            sentence = _("Criterion %(number)s, indicator %(code)s: a threshold like this cannot be.")
            raise Refused(sentence % {"number": criterion.number, "code": code}, field="levels")

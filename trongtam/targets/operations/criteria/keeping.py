"""Who is in charge of a criterion; which indicators are not applicable, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Person

from ... import rules
from ...models import AdoptedCriterion, AdoptedIndicator, AdoptedLeaf, CriteriaAdoption, Target
from .making import set_target_of, withdraw_targets

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def charge_criterion(
    criterion: AdoptedCriterion, holder: Person | None, *, by: User, at: datetime | None = None
) -> AdoptedCriterion:
    """Say who is in charge of a criterion: that person answers for its targets too."""
    criterion = _locked_criterion(criterion.pk)
    adoption = criterion.adoption
    if not rules.can_change_criterion(by, criterion):
        raise NotAllowed(rules.who_may_set_target(adoption.unit))
    _refuse_withdrawn(adoption)
    before, criterion.holder = criterion.holder, holder
    criterion.save(update_fields=["holder"])
    Target.objects.filter(leaf__indicator__criterion=criterion).update(holder=holder)
    book.write("targets.criterion_charged", by=by, on=criterion, unit=adoption.unit, before=before, after=holder, at=at)
    return criterion


@transaction.atomic
def excuse_indicator(
    indicator: AdoptedIndicator, *, by: User, reason: str, at: datetime | None = None
) -> AdoptedIndicator:
    """Mark an indicator as not applicable in this commune: it is not judged, and its targets are withdrawn."""
    indicator = _locked_indicator(indicator, by)
    if indicator.reason:
        raise Refused(_("This indicator is not applicable already: %(reason)s") % {"reason": indicator.reason})
    if not reason.strip():
        raise Refused(_("Please say why the indicator is not applicable here."), field="reason")
    indicator.reason = reason.strip()
    indicator.save(update_fields=["reason"])
    withdraw_targets(_leaves(indicator), reason=indicator.reason, at=at)
    _write("targets.indicator_excused", indicator, by=by, note=indicator.reason, at=at)
    return indicator


@transaction.atomic
def restore_indicator(indicator: AdoptedIndicator, *, by: User, at: datetime | None = None) -> AdoptedIndicator:
    """Mark an indicator as applicable again: its targets are set anew."""
    indicator = _locked_indicator(indicator, by)
    if not indicator.reason:
        raise Refused(_("This indicator is applicable already."))
    before, indicator.reason = indicator.reason, ""
    indicator.save(update_fields=["reason"])
    for leaf in _leaves(indicator):
        set_target_of(leaf, indicator.criterion.adoption, by=by, at=at)
    _write("targets.indicator_restored", indicator, by=by, note=before, at=at)
    return indicator


def _leaves(indicator: AdoptedIndicator) -> list[AdoptedLeaf]:
    rows = AdoptedLeaf.objects.filter(indicator=indicator)
    return list(rows.select_related("indicator__criterion__holder", "measured", "target").order_by("order"))


def _locked_criterion(pk: int) -> AdoptedCriterion:
    rows = AdoptedCriterion.objects.select_for_update(of=("self",))
    return rows.select_related("adoption__unit", "holder").get(pk=pk)


def _locked_indicator(indicator: AdoptedIndicator, by: User) -> AdoptedIndicator:
    rows = AdoptedIndicator.objects.select_for_update(of=("self",))
    found = rows.select_related("criterion__adoption__unit").get(pk=indicator.pk)
    adoption = found.criterion.adoption
    if not rules.can_excuse(by, found):
        raise NotAllowed(rules.who_may_set_target(adoption.unit))
    _refuse_withdrawn(adoption)
    return found


def _refuse_withdrawn(adoption: CriteriaAdoption) -> None:
    if adoption.withdrawn_at is not None:
        raise Refused(_("This set was withdrawn: %(reason)s") % {"reason": adoption.withdrawn_reason})


def _write(act: str, indicator: AdoptedIndicator, *, by: User, note: str, at: datetime | None) -> None:
    after = {"indicator": indicator.code, "name": indicator.name}
    book.write(
        act, by=by, on=indicator.criterion, unit=indicator.criterion.adoption.unit, after=after, note=note, at=at
    )

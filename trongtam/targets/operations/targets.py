"""Set, amend, hand over and withdraw targets; share a target out to the units below."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger import book
from trongtam.org.models import Person, Unit
from trongtam.resolutions.models import Clause, Document

from .. import rules
from ..computing.scope import scope_path
from ..models import Bound, Indicator, Standing, Target
from ..problems import NeedsConfirmation
from ..promise import Promise
from .standings import rebuild_standings
from .statements import check_life

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PLAN_ZERO, OUTSIDE_TERM = "plan_zero", "outside_term"


@dataclass(frozen=True)
class Root:
    """Where a target comes from and who holds it. A clause brings its document."""

    clause: Clause | None = None
    document: Document | None = None
    holder: Person | None = None
    name: str = ""
    order: int = 0
    criteria: bool = False
    invented: bool = False

    @property
    def paper(self) -> Document | None:
        return self.clause.document if self.clause is not None else self.document


@transaction.atomic
def set_target(
    unit: Unit,
    indicator: Indicator,
    period: Period,
    promise: Promise,
    *,
    by: User,
    root: Root | None = None,
    acknowledged: Collection[str] = (),
    at: datetime | None = None,
) -> Target:
    """Promise something for one unit and period.

    `acknowledged`: what the person has confirmed, of "plan_zero" (no percentage will be computed) and "outside_term".
    Raises NotAllowed, NeedsConfirmation, Refused.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_set_target(by, unit):
        raise NotAllowed(rules.who_may_set_target(unit))
    made = unsaved_target(unit, indicator, period, promise, root or Root(), by, acknowledged, at)
    made.save()
    _write("targets.target_set", made, by=by, after=told_of(made), at=at)
    rebuild_standings(Target.objects.filter(pk=made.pk))
    return made


@transaction.atomic
def amend_target(
    target: Target,
    promise: Promise,
    *,
    by: User,
    basis: str,
    acknowledged: Collection[str] = (),
    at: datetime | None = None,
) -> Target:
    """Change what a target promises; `basis` says by what decision. The old promise stays in the book."""
    target = _locked(target)
    if not rules.can_amend_target(by, target):
        raise NotAllowed(rules.who_may_set_target(target.unit))
    _refuse_withdrawn(target)
    if not basis.strip():
        raise Refused(_("Please say by what decision the target changes."), field="basis")
    before = told_of(target)
    period = Period.parse(target.period_code)
    if promise.baseline_bound is None and promise.baseline == target.value_of(target.baseline):
        promise = replace(promise, baseline_bound=target.baseline_bound)
    columns = promise.columns(target.indicator, period)
    _confirm_plan(columns, acknowledged)
    for name, value in columns.items():
        setattr(target, name, value)
    target.save()
    _write("targets.target_amended", target, by=by, before=before, after=told_of(target), note=basis, at=at)
    rebuild_standings(Target.objects.filter(pk=target.pk))
    return target


@transaction.atomic
def hand_over_target(target: Target, holder: Person | None, *, by: User, at: datetime | None = None) -> Target:
    """Say who answers for a target."""
    target = _locked(target)
    if not rules.can_amend_target(by, target):
        raise NotAllowed(rules.who_may_set_target(target.unit))
    _refuse_withdrawn(target)
    before, target.holder = target.holder, holder
    target.save(update_fields=["holder"])
    _write("targets.target_handed_over", target, by=by, before=before, after=holder, at=at)
    return target


@transaction.atomic
def withdraw_target(target: Target, *, by: User, reason: str, at: datetime | None = None) -> Target:
    """Take a target back: it leaves the boards and stays readable with its reason."""
    target = _locked(target)
    if not rules.can_withdraw_target(by, target):
        raise NotAllowed(rules.who_may_set_target(target.unit))
    _refuse_withdrawn(target)
    if not reason.strip():
        raise Refused(_("Please say why the target is withdrawn."), field="reason")
    target.withdrawn_at, target.withdrawn_reason = at or timezone.now(), reason
    target.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    Standing.objects.filter(target=target).delete()
    _write("targets.target_withdrawn", target, by=by, before=told_of(target), note=reason, at=at)
    return target


@transaction.atomic
def allot(
    target: Target,
    unit: Unit,
    promise: Promise,
    *,
    by: User,
    holder: Person | None = None,
    acknowledged: Collection[str] = (),
    at: datetime | None = None,
) -> Target:
    """Give a unit below its part of a target, for the same period. The sum of parts is shown beside the plan, never forced."""
    target = _locked(target)
    if not rules.can_allot(by, target):
        raise NotAllowed(rules.who_may_set_target(target.unit))
    _refuse_withdrawn(target)
    unit = Unit.objects.get(pk=unit.pk)
    if unit.pk == target.unit_id or not unit.path.startswith(scope_path(target.unit)):
        raise Refused(
            _("%(unit)s does not stand below %(above)s.") % {"unit": unit.name, "above": target.unit.name}, field="unit"
        )
    if target.allotments.in_force().filter(unit=unit).exists():
        raise Refused(
            _("%(unit)s already has its part of this target; amend that one.") % {"unit": unit.name}, field="unit"
        )
    root = Root(clause=target.clause, document=target.document, holder=holder, name=target.name, order=target.order)
    made = unsaved_target(unit, target.indicator, Period.parse(target.period_code), promise, root, by, acknowledged, at)
    made.parent, made.set_by_superior = target, True
    made.save()
    _write("targets.target_allotted", made, by=by, after=told_of(made) | {"parent": target.pk}, at=at)
    rebuild_standings(Target.objects.filter(pk=made.pk))
    return made


# --- shared with pasting ---


def unsaved_target(
    unit: Unit,
    indicator: Indicator,
    period: Period,
    promise: Promise,
    root: Root,
    by: User,
    acknowledged: Collection[str],
    at: datetime | None = None,
) -> Target:
    """A checked target, not yet kept. `at`: when it is set, now if not said. Raises NeedsConfirmation, Refused."""
    check_life(unit, period)
    columns = promise.columns(indicator, period)
    _confirm_plan(columns, acknowledged)
    _confirm_term(period, root.paper, acknowledged)
    return Target(
        indicator=indicator,
        unit=unit,
        document=root.paper,
        clause=root.clause,
        holder=root.holder,
        name=root.name,
        order=root.order,
        for_criteria=root.criteria,
        is_invented=root.invented,
        period_code=period.code,
        period_start=period.start,
        period_end=period.end,
        set_by_superior=rules.is_set_by_superior(by, unit),
        set_at=at or timezone.now(),
        **columns,
    )


def _confirm_plan(columns: dict[str, Any], acknowledged: Collection[str]) -> None:
    if columns["plan"] == 0 and columns["comparator"] != "range" and PLAN_ZERO not in acknowledged:
        raise NeedsConfirmation(
            PLAN_ZERO,
            _("The plan is 0, so no percentage can be computed. Is that what the resolution says?"),
            field="plan",
        )


def _confirm_term(period: Period, paper: Document | None, acknowledged: Collection[str]) -> None:
    term = paper.term if paper is not None else None
    if term is None or (term.begins <= period.start and period.end <= term.ends) or OUTSIDE_TERM in acknowledged:
        return
    raise NeedsConfirmation(
        OUTSIDE_TERM,
        _("This period lies outside the term of the resolution (%(begins)s to %(ends)s). Is that meant?")
        % {"begins": term.begins.strftime("%d/%m/%Y"), "ends": term.ends.strftime("%d/%m/%Y")},
        field="period",
    )


def _refuse_withdrawn(target: Target) -> None:
    if target.withdrawn_at is not None:
        raise Refused(_("This target was withdrawn: %(reason)s") % {"reason": target.withdrawn_reason})


def _locked(target: Target) -> Target:
    """The row, locked; what hangs on it is read beside, since an outer join cannot be locked."""
    held = Target.objects.select_for_update(of=("self",))
    return held.select_related("unit__parent", "indicator", "clause__document__term", "document__term").get(
        pk=target.pk
    )


def told_of(target: Target) -> dict[str, Any]:
    """A target as the book tells it."""
    numbers = {name: target.value_of(getattr(target, name)) for name in ("plan", "plan_to", "tolerance", "baseline")}
    words = {name: getattr(target, name) for name in ("comparator", "form", "part", "baseline_on")}
    said = {name: value for name, value in (words | numbers).items() if value not in (None, "")}
    if target.baseline_bound != Bound.EXACTLY:
        said["baseline_bound"] = target.baseline_bound
    return {"indicator": target.indicator.code, "period": target.period_code, **said}


def _write(act: str, target: Target, *, by: User, **told: Any) -> None:
    book.write(act, by=by, on=target, unit=target.unit, **told)

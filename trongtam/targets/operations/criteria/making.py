"""From a leaf of a set to what is measured and promised; shared by the acts on criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.org.models import Unit

from ...criteria.shapes import AT_LEAST, AT_MOST, DONE, CriteriaSet, Criterion, Leaf
from ...models import AdoptedLeaf, CriteriaAdoption, Indicator, Standing, Target
from ...paste import same_unit
from ...promise import Promise
from ...topics import sector_for
from ..indicators import Definition, insert_indicator
from ..targets import OUTSIDE_TERM, PLAN_ZERO, Root, set_target, unsaved_target

if TYPE_CHECKING:
    from trongtam.accounts.models import User

COUNTS = ("HTX", "nhà", "mô hình", "lĩnh vực")
MOST_NAME = 200
MEANT = (PLAN_ZERO, OUTSIDE_TERM)  # a threshold of 0 is what the decision says


def measured_by(
    one: CriteriaSet, owner: Unit | None, chosen: Mapping[str, Indicator], codes: Iterable[str]
) -> dict[str, Indicator]:
    """Leaf code → what is measured: what the person chose, else the indicator of that code, else a new one of the house (of
    the unit, for a set of its own). Raises Refused where one that is there measures something else."""
    wanted = set(codes)
    leaves = [(criterion, leaf) for criterion, _indicator, leaf in one.leaves() if leaf.code in wanted]
    names = {leaf.code: code_of(one, leaf) for _criterion, leaf in leaves}
    known = {found.code: found for found in Indicator.objects.filter(code__in=set(names.values()))}
    found: dict[str, Indicator] = {}
    for criterion, leaf in leaves:
        indicator = chosen.get(leaf.code) or known.get(names[leaf.code])
        if indicator is None:
            indicator = insert_indicator(owner, definition_of(one, criterion, leaf))
            known[indicator.code] = indicator
        elif not fits(indicator, leaf):
            sentence = _("“%(indicator)s” does not measure what indicator %(code)s asks for: %(name)s.")
            raise Refused(sentence % {"indicator": indicator.name, "code": leaf.code, "name": leaf.name})
        found[leaf.code] = indicator
    return found


def code_of(one: CriteriaSet, leaf: Leaf) -> str:
    """The code of the indicator behind a leaf: the same for all sets and years that measure the same."""
    return leaf.measure or f"{one.code}-{leaf.code}".lower().replace(".", "-")


def definition_of(one: CriteriaSet, criterion: Criterion, leaf: Leaf) -> Definition:
    """What is measured for a leaf: yes or no; a share with its counts; a state."""
    yes_no, percent = leaf.hamlets or leaf.ask == DONE, leaf.unit.startswith("%")
    counted = leaf.unit in COUNTS
    measure = "yes_no" if yes_no else "ratio" if percent else "stock"
    across = "share_of_units" if leaf.hamlets else "ratio" if measure == "ratio" else "sum" if counted else "none"
    return Definition(
        code=code_of(one, leaf),
        name=leaf.name[:MOST_NAME],
        unit_of_measure=_("yes or no") if yes_no else leaf.unit,
        measure=measure,
        sector=sector_for(criterion.name, [criterion.name]) or "economy",
        decimals=0 if yes_no or counted else 2,
        better="less" if leaf.ask == AT_MOST else "more",
        scale=100 if measure == "ratio" else 1,
        stated_by="hamlet" if leaf.hamlets else "commune",
        across=across,
        every="year",
        part_of_whole=percent and not yes_no,
    )


def fits(indicator: Indicator, leaf: Leaf) -> bool:
    """Whether an indicator that is there can answer for a leaf."""
    if leaf.hamlets:
        return indicator.across == "share_of_units"
    if leaf.ask == DONE:
        return indicator.measure == "yes_no"
    better = {AT_LEAST: "more", AT_MOST: "less"}[leaf.ask]
    return (
        indicator.better == better
        and indicator.measure not in ("yes_no", "composition")
        and same_unit(indicator.unit_of_measure, leaf.unit)
    )


def promise_of_leaf(leaf: AdoptedLeaf, level: Decimal | None) -> Promise | None:
    """What is promised for a leaf; None where its threshold is missing, since none is made up."""
    if leaf.hamlets or leaf.ask == DONE:
        return Promise(comparator="status")
    if level is None:
        return None
    return Promise(plan=level.normalize() + 0, comparator="<=" if leaf.ask == AT_MOST else ">=")


def unsaved_target_of(leaf: AdoptedLeaf, unit: Unit, adoption: CriteriaAdoption, by: User) -> Target | None:
    """The target of a leaf, checked as every other, not yet kept."""
    promise = promise_of_leaf(leaf, leaf.level)
    if promise is None:
        return None
    return unsaved_target(unit, leaf.measured, Period.year(adoption.year), promise, root_of_leaf(leaf), by, MEANT)


def root_of_leaf(leaf: AdoptedLeaf) -> Root:
    """Where the target of a leaf stands and who holds it."""
    criterion = leaf.indicator.criterion
    return Root(
        holder=criterion.holder, name=leaf.name[:MOST_NAME], order=criterion.number * 100 + leaf.order, criteria=True
    )


def set_target_of(leaf: AdoptedLeaf, adoption: CriteriaAdoption, *, by: User, at: datetime | None) -> None:
    """Set the target of one leaf, as every other is set; nothing where its threshold is missing."""
    promise = promise_of_leaf(leaf, leaf.level)
    if promise is None:
        return
    period, root = Period.year(adoption.year), root_of_leaf(leaf)
    leaf.target = set_target(adoption.unit, leaf.measured, period, promise, by=by, root=root, acknowledged=MEANT, at=at)
    leaf.save(update_fields=["target"])


def withdraw_targets(leaves: Iterable[AdoptedLeaf], *, reason: str, at: datetime | None) -> list[int]:
    """The targets of leaves leave the boards and stay readable; the caller writes the book. Answers their ids."""
    ids = [leaf.target_id for leaf in leaves if leaf.target_id is not None]
    Target.objects.filter(pk__in=ids).update(withdrawn_at=at or timezone.now(), withdrawn_reason=reason)
    Standing.objects.filter(target__in=ids).delete()
    AdoptedLeaf.objects.filter(target__in=ids).update(target=None)
    return [pk for pk in ids if pk is not None]

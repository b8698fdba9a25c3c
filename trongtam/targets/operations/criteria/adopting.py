"""Take a set of criteria for a unit and a year, bring its thresholds up to date, take it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit, UnitKind

from ... import rules
from ...criteria.levels import Level, Place, Shelf, level_of
from ...criteria.shapes import GROUP, CriteriaSet
from ...models import (
    AdoptedCriterion,
    AdoptedIndicator,
    AdoptedLeaf,
    CriteriaAdoption,
    Indicator,
    KeptSet,
    Target,
)
from ...queries.criteria.shelves import shelf_for
from ..standings import rebuild_standings
from ..targets import amend_target, told_of
from .making import MEANT, measured_by, promise_of_leaf, set_target_of, unsaved_target_of, withdraw_targets

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class Taking:
    """How a set is taken. `numbers`: criteria to follow, empty for all. `levels_year` and `note`: only beyond the years of the
    set, whose thresholds then hold, and why. `measured`: leaf code → an indicator that is there already."""

    region: str = ""
    group: str = ""
    numbers: Collection[int] = ()
    levels_year: int | None = None
    note: str = ""
    measured: Mapping[str, Indicator] = field(default_factory=dict)


@transaction.atomic
def adopt_criteria(
    unit: Unit, set_code: str, year: int, *, by: User, taking: Taking, at: datetime | None = None
) -> CriteriaAdoption:
    """Take a set for a commune and a year: its criteria stand on the board, and each threshold that is known makes a target.

    A leaf without a threshold makes none; its criterion is not judged. Raises NotAllowed, Refused.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_set_target(by, unit):
        raise NotAllowed(rules.who_may_set_target(unit))
    shelf = shelf_for(unit)
    one = _set(shelf, set_code)
    _check(unit, one, year, taking)
    adoption = CriteriaAdoption.objects.create(
        unit=unit,
        set_code=one.code,
        set_name=one.name,
        year=year,
        levels_year=taking.levels_year or year,
        region=taking.region if one.by != GROUP else "",
        group=taking.group if one.by == GROUP else "",
        note=taking.note.strip(),
        adopted_at=at or timezone.now(),
    )
    leaves = _lay_out(adoption, one, shelf, taking)
    made = _promise(leaves, unit, adoption, by)
    after = {
        "set": one.code,
        "year": year,
        "region": adoption.region,
        "group": adoption.group,
        "lines": [told_of(target) for target in made],
    }
    book.write("targets.criteria_adopted", by=by, on=adoption, unit=unit, after=after, note=adoption.note, at=at)
    rebuild_standings(Target.objects.filter(pk__in=[target.pk for target in made]))
    return adoption


@transaction.atomic
def renew_criteria(adoption: CriteriaAdoption, *, by: User, at: datetime | None = None) -> int:
    """Read the thresholds again, after one was laid over the set: targets are set where one is known now and amended where it
    changed. Answers how many leaves changed; 0 changes nothing."""
    adoption = locked_adoption(adoption)
    if not rules.can_keep_criteria(by, adoption):
        raise NotAllowed(rules.who_may_set_target(adoption.unit))
    changed = changed_levels(adoption)
    for leaf, level in changed:
        _write_level(leaf, level)
        leaf.save(update_fields=["level", "level_verified", "level_from", "level_basis"])
        if not leaf.indicator.reason:
            _renew_target(leaf, adoption, by, at)
    if changed:
        after = {leaf.code: level.value if level else None for leaf, level in changed}
        book.write("targets.criteria_renewed", by=by, on=adoption, unit=adoption.unit, after=after, at=at)
    return len(changed)


@transaction.atomic
def withdraw_criteria(
    adoption: CriteriaAdoption, *, by: User, reason: str, at: datetime | None = None
) -> CriteriaAdoption:
    """Take a set back, with the targets that it made; all stays readable with the reason."""
    adoption = locked_adoption(adoption)
    if not rules.can_keep_criteria(by, adoption):
        raise NotAllowed(rules.who_may_set_target(adoption.unit))
    if not reason.strip():
        raise Refused(_("Please say why the set is withdrawn."), field="reason")
    adoption.withdrawn_at, adoption.withdrawn_reason = at or timezone.now(), reason
    adoption.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    ids = withdraw_targets(leaves_of(adoption), reason=reason, at=at)
    before = {"set": adoption.set_code, "year": adoption.year, "targets": ids}
    book.write("targets.criteria_withdrawn", by=by, on=adoption, unit=adoption.unit, before=before, note=reason, at=at)
    return adoption


def changed_levels(
    adoption: CriteriaAdoption, leaves: Sequence[AdoptedLeaf] | None = None
) -> list[tuple[AdoptedLeaf, Level | None]]:
    """Leaves (all, or those loaded already) whose threshold is another one today than when it was adopted. Two queries."""
    shelf = shelf_for(adoption.unit)
    one = shelf.sets.get(adoption.set_code)
    if one is None:
        return []
    now = {leaf.code: level_of(shelf, one, above, leaf, _place(adoption)) for _c, above, leaf in one.leaves()}
    return [
        (leaf, now[leaf.code]) for leaf in leaves_of(adoption) if leaf.code in now and _differs(leaf, now[leaf.code])
    ]


# -- inside ------------------------------------------------------------------------------------------------------------


def _set(shelf: Shelf, code: str) -> CriteriaSet:
    if code not in shelf.sets:
        raise Refused(_("There is no such set of criteria for this unit."), field="set_code")
    return shelf.sets[code]


def _check(unit: Unit, one: CriteriaSet, year: int, taking: Taking) -> None:
    """What makes no sense for the unit, year and place."""
    if unit.kind != UnitKind.COMMUNE:
        raise Refused(_("Sets of criteria are for communes; %(unit)s is none.") % {"unit": unit.name})
    if one.by == GROUP and taking.group not in one.place_names:
        raise Refused(_("Please say to which group of communes the commune belongs."), field="group")
    if one.by != GROUP and taking.region not in one.place_names:
        raise Refused(_("Please say in which region the commune lies."), field="region")
    if year not in one.years:
        years = {"name": one.name, "first": one.years[0], "last": one.years[-1]}
        if not taking.note.strip():
            sentence = _(
                "“%(name)s” is for the years %(first)s to %(last)s. Please say why it is used for another year."
            )
            raise Refused(sentence % years, field="note")
        if taking.levels_year not in one.years:
            sentence = _("Please choose whose thresholds hold: a year from %(first)s to %(last)s.")
            raise Refused(sentence % years, field="levels_year")
    elif taking.levels_year not in (None, year):
        raise Refused(_("In its own years a set is read with the thresholds of the year itself."), field="levels_year")
    unknown = set(taking.numbers) - {criterion.number for criterion in one.criteria}
    if unknown:
        raise Refused(_("The set has no criterion %(number)s.") % {"number": min(unknown)}, field="numbers")
    if CriteriaAdoption.objects.in_force().filter(unit=unit, set_code=one.code, year=year).exists():
        raise Refused(_("This set is adopted already for %(year)s.") % {"year": year}, field="set_code")


def _lay_out(adoption: CriteriaAdoption, one: CriteriaSet, shelf: Shelf, taking: Taking) -> list[AdoptedLeaf]:
    """Criteria, indicators and leaves as they stand today, each leaf with its threshold."""
    wanted = [c for c in one.criteria if not taking.numbers or c.number in taking.numbers]
    criteria = AdoptedCriterion.objects.bulk_create(
        AdoptedCriterion(adoption=adoption, number=c.number, name=c.name) for c in wanted
    )
    pairs = [(row, i) for row, c in zip(criteria, wanted, strict=True) for i in c.indicators]
    plain = ("code", "name", "enough", "if_any", "by_province", "verified")
    indicators = AdoptedIndicator.objects.bulk_create(
        AdoptedIndicator(criterion=row, order=n, **{name: getattr(i, name) for name in plain})
        for n, (row, i) in enumerate(pairs)
    )
    owner = KeptSet.objects.filter(code=one.code).select_related("owner").first()
    codes = [leaf.code for _row, i in pairs for leaf in i.leaves]
    measured = measured_by(one, owner.owner if owner else None, taking.measured, codes)
    leaves = []
    for row, (_criterion, i) in zip(indicators, pairs, strict=True):
        for n, leaf in enumerate(i.leaves):
            made = AdoptedLeaf(
                indicator=row,
                code=leaf.code,
                name=leaf.name,
                order=row.order + n,
                ask=leaf.ask,
                unit_of_measure=leaf.unit,
                hamlets=leaf.hamlets,
                measured=measured[leaf.code],
            )
            _write_level(made, level_of(shelf, one, i, leaf, _place(adoption)))
            leaves.append(made)
    return AdoptedLeaf.objects.bulk_create(leaves)


def _promise(leaves: list[AdoptedLeaf], unit: Unit, adoption: CriteriaAdoption, by: User) -> list[Target]:
    made = []
    for leaf in leaves:
        target = unsaved_target_of(leaf, unit, adoption, by)
        if target is not None:
            target.save()
            leaf.target = target
            made.append(target)
    AdoptedLeaf.objects.bulk_update(leaves, ["target"])
    return made


def _place(adoption: CriteriaAdoption) -> Place:
    return Place(adoption.levels_year, adoption.region, adoption.group)


def _write_level(leaf: AdoptedLeaf, level: Level | None) -> None:
    leaf.level = level.value if level else None
    leaf.level_verified = level.verified if level else False
    leaf.level_from = level.unit if level else ""
    leaf.level_basis = level.basis if level else ""


def _differs(leaf: AdoptedLeaf, level: Level | None) -> bool:
    if level is None:
        return leaf.level is not None
    return leaf.level != level.value or (leaf.level_from, leaf.level_basis) != (level.unit, level.basis)


def _renew_target(leaf: AdoptedLeaf, adoption: CriteriaAdoption, by: User, at: datetime | None) -> None:
    promise = promise_of_leaf(leaf, leaf.level)
    basis = leaf.level_basis or str(_("Threshold of the set of criteria"))
    if promise is None:
        withdraw_targets([leaf], reason=basis, at=at)
    elif leaf.target is not None:
        amend_target(leaf.target, promise, by=by, basis=basis, acknowledged=MEANT, at=at)
    else:
        set_target_of(leaf, adoption, by=by, at=at)


def leaves_of(adoption: CriteriaAdoption) -> list[AdoptedLeaf]:
    """The leaves of a set that was taken, in its order. One query."""
    rows = AdoptedLeaf.objects.filter(indicator__criterion__adoption=adoption)
    return list(rows.select_related("indicator__criterion__holder", "measured", "target").order_by("order"))


def locked_adoption(adoption: CriteriaAdoption) -> CriteriaAdoption:
    """The row, locked. Raises Refused when it was withdrawn."""
    found = CriteriaAdoption.objects.select_for_update(of=("self",)).select_related("unit").get(pk=adoption.pk)
    if found.withdrawn_at is not None:
        raise Refused(_("This set was withdrawn: %(reason)s") % {"reason": found.withdrawn_reason})
    return found

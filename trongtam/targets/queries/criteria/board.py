"""The criteria of a unit for a year as they stand: which are met, what is missing, who is in charge. One reading for the board,
the criterion's page, papers and sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery

from trongtam.ground.periods import Period
from trongtam.org.models import Unit

from ...computing.lines import DEFAULT_TOLERANCE
from ...computing.scope import scope_path
from ...criteria.verdict import Hamlets, Reading, State, criterion_state, indicator_state, leaf_state
from ...models import AdoptedCriterion, AdoptedIndicator, AdoptedLeaf, CriteriaAdoption, Evidence, Source, Target
from ..rows import TargetRow, listed, rows_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class LeafRow:
    """One thing measured. `row`: its target as every list shows it, None where there is none (no threshold, not applicable)."""

    leaf: AdoptedLeaf
    row: TargetRow | None
    reading: Reading
    evidence: int
    state: State


@dataclass(frozen=True)
class IndicatorRow:
    indicator: AdoptedIndicator
    leaves: tuple[LeafRow, ...]
    state: State

    @property
    def is_verified(self) -> bool:
        """Whether the wording and every threshold in it were held against a decision."""
        return self.indicator.verified and all(
            one.leaf.level_verified for one in self.leaves if one.leaf.level is not None
        )

    @property
    def without_level(self) -> tuple[AdoptedLeaf, ...]:
        return tuple(one.leaf for one in self.leaves if one.state is State.NO_LEVEL)


@dataclass(frozen=True)
class CriterionRow:
    criterion: AdoptedCriterion
    indicators: tuple[IndicatorRow, ...]
    state: State

    @property
    def pk(self) -> int:
        return self.criterion.pk

    @property
    def missing(self) -> tuple[IndicatorRow, ...]:
        """What stands between the criterion and its being met."""
        return tuple(one for one in self.indicators if one.state not in (State.MET, State.NOT_APPLICABLE))

    @property
    def is_verified(self) -> bool:
        return bool(self.indicators) and all(one.is_verified for one in self.indicators if not one.indicator.reason)


@dataclass(frozen=True)
class CriteriaBoard:
    """`counts`: state → how many criteria; they add up to `rows`."""

    adoption: CriteriaAdoption
    day: date
    rows: tuple[CriterionRow, ...]
    counts: dict[State, int]

    @property
    def leaves(self) -> list[AdoptedLeaf]:
        return [leaf.leaf for row in self.rows for one in row.indicators for leaf in one.leaves]


def adoptions_of(user: User, unit_id: int) -> list[CriteriaAdoption]:
    """What a unit has adopted and not withdrawn, the newest first. One query."""
    seen = CriteriaAdoption.objects.visible_to(user).in_force().filter(unit=unit_id)
    return list(seen.select_related("unit").order_by("-year", "set_code"))


def with_criteria(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units, each with the name of the set that its board of criteria opens with (`criteria_set`), read along with it."""
    taken = CriteriaAdoption.objects.in_force().filter(unit=OuterRef("pk")).order_by("-year", "set_code")
    return units.annotate(criteria_set=Subquery(taken.values("set_name")[:1]))


def criteria_board(adoption: CriteriaAdoption, *, user: User | None, day: date) -> CriteriaBoard:
    """The board of an adoption, read on a day inside its year."""
    rows = criterion_rows(AdoptedCriterion.objects.filter(adoption=adoption), adoption, user=user, day=day)
    counts = {state: sum(row.state is state for row in rows) for state in State}
    return CriteriaBoard(adoption, day, tuple(rows), counts)


def criterion_rows(
    criteria: Iterable[AdoptedCriterion], adoption: CriteriaAdoption, *, user: User | None, day: date
) -> list[CriterionRow]:
    """Criteria of one adoption with their state, in the order of the set. The number of queries does not grow."""
    held = sorted(_with_holder(criteria), key=lambda one: one.number)
    ids = [one.pk for one in held]
    leaves = list(
        AdoptedLeaf.objects.filter(indicator__criterion__in=ids)
        .select_related("measured", "indicator")
        .order_by("indicator__order", "order")
    )
    indicators = {leaf.indicator_id: leaf.indicator for leaf in leaves}
    day = min(day, date(adoption.year, 12, 31))
    rows = _target_rows(leaves, user, day)
    proofs = _evidence(leaves, adoption)
    by_indicator: dict[int, list[LeafRow]] = {}
    for leaf in leaves:
        row = rows.get(leaf.target_id or 0)
        by_indicator.setdefault(leaf.indicator_id, []).append(_leaf_row(leaf, row, proofs.get(leaf.measured_id, 0)))
    by_criterion: dict[int, list[IndicatorRow]] = {}
    for one in indicators.values():
        by_criterion.setdefault(one.criterion_id, []).append(_indicator_row(one, by_indicator.get(one.pk, [])))
    return [_criterion_row(one, by_criterion.get(one.pk, [])) for one in held]


def reading_day(adoption: CriteriaAdoption, today: date) -> date:
    """The day on which the criteria of a year are read: its end once it is over."""
    return min(max(today, date(adoption.year, 1, 1)), date(adoption.year, 12, 31))


def _with_holder(criteria: Iterable[AdoptedCriterion]) -> list[AdoptedCriterion]:
    if isinstance(criteria, Sequence):
        return list(criteria)
    return list(criteria.select_related("holder"))  # type: ignore[attr-defined]  # a queryset


def _target_rows(leaves: Sequence[AdoptedLeaf], user: User | None, day: date) -> dict[int, TargetRow]:
    ids = [leaf.target_id for leaf in leaves if leaf.target_id is not None]
    targets = list(listed(Target.objects.filter(pk__in=ids)))
    tolerance = {target.pk: DEFAULT_TOLERANCE for target in targets}  # no pace is shown, so none is asked for
    return {row.pk: row for row in rows_of(targets, day, user=user, tolerance=tolerance)}


def _evidence(leaves: Sequence[AdoptedLeaf], adoption: CriteriaAdoption) -> dict[int, int]:
    """Indicator id → how many proofs hang on its statements for the year, in the unit's territory; none older than the year."""
    period = Period.year(adoption.year)
    indicators = {leaf.measured_id for leaf in leaves}
    proofs = Evidence.objects.filter(
        Q(dated__isnull=True) | Q(dated__gte=period.start),
        measurement__indicator__in=indicators,
        measurement__known_to__isnull=True,
        measurement__period_start__gte=period.start,
        measurement__period_end__lte=period.end,
        measurement__unit__path__startswith=scope_path(adoption.unit),
    )
    found: dict[int, int] = {}
    for pk in proofs.values_list("measurement__indicator", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def _leaf_row(leaf: AdoptedLeaf, row: TargetRow | None, evidence: int) -> LeafRow:
    reading = _reading(leaf, row)
    proved = evidence > 0 or leaf.measured.source == Source.LIVE
    return LeafRow(leaf, row, reading, evidence, leaf_state(leaf.ask, leaf.level, reading, evidence=proved))


def _reading(leaf: AdoptedLeaf, row: TargetRow | None) -> Reading:
    """What the verdict takes: nothing while the figures are missing or disagree; the hamlets as they answered."""
    if row is None:
        return None
    if leaf.hamlets:
        met, every = row.numerator or Decimal(0), row.denominator or Decimal(0)
        return Hamlets(int(met), row.left_out, int(every))
    return None if row.band == "not_measured" else row.value


def _indicator_row(one: AdoptedIndicator, leaves: Sequence[LeafRow]) -> IndicatorRow:
    state = State.NOT_APPLICABLE if one.reason else indicator_state(one.enough, [leaf.state for leaf in leaves])
    return IndicatorRow(one, tuple(leaves), state)


def _criterion_row(one: AdoptedCriterion, indicators: Sequence[IndicatorRow]) -> CriterionRow:
    return CriterionRow(one, tuple(indicators), criterion_state([row.state for row in indicators]))

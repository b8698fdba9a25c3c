"""What was promised, as plain values that have been checked against each other."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from trongtam.ground.periods import Period
from trongtam.ground.phrases import gettext_noop

from .bounds import Bound
from .display import DEFAULT_EDGES
from .errors import Inconsistent
from .exact import Number


class Form(StrEnum):
    LEVEL = "level"
    CHANGE_ABSOLUTE = "change_absolute"
    CHANGE_RELATIVE = "change_relative"
    CHANGE_POINTS = "change_points"
    AVERAGE_PER_YEAR = "average_per_year"


FORMS = frozenset(Form)
MEASURES = ("flow", "stock", "ratio", "yes_no", "composition")
COMPARATORS: dict[str, tuple[str, ...]] = {
    "more": (">=", ">"),
    "less": ("<=", "<"),
    "exact": ("=", "~"),
    "range": ("range",),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """One target. Raises Inconsistent when its parts contradict each other.

    measure: flow, stock, ratio, yes_no, composition (one part of it). better: more, less, exact, range; not looked at for yes_no.
    comparator: >= > <= < = ~ range status. plan, plan_to, tolerance, baseline: in the indicator's unit; None for yes_no.
    baseline_bound: how far the baseline is to be believed (`bounds`).
    in_points: the indicator's unit is percent. edges: lower edge of partly, of met. pace_tolerance: points.
    """

    measure: str
    better: str | None
    comparator: str
    period: Period
    plan: Number | None = None
    plan_to: Number | None = None
    tolerance: Number | None = None
    baseline: Number | None = None
    baseline_on: date | None = None
    baseline_bound: str = Bound.EXACTLY
    form: str = Form.LEVEL
    in_points: bool = False
    edges: tuple[Number, Number] = DEFAULT_EDGES
    pace_tolerance: Number = 5

    YES_NO: ClassVar[str] = "yes_no"

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise Inconsistent("measure", gettext_noop("There is no measure “%(measure)s”."), measure=self.measure)
        if self.measure == self.YES_NO:
            self._check_yes_no()
        else:
            self._check_plan()
        if self.edges[0] > self.edges[1]:
            raise Inconsistent("edges", gettext_noop("The edges of the bands must rise."))
        if self.pace_tolerance < 0:
            raise Inconsistent("pace_tolerance", gettext_noop("A tolerance cannot be negative."))

    def _check_yes_no(self) -> None:
        if self.comparator != "status":
            raise Inconsistent("comparator", gettext_noop("A target of yes or no is compared by its status."))
        if self.plan is not None:
            raise Inconsistent("plan", gettext_noop("A target of yes or no has no plan in numbers."))

    def _check_plan(self) -> None:
        if self.better not in COMPARATORS:
            raise Inconsistent("better", gettext_noop("There is no direction “%(better)s”."), better=self.better)
        allowed = COMPARATORS["more"] if self.form != Form.LEVEL else COMPARATORS[self.better]
        if self.form not in FORMS or (self.form != Form.LEVEL and self.better not in ("more", "less")):
            raise Inconsistent("form", gettext_noop("This form of target does not fit the wanted direction."))
        if self.comparator not in allowed:
            raise Inconsistent(
                "comparator", gettext_noop("The comparison does not fit what is better for this indicator.")
            )
        if self.plan is None:
            raise Inconsistent("plan", gettext_noop("The plan is missing."))
        if self.comparator == "range" and (self.plan_to is None or self.plan_to < self.plan):
            raise Inconsistent("plan_to", gettext_noop("A range needs an upper end that is not below its lower end."))
        if self.comparator == "~" and (self.tolerance is None or self.tolerance < 0):
            raise Inconsistent("tolerance", gettext_noop("“About equal” needs a tolerance that is not negative."))

    @property
    def judged_in_points(self) -> bool:
        """True when the plan itself is a percentage, so that a difference from it is in points."""
        if self.form in (Form.CHANGE_RELATIVE, Form.CHANGE_POINTS):
            return True
        return self.in_points

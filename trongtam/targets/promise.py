"""What a target promises, as plain values in the indicator's unit, checked before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period

from .figures.bounds import Bound
from .figures.goal import Goal

if TYPE_CHECKING:
    from .models import Indicator, Target

MOST_DECIMALS = 6
DEFAULT_COMPARATOR = {"more": ">=", "less": "<=", "exact": "=", "range": "range"}


@dataclass(frozen=True)
class Promise:
    """Comparator, plan and form of a target. An empty comparator takes the one that agrees with the indicator.

    `baseline_bound` None: nothing was said of it; a new baseline is then exact, an unchanged one keeps the bound it has.
    """

    plan: Decimal | None = None
    comparator: str = ""
    plan_to: Decimal | None = None
    tolerance: Decimal | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_bound: str | None = None
    form: str = "level"
    part: str = ""

    def columns(self, indicator: Indicator, period: Period) -> dict[str, Any]:
        """The columns of a target. Raises Refused, naming the field, when the parts of the promise contradict each other."""
        comparator = self.comparator or self.usual_comparator(indicator)
        self._check(indicator, period, comparator)
        decimals = max([indicator.decimals, *(_places(number) for number in self._numbers() if number is not None)])
        if decimals > MOST_DECIMALS:
            raise Refused(
                _("At most %(most)d digits may stand after the comma here.") % {"most": MOST_DECIMALS}, field="plan"
            )
        stored = {
            name: None if number is None else int(number.scaleb(decimals))
            for name, number in zip(("plan", "plan_to", "tolerance", "baseline"), self._numbers(), strict=True)
        }
        return {
            **stored,
            "comparator": comparator,
            "form": self.form,
            "decimals": decimals,
            "baseline_on": self.baseline_on,
            "baseline_bound": self.baseline_bound or Bound.EXACTLY,
            "part": self.part,
        }

    def _numbers(self) -> tuple[Decimal | None, ...]:
        return self.plan, self.plan_to, self.tolerance, self.baseline

    def usual_comparator(self, indicator: Indicator) -> str:
        if indicator.measure == "yes_no":
            return "status"
        return ">=" if self.form != "level" else DEFAULT_COMPARATOR[indicator.better]

    def _check(self, indicator: Indicator, period: Period, comparator: str) -> None:
        if indicator.measure == "composition" and self.part not in indicator.parts:
            raise Refused(_("Please choose the part of the whole that the target is about."), field="part")
        if (
            self.form == "level"
            and indicator.part_of_whole
            and any(number is not None and number > 100 for number in (self.plan, self.plan_to))
        ):
            raise Refused(
                _("“%(name)s” is a share of a whole: at most 100%%.") % {"name": indicator.name}, field="plan"
            )
        if self.plan_to is not None and comparator != "range":
            sentence = _("An upper end belongs to “from … to …” alone: choose that, or empty this field.")
            raise Refused(sentence, field="plan_to")
        yes_no = indicator.measure == "yes_no"
        Goal(
            measure="ratio" if indicator.measure == "composition" else indicator.measure,
            better=None if yes_no else indicator.better,
            comparator=comparator,
            period=period,
            plan=self.plan,
            plan_to=self.plan_to,
            tolerance=self.tolerance,
            baseline=self.baseline,
            baseline_on=self.baseline_on,
            baseline_bound=self.baseline_bound or Bound.EXACTLY,
            form=self.form,
        )


def _places(number: Decimal) -> int:
    """Decimals that a number needs."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def promise_of(target: Target) -> Promise:
    """What a kept target promises."""
    return Promise(
        plan=target.value_of(target.plan),
        comparator=target.comparator,
        plan_to=target.value_of(target.plan_to) if target.comparator == "range" else None,
        tolerance=target.value_of(target.tolerance),
        baseline=target.value_of(target.baseline),
        baseline_on=target.baseline_on,
        baseline_bound=target.baseline_bound if target.baseline_bound != Bound.EXACTLY else None,
        form=target.form,
        part=target.part,
    )

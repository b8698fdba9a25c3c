"""A figure as it was typed or imported, checked against its indicator. Values in, columns out; no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.phrases import gettext_noop

if TYPE_CHECKING:
    from .models import Indicator, Measurement

SHARE_DECIMALS = 6
WHOLE = 100
MOST = 10**18  # amounts stay below it, either way
COLUMNS = ("value", "numerator", "denominator", "yes", "parts", "stated_share", "bound", "finality", "note")


@dataclass(frozen=True)
class Figure:
    """What one unit states for one indicator and period, in the indicator's unit.

    `value` for flow and stock; `numerator` with `denominator` for ratios (`value` for a ratio known only as printed);
    `yes` for yes_no; `parts` name → percent for a composition; `share` a percentage stated without its counts.
    `invented`: demonstration data that is not in a source document. `kept`: the figure of the period before, said to stay.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    yes: bool | None = None
    parts: Mapping[str, Decimal] | None = None
    share: Decimal | None = None
    bound: str = "exactly"
    finality: str = "official"
    note: str = ""
    invented: bool = False
    kept: bool = False

    def columns(self, indicator: Indicator) -> dict[str, Any]:
        """The columns of a measurement. Raises Refused, naming the field, when the figure makes no sense for the indicator."""
        check(self, indicator)
        parts = None if self.parts is None else {name: str(part) for name, part in self.parts.items()}
        return {
            "value": amount(self.value, indicator, "value"),
            "numerator": amount(self.numerator, indicator, "numerator"),
            "denominator": amount(self.denominator, indicator, "denominator"),
            "yes": self.yes,
            "parts": parts,
            "stated_share": None if self.share is None else _scaled(self.share, SHARE_DECIMALS, "share"),
            "bound": self.bound,
            "finality": self.finality,
            "note": self.note,
            "is_invented": self.invented,
            "is_kept": self.kept,
        }


def amount(value: Decimal | None, indicator: Indicator, field: str) -> int | None:
    """The stored integer. Raises Refused for more decimals than the indicator keeps, or more digits than can be stored."""
    return None if value is None else _scaled(value, indicator.decimals, field)


def _scaled(value: Decimal, decimals: int, field: str) -> int:
    scaled = value.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise Refused(_("At most %(most)d digits may stand after the comma here.") % {"most": decimals}, field=field)
    if abs(scaled) >= MOST:
        raise Refused(_("This number is too large to be kept. Please check the unit."), field=field)
    return int(scaled)


def check(figure: Figure, indicator: Indicator) -> None:
    """What cannot be is refused with a sentence; what is only surprising is not."""
    if indicator.measure == "yes_no":
        _needs(figure.yes is not None, gettext_noop("Please answer yes or no."), "yes")
        return
    if indicator.measure == "composition":
        _check_parts(figure, indicator)
        return
    if indicator.measure == "ratio":
        _check_ratio(figure, indicator)
    else:
        _needs(
            figure.value is not None or figure.share is not None,
            gettext_noop("Please type a number; for none type 0."),
            "value",
        )
    _check_size(figure, indicator)


def _needs(holds: bool, sentence: str, field: str) -> None:
    """`sentence` is put into the reader's language only where it is said: very many figures are checked at once."""
    if not holds:
        raise Refused(_(sentence), field=field)


def _check_ratio(figure: Figure, indicator: Indicator) -> None:
    top, bottom = figure.numerator, figure.denominator
    if top is None and bottom is None:
        alone = figure.value is not None or figure.share is not None
        _needs(alone, gettext_noop("Please type how many, and out of how many."), "numerator")
        return
    _needs(top is not None, gettext_noop("Please type how many; for none type 0."), "numerator")
    _needs(
        bottom is not None,
        gettext_noop("Out of how many? Without that number no share can be computed."),
        "denominator",
    )
    _needs(bottom != 0, gettext_noop("“Out of how many” cannot be 0."), "denominator")
    _needs(bottom is None or bottom > 0, gettext_noop("“Out of how many” cannot be below 0."), "denominator")
    if indicator.part_of_whole and top is not None and bottom is not None and top > bottom:
        sentence = _("A part cannot be larger than its whole: %(part)s of %(whole)s is more than 100%%.")
        raise Refused(sentence % {"part": top, "whole": bottom}, field="numerator")


def _check_size(figure: Figure, indicator: Indicator) -> None:
    for field in ("value", "numerator", "share"):
        number = getattr(figure, field)
        if number is not None and number < 0 and indicator.non_negative:
            raise Refused(_("“%(name)s” cannot be below 0.") % {"name": indicator.name}, field=field)
    if not indicator.part_of_whole:
        return
    for field in ("value", "share"):
        number = getattr(figure, field)
        if number is not None and number > WHOLE:
            raise Refused(_("“%(name)s” is a share of a whole: at most 100%%.") % {"name": indicator.name}, field=field)


def _check_parts(figure: Figure, indicator: Indicator) -> None:
    parts = figure.parts or {}
    _needs(
        set(parts) == set(indicator.parts),
        gettext_noop("Please give every part of the whole; for none type 0."),
        "parts",
    )
    _needs(all(part >= 0 for part in parts.values()), gettext_noop("A part cannot be below 0."), "parts")
    total = sum(parts.values(), Decimal(0))
    # Printed parts are rounded, each by at most half of the last decimal.
    room = Decimal(len(parts)) * Decimal(5).scaleb(-indicator.decimals - 1)
    if abs(total - WHOLE) > room:
        raise Refused(_("The parts make %(total)s%%, not 100%%.") % {"total": total}, field="parts")


def figure_of(measurement: Measurement, indicator: Indicator) -> Figure:
    """The figure that a measurement states."""
    share = measurement.stated_share
    return Figure(
        value=indicator.to_value(measurement.value),
        numerator=indicator.to_value(measurement.numerator),
        denominator=indicator.to_value(measurement.denominator),
        yes=measurement.yes,
        parts=None if measurement.parts is None else {name: Decimal(part) for name, part in measurement.parts.items()},
        share=None if share is None else Decimal(share).scaleb(-SHARE_DECIMALS),
        bound=measurement.bound,
        finality=measurement.finality,
        note=measurement.note,
        kept=measurement.is_kept,
    )


def same(measurement: Measurement, columns: Mapping[str, Any]) -> bool:
    """Whether a measurement states just this already; of parts by what they say: 32 is 32,0."""
    parts = _amounts(measurement.parts) == _amounts(columns["parts"])
    return parts and all(getattr(measurement, name) == columns[name] for name in COLUMNS if name != "parts")


def _amounts(parts: Mapping[str, Any] | None) -> dict[str, Decimal] | None:
    return None if parts is None else {name: Decimal(part) for name, part in parts.items()}

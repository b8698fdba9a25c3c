"""Scoring sheets of the appraisal, as dated data on the scoring module. Pure.

No rule of law prescribes one for assigned works; this is the program's own default, named as such, with the three things that
the works of seed 000 are judged by: in time, quality, beyond what was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trongtam.ground.phrases import gettext_noop as _
from trongtam.ground.scoring import Item, Option


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which items are marked from a day on; `source` says where it comes from, `checked`: compared with the official text.
    Titles and source are translated where they are shown."""

    code: str
    valid_from: date
    items: tuple[Item, ...]
    source: str
    checked: bool = False

    @property
    def most(self) -> Decimal:
        return sum((item.most for item in self.items), Decimal(0))


SHEETS = (
    Sheet(
        code="own-2011",
        valid_from=date(2011, 1, 1),
        items=(
            Item(
                "time",
                _("In time"),
                (
                    Option("before", _("before the day"), Decimal(30)),
                    Option("on_day", _("by the day"), Decimal(25)),
                    Option("extended", _("by a day that was moved"), Decimal(15)),
                    Option("late", _("after the day"), Decimal(5)),
                ),
            ),
            Item(
                "quality",
                _("Quality of the products"),
                (
                    Option("full", _("all products, as asked"), Decimal(50)),
                    Option("most", _("most products"), Decimal(35)),
                    Option("part", _("a part"), Decimal(15)),
                    Option("none", _("no product"), Decimal(0)),
                ),
            ),
            Item(
                "beyond",
                _("Beyond what was asked"),
                (
                    Option("clear", _("clearly beyond, can be taken over by others"), Decimal(20)),
                    Option("some", _("beyond in one part"), Decimal(10)),
                    Option("no", _("not beyond"), Decimal(0)),
                ),
            ),
        ),
        source=_("the program's own default; no official text prescribes a sheet"),
    ),
)


def sheet_on(day: date) -> Sheet:
    """The sheet that holds on a day; the first one for days before it."""
    valid = [sheet for sheet in SHEETS if sheet.valid_from <= day]
    return max(valid, key=lambda sheet: sheet.valid_from) if valid else SHEETS[0]


def score(sheet: Sheet, marks: Mapping[str, str]) -> Decimal:
    """The points of the marks, 0 to `sheet.most`. Raises KeyError: an item without a mark, or a mark that it does not have."""
    if set(marks) - {item.code for item in sheet.items}:
        raise KeyError("an item that the sheet does not have")
    return sum((item.option(marks[item.code]).points for item in sheet.items), Decimal(0))

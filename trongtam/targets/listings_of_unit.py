"""Lists that belong to one unit: the targets of its board, its criteria and sets of them, the units whose figures are typed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from trongtam.look.lists import Column, Filter, Listing, Order, among
from trongtam.org.models import UnitKind

from .listings import band_filter, band_word, figure, pace_word
from .models import Sector
from .presentation import words
from .queries import TargetRow


def board_listing() -> Listing:
    """The targets of a board; their order, by need or by resolution, is the board's own. A masked figure stays masked."""
    return Listing(
        _("Targets"),
        (
            Column(_("Target"), lambda row: row.name, width=50),
            Column(_("Sector"), lambda row: row.target.indicator.get_sector_display(), width=22),
            Column(_("Figure"), lambda row: words.few() if row.masked else figure(row.value), "number", 16, decimals=4),
            Column(_("Plan"), lambda row: row.plan, "number", 16, decimals=4),
            Column(_("Unit of measure"), lambda row: row.unit_of_measure, width=16),
            Column(_("Of plan"), lambda row: row.percent, "percent", 12),
            Column(_("How it stands"), lambda row: band_word(row.band), width=26),
            Column(_("Pace"), lambda row: pace_word(row.pace), width=18),
        ),
        (),
        (
            band_filter(lambda row: row.band),
            Filter("sector", _("Sector"), among(lambda row: row.sector), Sector.choices),
        ),
        text=_words,
        a_page=400,
    )


def _words(row: TargetRow) -> str:
    return row.name


DONE, LACKING = "done", "lacking"


def entry_listing() -> Listing:
    """Units with how far each has come with a month."""
    return Listing(
        _("Figures to type"),
        (
            Column(_("Unit"), lambda row: row[0].name, width=36),
            Column(_("Kind"), lambda row: str(UnitKind(row[0].kind).label), width=22),
            Column(_("Lines with figures"), lambda row: Decimal(row[1].filled), "number", 16),
            Column(_("Lines asked for"), lambda row: Decimal(row[1].total), "number", 16),
        ),
        (
            Order("tree", _("As in the tree")),
            Order("name", _("Name"), words=lambda row: row[0].name),
            Order("lacking", _("Most figures lacking first"), by=lambda row: row[1].filled - row[1].total),
        ),
        (
            Filter(
                "state",
                _("State"),
                among(lambda row: DONE if row[1].is_done else LACKING),
                ((LACKING, _("Figures lacking")), (DONE, _("All figures are in"))),
            ),
        ),
        text=lambda row: row[0].name,
        hint=_("Name of a unit"),
        a_page=150,
    )


def criteria_listing(rows: Sequence[Any]) -> Listing:
    words_of = {row.band: row.word for row in rows}
    return Listing(
        _("Criteria"),
        (
            Column(_("Number"), lambda row: str(row.number), width=10),
            Column(_("Criterion"), lambda row: str(row.name), width=50),
            Column(_("State"), lambda row: str(row.word), width=22),
            Column(
                _("What is missing"), lambda row: "; ".join(str(one) for one in (*row.warnings, *row.missing)), width=60
            ),
            Column(_("Who is in charge"), lambda row: str(row.holder or ""), width=28),
        ),
        (Order("number", _("Number")), Order("name", _("Name"), words=lambda row: str(row.name))),
        (Filter("band", _("State"), among(lambda row: row.band), list(words_of.items())),),
        text=lambda row: f"{row.name} {row.holder or ''}",
        a_page=100,
    )


def set_listing() -> Listing:
    return Listing(
        _("Sets of criteria"),
        (
            Column(_("Name"), lambda row: row[0].name, width=50),
            Column(_("Decision"), lambda row: row[0].decision, width=36),
            Column(_("Year"), lambda row: str(row[1]), width=16),
        ),
        (Order("given", _("As they were issued")), Order("name", _("Name"), words=lambda row: row[0].name)),
        text=lambda row: f"{row[0].name} {row[0].decision}",
    )

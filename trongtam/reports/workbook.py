"""A report as an Excel workbook: the figures themselves, so that others may count on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.sheets import Column, Link, Sheet, Value, write_workbook
from trongtam.look.drawing import PACE_SHAPES
from trongtam.look.templatetags.look import band_word
from trongtam.look.templatetags.picture_parts import PACE_WORDS
from trongtam.targets.models import Bound, Sector
from trongtam.targets.presentation.words import bare, period_name

from . import words
from .proofs import ProofUrl

if TYPE_CHECKING:
    from trongtam.targets.queries import TargetRow

    from .queries import ReportContent, Stated

BANDS = ("met", "partly", "not_met", "not_measured")


def excel_workbook(content: ReportContent, stated: Sequence[Stated], *, proof: ProofUrl) -> bytes:
    """The bytes of an .xlsx in the active language: targets, result by band, statements under each target."""
    sheets = [_targets(content, proof), _tally(content), _statements(stated, proof)]
    return write_workbook(sheets, demo=content.report.unit.is_demonstration)


def _targets(content: ReportContent, proof: ProofUrl) -> Sheet:
    columns = [
        Column(_("No."), "number", 6, 0),
        Column(_("Sector"), width=24),
        Column(_("Target"), width=44),
        Column(_("Unit of measure"), width=14),
        Column(_("Plan"), "number", 14, 6),
        Column(_("Plan, upper end"), "number", 14, 6),
        Column(_("Bound"), width=12),
        Column(_("Actual"), "number", 14, 6),
        Column(_("Percent of plan"), "percent", 12),
        Column(_("Same period of last year: change"), "number", 16, 6),
        Column(_("Result"), width=16),
        Column(_("Pace"), width=18),
        Column(_("Figures up to"), "date", 14),
        Column(_("Note"), width=36),
    ]
    rows = [_cells(number, row, content, proof) for number, row in enumerate(_by_sector(content), start=1)]
    return Sheet(_("Targets"), columns, rows)


def _by_sector(content: ReportContent) -> list[TargetRow]:
    """In the order of the paper, so that a number of the table is the same in both."""
    return [row for sector in Sector.values for row in content.rows_of(sector)]


def _cells(number: int, row: TargetRow, content: ReportContent, proof: ProofUrl) -> list[Value]:
    change = None if row.masked else row.judged.change_same_period
    hidden = row.masked or row.value is None
    return [
        number,
        str(row.target.indicator.get_sector_display()),
        row.name + words.mark(row),
        row.unit_of_measure,
        row.plan,
        row.plan_to,
        "" if hidden else _bound(row.bound),
        _linked(words.reached(row) if hidden else row.value, proof(row.pk)),
        None if row.percent is None else _linked(row.percent, proof(row.pk)),
        None if change is None else change.absolute,
        str(band_word(row.band)),
        str(PACE_WORDS[PACE_SHAPES[row.pace]]) if row.pace else "",
        row.reaches or content.as_of,
        _note(row),
    ]


def _note(row: TargetRow) -> str:
    """That its figures end before the report's day, and that they are made up."""
    said = [words.lag(row), _("made up") if row.target.is_invented else ""]
    return words.capital("; ".join(filter(None, said)))


def _linked(value: Decimal | bool | str | None, href: str) -> Value:
    if isinstance(value, bool):
        value = bare(value)
    return None if value is None else Link(value, href)


def _bound(bound: str) -> str:
    return "" if bound == Bound.EXACTLY else str(Bound(bound).label)


def _tally(content: ReportContent) -> Sheet:
    columns = [Column(_("Result"), width=28), Column(_("Targets"), "number", 12, 0), Column(_("Share"), "percent", 12)]
    tally = content.tally
    rows: list[list[Value]] = [[str(band_word(band)), tally.counts[band], tally.shares[band]] for band in BANDS]
    rows += [[_("Total"), tally.total, None], [tally.sentence, None, None]]
    return Sheet(_("Summary"), columns, rows)


def _statements(stated: Sequence[Stated], proof: ProofUrl) -> Sheet:
    columns = [
        Column(_("Target"), width=44),
        Column(_("Stated by"), width=30),
        Column(_("Period"), width=20),
        Column(_("Bound"), width=12),
        Column(_("Figure"), "number", 14, 6),
        Column(_("Numerator"), "number", 14, 6),
        Column(_("Denominator"), "number", 14, 6),
        Column(_("Unit of measure"), width=14),
        Column(_("Finality"), width=14),
        Column(_("Stated on"), "date", 14),
        Column(_("Entered by the office"), width=14),
        Column(_("Note"), width=44),
    ]
    return Sheet(_("Statements"), columns, [_statement(one, proof) for one in stated])


def _statement(one: Stated, proof: ProofUrl) -> list[Value]:
    kept = one.measurement
    return [
        Link(one.row.name, proof(one.row.pk)),
        one.unit.name,
        words.capital(period_name(one.period)),
        _bound(kept.bound),
        bare(one.value) if isinstance(one.value, bool) else one.value,
        one.numerator,
        one.denominator,
        one.row.unit_of_measure,
        str(kept.get_finality_display()),
        timezone.localdate(kept.stated_at),
        _("yes") if kept.proxy else "",
        " ".join(filter(None, [kept.note.strip(), words.INVENTED if kept.is_invented else ""])),
    ]

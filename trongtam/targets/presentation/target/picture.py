"""Everything that a target's page prints, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.charts import TrendGeometry
from trongtam.look import shapes

from .. import words
from . import facts, head, statements, trend, units

if TYPE_CHECKING:
    from ...queries import TargetPage, TargetRow
    from ...queries.chosen import StatedShare

SHOWN_LINES, SHOWN_PARTS = 8, 10


@dataclass(frozen=True)
class Picture:
    """Everything that the template `targets/target.html` prints beside the trace."""

    lead: str
    shown: str
    note: str
    label: str
    elapsed: Decimal | None
    pace: str
    pace_gap: str
    facts: list[shapes.Fact]
    charts: tuple[TrendGeometry, ...]
    chart_title: str
    chart_note: str
    figure_heads: tuple[str, ...]
    figures: list[trend.FigureLine]
    first: list[statements.Line]
    more: list[statements.Line]
    zeros: list[statements.Line]
    statement_heads: tuple[str, ...]
    statements_title: str
    statements_note: str
    total_name: str
    total: str
    left_out: list[units.Part]
    own: str
    own_note: str
    allotments: list[shapes.TargetRow]
    allotments_total: int
    allotments_note: str
    has_invented: bool


def picture(
    page: TargetPage,
    *,
    holder_post: str,
    share: StatedShare | None,
    target_url: Callable[[TargetRow], str],
    everything: bool = False,
    enters: Mapping[int, str] | None = None,
) -> Picture:
    """`everything`: all parts that were shared out, else those that need help most. `enters`: units for which the viewer may
    state, with their codes."""
    row = page.row
    parts = sorted(page.allotments.rows, key=lambda one: one.order)
    taken = statements.times_taken(page.statements)
    telling = [statements.line(one, row, taken) for one in page.statements if statements.tells(one)]
    zeros = [statements.line(one, row, taken) for one in page.statements if not statements.tells(one)]
    charts = trend.charts(page)
    return Picture(
        lead=head.lead(row),
        shown=words.percent_shown(row) if row.shown or row.masked or isinstance(row.value, bool) else head.value(row),
        note=head.against_plan(row),
        label=_("%(shown)s of plan; time elapsed %(elapsed)s")
        % {"shown": words.percent_shown(row), "elapsed": words.percentage(row.elapsed, 0)},
        elapsed=row.elapsed if row.pace else None,
        pace=row.pace or "",
        pace_gap=head.pace_gap(row),
        facts=facts.facts(page, holder_post=holder_post, share=share),
        charts=charts,
        chart_title=_("Added up month by month") if trend.adds_up(row) else _("Month by month"),
        chart_note=trend.chart_note(page) if charts else "",
        figure_heads=(_("Month"), *(f">{name}" for name in trend.columns(row))),
        figures=trend.figures(page),
        first=telling[:SHOWN_LINES],
        more=telling[SHOWN_LINES:],
        zeros=zeros,
        statement_heads=(_("Unit"), ">" + _("Figure"), _("Period"), _("Source")),
        statements_title=ngettext("%(n)d figure stated", "%(n)d figures stated", len(telling)) % {"n": len(telling)},
        statements_note=statements.statements_note(page, len(telling) + len(zeros)),
        total_name=statements.total_name(page),
        total=words.few() if row.masked else words.alone(row),
        left_out=[units.left_out(one, row, (enters or {}).get(one.unit.id, "")) for one in page.left_out],
        own=units.own(page),
        own_note=units.own_note(page),
        allotments=[units.allotted(one, target_url(one)) for one in (parts if everything else parts[:SHOWN_PARTS])],
        allotments_total=len(parts),
        allotments_note=units.allotments_note(page),
        has_invented=row.target.is_invented or facts.half(page),
    )

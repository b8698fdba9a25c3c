"""A report as a Word paper: always in Vietnamese, each figure a link to its proof page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.charts import PHONE, bullet_png, trend_pngs
from trongtam.ground.charts.geometry import trend_geometry
from trongtam.ground.papers import (
    Bullet,
    Column,
    Drawn,
    Figure,
    Heading,
    Paper,
    Paragraph,
    Run,
    Side,
    Signature,
    Table,
    layout_for,
    render,
)
from trongtam.ground.papers.model import Block, Text
from trongtam.look.drawing import BAND_SHAPES
from trongtam.look.templatetags.look import band_word
from trongtam.targets.models import Sector

from . import charts, words
from .lines import Line
from .proofs import ProofUrl

if TYPE_CHECKING:
    from trongtam.targets.queries import TargetRow

    from .queries import ReportContent, SectionContent

ROOM_TO_WRITE = "…" * 40
BANDS = ("met", "partly", "not_met", "not_measured")


def word_paper(content: ReportContent, *, on: date, proof: ProofUrl, draw: Callable[[Paper], bytes] = render) -> bytes:
    """The bytes of a .docx in the layout of the report's side on the day of the paper. `content` was read in Vietnamese.

    The number is left open: issuing and numbering a paper is another act. `draw`: into an office's own template instead.
    """
    with override("vi"):
        report, organs = content.report, content.organs
        return draw(
            Paper(
                layout=layout_for(report.side, on),  # type: ignore[arg-type]  # the choices are the sides
                superior=organs.superior,
                issuer=organs.issuer,
                place=organs.place,
                date=None,
                symbol=organs.symbol,
                type_name=_("REPORT"),
                abstract=report.title[:1].lower() + report.title[1:],
                body=list(_body(content, proof)),
                signature=Signature(post=organs.post, name=organs.signer, authority="on_behalf", body=organs.body),
                recipients=organs.recipients,
                kept=organs.kept,
                footer=_("Compiled by Trọng Tâm on %(on)s; figures up to %(day)s.")
                % {"on": words.day(on), "day": words.day(content.as_of)},
                demo=report.unit.is_demonstration,
            )
        )


def _body(content: ReportContent, proof: ProofUrl) -> Iterator[Block]:
    pictures = _pictures(content)
    for part in content.sections:
        yield from _section(content, part, proof, pictures)
    if content.has_invented:
        yield Paragraph(_("° Made up for the demonstration: not in the source documents."))


def _section(
    content: ReportContent, part: SectionContent, proof: ProofUrl, pictures: dict[int, Figure]
) -> Iterator[Block]:
    if part.section.level:
        yield Heading(part.heading, part.section.level)
    for line in part.said:
        yield Paragraph(_runs(line, proof))
    if part.shows_tally and content.rows:
        yield _tally_table(content)
    if part.shows_table and content.rows:
        yield _targets_table(content, proof)
    for line in part.items:
        yield Bullet(_runs(line, proof))
    for paragraph in part.paragraphs:
        yield Paragraph(paragraph)
    if part.paragraphs and (carried := part.carried_from) is not None:
        said = _("(Carried over from the report of %(period)s, not looked at yet.)")
        yield Paragraph([Run(said % {"period": words.period_name(carried.period)}, italic=True)])
    if part.section.is_written and not (part.said or part.items or part.paragraphs):
        yield Paragraph(ROOM_TO_WRITE)
    if part.drawn:
        yield Side([pictures[row.pk] for row in part.drawn])


def _runs(line: Line, proof: ProofUrl) -> Text:
    return [Run(piece.text, href="" if piece.is_plain else proof(piece.target or piece.path)) for piece in line]


def _pictures(content: ReportContent) -> dict[int, Figure]:
    """Target id → its trend, all drawn by one helper process."""
    rows = [row for part in content.sections for row in part.drawn]
    trends = [charts.trend_of(row) for row in rows]
    return {
        row.pk: Figure(
            png, caption=f"{row.name}{words.mark(row)} ({row.unit_of_measure})", alt=trend_geometry(trend).summary
        )
        for row, trend, png in zip(rows, trends, trend_pngs(trends, *PHONE), strict=True)
    }


def _tally_table(content: ReportContent) -> Table:
    tally = content.tally
    bands = [band for band in BANDS if tally.counts[band] or band != "not_measured"]
    shares = {band: tally.shares[band] or Decimal(0) for band in bands}
    rows = [[str(band_word(band)), str(tally.counts[band]), words.share(shares[band])] for band in bands]
    rows.append([_("Total"), str(tally.total), words.percentage(Decimal(100))])
    columns = [Column(_("Result"), 2), Column(_("Targets"), 1, "right"), Column(_("Share"), 1, "right")]
    return Table(columns, rows, caption=_("Targets by result"), strong=frozenset({len(rows) - 1}))


def _targets_table(content: ReportContent, proof: ProofUrl) -> Table:
    columns = [
        Column(_("No."), 1, "centre"),
        Column(_("Target"), 4.2),
        Column(_("Unit of measure"), 1.7, "centre"),
        Column(_("Plan"), 1.4, "right"),
        Column(_("Actual"), 1.5, "right"),
        Column(_("Percent of plan"), 2.1, "right"),
        Column(_("Same period"), 1.5, "right"),
        Column(_("Result"), 1.9, "centre"),
    ]
    rows: list[list[Text | Drawn | None]] = []
    strong = set()
    for sector, label in Sector.choices:
        if not (found := content.rows_of(sector)):
            continue
        strong.add(len(rows))
        rows.append(["", str(label), None, None, None, None, None, None])
        start = sum(1 for number in range(len(rows)) if number not in strong)
        rows += [_target_cells(row, start + place, proof) for place, row in enumerate(found, start=1)]
    caption = _("Results of the targets, %(until)s") % {
        "until": _("figures up to %(day)s") % {"day": words.day(content.as_of)}
    }
    return Table(columns, rows, caption=caption, strong=frozenset(strong))


def _target_cells(row: TargetRow, number: int, proof: ProofUrl) -> list[Text | Drawn | None]:
    href = proof(row.pk)
    return [
        str(number),
        row.name + words.mark(row),
        words.unit_of_promise(row.target) if row.target.comparator != "status" else "",
        words.plan_figures(row) if row.target.comparator != "status" else words.planned(row),
        [Run(words.reached(row), href=href), *([Run(f" ({words.lag(row)})")] if row.reaches is not None else [])],
        _percent(row, href),
        words.against_same_period(row),
        str(band_word(row.band)),
    ]


def _percent(row: TargetRow, href: str) -> Text | Drawn:
    """The percentage of plan with its bullet bar, as on the board; hidden figures have none."""
    said = [Run(words.percent_shown(row), href=href)]
    if row.masked or row.target.comparator == "status":
        return said
    shape = BAND_SHAPES[row.band]
    edge = row.target.document.edges[0] if row.target.document else 60
    elapsed = float(row.elapsed) if row.pace else None
    percent = None if row.percent is None else float(row.percent)
    png = bullet_png(percent, shape, edge=float(edge), elapsed=elapsed)  # type: ignore[arg-type]  # a shape of the look
    return Drawn(said, png, f"{row.name}: {words.percent_shown(row)}")

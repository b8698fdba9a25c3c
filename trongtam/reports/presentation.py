"""A report as the look draws it: values in, shapes of the look out. No database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.ground.charts import PHONE, WIDE, TrendGeometry, trend_geometry
from trongtam.look import shapes
from trongtam.targets.models import Sector
from trongtam.targets.presentation.rows import target_row
from trongtam.targets.presentation.words import day as printed_day

from . import charts, words
from .lines import Line
from .proofs import proof_path

if TYPE_CHECKING:
    from trongtam.targets.queries import TargetRow

    from .queries import ReportContent, SectionContent

SHORT = 24
BANDS = ("met", "partly", "not_met", "not_measured")


@dataclass(frozen=True)
class Words:
    """A stretch of a line; `url` opens the proof of a figure."""

    text: str
    url: str = ""

    @property
    def short(self) -> bool:
        """Whether it is a figure with its unit, which does not break."""
        return len(self.text) <= SHORT


@dataclass(frozen=True)
class Drawn:
    """A trend in both sizes, under the name of its target."""

    name: str
    url: str
    phone: TrendGeometry
    wide: TrendGeometry
    invented: bool


@dataclass(frozen=True)
class Part:
    """A section as the page prints it. `anchor` is its place on the page."""

    code: str
    anchor: str
    heading: str
    above: str
    level: int
    said: tuple[tuple[Words, ...], ...]
    items: tuple[tuple[Words, ...], ...]
    paragraphs: tuple[str, ...]
    carried_from: str
    prompt: str
    is_written: bool
    shows_tally: bool
    shows_table: bool
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class Group:
    label: Any
    count: int
    rows: tuple[shapes.TargetRow, ...]


def parts(content: ReportContent) -> list[Part]:
    found, above = [], ""
    for section in content.sections:
        found.append(_part(content, section, above if section.section.level > 1 else ""))
        above = section.heading if section.section.level == 1 else above
    return found


def _part(content: ReportContent, section: SectionContent, above: str) -> Part:
    carried = section.carried_from
    return Part(
        code=section.code,
        anchor=section.code.replace(".", "-"),
        heading=section.heading,
        above=above,
        level=section.section.level,
        said=tuple(_words(content, line) for line in section.said),
        items=tuple(_words(content, line) for line in section.items),
        paragraphs=tuple(section.paragraphs),
        carried_from=words.period_name(carried.period) if carried else "",
        prompt=section.section.prompt.in_language(words.language()),
        is_written=section.section.is_written,
        shows_tally=section.shows_tally,
        shows_table=section.shows_table,
        drawn=tuple(_drawn(content, row) for row in section.drawn),
    )


def _words(content: ReportContent, line: Line) -> tuple[Words, ...]:
    return tuple(Words(one.text, proof_path(one.target, content.as_of) if one.target else one.path) for one in line)


def _drawn(content: ReportContent, row: TargetRow) -> Drawn:
    trend = charts.trend_of(row)
    url = proof_path(row.pk, content.as_of)
    return Drawn(row.name, url, trend_geometry(trend, *PHONE), trend_geometry(trend, *WIDE), row.target.is_invented)


def tally_items(content: ReportContent) -> list[shapes.TallyItem]:
    tally = content.tally
    bands = [band for band in BANDS if band != "not_measured" or tally.counts[band]]
    shares = {band: share for band in bands if (share := tally.shares[band]) is not None}
    return [
        shapes.TallyItem(
            band, tally.counts[band], words.share(shares[band]) if band in shares else "", _of_band(content, band)
        )
        for band in bands
    ]


def _of_band(content: ReportContent, band: str) -> str:
    return f"{content.board}#{band}" if content.tally.counts[band] else ""


def groups(content: ReportContent) -> list[Group]:
    """Targets by sector, in the order of the resolution."""
    found = []
    for sector, label in Sector.choices:
        rows = tuple(target_row(row, proof_path(row.pk, content.as_of)) for row in content.rows_of(sector))
        if rows:
            found.append(Group(label, len(rows), rows))
    return found


def gone(content: ReportContent) -> str:
    """How much of the targets' period is over, for the key of the bars; of the longest where they differ."""
    elapsed = [row.elapsed for row in content.rows]
    return words.percentage(min(elapsed), 0) if elapsed else ""


def units_views(content: ReportContent, *, today: bool) -> list[shapes.Tab]:
    """The two views of units, where units have been merged or split since the report's day. Its files keep to that day."""
    if not content.units_changed:
        return []
    then = _("In the units of %(day)s") % {"day": printed_day(content.as_of)}
    return [shapes.Tab(then, "?", not today), shapes.Tab(_("In today's units"), "?units=today", today)]

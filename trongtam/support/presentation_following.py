"""Duties and visits in words and marks: what is owed now, the grid of months, who follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days
from trongtam.ground.periods import MONTH, QUARTER, YEAR, Period
from trongtam.look.shapes import Fact, GridCell, GridRow

from .models import Duty, Obligation, Visit
from .owing import EXCUSED, MADE, MISSED, OPEN, UNKNOWN, Entry, Sum
from .queries.following_pages import Followed, UnitMonths

BANDS = {MADE: "met", MISSED: "not_met", OPEN: "partly", EXCUSED: "partly", UNKNOWN: "not_measured"}


def state_words(state: str) -> str:
    return {
        MADE: _("went there"),
        MISSED: _("did not go there"),
        OPEN: _("not gone there yet"),
        EXCUSED: _("excused"),
        UNKNOWN: _("not known"),
    }[state]


def span_words(span: Period) -> str:
    """“tháng 2/2017”, “quý I/2017”, “năm 2017”."""
    year = span.start.year
    if span.kind == MONTH:
        return _("month %(month)d/%(year)d") % {"month": span.start.month, "year": year}
    if span.kind == QUARTER:
        number = ("I", "II", "III", "IV")[(span.start.month - 1) // 3]
        return _("quarter %(number)s/%(year)d") % {"number": number, "year": year}
    if span.kind == YEAR:
        return _("year %(year)s") % {"year": year}
    return f"{days.write(span.start)} – {days.write(span.end)}"


def often(duty: Duty) -> str:
    return duty.obligation.name if duty.obligation is not None else _("no number of visits is set")


def meeting_words(kind: str) -> str:
    """The kinds of meetings that those who follow a unit attend."""
    return {"regular": _("regular meetings of the cell"), "thematic": _("thematic meetings")}.get(kind, kind)


def asked_words(obligation: Obligation) -> str:
    """What else is asked: “dự sinh hoạt thường kỳ; báo cáo hằng quý”."""
    said = []
    if obligation.attends:
        kinds = ", ".join(meeting_words(kind) for kind in obligation.attends)
        said.append(_("attends %(kinds)s") % {"kinds": kinds})
    if obligation.report_every:
        told = {"often": obligation.get_report_every_display(), "days": obligation.report_within}
        said.append(_("reports %(often)s, within %(days)d days afterwards") % told)
    return sentence("; ".join(said))


def sum_words(found: Sum) -> str:
    """“đi 9/11 tháng, 1 kỳ được miễn, 3 kỳ chưa rõ”."""
    if not found.owed and not found.excused:
        return _("nothing was owed yet") if not found.unknown else _("not known yet")
    said = [_("%(made)d of %(owed)d kept") % {"made": found.made, "owed": found.owed}]
    if found.excused:
        said.append(_("%(n)d excused") % {"n": found.excused})
    if found.unknown:
        said.append(_("%(n)d not known") % {"n": found.unknown})
    return ", ".join(said)


def now_words(one: Followed) -> tuple[str, str]:
    """Band and words of the span that runs."""
    entry = one.now
    if one.duty.obligation is None:
        return "not_measured", often(one.duty)
    if entry is None:
        return "not_measured", _("nothing is owed now")
    told = {"span": span_words(entry.span), "day": days.write(entry.span.end)}
    if entry.state == MADE:
        return "met", sentence(_("went there in %(span)s") % told)
    return "partly", sentence(_("not gone there yet in %(span)s; until %(day)s") % told)


def sentence(words: str) -> str:
    """With a capital letter first."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Row:
    """A duty in a list of one's own, as it is drawn."""

    duty: Duty
    url: str
    visit_url: str
    band: str
    words: str
    meta: str
    owed: bool


def row(one: Followed) -> Row:
    band, words = now_words(one)
    last = one.last
    gone = _("last there on %(day)s") % {"day": days.write(last.on)} if last else _("no visit is written down yet")
    return Row(
        one.duty,
        reverse("support:duty", args=[one.duty.pk]),
        reverse("support:record_visit", args=[one.duty.pk]),
        band,
        words,
        f"{one.duty.get_tier_display()} · {gone}",
        one.now is not None and one.now.state == OPEN,
    )


def facts(one: Followed) -> list[Fact]:
    duty = one.duty
    until = _("up to %(day)s") % {"day": days.write(duty.valid_to)} if duty.valid_to else _("to this day")
    obligation = duty.obligation
    source = ""
    if obligation is not None:
        source = (
            obligation.source
            if obligation.checked
            else _("%(source)s (not checked against the official text)") % {"source": obligation.source}
        )
        if more := asked_words(obligation):
            source = f"{more}. {source}"
    counted = ""
    if duty.counted_from > duty.valid_from:
        counted = _("visits are written down since %(day)s; what was before is not known") % {
            "day": days.write(duty.counted_from)
        }
    return [
        Fact(_("Who follows"), duty.person.full_name, note=duty.get_tier_display(), quiet=True),
        Fact(_("Since"), days.write(duty.valid_from), note=f"{until}. {duty.basis}", quiet=True),
        Fact(_("How often"), often(duty), note=source, quiet=True),
        Fact(_("Kept"), sum_words(one.sum), note=counted, quiet=True),
    ]


# -- the grid of months ------------------------------------------------------------------------------------------------


def grid_heads() -> list[str]:
    return [_("Year"), *(_("M%(month)d") % {"month": month} for month in range(1, 13))]


def grid_words() -> dict[str, str]:
    return {
        "met": _("went there"),
        "not_met": _("did not go there"),
        "partly": _("still open, or excused"),
        "not_measured": _("not known"),
    }


def grid(one: Followed, visits: Sequence[Visit]) -> list[GridRow]:
    """Years × months, the newest first: in each the number of visits; the state of a quarter or year in its last month."""
    counts: dict[tuple[int, int], int] = {}
    for visit in visits:
        if visit.withdrawn_at is None:
            counts[visit.on.year, visit.on.month] = counts.get((visit.on.year, visit.on.month), 0) + 1
    ends = {(entry.span.end.year, entry.span.end.month): entry for entry in one.entries}
    years = sorted({year for year, _month in (*counts, *ends)}, reverse=True)
    return [GridRow(str(year), "", tuple(_cell(year, month, counts, ends) for month in range(1, 13))) for year in years]


def _cell(year: int, month: int, counts: dict[tuple[int, int], int], ends: dict[tuple[int, int], Entry]) -> GridCell:
    number, entry = counts.get((year, month), 0), ends.get((year, month))
    url = f"#m{year}-{month:02d}" if number else ""
    if entry is None:
        return GridCell(str(number) if number else "", "", url)
    short = {EXCUSED: _("exc."), UNKNOWN: "?", OPEN: "…"}
    return GridCell(str(number) if number else short.get(entry.state, "0"), BANDS[entry.state], url)


def grid_of_units(rows: Sequence[UnitMonths]) -> list[GridRow]:
    """Units × months of a year: of each the number of visits that count, and the worst of what was owed."""
    return [
        GridRow(
            one.unit.name,
            reverse("org:unit", args=[one.unit.code]) + "#theo-doi",
            tuple(_together(one.months.get(month, ())) for month in range(1, 13)),
        )
        for one in rows
    ]


def _together(found: Sequence[Entry]) -> GridCell:
    worst = next(
        (state for state in (MISSED, OPEN, UNKNOWN, EXCUSED, MADE) if any(e.state == state for e in found)), ""
    )
    if not worst:
        return GridCell("")
    number = len({visit for entry in found for visit in entry.visits})
    short = {EXCUSED: _("exc."), UNKNOWN: "?", OPEN: "…"}
    return GridCell(str(number) if number else short.get(worst, "0"), BANDS[worst])


@dataclass(frozen=True, slots=True)
class Missed:
    """A span without its visit, with the way to excuse it."""

    words: str
    band: str
    state: str
    url: str


def missed(one: Followed) -> list[Missed]:
    """The newest first; those that run too, since they may be excused before they are over."""
    found = [entry for entry in reversed(one.entries) if entry.state in (MISSED, OPEN)]
    return [
        Missed(
            sentence(span_words(entry.span)),
            BANDS[entry.state],
            state_words(entry.state),
            reverse("support:excuse_month", args=[one.duty.pk, entry.span.code]),
        )
        for entry in found
    ]


# -- visits ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownVisit:
    """A visit in a list. `anchor`: on the first one of a month, where the grid leads."""

    visit: Visit
    url: str
    day: str
    meta: str
    text: str
    anchor: str = ""


def shown_visits(visits: Sequence[Visit]) -> list[ShownVisit]:
    rows, months = [], set()
    for one in visits:
        month = one.on.strftime("m%Y-%m")
        rows.append(_shown(one, "" if month in months else month))
        months.add(month)
    return rows


def _shown(one: Visit, anchor: str) -> ShownVisit:
    said = [one.get_purpose_display(), one.unit.name]
    if one.place:
        said.append(one.place)
    if one.withdrawn_at is not None:
        said.append(_("withdrawn: %(reason)s") % {"reason": one.withdrawn_reason})
    text = one.done or one.not_done or one.proposed or one.solved
    url = reverse("support:visit", args=[one.pk])
    return ShownVisit(one, url, days.write(one.on), " · ".join(str(word) for word in said), text, anchor)


def findings(one: Visit) -> list[tuple[Any, str]]:
    """What was found, each with its name; what nothing was said of is left out."""
    told = (
        (_("What is done"), one.done),
        (_("What is not done"), one.not_done),
        (_("Proposed"), one.proposed),
        (_("Solved on the spot"), one.solved),
    )
    return [(name, text) for name, text in told if text]


def visit_facts(one: Visit) -> list[Fact]:
    found = [
        Fact(_("Day"), days.write(one.on), quiet=True),
        Fact(_("What for"), one.get_purpose_display(), quiet=True),
        Fact(_("Where"), one.unit.name, note=one.place, quiet=True),
    ]
    if one.met:
        found.append(Fact(_("Whom he met"), one.met, quiet=True))
    return found


def written_by(one: Visit) -> str:
    """Who wrote it down where that was somebody else."""
    if not one.proxy or one.by is None:
        return ""
    name = getattr(one.by, "display_name", "") or str(one.by)
    return _("written down by %(name)s for the one who went") % {"name": name}


def gaps_words(gaps: int, overlaps: int) -> str:
    said = []
    if gaps:
        said.append(ngettext("%(n)d unit without anybody", "%(n)d units without anybody", gaps) % {"n": gaps})
    if overlaps:
        said.append(
            ngettext("%(n)d unit with more than one", "%(n)d units with more than one", overlaps) % {"n": overlaps}
        )
    return ", ".join(said) or _("every unit has somebody who follows it")

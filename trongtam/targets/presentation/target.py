"""A target's page as the look draws it: facts, trend, figures, statements with their history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import numbers
from trongtam.ground.charts import PHONE, Step, Trend, TrendGeometry, trend_geometry
from trongtam.look import shapes

from . import words
from .rows import target_row

if TYPE_CHECKING:
    from ..models import Evidence
    from ..queries import StatementRow, TargetPage, TargetRow, UnitFigure
    from ..queries.chosen import StatedShare

SHOWN_LINES = 8


@dataclass(frozen=True)
class FigureLine:
    """A line of the table beside the picture."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Correction:
    """An older statement: its figure is struck, the one that replaced it stands beside."""

    old: str
    new: str
    reason: str
    stated: str


@dataclass(frozen=True)
class Line:
    """A statement with its history; `notes` are what a reader must know of it (withdrawn, in conflict, not counted)."""

    pk: int
    unit: str
    value: str
    period: str
    finality: str
    source: str
    note: str
    notes: tuple[str, ...]
    withdrawn: bool
    invented: bool
    evidence: tuple[Evidence, ...]
    history: tuple[Correction, ...]


@dataclass(frozen=True)
class Part:
    """A unit's part, or the reason why it was left out."""

    unit: str
    value: str
    reason: str


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
    figures: list[FigureLine]
    first: list[Line]
    more: list[Line]
    zeros: list[Line]
    statement_heads: tuple[str, ...]
    statements_title: str
    statements_note: str
    total_name: str
    total: str
    left_out: list[Part]
    own: str
    own_note: str
    allotments: list[shapes.TargetRow]
    allotments_note: str
    has_invented: bool


def picture(
    page: TargetPage, *, holder_post: str, share: StatedShare | None, target_url: Callable[[TargetRow], str]
) -> Picture:
    row = page.row
    telling = [_line(one, row) for one in page.statements if _tells(one)]
    zeros = [_line(one, row) for one in page.statements if not _tells(one)]
    charts = _charts(page)
    return Picture(
        lead=lead(row),
        shown=words.percent_shown(row) if row.shown or row.masked or isinstance(row.value, bool) else value(row),
        note=against_plan(row),
        label=_("%(shown)s of plan; time elapsed %(elapsed)s")
        % {"shown": words.percent_shown(row), "elapsed": words.percentage(row.elapsed, 0)},
        elapsed=row.elapsed if row.pace else None,
        pace=row.pace or "",
        pace_gap=pace_gap(row),
        facts=facts(page, holder_post=holder_post, share=share),
        charts=charts,
        chart_title=_("Added up month by month") if _adds_up(row) else _("Month by month"),
        chart_note=chart_note(page) if charts else "",
        figure_heads=(_("Month"), *(f">{head}" for head in _columns(row))),
        figures=_figures(page),
        first=telling[:SHOWN_LINES],
        more=telling[SHOWN_LINES:],
        zeros=zeros,
        statement_heads=(_("Unit"), ">" + _("Figure"), _("Period"), _("Source")),
        statements_title=ngettext("%(n)d figure stated", "%(n)d figures stated", len(telling)) % {"n": len(telling)},
        statements_note=statements_note(page, len(telling) + len(zeros)),
        total_name=total_name(page),
        total=words.few() if row.masked else words.alone(row),
        left_out=[left_out(one, row) for one in page.left_out],
        own=_own(page),
        own_note=_own_note(page),
        allotments=[_allotted(one, target_url(one)) for one in page.allotments.rows],
        allotments_note=allotments_note(page),
        has_invented=row.target.is_invented or _half(page),
    )


# -- the head ----------------------------------------------------------------------------------------------------------


def lead(row: TargetRow) -> str:
    period = row.line.period
    return _("%(unit)s, %(period)s, figures of %(part)s") % {
        "unit": row.target.unit.name,
        "period": words.period_name(period),
        "part": words.reading_name(period, row.day),
    }


def value(row: TargetRow) -> str:
    """The value alone; a small count is not named."""
    return words.few() if row.masked else words.quantity(row.value, row.unit_of_measure, bound=row.bound)


def against_plan(row: TargetRow) -> str:
    """“4 trên kế hoạch 3 đảng viên”."""
    if row.target.comparator == "status":
        return words.bare(row.value)
    if row.value is None and not row.masked:
        return _("Nothing stated yet; the plan is %(plan)s") % {"plan": _plan(row)}
    if row.target.form != "level":
        return _("%(of)s since the baseline") % {"of": words.of_plan(row)}
    short = words.few() if row.masked else words.alone(row)
    return _("%(value)s of the planned %(plan)s") % {"value": short, "plan": _plan(row)}


def _plan(row: TargetRow) -> str:
    unit = words.unit_of_promise(row.target)
    return f"{words.planned(row)}%" if unit == "%" else f"{words.planned(row)} {unit}"


def pace_gap(row: TargetRow) -> str:
    """“58,33 điểm % so với thời gian đã qua”."""
    gap = row.judged.gap
    if gap is None or row.pace is None or row.masked:
        return ""
    said = numbers.points(abs(gap), language=words.language()).lstrip("+")
    return _("%(points)s against the time elapsed") % {"points": said}


# -- facts -------------------------------------------------------------------------------------------------------------


def facts(page: TargetPage, *, holder_post: str, share: StatedShare | None) -> list[shapes.Fact]:
    found = [_outlook(page), _same_period(page), _baseline(page), *_terms(page), _share(share)]
    holder = page.row.target.holder
    if holder is not None:
        found.append(shapes.Fact(_("In charge"), holder.full_name, holder_post, quiet=True))
    return [fact for fact in found if fact is not None]


def _outlook(page: TargetPage) -> shapes.Fact | None:
    row, outlook = page.row, page.row.judged.outlook
    if outlook is None or row.masked:
        return None
    shown = words.quantity(
        outlook.value, "%" if row.unit_of_measure == "%" else "", bound=row.bound, decimals=row.decimals
    )
    return shapes.Fact(
        _("Outlook for the period"), shown.strip(), outlook_basis(page), invented=row.target.is_invented or _half(page)
    )


def _half(page: TargetPage) -> bool:
    """In demonstration data the year before is made up even where this year's figure is not."""
    return any(one.measurement.is_invented for one in page.statements)


def outlook_basis(page: TargetPage) -> str:
    """In words, what the estimate rests on."""
    row, outlook = page.row, page.row.judged.outlook
    if outlook is None:
        return ""
    if outlook.basis == "last_year_share":
        return _("estimate: %(now)s ÷ %(same)s in the same period × %(total)s in all of %(year)s") % {
            "now": words.bare(row.value, row.decimals),
            "same": words.bare(page.same_period, row.decimals),
            "total": words.bare(page.last_year_total, row.decimals),
            "year": row.line.period.start.year - 1,
        }
    if outlook.basis == "straight_line" and row.target.indicator.measure == "flow":
        return _("estimate: %(now)s ÷ %(elapsed)s of the time") % {
            "now": words.bare(row.value, row.decimals),
            "elapsed": words.percentage(row.elapsed),
        }
    return {
        "straight_line": _("estimate: going on from the baseline as until now"),
        "last_value": _("estimate: the latest figure"),
        "stated_forecast": _("stated by the unit itself as an estimate"),
    }[outlook.basis]


def _same_period(page: TargetPage) -> shapes.Fact | None:
    row, change = page.row, page.row.judged.change_same_period
    if change is None or row.masked or page.same_period is None:
        return None
    pattern = _("from %(before)s up to %(after)s") if change.absolute > 0 else _("from %(before)s down to %(after)s")
    if change.absolute == 0:
        pattern = _("still %(after)s")
    note = pattern % {"before": words.bare(page.same_period), "after": value(row)}
    if change.relative_percent is not None and not change.in_points:
        note += f" ({numbers.signed(change.relative_percent, 2, language=words.language())}%)"
    shown = words.difference(change.absolute, row.unit_of_measure, in_points=change.in_points)
    year = row.line.period.start.year - 1
    return shapes.Fact(_("Against the same period of %(year)s") % {"year": year}, shown, note, invented=_half(page))


def _baseline(page: TargetPage) -> shapes.Fact | None:
    row, change = page.row, page.row.judged.change_baseline
    if change is None or row.masked or row.target.baseline is None:
        return None
    shown = words.difference(change.absolute, row.unit_of_measure, in_points=change.in_points)
    note = words.quantity(row.target.value_of(row.target.baseline), row.unit_of_measure)
    if row.target.baseline_on is not None:
        note = _("%(value)s on %(day)s") % {"value": note, "day": words.day(row.target.baseline_on)}
    return shapes.Fact(_("Since the baseline"), shown, note)


def _terms(page: TargetPage) -> list[shapes.Fact]:
    """Other targets on the same indicator, as the term's beside the year's."""
    return [
        shapes.Fact(
            _("Against the target of %(period)s") % {"period": words.named(one.target.period_code)},
            words.percent_shown(one),
            words.of_plan(one),
            invented=one.target.is_invented,
        )
        for one in page.siblings[:2]
    ]


def _share(share: StatedShare | None) -> shapes.Fact | None:
    if share is None:
        return None
    return shapes.Fact(
        _("Against the target of %(period)s") % {"period": words.named(share.period_code)},
        numbers.with_bound(words.percentage(share.percent), share.bound, language=words.language()),
        share.note or _("a share as it was stated; the plan behind it is not known"),
        invented=share.invented,
    )


# -- trend -------------------------------------------------------------------------------------------------------------


def _adds_up(row: TargetRow) -> bool:
    return row.target.indicator.measure == "flow"


def _charts(page: TargetPage) -> tuple[TrendGeometry, ...]:
    """One drawing for the phone and one for the desk; none where nothing can be drawn."""
    row = page.row
    actual = [(one.on, one.value) for one in page.trend if isinstance(one.value, Decimal)]
    if row.target.indicator.measure == "yes_no" or not actual or row.target.form != "level":
        return ()
    first = row.line.period.start.replace(day=1)
    before = [Step(_year_before(one.on), one.last_year) for one in page.trend if isinstance(one.last_year, Decimal)]
    outlook = row.judged.outlook
    trend = Trend(
        title=row.name,
        first_month=first,
        months=len(page.trend),
        actual=_changes([Step(on, amount) for on, amount in actual], keep=not _adds_up(row)),
        last_year=_changes(before, keep=False),
        as_of=page.as_of,
        plan=row.plan,
        plan_start=Decimal(0) if _adds_up(row) else None,
        outlook=outlook.value if outlook is not None and page.as_of < row.line.period.end else None,
        unit=row.unit_of_measure,
        language=words.language(),
    )
    return trend_geometry(trend, *PHONE), trend_geometry(trend)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _changes(steps: Sequence[Step], *, keep: bool) -> list[Step]:
    """Only the steps where something changed; a sum begins at 0 by itself."""
    if keep:
        return list(steps)
    found, last = [], Decimal(0)
    for step in steps:
        if step.value != last:
            found.append(step)
        last = step.value
    return found or list(steps[-1:])


def chart_note(page: TargetPage) -> str:
    said = [_("Strong line: this period.")]
    if any(one.last_year is not None for one in page.trend):
        said.append(_("Gold line: the year before."))
    said.append(_("Dots: the pace of the plan.") if _adds_up(page.row) else _("Dots: the plan."))
    return " ".join(said)


def _figures(page: TargetPage) -> list[FigureLine]:
    row = page.row
    known = [one for one in page.trend if one.value is not None or one.last_year is not None]
    figures = [
        (words.bare(one.value), words.bare(one.last_year), words.bare(one.plan, max(row.decimals, 2))) for one in known
    ]
    return [
        FigureLine(
            _("Month %(month)s/%(year)s") % {"month": one.on.month, "year": one.on.year},
            tuple(zip(_columns(row), cells, strict=True)),
        )
        for one, cells in zip(known, figures, strict=True)
    ]


def _columns(row: TargetRow) -> tuple[str, str, str]:
    return _("This period"), _("The year before"), _("Pace of the plan") if _adds_up(row) else _("Plan")


# -- statements --------------------------------------------------------------------------------------------------------


def _tells(one: StatementRow) -> bool:
    """Whether a statement says more than “none”: a figure, a history, a withdrawal, a conflict."""
    said = bool(one.value) or bool(one.numerator) or one.measurement.parts is not None
    return (
        said or one.measurement.stated_share is not None or bool(one.older) or one.state != "current" or one.in_conflict
    )


def _line(one: StatementRow, row: TargetRow) -> Line:
    stated = one.measurement
    notes = []
    if one.state == "withdrawn":
        notes.append(_("Withdrawn: %(reason)s") % {"reason": stated.withdrawn_reason})
    elif one.in_conflict:
        notes.append(_("Disagrees with another figure of the same time; neither is counted."))
    elif not one.taken and stated.stated_share is None:
        notes.append(_("Shown, not counted: another figure covers this time."))
    return Line(
        pk=stated.pk,
        unit=stated.unit.name,
        value=said(one, row),
        period=words.stated_period(stated.period_code, row),
        finality=str(stated.get_finality_display()),
        source=source(one),
        note=stated.note,
        notes=tuple(notes),
        withdrawn=one.state == "withdrawn",
        invented=stated.is_invented,
        evidence=one.evidence,
        history=_history(one, row),
    )


def said(one: StatementRow, row: TargetRow) -> str:
    """What was stated: a share with its counts, a part of a whole, a bare share, or the figure."""
    stated, language = one.measurement, words.language()
    if one.numerator is not None and one.denominator is not None:
        return numbers.with_bound(
            f"{words.bare(one.numerator)}/{words.bare(one.denominator)}", stated.bound, language=language
        )
    if stated.parts is not None:
        return f"{words.bare(Decimal(stated.parts.get(row.target.part, 0)))}%"
    if one.value is None and stated.stated_share is not None:
        return words.percentage(Decimal(stated.stated_share).scaleb(-6))
    unit = "%" if row.unit_of_measure == "%" else ""
    return words.quantity(one.value, unit, bound=stated.bound).strip()


def source(one: StatementRow) -> str:
    """“03/06/2022, Văn phòng nhập thay”."""
    stated = one.measurement
    if stated.source == "live":
        who = _("counted by the program")
    elif stated.proxy:
        who = _("entered by the office for the unit")
    else:
        who = _("entered by the unit")
    return f"{words.day(timezone.localdate(stated.stated_at))}, {who}"


def _history(one: StatementRow, row: TargetRow) -> tuple[Correction, ...]:
    found, newer = [], one
    for older in one.older:
        found.append(
            Correction(
                old=said(older, row),
                new=said(newer, row),
                reason=newer.measurement.reason.rstrip(". "),
                stated=words.day(timezone.localdate(older.measurement.stated_at)),
            )
        )
        newer = older
    return tuple(found)


def statements_note(page: TargetPage, shown: int) -> str:
    """No names; how many units stated 0, and how many lack a figure."""
    parts = []
    if page.row.target.indicator.counts_people:
        parts.append(_("No names of people."))
    if page.trace.zeros:
        parts.append(
            ngettext("%(n)d other unit stated 0.", "The other %(n)d units stated 0.", page.trace.zeros)
            % {"n": page.trace.zeros}
        )
    if page.left_out:
        count = len(page.left_out)
        parts.append(ngettext("%(n)d unit is left out.", "%(n)d units are left out.", count) % {"n": count})
    elif page.by_unit:
        parts.append(_("No unit lacks a figure."))
    if page.statements_total > shown:
        parts.append(
            _("The latest %(shown)d of %(total)d are listed.") % {"shown": shown, "total": page.statements_total}
        )
    return " ".join(parts)


def total_name(page: TargetPage) -> str:
    if len(page.by_unit) < 2:
        return ""
    return ngettext("Together %(n)d unit", "Together %(n)d units", len(page.by_unit)) % {"n": len(page.by_unit)}


def left_out(one: UnitFigure, row: TargetRow) -> Part:
    reason = {
        "not_stated": _("stated nothing"),
        "nothing": _("stated nothing"),
        "counts_missing": _("gave the share without its counts"),
        "no_weight": _("has no weight to be combined by"),
        "in_conflict": _("has figures that disagree"),
        "conflict": _("has figures that disagree"),
        "incomplete": _("has months without a figure"),
    }.get(one.reason, one.reason)
    if one.gaps:
        first, last = one.gaps[0]
        reason += _(", from %(first)s to %(last)s") % {"first": words.day(first), "last": words.day(last)}
    if one.last_known is not None and one.last_known_until is not None:
        reason += _("; last known %(value)s until %(day)s") % {
            "value": words.quantity(one.last_known, row.unit_of_measure),
            "day": words.day(one.last_known_until),
        }
    shown = NOTHING if one.value is None else words.quantity(one.value, row.unit_of_measure, bound=one.bound)
    return Part(one.unit.name, shown, reason)


NOTHING = words.NOTHING


def _own(page: TargetPage) -> str:
    if page.own_value is None or page.row.masked:
        return ""
    return words.quantity(page.own_value, page.row.unit_of_measure)


def _own_note(page: TargetPage) -> str:
    if page.own_difference is None:
        return ""
    if not page.own_difference:
        return _("the same as the sum of the units below")
    gap = words.difference(page.own_difference, page.row.unit_of_measure, in_points=page.row.in_points)
    return _("%(gap)s against the units below; it is shown, never added") % {"gap": gap}


# -- allotments --------------------------------------------------------------------------------------------------------


def _allotted(row: TargetRow, url: str) -> shapes.TargetRow:
    shown = target_row(row, url)
    return shapes.TargetRow(**{**shown.__dict__, "name": row.target.unit.name})


def allotments_note(page: TargetPage) -> str:
    total, gap = page.allotments.total, page.allotments.difference
    if total is None or gap is None:
        return ""
    said = _("Shared out %(total)s of %(plan)s") % {"total": words.bare(total), "plan": _plan(page.row)}
    if not gap:
        return _("%(said)s, exactly the plan.") % {"said": said}
    pattern = _("%(said)s: %(gap)s more than the plan.") if gap > 0 else _("%(said)s: %(gap)s still to be shared out.")
    return pattern % {"said": said, "gap": words.bare(abs(gap))}

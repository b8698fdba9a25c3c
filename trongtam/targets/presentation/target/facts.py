"""The facts beside a target's head: outlook, changes, other targets on the same figure, who is in charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.look import shapes

from .. import words
from .head import value

if TYPE_CHECKING:
    from ...figures.standing import Change
    from ...queries import TargetPage
    from ...queries.chosen import StatedShare


def facts(page: TargetPage, *, holder_post: str, share: StatedShare | None) -> list[shapes.Fact]:
    found = [_made_of(page), _outlook(page), _same_period(page), _baseline(page), *_terms(page), _share(share)]
    holder = page.row.target.holder
    if holder is not None:
        found.append(shapes.Fact(_("In charge"), holder.full_name, holder_post, quiet=True))
    return [fact for fact in found if fact is not None]


def _made_of(page: TargetPage) -> shapes.Fact | None:
    """The plans of the units before, that a merger added or a split divided."""
    if not page.made_of:
        return None
    unit = page.row.unit_of_measure
    plans = [words.bare(one.source.value_of(one.source.plan)) for one in page.made_of]
    names = ", ".join(one.source.unit.name for one in page.made_of)
    if all(one.share == 1 for one in page.made_of):
        return shapes.Fact(_("Plan added up from"), f"{' + '.join(plans)} {unit}", names, quiet=True)
    shares = ", ".join(words.percentage(one.share * 100) for one in page.made_of)
    note = _("%(share)s of %(plan)s, an estimate by the share") % {"share": shares, "plan": plans[0]}
    return shapes.Fact(_("Plan divided from"), names, note, quiet=True)


def _outlook(page: TargetPage) -> shapes.Fact | None:
    row, outlook = page.row, page.row.judged.outlook
    if outlook is None or row.masked:
        return None
    shown = words.quantity(
        outlook.value, "%" if row.unit_of_measure == "%" else "", bound=outlook.bound, decimals=row.decimals
    )
    return shapes.Fact(
        _("Outlook for the period"),
        shown.strip(),
        outlook_basis(page),
        invented=row.target.is_invented or half(page),
        url=_year_before(page) if outlook.basis == "last_year_share" else "",
    )


def _year_before(page: TargetPage) -> str:
    """The page of what last year's figure was made of."""
    return f"{reverse('targets:year_before', args=[page.row.pk])}?on={page.as_of.isoformat()}"


def half(page: TargetPage) -> bool:
    """In demonstration data the year before is made up even where this year's figure is not."""
    return any(one.measurement.is_invented for one in page.statements)


def outlook_basis(page: TargetPage) -> str:
    """In words, what the estimate rests on."""
    row, outlook = page.row, page.row.judged.outlook
    if outlook is None:
        return ""
    if outlook.basis == "last_year_share":
        return _("estimate: %(now)s ÷ %(same)s in the same period × %(total)s in all of %(year)s") % {
            "now": words.bounded(row.value, row.bound, row.decimals),
            "same": words.bounded(page.same_period, page.same_period_bound, row.decimals),
            "total": words.bounded(page.last_year_total, page.last_year_total_bound, row.decimals),
            "year": row.line.period.start.year - 1,
        }
    if outlook.basis == "straight_line" and row.target.indicator.measure == "flow":
        return _("estimate: %(now)s ÷ %(elapsed)s of the time") % {
            "now": words.bounded(row.value, row.bound, row.decimals),
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
    before = words.bounded(page.same_period, page.same_period_bound)
    note = _moved(change) % {"before": f"{before}%" if row.unit_of_measure == "%" else before, "after": value(row)}
    if change.relative_percent is not None and not change.in_points:
        note += f" ({words.relative(change)})"
    shown = words.changed(change)
    year = row.line.period.start.year - 1
    term = _("Against the same period of %(year)s") % {"year": year}
    return shapes.Fact(term, shown, note, invented=half(page), url=_year_before(page))


def _moved(change: Change) -> str:
    if change.absolute == 0:
        return _("still %(after)s")
    return _("from %(before)s up to %(after)s") if change.absolute > 0 else _("from %(before)s down to %(after)s")


def _baseline(page: TargetPage) -> shapes.Fact | None:
    row, change = page.row, page.row.judged.change_baseline
    if change is None or row.masked or row.target.baseline is None:
        return None
    shown = words.changed(change)
    base = row.target.value_of(row.target.baseline)
    before = words.quantity(base, row.unit_of_measure, bound=row.target.baseline_bound)
    if row.target.baseline_on is not None:
        before = _("%(value)s on %(day)s") % {"value": before, "day": words.day(row.target.baseline_on)}
    note = _moved(change) % {"before": before, "after": value(row)}
    return shapes.Fact(_("Since the baseline"), shown, note)


def _terms(page: TargetPage) -> list[shapes.Fact]:
    """Other targets on the same indicator, as the term's beside the year's."""
    return [
        shapes.Fact(
            _("Against the target of %(period)s") % {"period": words.named(one.target.period_code)},
            words.percent_shown(one),
            words.of_plan(one),
            invented=one.target.is_invented,
            url=f"{reverse('targets:target', args=[one.pk])}?on={page.as_of.isoformat()}",
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
        url=reverse("targets:statement", args=[share.statement]),
    )

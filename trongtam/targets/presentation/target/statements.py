"""The statements behind a target's figure, each with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import numbers
from trongtam.look.addresses import addresses

from .. import words

if TYPE_CHECKING:
    from ...models import Evidence
    from ...queries import StatementRow, TargetPage, TargetRow


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
    url: str
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


def tells(one: StatementRow) -> bool:
    """Whether a statement says more than “none”: a figure, a history, a withdrawal, a conflict."""
    said = bool(one.value) or bool(one.numerator) or one.measurement.parts is not None
    return (
        said or one.measurement.stated_share is not None or bool(one.older) or one.state != "current" or one.in_conflict
    )


def times_taken(rows: Sequence[StatementRow]) -> frozenset[tuple[int, str]]:
    """Unit and period of the figures that make the number."""
    return frozenset((one.measurement.unit_id, one.measurement.period_code) for one in rows if one.taken)


def line(one: StatementRow, row: TargetRow, taken: frozenset[tuple[int, str]] = frozenset()) -> Line:
    """One row of the list; `taken` is what `times_taken` found, so that a figure beside it says why it does not count."""
    stated = one.measurement
    notes = []
    if one.state == "withdrawn":
        notes.append(_("Withdrawn: %(reason)s") % {"reason": stated.withdrawn_reason})
    elif one.in_conflict:
        notes.append(_("Disagrees with another figure of the same time; neither is counted."))
    elif not one.taken and stated.stated_share is None and stated.period_end > row.day:
        notes.append(_("Of a time after %(day)s, so not counted here.") % {"day": words.day(row.day)})
    elif _stands_aside(one, row, taken):
        notes.append(_("Shown, not counted: another figure covers this time."))
    return Line(
        pk=stated.pk,
        url=addresses("targets:statement")(stated.pk),
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


def _stands_aside(one: StatementRow, row: TargetRow, taken: frozenset[tuple[int, str]]) -> bool:
    """Whether another figure speaks in its place. The months of a state before the last one simply stand before it."""
    if one.taken or one.measurement.stated_share is not None:
        return False
    adds_up = row.target.indicator.measure == "flow"
    return adds_up or (one.measurement.unit_id, one.measurement.period_code) in taken


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
    kept = f", {_('kept from the period before')}" if stated.is_kept else ""
    return f"{words.day(timezone.localdate(stated.stated_at))}, {who}{kept}"


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
    elif page.by_unit and page.row.reaches is not None:
        parts.append(_("%(lag)s.") % {"lag": words.capital(words.lag(page.row))})
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

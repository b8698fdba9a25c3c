"""The last steps of the guided set-up: targets, the first figure, the first board."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.periods import Period
from trongtam.org.first_steps import FirstStep
from trongtam.org.models import Unit
from trongtam.resolutions.models import ClauseKind, Document

from ..computing.scope import territory
from ..models import Measurement, Source, Target
from ..models.targets import TargetQuerySet
from .board import periods_with_targets, targets_of
from .chosen import chosen_day, chosen_period, period_of
from .days import closing_day_of, periods_over, reading_day
from .entry_list import entry_progress
from .rows import listed, rows_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def targets_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Leads to the sentences of the newest document that name targets; without one to the pasting of a table."""
    count = Target.objects.in_force().filter(unit__path__startswith=commune.path, parent__isnull=True).count()
    read = Document.objects.filter(unit__path__startswith=commune.path, clauses__kind=ClauseKind.TARGET)
    document = read.order_by("-pk").values_list("pk", flat=True).first()
    pasted = reverse("targets:paste_targets", args=[commune.code])
    return FirstStep(
        title=_("Its targets"),
        text=_("From the sentences of the resolution; a table of an annex can be pasted too."),
        done=count > 0,
        url=reverse("targets:from_clauses", args=[document]) if document else pasted,
        action=_("Set the targets"),
        also=((_("Targets from a table"), pasted),) if document else (),
        stands=ngettext("%(n)d target", "%(n)d targets", count) % {"n": count} if count else "",
    )


def figure_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Done when each unit that states has sent figures once. Leads to the first sheet that lacks figures, a longer period
    where the year has begun already, so that what is typed first shows on the board at once."""
    units = _stating(commune)
    spoke = set(
        Measurement.objects.filter(unit__in=units, source=Source.STATED).values_list("unit_id", flat=True).distinct()
    )
    names = {"done": len(spoke), "total": len(units)}
    return FirstStep(
        title=_("The first figures"),
        text=_("Each unit types its own; the office may type for it."),
        done=bool(units) and len(spoke) == len(units),
        url=f"{reverse('targets:own_entry')}{_period_lacking(commune, units, timezone.localdate(at))}",
        action=_("Type figures"),
        also=((_("From an Excel sheet"), reverse("imports:sheet", args=["measurements", commune.code])),),
        stands=_("%(done)s of %(total)s units have sent figures") % names if units else "",
    )


def _stating(commune: Unit) -> list[Unit]:
    """The units of today that targets of the commune ask for figures. Two queries."""
    asked = list(
        _in_force(commune)
        .filter(indicator__source=Source.STATED)
        .order_by()
        .values_list("indicator__stated_by", "unit__kind", "unit__path")
        .distinct()
    )
    kinds = {stated_by for stated_by, _kind, _path in asked}
    units = Unit.objects.filter(path__startswith=commune.path, kind__in=kinds, ended_on__isnull=True).order_by("path")
    return [
        unit
        for unit in units
        if any(unit.kind == by and unit.path.startswith(territory(kind, path)) for by, kind, path in asked)
    ]


def _in_force(commune: Unit) -> TargetQuerySet:
    return Target.objects.in_force().filter(unit__path__startswith=commune.path)


def _period_lacking(commune: Unit, units: list[Unit], today: date) -> str:
    first = _in_force(commune).order_by("pk").first()
    if first is None:
        return ""
    period = period_of(first)
    day = reading_day(period, today, closing_day_of(commune))
    year = max(period.start, day.replace(month=1, day=1))
    steps = periods_over(year, day) or [Period.month(day.year, day.month)]
    for step in steps:
        if any(not progress.is_done for progress in entry_progress(units, step).values()):
            return f"?month={step.code}"
    return f"?month={steps[-1].code}"


def board_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Done when the board, as it opens, judges at least one target."""
    today = timezone.localdate(at)
    period = chosen_period(periods_with_targets(commune), today)
    targets = list(listed(targets_of(commune, period)))
    rows = rows_of(targets, chosen_day(commune, period, today), user=user) if targets else []
    judged = sum(row.band != "not_measured" for row in rows)
    return FirstStep(
        title=_("The first board"),
        text=_("Everyone of the commune sees where each target stands."),
        done=judged > 0,
        url=reverse("targets:board", args=[commune.code]),
        action=_("See where we stand"),
        stands=_("%(n)s of %(total)s targets have figures") % {"n": judged, "total": len(rows)} if rows else "",
    )

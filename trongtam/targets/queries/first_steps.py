"""The last steps of the guided set-up: targets, the first figure, the first board."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.org.first_steps import FirstStep
from trongtam.org.models import Unit
from trongtam.resolutions.models import ClauseKind, Document

from ..models import Measurement, Target
from .chosen import period_of
from .days import closing_day_of, reading_day

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
        stands=ngettext("%(n)d target", "%(n)d targets", count) % {"n": count} if count else "",
    )


def figure_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Leads to the month that the board reads, so that what is typed first shows there at once."""
    stated = Measurement.objects.filter(unit__path__startswith=commune.path).exists()
    return FirstStep(
        title=_("The first figures"),
        text=_("Each unit types its own; the office may type for it."),
        done=stated,
        url=f"{reverse('targets:own_entry')}{_month_read(commune, timezone.localdate(at))}",
        action=_("Type figures"),
    )


def _month_read(commune: Unit, today: date) -> str:
    first = Target.objects.in_force().filter(unit__path__startswith=commune.path).order_by("pk").first()
    if first is None:
        return ""
    day = reading_day(period_of(first), today, closing_day_of(commune))
    return f"?month={day:%Y-%m}"


def board_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Done when the board has a figure to show for at least one target."""
    own = Target.objects.in_force().filter(unit__path__startswith=commune.path, parent__isnull=True)
    shown = own.filter(indicator__measurements__unit__path__startswith=commune.path).distinct().count()
    return FirstStep(
        title=_("The first board"),
        text=_("Everyone of the commune sees where each target stands."),
        done=shown > 0,
        url=reverse("targets:board", args=[commune.code]),
        action=_("See where we stand"),
        stands=_("%(n)s of %(total)s targets have figures") % {"n": shown, "total": own.count()} if shown else "",
    )

"""Where the guided set-up stands, as far as units and their people go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.vntext import sort_key
from trongtam.look.registry import DueItem

from ..first_steps import FirstStep, next_of, steps_of
from ..models import Person, Post, PostKind, Unit, UnitKind, UnitSettings
from ..models.units import on_date
from ..nesting import KIND_ORDER
from ..reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Who states the figures of a unit, and therefore signs in first.
SPEAKERS = {
    UnitKind.CELL: PostKind.CELL_SECRETARY,
    UnitKind.HAMLET: PostKind.HAMLET_HEAD,
    UnitKind.GROUP: PostKind.GROUP_HEAD,
}


def open_commune(user: User) -> Unit | None:
    """The commune whose guided set-up is still open and that the person keeps. At most one query."""
    reach = Reach.of(user)
    if not reach.may_anywhere(Right.UNITS):
        return None
    found = UnitSettings.objects.filter(reach.reached_units("unit__"), set_up_open=True).select_related("unit")
    return next((row.unit for row in found.order_by("unit__path") if reach.may(Right.UNITS, row.unit)), None)


def kept_commune(user: User) -> Unit | None:
    """The commune to go on with: that of the open set-up, else the first that the person keeps."""
    reach = Reach.of(user)
    communes = Unit.objects.reached_by(user).filter(kind=UnitKind.COMMUNE, ended_on__isnull=True).order_by("path")
    return open_commune(user) or next((unit for unit in communes[:1] if reach.may(Right.UNITS, unit)), None)


def committee_of(commune: Unit) -> Unit | None:
    return commune.children.filter(kind=UnitKind.PARTY_COMMITTEE, ended_on__isnull=True).order_by("pk").first()


def units_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    below = Unit.objects.filter(path__startswith=commune.path, ended_on__isnull=True)
    counts = below.aggregate(
        cells=Count("pk", filter=Q(kind=UnitKind.CELL)), hamlets=Count("pk", filter=Q(kind=UnitKind.HAMLET))
    )
    cells = ngettext("%(n)d cell", "%(n)d cells", counts["cells"]) % {"n": counts["cells"]}
    hamlets = ngettext("%(n)d hamlet", "%(n)d hamlets", counts["hamlets"]) % {"n": counts["hamlets"]}
    committee = committee_of(commune)
    return FirstStep(
        title=_("Cells and hamlets"),
        text=_("Paste each list once, from Word or Excel, or bring the Excel sheet as it is."),
        done=counts["cells"] > 0,
        url=f"{reverse('org:found_units', args=[(committee or commune).code])}?kind=cell&next",
        action=_("Paste the list of cells"),
        also=((_("From an Excel sheet"), reverse("imports:sheet", args=["units", (committee or commune).code])),),
        stands=", ".join(words for words, count in ((cells, counts["cells"]), (hamlets, counts["hamlets"])) if count),
    )


@dataclass(frozen=True)
class UnitLogin:
    """A unit that states figures, who speaks for it today, and whether that person can sign in."""

    unit: Unit
    holder: Person | None
    signs_in: bool


def unit_logins(commune: Unit, today: date) -> list[UnitLogin]:
    """Cells and hamlets with their speakers, those without a login first. Two queries."""
    kinds = (UnitKind.CELL, UnitKind.HAMLET)
    units = Unit.objects.filter(path__startswith=commune.path, kind__in=kinds, ended_on__isnull=True)
    posts = Post.objects.filter(on_date(today), unit__in=units, kind__in=[SPEAKERS[kind] for kind in kinds])
    holders = {post.unit_id: post.person for post in posts.select_related("person__user")}
    rows = []
    for unit in units:
        holder = holders.get(unit.pk)
        signs_in = holder is not None and holder.user is not None and holder.user.is_active
        rows.append(UnitLogin(unit, holder, signs_in))
    return sorted(rows, key=lambda row: (row.signs_in, KIND_ORDER[row.unit.kind], sort_key(row.unit.name)))


def logins_step(user: User, commune: Unit, at: datetime) -> FirstStep:
    """Done when every unit that states has a login, or when the others were put aside by a press."""
    rows = unit_logins(commune, timezone.localdate(at))
    done = sum(row.signs_in for row in rows)
    aside = UnitSettings.objects.filter(unit=commune, logins_aside=True).exists()
    return FirstStep(
        title=_("Logins for the units"),
        text=_("Who states the figures of a cell or hamlet gets a slip of paper that opens the login once."),
        done=bool(rows) and (done == len(rows) or aside),
        url=reverse("org:unit_logins"),
        action=_("Give logins to the units"),
        also=((_("Paste a list of names"), reverse("org:open_units")),),
        stands=_("%(done)s of %(total)s units have a login") % {"done": done, "total": len(rows)} if rows else "",
    )


def due_first_steps(user: User, at: datetime) -> list[DueItem]:
    """The way back to the guided set-up, until it is finished or put away."""
    commune = open_commune(user)
    if commune is None:
        return []
    steps = steps_of(user, commune, at)
    step = next_of(steps)
    if step is None:
        return []
    return [
        DueItem(
            key=f"org.first_steps:{commune.pk}",
            title=_("Set the commune up: %(step)s") % {"step": step.title},
            detail=step.text,
            due=None,
            url=reverse("org:next_steps"),
            done=sum(one.done for one in steps),
            total=len(steps),
            kind=_("Set-up"),
            action=_("Go on with the set-up"),
        )
    ]

"""Who follows which unit, from a day until another; how often that asks to go there; the months that were excused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit, UnitKind
from trongtam.org.models.units import on_date

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Tier(models.TextChoices):
    """The layer on which a unit is followed."""

    STANDING_CLUSTER = "standing_cluster", _("Standing member, a cluster")
    COMMITTEE_CELL = "committee_cell", _("Committee member, a cell or hamlet")
    SUPERIOR_OFFICIAL = "superior_official", _("Official from above")
    GROUP_MEMBER = "group_member", _("Member, a self-managed group")


# Duties end at the hamlet or the self-managed group; there is none to a household.
KINDS_OF: dict[str, tuple[str, ...]] = {
    Tier.STANDING_CLUSTER: (UnitKind.CLUSTER,),
    Tier.COMMITTEE_CELL: (UnitKind.CELL, UnitKind.HAMLET),
    Tier.SUPERIOR_OFFICIAL: (UnitKind.COMMUNE, UnitKind.CELL, UnitKind.HAMLET),
    Tier.GROUP_MEMBER: (UnitKind.GROUP,),
}
FOLLOWED_KINDS = (UnitKind.COMMUNE, UnitKind.CLUSTER, UnitKind.CELL, UnitKind.HAMLET, UnitKind.GROUP)


# What obligations ask that say nothing of it: the program's own number.
REPORT_WITHIN = 10
LONGEST_WITHIN = 90


class Every(models.TextChoices):
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    YEAR = "year", _("every year")


class Obligation(models.Model):
    """How often a duty asks to go there, from a day on. Those that are shipped become rows when they are first used; `unit`:
    the organ that has set one of its own. `attends`: kinds of meetings; `report_every`: when a report is owed. Never changed: an
    organ that asks for something else sets another one."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations")
    code = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=160)
    tier = models.CharField(_("layer"), max_length=20, choices=Tier.choices, blank=True)
    every = models.CharField(_("how often"), max_length=8, choices=Every.choices)
    visits = models.PositiveSmallIntegerField(_("visits"), default=1)
    attends = models.JSONField(default=list)
    report_every = models.CharField(max_length=8, choices=Every.choices, blank=True)
    # Days after the end of a span until its report is due.
    report_within = models.PositiveSmallIntegerField(default=REPORT_WITHIN)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=255)
    checked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="obligation_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(unit__isnull=True), name="obligation_shipped_once"),
            models.CheckConstraint(condition=Q(visits__gte=1), name="obligation_asks_for_visits"),
            models.CheckConstraint(
                condition=Q(report_within__gte=1) & Q(report_within__lte=LONGEST_WITHIN),
                name="obligation_report_within",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="obligation_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FollowingQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User) -> FollowingQuerySet:
        """Duties to units in reach, one's own, and those that stand beside one's own for the same unit."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        return self.filter(reach.reached_units("unit__") | followed(user, "unit__"))

    def on(self, day: date) -> FollowingQuerySet:
        return self.filter(on_date(day))


class Duty(models.Model):
    """A person follows a unit. `valid_to`: the first day on which he does not any more. `counted_from`: since when visits are
    written down; months that were over before are unknown. `replaces`: the duty that was handed over. `carried_to`: the duty to
    the new unit that goes on from this one after a merger or a split; visits of that month count there."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties", verbose_name=_("who follows"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="followings", verbose_name=_("unit"))
    tier = models.CharField(_("layer"), max_length=20, choices=Tier.choices)
    obligation = models.ForeignKey(
        Obligation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("how often he goes there"),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    counted_from = models.DateField(_("visits are written down since"))
    basis = models.CharField(_("basis"), max_length=255)
    ended_reason = models.CharField(max_length=500, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    carried_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_from")
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        indexes = [models.Index(fields=["unit", "tier", "valid_from"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="duty_lasts"
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "tier"], condition=Q(valid_to__isnull=True), name="duty_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class MonthExcused(models.Model):
    """A span that is not asked of a duty, with the reason; append-only."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="excused")
    span_code = models.CharField(max_length=12)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "span_code"], name="month_excused_once")]


def followed_paths(user: User) -> tuple[str, ...]:
    """Paths of the units that one follows today. One query, kept on the user object."""
    from trongtam.org.reach import Reach

    reach = Reach.of(user)
    if reach.person_id is None:
        return ()
    if "_followed" not in user.__dict__:
        held = Duty.objects.filter(on_date(timezone.localdate()), person_id=reach.person_id)
        user.__dict__["_followed"] = tuple(sorted(set(held.values_list("unit__path", flat=True))))
    known: tuple[str, ...] = user.__dict__["_followed"]
    return known


def followed(user: User, prefix: str = "") -> Q:
    """Condition on `Unit` (or on `prefix` leading to one): units that one follows today, with all below them. What a
    follower reads of the unit, querysets of this room and of those above add by it."""
    condition = Q(**{f"{prefix}pk__in": []})
    for path in followed_paths(user):
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition

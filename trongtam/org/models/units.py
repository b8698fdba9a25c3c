"""`Unit` is the identity; `Placement` says where it stood when, `UnitName` what it was called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")
    PARTY_COMMITTEE = "party_committee", _("Party committee")
    CLUSTER = "cluster", _("Cluster of cells")
    CELL = "cell", _("Party cell")
    GOVERNMENT = "government", _("People's Committee")
    PEOPLES_COUNCIL = "peoples_council", _("People's Council")
    FRONT = "front", _("Fatherland Front")
    ORGANISATION = "organisation", _("Mass organisation")
    HAMLET = "hamlet", _("Hamlet")
    GROUP = "group", _("Self-managed group")


# Who is kept by one of these without holding a post there is most likely a member of the Party.
PARTY_UNITS = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.CLUSTER, UnitKind.CELL})


def on_date(at: date, prefix: str = "") -> Q:
    """The rows of a dated table (`valid_from` ≤ at < `valid_to` or open) that hold on a day."""
    return Q(**{f"{prefix}valid_from__lte": at}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": at})
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    """Readings that chain. Subtrees go over `Placement.path`, on SQLite and PostgreSQL alike."""

    def on(self, at: date) -> UnitQuerySet:
        """Units that exist on a day."""
        return self.filter(Q(founded_on__lte=at) & (Q(ended_on__isnull=True) | Q(ended_on__gt=at)))

    def under(self, unit: Unit, at: date | None = None) -> UnitQuerySet:
        """The unit and all below it: today's tree, or the tree as it was on a day."""
        if at is None:
            return self.filter(path__startswith=unit.path) if unit.path else self.filter(pk=unit.pk)
        paths = Placement.objects.filter(on_date(at), unit=unit).values_list("path", flat=True)[:1]
        found = next(iter(paths), None)
        if found is None:
            return self.none()
        return self.filter(pk__in=Placement.objects.filter(on_date(at), path__startswith=found).values("unit_id"))

    def visible_to(self, user: User | AnonymousUser | None) -> UnitQuerySet:
        """Units a person sees today: the subtree of every reach, and the units above it (their sums, not their people)."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units())

    def reached_by(self, user: User | AnonymousUser | None) -> UnitQuerySet:
        """Units over which a person has reach today."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units())


class Unit(models.Model):
    """A unit's identity. `name`, `parent`, `path` repeat today's `UnitName` and `Placement` and are written only by
    `org.operations`; a unit that has ended keeps its last ones. A unit that was merged stands in today's tree below the one
    that carries it on, so that whoever answers for the new unit reads the old ones too; its placements tell where it stood.

    `inherits`: its figures go on from units that were merged into it or split into it. `passed_on`: others carry its figures
    on. Both repeat `Succession` (merged, split), so that a reading of units without any past asks nothing more.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    name = models.CharField(_("name"), max_length=160)
    folded = models.CharField(max_length=160, editable=False, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=255, editable=False, db_index=True)
    serves = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="served_by", verbose_name=_("serves")
    )
    official_code = models.CharField(_("official code"), max_length=10, blank=True)
    is_demonstration = models.BooleanField(default=False)
    founded_on = models.DateField(_("founded on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    inherits = models.BooleanField(default=False, editable=False)
    passed_on = models.BooleanField(default=False, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("founded_on")), name="unit_ends_after_founding"
            )
        ]
        indexes = [models.Index(fields=["path"], condition=Q(passed_on=True), name="unit_passed_on")]

    def __str__(self) -> str:
        return self.name

    @property
    def path_ids(self) -> list[int]:
        """The ids of the units from the top down to this one."""
        return [int(part) for part in self.path.strip("/").split("/") if part]


class Placement(models.Model):
    """Where a unit stood from a day until another. `path` is `/1/7/31/`: derived, the unit itself last."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=255, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(_("legal basis"), max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_begins_once"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to__isnull=True), name="placement_open_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="placement_lasts"
            ),
        ]


class UnitName(models.Model):
    """What a unit was called from a day until another; old papers keep the old name."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.CharField(_("legal basis"), max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_name_begins_once"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_name_open_once"),
        ]


class Succession(models.Model):
    """Who carries on for whom, from the successor's first day: `renamed` is not one. `share` of what adds up goes over: 1 in
    a merger, in a split what the decision says; the shares of one predecessor make 1 together."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("merged into")
        SPLIT = "split", _("split into")
        DISSOLVED = "dissolved", _("work passed to")

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    share = models.DecimalField(max_digits=9, decimal_places=8, default=1)
    basis = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="succession_share"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
        ]


class Term(models.Model):
    """A term of a unit's congress or council; levels have terms of their own length."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="term_lasts")]

    def __str__(self) -> str:
        return self.name


class UnitSettings(models.Model):
    """What a commune chooses for itself."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="settings")
    closing_day = models.PositiveSmallIntegerField(_("closing day of a reporting month"), default=25)
    pace_tolerance = models.DecimalField(_("pace tolerance (points)"), max_digits=5, decimal_places=2, default=5)
    spelling = models.CharField(max_length=10, choices=[("old", "ủy"), ("new", "uỷ")], default="old")
    # The guided set-up of the first days: the desk leads back to it until it is finished or put away.
    set_up_open = models.BooleanField(default=False, editable=False)
    # The office types for the units that have no login yet, and the set-up no longer waits for them.
    logins_aside = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closing_day__gte=1) & Q(closing_day__lte=31), name="closing_day_of_month"
            )
        ]

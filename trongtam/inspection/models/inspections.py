"""Inspection and supervision of the Party: the year's programme, each subject with its course, conclusions with time limits.

Restricted: read by those with the post alone (`visible_to`). The committee's programme: its secretary and deputies, and the
inspectors; the commission's: the inspectors; each one also by whoever leads it. Everybody else finds nothing, not even that it is
there; leaders read an overview of sums (`queries.overview`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, PostKind, Unit
from trongtam.work.models import Work

from ..life import State

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Organ(models.TextChoices):
    COMMITTEE = "committee", _("Party committee")
    COMMISSION = "commission", _("Inspection commission")


INSPECTORS = (PostKind.INSPECTOR,)
LEADERS = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY)


def held_units(user: User, kinds: tuple[str, ...]) -> list[int]:
    """Units in which one holds one of these posts today: of the very organ, never of one above or below it."""
    from trongtam.org.reach import Reach

    return [post.unit_id for post in Reach.of(user).posts if post.kind in kinds]


def with_the_post(user: User, prefix: str = "") -> Q:
    """Condition on a programme (or on `prefix` leading to one)."""
    inspects = Q(**{f"{prefix}keeper__in": held_units(user, INSPECTORS)})
    leads = Q(**{f"{prefix}keeper__in": held_units(user, LEADERS), f"{prefix}organ": Organ.COMMITTEE})
    return inspects | leads


def not_of(user: User, prefix: str = "") -> Q:
    """Condition on an inspection (or on `prefix` leading to one): whoever is inspected finds nothing of it, whatever his post."""
    from trongtam.org.reach import Reach

    person = Reach.of(user).person_id
    return ~Q(**{f"{prefix}subject_person": person}) if person is not None else Q()


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> ProgrammeQuerySet:
        return self.filter(with_the_post(user))


class Programme(models.Model):
    """The programme of a year of one organ of a committee. `unit`: the Party committee that made it; `keeper`: the one that
    keeps it today, which is another where a merger or a split has ended the first."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("committee"))
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes_kept")
    organ = models.CharField(_("whose programme"), max_length=10, choices=Organ.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("name"), max_length=240)
    basis = models.CharField(_("basis"), max_length=255, blank=True)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme of inspection")
        verbose_name_plural = _("programmes of inspection")
        constraints = [models.UniqueConstraint(fields=["unit", "organ", "year"], name="programme_once_a_year")]

    def __str__(self) -> str:
        return self.title


class InspectionKind(models.TextChoices):
    INSPECTION = "inspection", _("Inspection")
    SUPERVISION = "supervision", _("Supervision")


class InspectionForm(models.TextChoices):
    REGULAR = "regular", _("regular")
    THEMATIC = "thematic", _("thematic")
    SIGNS = "signs", _("where there are signs of a violation")


class InspectionState(models.TextChoices):
    PLANNED = State.PLANNED.value, _("in the programme")
    DECIDED = State.DECIDED.value, _("decided, under way")
    REPORTED = State.REPORTED.value, _("reported, waits for the conclusion")
    CONCLUDED = State.CONCLUDED.value, _("concluded, being followed up")
    SETTLED = State.SETTLED.value, _("settled")
    DROPPED = State.DROPPED.value, _("taken off the programme")


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: User) -> InspectionQuerySet:
        """By post, or by leading it; never one's own, whatever post one holds."""
        from trongtam.org.reach import Reach

        person = Reach.of(user).person_id
        if person is None:
            return self.none()
        return self.filter(with_the_post(user, "programme__") | Q(lead=person), not_of(user))


class Inspection(models.Model):
    """One subject of a programme: an organisation or a person. Which state may follow which stands in `life`."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(_("kind"), max_length=12, choices=InspectionKind.choices)
    form = models.CharField(_("form"), max_length=8, choices=InspectionForm.choices, default=InspectionForm.THEMATIC)
    subject_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("unit")
    )
    subject_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("person")
    )
    content = models.TextField(_("content"))
    planned_from = models.DateField(_("planned from"))
    planned_to = models.DateField(_("planned until"))
    lead = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="inspections_led",
        verbose_name=_("who leads it"),
    )
    state = models.CharField(max_length=9, choices=InspectionState.choices, default=InspectionState.PLANNED)
    decision = models.CharField(_("decision"), max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    plan = models.TextField(_("plan"), blank=True)
    report = models.TextField(_("report"), blank=True)
    reported_on = models.DateField(null=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    conclusion_number = models.CharField(_("number of the conclusion"), max_length=120, blank=True)
    concluded_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    dropped_reason = models.CharField(max_length=500, blank=True)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        indexes = [models.Index(fields=["programme", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_unit__isnull=False, subject_person__isnull=True)
                | Q(subject_unit__isnull=True, subject_person__isnull=False),
                name="inspection_has_one_subject",
            ),
            models.CheckConstraint(condition=Q(planned_to__gte=F("planned_from")), name="inspection_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.planned_from:%d/%m/%Y}"

    @property
    def subject(self) -> Unit | Person:
        found = self.subject_unit or self.subject_person
        assert found is not None
        return found


class DemandState(models.TextChoices):
    OPEN = "open", _("being done")
    SETTLED = "settled", _("settled")


class DemandQuerySet(models.QuerySet["Demand"]):
    def visible_to(self, user: User) -> DemandQuerySet:
        """Those with the post, and whoever has to do it: the holder himself, those who speak for the unit that holds it. Whoever
        was inspected reads what he has to do, nothing else."""
        from trongtam.org.reach import Reach, Right

        reach = Reach.of(user)
        own = [post.unit_id for post in reach.posts if post.rights & {Right.STATE, Right.ASSIGN}]
        by_post = with_the_post(user, "inspection__programme__")
        if reach.person_id is not None:
            by_post |= Q(supervisor=reach.person_id) | Q(inspection__lead=reach.person_id)
        seen = by_post & not_of(user, "inspection__") | Q(holder_unit__in=own)
        if reach.person_id is not None:
            seen |= Q(holder_person=reach.person_id)
        return self.filter(seen)


class Demand(models.Model):
    """What a conclusion asks for: of whom, until when, under whose eyes. `work`: the work that it became, with a neutral name;
    the words themselves are read here alone."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="demands")
    order = models.PositiveSmallIntegerField()
    text = models.TextField(_("what the conclusion asks for"))
    holder_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holder_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("until"))
    first_due = models.DateField()
    supervisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("supervised by"))
    state = models.CharField(max_length=7, choices=DemandState.choices, default=DemandState.OPEN)
    settled_on = models.DateField(null=True)
    work = models.OneToOneField(Work, null=True, blank=True, on_delete=models.PROTECT, related_name="demand")

    objects = DemandQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="demand_order_once"),
            models.CheckConstraint(
                condition=Q(holder_unit__isnull=False, holder_person__isnull=True)
                | Q(holder_unit__isnull=True, holder_person__isnull=False),
                name="demand_has_one_holder",
            ),
        ]

    @property
    def holder(self) -> Unit | Person:
        found = self.holder_unit or self.holder_person
        assert found is not None
        return found


class FollowUp(models.Model):
    """What was found when somebody looked again; append-only."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField(_("day"))
    text = models.TextField(_("what was found"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]

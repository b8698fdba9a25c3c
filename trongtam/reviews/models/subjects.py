"""Who is reviewed in a round, and what was said at each step. The level of a person is sensitive.

A person's row is read by himself and by sight, one level deep; whoever reaches over the whole subtree finds nothing. Nothing of
it is a field of opinion: points of a scheme, facts counted by the program, a level and a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit

from ..life import SETTLED, State
from .rounds import Round
from .schemes import SchemeSubject as SubjectKind
from .schemes import SchemeVersion

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Standing(models.TextChoices):
    """`gone`: left between the opening and the day of the registers, so he counts among nobody there."""

    RATED = "rated", _("is rated")
    EXEMPT = "exempt", _("exempt")
    NOT_RATED = "not_rated", _("not rated")
    GONE = "gone", _("no longer here")


class SubjectState(models.TextChoices):
    SELF = State.SELF.value, _("waits for the self-assessment")
    COLLECTIVE = State.COLLECTIVE.value, _("waits for the collective")
    APPRAISAL = State.APPRAISAL.value, _("waits for the appraisal")
    DECISION = State.DECISION.value, _("waits for the decision")
    DECIDED = State.DECIDED.value, _("decided")
    LOCKED = State.LOCKED.value, _("decided and locked")


class SubjectQuerySet(models.QuerySet["Subject"]):
    def visible_to(self, user: User) -> SubjectQuerySet:
        """Organisations and collectives in reach; of people oneself, and those judged in a unit of sight or a cell directly below
        it."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        if reach.person_id is None:
            return self.none()
        collective = Q(person__isnull=True) & reach.reached_units("unit__")
        own = Q(person=reach.person_id)
        seen = Q(person__isnull=False) & reach.seen_units("unit__") if reach.sight_units else Q(pk__in=[])
        return self.filter(collective | own | seen)

    def rated(self) -> SubjectQuerySet:
        return self.filter(standing=Standing.RATED)

    def settled(self) -> SubjectQuerySet:
        return self.filter(state__in=[state.value for state in SETTLED])


class Subject(models.Model):
    """One organisation, collective or person in a round. Which state may follow which stands in `life`.

    `unit`: where it is judged; of a member his cell on the day of the registers, of a leader the unit that he leads: who leads
    two stands there twice. `group`: like duties, for the cap. `note`: what a reader must know (moved here on …, admitted on …).
    `level`: what was decided, empty before; `proposed` the last level that was said before.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=12, choices=SubjectKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    is_head = models.BooleanField(default=False)
    group = models.CharField(_("group of like duties"), max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=9, choices=Standing.choices, default=Standing.RATED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SubjectState.choices, default=SubjectState.SELF)
    proposed = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=30, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["round", "unit", "state"]),
            models.Index(fields=["round", "kind", "standing", "level"]),
            models.Index(fields=["person", "round"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "unit", "person"],
                condition=Q(person__isnull=False),
                name="review_subject_once",
            ),
            models.UniqueConstraint(
                fields=["round", "kind", "unit"], condition=Q(person__isnull=True), name="review_collective_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["leader", "member"], person__isnull=False)
                | Q(kind__in=["organisation", "collective"], person__isnull=True),
                name="review_subject_who",
            ),
            models.CheckConstraint(
                condition=Q(standing="rated") | (~Q(reason="") & Q(level="")), name="review_subject_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "locked"], standing="rated") | ~Q(level=""),
                name="review_subject_decided_has_level",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.full_name if self.person is not None else self.unit.name

    @property
    def is_rated(self) -> bool:
        return self.standing == Standing.RATED


class Step(models.TextChoices):
    SELF = "self", _("Self-assessment")
    COLLECTIVE = "collective", _("Proposal of the collective")
    APPRAISAL = "appraisal", _("Appraisal")
    DECISION = "decision", _("Decision")


class Assessment(models.Model):
    """What was said of one at a step: points by criterion, level, reason. Never changed: who says it anew adds a row.

    `computed`: the level that points and facts gave then; `basis`: the paper by which a superior decided. `proxy`: entered for
    the person by another, which he sees.
    """

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="assessments")
    step = models.CharField(max_length=10, choices=Step.choices)
    scores = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    computed = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=30)
    reason = models.CharField(max_length=600, blank=True)
    basis = models.CharField(max_length=160, blank=True)
    proxy = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["subject", "step"])]


class Ballot(models.Model):
    """What a secret vote about one gave: counts alone. No time of a vote, no order, nobody's vote. The last row counts."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="ballots")
    present = models.PositiveIntegerField(_("present"))
    ballots = models.PositiveIntegerField(_("ballots handed in"))
    valid = models.PositiveIntegerField(_("valid ballots"))
    marks = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ballots__lte=models.F("present")), name="review_ballots_of_present"),
            models.CheckConstraint(condition=Q(valid__lte=models.F("ballots")), name="review_valid_ballots"),
        ]

"""A round of review of a Party committee: what is reviewed for which period, by which days, under which scheme; and rounds of
which only the counts are known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document
from trongtam.targets.models import Target

from .schemes import SchemeSubject as SubjectKind
from .schemes import SchemeVersion

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class RoundKind(models.TextChoices):
    YEAR = "year", _("Review of the year")
    QUARTER = "quarter", _("Review of the quarter")
    TERM = "term", _("Review of the term")
    AD_HOC = "ad_hoc", _("Review when needed")


class RoundState(models.TextChoices):
    OPEN = "open", _("going on")
    LOCKED = "locked", _("locked for good")


class Rounding(models.TextChoices):
    """How a share of a cap becomes a number of people. No source says it (facts/rules.md §2.2), so it is chosen and shown."""

    FLOOR = "floor", _("rounded down")
    HALF_UP = "half_up", _("rounded to the nearest, half up")
    CEIL = "ceil", _("rounded up")


class ReviewRoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> ReviewRoundQuerySet:
        """Rounds of committees in reach; and those that somebody below takes part in: where he holds a post, or is reviewed."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        if reach.person_id is None:
            return self.none()
        units = {post.unit_id for post in reach.posts}
        return self.filter(
            reach.reached_units("unit__") | Q(pk__in=self._of_subjects(Q(unit__in=units) | Q(person=reach.person_id)))
        )

    @staticmethod
    def _of_subjects(which: Q) -> models.QuerySet:
        from .subjects import Subject

        return Subject.objects.filter(which).values("round_id")

    def still_open(self) -> ReviewRoundQuerySet:
        return self.filter(state=RoundState.OPEN)


class Round(models.Model):
    """One review of a committee's organisations and people for one period.

    `on`: the day whose registers say who belongs to it. The four days are when each step is to be done. `rounding`, `share`: how
    the cap is counted; `share` (percent) stands instead of the scheme's own where a document says so. `exception_document`: the
    document that lets the cap be exceeded. `is_counts`: only the counts are known, nobody stands in it. `members_target`,
    `organisations_target`: what the resolution wants.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="review_rounds")
    kind = models.CharField(_("kind of review"), max_length=8, choices=RoundKind.choices, default=RoundKind.YEAR)
    period_code = models.CharField(_("period"), max_length=24)
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("registers as of"))
    self_by = models.DateField(_("self-assessment by"))
    collective_by = models.DateField(_("vote of the collective by"))
    appraisal_by = models.DateField(_("appraisal by"))
    decision_by = models.DateField(_("decision by"))
    rounding = models.CharField(
        _("rounding of the cap"), max_length=8, choices=Rounding.choices, default=Rounding.FLOOR
    )
    share = models.DecimalField(_("cap in percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    exception_document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("document that lets the cap be exceeded"),
    )
    members_target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisations_target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.OPEN)
    is_counts = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    reopened_reason = models.CharField(max_length=300, blank=True)

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        indexes = [models.Index(fields=["unit", "period_code", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "period_code"], condition=~Q(kind="ad_hoc"), name="review_round_once"
            ),
            models.CheckConstraint(
                condition=Q(self_by__lte=F("collective_by"))
                & Q(collective_by__lte=F("appraisal_by"))
                & Q(appraisal_by__lte=F("decision_by")),
                name="review_round_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gt=0) & Q(share__lte=100)), name="review_round_share"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    def deadline_of(self, state: str) -> date | None:
        """By when the step is to be done that a state waits for."""
        return {
            "self": self.self_by,
            "collective": self.collective_by,
            "appraisal": self.appraisal_by,
            "decision": self.decision_by,
        }.get(state)


class CountLine(models.Model):
    """How many of a kind were there and got which level, where nobody stands by name: a past year, a report of others.

    `levels`: level → how many, disjoint. `printed`: level → the share as a paper prints it, kept beside. `reconstructed`: the
    counts were worked out from printed shares; the page says so.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("who is counted"), max_length=12, choices=SubjectKind.choices)
    scheme = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    exempt = models.PositiveIntegerField(_("exempt"), default=0)
    not_rated = models.PositiveIntegerField(_("not rated"), default=0)
    levels = models.JSONField()
    printed = models.JSONField(default=dict)
    reconstructed = models.BooleanField(_("worked out from printed shares"), default=False)
    note = models.CharField(_("source and note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="review_count_line_once")]

    @property
    def rated(self) -> int:
        return sum(self.levels.values())

    @property
    def existing(self) -> int:
        return self.rated + self.exempt + self.not_rated

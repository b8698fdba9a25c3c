"""A recommendation (kiến nghị): what a unit asks for, who has to answer it by when, and the one thread of what was said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit
from trongtam.org.reach import Reach

from ..life import OPEN, OWED, State
from .said import Said, seen_units
from .voters import VoterSession

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class SourceKind(models.TextChoices):
    VISIT = "visit", _("A visit")
    MEETING = "meeting", _("A meeting")
    GROUP = "group", _("A self-managed group")
    FOLLOWER = "follower", _("A follower")
    VOTERS = "voters", _("Voters")
    SESSION = "session", _("A working session")


class RecState(models.TextChoices):
    RECEIVED = State.RECEIVED.value, _("received")
    PASSED_ON = State.PASSED_ON.value, _("passed on")
    ESCALATED = State.ESCALATED.value, _("at the next level")
    ACCEPTED = State.ACCEPTED.value, _("accepted, is being dealt with")
    ANSWERED = State.ANSWERED.value, _("answered")
    NOT_SATISFIED = State.NOT_SATISFIED.value, _("answered, not satisfied")
    SETTLED = State.SETTLED.value, _("settled")
    WITHDRAWN = State.WITHDRAWN.value, _("withdrawn")


class AnswerKind(models.TextChoices):
    """As summaries of voters' opinions part the answers."""

    SOLVED = "solved", _("solved")
    IN_HAND = "in_hand", _("is being solved")
    EXPLAINED = "explained", _("explained why")


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> RecommendationQuerySet:
        """Those of units that one sees here, those that an organ in reach has or had, and those that one raised oneself."""
        had = Turn.objects.filter(Reach.of(user).reached_units("organ__")).values("recommendation_id")
        own = Q(made_by=user.pk) | self._heard_by(user) if Reach.of(user).posts else Q(pk__in=[])
        return self.filter(seen_units(user, "unit__") | Q(pk__in=had) | own)

    @staticmethod
    def _heard_by(user: User) -> Q:
        """Opinions of voters whom one has met as their delegate, whoever wrote them down."""
        met = VoterSession.objects.filter(delegate=Reach.of(user).person_id)
        return Q(source_kind=SourceKind.VOTERS, source_id__in=met.values("pk"))

    def open(self) -> RecommendationQuerySet:
        return self.filter(state__in=[state.value for state in OPEN])

    def owed(self) -> RecommendationQuerySet:
        """Somebody owes an answer."""
        return self.filter(state__in=[state.value for state in OWED])

    def overdue_on(self, day: date) -> RecommendationQuerySet:
        return self.owed().filter(due_on__lt=day)


class Recommendation(models.Model):
    """Whence, what, and who owes the answer now. No names of citizens stand in it.

    `unit` raised it; `organ` has to answer; `field` is a code of the routing table ("" where a person chose the organ alone).
    `level`: how often it went to a next level. `due_on` moves with it; `first_due` stays. `answered_on`, `in_time`: the first
    answer, and whether it came by the day owed then.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="recommendations_raised", verbose_name=_("from")
    )
    text = models.TextField(_("what is asked for"))
    folded = models.TextField(editable=False)
    source_kind = models.CharField(_("came from"), max_length=10, choices=SourceKind.choices)
    source_id = models.BigIntegerField(null=True, blank=True)
    source_text = models.CharField(_("where it was said"), max_length=300, blank=True)
    field = models.CharField(max_length=20, blank=True)
    organ = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="recommendations_to_answer", verbose_name=_("who answers")
    )
    raised_on = models.DateField(_("raised on"))
    due_on = models.DateField(_("answer due"))
    first_due = models.DateField()
    state = models.CharField(max_length=13, choices=RecState.choices, default=RecState.RECEIVED)
    level = models.PositiveSmallIntegerField(default=0)
    answered_on = models.DateField(null=True)
    in_time = models.BooleanField(null=True)
    answer_kind = models.CharField(max_length=9, choices=AnswerKind.choices, blank=True)
    promised_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    proxy = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        indexes = [
            models.Index(fields=["organ", "state", "due_on"]),
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["source_kind", "source_id"]),
            models.Index(fields=["made_by"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("raised_on")), name="recommendation_due_after_raised"),
            models.CheckConstraint(
                condition=~Q(state=State.SETTLED.value) | Q(answered_on__isnull=False),
                name="recommendation_settled_was_answered",
            ),
        ]

    def __str__(self) -> str:
        flat = " ".join(self.text.split())
        return flat if len(flat) <= 120 else f"{flat[:119]}…"


class Turn(Said):
    """One step of the thread, append-only: `text` is the answer or the reason, `organ` who has it afterwards, `organ_before` who
    had it; `due_on` the day owed afterwards."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="turns")
    act = models.CharField(max_length=13)
    before = models.CharField(max_length=13, choices=RecState.choices, blank=True)
    after = models.CharField(max_length=13, choices=RecState.choices)
    text = models.TextField(blank=True)
    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organ_before = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    answer_kind = models.CharField(max_length=9, choices=AnswerKind.choices, blank=True)
    promised_on = models.DateField(null=True)

    class Meta:
        ordering = ["at", "pk"]

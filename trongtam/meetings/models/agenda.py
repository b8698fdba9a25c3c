"""What a meeting talks about, and what it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit
from trongtam.support.models import GroupNote, NoticeTo, Recommendation
from trongtam.targets.models import Target
from trongtam.work.models import Work

from .meetings import Meeting

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class ItemKind(models.TextChoices):
    DECISION = "decision", _("Decided at an earlier meeting")
    WORK = "work", _("Work due")
    RECOMMENDATION = "recommendation", _("Recommendation without an answer")
    NOTICE = "notice", _("Notice from above")
    TARGET = "target", _("Target behind")
    NOTE = "note", _("Note of a self-managed group")
    THEME = "theme", _("Theme of the meeting")
    OWN = "own", _("Put on by the unit itself")


class Outcome(models.TextChoices):
    DONE = "done", _("Done")
    CARRIED = "carried", _("Next meeting")
    CANCELLED = "cancelled", _("Dropped")
    TOLD = "told", _("Told")
    NOTED = "noted", _("Taken note of")


class DecisionState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("dropped")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User) -> DecisionQuerySet:
        """Decisions of meetings in reach, and those that one holds oneself."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        seen = reach.reached_units("meeting__unit__") | reach.reached_units("owner__")
        if reach.person_id is not None:
            seen |= Q(holder_person=reach.person_id)
        return self.filter(seen)


class AgendaItem(models.Model):
    """One point of a meeting. `outcome` is empty until the meeting has settled it; one that is carried or cancelled says why.

    `first`: of a point of the unit's own that came over from an earlier meeting, the first of its row. `owed_by`: of such a
    first point the unit on whose next agenda it stands; empty once it is done or dropped. `target`: of a point of its own kind
    the target itself; of a point about a work the one target that the work serves, whose figure may be typed there.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=ItemKind.choices)
    decision = models.ForeignKey(
        "Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="looked_back"
    )
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    notice = models.ForeignKey(NoticeTo, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items")
    # Notes of groups are kept for a year: the point stays, the note goes.
    note = models.ForeignKey(GroupNote, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items")
    first = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    owed_by = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("point of the agenda"), max_length=400)
    prompts = models.JSONField(_("prompts for the discussion"), default=list)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    due = models.DateField(_("new day"), null=True, blank=True)
    figure = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    speakers = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["owed_by"])]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "decision"], condition=Q(decision__isnull=False), name="item_decision_once"
            ),
            models.UniqueConstraint(fields=["meeting", "work"], condition=Q(work__isnull=False), name="item_work_once"),
            models.UniqueConstraint(
                fields=["meeting", "target"], condition=Q(target__isnull=False), name="item_target_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "first"], condition=Q(first__isnull=False), name="item_first_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["carried", "cancelled"]) | ~Q(reason=""), name="item_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def outcome_word(self) -> str:
        """What became of it in the words that its kind is asked with; empty until it is settled."""
        words = {
            (ItemKind.WORK, Outcome.NOTED): _("Going on"),
            (ItemKind.NOTICE, Outcome.CARRIED): _("Not told yet"),
        }
        kind, outcome = ItemKind(self.kind), self.outcome
        return str(words.get((kind, Outcome(outcome)), Outcome(outcome).label)) if outcome else ""


class Decision(models.Model):
    """What a meeting decided to do: who, by when. Open until a later meeting finds it done or drops it with a reason.

    `owner`: the unit on whose next agenda it stands: the one that met, or the one that carries it on after a merger. `work`:
    what it became when the meeting ended.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions_made"
    )
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decisions_owned")
    text = models.CharField(_("what is decided"), max_length=400)
    folded = models.CharField(max_length=400, editable=False)
    holder_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holder_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("due"))
    first_due = models.DateField()
    state = models.CharField(max_length=9, choices=DecisionState.choices, default=DecisionState.OPEN)
    work = models.OneToOneField(Work, null=True, blank=True, on_delete=models.PROTECT, related_name="decision")
    settled_in = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="settled")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["owner", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_unit__isnull=False, holder_person__isnull=True)
                | Q(holder_unit__isnull=True, holder_person__isnull=False),
                name="decision_has_one_holder",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="decision_dropped_says_why"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def holder(self) -> str:
        return str(self.holder_unit or self.holder_person)

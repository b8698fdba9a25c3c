"""A meeting of a unit, from its preparation to its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit
from trongtam.support.models import Duty

from ..life import HELD, OPEN, State

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class MeetingKind(models.TextChoices):
    REGULAR = "regular", _("Regular meeting")
    THEMATIC = "thematic", _("Thematic meeting")
    PREPARATORY = "preparatory", _("Preparatory meeting of the cell committee")
    EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")
    CONGRESS = "congress", _("Cell congress")
    COMMITTEE = "committee", _("Meeting of the Party committee")
    STANDING = "standing", _("Meeting of the standing committee")
    CLUSTER = "cluster", _("Meeting of the cluster")
    BRIEFING = "briefing", _("Briefing")


class MeetingState(models.TextChoices):
    PREPARING = State.PREPARING.value, _("being prepared")
    CALLED = State.CALLED.value, _("called")
    IN_SESSION = State.IN_SESSION.value, _("in session")
    ENDED = State.ENDED.value, _("over, minutes not signed")
    SIGNED = State.SIGNED.value, _("minutes signed")
    SENT = State.SENT.value, _("minutes sent")
    NOT_HELD = State.NOT_HELD.value, _("not held")


def _where_followed(person: int) -> Q:
    """The unit, the cells of a cluster, the cells that serve a hamlet."""
    followed = Duty.objects.on(timezone.localdate()).filter(person=person).values("unit")
    return Q(unit__in=followed) | Q(unit__serves__in=followed) | Q(unit__parent__in=followed)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> MeetingQuerySet:
        """Meetings of units in reach; and of those that one is assigned to follow today: the unit, the cells of a cluster, the
        cells that serve a hamlet."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        seen = reach.reached_units("unit__")
        if reach.person_id is not None:
            seen |= _where_followed(reach.person_id)
        return self.filter(seen)

    def where_followed(self, user: User) -> MeetingQuerySet:
        """Of what is visible, the meetings of units that one is assigned to follow today."""
        from trongtam.org.reach import Reach

        person = Reach.of(user).person_id
        return self.filter(_where_followed(person)) if person is not None else self.none()

    def held(self) -> MeetingQuerySet:
        return self.filter(state__in=[state.value for state in HELD])

    def still_open(self) -> MeetingQuerySet:
        return self.filter(state__in=[state.value for state in OPEN])


class Meeting(models.Model):
    """One meeting of one unit. Which state may follow which stands in `life`.

    `month_code`: the month that it is for ("2022-09"). `prepares`: of a preparatory meeting the one it prepares. `follows`: of
    a thematic meeting the regular one in whose session it is held. `is_model`: others come and learn from it. `speakers`: how
    many spoke, never who was silent. `version` grows with every change of texts, so that of two who edit at once the second
    sees what the first wrote.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(_("kind of meeting"), max_length=14, choices=MeetingKind.choices)
    month_code = models.CharField(_("month"), max_length=7)
    planned_on = models.DateField(_("day of the meeting"))
    planned_time = models.TimeField(_("hour"), null=True, blank=True)
    place = models.CharField(_("place of the meeting"), max_length=160, blank=True)
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    theme_lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    prepares = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="prepared_by")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    is_model = models.BooleanField(_("model meeting"), default=False)
    chair = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PREPARING)
    called_at = models.DateTimeField(null=True)
    held_on = models.DateField(null=True, blank=True)
    began = models.TimeField(null=True, blank=True)
    ended = models.TimeField(null=True, blank=True)
    speakers = models.PositiveSmallIntegerField(_("how many spoke"), null=True, blank=True)
    minutes_read = models.BooleanField(_("the minutes were read"), default=False)
    conclusion = models.TextField(_("conclusion of the meeting"), blank=True)
    not_held_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    is_invented = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["unit", "month_code", "kind"]),
            models.Index(fields=["state", "planned_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month_code"],
                condition=Q(kind="regular") & ~Q(state="not_held"),
                name="meeting_regular_once_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_session", "ended", "signed", "sent"]) | Q(held_on__isnull=False),
                name="meeting_held_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_held") | ~Q(not_held_reason=""), name="meeting_not_held_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month.start:%m/%Y}"

    @property
    def month(self) -> Period:
        return Period.parse(self.month_code)

    @property
    def day(self):
        """When it was held, or when it is planned."""
        return self.held_on or self.planned_on


class MeetingTurn(models.Model):
    """An act that moved the meeting on; `proxy`: done for the unit by the office above, which the unit sees."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    act = models.CharField(max_length=12)
    before = models.CharField(max_length=10, choices=MeetingState.choices, blank=True)
    after = models.CharField(max_length=10, choices=MeetingState.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]

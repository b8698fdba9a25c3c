"""Who was at a meeting: by name, or in counts; and the guests. Reasons of absence are sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Person, Unit
from trongtam.support.models import Duty, Visit

from ..attending import Presence, Standing
from .meetings import Meeting

if TYPE_CHECKING:
    from trongtam.accounts.models import User

STANDINGS = [
    (Standing.OFFICIAL.value, _("official member")),
    (Standing.PROBATIONARY.value, _("probationary member")),
    (Standing.TEMPORARY.value, _("temporary member")),
    (Standing.EXEMPT.value, _("excused from meetings")),
    (Standing.AWAY.value, _("temporarily elsewhere")),
    (Standing.RESIDENT_CONTACT.value, _("resident contact")),
]
PRESENCES = [
    (Presence.PRESENT.value, _("present")),
    (Presence.EXCUSED.value, _("absent with a reason")),
    (Presence.UNEXCUSED.value, _("absent without a reason")),
]


class Attendance(models.Model):
    """One person at one meeting, as what he belonged to the cell on that day. `reason` is read in the cell alone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendance")
    standing = models.CharField(max_length=16, choices=STANDINGS)
    presence = models.CharField(max_length=9, choices=PRESENCES)
    reason = models.CharField(_("reason of the absence"), max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(presence=Presence.EXCUSED.value), name="attendance_reason_of_excused"
            ),
        ]


class HeadCount(models.Model):
    """How many came of how many: what lists, the grid and indicators read. Of a roll call it is the sum of its rows; of a meeting
    whose names nobody typed it is all there is (`text`: as it was pasted, "34/36")."""

    class Source(models.TextChoices):
        ROLL = "roll", _("counted from the roll call")
        TYPED = "typed", _("entered as counts")
        SHEET = "sheet", _("from a sheet of another system")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="head_count")
    base = models.PositiveSmallIntegerField(_("members who count"))
    present = models.PositiveSmallIntegerField(_("present"))
    unexcused = models.PositiveSmallIntegerField(_("absent without a reason"), default=0)
    official = models.PositiveSmallIntegerField(_("official members"), null=True, blank=True)
    official_present = models.PositiveSmallIntegerField(_("official members present"), null=True, blank=True)
    beside = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=5, choices=Source.choices)
    text = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(present__lte=F("base")), name="count_not_more_than_all"),
            models.CheckConstraint(condition=Q(base__gte=1), name="count_of_somebody"),
        ]


class GuestKind(models.TextChoices):
    FOLLOWER = "follower", _("follows the unit")
    OBSERVER = "observer", _("observer from another cell")
    SUPERIOR = "superior", _("from the superior level")


class Guest(models.Model):
    """Somebody who came without belonging to the unit: a follower, a superior, or people of another cell (`unit`, `count`)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    as_what = models.CharField(max_length=8, choices=GuestKind.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="observed")
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    # Of one who follows the unit: by which duty he came, and the visit that this is.
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Whether the tick wrote the visit down; one that stood already stays when the tick goes.
    visit_made = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | Q(unit__isnull=False), name="guest_is_known"),
            models.UniqueConstraint(fields=["meeting", "person"], name="guest_person_once"),
            models.UniqueConstraint(
                fields=["meeting", "unit"], condition=Q(person__isnull=True), name="guest_unit_once"
            ),
        ]


class MinutesFile(models.Model):
    """A photo or scan of the handwritten minute book: it counts as the minutes of the meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes_files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "file"], name="minutes_file_once")]


class MeetingPaper(models.Model):
    """A paper that is read before a meeting: a draft resolution, a text from above."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "file"], name="meeting_paper_once")]


class LessonQuerySet(models.QuerySet["Lesson"]):
    def visible_to(self, user: User) -> LessonQuerySet:
        """Lessons of units in reach."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))


class Lesson(models.Model):
    """What a cell took over from a model meeting, and from which day on it meets so."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lessons")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="lessons")
    text = models.CharField(_("what is taken over"), max_length=600)
    since = models.DateField(_("from"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="lesson_once")]

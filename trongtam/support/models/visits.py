"""A visit to a unit that one follows, as it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit

from .duties import Duty, followed

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Purpose(models.TextChoices):
    MEETING = "meeting", _("Attend a meeting")
    HOUSEHOLD = "household", _("Meet households")
    INSPECTION = "inspection", _("Look how things are done")
    WORK = "work", _("Work with the unit")


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> VisitQuerySet:
        """Visits to units in reach, to units that one follows, and one's own."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        seen = reach.reached_units("unit__") | followed(user, "unit__")
        return self.filter(seen | Q(duty__person=reach.person_id) if reach.person_id is not None else seen)

    def standing(self) -> VisitQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Visit(models.Model):
    """`unit`: where one was, the followed unit or one below it. `met`: roles, never names. `proxy`: written down by somebody else
    for the one who went. Nothing of it is changed; a wrong one is withdrawn with the reason, and written down anew."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="visits", verbose_name=_("unit"))
    on = models.DateField(_("day"))
    place = models.CharField(_("place of the visit"), max_length=160, blank=True)
    purpose = models.CharField(_("what for"), max_length=12, choices=Purpose.choices)
    met = models.CharField(_("whom you met, by their posts"), max_length=300, blank=True)
    done = models.TextField(_("done"), blank=True)
    not_done = models.TextField(_("not done"), blank=True)
    proposed = models.TextField(_("proposed"), blank=True)
    solved = models.TextField(_("solved on the spot"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [models.Index(fields=["duty", "on"]), models.Index(fields=["unit", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "unit", "on", "purpose"], condition=Q(withdrawn_at__isnull=True), name="visit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.on:%d/%m/%Y}"


class VisitFile(models.Model):
    """A photo or paper that a visit brought."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "file"], name="visit_file_once")]

"""Files with their hash and audience, and the cards of classified papers, of which nothing else is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.archive.sniff import PHOTOS
from trongtam.ground.vntext import fold
from trongtam.org.models import Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> StoredFileQuerySet:
        """Files a person may download: those of units in reach, and those whose audience includes the unit's people; an
        original photo only by the people of the unit that kept it."""
        from trongtam.org.reach import Reach

        from ..sights import more_files

        reach, audience = Reach.of(user), StoredFile.Audience
        more = Q(pk__in=[])
        for beside in more_files:
            if (condition := beside(user)) is not None:
                more |= condition & ~Q(audience=audience.OWN)
        return self.filter(
            Q(held_at=None, erased_at=None),
            more
            | (Q(unit__in=Unit.objects.filter(reach.reached_units())) & ~Q(audience=audience.OWN))
            | Q(audience=audience.BELOW, unit__in=Unit.objects.filter(reach.visible_units()))
            | Q(audience=audience.OWN, unit__in=[post.unit_id for post in reach.posts]),
        )

    def held_for(self, user: User) -> StoredFileQuerySet:
        """Files with a stamp in their words that wait for a decision: one's own, and those of units whose papers one keeps."""
        from trongtam.org.reach import Reach, Right

        reach = Reach.of(user)
        kept = Q(unit__in=Unit.objects.filter(reach.reached_units())) if reach.may_anywhere(Right.DOCUMENTS) else Q()
        mine = Q(by_id=user.pk) if user.pk else Q(pk__in=[])
        return self.filter(mine | kept if kept else mine, held_at__isnull=False, erased_at=None)


class StoredFile(models.Model):
    """One file as it was given, a photo without all that is not its picture; the same content is stored once, under its SHA-256.

    `brought_sha256`: of the photo as it was brought, where that is not what is kept. `original`: that very file, which the one
    who brought it chose to keep beside. `held_at`: a
    stamp (`held_for_sign`) was found in its words, and nobody opens it until somebody decides; `erased_at`: its content is gone.
    """

    class Audience(models.TextChoices):
        UNIT = "unit", _("those with reach over the unit")
        BELOW = "below", _("the unit and all units below it")
        OWN = "own", _("the people of the unit itself, nobody above")

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(upload_to="", max_length=120)
    brought_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    original = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="copy")
    folded = models.CharField(max_length=250, blank=True)
    held_at = models.DateTimeField(null=True)
    held_for_sign = models.CharField(max_length=20, blank=True)
    erased_at = models.DateTimeField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="files")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.UNIT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:250]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("archive:download", args=[self.pk, self.name])

    @property
    def small_url(self) -> str:
        """Where a small picture of it is for lists; "" for what is no photo."""
        return reverse("archive:small_picture", args=[self.pk]) if self.media_type in PHOTOS else ""


class FileText(models.Model):
    """The words of a content, as the search compares them: once for a content, whoever keeps it. Empty for a scan or one that
    could not be read."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    folded = models.TextField(blank=True)
    readable = models.BooleanField(default=True)
    read_at = models.DateTimeField()


class ClassifiedPaperQuerySet(models.QuerySet["ClassifiedPaper"]):
    def visible_to(self, user: User) -> ClassifiedPaperQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(unit__in=Unit.objects.filter(Reach.of(user).reached_units()))


class ClassifiedPaper(models.Model):
    """A paper marked mật or higher: only its number, its date and where the paper copy lies."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=60)
    dated = models.DateField(_("dated"))
    kept_at = models.CharField(_("where the paper copy lies"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ClassifiedPaperQuerySet.as_manager()

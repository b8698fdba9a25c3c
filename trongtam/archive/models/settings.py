"""How an organ numbers its papers, its rows of numbers, and the Word templates it uses instead of the built-in layouts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit

from .files import StoredFile


class Numbering(models.TextChoices):
    PROGRAM = "program", _("The program gives the next number")
    BOOK = "book", _("The office types the number from its own book")


class PaperSettings(models.Model):
    """What an organ chose for its papers; without a row the program numbers."""

    organ = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="paper_settings")
    numbering = models.CharField(
        _("who gives the number"), max_length=8, choices=Numbering.choices, default=Numbering.PROGRAM
    )


class NumberSeries(models.Model):
    """One row of numbers: an organ, a type of paper, and a term ("term-7") or a year ("year-2026").

    `last` is the highest number given so far; `begins_after` the last one of the paper book before the program took over.
    """

    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper_type = models.CharField(max_length=12)
    scope = models.CharField(max_length=24)
    begins_after = models.PositiveIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "paper_type", "scope"], name="series_once"),
            models.CheckConstraint(condition=Q(last__gte=models.F("begins_after")), name="series_goes_forward"),
        ]


class PaperTemplate(models.Model):
    """A Word template that an organ brought for a type of paper. The newest that is not withdrawn is used."""

    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    paper_type = models.CharField(max_length=12)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "paper_type"], condition=Q(withdrawn_at__isnull=True), name="template_in_use_once"
            )
        ]

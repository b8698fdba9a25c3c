"""How a meeting was scored: by the cell itself, and by who follows it. Meetings are scored, never persons."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit

from .meetings import Meeting


class FormChoice(models.Model):
    """Which scoring forms an organ uses from a day on: codes of `data/scoring.toml`, regular and thematic apart."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scoring_forms")
    forms = models.JSONField(default=list)
    valid_from = models.DateField(_("from"))
    basis = models.CharField(_("legal basis"), max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="form_choice_once_a_day")]


class ScoreColumn(models.TextChoices):
    OWN = "own", _("The cell's own score")
    FOLLOWER = "follower", _("Score of who follows the cell")


class Score(models.Model):
    """One column of a sheet. `answers`: item → option; `overruled`: item that the program had computed otherwise → why.
    `total` is what the level is judged by. Votes are counts: nobody's vote is known."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="scores")
    column = models.CharField(max_length=8, choices=ScoreColumn.choices)
    form = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    overruled = models.JSONField(default=dict)
    total = models.DecimalField(_("score total"), max_digits=5, decimal_places=2)
    level = models.CharField(max_length=20)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_of = models.PositiveSmallIntegerField(_("who could vote"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "column"], name="score_once_a_column"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True) | Q(votes_for__lte=F("votes_of")), name="votes_not_more_than_voters"
            ),
        ]

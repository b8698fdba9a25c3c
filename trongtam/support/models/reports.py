"""A follower's report of a month, quarter or year, handed in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .duties import Duty


class ReportHandedIn(models.Model):
    """That the report of a span was handed in, and when; append-only. `visits`: how many it told of. `proxy`: by the office for
    the one who follows."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reports")
    span_code = models.CharField(max_length=12)
    visits = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "span_code"], name="report_handed_in_once")]

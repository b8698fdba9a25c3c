"""The current view: one row a target, written in the transaction of the statement, rebuilt at any time."""

from django.db import models

from .targets import Target


class Standing(models.Model):
    """Where a target stands by what is known now.

    `as_of` is the month-end of the last statement. `series` holds one object a month-end of the target's period, oldest
    first; quantities in it are strings. `band` and `pace` repeat the last element for counting in SQL.
    """

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="standing")
    as_of = models.DateField(null=True)
    band = models.CharField(max_length=12, default="not_measured")
    pace = models.CharField(max_length=8, blank=True)
    series = models.JSONField(default=list)
    figures = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["band"])]

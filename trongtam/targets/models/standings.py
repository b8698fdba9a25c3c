"""The current view: one row a target, written in the transaction of the statement, rebuilt at any time."""

from django.db import models

from trongtam.org.models import Unit

from .targets import Target


class Standing(models.Model):
    """Where a target stands by what is known now. A projection: derived from measurements and never typed.

    `as_of` is the last month-end of the target's period up to which something was stated; `band` and `pace` are those of
    that day. `line` holds its points by month-end, oldest first, up to `as_of`, and last year's beside them (`computing.frozen`:
    quantities as strings). `bands` and `paces` repeat it with one letter a month-end (m p n - and a o b -), so that counting over
    many units opens no JSON. `unit` and `period_code` repeat the target's for counting in one index, but that the targets of
    criteria have no period there. Live indicators keep no row: they are counted when read.
    """

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="standing")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    period_code = models.CharField(max_length=24)
    as_of = models.DateField(null=True)
    band = models.CharField(max_length=12, default="not_measured")
    pace = models.CharField(max_length=8, blank=True)
    bands = models.CharField(max_length=255, blank=True)
    paces = models.CharField(max_length=255, blank=True)
    line = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["period_code", "unit", "band"], name="standing_bands")]

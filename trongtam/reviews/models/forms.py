"""Portions of a large zip of forms while it is being made, so that work which was stopped goes on where it was."""

from __future__ import annotations

from django.db import models


class FormsPart(models.Model):
    """One portion under the ticket of its piece of work. Number 0 holds whose forms are meant (ids as JSON), the others a zip
    each. All of a ticket go when the whole is made, or after two days."""

    ticket = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "number"], name="review_forms_part_once")]

"""Facts that the program counted about one who is reviewed, as they stood when the collective talked about them; and what was
contested."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .subjects import Subject

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Fact(models.Model):
    """One fact: a number, or yes or no (`yes`). `sources`: {kind of record: ids} that it was counted from; `corrected`: what a
    contest found stands instead of the count and is not counted anew. `by`: who stated a fact that nothing counts."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="facts")
    code = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    yes = models.BooleanField(null=True)
    sources = models.JSONField(default=dict)
    corrected = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "code"], name="review_fact_once")]

    @property
    def held(self) -> Decimal | bool | None:
        return self.yes if self.yes is not None else self.value


class ContestState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("the objection was right")
    DISMISSED = "dismissed", _("the fact stands")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ContestQuerySet(models.QuerySet["Contest"]):
    def visible_to(self, user: User) -> ContestQuerySet:
        return self.filter(subject__in=Subject.objects.visible_to(user))


class Contest(models.Model):
    """“This fact is not right”: said by the one whom it is about, answered by somebody who decides nothing about him."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="contests")
    code = models.CharField(max_length=60)
    text = models.TextField(_("what is not right"), max_length=1000)
    state = models.CharField(max_length=9, choices=ContestState.choices, default=ContestState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "code"], condition=Q(state="open"), name="review_contest_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"]) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="review_contest_answered",
            ),
        ]

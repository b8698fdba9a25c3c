"""Supervision and social criticism by the Front: its conclusion, and the reply that is owed. Read by the whole place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class FrontKind(models.TextChoices):
    SUPERVISION = "supervision", _("Supervision by the Front")
    CRITICISM = "criticism", _("Social criticism of a draft")


class FrontState(models.TextChoices):
    WAITING = "waiting", _("waits for the reply")
    REPLIED = "replied", _("replied")
    SETTLED = "settled", _("settled")


class FrontQuerySet(models.QuerySet["FrontOpinion"]):
    def visible_to(self, user: User) -> FrontQuerySet:
        """Of a Front in reach, and those that ask a unit in reach."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        asked = reach.reached_units("reply_from__") | reach.reached_units("keeper__")
        return self.filter(reach.reached_units("unit__") | asked)

    def owed(self) -> FrontQuerySet:
        return self.filter(state=FrontState.WAITING)

    def late_on(self, day: date) -> FrontQuerySet:
        return self.owed().filter(reply_due__lt=day)


class FrontOpinion(models.Model):
    """`about`: what was supervised, or which draft; `unit`: the Front that says it; `keeper`: the Front that takes note of the
    reply, another one after a merger or a split; `reply_from`: who owes the reply; `asked_first`: who was asked, where that unit
    has ended and another carries it on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="front_opinions", verbose_name=_("by whom"))
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="front_opinions_kept")
    asked_first = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=FrontKind.choices)
    about = models.CharField(_("about what"), max_length=400)
    folded = models.CharField(max_length=400, editable=False)
    on = models.DateField(_("day"))
    conclusion = models.TextField(_("conclusion and recommendations"))
    reply_from = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="front_opinions_owed", verbose_name=_("who replies")
    )
    reply_due = models.DateField(_("reply due"))
    state = models.CharField(max_length=8, choices=FrontState.choices, default=FrontState.WAITING)
    reply = models.TextField(_("reply"), blank=True)
    replied_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = FrontQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion of the Front")
        verbose_name_plural = _("opinions of the Front")
        indexes = [models.Index(fields=["reply_from", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(reply_due__gte=F("on")), name="front_reply_after_conclusion"),
            models.CheckConstraint(condition=Q(state="waiting") | ~Q(reply=""), name="front_reply_has_words"),
        ]

    def __str__(self) -> str:
        return self.about

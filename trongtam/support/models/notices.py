"""Information downward: a notice of a superior, a line for each unit that has to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit
from trongtam.org.reach import Reach

from .said import seen_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> NoticeQuerySet:
        """Those sent by a unit in reach, and those sent to a unit that one sees here."""
        to = NoticeTo.objects.filter(seen_units(user, "unit__"), notice=OuterRef("pk"))
        return self.filter(Reach.of(user).reached_units("unit__") | Q(Exists(to)))


class Notice(models.Model):
    """`unit` sends it; `due_on`: acknowledged by then, where a day is asked. `withdrawn_at`: it holds no more; with why."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices_sent", verbose_name=_("sent by"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what they have to know"))
    folded = models.TextField(editable=False)
    on = models.DateField(_("sent on"))
    due_on = models.DateField(_("to be acknowledged by"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["unit", "-on"])]

    def __str__(self) -> str:
        return self.title


class NoticeToQuerySet(models.QuerySet["NoticeTo"]):
    def visible_to(self, user: User) -> NoticeToQuerySet:
        return self.filter(seen_units(user, "unit__") | Reach.of(user).reached_units("notice__unit__"))

    def standing(self) -> NoticeToQuerySet:
        """Of notices that hold, and not handed on to another unit."""
        return self.filter(notice__withdrawn_at__isnull=True, handed_to__isnull=True)

    def unacknowledged(self) -> NoticeToQuerySet:
        return self.standing().filter(acknowledged_at__isnull=True)

    def untold(self) -> NoticeToQuerySet:
        return self.standing().filter(told_on__isnull=True)


class NoticeTo(models.Model):
    """A notice for one unit: when it was acknowledged, for whom (`proxy`), on which day it was told to the members.
    `handed_to`: the unit was merged; the line of the unit that carries it on."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proxy = models.BooleanField(default=False)
    told_on = models.DateField(null=True)
    handed_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="handed_from")

    objects = NoticeToQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="notice_once_a_unit")]
        indexes = [models.Index(fields=["unit", "told_on"])]

    def __str__(self) -> str:
        return f"{self.notice} → {self.unit}"

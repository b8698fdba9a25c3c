"""How a person wishes to be reminded, what was told already, and the ways out: address, browsers, calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from trongtam.accounts.models import Device, User

from .holidays import is_quiet

FIRST_HOUR, USUAL_HOUR, LAST_HOUR = 5, 7, 21
USUAL_AHEAD, MOST_AHEAD = 3, 14


class Preference(models.Model):
    """One's own wishes; who has said nothing has the usual ones. `settled_on`: the last day on which it was decided whether
    there is anything to tell, so that there is one reminder a day at most."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+", primary_key=True)
    hour = models.PositiveSmallIntegerField(
        default=USUAL_HOUR, validators=[MinValueValidator(FIRST_HOUR), MaxValueValidator(LAST_HOUR)]
    )
    ahead = models.PositiveSmallIntegerField(default=USUAL_AHEAD, validators=[MaxValueValidator(MOST_AHEAD)])
    inbox = models.BooleanField(default=True)
    mail = models.BooleanField(default=True)
    push = models.BooleanField(default=True)
    rest_weekends = models.BooleanField(default=True)
    rest_holidays = models.BooleanField(default=True)
    settled_on = models.DateField(null=True, editable=False)

    def quiet(self, day: date) -> bool:
        return is_quiet(day, weekends=self.rest_weekends, feasts=self.rest_holidays)


class OwnRows(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> OwnRows:
        """One's own only, whoever asks."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Digest(models.Model):
    """The reminder of a person and day. It keeps codes of what it told, not the words: those are read anew when it is opened,
    so that it shows what is still due and what the person may still see."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField()
    codes = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)

    objects = OwnRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day")]


class Told(models.Model):
    """The last stage (`telling`) that a person was told of a due thing."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    due = models.DateField()
    stage = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code"], name="told_once")]


class MailAddress(models.Model):
    """Where a person's reminders go by e-mail, once the link that was sent there has been opened."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(max_length=200)
    token_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)


class PushSubscription(models.Model):
    """A browser that is woken. It ends when the person signs out there or everywhere (`stamp`), or when its service says that
    it is gone; not with the session alone: who comes once a month wants the reminder most."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=60, blank=True)
    endpoint = models.TextField()
    endpoint_hash = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=32)
    stamp = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    objects = OwnRows.as_manager()


class CalendarFeed(models.Model):
    """A private address at which a calendar program reads the due days. Only the token's hash is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

"""The book: append-only, one chain per top unit, a chain over salted hashes so that erasure leaves it whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """One chain of entries. `key` is plain text (the top unit's code), since the book stands below `org`."""

    key = models.CharField(max_length=64, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)


class Entry(models.Model):
    """One act: who, for which unit, when, on what, before and after.

    `hash` = SHA-256 over (previous hash, number, act, at, payload_hash); `payload_hash` = SHA-256 over (salt, canonical
    payload). The payload holds who, on what, before, after and note; erasing it and its salt leaves the chain verifiable.
    The columns beside it (`by`, `on_kind`, `on_id`, `unit_id`) repeat the payload for look-up and are erased with it.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    act = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on_kind = models.CharField(max_length=80, blank=True)
    on_id = models.CharField(max_length=40, blank=True)
    unit_id = models.BigIntegerField(null=True)
    proxy = models.BooleanField(default=False)
    payload = models.JSONField(null=True)
    salt = models.CharField(max_length=64, null=True)
    payload_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="entry_number_in_chain"),
            models.UniqueConstraint(fields=["chain", "previous"], name="entry_follows_one"),
        ]
        indexes = [
            models.Index(fields=["on_kind", "on_id"]),
            models.Index(fields=["unit_id", "at"]),
            models.Index(fields=["by", "at"]),
        ]


class Confirmation(models.Model):
    """A unit has looked at what the office did for it and says that it is right."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="confirmation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Objection(models.Model):
    """A unit disagrees with what the office did for it; the office answers in words."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="objections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waits")
    SENDING = "sending", _("is being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class Message(models.Model):
    """A message on its way out of the house, written in the transaction of the act that causes it, sent by the clock.

    `key` makes it once: the same message is never written twice. `target` says in the words of its channel where it goes (a
    row's key), never an address itself. What it says is emptied when it has gone out or failed.
    """

    key = models.CharField(max_length=160, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=16)
    target = models.CharField(max_length=40, blank=True)
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    reason = models.CharField(max_length=24, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    next_try_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

"""What the look keeps on the server: drafts that a person has not sent yet, and which forms were sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user) -> "DraftQuerySet":
        """Own drafts only, whoever asks."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Draft(models.Model):
    """What one person typed in one form: field name → list of typed values."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    data = models.JSONField()
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.key


class SentForm(models.Model):
    """A form that was sent and how it was answered, so that sending it again does nothing and is answered the same."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64, default="")
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key", "path", "digest"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"

"""Who can sign in. A login says nothing of posts or membership: those are the room `org`'s, and dated."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds a login by name; making, locking and resetting are operations of `org`, not methods here."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A login: a name or a phone number, a password, and whether it is open."""

    username = models.CharField(_("login name"), max_length=64, unique=True)
    phone = models.CharField(_("phone"), max_length=16, unique=True, null=True, blank=True)
    display_name = models.CharField(_("name shown"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="vi")
    is_active = models.BooleanField(_("open"), default=True)
    must_change_password = models.BooleanField(_("must choose a password"), default=False)
    is_demonstration = models.BooleanField(_("demonstration login"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return self.display_name or self.username

    def save(self, *args, **kwargs) -> None:
        self.username = self.username.strip().lower()
        self.phone = self.phone or None
        super().save(*args, **kwargs)


class LoginSlip(models.Model):
    """A one-time way in, printed by the office with a QR code: good until used, replaced or past `expires_at`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="slips")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="slip_expires_later")
        ]

"""Who can sign in. A login says nothing of posts or membership: those are the room `org`'s, and dated."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
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
    # Part of every session's proof: raising it ends all sessions of the login, and opening it again revives none.
    session_stamp = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # How many reminders nobody has looked at yet: here, so that the frame of every page shows it without a query.
    unread = models.PositiveSmallIntegerField(default=0, editable=False)

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

    def get_session_auth_hash(self) -> str:
        return self._session_proof(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_proof(secret)

    def _session_proof(self, secret: str | bytes) -> str:
        proof = f"{self.password}|{self.session_stamp}"
        return salted_hmac("trongtam.accounts.session", proof, secret=secret, algorithm="sha256").hexdigest()


class LoginSlipQuerySet(models.QuerySet["LoginSlip"]):
    def good(self, at: datetime) -> "LoginSlipQuerySet":
        """Slips that open a login at a moment: not used, not withdrawn, not past their day."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


class LoginSlip(models.Model):
    """A one-time way in, printed by the office with a QR code: good until used, withdrawn or past `expires_at`.

    Only the SHA-256 of the token is kept; the token itself is on the paper and nowhere else.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="slips")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = LoginSlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="slip_expires_later")
        ]


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, user) -> "DeviceQuerySet":
        """Own devices only, whoever asks."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def with_session(self, at: datetime) -> "DeviceQuerySet":
        """Those whose session is still kept and not past its day."""
        from django.contrib.sessions.models import Session

        living = Session.objects.filter(pk=models.OuterRef("session_key"), expire_date__gt=at)
        return self.filter(models.Exists(living))


class Device(models.Model):
    """A phone or computer on which a login is signed in. Browser and system in short words only: neither the address of the
    network nor the whole text that the browser sends is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    # The proof of the session: another password or a raised stamp ends the session, and this row with it.
    proof = models.CharField(max_length=64)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    signed_in_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = DeviceQuerySet.as_manager()


class CacheRow(models.Model):
    """The table of Django's database cache. All workers share it, so that throttling counts the tries of all of them."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache"

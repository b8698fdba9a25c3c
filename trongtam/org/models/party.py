"""Party membership: dated spells in cells, and the two dates of admission and full confirmation. Sensitive."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import Person
from .units import Unit


class PartyRecord(models.Model):
    """When a person was admitted and confirmed, and in which cells. Probationary until `confirmed_on`."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="party")
    admitted_on = models.DateField(_("admitted on"))
    admitted_in = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="admissions")
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_in = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gt=F("admitted_on")),
                name="confirmed_after_admission",
            )
        ]
        indexes = [models.Index(fields=["admitted_on"]), models.Index(fields=["confirmed_on"])]


class Membership(models.Model):
    """A spell of a person in a cell. One regular spell at a time; resident contact and temporary stand beside it."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular member")
        TEMPORARY = "temporary", _("temporary member, here from elsewhere")
        AWAY = "away", _("temporarily elsewhere")
        RESIDENT_CONTACT = "resident_contact", _("resident contact")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.REGULAR)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=255, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="membership_lasts"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to__isnull=True, kind="regular"),
                name="membership_regular_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind", "valid_from"])]


class Exemption(models.Model):
    """A spell in which a member is excused from duties and meetings (reason not kept)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemptions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

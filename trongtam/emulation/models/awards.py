"""Awards: titles, flags, certificates with decision and reason; and what is proposed for one, with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit

from .movements import Movement
from .sight import near

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Form(models.TextChoices):
    TITLE = "title", _("Emulation title")
    FLAG = "flag", _("Flag")
    MERIT = "merit", _("Certificate of merit")
    COMMENDATION = "commendation", _("Commendation")
    MEDAL = "medal", _("Order or medal")
    LETTER = "letter", _("Letter of praise")


class Level(models.TextChoices):
    STATE = "state", _("State")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District (until 30/06/2025)")
    COMMUNE = "commune", _("Commune")
    BASE = "base", _("Below the commune")


_ONE_RECIPIENT = Q(recipient_unit__isnull=False, recipient_person__isnull=True) | Q(
    recipient_unit__isnull=True, recipient_person__isnull=False
)


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, user: User) -> AwardQuerySet:
        """Of units in reach; of persons, within the commune and one's own."""
        return _seen(self, user)

    def standing(self) -> AwardQuerySet:
        return self.filter(withdrawn_on__isnull=True)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User) -> ProposalQuerySet:
        return _seen(self, user)


def _seen(rows, user):
    from trongtam.org.reach import Reach

    reach = Reach.of(user)
    seen = reach.reached_units("home__") & Q(recipient_person__isnull=True) | near(reach, "home__")
    if reach.person_id is not None:
        seen |= Q(recipient_person=reach.person_id)
    return rows.filter(seen)


class Award(models.Model):
    """One award of one recipient. `home`: the unit that receives it, or where the person's record is kept. `code`: the title's
    code in `titles`, by which years in a row are counted; empty for one that stands alone. `year`: for which year it is given.
    `decision_number` empty: the source does not tell it. `withdrawn_on`: taken back."""

    home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="awards_at_home")
    recipient_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("unit")
    )
    recipient_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("person")
    )
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("award"), max_length=240)
    folded = models.CharField(max_length=240, editable=False)
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level of the award"), max_length=8, choices=Level.choices)
    year = models.PositiveSmallIntegerField(_("for the year"))
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    issued_by = models.CharField(_("awarded by"), max_length=160)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    movement = models.ForeignKey(
        Movement, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("movement")
    )
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        indexes = [models.Index(fields=["home", "year"]), models.Index(fields=["code", "year"])]
        constraints = [
            models.CheckConstraint(condition=_ONE_RECIPIENT, name="award_has_one_recipient"),
            models.CheckConstraint(condition=Q(count__gte=1), name="award_given"),
            models.UniqueConstraint(
                fields=["code", "recipient_unit", "year"],
                condition=~Q(code="") & Q(withdrawn_on__isnull=True, recipient_unit__isnull=False),
                name="title_of_unit_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["code", "recipient_person", "year"],
                condition=~Q(code="") & Q(withdrawn_on__isnull=True, recipient_person__isnull=False),
                name="title_of_person_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def recipient(self) -> Unit | Person:
        found = self.recipient_unit or self.recipient_person
        assert found is not None
        return found


class ProposalState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("not granted")


class Proposal(models.Model):
    """What an organ proposes for an award. `evidence`: what the program read on the day, frozen: [{code, text, url}]."""

    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("proposed by"))
    home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    recipient_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recipient_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("award"), max_length=240)
    form = models.CharField(_("form"), max_length=12, choices=Form.choices)
    level = models.CharField(_("level of the award"), max_length=8, choices=Level.choices)
    year = models.PositiveSmallIntegerField(_("for the year"))
    reason = models.TextField(_("reason"))
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    award = models.OneToOneField(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal")
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of an award")
        verbose_name_plural = _("proposals of awards")
        indexes = [models.Index(fields=["organ", "year", "state"])]
        constraints = [
            models.CheckConstraint(condition=_ONE_RECIPIENT, name="proposal_has_one_recipient"),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(award__isnull=False), name="proposal_granted_is_an_award"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def recipient(self) -> Unit | Person:
        found = self.recipient_unit or self.recipient_person
        assert found is not None
        return found

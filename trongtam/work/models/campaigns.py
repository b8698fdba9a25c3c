"""A yearly campaign: the organ asks who must register a breakthrough work, by when, how many, out of which focus."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trongtam.ground.periods import Period
from trongtam.org.models import Unit, UnitKind

from ..asking import Terms

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.reach import Reach


class Focus(models.TextChoices):
    """From where a breakthrough work is chosen (seed 000: limited, weak, hard, new, arising; example under Directive 05)."""

    LIMITED = "limited", _("what is limited")
    WEAK = "weak", _("what is weak")
    HARD = "hard", _("what is hard")
    NEW = "new", _("what is new")
    ARISING = "arising", _("what has arisen")
    EXAMPLE = "example", _("setting an example (Directive 05)")


def focuses_in(text: str) -> tuple[str, ...]:
    """The focuses of a work as it keeps them: codes parted by commas; none in an empty text."""
    return tuple(code for code in text.split(",") if code)


def focus_text(codes: Iterable[str]) -> str:
    """The other way round, in the order of `Focus`; what is no focus is left out."""
    chosen = set(codes)
    return ",".join(code for code in Focus.values if code in chosen)


def focus_labels(text: str) -> list[str]:
    """The words of the focuses in a text."""
    return [str(Focus(code).label) for code in focuses_in(text) if code in Focus.values]


def leading(reach: Reach) -> Q:
    """Condition on `Campaign`: of one's own units, of the units above them, and of the committees that lead these."""
    above = {int(part) for post in reach.posts for part in post.unit_path.strip("/").split("/") if part}
    return Q(unit__in=above) | Q(unit__parent__in=above, unit__kind=UnitKind.PARTY_COMMITTEE)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> CampaignQuerySet:
        """Those of organs in reach, and of the organs that lead one's own units: they ask these to register."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        return self.filter(reach.reached_units("unit__") | leading(reach))

    def open(self) -> CampaignQuerySet:
        return self.filter(closed_at__isnull=True)


class Campaign(models.Model):
    """Registration for one year, of one organ. Rules as data: `unit_kinds` and `post_kinds` say who must register at least
    `least` works each, out of `focuses` (empty: any); who that is on a day comes from the units and posts of that day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("asked by"))
    title = models.CharField(_("name"), max_length=200)
    period_code = models.CharField(_("year"), max_length=24)
    stage_code = models.CharField(_("stage"), max_length=24, blank=True)
    opens_on = models.DateField(_("opens on"))
    due = models.DateField(_("register until"))
    least = models.PositiveSmallIntegerField(_("works each, at least"), default=1)
    unit_kinds = models.JSONField(default=list)
    post_kinds = models.JSONField(default=list)
    focuses = models.JSONField(default=list)
    basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign of registration")
        verbose_name_plural = _("campaigns of registration")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period_code"], condition=Q(closed_at__isnull=True), name="campaign_open_once"
            ),
            models.CheckConstraint(condition=Q(due__gte=F("opens_on")), name="campaign_ends_after_start"),
            models.CheckConstraint(condition=Q(least__gte=1), name="campaign_asks_for_one"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def terms(self) -> Terms:
        """What is asked, as values."""
        return Terms(
            title=self.title,
            year=self.period_code,
            stage=self.stage_code,
            opens_on=self.opens_on,
            due=self.due,
            least=self.least,
            unit_kinds=tuple(self.unit_kinds),
            post_kinds=tuple(self.post_kinds),
            focuses=tuple(self.focuses),
            basis=self.basis,
        )

    @property
    def closed_on(self) -> date | None:
        """The day of closing by the clock of the commune."""
        return timezone.localdate(self.closed_at) if self.closed_at is not None else None

"""Schemes of classification as dated data: the shipped ones, and what an organ made of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit, UnitKind

from ..scheme import Scheme
from ..scheme_reading import content_of, read_scheme

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class SchemeSubject(models.TextChoices):
    ORGANISATION = "organisation", _("Party organisation")
    COLLECTIVE = "collective", _("leading collective")
    LEADER = "leader", _("leader")
    MEMBER = "member", _("Party member")


class SchemeForm(models.TextChoices):
    COLLECTIVE = "01", _("Form 01 (collective)")
    WITHOUT_POST = "2A", _("Form 2A (individual without a leading post)")
    WITH_POST = "2B", _("Form 2B (individual with a leading post)")
    OUTSIDE = "2C", _("Form 2C (member outside the political system)")
    CIVIL = "CC", _("Civil servant without a leading post")
    CIVIL_LEADING = "CC-LĐ", _("Civil servant with a leading post")


class SchemeCycle(models.TextChoices):
    YEAR = "year", _("a year")
    QUARTER = "quarter", _("a quarter")


class SchemeVersionQuerySet(models.QuerySet["SchemeVersion"]):
    def visible_to(self, user: User) -> SchemeVersionQuerySet:
        """Those that hold everywhere, and those that organs in reach or above it have made."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        if reach.person_id is None:
            return self.none()
        return self.filter(Q(unit__isnull=True) | reach.visible_units("unit__"))

    def holding(self, on: date) -> SchemeVersionQuerySet:
        """In force on a day, the last one included."""
        return self.filter(Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)))

    def between(self, first: date, last: date) -> SchemeVersionQuerySet:
        """In force on some day from the first to the last."""
        return self.filter(Q(valid_from__lte=last) & (Q(valid_to__isnull=True) | Q(valid_to__gte=first)))

    def for_unit(self, unit: Unit) -> SchemeVersionQuerySet:
        """What an organ may use: what holds everywhere, and those of the committees that lead it, its own among them."""
        leading = Q(unit__parent__in=unit.path_ids, unit__kind=UnitKind.PARTY_COMMITTEE)
        return self.filter(Q(unit__isnull=True) | Q(unit__in=unit.path_ids) | leading)


class SchemeVersion(models.Model):
    """One version of one scheme. `unit` None: it holds everywhere and came with the program; else the organ that made it.

    `content`: groups, levels, caps, steps as `scheme_reading` writes them. `used_at`: since a round rates by it nothing of it is
    changed any more; a change makes the next version, which `replaces` this one.
    """

    code = models.SlugField(_("code"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    subject = models.CharField(_("who is rated"), max_length=12, choices=SchemeSubject.choices)
    form = models.CharField(_("form"), max_length=6, choices=SchemeForm.choices)
    cycle = models.CharField(_("rates"), max_length=7, choices=SchemeCycle.choices, default=SchemeCycle.YEAR)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=500, blank=True)
    checked = models.BooleanField(_("compared with the official text"), default=False)
    content = models.JSONField()
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="review_schemes", verbose_name=_("made by")
    )
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    used_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheme of classification")
        verbose_name_plural = _("schemes of classification")
        ordering = ["subject", "form", "-valid_from", "-version"]
        indexes = [models.Index(fields=["subject", "form", "cycle", "valid_from"], name="review_scheme_found")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], condition=Q(unit__isnull=True), name="review_scheme_shipped_once"
            ),
            models.UniqueConstraint(
                fields=["code", "version", "unit"], condition=Q(unit__isnull=False), name="review_scheme_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="review_scheme_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shipped(self) -> bool:
        return self.unit_id is None

    def read(self) -> Scheme:
        """The scheme as values."""
        return read_scheme(
            {
                **self.content,
                "code": self.code,
                "title": self.title,
                "subject": self.subject,
                "form": self.form,
                "cycle": self.cycle,
                "valid_from": self.valid_from,
                "valid_to": self.valid_to,
                "source": self.source,
                "checked": self.checked,
            }
        )

    def hold(self, scheme: Scheme) -> None:
        """Take over what a scheme says; nothing is saved."""
        self.subject, self.form, self.cycle = scheme.subject, scheme.form, scheme.cycle
        self.title, self.source, self.checked = scheme.title, scheme.source, scheme.checked
        self.valid_from, self.valid_to = scheme.valid_from, scheme.valid_to
        self.content = content_of(scheme)

"""Implementation reports: a live compilation of the targets of one resolution, and what people write into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.ground.periods import Period
from trongtam.org.models import Post, Unit
from trongtam.resolutions.models import Document

from ..outlines import Outline, outline_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Side(models.TextChoices):
    PARTY = "party", _("layout of the Party")
    STATE = "state", _("layout of the State")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """Reports of units in reach: what is still being written is not shown to the units below."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))


class Report(models.Model):
    """The report of one unit on one document for one period. Figures are never kept here: they are read on `reading_day`.

    `side` chooses the layout of the paper and the outline; `outline` is the code picked when the report was begun. `signer` is
    the post by which somebody signs, `signs_as` how it is printed; without a signer the name is left to be written by hand.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reports")
    period_code = models.CharField(_("period"), max_length=24)
    period_start = models.DateField()
    period_end = models.DateField()
    side = models.CharField(_("layout"), max_length=5, choices=Side.choices)
    outline_code = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=600)
    folded = models.CharField(max_length=600, editable=False)
    reading_day = models.DateField(_("figures up to"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    signer = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signs_as = models.CharField(max_length=120, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-period_end", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "document", "period_code"], name="report_once_a_period"),
            models.CheckConstraint(
                condition=Q(reading_day__gte=F("period_start")) & Q(reading_day__lte=F("period_end")),
                name="report_read_inside_its_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def outline(self) -> Outline:
        return outline_of(self.outline_code)


class ReportText(models.Model):
    """What people wrote into one section. One row a section; every change of it stands in the book, before and after.

    `version` counts the changes: a clerk sends back the one he saw. `carried_from` names the text of the earlier report that
    stands here unconfirmed; whoever writes or confirms the section ends that.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="report_text_once_a_section")]


class OrganOf(models.TextChoices):
    """Whose paper it is: each writes its own foot."""

    PARTY = "party", _("Party committee")
    COUNCIL = "council", _("People's Council")
    GOVERNMENT = "government", _("People's Committee")
    CELL = "cell", _("cell")


class PaperKind(models.TextChoices):
    REPORT = "report", _("report")


class Wording(models.Model):
    """The fixed words at the foot of the papers of one organ of a unit, by kind of paper. Every change stands in the book.

    `recipients`: one a line; `body`: for whom is signed; `post`: who signs where no signer is chosen; `kept`: where a copy stays.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organ = models.CharField(max_length=10, choices=OrganOf.choices)
    paper = models.CharField(max_length=10, choices=PaperKind.choices)
    recipients = models.TextField(blank=True)
    kept = models.CharField(max_length=200, blank=True)
    body = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "organ", "paper"], name="wording_once_an_organ_and_paper")
        ]

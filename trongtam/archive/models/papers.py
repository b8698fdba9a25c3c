"""Papers on their way out: number, state, frozen data and files, every step with who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from trongtam.archive.issuing import steps
from trongtam.archive.issuing.numbering import shown_number
from trongtam.org.models import Unit

from .files import StoredFile
from .settings import NumberSeries

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.ground.papers.layouts import Side


class PaperState(models.TextChoices):
    COMPILED = steps.COMPILED, _("Being written")
    IN_REVIEW = steps.IN_REVIEW, _("In review")
    FOR_SIGNATURE = steps.FOR_SIGNATURE, _("Waiting for the signature")
    SIGNED = steps.SIGNED, _("Signed")
    SENT = steps.SENT, _("Sent out")
    CANCELLED = steps.CANCELLED, _("Cancelled")


class PaperType(models.TextChoices):
    REPORT = "report", _("Report")
    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", _("Decision")
    RULE = "rule", _("Rule")
    REGULATION = "regulation", _("Regulation")
    CONCLUSION = "conclusion", _("Conclusion")
    NOTICE = "notice", _("Notice")
    PLAN = "plan", _("Plan")
    PROGRAMME = "programme", _("Programme")
    SCHEME = "scheme", _("Scheme")
    OPTION = "option", _("Scheme of options")
    GUIDANCE = "guidance", _("Guidance")
    SUBMISSION = "submission", _("Submission")
    LETTER = "letter", _("Official letter")
    MINUTES = "minutes", _("Minutes")


class FileKind(models.TextChoices):
    DATA = "data", _("Figures behind the paper")
    COMPILED = "compiled", _("Word paper as compiled")
    FINAL = "final", _("Word paper as worked on by hand")
    ISSUED = "issued", _("Word paper with its number")
    SIGNED = "signed", _("Signed PDF")


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    def visible_to(self, user: User) -> IssuedPaperQuerySet:
        """Papers of organs in reach."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("organ__"))


class IssuedPaper(models.Model):
    """One paper of an organ. Its files are added, never changed; `turn` counts its steps, so that a person sends back which one
    he saw. `source_kind` and `source_id` name what it was compiled from; the room that made it knows them.

    A number stays with its paper for ever, also when the paper is cancelled. `replaces`: the signed paper it stands for.
    """

    organ = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers", verbose_name=_("issuing organ"))
    side = models.CharField(max_length=5)
    paper_type = models.CharField(_("type of paper"), max_length=12, choices=PaperType.choices)
    symbol = models.CharField(_("symbol"), max_length=30)
    place = models.CharField(max_length=120)
    title = models.CharField(_("abstract"), max_length=600)
    folded = models.CharField(max_length=640, editable=False)
    state = models.CharField(max_length=14, choices=PaperState.choices, default=PaperState.COMPILED)
    turn = models.PositiveIntegerField(default=1)
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=40, blank=True)
    as_of = models.DateField(_("figures up to"), null=True)
    known_at = models.DateTimeField(null=True)
    series = models.ForeignKey(NumberSeries, null=True, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField(_("number"), null=True)
    dated = models.DateField(_("dated"), null=True)
    recipients = models.TextField(_("sent to"), blank=True)
    sent_on = models.DateField(_("sent on"), null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replacements")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField()

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="paper_number_once"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, number__isnull=True, dated__isnull=True)
                | Q(series__isnull=False, number__gte=1, dated__isnull=False),
                name="paper_number_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[steps.FOR_SIGNATURE, steps.SIGNED, steps.SENT]) | Q(number__isnull=False),
                name="paper_signed_with_number",
            ),
            models.CheckConstraint(
                condition=Q(state=steps.SENT, sent_on__isnull=False) | (~Q(state=steps.SENT) & Q(sent_on__isnull=True)),
                name="paper_sent_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(state=steps.CANCELLED), name="paper_replaced_once"
            ),
        ]
        indexes = [models.Index(fields=["source_kind", "source_id"]), models.Index(fields=["organ", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("archive:paper", args=[self.pk])

    @property
    def shown_number(self) -> str:
        """ "05-BC/ĐU"; "" as long as there is none."""
        if self.number is None or self.dated is None:
            return ""
        return shown_number(cast("Side", self.side), self.number, self.symbol, self.dated)

    @property
    def is_issued(self) -> bool:
        return self.state in steps.ISSUED


class PaperFile(models.Model):
    """A file of a paper, frozen with its SHA-256. `findings`: what was found when it was brought (changed figures, or what
    differs in the signed PDF); `reason`: why it was kept all the same."""

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    findings = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "kind"], condition=Q(kind="signed"), name="paper_signed_once"),
            models.UniqueConstraint(fields=["paper", "kind", "turn"], name="paper_file_once_a_turn"),
        ]


class PaperStep(models.Model):
    """One step of a paper: the act, where it led, who, when, and the reason where one was given."""

    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="steps")
    turn = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    state = models.CharField(max_length=14, choices=PaperState.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["paper", "turn"], name="paper_step_once_a_turn")]

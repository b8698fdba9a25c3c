"""A document and its tree of clauses: the root of every line of proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from trongtam.archive.models import StoredFile
from trongtam.ground.vntext import fold
from trongtam.org.models import Term, Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User


# Words with which an abstract goes on from the type: "Nghị quyết về …", "Kế hoạch thực hiện …".
_LINKING = frozenset({"ve", "thuc", "trien", "ban", "phan"})


class Side(models.TextChoices):
    PARTY = "party", _("the Party")
    COUNCIL = "council", _("the People's Council")
    GOVERNMENT = "government", _("the People's Committee")


class DocumentKind(models.TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    ACTION_PROGRAMME = "action_programme", _("Action programme")
    WORK_PROGRAMME = "work_programme", _("Work programme")
    PLAN = "plan", _("Plan")
    DECISION = "decision", _("Decision")
    DIRECTIVE = "directive", _("Directive")
    CONCLUSION = "conclusion", _("Conclusion")
    WORKING_REGULATION = "working_regulation", _("Working rules")
    COORDINATION_RULES = "coordination_rules", _("Coordination rules")
    ASSIGNMENT_DECISION = "assignment_decision", _("Decision assigning clusters and cells")
    GUIDANCE = "guidance", _("Guidance")
    NOTICE = "notice", _("Notice")
    REPORT = "report", _("Report")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Documents of units in reach, and of the units above them."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units("unit__"))


def default_edges() -> list[int]:
    return [60, 100]


class Document(models.Model):
    """A document of the Party, the People's Council or the People's Committee, issued here or received from above.

    `edges` are the band edges in percent of plan that this resolution uses; later readings of its targets follow them.
    """

    class Origin(models.TextChoices):
        ISSUED = "issued", _("issued here")
        RECEIVED = "received", _("received from above")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents", verbose_name=_("kept by"))
    side = models.CharField(_("of"), max_length=12, choices=Side.choices, default=Side.PARTY)
    kind = models.CharField(_("type"), max_length=24, choices=DocumentKind.choices)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.ISSUED)
    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(_("dated"))
    organ = models.CharField(_("issuing organ"), max_length=200)
    title = models.CharField(_("abstract"), max_length=400)
    folded = models.CharField(max_length=520, editable=False, db_index=True)
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edges = models.JSONField(default=default_edges)
    is_invented = models.BooleanField(default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["unit", "kind", "issued_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """What it is called in a sentence, in Vietnamese like its abstract: "Nghị quyết Đại hội Đảng bộ xã …". The abstract is
        entered as printed below the word for the type, and that word is said before it unless it is there already."""
        kind = DocumentKind.DECISION if self.kind == DocumentKind.ASSIGNMENT_DECISION else DocumentKind(self.kind)
        with override("vi"):
            word = str(kind.label)
        if fold(self.title).startswith(fold(word)):
            return self.title
        first, _space, rest = self.title.partition(" ")
        return f"{word} {first.lower() if fold(first) in _LINKING else first} {rest}".strip()


class ClauseKind(models.TextChoices):
    HEADING = "heading", _("Heading")
    TARGET = "target", _("Target")
    TASK = "task", _("Task")
    SOLUTION = "solution", _("Solution")
    BREAKTHROUGH = "breakthrough", _("Breakthrough focus")
    SHORTCOMING = "shortcoming", _("Shortcoming")


class ClauseQuerySet(models.QuerySet["Clause"]):
    def visible_to(self, user: User) -> ClauseQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units("document__unit__"))


class Clause(models.Model):
    """One sentence or heading of a document. `place` orders the tree (`0001.0003.`); `label` is as printed (III.2)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="clauses")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    place = models.CharField(max_length=60)
    label = models.CharField(_("label"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=ClauseKind.choices)
    text = models.TextField(_("text"))
    folded = models.TextField(editable=False, default="")
    is_invented = models.BooleanField(default=False)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["document_id", "place"]
        constraints = [models.UniqueConstraint(fields=["document", "place"], name="clause_place_once")]

    def __str__(self) -> str:
        return f"{self.shown_label} {self.text}".strip()

    @property
    def shown_label(self) -> str:
        """The label where it numbers something; a dash or a bullet does not."""
        return self.label if any(sign.isalnum() for sign in self.label) else ""

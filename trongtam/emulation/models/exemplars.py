"""Exemplars: units, practices and, with their consent, persons to learn from; who came to learn, who copied it, what came of
it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Person, Unit

from .movements import Movement
from .sight import announced, near

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class ExemplarKind(models.TextChoices):
    UNIT = "unit", _("Unit")
    PRACTICE = "practice", _("Good practice")
    SKILFUL = "skilful", _("Skilful mass mobilisation")
    PERSON = "person", _("Person")


class ExemplarState(models.TextChoices):
    REGISTERED = "registered", _("put forward")
    RECOGNISED = "recognised", _("recognised")
    REPLICATED = "replicated", _("being replicated")
    ENDED = "ended", _("ended")


SHOWN_BELOW = (ExemplarState.RECOGNISED, ExemplarState.REPLICATED)


class ExemplarQuerySet(models.QuerySet["Exemplar"]):
    def visible_to(self, user: User) -> ExemplarQuerySet:
        """Those of units in reach; those that an organ above one's own posts has recognised. Persons: within the commune, and
        oneself."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        is_person = Q(kind=ExemplarKind.PERSON)
        seen = reach.reached_units("unit__") & ~is_person | near(reach, "unit__")
        seen |= announced(reach, "recognised_by__") & Q(state__in=SHOWN_BELOW)
        if reach.person_id is not None:
            seen |= Q(person=reach.person_id)
        return self.filter(seen)

    def to_learn_from(self) -> ExemplarQuerySet:
        return self.filter(state__in=SHOWN_BELOW)


class Exemplar(models.Model):
    """Something to learn from. `unit`: whose it is (of a person: where he works or lives); `unit_before`: whose it was first,
    where that unit has ended and another carries it on. `origin`: where it came from. A person who withdraws is taken out: no
    name, no words about him remain here (see `operations.exemplars`)."""

    kind = models.CharField(_("kind"), max_length=8, choices=ExemplarKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="exemplars", verbose_name=_("unit"))
    unit_before = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="exemplars", verbose_name=_("person")
    )
    title = models.CharField(_("name"), max_length=240)
    folded = models.CharField(max_length=240, editable=False)
    what = models.TextField(_("what is done, and how"))
    origin = models.TextField(_("where it came from"), blank=True)
    movement = models.ForeignKey(
        Movement, null=True, blank=True, on_delete=models.PROTECT, related_name="exemplars", verbose_name=_("movement")
    )
    state = models.CharField(max_length=10, choices=ExemplarState.choices, default=ExemplarState.REGISTERED)
    registered_on = models.DateField()
    recognised_by = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recognised_on = models.DateField(null=True)
    decision = models.CharField(_("decision"), max_length=255, blank=True)
    replicated_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    evidence = models.ManyToManyField(StoredFile, blank=True, related_name="exemplars")
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        indexes = [models.Index(fields=["state", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(kind="person"), name="exemplar_person_is_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["recognised", "replicated"])
                | Q(recognised_by__isnull=False, recognised_on__isnull=False),
                name="exemplar_recognised_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Consent(models.Model):
    """That a person agrees to be told about as an exemplar, and when he took it back. `told`: how he agreed."""

    exemplar = models.OneToOneField(Exemplar, on_delete=models.CASCADE, related_name="consent")
    given_on = models.DateField()
    told = models.CharField(_("how the person agreed"), max_length=255)
    withdrawn_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")), name="consent_in_order"
            ),
        ]


class LearnerVisit(models.Model):
    """A unit came to learn; append-only."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.CASCADE, related_name="visits")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guests = models.CharField(_("who came, where it is no unit of this program"), max_length=160, blank=True)
    on = models.DateField(_("day"))
    people = models.PositiveSmallIntegerField(_("how many came"))
    learned = models.TextField(_("what they took home"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="learners_came")]


class CopyResult(models.TextChoices):
    TRYING = "trying", _("being tried")
    WORKS = "works", _("works well")
    GIVEN_UP = "given_up", _("given up")


class Copy(models.Model):
    """A unit does the same, from a day on; what came of it. `unit_before`: who began it, where that unit has ended and another
    carries it on."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.CASCADE, related_name="copies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="copied", verbose_name=_("unit"))
    unit_before = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField(_("since"))
    how = models.TextField(_("how it is done here"), blank=True)
    result = models.CharField(max_length=8, choices=CopyResult.choices, default=CopyResult.TRYING)
    result_text = models.TextField(_("what came of it"), blank=True)
    result_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["begun_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["exemplar", "unit"], name="copied_once")]

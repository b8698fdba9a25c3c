"""What stands in the form of one who is reviewed: read for many at once, in queries that do not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from trongtam.work.queries.organ import Organ, organ_of_list

from ..life import PROPOSED
from ..models import Assessment, Ballot, Fact, Round, Subject
from ..scheme import Scheme, Value
from .known import listed_of, live_facts


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One form as values. `said`: step → the last word of that step; `facts`: code → value, unknown ones left out."""

    subject: Subject
    scheme: Scheme
    organ: Organ
    said: Mapping[str, Assessment]
    facts: Mapping[str, Value]
    ballot: Ballot | None = None

    @property
    def scores(self) -> dict[str, Decimal]:
        """Points as the person or collective itself gave them."""
        own = self.said.get("self")
        return {code: Decimal(str(value)) for code, value in own.scores.items() if value is not None} if own else {}


@dataclass
class Reading:
    """What stays the same from one portion of a round to the next: schemes and organs."""

    round_: Round
    schemes: dict[int, Scheme] = field(default_factory=dict)
    organs: dict[int, Organ] = field(default_factory=dict)

    def of(self, subjects: Sequence[Subject], *, today: date | None = None) -> list[Reviewed]:
        """The forms of these subjects, which bring `unit`, `person` and `scheme`; in their order. Four queries, and those of the
        facts that the program counts while nothing is frozen."""
        ids = [one.pk for one in subjects]
        said: dict[int, dict[str, Assessment]] = defaultdict(dict)
        for one in Assessment.objects.filter(subject__in=ids).order_by("at", "pk"):
            said[one.subject_id][one.step] = one
        ballots = {one.subject_id: one for one in Ballot.objects.filter(subject__in=ids).order_by("pk")}
        facts = self._facts(subjects, ids, today)
        return [
            Reviewed(one, self._scheme(one), self._organ(one), said[one.pk], facts[one.pk], ballots.get(one.pk))
            for one in subjects
        ]

    def _facts(
        self, subjects: Sequence[Subject], ids: Sequence[int], today: date | None
    ) -> dict[int, dict[str, Value]]:
        kept: dict[int, dict[str, Value]] = defaultdict(dict)
        for fact in Fact.objects.filter(subject__in=ids):
            kept[fact.subject_id][fact.code] = fact.held
        open_ones = [one for one in subjects if one.state not in PROPOSED]
        listed = {one.pk: listed_of(one.kind, self._scheme(one)) for one in open_ones}
        codes = list(dict.fromkeys(code for one in open_ones for code in listed[one.pk]))
        live = live_facts(open_ones, codes, today) if codes else {}
        found: dict[int, dict[str, Value]] = {}
        for one in subjects:
            rows = live.get(one.pk, {})
            counted = {
                code: held.value for code, held in rows.items() if held.value is not None and code in listed[one.pk]
            }
            found[one.pk] = {**counted, **kept[one.pk]}
        return found

    def _scheme(self, subject: Subject) -> Scheme:
        known = self.schemes.get(subject.scheme_id)
        if known is None:
            known = self.schemes[subject.scheme_id] = subject.scheme.read()
        return known

    def _organ(self, subject: Subject) -> Organ:
        known = self.organs.get(subject.unit_id)
        if known is None:
            known = self.organs[subject.unit_id] = organ_of_list(subject.unit)
        return known


def reviewed(subject: Subject, *, today: date | None = None) -> Reviewed:
    """The form of one."""
    return Reading(subject.round).of([subject], today=today)[0]

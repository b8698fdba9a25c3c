"""What the pages of a round say, made out of its rows: sums by step, units, facts, what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from trongtam.ground.days import write
from trongtam.ground.vntext import given_name_sort_key
from trongtam.look.shapes import Fact
from trongtam.org.models import Unit
from trongtam.org.reach import Reach
from trongtam.targets.live import Behind

from .facts import opened
from .life import ORDER, State
from .models import Assessment, Contest, ContestState, Round, Step, Subject, SubjectKind
from .queries.known import Known, known_of
from .queries.summary import Tables, tables_of
from .rules import rounds as rules
from .scheme import Scheme
from .tables import Row

if TYPE_CHECKING:
    from trongtam.accounts.models import User

STEP_TITLES = {
    State.SELF: lazy("Self-assessment"),
    State.COLLECTIVE: lazy("Collective"),
    State.APPRAISAL: lazy("Appraisal"),
    State.DECISION: lazy("Decision"),
}


def figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def value_words(kind: str, value: Decimal | bool | None) -> str:
    """A fact as people read it; nothing known is said so."""
    if value is None:
        return _("nothing on record")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{figure(value)}%" if kind == "share" else figure(value)


# -- a round -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepSum:
    """How far a step has come: `done` of `total` have it behind them."""

    title: str
    done: int
    total: int
    due: date
    late: bool

    @property
    def text(self) -> str:
        told = {"done": self.done, "total": self.total, "day": write(self.due)}
        return _("%(done)d of %(total)d, by %(day)s") % told


@dataclass(frozen=True, slots=True)
class UnitSum:
    unit: Unit
    done: int
    total: int
    waits: str
    url: str

    @property
    def is_done(self) -> bool:
        return self.done == self.total


def step_sums(round_: Round, today: date) -> list[StepSum]:
    """The four steps over everybody who is rated. One query."""
    rows = dict(Subject.objects.filter(round=round_).rated().values_list("state").annotate(n=Count("pk")).order_by())
    total = sum(rows.values())
    found = []
    for place, state in enumerate(ORDER[:4]):
        done = sum(number for held, number in rows.items() if ORDER.index(State(held)) > place)
        due = round_.deadline_of(state)
        assert due is not None
        found.append(
            StepSum(str(STEP_TITLES[state]), done, total, due, done < total and due < today and round_.is_open)
        )
    return found


def day_facts(round_: Round) -> list[Fact]:
    """By when each step is to be done."""
    days = ((title, round_.deadline_of(state)) for state, title in STEP_TITLES.items())
    return [Fact(str(title), write(day), quiet=True) for title, day in days if day is not None]


def standing_facts(round_: Round) -> list[Fact]:
    """Who is rated, exempt, not rated. One query."""
    rows = Subject.objects.filter(round=round_, kind=SubjectKind.MEMBER).values_list("standing").annotate(n=Count("pk"))
    known = dict(rows.order_by())
    members = sum(number for standing, number in known.items() if standing != "gone")
    return [
        Fact(_("Members"), str(members), _("as of %(day)s") % {"day": write(round_.on)}),
        Fact(_("Rated"), str(known.get("rated", 0))),
        Fact(_("Exempt"), str(known.get("exempt", 0))),
        Fact(_("Not rated"), str(known.get("not_rated", 0))),
    ]


def unit_sums(round_: Round) -> list[UnitSum]:
    """Each unit of the round with how far it is, what waits first. Two queries."""
    counted = Subject.objects.filter(round=round_).rated().values_list("unit_id")
    rows = counted.annotate(
        n=Count("pk"),
        done=Count("pk", filter=Q(level__gt="")),
        own=Count("pk", filter=Q(state=State.SELF)),
        voting=Count("pk", filter=Q(state=State.COLLECTIVE)),
        appraisal=Count("pk", filter=Q(state=State.APPRAISAL)),
        decision=Count("pk", filter=Q(state=State.DECISION)),
    ).order_by()
    listed = list(rows)
    units = Unit.objects.in_bulk([row[0] for row in listed])
    found = [
        UnitSum(
            units[pk], done, total, waits_words(*waiting), reverse("reviews:unit", args=[round_.pk, units[pk].code])
        )
        for pk, total, done, *waiting in listed
    ]
    return sorted(found, key=lambda one: (one.is_done, one.unit.path))


def waits_words(own: int, voting: int, appraisal: int, decision: int) -> str:
    """What a unit waits for, in the order of the steps."""
    said = []
    if own:
        said.append(_("%(n)d to assess themselves") % {"n": own})
    if voting:
        said.append(_("%(n)d to be voted on") % {"n": voting})
    if appraisal:
        said.append(_("%(n)d to be appraised") % {"n": appraisal})
    if decision:
        said.append(_("%(n)d to be decided") % {"n": decision})
    return ", ".join(said)


# The collective first, then its people, the organisation last: the order in which they are reviewed.
REVIEWED = ("collective", "leader", "member", "organisation")


def in_order(rows: Iterable[Subject]) -> list[Subject]:
    """Those of a unit as they are reviewed: by kind, then by name as Vietnamese lists go."""
    key = given_name_sort_key
    return sorted(rows, key=lambda one: (REVIEWED.index(one.kind), key(one.name) if one.person_id else ""))


def voted_on(rows: Iterable[Subject]) -> list[Subject]:
    """Those of a unit who wait for a secret vote, in order."""
    waiting = [one for one in rows if one.is_rated and one.state == State.COLLECTIVE]
    schemes = {one.scheme_id: one.scheme for one in waiting}
    secret = {pk for pk, version in schemes.items() if version.read().votes_in_secret}
    return in_order(one for one in waiting if one.scheme_id in secret)


# -- one who is reviewed -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactRow:
    known: Known
    shown: str
    behind: tuple[Behind, ...]
    contest_url: str
    state_url: str
    contest: Contest | None
    answer_url: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    step: str
    level: str
    total: str
    reason: str
    basis: str
    when: str
    proxy: bool
    lines: tuple[tuple[str, str, str], ...]


def fact_rows(subject: Subject, user: User) -> list[FactRow]:
    """The facts of a form, each with the records that the viewer may open and what he may do about it."""
    waits = subject.state not in (State.DECIDED, State.LOCKED) and subject.round.is_open and subject.is_rated
    contests, states = waits and rules.can_contest(user, subject), waits and rules.can_appraise(user, subject)
    found = []
    for known in known_of(subject):
        open_one = known.contest if known.contest is not None and known.contest.state == ContestState.OPEN else None
        answers = open_one is not None and rules.can_answer(user, open_one)
        args = [subject.pk, known.code]
        found.append(
            FactRow(
                known,
                value_words(known.kind, known.value),
                tuple(opened(known.sources, user)),
                reverse("reviews:contest_fact", args=args) if contests and open_one is None else "",
                reverse("reviews:state_fact", args=args) if states and known.stated else "",
                known.contest,
                reverse("reviews:answer_contest", args=[open_one.pk]) if answers and open_one is not None else "",
            )
        )
    return found


def said_rows(subject: Subject, scheme: Scheme) -> list[SaidRow]:
    """What was said at each step, the newest first."""
    rows = list(Assessment.objects.filter(subject=subject).order_by("-at", "-pk"))
    return [
        SaidRow(
            str(Step(one.step).label),
            scheme.level(one.level).title,
            figure(one.total) if one.total is not None else "",
            one.reason,
            one.basis,
            write(timezone.localdate(one.at)),
            one.proxy,
            tuple(
                (item.title, figure(Decimal(one.scores[code])), figure(item.most))
                for code, item in scheme.items.items()
                if code in one.scores
            ),
        )
        for one in rows
    ]


def ballot_facts(subject: Subject, scheme: Scheme) -> list[Fact]:
    """The counts of the last vote."""
    vote = subject.ballots.last()
    if vote is None:
        return []
    told = {"ballots": vote.ballots, "present": vote.present}
    found = [Fact(_("Ballots"), str(vote.ballots), _("of %(present)d present") % told)]
    found += [Fact(level.title, str(vote.marks.get(level.code, 0))) for level in scheme.proper]
    if vote.ballots > vote.valid:
        found.append(Fact(_("Not valid"), str(vote.ballots - vote.valid)))
    return found


def own_subjects(user: User) -> list[Subject]:
    """Where one is reviewed oneself, the newest round first."""
    person = Reach.of(user).person_id
    if person is None:
        return []
    rows = (
        Subject.objects.filter(person=person).exclude(standing="gone").select_related("round__unit", "unit", "person")
    )
    return list(rows.order_by("-round__period_code", "-round__opened_at", "kind", "unit_id"))


def what_next(subject: Subject, user: User) -> tuple[str, str] | None:
    """The one next thing that the viewer may do about somebody: (words of the button, address)."""
    if not subject.round.is_open or not subject.is_rated:
        return None
    steps: Sequence[tuple[str, Any, str, str]] = (
        (State.SELF, rules.can_assess, _("Assess"), "reviews:assess_self"),
        (State.COLLECTIVE, rules.can_propose, _("Write down the proposal"), "reviews:propose_level"),
        (State.APPRAISAL, rules.can_appraise, _("Appraise"), "reviews:appraise"),
        (State.DECISION, rules.can_decide, _("Decide"), "reviews:decide"),
    )
    for state, rule, words, name in steps:
        if subject.state == state and rule(user, subject):
            own = state == State.SELF and rules.is_own(user, subject)
            return (_("Assess myself") if own else words), reverse(name, args=[subject.pk])
    return None


# -- tables ------------------------------------------------------------------------------------------------------------


def table_blocks(round_: Round, user: User) -> list[dict[str, Any]]:
    """The tables of a round, each kind with its heads and words."""
    return [_block(one) for one in tables_of(round_, user)]


def _block(one: Tables) -> dict[str, Any]:
    scheme = one.counted.scheme
    titles = {level.code: level.title for level in scheme.levels}
    against = None
    if one.against is not None:
        against = {
            "share": one.against.share,
            "wanted": one.against.wanted,
            "target": one.against.target,
            "over": points_words(one.against.points),
        }
    good = titles[one.counted.good]
    return {
        "title": str(SubjectKind(one.counted.kind).label).capitalize(),
        "counted": one.counted,
        "nested": _known_rows(one, one.nested.rows),
        "disjoint": _known_rows(one, one.disjoint.rows),
        "base": one.disjoint.base,
        "printed": [(titles.get(code, code), share.replace(".", ",")) for code, share in one.printed],
        "warnings": [*one.warnings, *one.disjoint.warnings],
        "against": against,
        "years": one.years,
        "heads": [_("Level"), ">" + _("Count and share")],
        "year_heads": [_("Year"), ">" + good],
    }


def _known_rows(one: Tables, rows: Sequence[Row]) -> list[Row]:
    """Levels of which a paper gives no count are left out, not shown as nobody."""
    line = one.counted.line
    return [row for row in rows if line is None or row.code in line.levels]


def points_words(points: Decimal) -> str:
    """A difference of two percentages is told in points, never in percent."""
    if not points:
        return _("exactly as wanted")
    shown = figure(abs(points).quantize(Decimal("0.01")))
    return (_("%(points)s points above") if points > 0 else _("%(points)s points below")) % {"points": shown}

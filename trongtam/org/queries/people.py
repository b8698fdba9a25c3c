"""People, their posts and, where sight opens it, their membership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from .. import probation
from ..models import Membership, PartyRecord, Person, Placement, Post, PostKind, Unit
from ..models.units import PARTY_UNITS, on_date
from ..reach import Reach, Right
from .units import holds_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    Actor = User | AnonymousUser | None

# Who is reminded of probation that ends: those who prepare the confirmation.
REMINDED = frozenset({PostKind.CELL_SECRETARY, PostKind.OFFICE})
REMINDED_BEFORE = timedelta(days=60)


def people_list(user: Actor, unit: Unit | None = None, at: date | None = None) -> QuerySet[Person]:
    """People whose plain record a person may open, with the posts they hold on a day (`current_posts`). No membership: below a
    unit of the Party, those who hold a post there, and the others only as far as sight of its records reaches."""
    reach = Reach.of(user)
    today = on_date(at or timezone.localdate())
    held = Post.objects.filter(today).select_related("unit").order_by("unit__path", "pk")
    people = Person.objects.known_to(user).not_erased().select_related("home__parent__parent__parent")
    if unit is not None and unit.kind in PARTY_UNITS:
        in_post = Post.objects.filter(today, unit__path__startswith=unit.path, person=OuterRef("pk"))
        near = Q(home__path__startswith=unit.path) & reach.seen_units("home__")
        people = people.filter(near | Exists(in_post))
    elif unit is not None:
        people = people.filter(home__path__startswith=unit.path)
    return people.prefetch_related(Prefetch("posts", held, to_attr="current_posts")).order_by("folded", "pk")


def keeping_unit(user: Actor) -> Unit | None:
    """The highest unit whose people a person keeps by a post; None where he keeps none. No query."""
    kept = [post for post in Reach.of(user).posts if Right.PEOPLE in post.rights]
    return min(kept, key=lambda post: post.unit_path.count("/")).unit if kept else None


def posts_then(unit: Unit, at: date) -> tuple[list[Post], list[Post]]:
    """Who holds which post in a unit on a day, in the order of the posts; and who held one before, the last first. One query."""
    order = {kind: number for number, kind in enumerate(PostKind.values)}
    found = list(Post.objects.filter(unit=unit, valid_from__lte=at).select_related("person__home__parent"))
    for post in found:
        post.unit = unit  # so that its name asks no further query
    held = [post for post in found if holds_on(post, at)]
    former = [
        (post.valid_to, post.valid_from, post.pk, post)
        for post in found
        if post.valid_to is not None and post not in held
    ]
    return sorted(held, key=lambda post: (order[post.kind], post.person.folded)), [
        row[-1] for row in sorted(former, reverse=True)
    ]


def member_counts(unit: Unit, at: date) -> dict[str, int]:
    """Sums of members below a unit, as the tree was on a day: official, probationary, exempt, temporary, away,
    resident_contact. Two queries, whatever the size."""
    standing = Placement.objects.filter(on_date(at), path__contains=f"/{unit.pk}/").values("unit_id")
    return Membership.objects.filter(on_date(at), unit_id__in=standing).aggregate(**member_sums(at))


def member_sums(at: date) -> dict[str, Count]:
    """What is counted of spells of membership that hold on a day."""
    official = Q(person__party__confirmed_on__lte=at)
    regular = Q(kind=Membership.Kind.REGULAR)
    excused = on_date(at, "person__exemptions__")
    return {
        "official": Count("person", filter=regular & official, distinct=True),
        "probationary": Count("person", filter=regular & ~official, distinct=True),
        "exempt": Count("person", filter=regular & excused, distinct=True),
        "temporary": Count("person", filter=Q(kind=Membership.Kind.TEMPORARY), distinct=True),
        "away": Count("person", filter=Q(kind=Membership.Kind.AWAY), distinct=True),
        "resident_contact": Count("person", filter=Q(kind=Membership.Kind.RESIDENT_CONTACT), distinct=True),
    }


@dataclass(frozen=True)
class Probation:
    """A probation and the day on which it ends. `checked`: whether its rule was read in the official text."""

    person: Person
    cell: Unit
    admitted_on: date
    ends_on: date
    source: str
    checked: bool


def probation_ending(user: Actor, at: date, within: timedelta = REMINDED_BEFORE) -> list[Probation]:
    """Probations that end within some days or ended without confirmation, in cells whose records the person sees and for
    whose confirmations he cares (cell secretary, office). The first to end first. One query beside the reach."""
    reach = Reach.of(user)
    if not reach.sight_units or not any(post.kind in REMINDED for post in reach.posts):
        return []
    spells = (
        Membership.objects.filter(on_date(at), reach.seen_units("unit__"), kind=Membership.Kind.REGULAR)
        .filter(
            person__party__confirmed_on__isnull=True,
            person__party__left_on__isnull=True,
            person__party__admitted_on__lte=probation.latest_admission_ending_by(at + within),
        )
        .exclude(person__user_id=reach.user_id or 0)
        .select_related("person__party", "unit")
    )
    found = []
    for spell in spells:
        record = spell.person.party
        rule, ends = probation.rule_on(record.admitted_on), probation.ends_on(record.admitted_on)
        if ends <= at + within:
            found.append(Probation(spell.person, spell.unit, record.admitted_on, ends, rule.source, rule.checked))
    return sorted(found, key=lambda one: (one.ends_on, one.person.folded))


@dataclass(frozen=True)
class SensitiveRecord:
    """What opens by sight: the Party record, cells over time, times of being excused."""

    record: PartyRecord | None
    memberships: list[Membership]
    excused: list[tuple[date, date | None]]
    probation_ends: date | None
    rule: probation.ProbationRule | None


def sensitive_record(person: Person) -> SensitiveRecord:
    """The sensitive part of a person's page; the caller has asked for sight and written the book. Three queries."""
    record = PartyRecord.objects.filter(person=person).select_related("admitted_in", "confirmed_in").first()
    on_probation = record is not None and record.confirmed_on is None and record.left_on is None
    return SensitiveRecord(
        record=record,
        memberships=list(person.memberships.select_related("unit").order_by("-valid_from", "kind")),
        excused=list(person.exemptions.order_by("-valid_from").values_list("valid_from", "valid_to")),
        probation_ends=probation.ends_on(record.admitted_on) if record and on_probation else None,
        rule=probation.rule_on(record.admitted_on) if record and on_probation else None,
    )


def held_by(person: Person, at: date, *, former: bool = False) -> list[Post]:
    """The posts a person holds on a day, or those that had ended by then (the last first)."""
    posts = Post.objects.filter(person=person).select_related("unit__parent")
    if former:
        return list(posts.filter(valid_to__lte=at).order_by("-valid_to", "-valid_from"))
    return list(posts.filter(on_date(at)).order_by("unit__path", "pk"))


def unit_or_person(value: str) -> Unit | Person | None:
    """What a field that offers both names as `unit:<id>` or `person:<id>`; None for anything else, and for who was erased."""
    kind, _colon, pk = value.partition(":")
    if not pk.isdecimal():
        return None
    if kind == "unit":
        return Unit.objects.filter(pk=pk).first()
    return Person.objects.not_erased().select_related("home").filter(pk=pk).first() if kind == "person" else None

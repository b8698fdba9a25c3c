"""Reach and sight: what a person's posts of today open. Loaded once a request, kept on the user object.

Reach comes from posts and covers the subtree: it gives work and sums. A post at a Party committee reaches over the
territory that the committee leads (its parent unit). Sight of a person's sensitive record comes from `SightGrant` only,
one level deep, and does not descend with the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from trongtam.ground.prepared import Prepared

from .models.people import Person, Post, PostKind, SightGrant
from .models.units import Unit, UnitKind, on_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User


class Right(Enum):
    """What a post allows over the units it reaches. Reading sums needs no right beyond the reach itself."""

    STATE = "state"  # state results of the post's own unit
    STATE_FOR = "state_for"  # state results for any unit below (proxy entry)
    UNITS = "units"
    PEOPLE = "people"
    ACCOUNTS = "accounts"
    DOCUMENTS = "documents"
    TARGETS = "targets"
    REPORTS = "reports"
    ASSIGN = "assign"  # assign work, appraise it, decide on it
    BOOK = "book"


_OFFICE = frozenset(
    {
        Right.STATE_FOR,
        Right.UNITS,
        Right.PEOPLE,
        Right.ACCOUNTS,
        Right.DOCUMENTS,
        Right.TARGETS,
        Right.REPORTS,
        Right.ASSIGN,
        Right.BOOK,
    }
)
_LEAD = frozenset({Right.DOCUMENTS, Right.TARGETS, Right.REPORTS, Right.ASSIGN, Right.BOOK})
_STATE = frozenset({Right.STATE})

RIGHTS_OF: dict[str, frozenset[Right]] = {
    PostKind.OFFICE: _OFFICE,
    PostKind.ADMINISTRATOR: frozenset({Right.UNITS, Right.PEOPLE, Right.ACCOUNTS, Right.BOOK}),
    PostKind.SECRETARY: _LEAD,
    PostKind.DEPUTY_SECRETARY: _LEAD,
    PostKind.STANDING_MEMBER: frozenset(),
    PostKind.COMMITTEE_MEMBER: frozenset(),
    PostKind.CELL_SECRETARY: _STATE,
    PostKind.CELL_COMMITTEE: _STATE,
    PostKind.HAMLET_HEAD: _STATE,
    PostKind.GROUP_HEAD: _STATE,
    PostKind.INSPECTOR: frozenset({Right.BOOK}),
    PostKind.COUNCIL_DELEGATE: frozenset(),
    PostKind.OFFICIAL: frozenset(),
}

# What a unit says in its own name: a superior of a whole province or district reads it and never writes it.
OWN_VOICE = frozenset({Right.DOCUMENTS, Right.REPORTS, Right.STATE_FOR, Right.ASSIGN})

# Posts that must sign in with a second factor (demonstration logins are excepted and say so).
SECOND_FACTOR_POSTS = frozenset({PostKind.OFFICE, PostKind.ADMINISTRATOR})

# With so few posts, which is nearly everybody, asking each is quicker than finding them by path.
FEW_POSTS = 4

TERRITORIES = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE})
WIDE = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT})
# Kinds of units that somebody speaks for: they hold works, answer, compete. A territory acts through its organs.
ACTING_KINDS = tuple(kind for kind in UnitKind if kind not in TERRITORIES)


@dataclass(frozen=True)
class HeldPost:
    """A post held today and the path of the subtree that it reaches."""

    kind: str
    unit_id: int
    unit_path: str
    path: str
    near: bool = True  # reaches a commune at most; people of a whole province are nobody's one list
    unit: Unit | None = field(default=None, compare=False, repr=False)  # with the three units above it, for the frame

    @property
    def rights(self) -> frozenset[Right]:
        return RIGHTS_OF.get(self.kind, frozenset())


_PERSON = Prepared(lambda user: Person.objects.filter(user_id=user).order_by("pk").values_list("pk", flat=True)[:1])
_HELD = Prepared(
    lambda person, at: (
        Post.objects.filter(on_date(at), person_id=person).order_by("pk").select_related("unit__parent__parent__parent")
    )
)
_GRANTED = Prepared(
    lambda person, at: SightGrant.objects.filter(on_date(at), person_id=person).values_list("unit_id", flat=True)
)


def _reached_unit(unit: Unit) -> Unit:
    """A committee leads the territory above it; a committee below another committee leads itself only."""
    if unit.kind == UnitKind.PARTY_COMMITTEE and unit.parent and unit.parent.kind in TERRITORIES:
        return unit.parent
    return unit


def _held(post: Post) -> HeldPost:
    reached = _reached_unit(post.unit)
    return HeldPost(post.kind, post.unit_id, post.unit.path, reached.path, reached.kind not in WIDE, post.unit)


def _holds_over(post: HeldPost, right: Right, unit: Unit) -> bool:
    if right is Right.STATE:
        return unit.pk == post.unit_id
    if right in OWN_VOICE and not post.near:
        return unit.path == post.path
    return unit.path.startswith(post.path)


@dataclass(frozen=True)
class Reach:
    """Everything the rules ask of a user; built by `Reach.of(user)` with at most three queries."""

    user_id: int | None
    person_id: int | None
    posts: tuple[HeldPost, ...] = ()
    sight_units: frozenset[int] = field(default_factory=frozenset)
    earlier: tuple[str, ...] = ()
    """Paths of units that were split into those of the posts: what they had stated is read on, nothing of it is changed."""
    inherits: bool = False
    """Whether a unit of the posts carries others on."""

    @classmethod
    def of(cls, user: User | AnonymousUser | None, at: date | None = None) -> Reach:
        """The reach of a user on a day (today when not given); today's is remembered on the user object."""
        if user is None or not user.is_authenticated or not user.is_active:
            return cls(None, None)
        if at is None and (known := user.__dict__.get("_reach")) is not None:
            return known
        reach = cls._load(user, at or timezone.localdate())
        if at is None:
            user.__dict__["_reach"] = reach
        return reach

    @classmethod
    def _load(cls, user: User, at: date) -> Reach:
        person_id = next(iter(_PERSON(user.pk)), None)
        if person_id is None:
            return cls(user.pk, None)
        held = _HELD(person_id, at)
        posts = tuple(_held(post) for post in held)
        grants = _GRANTED(person_id, at)
        inheriting = {one.pk for post in held if (one := _reached_unit(post.unit)).inherits}
        earlier = _split_before(inheriting) if inheriting else ()
        return cls(user.pk, person_id, posts, frozenset(grants), earlier, bool(inheriting))

    @cached_property
    def _by_path(self) -> dict[str, list[HeldPost]]:
        found: dict[str, list[HeldPost]] = {}
        for post in self.posts:
            found.setdefault(post.path, []).append(post)
        return found

    def posts_over(self, unit: Unit) -> Iterator[HeldPost]:
        """The posts that reach over the unit, from the top down: found by the unit's path, however many posts one holds."""
        if len(self.posts) <= FEW_POSTS:
            yield from (post for post in self.posts if unit.path.startswith(post.path))
            return
        end = unit.path.find("/") + 1
        while end:
            yield from self._by_path.get(unit.path[:end], ())
            end = unit.path.find("/", end) + 1

    def covers(self, unit: Unit) -> bool:
        """Whether any post reaches over the unit."""
        return any(True for _post in self.posts_over(unit)) or any(map(unit.path.startswith, self.earlier))

    def covers_path(self, path: str) -> bool:
        """As `covers`, by the unit's path."""
        return any(path.startswith(post.path) for post in self.posts) or any(map(path.startswith, self.earlier))

    def may(self, right: Right, unit: Unit) -> bool:
        """Whether a post gives the right over the unit. STATE holds for the post's own unit only, rights of `OWN_VOICE` from
        a province or district only for itself."""
        return any(right in post.rights and _holds_over(post, right, unit) for post in self.posts_over(unit))

    def may_anywhere(self, right: Right) -> bool:
        """Whether a post gives the right over some unit (menus and list pages)."""
        return any(right in post.rights for post in self.posts)

    def keeps_people_of(self, unit: Unit) -> bool:
        """Whether a post keeps the plain records of the unit's people: over the subtree of a commune, or of its own unit."""
        return any(
            Right.PEOPLE in post.rights and (unit.path.startswith(post.path) if post.near else unit.pk == post.unit_id)
            for post in self.posts
        )

    def sees_records_of(self, unit: Unit) -> bool:
        """Whether a grant opens the sensitive records of the unit's people (asks for the cluster above a cell)."""
        if unit.pk in self.sight_units or unit.kind != UnitKind.CELL:
            return unit.pk in self.sight_units
        if unit.parent_id in self.sight_units:
            return True
        above = unit.parent
        return above is not None and above.kind == UnitKind.CLUSTER and above.parent_id in self.sight_units

    def kept_people(self) -> Q:
        """Condition on `Person`: people whose plain record one keeps (see `keeps_people_of`)."""
        condition = Q(pk__in=[])
        for post in self.posts:
            if Right.PEOPLE in post.rights:
                condition |= Q(home__path__startswith=post.path) if post.near else Q(home_id=post.unit_id)
        return condition

    def needs_second_factor(self) -> bool:
        return any(post.kind in SECOND_FACTOR_POSTS for post in self.posts)

    def reached_units(self, prefix: str = "") -> Q:
        """Condition on `Unit` (or on `prefix` leading to one): units under any reach."""
        condition = Q(pk__in=[]) if not prefix else Q(**{f"{prefix}pk__in": []})
        for path in dict.fromkeys([*(post.path for post in self.posts), *self.earlier]):
            condition |= Q(**{f"{prefix}path__startswith": path})
        return condition

    def visible_units(self, prefix: str = "") -> Q:
        """Condition on `Unit`: units under any reach, and the units above them (their sums)."""
        above = dict.fromkeys(int(part) for post in self.posts for part in post.unit_path.strip("/").split("/") if part)
        return self.reached_units(prefix) | Q(**{f"{prefix}pk__in": above})

    def seen_units(self, prefix: str = "") -> Q:
        """Condition on `Unit` (or on `prefix` leading to one): units of sight, and the cells directly below them (or below
        a cluster of theirs)."""
        above, cell = f"{prefix}parent", Q(**{f"{prefix}kind": UnitKind.CELL})
        return (
            Q(**{f"{prefix}pk__in": self.sight_units})
            | (cell & Q(**{f"{above}_id__in": self.sight_units}))
            | (cell & Q(**{f"{above}__kind": UnitKind.CLUSTER, f"{above}__parent_id__in": self.sight_units}))
        )

    def visible_people(self) -> Q:
        """Condition on `Person`: oneself, and people kept by, or members of, a unit of sight or a cell directly below it."""
        own = Q(pk=self.person_id) if self.person_id else Q(pk__in=[])
        if not self.sight_units:
            return own
        near = Unit.objects.filter(self.seen_units()).values("pk")
        today = timezone.localdate()
        member = Q(memberships__in=_memberships_in(near, today))
        return own | Q(home_id__in=near) | member


def _split_before(units: set[int]) -> tuple[str, ...]:
    """Paths of the units that were split into some units, or into those merged into them. A merged one stands below already.
    One query for each generation."""
    from .models.units import Succession

    paths: set[str] = set()
    known: set[int] = set()
    while units:
        known |= units
        links = Succession.objects.filter(successor_id__in=units, kind__in=("merged", "split"))
        rows = list(links.values_list("predecessor_id", "predecessor__path", "predecessor__inherits", "kind"))
        paths |= {path for _pk, path, _inherits, kind in rows if kind == "split"}
        units = {pk for pk, _path, inherits, _kind in rows if inherits} - known
    return tuple(sorted(paths))


def _memberships_in(units, at: date):
    from .models.party import Membership

    return Membership.objects.filter(on_date(at), unit_id__in=units).values("pk")

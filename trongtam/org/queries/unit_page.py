"""What the pages of units read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from trongtam.ground.vntext import fold, sort_key
from trongtam.look.shapes import Fact, Step

from .. import rules
from ..models import Person, SightGrant, Unit, UnitKind
from ..models.units import on_date
from ..reach import WIDE, Reach
from .people import member_counts, posts_then
from .units import Event, Node, around, history, holds_on, name_on, tree

if TYPE_CHECKING:
    from trongtam.accounts.models import User

FOUND_AT_MOST = 60


def is_wide(reach: Reach) -> bool:
    """Whether the whole tree is too much for one page: reach over a province or a district."""
    return any(not post.near for post in reach.posts)


def browse(user: User, at: date, root: Unit | None, text: str, *, deep: bool = False) -> list[Node]:
    """The rows of the tree page; a search lists hits, each on its own. `deep`: of a province too all that hangs below. At most
    two queries."""
    if not text:
        whole = deep or root is not None or not is_wide(Reach.of(user))
        return tree(user, at, root, depth=None if whole else 2)
    hits = Unit.objects.visible_to(user).on(at)
    for word in fold(text).split():
        hits = hits.filter(Q(folded__contains=word))
    named = hits.annotate(called=Coalesce(name_on("pk", at), F("name"))).select_related("parent")[:FOUND_AT_MOST]
    rows = [
        Node(u.pk, u.code, u.kind, u.__dict__["called"], u.parent_id, u.path, 0, 0, u.ended_on is not None, True)
        for u in named
    ]
    return sorted(rows, key=lambda row: sort_key(row.name))


def read(user: User, unit: Unit, at: date) -> dict[str, Any]:
    """Everything on a unit's page. People's names and sums of members only where there is reach."""
    reached = Reach.of(user).covers(unit)
    posts, former = posts_then(unit, at) if reached else ([], [])
    known = _known(user, [post.person for post in posts])
    leading, children = around(user, unit, at)
    names = list(unit.names.all())
    return {
        "called": next((one.name for one in names if holds_on(one, at)), unit.name),
        "above": leading,
        "children": children,
        "reached": reached,
        "posts": [(post, post.person_id in known) for post in posts],
        "former_posts": former,
        "sums": member_facts(member_counts(unit, at)) if reached and may_have_members(unit) else [],
        "history": [step_of(event) for event in history(unit, names)],
        "terms": list(unit.terms.order_by("-begins")),
        "settings": getattr(unit, "settings", None),  # loaded with the unit
        "serves": unit.serves,
        "may": permissions(user, unit),
    }


def _known(user: User, people: list[Person]) -> set[int]:
    """Those whose page the person may open. A query only for those whose record he does not keep anyway."""
    reach = Reach.of(user)
    kept = {person.pk for person in people if reach.keeps_people_of(person.home)}
    rest = {person.pk for person in people} - kept
    return kept | (
        set(Person.objects.known_to(user).filter(pk__in=rest).values_list("pk", flat=True)) if rest else set()
    )


def may_have_members(unit: Unit) -> bool:
    """Whether cells may stand at or below a unit of this kind."""
    return unit.kind not in {UnitKind.HAMLET, UnitKind.GROUP, UnitKind.GOVERNMENT, UnitKind.PEOPLES_COUNCIL}


def permissions(user: User, unit: Unit) -> dict[str, bool]:
    """Which acts the page offers; the operations ask again."""
    living = unit.ended_on is None
    keeps = living and rules.can_keep_units(user, unit)
    moves = living and rules.can_move_unit(user, unit)
    return {
        "found": keeps and unit.kind != UnitKind.GROUP and unit.kind != UnitKind.CELL,
        "rename": keeps,
        "move": moves,
        "dissolve": moves,
        "merge": moves and unit.parent_id is not None,
        "term": keeps and unit.kind in {UnitKind.PARTY_COMMITTEE, UnitKind.CELL, UnitKind.PEOPLES_COUNCIL},
        "settings": keeps and unit.kind == UnitKind.COMMUNE,
        "person": living and rules.can_register_person(user, unit),
        "sight": living and rules.can_grant_sight(user, unit),
    }


def member_facts(counts: dict[str, int]) -> list[Fact]:
    members = counts["official"] + counts["probationary"]
    if not members and not any(counts.values()):
        return []
    facts = [
        Fact(_("Members"), members),
        Fact(_("Official"), counts["official"]),
        Fact(_("On probation"), counts["probationary"]),
        Fact(_("Excused"), counts["exempt"]),
    ]
    others = {
        _("Temporarily here"): counts["temporary"],
        _("Temporarily elsewhere"): counts["away"],
        _("Resident contact"): counts["resident_contact"],
    }
    return facts + [Fact(term, value) for term, value in others.items() if value]


def step_of(event: Event) -> Step:
    """A line of a unit's history."""
    titles = {
        "founded": _("Founded as %(text)s"),
        "named": _("Named %(text)s"),
        "placed": _("Stands below %(text)s"),
        "ended": _("Ended as %(text)s"),
        "took_over": _("Took over from %(text)s"),
        "passed_on": _("Passed on to %(text)s"),
    }
    return Step(
        label=f"{event.on:%d/%m/%Y}",
        title=titles[event.what] % {"text": event.text},
        kind="root" if event.what == "founded" else "step",
        meta=event.basis,
    )


def grants_on(unit: Unit, at: date) -> list[SightGrant]:
    """Who sees the sensitive records of the unit on a day."""
    found = SightGrant.objects.filter(on_date(at), unit=unit).select_related("person")
    return sorted(found, key=lambda grant: grant.person.folded)


def holders_near(unit: Unit, at: date) -> Iterable[Person]:
    """People to whom sight may be granted: who hold a post in the unit, in one above it up to the commune, or in the committee
    of one of these. A superior of a whole province or district is not near, and stands in no list."""
    wide = set(Unit.objects.filter(pk__in=unit.path_ids, kind__in=WIDE).values_list("pk", flat=True)) - {unit.pk}
    ids = [pk for pk in unit.path_ids if pk not in wide]
    near = Q(posts__unit_id__in=ids) | Q(posts__unit__parent_id__in=ids, posts__unit__kind=UnitKind.PARTY_COMMITTEE)
    return Person.objects.filter(near, on_date(at, "posts__")).distinct().order_by("folded")

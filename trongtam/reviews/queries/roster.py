"""Who belongs to a round: organisations, collectives, leaders and members on the day of its registers.

A member is judged once, in the cell to which he belongs on that day, wherever he was before; who leads two units stands at both
as a leader. Who is excused from duties and meetings is exempt. Reads registers alone; nothing is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from trongtam.org.models import Exemption, Membership, PartyRecord, Post, PostKind, Unit, UnitKind
from trongtam.org.models.units import Placement, on_date

from ..models import Round, SchemeForm, SubjectKind
from ..models.schemes import SchemeVersion
from .carried import Lineage, ancestors_of, lineage_of
from .schemes import pick, schemes_on

HEADS = (PostKind.SECRETARY, PostKind.CELL_SECRETARY)
LEADERS = (*HEADS, PostKind.DEPUTY_SECRETARY)
COLLECTIVES = (PostKind.CELL_COMMITTEE, PostKind.STANDING_MEMBER, PostKind.COMMITTEE_MEMBER)
# A member who leads is judged as a leader on 2B, as a member on the papers of members.
INSTEAD = (SchemeForm.WITHOUT_POST, SchemeForm.OUTSIDE)

Key = tuple[str, int, int | None]
"""(kind, unit, person)"""


@dataclass(frozen=True, slots=True)
class Due:
    """One who belongs to the round. `form`: on which paper he is judged."""

    kind: str
    unit: int
    person: int | None
    form: str | None
    is_head: bool = False
    group: str = ""
    note: str = ""
    exempt: bool = False

    @property
    def key(self) -> Key:
        return (self.kind, self.unit, self.person)


def who_is_due(round_: Round) -> list[Due]:
    """Everybody on the day of the registers, at the units that stand for them after a merger or a split; nine queries, however
    many."""
    committees = ancestors_of(round_.unit, round_.on)
    cells = [cell for committee in committees for cell in cells_of(committee, round_.on)]
    due = _on_that_day(round_, committees, cells)
    lineage = lineage_of({one.unit for one in due}, round_.on)
    return _carried(round_, due, lineage) if lineage.heirs else due


def _carried(round_: Round, due: Iterable[Due], lineage: Lineage) -> list[Due]:
    """At the units of today; of a committee that was split each part has those below it. For an organisation or a collective that
    ended stand those that carry it on."""
    found: dict[Key, Due] = {}
    for one in due:
        alone = one.person is not None
        places = [lineage.place_of(one.kind, one.unit, one.person)] if alone else lineage.bodies_of(one.unit)
        for place in places:
            moved = replace(one, unit=place)
            found.setdefault(moved.key, moved)
    below = Unit.objects.filter(pk__in={one.unit for one in found.values()}, path__startswith=round_.unit.path)
    near = set(below.values_list("pk", flat=True))
    return [one for one in found.values() if one.unit in near]


def _on_that_day(round_: Round, committees: list[Unit], cells: list[Unit]) -> list[Due]:
    places = [one.pk for one in (*committees, *cells)]
    posts = list(Post.objects.filter(on_date(round_.on), unit__in=places).order_by("pk"))
    found = [Due(SubjectKind.ORGANISATION, pk, None, SchemeForm.COLLECTIVE) for pk in places]
    with_body = {post.unit_id for post in posts if post.kind in COLLECTIVES}
    found += [Due(SubjectKind.COLLECTIVE, pk, None, SchemeForm.COLLECTIVE) for pk in places if pk in with_body]
    found += _leaders(posts)
    return found + _members(round_, cells)


def cells_of(unit: Unit, on: date) -> list[Unit]:
    """The cells that stood under a committee on a day."""
    near = Placement.objects.filter(on_date(on), unit=unit).values_list("path", flat=True).first() or unit.path
    placed = Placement.objects.filter(on_date(on), path__startswith=near).values("unit_id")
    return list(Unit.objects.on(on).filter(pk__in=placed, kind=UnitKind.CELL).order_by("path"))


def _leaders(posts: Iterable[Post]) -> list[Due]:
    """Each leader once a unit, by his highest post there."""
    best: dict[tuple[int, int], Post] = {}
    for post in posts:
        if post.kind in LEADERS:
            known = best.get((post.unit_id, post.person_id))
            if known is None or (known.kind not in HEADS and post.kind in HEADS):
                best[post.unit_id, post.person_id] = post
    return [
        Due(
            SubjectKind.LEADER,
            post.unit_id,
            post.person_id,
            SchemeForm.WITH_POST,
            is_head=post.kind in HEADS,
            group=str(PostKind(post.kind).label),
        )
        for post in best.values()
    ]


def _members(round_: Round, cells: list[Unit]) -> list[Due]:
    on, start = round_.on, round_.period.start
    spells = Membership.objects.filter(on_date(on), unit__in=cells, kind=Membership.Kind.REGULAR)
    rows = list(spells.filter(person__erased_at__isnull=True).order_by("unit_id", "pk"))
    people = Membership.objects.filter(on_date(on), unit__in=cells).values("person_id")
    records = {one.person_id: one for one in PartyRecord.objects.filter(person__in=people)}
    exempt = set(Exemption.objects.filter(on_date(on), person__in=people).values_list("person_id", flat=True))
    before = _before(rows, start)
    working = defaultdict(set)
    held = Post.objects.filter(on_date(on), person__in=people).values_list("person_id", "kind")
    for person, kind in held:
        working[person].add(kind)
    found = []
    for one in rows:
        record = records.get(one.person_id)
        if record is not None and record.left_on is not None and record.left_on <= on:
            continue
        found.append(
            Due(
                SubjectKind.MEMBER,
                one.unit_id,
                one.person_id,
                form_of(working[one.person_id]),
                note=_note(record, before.get(one.pk), one, start),
                exempt=one.person_id in exempt,
            )
        )
    return found


def form_of(posts: Iterable[str]) -> str:
    """Which paper a member is judged on: with a leading post, working in the political system without one, or outside it."""
    held = set(posts)
    if held & set(LEADERS):
        return SchemeForm.WITH_POST
    return SchemeForm.WITHOUT_POST if held & {PostKind.OFFICIAL, PostKind.OFFICE} else SchemeForm.OUTSIDE


def _before(rows: Iterable[Membership], start: date) -> dict[int, Membership]:
    """Of those who came to their cell within the period the spell before."""
    moved = {one.person_id: one.pk for one in rows if one.valid_from > start}
    earlier = Membership.objects.filter(
        Q(valid_to__gt=start), person__in=moved, kind=Membership.Kind.REGULAR
    ).select_related("unit")
    return {moved[one.person_id]: one for one in earlier.order_by("valid_to")}


def _note(record: PartyRecord | None, before: Membership | None, spell: Membership, start: date) -> str:
    if before is not None:
        told = {"unit": before.unit.name, "day": f"{spell.valid_from:%d/%m/%Y}"}
        return _("came from %(unit)s on %(day)s")[:120] % told
    if record is not None and record.admitted_on > start:
        return _("admitted on %(day)s") % {"day": f"{record.admitted_on:%d/%m/%Y}"}
    return ""


def schemes_of(round_: Round, due: Iterable[Due]) -> dict[tuple[str, str | None], SchemeVersion]:
    """(kind, form) → the scheme in force at the end of the period; a member for whose paper there is none takes another of the
    members' papers; a kind without any is left out. One query."""
    known = schemes_on(round_.unit, round_.period.end)
    cycle = "quarter" if round_.kind == "quarter" else "year"
    found = {}
    for kind, form in {(one.kind, one.form) for one in due}:
        papers = [form, *INSTEAD] if kind == SubjectKind.MEMBER else [form]
        scheme = next((one for paper in papers if (one := pick(known, kind, paper, cycle=cycle)) is not None), None)
        if scheme is not None:
            found[kind, form] = scheme
    return found

"""Campaigns as they stand on a day: who must register, who has, what waits; the rows that one viewer reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import given_name_sort_key, sort_key
from trongtam.org.models import Placement, Post, Unit, UnitKind
from trongtam.org.reach import Reach

from .. import asking, rules
from ..asking import PERSON, UNIT, Entry, Held, Holder, Phase, Place, Reckoning, Row, Span, Stand
from ..life import State
from ..models import Campaign, Turn, Work
from ..models.campaigns import leading
from .works import reads_names

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# With whoever registers: what he goes on with instead of writing another.
BEGUN = (State.PROPOSED, State.RETURNED)


@dataclass(frozen=True)
class Reckoned:
    """A campaign on a day. `units`: by key, those where somebody owes or holds a work of it; `persons`: names by key; `works`
    with their entries, by the day on which they are due."""

    campaign: Campaign
    day: date
    phase: Phase
    reckoning: Reckoning
    works: list[tuple[Work, Entry]] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)
    persons: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Only:
    """Whom a reading is about: one's own units and oneself, instead of everybody."""

    units: frozenset[int]
    person: int | None


def day_of(campaign: Campaign, today: date) -> date:
    """Of a closed campaign the day of closing: what comes later changes nothing about it."""
    return min(today, campaign.closed_on) if campaign.closed_on is not None else today


def fixed_terms(campaign: Campaign, today: date) -> set[str]:
    """Terms that cannot be changed any more: see `operations.rewrite_campaign`. One query."""
    fixed = {"opens_on"} if today >= campaign.opens_on else set()
    standing = campaign.works.exclude(state=State.WITHDRAWN.value)
    return fixed | ({"year", "stage", "opens_on"} if standing.exists() else set())


def reckoned(campaigns: Sequence[Campaign], today: date, only: Only | None = None) -> list[Reckoned]:
    """Five queries, however many campaigns, units and people there are."""
    if not campaigns:
        return []
    trunks = _trunks(campaigns)
    placed = _placements(trunks, only)
    posts = _posts(campaigns, placed, only)
    works = _works(campaigns, only)
    return [_reckon(one, today, trunks, placed, posts, works.get(one.pk, [])) for one in campaigns]


def _territory_of(campaign: Campaign) -> int:
    """The unit whose subtree an organ asks: of a Party committee the one that it leads."""
    unit = campaign.unit
    return unit.parent_id if unit.kind == UnitKind.PARTY_COMMITTEE and unit.parent_id else unit.pk


def _trunks(campaigns: Sequence[Campaign]) -> dict[int, list[Placement]]:
    """Where the territories stood when: a commune that came under another superior has a path for each time."""
    found: dict[int, list[Placement]] = {}
    for placement in Placement.objects.filter(unit__in={_territory_of(one) for one in campaigns}):
        found.setdefault(placement.unit_id, []).append(placement)
    return found


def _placements(trunks: dict[int, list[Placement]], only: Only | None) -> list[Placement]:
    below = Q(pk__in=[])
    for path in {one.path for held in trunks.values() for one in held}:
        below |= Q(path__startswith=path)
    found = Placement.objects.filter(below)
    if only is not None:
        own = Q(unit__in=only.units)
        found = found.filter(own | Q(unit__posts__person=only.person) if only.person is not None else own).distinct()
    return list(found.select_related("unit").order_by("unit__path", "valid_from", "pk"))


def _posts(campaigns: Sequence[Campaign], placed: list[Placement], only: Only | None) -> list[Post]:
    kinds = {kind for one in campaigns for kind in one.post_kinds}
    if not kinds:
        return []
    posts = Post.objects.filter(
        kind__in=kinds, unit__in={one.unit_id for one in placed}, person__erased_at__isnull=True
    )
    if only is not None:
        posts = posts.filter(person=only.person)
    return list(posts.select_related("person"))


def _works(campaigns: Sequence[Campaign], only: Only | None) -> dict[int, list[tuple[Work, Entry]]]:
    """The works of each campaign with the day of their registration (not asked for where a reading is about oneself)."""
    works: QuerySet[Work] = Work.objects.filter(campaign__in=[one.pk for one in campaigns])
    if only is not None:
        own = Q(holder_unit__in=only.units)
        works = works.filter(own | Q(holder_person=only.person) if only.person is not None else own)
    held = list(works.select_related("home", "holder_unit", "holder_person").order_by("due", "pk"))
    days = _days(held) if only is None else {}
    found: dict[int, list[tuple[Work, Entry]]] = {}
    for work in held:
        entry = Entry(holder_key(work), work.state, work.focuses, days.get(work.pk))
        assert work.campaign_id is not None  # filtered above
        found.setdefault(work.campaign_id, []).append((work, entry))
    return found


def _days(works: list[Work]) -> dict[int, date]:
    """The day on which each was first handed to the organ, or assigned by it at once."""
    begun = Turn.objects.filter(work__in=[one.pk for one in works], act__in=("register", "begin"))
    begun = begun.exclude(after=State.PROPOSED.value)
    return {one["work"]: timezone.localdate(one["at"]) for one in begun.values("work").annotate(at=Min("at"))}


def holder_key(work: Work) -> Holder:
    if work.holder_person_id is not None:
        return PERSON, work.holder_person_id
    assert work.holder_unit_id is not None  # held by a unit or by a person
    return UNIT, work.holder_unit_id


def _reckon(
    campaign: Campaign,
    today: date,
    trunks: dict[int, list[Placement]],
    placed: list[Placement],
    posts: list[Post],
    works: list[tuple[Work, Entry]],
) -> Reckoned:
    terms, day = campaign.terms, day_of(campaign, today)
    places = list(_places(trunks.get(_territory_of(campaign), []), placed))
    held = [Held(one.person_id, one.kind, one.unit_id, Span(one.valid_from, one.valid_to)) for one in posts]
    asked = asking.must_register(terms, places, held, day)
    persons = {one.person_id: one.person.full_name for one in posts}
    units = {one.unit_id: one.unit for one in placed}
    for work, _entry in works:
        units.setdefault(work.home_id, work.home)
        if work.holder_person is not None:
            persons[work.holder_person.pk] = work.holder_person.full_name
    return Reckoned(
        campaign,
        day,
        asking.phase_on(terms, day, campaign.closed_on),
        asking.reckon(terms, asked, (entry for _work, entry in works)),
        works,
        units,
        persons,
    )


def _places(trunks: Iterable[Placement], placed: Iterable[Placement]) -> Iterable[Place]:
    """The placements below the territory, each for as long as both stood so."""
    for one in placed:
        for trunk in trunks:
            first = max(one.valid_from, trunk.valid_from)
            ends = [end for end in (one.valid_to, trunk.valid_to) if end is not None]
            until = min(ends) if ends else None
            if one.path.startswith(trunk.path) and (until is None or first < until):
                yield Place(one.unit_id, one.unit.kind, Span(first, until))


# -- what one viewer reads ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HolderRow:
    """Somebody who owes or has registered, as one viewer reads it. Where he reads no names, the persons of a place stand
    together: `persons` of them, `enough` of whom have registered. `works`: with whether each came late or out of the focuses."""

    key: Holder
    name: str
    place: str
    is_person: bool
    owes: bool
    stand: Stand
    short: int
    persons: int
    enough: int
    works: list[tuple[Work, bool, bool]]


def holder_rows(found: Reckoned, user: User) -> list[HolderRow]:
    """Those that the viewer may read: all below his reach, else his own. Units first, then persons, each by name; no ranking."""
    reach, terms = Reach.of(user), found.campaign.terms
    works: dict[Holder, list[tuple[Work, bool, bool]]] = {}
    for work, entry in found.works:
        marks = (work, asking.came_late(terms, entry), asking.out_of_focus(terms, entry))
        works.setdefault(entry.holder, []).append(marks)
    rows: list[HolderRow] = []
    unnamed: dict[int, list[tuple[Row, list[tuple[Work, bool, bool]]]]] = {}
    for row in (*found.reckoning.asked, *found.reckoning.beside):
        own = works.get(row.holder, [])
        unit = found.units[_where(row, own)]
        if not _reads(reach, found.campaign, row, unit):
            continue
        if row.holder[0] == PERSON and not _names(reach, row, unit):
            unnamed.setdefault(unit.pk, []).append((row, own))
        else:
            rows.append(_holder_row(row, own, unit, found))
    rows += [_together(found.units[pk], held) for pk, held in unnamed.items()]
    return sorted(rows, key=_by_name)


def _where(row: Row, works: list[tuple[Work, bool, bool]]) -> int:
    if row.at is not None:
        return row.at
    return works[0][0].home_id


def _reads(reach: Reach, campaign: Campaign, row: Row, unit: Unit) -> bool:
    if row.holder == (PERSON, reach.person_id):
        return True
    return reach.covers(campaign.unit) or (row.holder[0] == UNIT and reach.covers(unit))


def _names(reach: Reach, row: Row, unit: Unit) -> bool:
    return row.holder == (PERSON, reach.person_id) or reads_names(reach, unit)


def _holder_row(row: Row, works: list[tuple[Work, bool, bool]], unit: Unit, found: Reckoned) -> HolderRow:
    kind, key = row.holder
    name = found.persons[key] if kind == PERSON else unit.name
    owes = row.at is not None
    enough = int(row.stand in asking.ENOUGH)
    return HolderRow(row.holder, name, unit.name, kind == PERSON, owes, row.stand, row.short, 1, enough, works)


def _together(unit: Unit, held: list[tuple[Row, list[tuple[Work, bool, bool]]]]) -> HolderRow:
    """The persons of a place whose names are not read: how it stands with the one who is farthest behind."""
    rows = [row for row, _works in held]
    order = list(Stand)
    return HolderRow(
        key=(UNIT, unit.pk),
        name=unit.name,
        place=unit.name,
        is_person=True,
        owes=any(row.at is not None for row in rows),
        stand=min((row.stand for row in rows), key=order.index),
        short=sum(row.short for row in rows),
        persons=len(rows),
        enough=sum(row.stand in asking.ENOUGH for row in rows),
        works=[one for _row, works in held for one in works],
    )


def _by_name(row: HolderRow) -> tuple[bool, object]:
    by_given_name = row.is_person and row.persons == 1
    return row.is_person, given_name_sort_key(row.name) if by_given_name else sort_key(row.name)


def to_decide(found: Reckoned, user: User) -> list[Work]:
    """Registrations of the campaign that the viewer may approve or send back."""
    waiting = [work for work, _entry in found.works if work.state == State.REGISTERED]
    for work in waiting:
        work.unit = found.campaign.unit
    return [work for work in waiting if rules.can_decide_work(user, work)]


# -- one's own ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owed:
    """What one owes in a campaign, oneself or for a unit. `begun`: a registration that is not handed in, or came back."""

    campaign: Campaign
    holder: Holder
    name: str
    row: Row
    begun: Work | None

    @property
    def came_back(self) -> bool:
        """The work itself stands on the desk then."""
        return self.row.stand is Stand.RETURNED


def owed_by(user: User, today: date) -> list[Owed]:
    """What one has to register now: for oneself and for the units in whose name one speaks. One query where nobody asks."""
    reach = Reach.of(user)
    if not reach.posts:
        return []
    asking_me = Campaign.objects.open().filter(leading(reach), opens_on__lte=today)
    campaigns = list(asking_me.select_related("unit").order_by("due", "pk"))
    return [one for found in reckoned(campaigns, today, _own(reach)) for one in owed_in(found, user)]


def owed_in(found: Reckoned, user: User) -> list[Owed]:
    """What one owes in one campaign."""
    only = _own(Reach.of(user))
    return [_owed(found, row) for row in found.reckoning.asked if row.short and _is_own(row.holder, only)]


def _own(reach: Reach) -> Only:
    return Only(frozenset(rules.own_units(reach)), reach.person_id)


def _is_own(holder: Holder, only: Only) -> bool:
    kind, key = holder
    return key in only.units if kind == UNIT else key == only.person


def _owed(found: Reckoned, row: Row) -> Owed:
    kind, key = row.holder
    begun = [one for one, entry in found.works if entry.holder == row.holder and one.state in BEGUN]
    name = found.units[key].name if kind == UNIT else found.persons[key]
    return Owed(found.campaign, row.holder, name, row, begun[0] if begun else None)


def campaigns_of(unit: Unit, user: User) -> QuerySet[Campaign]:
    """The campaigns of an organ, or of the committee that leads a place."""
    return _led(user, unit.pk)


def _led(user: User, unit: int) -> QuerySet[Campaign]:
    leads = Q(unit=unit) | Q(unit__parent=unit, unit__kind=UnitKind.PARTY_COMMITTEE)
    return Campaign.objects.visible_to(user).filter(leads).select_related("unit")


def campaigns_of_year(unit: Unit, year: str, user: User) -> list[Campaign]:
    """Those of a year, in the order of their days. One query."""
    return _OF_YEAR(user, unit.pk, year)


_OF_YEAR = Prepared(lambda user, unit, year: _led(user, unit).filter(period_code=year).order_by("opens_on", "pk"))


def running(unit: Unit, day: date) -> dict[str, Campaign]:
    """Year → the organ's campaign that takes registrations on a day. One query."""
    return {one.period_code: one for one in Campaign.objects.open().filter(unit=unit, opens_on__lte=day)}

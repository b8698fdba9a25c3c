"""A province whose units and officials hold works: 2,600 units, 500 holders, 20,000 works of one year; names invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from bench.country import BASIS, FOUNDED, LOADED_AT, lay_units
from trongtam.accounts.models import User
from trongtam.ground.vntext import fold
from trongtam.org.models import Person, Post, PostKind, Unit, UnitKind
from trongtam.work.life import RUNNING, Act, State
from trongtam.work.models import Kind, Milestone, Quality, RootKind, Turn, Work

YEAR = 2026
DAY = date(YEAR, 10, 1)
DOES = ("Mở đường mẫu", "Dọn vệ sinh mẫu", "Vận động mẫu", "Xây nhà văn hóa mẫu", "Rà soát hồ sơ mẫu")
STATES = (
    State.IN_PROGRESS,
    State.IN_PROGRESS,
    State.ASSIGNED,
    State.REPORTED,
    State.APPRAISED,
    State.CONCLUDED,
    State.CONCLUDED,
    State.REGISTERED,
)


@dataclass(frozen=True)
class Size:
    communes: int
    units: int
    holders: int
    works: int


WHOLE, SMALL = Size(50, 2_600, 500, 20_000), Size(2, 20, 6, 120)


@dataclass
class Province:
    unit: Unit
    communes: list[Unit]
    committees: list[Unit]
    leader: User
    office: User
    officials: list[Person]


def lay_province(size: Size) -> Province:
    """Rows as an import would lay them: the program's own acts are what is measured later."""
    (province,) = lay_units(UnitKind.PROVINCE, [("Tỉnh Mẫu %d", None)])
    communes = lay_units(UnitKind.COMMUNE, [("Xã Mẫu %d", province)] * size.communes)
    committees = lay_units(UnitKind.PARTY_COMMITTEE, [("Đảng ủy xã Mẫu %d", one) for one in communes])
    left = size.units - 1 - 2 * size.communes
    hamlets = lay_units(UnitKind.HAMLET, [("Thôn Mẫu %d", communes[number % size.communes]) for number in range(left)])
    officials = _officials(communes, size.holders)
    leader, office = _login("lanh.dao.tinh", province, PostKind.OFFICE), _login("van.phong.xa", communes[0])
    _lay_works(size, communes, committees, hamlets, officials)
    return Province(province, communes, committees, leader, office, officials)


def _login(login: str, unit: Unit, kind: str = PostKind.OFFICE) -> User:
    user = User.objects.create(username=login, display_name="Người Dùng Mẫu", is_demonstration=True)
    person = Person.objects.create(code=login.replace(".", "-"), full_name="Người Dùng Mẫu", home=unit, user=user)
    Post.objects.create(person=person, unit=unit, kind=kind, valid_from=FOUNDED, basis=BASIS)
    return user


def _officials(communes: list[Unit], count: int) -> list[Person]:
    """Shared out over the communes in turn."""
    people = Person.objects.bulk_create(
        Person(code=f"cb-{number}", full_name=f"Cán Bộ Mẫu {number}", home=communes[number % len(communes)])
        for number in range(count)
    )
    Post.objects.bulk_create(
        Post(person=one, unit=one.home, kind=PostKind.OFFICIAL, valid_from=FOUNDED, basis=BASIS) for one in people
    )
    return people


def _lay_works(
    size: Size, communes: list[Unit], committees: list[Unit], hamlets: list[Unit], officials: list[Person]
) -> None:
    """By turns of a person and of a hamlet of one commune, in every state, due all over the year: a third of those that run is
    late. Two steps each, and a trail: given, reported on twice, for some ended."""
    places = {commune.pk: number for number, commune in enumerate(communes)}
    works = []
    for number in range(size.works):
        person = officials[number // 2 % len(officials)] if number % 2 else None
        hamlet = hamlets[number // 2 % len(hamlets)] if person is None else None
        home = person.home if person is not None else hamlet
        assert home is not None  # one of both holds it
        commune = places[person.home_id if person is not None else home.parent_id]  # type: ignore[index]  # hamlets have one
        works.append(_work(number, committees[commune], home, hamlet, person))
    made = Work.objects.bulk_create(works, batch_size=2000)
    Milestone.objects.bulk_create(
        (
            Milestone(work=work, order=order, title=f"Bước mẫu {order}", due=work.start + timedelta(days=30 * order))
            for work in made
            for order in (1, 2)
        ),
        batch_size=5000,
    )
    Turn.objects.bulk_create((turn for work in made for turn in _turns(work)), batch_size=5000)


def _turns(work: Work) -> Iterator[Turn]:
    """As the acts write them. Every tenth was given more time."""
    begun = datetime.combine(work.start, time(9), tzinfo=get_default_timezone())
    given = State.REGISTERED if work.state == State.REGISTERED else State.ASSIGNED
    yield Turn(
        work=work, act="begin", before="", after=given, said={"title": work.title, "due": str(work.due)}, at=begun
    )
    if given != State.ASSIGNED:
        return
    for days in (20, 60):
        told: dict[str, Any] = {"percent": [days // 2, days]}
        yield _turn(work, Act.PROGRESS, State.IN_PROGRESS, State.IN_PROGRESS, told, begun + timedelta(days=days))
    if work.title.endswith("0"):
        told = {"due": [str(work.due - timedelta(days=30)), str(work.due)]}
        yield _turn(work, Act.EXTEND, State.IN_PROGRESS, State.IN_PROGRESS, told, begun + timedelta(days=70))
    if State(work.state) not in RUNNING:
        ended = datetime.combine(work.due, time(9), tzinfo=get_default_timezone()) + timedelta(days=5)
        yield _turn(work, Act.HAND_IN, State.IN_PROGRESS, State.REPORTED, {}, ended)


def _turn(work: Work, act: Act, before: State, after: State, said: dict[str, Any], at: datetime) -> Turn:
    return Turn(work=work, act=act, before=before, after=after, said=said, at=at)


def _work(number: int, organ: Unit, home: Unit, unit: Unit | None, person: Person | None) -> Work:
    state = STATES[number % len(STATES)]
    judged = state in (State.APPRAISED, State.CONCLUDED)
    title = f"{DOES[number % len(DOES)]} {number}"
    due = date(YEAR, 3, 1) + timedelta(days=number * 7 % 300)
    return Work(
        unit=organ,
        title=title,
        folded=fold(title),
        kind=(Kind.BREAKTHROUGH, Kind.ROUTINE, Kind.KEY)[number % 3],
        home=home,
        holder_unit=unit,
        holder_person=person,
        period_code=str(YEAR),
        start=date(YEAR, 1, 15),
        due=due,
        first_due=due,
        root_kind=RootKind.OWN,
        state=state,
        percent=100 if judged else number % 90,
        heard_on=DAY - timedelta(days=number % 120),
        done_on=due - timedelta(days=number % 9 - 2) if judged else None,
        on_time=number % 9 >= 2 if judged else None,
        quality=(Quality.AS_ASKED if number % 5 else Quality.BEYOND) if judged else "",
        made_at=LOADED_AT,
    )

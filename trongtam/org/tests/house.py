"""A small commune for tests of every room: three cells, a hamlet, and the people that every rule is tried with.

Rows are written directly, so that a room's tests do not depend on the operations of another room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from trongtam.accounts.models import User
from trongtam.ground.vntext import fold
from trongtam.org.models import Person, Placement, Post, PostKind, SightGrant, Unit, UnitKind, UnitName

_serial = count(1)
LONG_AGO = date(2015, 1, 1)


def make_unit(kind: str, name: str, parent: Unit | None = None, *, founded: date = LONG_AGO) -> Unit:
    """A unit with its placement and name since `founded`."""
    unit = Unit.objects.create(
        code=f"{kind.replace('_', '-')}-{next(_serial)}",
        kind=kind,
        name=name,
        folded=fold(name),
        parent=parent,
        path="",
        founded_on=founded,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    Placement.objects.create(unit=unit, parent=parent, path=unit.path, valid_from=founded, basis="Quyết định mẫu")
    UnitName.objects.create(unit=unit, name=name, valid_from=founded, basis="Quyết định mẫu")
    return unit


def make_person(name: str, home: Unit, *, user: User | None = None) -> Person:
    number = next(_serial)
    return Person.objects.create(code=f"p-{number}", full_name=name, folded=fold(name), home=home, user=user)


def make_user(name: str, unit: Unit, *kinds: str, since: date = LONG_AGO, until: date | None = None) -> User:
    """A login whose person holds the posts in the unit. The password is `mat-khau-thu`, hashed only when asked."""
    user = User.objects.create(username=f"user{next(_serial)}", display_name=name, is_demonstration=True)
    person = make_person(name, unit, user=user)
    for kind in kinds:
        Post.objects.create(
            person=person, unit=unit, kind=kind, valid_from=since, valid_to=until, basis="Quyết định mẫu"
        )
    return user


def grant(user: User, unit: Unit, *, since: date = LONG_AGO, until: date | None = None) -> SightGrant:
    """Sight of a unit's records for the person of a login; what was remembered of his reach is forgotten."""
    user.__dict__.pop("_reach", None)
    return SightGrant.objects.create(
        person=user.person, unit=unit, purpose="Quản lý hồ sơ", valid_from=since, valid_to=until
    )


@dataclass(frozen=True)
class House:
    """province ▸ commune ▸ {committee ▸ {cluster ▸ cell_a, cell_b}, hamlet ▸ group}; other_commune stands beside."""

    province: Unit
    commune: Unit
    committee: Unit
    cluster: Unit
    cell_a: Unit
    cell_b: Unit
    hamlet: Unit
    group: Unit
    other_commune: Unit
    office: User  # Party office of the commune
    secretary: User  # commune secretary: above
    standing: User  # standing member: reads, no right to change
    cell_secretary: User  # of cell_a: assigned
    other_cell_secretary: User  # of cell_b: beside
    hamlet_head: User
    administrator: User
    provincial: User  # secretary of the province: far above
    former: User  # was office, is no longer
    stranger: User  # office of the other commune


def make_house() -> House:
    """Build the small commune; every name is invented. Written in a few statements: a thousand tests begin with it."""
    units = _make_units(
        ("province", UnitKind.PROVINCE, "Tỉnh Mẫu", None),
        ("commune", UnitKind.COMMUNE, "Xã Mẫu", "province"),
        ("committee", UnitKind.PARTY_COMMITTEE, "Đảng ủy xã Mẫu", "commune"),
        ("cluster", UnitKind.CLUSTER, "Cụm Mẫu", "committee"),
        ("cell_a", UnitKind.CELL, "Chi bộ ấp Mẫu Một", "cluster"),
        ("cell_b", UnitKind.CELL, "Chi bộ ấp Mẫu Hai", "committee"),
        ("hamlet", UnitKind.HAMLET, "Ấp Mẫu Một", "commune"),
        ("group", UnitKind.GROUP, "Tổ Mẫu Một", "hamlet"),
        ("other_commune", UnitKind.COMMUNE, "Xã Khác", "province"),
    )
    users = _make_users(
        units,
        ("office", "Trần Thị Thử", "committee", PostKind.OFFICE, None),
        ("secretary", "Võ Giả Định", "committee", PostKind.SECRETARY, None),
        ("standing", "Lê Thí Dụ", "committee", PostKind.STANDING_MEMBER, None),
        ("cell_secretary", "Nguyễn Văn Mẫu", "cell_a", PostKind.CELL_SECRETARY, None),
        ("other_cell_secretary", "Phạm Ví Dụ", "cell_b", PostKind.CELL_SECRETARY, None),
        ("hamlet_head", "Hồ Thử Nghiệm", "hamlet", PostKind.HAMLET_HEAD, None),
        ("administrator", "Đỗ Quản Trị", "committee", PostKind.ADMINISTRATOR, None),
        ("provincial", "Bùi Trên Tỉnh", "province", PostKind.SECRETARY, None),
        ("former", "Ngô Đã Thôi", "committee", PostKind.OFFICE, date(2020, 1, 1)),
        ("stranger", "Lý Người Lạ", "other_commune", PostKind.OFFICE, None),
    )
    everything: dict[str, Any] = {**units, **users}
    return House(**everything)


def _make_units(*rows: tuple[str, str, str, str | None]) -> dict[str, Unit]:
    """As `make_unit` makes each: key, kind, name, key of the unit above, which comes first."""
    units: dict[str, Unit] = {}
    for key, kind, name, _above in rows:
        code = f"{kind.replace('_', '-')}-{next(_serial)}"
        units[key] = Unit(code=code, kind=kind, name=name, folded=fold(name), path="", founded_on=LONG_AGO)
    Unit.objects.bulk_create(units.values())
    for key, _kind, _name, above in rows:
        unit, parent = units[key], units[above] if above else None
        unit.parent = parent
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        Unit.objects.filter(pk=unit.pk).update(parent=parent, path=unit.path)
    lasting = {"valid_from": LONG_AGO, "basis": "Quyết định mẫu"}
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=unit.parent, path=unit.path, **lasting) for unit in units.values()
    )
    UnitName.objects.bulk_create(UnitName(unit=unit, name=unit.name, **lasting) for unit in units.values())
    return units


def _make_users(units: dict[str, Unit], *rows: tuple[str, str, str, str, date | None]) -> dict[str, User]:
    """As `make_user` makes each: key, name, key of the unit, post, its last day."""
    users = {
        key: User(username=f"user{next(_serial)}", display_name=name, is_demonstration=True)
        for key, name, _unit, _kind, _until in rows
    }
    User.objects.bulk_create(users.values())
    people = {
        key: Person(code=f"p-{next(_serial)}", full_name=name, folded=fold(name), home=units[unit], user=users[key])
        for key, name, unit, _kind, _until in rows
    }
    Person.objects.bulk_create(people.values())
    Post.objects.bulk_create(
        Post(
            person=people[key], unit=units[unit], kind=kind, valid_from=LONG_AGO, valid_to=until, basis="Quyết định mẫu"
        )
        for key, _name, unit, kind, until in rows
    )
    return users


def further_people(house: House) -> dict[str, User]:
    """Who holds the posts that the tests of most rooms do not ask about; the permission table asks about all."""
    return {
        "deputy": make_user("Đặng Thử Phó", house.committee, PostKind.DEPUTY_SECRETARY),
        "inspector": make_user("Mai Thí Kiểm", house.committee, PostKind.INSPECTOR),
        "cell_committee": make_user("Lương Ví Ủy", house.cell_a, PostKind.CELL_COMMITTEE),
        "group_head": make_user("Tạ Mẫu Tổ", house.group, PostKind.GROUP_HEAD),
    }

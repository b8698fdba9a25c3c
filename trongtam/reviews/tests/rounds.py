"""Rounds of the small commune of `org` with the members of its cells, for the tests of this room. Every name is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Membership, PartyRecord, Person, Post, PostKind, Unit
from trongtam.org.tests.house import House, grant, make_person
from trongtam.reviews.ballots import Count
from trongtam.reviews.models import Round, SchemeVersion, Subject
from trongtam.reviews.operations import (
    RoundTerms,
    appraise,
    assess_self,
    decide,
    open_round,
    propose_level,
    record_ballot,
)

from .cases import scheme

YEAR = 2025
FULL = {"a1": Decimal(18), "a2": Decimal(4), "a3": Decimal(8), "b1": Decimal(65)}
GOOD = {"a1": Decimal(15), "a2": Decimal(4), "a3": Decimal(6), "b1": Decimal(50)}
KINDS = (("member", "2C"), ("leader", "2B"), ("collective", "01"), ("organisation", "01"))


def moment(day: date = date(2025, 12, 1)) -> datetime:
    return datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)


def make_schemes(**changes: Any) -> dict[str, SchemeVersion]:
    """One scheme of 30 and 70 points for each kind of subject, in force from 2020."""
    found = {}
    SchemeVersion.objects.all().delete()
    for subject, form in KINDS:
        made = scheme(code=f"thu-{subject}", subject=subject, form=form, valid_from="2020-01-01", **changes)
        version = SchemeVersion(code=made.code, at=moment(), valid_from=made.valid_from)
        version.hold(made)
        version.save()
        found[subject] = version
    return found


def member(cell: Unit, name: str, *, since: date = date(2015, 1, 1), login: bool = False) -> Person:
    user = User.objects.create(username=f"dv{Person.objects.count()}", display_name=name) if login else None
    person = make_person(name, cell, user=user)
    PartyRecord.objects.create(
        person=person, admitted_on=since, confirmed_on=date(2016, 1, 1) if since.year < 2016 else None
    )
    Membership.objects.create(person=person, unit=cell, valid_from=since, basis="Quyết định mẫu")
    return person


def people_of(cell: Unit, count: int, *, login: bool = False) -> list[Person]:
    return [member(cell, f"Nguyễn Thử {number:02d}", login=login) for number in range(1, count + 1)]


def terms(**changes: Any) -> RoundTerms:
    usual = RoundTerms(
        "year",
        Period.year(YEAR),
        date(2025, 12, 5),
        date(2025, 12, 10),
        date(2025, 12, 15),
        date(2025, 12, 20),
        on=date(2025, 11, 30),
        title="Xếp loại năm 2025",
    )
    return replace(usual, **changes)


def see(house: House) -> None:
    """Who decides has sight of the committee and so of its cells; who keeps the cell has sight of it."""
    grant(house.secretary, house.committee)
    grant(house.office, house.committee)
    grant(house.cell_secretary, house.cell_a)


def opened(house: House, *, members: int = 6, login: bool = False, **changes: Any) -> Round:
    """The round of the committee with `members` members of cell A."""
    see(house)
    if not SchemeVersion.objects.filter(code="thu-member").exists():
        make_schemes()
    people_of(house.cell_a, members, login=login)
    return opened_here(house, **changes)


def opened_here(house: House, **changes: Any) -> Round:
    """The round of the committee with whoever is there."""
    return open_round(house.committee, terms(**changes), by=house.office, at=moment())


def members_of(round_: Round, unit: Unit) -> list[Subject]:
    return list(Subject.objects.filter(round=round_, kind="member", unit=unit).order_by("pk"))


def one_of(round_: Round, kind: str, unit: Unit) -> Subject:
    return Subject.objects.get(round=round_, kind=kind, unit=unit)


def voted(present: int = 6, **marks: int) -> Count:
    return Count(present, present, sum(marks.values()), marks)


def self_said(subject: Subject, by: User, scores: dict[str, Decimal] | None = None) -> Subject:
    assess_self(subject, scores or GOOD, by=by, at=moment())
    subject.refresh_from_db()
    return subject


def proposed(subject: Subject, by: User, level: str = "good", scores: dict[str, Decimal] | None = None) -> Subject:
    """Said, voted and proposed at a level that everybody marked."""
    self_said(subject, by, scores)
    if subject.person_id is not None:
        there = Membership.objects.filter(unit=subject.unit).count() or 6
        record_ballot(subject, voted(there, **{level: there}), by=by, at=moment())
    propose_level(subject, level, by=by, reason="Theo phiếu mẫu.", at=moment())
    subject.refresh_from_db()
    return subject


def decided(subject: Subject, house: House, level: str = "good", scores: dict[str, Decimal] | None = None) -> Subject:
    """All the way to the decision, through the people whose matter each step is."""
    keeper = house.cell_secretary if subject.unit_id == house.cell_a.pk else house.office
    proposed(subject, keeper, level, scores)
    appraise(subject, level, by=house.office, at=moment())
    basis = "12-QĐ/MẪU" if subject.unit_id == subject.round.unit_id else ""
    decide(subject, level, by=house.secretary, basis=basis, at=moment())
    subject.refresh_from_db()
    return subject


def chair(cell: Unit, person: Person) -> Post:
    """The person leads the cell too."""
    return Post.objects.create(
        person=person, unit=cell, kind=PostKind.CELL_SECRETARY, valid_from=date(2020, 1, 1), basis="Quyết định mẫu"
    )

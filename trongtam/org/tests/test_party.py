"""Party membership: needs the right to keep people and sight of their records; every act in the book."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership
from trongtam.org.operations import party
from trongtam.org.tests.house import grant, make_house, make_person

pytestmark = pytest.mark.django_db
DAY = date(2023, 3, 1)
BASIS = "Quyết định mẫu"


@pytest.fixture
def house():
    house = make_house()
    grant(house.office, house.committee)
    return house


@pytest.fixture
def member(house):
    person = make_person("Lê Thử", house.cell_a)
    party.admit_member(person, by=house.office, cell=house.cell_a, on=DAY, basis=BASIS)
    return person


def test_admitted_on_probation(house, member):
    assert (member.party.admitted_on, member.party.admitted_in) == (DAY, house.cell_a)
    assert member.party.confirmed_on is None
    assert member.memberships.get().kind == Membership.Kind.REGULAR
    assert Entry.objects.latest("pk").act == "org.member_admitted"
    with pytest.raises(Refused):
        party.admit_member(member, by=house.office, cell=house.cell_a, on=DAY, basis=BASIS)


def test_the_right_alone_or_the_sight_alone_is_not_enough(house, member):
    grant(house.cell_secretary, house.cell_a)
    grant(house.provincial, house.province)
    for who in ("administrator", "cell_secretary", "secretary", "provincial", "former", "stranger"):
        with pytest.raises(NotAllowed, match="Chi bộ ấp Mẫu Một"):
            party.confirm_member(member, by=getattr(house, who), on=date(2024, 3, 1), basis=BASIS)
        with pytest.raises(NotAllowed):
            party.exempt_member(member, by=getattr(house, who), on=DAY)


def test_admission_is_refused(house):
    person = make_person("Lê Dụ", house.cell_a)
    cases = [
        ({"cell": house.committee}, "cell"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "on"),
        ({"on": date(2014, 1, 1)}, "on"),
        ({"basis": " "}, "basis"),
    ]
    for changes, field in cases:
        with pytest.raises(Refused) as refused:
            party.admit_member(person, by=house.office, **{"cell": house.cell_a, "on": DAY, "basis": BASIS, **changes})
        assert refused.value.field == field


def test_recorded_member_counts_as_no_admission(house):
    person = make_person("Lê Dụ", house.cell_a)

    def record(**changes):
        given = {"cell": house.cell_a, "since": DAY, "admitted_on": date(1990, 1, 1), "basis": BASIS, **changes}
        return party.record_member(person, by=house.office, **given)

    for changes, field in (
        ({"admitted_on": date(2023, 4, 1)}, "admitted_on"),
        ({"confirmed_on": date(1990, 1, 1)}, "confirmed_on"),
    ):
        with pytest.raises(Refused) as refused:
            record(**changes)
        assert refused.value.field == field
    made = record(confirmed_on=date(1991, 1, 1))
    assert made.admitted_in is None


def test_confirmed_after_the_probation(house, member):
    with pytest.raises(Refused, match="01/03/2024"):
        party.confirm_member(member, by=house.office, on=date(2024, 2, 29), basis=BASIS)
    record = party.confirm_member(member, by=house.office, on=date(2024, 3, 1), basis=BASIS)
    assert record.confirmed_in == house.cell_a
    with pytest.raises(Refused):
        party.confirm_member(member, by=house.office, on=date(2024, 4, 1), basis=BASIS)


def test_confirmation_counts_where_membership_stood(house, member):
    party.transfer_member(member, by=house.office, cell=house.cell_b, on=date(2024, 6, 1), basis=BASIS)
    record = party.confirm_member(member, by=house.office, on=date(2024, 3, 1), basis=BASIS)
    assert record.confirmed_in == house.cell_a


def test_transferred(house, member):
    for changes, field in (({"cell": house.cell_a}, "cell"), ({"on": DAY}, "on"), ({"cell": house.committee}, "cell")):
        with pytest.raises(Refused) as refused:
            party.transfer_member(
                member,
                by=house.office,
                **{"cell": house.cell_b, "on": date(2024, 6, 1), "basis": BASIS, **changes},
            )
        assert refused.value.field == field
    party.transfer_member(member, by=house.office, cell=house.cell_b, on=date(2024, 6, 1), basis=BASIS)
    assert list(member.memberships.order_by("valid_from").values_list("unit_id", "valid_to")) == [
        (house.cell_a.pk, date(2024, 6, 1)),
        (house.cell_b.pk, None),
    ]


def test_exempted_for_a_time(house, member):
    party.exempt_member(member, by=house.office, on=DAY, until=date(2023, 6, 1))
    party.exempt_member(member, by=house.office, on=date(2023, 6, 1))
    for on, until in ((date(2023, 5, 1), date(2023, 5, 20)), (date(2024, 1, 1), None), (DAY, DAY)):
        with pytest.raises(Refused):
            party.exempt_member(member, by=house.office, on=on, until=until)


def test_elsewhere_for_a_time(house, member):
    party.note_away(member, by=house.office, on=date(2023, 5, 1), until=date(2023, 9, 1), basis=BASIS)
    here = party.receive_temporary(member, by=house.office, cell=house.cell_b, on=date(2023, 5, 1), basis=BASIS)
    party.keep_contact(member, by=house.office, cell=house.cell_b, on=date(2023, 5, 1), basis=BASIS)
    with pytest.raises(Refused):
        party.keep_contact(member, by=house.office, cell=house.cell_a, on=DAY, basis=BASIS)
    with pytest.raises(Refused):
        party.receive_temporary(member, by=house.office, cell=house.cell_b, on=date(2023, 6, 1), basis=BASIS)
    with pytest.raises(Refused):
        party.receive_temporary(member, by=house.office, cell=house.cell_b, on=DAY, until=DAY, basis=BASIS)
    party.end_spell(here, by=house.office, on=date(2023, 8, 1))
    for spell in (here, member.memberships.get(kind="regular")):
        with pytest.raises(Refused):
            party.end_spell(spell, by=house.office, on=date(2023, 9, 1))
    assert Entry.objects.filter(act="org.spell_begun").count() == 3


def test_left_and_nothing_follows(house, member):
    party.exempt_member(member, by=house.office, on=date(2023, 6, 1))
    party.end_membership(member, by=house.office, on=date(2024, 1, 1), basis=BASIS)
    assert not member.memberships.filter(valid_to__isnull=True).exists()
    assert member.exemptions.get().valid_to == date(2024, 1, 1)
    with pytest.raises(Refused):
        party.confirm_member(member, by=house.office, on=date(2024, 5, 1), basis=BASIS)
    with pytest.raises(Refused):
        party.keep_contact(member, by=house.office, cell=house.cell_b, on=date(2024, 5, 1), basis=BASIS)


def test_no_member_no_act(house):
    person = make_person("Lê Dụ", house.cell_a)
    with pytest.raises(Refused):
        party.confirm_member(person, by=house.office, on=DAY, basis=BASIS)
    with pytest.raises(Refused):
        party.keep_contact(person, by=house.office, cell=house.cell_b, on=DAY, basis=BASIS)

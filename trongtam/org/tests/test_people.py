"""People registered and corrected; who opens a sensitive record, and that the book knows."""

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Person
from trongtam.org.operations import people
from trongtam.org.tests.house import grant, make_house, make_person, make_unit

pytestmark = pytest.mark.django_db


def register(house, by, **changes):
    given = {"full_name": " Trần  Thị Mẫu ", "home": house.cell_a, "birth_year": 1980, "phone": "+84 912.345.678"}
    return people.register_person(by=by, **{**given, **changes})


def test_office_registers_a_person():
    house = make_house()
    person = register(house, house.office)
    assert (person.full_name, person.folded, person.phone) == ("Trần Thị Mẫu", "tran thi mau", "0912345678")
    assert "tran" not in person.code
    assert Entry.objects.latest("pk").act == "org.person_registered"
    with pytest.raises(Refused) as refused:
        register(house, house.office)
    assert refused.value.field == "full_name"
    register(house, house.office, birth_year=1981)


@pytest.mark.parametrize("who", ["cell_secretary", "standing", "provincial", "former", "stranger"])
def test_others_may_not(who):
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    with pytest.raises(NotAllowed):
        register(house, getattr(house, who))
    with pytest.raises(NotAllowed):
        people.correct_person(person, by=getattr(house, who), full_name="Lê Thử Hai", home=house.cell_a)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"full_name": "x" * 121}, "full_name"),
        ({"phone": "12"}, "phone"),
        ({"birth_year": 1800}, "birth_year"),
        ({"birth_year": 2030}, "birth_year"),
    ],
)
def test_registering_is_refused(changes, field):
    house = make_house()
    with pytest.raises(Refused) as refused:
        register(house, house.office, **changes)
    assert refused.value.field == field


def test_corrected_and_the_book_keeps_what_stood_there():
    house = make_house()
    person = register(house, house.office)
    people.correct_person(person, by=house.administrator, full_name="Trần Thị Mẫu", home=house.cell_b, phone="")
    person.refresh_from_db()
    assert (person.home, person.phone, person.birth_year) == (house.cell_b, "", None)
    entry = Entry.objects.latest("pk")
    assert entry.payload["before"]["phone"] == "0912345678"
    with pytest.raises(Refused, match=r"\."):
        people.correct_person(person, by=house.office, full_name="Trần Thị Mẫu", home=house.cell_b)
    elsewhere = make_unit("party_committee", "Đảng ủy xã Khác", house.other_commune)
    with pytest.raises(NotAllowed):
        people.correct_person(person, by=house.office, full_name="Trần Thị Mẫu", home=elsewhere)


def test_opening_a_record_is_in_the_book():
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    for who in (house.office, house.provincial, house.stranger, house.former):
        with pytest.raises(NotAllowed):
            people.open_record(person, by=who)
    grant(house.office, house.committee)
    entry = people.open_record(person, by=house.office)
    assert (entry.act, entry.by, entry.on_id) == ("org.person_opened", house.office, str(person.pk))
    assert people.open_record(house.office.person, by=house.office) is None
    assert Entry.objects.count() == 1


def test_who_knows_whom():
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    known = {
        name: Person.objects.known_to(getattr(house, name)).filter(pk=person.pk).exists()
        for name in ("office", "administrator", "secretary", "cell_secretary", "provincial", "former", "stranger")
    }
    assert [name for name, knows in known.items() if knows] == ["office", "administrator"]


def test_a_province_office_keeps_only_its_own_people():
    house = make_house()
    from trongtam.org.tests.house import make_user

    clerk = make_user("Trịnh Thử", house.province, "office")
    member = make_person("Lê Thử", house.cell_a)
    colleague = make_person("Lê Dụ", house.province)
    known = Person.objects.known_to(clerk)
    assert member not in known
    assert colleague in known
    with pytest.raises(NotAllowed):
        register(house, clerk)


def test_a_base_committee_reaches_itself_only():
    from trongtam.org.models import Unit
    from trongtam.org.tests.house import make_user

    house = make_house()
    base = make_unit("party_committee", "Đảng bộ cơ sở Mẫu", house.committee)
    clerk = make_user("Trịnh Thử", base, "office")
    assert set(Unit.objects.reached_by(clerk)) == {base}


def test_a_registration_after_the_end_of_the_unit_is_refused():
    house = make_house()
    house.cell_a.ended_on = date(2024, 1, 1)
    house.cell_a.save()
    with pytest.raises(Refused, match="01/01/2024"):
        register(house, house.office)

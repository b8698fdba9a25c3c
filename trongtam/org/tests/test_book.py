"""The book of a unit: who reads it, what is masked, how a unit objects and the office answers."""

import pytest
from django.test import Client
from django.utils import timezone

from trongtam.accounts.tests.people import make_login
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.ledger.models import Entry, Objection
from trongtam.ledger.verify import verify_all
from trongtam.org.models import Person
from trongtam.org.operations import objections as operations
from trongtam.org.operations.people import correct_person, register_person
from trongtam.org.queries.book_desk import due_objections, waiting_objections
from trongtam.org.tests.house import make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def proxy(house):
    """The office renamed the cell for it."""
    return book.write(
        "org.unit_renamed",
        by=house.office,
        on=house.cell_a,
        unit=house.cell_a,
        before={"name": "Tên cũ", "founded_on": "2020-01-31"},
        after={"name": "Tên mới", "founded_on": "2020-01-31"},
        proxy=True,
    )


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(house, who, unit):
    return browser_of(getattr(house, who)).get(f"/book/{unit.code}/")


def test_who_reads_which_book(house, proxy):
    for who in ("office", "administrator", "secretary", "provincial", "cell_secretary"):
        assert shown(house, who, house.cell_a).context["page"].paginator.count == 1, who
    assert shown(house, "office", house.commune).context["page"].paginator.count == 1
    assert shown(house, "standing", house.cell_a).status_code == 403
    assert shown(house, "standing", house.committee).context["page"].paginator.count == 0
    assert shown(house, "cell_secretary", house.commune).status_code == 403
    for who in ("other_cell_secretary", "stranger", "former"):
        assert shown(house, who, house.cell_a).status_code == 404, who
    assert Client().get(f"/book/{house.cell_a.code}/")["Location"].startswith("/login/")


def test_page_says_who_when_for_whom_and_what(house, proxy):
    page = shown(house, "cell_secretary", house.cell_a).text
    for words in ("đổi tên đơn vị", "Trần Thị Thử", "nhập thay Chi bộ ấp Mẫu Một", "Tên cũ", "Tên mới"):
        assert words in page
    assert "31/01/2020" not in page  # it did not change
    assert "org.unit_renamed" not in page.split("<main")[1].replace('value="org.unit_renamed"', "")


def test_personal_entries_are_masked_but_for_who_did_them(house):
    person = Person.objects.get(user=house.cell_secretary)
    book.write("org.person_opened", by=house.office, on=person, unit=house.cell_a, note="Nguyễn Văn Mẫu, xem hồ sơ")
    page = shown(house, "secretary", house.cell_a)
    assert "Trần Thị Thử" in page.text
    assert "xem hồ sơ" not in page.text
    assert page.context["rows"][0].masked
    assert not shown(house, "office", house.cell_a).context["rows"][0].masked


def test_a_unit_is_named_and_never_told_by_its_number(house):
    person = register_person(by=house.office, full_name="Lương Minh Họa", home=house.cell_a)
    correct_person(person, by=house.office, full_name="Lương Minh Họa", home=house.cell_b)
    row = shown(house, "office", house.cell_b).context["rows"][0]
    assert [(change.field, change.before, change.after) for change in row.changes] == [
        ("Đơn vị quản lý hồ sơ", house.cell_a.name, house.cell_b.name)
    ]


def test_filters_by_act_and_day(house, proxy):
    other = book.write("org.settings_changed", by=house.office, on=house.commune, unit=house.commune)
    Entry.objects.filter(pk=other.pk).update(at=timezone.now() - timezone.timedelta(days=40))
    client = browser_of(house.office)
    address = f"/book/{house.commune.code}/"

    def count(query: str) -> int:
        return client.get(address + query).context["page"].paginator.count

    today = timezone.localdate().isoformat()
    assert count("") == 2
    assert count("?act=org.unit_renamed") == 1
    assert count(f"?since={today}") == 1
    assert count(f"?until={today}") == 2
    assert count(f"?entry={other.pk}") == 1
    assert count("?act=no.such&since=x&until=y&entry=z&page=q") == 2
    assert count("?entry=" + "9" * 40) == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_book_costs_the_same_with_one_and_three_entries(house, rows, django_assert_num_queries):
    for _ in range(rows):
        entry = book.write("org.unit_renamed", by=house.office, on=house.cell_a, unit=house.cell_a, proxy=True)
        operations.object_to_entry(entry, by=house.cell_secretary, reason="Chưa đúng")
    client = browser_of(house.office)
    with django_assert_num_queries(12):
        client.get(f"/book/{house.commune.code}/?act=org.unit_renamed")


def test_unit_objects_and_office_answers(house, proxy):
    unit = browser_of(house.cell_secretary)
    office = browser_of(house.office)
    address = f"/book/{house.cell_a.code}/"
    assert f"{address}object/{proxy.pk}/" in unit.get(address).text
    assert unit.post(f"{address}object/{proxy.pk}/", {"reason": " "}).status_code == 422
    sent = unit.post(f"{address}object/{proxy.pk}/", {"reason": "Tên chưa đúng quyết định."})
    assert sent["Location"] == f"{address}?entry={proxy.pk}"
    objection = Objection.objects.get()
    assert f"object/{proxy.pk}/" not in unit.get(address).text
    (due,) = due_objections(house.office, timezone.now())
    assert (due.url, due.detail) == (f"{address}?entry={proxy.pk}", "Tên chưa đúng quyết định.")
    (waits,) = waiting_objections(house.cell_secretary, timezone.now())
    assert waits.url == due.url
    assert not due_objections(house.cell_secretary, timezone.now())
    assert not due_objections(house.stranger, timezone.now())
    assert "Tên chưa đúng quyết định." in office.get(due.url).text
    done = office.post(f"{address}answer/{objection.pk}/", {"answer": "Đã sửa lại."})
    assert done.status_code == 302
    assert "Đã sửa lại." in unit.get(address).text
    assert not due_objections(house.office, timezone.now())
    assert not waiting_objections(house.cell_secretary, timezone.now())
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["org.unit_renamed", "org.objection_made", "org.objection_answered"]
    assert [report.fault for report in verify_all()] == [None]


@pytest.mark.parametrize("who", ["office", "secretary", "standing", "other_cell_secretary", "stranger", "former"])
def test_only_who_states_for_the_unit_objects(house, proxy, who):
    with pytest.raises(NotAllowed) as refusal:
        operations.object_to_entry(proxy, by=getattr(house, who), reason="Chưa đúng")
    assert house.cell_a.name in str(refusal.value)


@pytest.mark.parametrize("who", ["cell_secretary", "secretary", "administrator", "stranger"])
def test_only_the_office_answers(house, proxy, who):
    objection = operations.object_to_entry(proxy, by=house.cell_secretary, reason="Chưa đúng")
    with pytest.raises(NotAllowed):
        operations.answer_objection(objection, by=getattr(house, who), answer="Đã sửa")


def test_stranger_finds_no_objection_page(house, proxy):
    objection = operations.object_to_entry(proxy, by=house.cell_secretary, reason="Chưa đúng")
    client = browser_of(house.stranger)
    assert client.get(f"/book/{house.cell_a.code}/object/{proxy.pk}/").status_code == 404
    assert client.post(f"/book/{house.cell_a.code}/answer/{objection.pk}/", {"answer": "x"}).status_code == 404
    # nor by way of a unit that he may read
    assert client.get(f"/book/{house.other_commune.code}/object/{proxy.pk}/").status_code == 404


def test_what_makes_no_sense_is_refused(house, proxy):
    own = book.write("org.unit_renamed", by=house.cell_secretary, on=house.cell_a, unit=house.cell_a)
    with pytest.raises(Refused):
        operations.object_to_entry(own, by=house.cell_secretary, reason="Chưa đúng")
    nowhere = book.write("org.unit_renamed", by=house.office, proxy=True)
    with pytest.raises(Refused):
        operations.object_to_entry(nowhere, by=house.cell_secretary, reason="Chưa đúng")
    objection = operations.object_to_entry(proxy, by=house.cell_secretary, reason="Chưa đúng")
    with pytest.raises(Refused):
        operations.object_to_entry(proxy, by=house.cell_secretary, reason="Vẫn chưa đúng")
    with pytest.raises(Refused):
        operations.answer_objection(objection, by=house.office, answer=" ")
    operations.answer_objection(objection, by=house.office, answer="Đã sửa")
    with pytest.raises(Refused):
        operations.answer_objection(objection, by=house.office, answer="Lần nữa")


def test_an_entry_by_the_program_has_a_name_too(house):
    book.write("org.settings_changed", by=None, on=house.commune, unit=house.commune, after=5)
    make_login(username="khong-lien-quan")
    assert "chương trình" in shown(house, "office", house.commune).text


def test_an_objection_sent_twice_is_told_on_the_page(house, proxy):
    client = browser_of(house.cell_secretary)
    address = f"/book/{house.cell_a.code}/object/{proxy.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "Chưa đúng"}).status_code == 302
    again = client.post(address, {"reason": "Vẫn chưa đúng"})
    assert again.status_code == 422
    assert "Vẫn chưa đúng" in again.text
    with pytest.raises(Refused):
        operations.object_to_entry(proxy, by=house.cell_secretary, reason=" ")

"""A person's data is erased: who may, what goes, what stays, and that the book still verifies."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import Device
from trongtam.accounts.operations import issue_slip
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.incoming import read_lines
from trongtam.ground.vntext import fold
from trongtam.imports import operations
from trongtam.imports.models import Batch, Line
from trongtam.imports.tests.sheets import kept, sent, workbook
from trongtam.ledger import book
from trongtam.ledger.models import Entry
from trongtam.look.models import Draft
from trongtam.org.models import Membership, Person, Post
from trongtam.org.operations.accounts import make_login
from trongtam.org.operations.erasure import erase_person
from trongtam.org.operations.people import correct_person, register_person
from trongtam.org.operations.posts import end_post, give_post
from trongtam.org.queries.accounts import account_list
from trongtam.org.queries.people import people_list
from trongtam.org.tests.house import make_house, make_person

pytestmark = pytest.mark.django_db
NAME, BASIS = "Đinh Văn Ví Dụ", "Đơn đề nghị mẫu ngày 01/02/2026"


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def gone(house):
    """Was secretary of a cell and stated its figures; moved away, and asks to be forgotten."""
    office = house.office
    person = register_person(by=office, full_name=NAME, home=house.cell_b, birth_year=1980, phone="0912345678")
    post = give_post(
        person, by=office, unit=house.cell_b, kind="cell_committee", on=date(2024, 1, 1), basis="Quyết định mẫu"
    )
    make_login(person, by=office, username="dinhvi", phone="0912345678")
    person.refresh_from_db()
    book.write("targets.figure_stated", by=person.user, unit=house.cell_b, after="12")
    end_post(post, by=office, on=date(2026, 1, 1), basis="Quyết định mẫu")
    return person


def erase(person, by, **changes):
    return erase_person(person, **{"by": by, "reason": BASIS, "typed_name": "dinh van vi du", **changes})


def verify() -> str:
    said = StringIO()
    call_command("verify-book", stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_what_is_personal_goes_and_the_rest_stays(house, gone, who):
    user = gone.user
    issue_slip(user, by=house.office, at=user.created_at)
    Device.objects.create(user=user, session_key="mau", proof="mau")
    Draft.objects.create(user=user, key="mau", data={})
    before = Entry.objects.count()
    erase(gone, getattr(house, who))
    gone.refresh_from_db()
    user.refresh_from_db()
    assert (gone.full_name, gone.birth_year, gone.phone) == ("Người đã xóa", None, "")
    assert (user.display_name, user.phone, user.is_active) == ("Người đã xóa", None, False)
    assert "dinhvi" not in user.username
    assert not user.has_usable_password()
    assert not user.devices.exists()
    assert not user.slips.exists()
    assert not Draft.objects.exists()
    left = " ".join(str(entry.payload) for entry in Entry.objects.all())
    for trace in (NAME, "0912345678", "dinhvi", "1980"):
        assert trace not in left
    assert Post.objects.get(person=gone).valid_to == date(2026, 1, 1)
    stated = Entry.objects.get(act="targets.figure_stated")
    assert (stated.payload["after"], str(stated.by)) == ("12", "Người đã xóa")
    told = Entry.objects.get(act="org.person_erased")
    assert (told.by, told.payload["note"]) == (getattr(house, who), BASIS)
    assert Entry.objects.count() == before + 2  # what was erased, told in the chain; the act
    assert Entry.objects.filter(erased_at__isnull=False).count() == told.payload["after"]["entries"] >= 4


def test_the_book_still_verifies_and_nothing_more_can_be_done(house, gone):
    verify()
    erase(gone, house.office)
    verify()
    gone.refresh_from_db()
    with pytest.raises(NotAllowed):
        erase(gone, house.office, typed_name="Người đã xóa")
    with pytest.raises(NotAllowed):
        correct_person(gone, by=house.office, full_name="Tên Khác", home=house.cell_b)
    with pytest.raises(Refused):
        give_post(gone, by=house.office, unit=house.cell_b, kind="cell_committee", on=date(2026, 2, 1), basis=BASIS)


@pytest.mark.parametrize(
    "who", ["secretary", "cell_secretary", "other_cell_secretary", "provincial", "former", "stranger"]
)
def test_others_may_not(house, gone, who):
    with pytest.raises(NotAllowed, match="Chi bộ ấp Mẫu Hai"):
        erase(gone, getattr(house, who))
    gone.refresh_from_db()
    assert gone.full_name == NAME


def test_nobody_erases_himself_or_one_above(house):
    with pytest.raises(NotAllowed):
        erase(house.office.person, house.office, typed_name="Trần Thị Thử")
    above = Person.objects.get(user=house.provincial)
    above.home = house.committee
    above.save(update_fields=["home"])
    with pytest.raises(NotAllowed):
        erase(above, house.office, typed_name="Bùi Trên Tỉnh")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "Ông Đinh Văn Ví Dụ đề nghị"}, "reason"),
        ({"typed_name": "Đinh Văn"}, "typed_name"),
        ({"typed_name": ""}, "typed_name"),
    ],
)
def test_refused_where_it_is_not_meant(house, gone, changes, field):
    with pytest.raises(Refused) as refused:
        erase(gone, house.office, **changes)
    assert refused.value.field == field
    assert not Entry.objects.filter(erased_at__isnull=False).exists()


def test_refused_while_he_holds_a_post_or_is_a_member(house):
    person = Person.objects.get(user=house.cell_secretary)
    with pytest.raises(Refused, match="Bí thư chi bộ ấp Mẫu Một"):
        erase(person, house.office, typed_name=person.full_name)
    member = make_person("Lê Thử", house.cell_a)
    Membership.objects.create(person=member, unit=house.cell_a, valid_from=date(2018, 1, 1))
    with pytest.raises(Refused, match="Chi bộ ấp Mẫu Một"):
        erase(member, house.office, typed_name="Lê Thử")


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_says_what_goes_and_old_pages_show_no_name(house, gone):
    address = reverse("org:erase_person", args=[gone.code])
    assert browser(house.stranger).get(address).status_code == 404
    assert browser(house.other_cell_secretary).get(address).status_code in {403, 404}
    client = browser(house.office)
    page = client.get(address)
    assert "Những gì ở lại, và vì sao" in page.text
    assert client.post(address, {"reason": BASIS, "typed_name": "sai"}).status_code == 422
    done = client.post(address, {"reason": BASIS, "typed_name": NAME})
    assert done["Location"] == reverse("org:people")
    assert client.get(address).status_code == 404
    old = client.get(reverse("org:unit", args=[house.cell_b.code])).text
    assert "Người đã xóa" in old
    assert NAME not in old
    assert gone not in people_list(house.office)
    assert gone not in account_list(house.office)
    assert not client.get("/search/?q=nguoi da xoa").text.count("org/people")


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_costs_the_same_with_one_and_three_entries(house, gone, entries, django_assert_num_queries):
    for _number in range(entries):
        book.write("org.person_opened", by=house.office, on=gone, unit=gone.home)
    client = browser(house.office)
    client.get("/more/")
    with django_assert_num_queries(13):
        assert client.get(reverse("org:erase_person", args=[gone.code])).status_code == 200


PEOPLE = ["Mã người", "Họ và tên", "Mã đơn vị", "Năm sinh", "Điện thoại"]


def traces(text: str) -> bool:
    """Whether anything of the sheets tells of him, in any spelling."""
    kept = [[line.cells, line.label, line.said, line.plan, line.kept] for line in Line.objects.all()]
    kept += [[batch.in_the_way, batch.notes, batch.said] for batch in Batch.objects.all()]
    for batch in Batch.objects.exclude(content=b""):
        kept += [line.cells for line in read_lines(bytes(batch.content), 0)]
    return fold(text) in fold(str(kept))


def test_sheets_that_came_in_tell_nothing_of_him_afterwards(house, gone):
    by, code = house.office, house.commune.code
    rows = [
        [gone.code, NAME, house.cell_b.code, 1981, "0912345678"],  # the year put right
        [None, "Lê Thí Dụ Hai", house.cell_b.code, None, None],
        [None, NAME, house.cell_a.code, 1999, None],  # another of the same name
    ]
    done = kept(sent("people", code, workbook(PEOPLE, *rows), by=by), by=by)
    sent("people", code, workbook(PEOPLE, [None, "ĐINH VĂN VÍ DỤ", "khong-co", None, None]), by=by)
    unnamed = sent("people", code, workbook(["A", "B"], [NAME, house.cell_b.code]), by=by)
    other = sent("people", code, workbook(PEOPLE, [None, "Võ Giả Định Ba", house.cell_b.code, None, None]), by=by)
    sent("units", code, workbook(["Mã đơn vị", "Tên đơn vị"], [None, f"Ấp của {NAME}"]), by=by)
    assert unnamed.state == "columns"
    gone.refresh_from_db()
    erase(gone, by)
    assert set(Batch.objects.values_list("pk", flat=True)) == {done.pk, other.pk}
    assert not traces("0912345678")
    namesake = Person.objects.get(full_name=NAME)
    told = [line.kept for line in Line.objects.filter(batch=done) if line.kept and line.kept["person"] == namesake.pk]
    assert told, "another of the same name keeps her line"
    done.refresh_from_db()
    assert bytes(done.content) == b""
    assert bytes(other.content) != b""
    with pytest.raises(Refused):
        operations.undo_batch(done, by=by)
    done.refresh_from_db()
    assert [line[1] for line in done.in_the_way] == ["Người đã xóa"]


def test_undoing_an_import_erases_those_it_brought_from_its_sheet_too(house):
    by = house.office
    rows = [[None, NAME, house.cell_b.code, 1999, "0912345678"]]
    done = kept(sent("people", house.commune.code, workbook(PEOPLE, *rows), by=by), by=by)
    operations.undo_batch(done, by=by)
    assert not traces(NAME)
    done.refresh_from_db()
    assert done.state == "undone"

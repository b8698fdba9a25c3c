"""What the office entered for a unit: on the unit's desk until somebody there has confirmed it or objected."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.ledger.models import Confirmation, Entry
from trongtam.ledger.verify import verify_all
from trongtam.org.operations import objections as operations
from trongtam.org.queries.book_desk import due_entered, due_objections, waiting_objections
from trongtam.org.tests.house import House, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def renamed(house: House, *, at: datetime | None = None, by: User | None = None) -> Entry:
    """The office renamed the cell for it."""
    names = {"before": {"name": "Tên cũ"}, "after": {"name": "Tên mới"}}
    by = by or house.office
    return book.write(
        "org.unit_renamed", by=by, on=house.cell_a, unit=house.cell_a, proxy=by == house.office, at=at, **names
    )


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(user: User, at: datetime | None = None) -> list[str]:
    user.__dict__.pop("_mine_in_the_book", None)
    return [str(item.title) for item in due_entered(user, at or timezone.now())]


def test_it_stands_on_the_desk_of_the_unit_and_of_nobody_else(house: House) -> None:
    entry = renamed(house)
    desk = browser_of(house.cell_secretary).get("/").text
    assert "Văn phòng đã nhập thay đơn vị: đổi tên đơn vị" in desk
    assert "Trần Thị Thử nhập ngày" in desk
    assert f"/book/{house.cell_a.code}/?entry={entry.pk}" in desk
    for who in ("office", "secretary", "other_cell_secretary", "stranger", "former"):
        assert titles(getattr(house, who)) == [], who


def test_what_the_unit_did_itself_is_no_news_to_it(house: House) -> None:
    renamed(house, by=house.cell_secretary)
    assert titles(house.cell_secretary) == []


def test_what_one_enters_oneself_for_another_is_no_news_to_oneself(house: House) -> None:
    """A secretary writes for a member who does not: his unit's book says so, his own desk does not ask him about it."""
    for by in (house.cell_secretary, None):
        book.write("org.unit_renamed", by=by, on=house.cell_a, unit=house.cell_a, proxy=True, after={"name": "Tên mới"})
    own, of_the_program = Entry.objects.filter(proxy=True).order_by("pk")
    assert len(titles(house.cell_secretary)) == 1  # what the program did is
    unit = browser_of(house.cell_secretary)
    for entry, asked in ((own, False), (of_the_program, True)):
        page = unit.get(f"/book/{house.cell_a.code}/?entry={entry.pk}").text
        assert ("Đúng rồi" in page) is asked
        assert (f"object/{entry.pk}/" in page) is asked


def test_confirmed_it_leaves_the_desk_and_the_book_says_who_confirmed(house: House) -> None:
    entry = renamed(house)
    unit = browser_of(house.cell_secretary)
    page = unit.get(f"/book/{house.cell_a.code}/?entry={entry.pk}").text
    assert "Đúng rồi" in page
    assert f"object/{entry.pk}/" in page
    address = f"/book/{house.cell_a.code}/confirm/{entry.pk}/"
    assert unit.get(address).status_code == 405
    assert unit.post(address)["Location"] == f"/book/{house.cell_a.code}/?entry={entry.pk}"
    assert titles(house.cell_secretary) == []
    page = unit.get(f"/book/{house.cell_a.code}/?entry={entry.pk}").text
    assert "Đơn vị đã xác nhận: Nguyễn Văn Mẫu" in page
    assert "Đúng rồi" not in page
    assert f"object/{entry.pk}/" in page  # a mistake may be seen later
    unit.post(address)
    assert Confirmation.objects.count() == Entry.objects.filter(act="org.entry_confirmed").count() == 1
    assert [report.fault for report in verify_all()] == [None]


def test_objected_to_it_leaves_the_desk_and_is_waited_for(house: House) -> None:
    entry = renamed(house)
    objection = operations.object_to_entry(entry, by=house.cell_secretary, reason="Chưa đúng")
    assert titles(house.cell_secretary) == []
    (waits,) = waiting_objections(house.cell_secretary, timezone.now())
    assert waits.url == f"/book/{house.cell_a.code}/?entry={entry.pk}"
    operations.answer_objection(objection, by=house.office, answer="Đã sửa")
    assert titles(house.cell_secretary) == []


def test_after_six_weeks_nobody_is_asked_any_more(house: House) -> None:
    entry = renamed(house)
    assert len(titles(house.cell_secretary, entry.at + timedelta(days=45))) == 1
    assert titles(house.cell_secretary, entry.at + timedelta(days=45, minutes=1)) == []


def test_of_many_three_stand_singly_and_the_rest_in_one_line(house: House) -> None:
    start = timezone.now() - timedelta(days=1)
    for place in range(5):
        renamed(house, at=start + timedelta(minutes=place))
    shown = titles(house.cell_secretary)
    assert len(shown) == 4
    assert shown[-1] == "Văn phòng còn nhập thay đơn vị 2 việc khác"


def test_a_personal_act_is_named_and_no_more_is_told(house: House) -> None:
    book.write(
        "org.person_opened", by=house.office, on=house.cell_a, unit=house.cell_a, note="Nguyễn Văn Mẫu", proxy=True
    )
    (item,) = due_entered(house.cell_secretary, timezone.now())
    assert "Nguyễn Văn Mẫu" not in f"{item.title} {item.detail}"


@pytest.mark.parametrize("who", ["office", "secretary", "standing", "other_cell_secretary", "stranger", "former"])
def test_only_the_unit_confirms(house: House, who: str) -> None:
    entry = renamed(house)
    with pytest.raises(NotAllowed) as refusal:
        operations.confirm_entry(entry, by=getattr(house, who))
    assert house.cell_a.name in str(refusal.value)
    answer = browser_of(getattr(house, who)).post(f"/book/{house.cell_a.code}/confirm/{entry.pk}/")
    assert answer.status_code in {403, 404}
    assert not Confirmation.objects.exists()


def test_what_makes_no_sense_is_refused(house: House) -> None:
    with pytest.raises(Refused):
        operations.confirm_entry(renamed(house, by=house.cell_secretary), by=house.cell_secretary)
    entry = renamed(house)
    operations.object_to_entry(entry, by=house.cell_secretary, reason="Chưa đúng")
    with pytest.raises(Refused):
        operations.confirm_entry(entry, by=house.cell_secretary)
    address = f"/book/{house.cell_a.code}/confirm/{entry.pk}/"
    told = browser_of(house.cell_secretary).post(address, follow=True).text
    assert "đang chờ trả lời" in told
    assert not Confirmation.objects.exists()


def test_a_former_secretary_still_waits_for_the_answer_he_asked_for(house: House) -> None:
    operations.object_to_entry(renamed(house), by=house.cell_secretary, reason="Chưa đúng")
    person = house.cell_secretary.person
    person.posts.update(valid_to=timezone.localdate())
    left = User.objects.get(pk=house.cell_secretary.pk)
    (waits,) = waiting_objections(left, timezone.now())
    assert waits.detail == "Chưa đúng"
    assert due_entered(left, timezone.now()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_once_for_all_of_it(house: House, rows: int, django_assert_num_queries) -> None:
    for _ in range(rows):
        renamed(house)
        operations.object_to_entry(renamed(house), by=house.cell_secretary, reason="Chưa đúng")
    unit, office, now = house.cell_secretary, house.office, timezone.now()
    for user in (unit, office):
        titles(user)
        user.__dict__.pop("_mine_in_the_book", None)
    with django_assert_num_queries(1):
        assert len(due_entered(unit, now)) == rows
        assert len(waiting_objections(unit, now)) == rows
    with django_assert_num_queries(1):
        assert len(due_objections(office, now)) == rows

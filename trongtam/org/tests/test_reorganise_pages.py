"""The pages of merger and split: chosen, rehearsed without any change, recorded; by whom; what is refused stays typed."""

from datetime import date

import pytest
from django.utils import timezone

from trongtam.org.models import Succession, Unit, UnitKind

from .house import House, make_house, make_unit

pytestmark = pytest.mark.django_db
BASIS = "Quyết định, số hiệu chưa ghi"


@pytest.fixture
def house() -> House:
    return make_house()


def chosen(house: House, **more):
    given = {"units": house.cell_b.code, "name": "Chi bộ ấp Mẫu", "on": "01/07/2025", "basis": BASIS}
    return given | {"parent": house.committee.code} | more


def address(unit, act="merge"):
    return f"/units/{unit.code}/{act}/"


def test_a_rehearsal_by_its_address_changes_nothing(house: House, client):
    client.force_login(house.office)
    page = client.get(address(house.cell_a), chosen(house))
    body = page.content.decode()
    assert page.status_code == 200 and not Succession.objects.exists()
    assert "Chi bộ ấp Mẫu" in body and 'id="act"' in body
    # Two secretaries: who goes on is asked.
    assert "head_0_cell_secretary" in body and "Phạm Ví Dụ" in body


def test_the_same_choice_is_recorded(house: House, client):
    client.force_login(house.office)
    head = house.other_cell_secretary.person.posts.get()
    answer = client.post(address(house.cell_a), chosen(house, head_0_cell_secretary=str(head.pk)))
    made = Unit.objects.get(name="Chi bộ ấp Mẫu")
    assert answer.status_code == 302 and answer.headers["Location"] == f"/units/{made.code}/"
    assert made.posts.get().person == house.other_cell_secretary.person
    history = client.get(f"/units/{made.code}/").content.decode()
    assert "Chi bộ ấp Mẫu Một" in history and BASIS in history
    assert client.get(f"/units/{house.cell_a.code}/").status_code == 200


def test_a_day_to_come_is_rehearsed_only(house: House, client):
    client.force_login(house.office)
    ahead = timezone.localdate().replace(year=timezone.localdate().year + 1)
    page = client.get(address(house.cell_a), chosen(house, on=ahead.strftime("%d/%m/%Y")))
    assert 'id="act"' not in page.content.decode()
    answer = client.post(address(house.cell_a), chosen(house, on=ahead.strftime("%d/%m/%Y")))
    assert answer.status_code == 422 and not Succession.objects.exists()


@pytest.mark.parametrize(
    "given", [{"units": ""}, {"name": ""}, {"basis": " "}, {"on": "01/07/1999"}, {"on": "gần đây"}, {"units": "x"}]
)
def test_what_is_refused_says_so(house: House, client, given):
    client.force_login(house.office)
    answer = client.post(address(house.cell_a), chosen(house, **given))
    assert answer.status_code == 422 and not Succession.objects.exists()
    assert 'class="err"' in answer.content.decode()
    assert client.get(address(house.cell_a), chosen(house, **given)).status_code == 200


def test_namesakes_are_asked_for_another_name(house: House, client):
    second = make_unit(UnitKind.HAMLET, "Ấp Mẫu Hai", house.commune)
    twin = make_unit(UnitKind.GROUP, house.group.name, second)
    client.force_login(house.office)
    given = {"units": second.code, "name": "Ấp Mẫu", "on": "01/07/2025", "basis": BASIS}
    body = client.get(address(house.hamlet), given).content.decode()
    field = next(name for name in (f"name_{twin.pk}", f"name_{house.group.pk}") if f'name="{name}"' in body)
    assert client.post(address(house.hamlet), given).status_code == 422
    assert client.post(address(house.hamlet), {**given, field: "Tổ Mẫu Chín"}).status_code == 302
    assert Unit.objects.filter(name="Tổ Mẫu Chín", parent__name="Ấp Mẫu").exists()


def test_a_split_is_rehearsed_and_recorded(house: House, client):
    client.force_login(house.office)
    given = {
        "part_1": "Ấp Đông",
        "share_1": "60",
        "part_2": "Ấp Tây",
        "share_2": "40",
        "keeper": "2",
        f"to_{house.group.pk}": "1",
        "on": "01/07/2025",
        "basis": BASIS,
    }
    page = client.get(address(house.hamlet, "split"), given)
    assert "60% Ấp Mẫu Một" in page.content.decode() and not Succession.objects.exists()
    short = client.post(address(house.hamlet, "split"), {**given, "share_2": "30"})
    assert short.status_code == 422
    assert client.post(address(house.hamlet, "split"), given).status_code == 302
    house.group.refresh_from_db()
    assert house.group.parent.name == "Ấp Đông"
    assert Unit.objects.get(name="Ấp Tây").posts.count() == 1


@pytest.mark.parametrize("act", ["merge", "split"])
def test_who_may(house: House, client, act):
    for user, status in ((house.secretary, 403), (house.cell_secretary, 403), (house.stranger, 404)):
        client.force_login(user)
        assert client.get(address(house.cell_a, act)).status_code == status
    client.force_login(house.office)
    assert client.get(address(house.cell_a, act)).status_code == 200
    assert client.get(address(house.commune, act)).status_code == 403


@pytest.mark.parametrize("cells", [1, 3])
def test_the_rehearsal_asks_the_same_number_of_queries(house: House, client, cells, django_assert_max_num_queries):
    for number in range(cells):
        make_unit(UnitKind.CELL, f"Chi bộ {number}", house.committee)
    client.force_login(house.office)
    with django_assert_max_num_queries(48):
        client.get(address(house.cell_a), chosen(house))


def test_the_tree_of_an_earlier_day_shows_the_old_units_to_the_office_of_the_new(house: House, client):
    from trongtam.org.operations.reorganise import merge_units

    from .house import make_user

    keeper = make_user("Mai Trên Cấp", house.province, "administrator")
    pair = [house.commune, house.other_commune]
    merge_units(pair, by=keeper, name="Xã Mới", on=date(2025, 7, 1), basis=BASIS)
    client.force_login(house.office)
    before = client.get("/units/", {"at": "30/06/2025"}).content.decode()
    today = client.get("/units/").content.decode()
    assert "Xã Khác" in before and "Chi bộ ấp Mẫu Một" in before
    assert "Xã Mới" in today and "Xã Khác" not in today

"""Logins of a pasted list: read against the units that stand, shown, made at once with a slip each."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.models import Person, Post, PostKind, Unit, UnitKind
from trongtam.org.operations.first_logins import open_units
from trongtam.org.queries.first_steps import UnitLogin, unit_logins
from trongtam.org.queries.speakers import Speaker, read_speakers
from trongtam.org.tests.house import House, make_house, make_person, make_unit

TODAY = timezone.localdate()
GIVEN = {"on": date(2024, 1, 1), "basis": "Quyết định mẫu"}
LIST = """STT\tTên chi bộ\tHọ và tên\tĐiện thoại
1\tChi bộ ấp Ba\tĐ/c Lê Thử Một\t0912 000 001
2.\tấp Bốn\tNguyễn Văn Thử
3\tChi bộ ấp Năm\tPhạm Ví Thử
4\tChi bộ ấp Mẫu Một\tNgười Khác Hẳn
5\tChi bộ Không Có\tHồ Thí Thử
6\tChi bộ ấp Ba\tTrần Thử Hai
"""


@pytest.fixture
def house(db) -> House:
    made = make_house()
    for name in ("Ba", "Bốn", "Năm"):
        make_unit(UnitKind.CELL, f"Chi bộ ấp {name}", made.committee)
    return made


def read(house: House, text: str = LIST) -> list[Speaker]:
    return read_speakers(text, unit_logins(house.commune, TODAY))


def test_each_line_is_put_to_its_unit(house):
    holder = make_person("Phạm Ví Thử", Unit.objects.get(name="Chi bộ ấp Năm"))
    Post.objects.create(
        person=holder, unit=holder.home, kind=PostKind.CELL_SECRETARY, valid_from=date(2020, 1, 1), basis="Quyết định"
    )
    rows = read(house)
    assert [(row.unit.name if row.unit else "", row.full_name, row.state) for row in rows] == [
        ("Chi bộ ấp Ba", "Lê Thử Một", "new"),
        ("Chi bộ ấp Bốn", "Nguyễn Văn Thử", "new"),
        ("Chi bộ ấp Năm", "Phạm Ví Thử", "stands"),
        ("Chi bộ ấp Mẫu Một", "Người Khác Hẳn", "signs_in"),
        ("", "Hồ Thí Thử", "no_unit"),
        ("Chi bộ ấp Ba", "Trần Thử Hai", "twice"),
    ]
    assert rows[0].phone == "0912 000 001"
    assert rows[2].holder == holder


def test_a_line_without_a_name_and_one_with_another_name_are_left_out(house):
    holder = make_person("Phạm Ví Thử", Unit.objects.get(name="Chi bộ ấp Năm"))
    Post.objects.create(
        person=holder, unit=holder.home, kind=PostKind.CELL_SECRETARY, valid_from=date(2020, 1, 1), basis="Quyết định"
    )
    rows = read(house, "Chi bộ ấp Ba\nChi bộ ấp Năm | Trần Thử Hai\n\nTổng cộng")
    assert [row.state for row in rows] == ["no_name", "other"]
    with pytest.raises(Refused):
        open_units(rows, by=house.office, **GIVEN)


@given(st.text(max_size=200))
def test_no_text_brings_the_reader_down(text):
    unit = Unit(pk=1, kind=UnitKind.CELL, name="Chi bộ ấp Ba")
    for row in read_speakers(text, [UnitLogin(unit, None, False)]):
        assert row.state in {"new", "no_unit", "no_name", "twice"}


def test_the_office_makes_them_all_with_a_slip_each(house):
    slips = open_units(read(house), by=house.office, **GIVEN)
    assert [slip.person.full_name for slip in slips] == ["Lê Thử Một", "Nguyễn Văn Thử", "Phạm Ví Thử"]
    assert len({slip.token for slip in slips}) == 3
    assert slips[0].user.phone.endswith("912000001")
    assert Post.objects.filter(kind=PostKind.CELL_SECRETARY, valid_from=date(2024, 1, 1)).count() == 3


def test_all_or_nothing_and_the_line_is_named(house):
    doubled = LIST.replace("Nguyễn Văn Thử", "Nguyễn Văn Thử\t0912 000 001")
    before = Person.objects.count()
    with pytest.raises(Refused, match="Dòng 3"):
        open_units(read(house, doubled), by=house.office, **GIVEN)
    assert Person.objects.count() == before


@pytest.mark.parametrize("who", ["secretary", "cell_secretary", "stranger"])
def test_others_make_none(house, who):
    with pytest.raises(NotAllowed):
        open_units(read(house), by=getattr(house, who), **GIVEN)
    assert not Person.objects.filter(full_name="Lê Thử Một").exists()


def test_the_page_shows_the_lines_then_the_slips(house):
    client = Client()
    client.force_login(house.office)
    url, typed = reverse("org:open_units"), {"lines": LIST, "on": "1/1/2024", "basis": "Quyết định mẫu"}
    page = client.post(url, typed).content.decode()
    assert "Lập 3 tài khoản" in page
    assert "không có đơn vị nào tên này" in page
    assert not User.objects.filter(display_name="Lê Thử Một").exists()
    answer = client.post(url, typed | {"sure": "1"})
    assert answer.content.decode().count('class="slip"') == 3
    assert "no-store" in answer["Cache-Control"]
    assert client.post(url, typed | {"sure": "1"}).status_code == 422  # all of them sign in now
    client.force_login(house.stranger)
    assert "Lê Thử Một" not in client.get(url).content.decode()


@pytest.mark.parametrize("further", [0, 20])
def test_the_preview_asks_as_often_for_one_unit_as_for_twenty(house, further, django_assert_num_queries):
    for number in range(further):
        make_unit(UnitKind.CELL, f"Chi bộ thêm {number}", house.committee)
    with django_assert_num_queries(2):
        read(house)

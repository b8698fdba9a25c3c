"""The guided set-up: once, while nobody can sign in."""

from datetime import date

import pytest
from django.contrib.auth import authenticate

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ledger.models import Entry
from trongtam.org.forms.set_up import SetUpForm
from trongtam.org.models import Unit, UnitKind
from trongtam.org.operations import units
from trongtam.org.operations.set_up import is_open, set_up
from trongtam.org.reach import Reach, Right

pytestmark = pytest.mark.django_db
GIVEN = {
    "province_name": "Tỉnh Mẫu",
    "commune_name": "Xã Mẫu",
    "administrator_name": "Trần Thị Thử",
    "username": " VanPhong ",
    "password": "mật khẩu dài mẫu",
    "term_name": "2020–2025",
    "begins": date(2020, 7, 1),
    "ends": date(2025, 6, 30),
    "on": date(2020, 7, 1),
    "basis": "Quyết định mẫu",
}


def test_everything_stands_and_the_administrator_can_go_on():
    assert is_open()
    made = set_up(**GIVEN)
    assert not is_open()
    assert [unit.name for unit in Unit.objects.order_by("path")] == ["Tỉnh Mẫu", "Xã Mẫu", "Đảng ủy xã Mẫu"]
    assert made.user.check_password("mật khẩu dài mẫu")
    assert made.user.username == "vanphong"
    assert Reach.of(made.user).may(Right.UNITS, made.commune)
    units.found_units(
        by=made.user,
        kind=UnitKind.CELL,
        names=["Chi bộ ấp Mẫu"],
        parent=made.committee,
        on=date(2020, 7, 1),
        basis="Quyết định mẫu",
    )
    entry = Entry.objects.get(act="org.set_up")
    assert "mật khẩu" not in str(entry.payload)
    with pytest.raises(Refused):
        set_up(**{**GIVEN, "username": "khac", "commune_name": "Xã Khác"})
    assert User.objects.count() == 1


def test_a_commune_alone():
    made = set_up(**{**GIVEN, "province_name": "", "committee_name": "Đảng ủy phường Thử"})
    assert made.commune.parent is None
    assert made.committee.name == "Đảng ủy phường Thử"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"commune_name": " "}, "commune_name"),
        ({"administrator_name": ""}, "administrator_name"),
        ({"username": "hai từ"}, "username"),
        ({"password": "1234"}, "password"),
        ({"ends": date(2019, 1, 1)}, "ends"),
        ({"basis": ""}, "basis"),
        ({"on": date(2999, 1, 1)}, "on"),
    ],
)
def test_refused_and_nothing_stays(changes, field):
    with pytest.raises(Refused) as refused:
        set_up(**{**GIVEN, **changes})
    assert refused.value.field == field
    assert is_open()
    assert not Unit.objects.exists()
    assert authenticate(username="vanphong", password="x") is None


def test_a_short_password_is_refused_in_vietnamese():
    with pytest.raises(Refused, match="Mật khẩu có ít nhất 8 ký tự"):
        set_up(**{**GIVEN, "password": "1234"})


@pytest.mark.django_db
def test_a_name_typed_in_lower_case_stands_with_a_capital():
    made = set_up(**{**GIVEN, "commune_name": "xã  Mẫu Mới", "province_name": "tỉnh Mẫu"})
    assert made.commune.name == "Xã Mẫu Mới"
    assert made.committee.name == "Đảng ủy xã Mẫu Mới"
    assert made.province is not None
    assert made.province.name == "Tỉnh Mẫu"


@pytest.mark.django_db
def test_what_is_wrong_is_told_in_one_round():
    typed = {"commune_name": "", "on": "01/01/2999", "begins": "01/01/2025", "ends": "01/01/2020"}
    form = SetUpForm({**typed, "username": "hai từ", "password": "1234"})
    assert not form.is_valid()
    assert {"commune_name", "basis", "on", "ends", "username", "password"} <= set(form.errors)

"""What the program counts by itself comes with the guided set-up, once, and an empty board shows it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership, PartyRecord, UnitKind
from trongtam.org.operations import units
from trongtam.org.operations.set_up import set_up
from trongtam.org.tests.house import make_house, make_person
from trongtam.org.tests.test_set_up import GIVEN
from trongtam.targets.models import Indicator
from trongtam.targets.operations import lay_counted

pytestmark = pytest.mark.django_db
DAY = date(2020, 7, 1)


def test_the_set_up_lays_what_the_program_counts_and_the_first_board_shows_it() -> None:
    made = set_up(**GIVEN)
    live = Indicator.objects.filter(owner=None, source="live")
    works = {"works_beyond", "works_in_time", "works_overdue"}
    meetings = {"meetings_held", "meetings_on_time", "meetings_attended", "meetings_themed"}
    assert (
        set(live.values_list("provider", flat=True))
        == {
            "admissions",
            "cells",
            "confirmations",
            "members",
        }
        | works
        | {"visits_kept", "recommendations_in_time"}
        | meetings
    )
    assert Entry.objects.filter(act="targets.indicator_defined", by=made.user).count() == 13
    cells = units.found_units(
        by=made.user, kind=UnitKind.CELL, names=["Chi bộ ấp Mẫu", "Chi bộ trường Mẫu"], parent=made.committee, on=DAY,
        basis=GIVEN["basis"],
    )  # fmt: skip
    today = timezone.localdate()
    for number in range(6):
        member = make_person(f"Lê Thử {number}", cells[0])
        admitted = today if number < 2 else DAY
        PartyRecord.objects.create(person=member, admitted_on=admitted, admitted_in=cells[0])
        Membership.objects.create(person=member, unit=cells[0], valid_from=admitted)
    client = Client(headers={"accept-language": "vi"})
    User.objects.update(is_demonstration=True)  # signs in without the second step
    client.force_login(User.objects.get())
    page = client.get(reverse("targets:board", args=[made.commune.code]))
    shown = {one["name"]: one["shown"] for one in page.context["counted"]}
    assert shown == {
        "Kỳ sinh hoạt chi bộ đã họp": "0 kỳ",
        "Sinh hoạt chi bộ đúng hạn": "–",
        "Đảng viên dự sinh hoạt chi bộ": "–",
        "Quý có sinh hoạt chuyên đề": "–",
        "Tỷ lệ kỳ đi cơ sở giữ được": "–",
        "Tỷ lệ kiến nghị được trả lời đúng hạn": "–",
        "Số đảng viên": "6 đảng viên",
        "Kết nạp đảng viên (đếm từ hồ sơ)": "2 đảng viên",
        "Chuyển đảng chính thức (đếm từ hồ sơ)": "0 đảng viên",
        "Số chi bộ": "2 chi bộ",
        "Việc được giao hoàn thành đúng hạn": "0 việc",
        "Việc được giao vượt yêu cầu": "0 việc",
        "Việc được giao đang quá hạn": "0 việc",
    }
    form = f"{reverse('targets:set_target', args=[made.commune.code])}?period={today.year}&amp;indicator="
    assert f'{form}{live.get(provider="cells").pk}"' in page.content.decode()


def test_laid_once_and_never_over_what_stands() -> None:
    house = make_house()
    Indicator.objects.create(
        code="ket-nap-dem",
        name="Kết nạp",
        folded="ket nap",
        measure="flow",
        unit_of_measure="đảng viên",
        sector="party",
    )
    made = lay_counted(house.commune, by=house.office)
    assert [one.provider for one in made] == ["members", "confirmations", "cells"]
    assert lay_counted(house.commune, by=house.office) == []


def test_who_does_not_reach_the_unit_sees_no_counts() -> None:
    house = make_house()
    lay_counted(house.commune, by=house.office)
    client = Client()
    for who, seen in ((house.secretary, 4), (house.cell_secretary, 0)):
        client.force_login(who)
        page = client.get(reverse("targets:board", args=[house.commune.code]))
        assert len(page.context["counted"]) == seen
    client.force_login(house.stranger)
    assert client.get(reverse("targets:board", args=[house.commune.code])).status_code == 404

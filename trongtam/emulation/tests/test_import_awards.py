"""Awards by Excel: what is known is left alone, what makes no sense comes back with its reason, the batch can be undone."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from trongtam.emulation.exchange.fields import choice
from trongtam.emulation.models import Award, Form, Level
from trongtam.emulation.queries.streaks import counters_of
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports.kinds import kinds
from trongtam.imports.models import State
from trongtam.imports.operations import undo_batch
from trongtam.imports.outgoing import refused_of
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.tests.asking import sign_in, text
from trongtam.org.tests.house import make_person

from .emulating import award_of

pytestmark = pytest.mark.django_db


def heads() -> list[str]:
    """The columns as they go out."""
    return [str(one.title) for one in kinds["awards"].fields]


def line(house, recipient, title="Chi bộ tiêu biểu", **more):
    given = {
        "code": "",
        "recipient": recipient,
        "place": "",
        "title": title,
        "form": "",
        "level": "Xã",
        "year": "2016",
        "count": None,
        "issued_by": "Đảng ủy xã Mẫu",
        "decision_number": "01-QĐ/MAU",
        "decided_on": datetime(2016, 12, 20),
        "reason": "Giữ nề nếp sinh hoạt",
    }
    return list({**given, **more}.values())


def brought(house, *lines, by=None):
    return sent("awards", house.committee.code, workbook(heads(), *lines), by=by or house.office)


def test_awards_of_units_and_persons_are_written_down(house):
    batch = brought(
        house,
        line(house, house.cell_a.name),
        line(house, house.cell_a.code, year=2017, level="cấp xã", decided_on=datetime(2017, 12, 20)),
        line(house, house.hamlet_head.person.full_name, "Chiến sĩ thi đua cơ sở", count=1),
        line(house, house.cell_b.name, "Cờ thi đua dẫn đầu", form="Cờ thi đua", level="Tỉnh, thành phố", count=3),
    )
    assert outcomes(batch) == ["created"] * 4, said(batch)
    batch = kept(batch, by=house.office)
    assert batch.state == State.KEPT and Award.objects.count() == 4
    flag = Award.objects.get(form="flag")
    assert (flag.recipient_unit, flag.level, flag.count, flag.code) == (house.cell_b, "province", 3, "")
    person = Award.objects.get(code="base_fighter")
    assert person.recipient_person == house.hamlet_head.person and person.decided_on == date(2016, 12, 20)
    (counter,) = counters_of([house.cell_a], 2017)[house.cell_a.pk]
    assert (counter.streak.years, counter.streak.first) == (2, 2016)
    assert Entry.objects.filter(act="emulation.award_recorded").count() == 4


def test_the_sheet_that_goes_out_comes_back_unchanged(house):
    award_of(house)
    award_of(house, house.hamlet_head.person, code="base_fighter", reason="Việc tốt", decided_on=date(2016, 12, 1))
    award_of(house, house.cell_b, code="", title="Cờ thi đua mẫu", form=Form.FLAG, level=Level.PROVINCE, count=2)
    data = exported("awards", house.committee.code, by=house.office, year=2016)
    rows = [row for row in load_workbook(BytesIO(data)).active.iter_rows(values_only=True) if row[1]]
    assert len(rows) == 4 and {row[3] for row in rows[1:]} == {
        "Chi bộ tiêu biểu",
        "Chiến sĩ thi đua cơ sở",
        "Cờ thi đua mẫu",
    }
    batch = sent("awards", house.committee.code, data, by=house.office)
    assert outcomes(batch) == ["unchanged"] * 3, said(batch)
    kinds["awards"].taken(house.office, kinds["awards"].scope(house.office, house.committee.code))
    assert Entry.objects.get(act="emulation.awards_taken").by == house.office


def test_what_makes_no_sense_comes_back_with_its_reason(house):
    award_of(house)
    make_person(house.hamlet_head.person.full_name, house.cell_b)
    fine = line(house, house.cell_b.name)
    batch = brought(
        house,
        line(house, "Chi bộ không có"),
        line(house, house.hamlet_head.person.full_name, "Chiến sĩ thi đua cơ sở"),
        line(house, house.cell_b.name, "Chiến sĩ thi đua cơ sở"),
        line(house, house.cell_b.name, year="hai nghìn"),
        line(house, house.cell_b.name, year="2999"),
        line(house, house.cell_b.name, level="Vũ trụ"),
        line(house, house.cell_b.name, issued_by=""),
        line(house, house.cell_b.name, count="không"),
        line(house, house.cell_a.name, decision_number="09-QĐ/MAU", issued_by="Đảng ủy xã Mẫu"),
        line(house, house.cell_a.name, code="KT999999"),
        line(house, house.other_commune.name, "Hoàn thành xuất sắc nhiệm vụ"),
        fine,
        fine,
    )
    assert outcomes(batch) == ["refused"] * 11 + ["created", "refused"]
    told = said(batch)
    assert "Nhiều người tên" in told[1] and "hình thức" in told[2].lower()
    assert "bốn chữ số" in told[3] and "Vũ trụ" in told[5] and "số nguyên" in told[7]
    assert "Số quyết định" in told[8] and "thu hồi" in told[8] and "KT999999" in told[9]
    kept(batch, by=house.office)
    assert Award.objects.count() == 2
    back = list(load_workbook(BytesIO(refused_of(batch))).active.iter_rows(values_only=True))
    assert any("Vũ trụ" in str(cell) for row in back for cell in row)


def test_two_of_one_name_are_told_apart_by_their_unit(house):
    name = house.hamlet_head.person.full_name
    other = make_person(name, house.cell_b)
    batch = kept(brought(house, line(house, name, "Lao động tiên tiến", place=house.cell_b.name)), by=house.office)
    assert batch.state == State.KEPT and Award.objects.get().recipient_person == other


def test_undone_it_counts_no_more_and_can_come_again(house):
    batch = kept(brought(house, line(house, house.cell_a.name), line(house, house.cell_b.name)), by=house.office)
    undone = undo_batch(batch, by=house.office)
    assert undone.state == State.UNDONE and not Award.objects.standing().exists()
    assert set(Award.objects.values_list("withdrawn_reason", flat=True)) == {"Hoàn tác lần nhập “bang-mau.xlsx”."}
    assert outcomes(brought(house, line(house, house.cell_a.name))) == ["created"]


@pytest.mark.parametrize("name", ["cell_secretary", "standing", "provincial"])
def test_only_those_who_write_awards_down(house, name):
    with pytest.raises(NotAllowed):
        brought(house, line(house, house.cell_a.name), by=getattr(house, name))


def test_the_way_there_stands_on_the_page_of_awards(house):
    address = f"/imports/awards/{house.committee.code}/"
    assert address in text(sign_in(house.office), "/emulation/awards/")
    assert address not in text(sign_in(house.cell_secretary), "/emulation/awards/")
    assert sign_in(house.stranger).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lines_are_judged_in_so_many_queries(house, count, django_assert_max_num_queries):
    lines = [line(house, house.cell_a.name, year=2015 + number) for number in range(count)]
    with django_assert_max_num_queries(30 + 4 * count):
        brought(house, *lines)


@pytest.mark.once
def test_levels_and_forms_as_offices_write_them():
    assert {choice(one, Level, "level") for one in ("Xã, phường", "xã", "Cấp xã", "commune")} == {"commune"}
    assert choice("Giấy khen", Form, "form") == "commendation" and choice("", Form, "form") == ""
    with pytest.raises(Refused, match="Vũ trụ"):
        choice("Vũ trụ", Level, "level")


def test_the_secretary_takes_the_list_out_too(house):
    award_of(house)
    for name in ("office", "secretary"):
        assert sign_in(getattr(house, name)).get("/emulation/awards/?as=xlsx").status_code == 200, name
    cell = sign_in(house.cell_secretary)
    assert "as=xlsx" not in text(cell, "/emulation/awards/")
    assert cell.get("/emulation/awards/?as=xlsx").status_code == 403

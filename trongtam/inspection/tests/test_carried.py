"""After a merger programmes, what conclusions ask for and replies owed to the Front go on with the new unit; the rehearsal tells
nothing of what is restricted."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.inspection.models import Demand, FrontOpinion, Inspection, Organ, Programme
from trongtam.inspection.operations import conclude_inspection, reply_to_opinion, settle_demand, settle_opinion
from trongtam.ledger.models import Entry
from trongtam.org.models import Unit
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.org.tests.asking import sign_in, text
from trongtam.org.tests.house import House, make_unit, make_user

from .inspecting import NOW, concluded, front_of, inspector, moment, opinion_of, planned, programme_of, reported

pytestmark = pytest.mark.django_db
ON, DAY = date(2017, 7, 1), date(2017, 9, 1)
BASIS = "Quyết định sáp nhập mẫu"


def told_of(house: House) -> list[str]:
    """What the office reads in the rehearsal of a merger of the two cells."""
    pair = [house.cell_a, house.cell_b]
    rehearsal = rehearse_merger(pair, name="Chi bộ Chung", parent=house.committee, on=ON, basis=BASIS)
    ours = [one for one in rehearsal.carriages if type(one).__module__.startswith("trongtam.inspection")]
    assert len(ours) == 2 and not [said for one in ours for said in one.problems()]
    return [f"{line.what}: {line.becomes}" for one in ours for line in one.told()]


def merged(house: House, units: list[Unit], name: str, by=None) -> Unit:
    made = merge_units(units, by=by or house.office, name=name, on=ON, basis=BASIS, at=moment(2017, 7, 2))
    for one in vars(house).values():
        one.__dict__.pop("_reach", None)
    return Unit.objects.get(pk=made.pk)


def test_the_rehearsal_says_the_same_whether_anything_is_inspected_or_not(house):
    before = told_of(house)
    by = inspector(house)
    made = programme_of(house, by)
    concluded(house, planned(house, made, by), by)
    assert told_of(house) == before and len(before) == 1
    merged(house, [house.cell_a, house.cell_b], "Chi bộ Chung")
    book = str(Entry.objects.get(act="org.units_merged").payload)
    assert "đảng phí" not in book and "mùng 10" not in book


def test_what_a_conclusion_asks_for_is_done_by_the_new_cell(house):
    by = inspector(house)
    one = concluded(house, planned(house, programme_of(house, by), by), by)
    new = merged(house, [house.cell_a, house.cell_b], "Chi bộ Chung")
    demand = one.demands.get()
    assert (demand.holder_unit, demand.work.holder_unit, demand.due) == (new, new, date(2017, 8, 31))
    assert (
        demand.follow_ups.get().text == f"{house.cell_a.name} nay là {new.name}, đơn vị mới tiếp tục thực hiện. {BASIS}"
    )
    head = make_user("Lê Thí Chung", new, "cell_secretary", since=ON)
    assert Demand.objects.visible_to(head).filter(pk=demand.pk).exists()
    settle_demand(demand, by=by, on=DAY, note="Nộp đúng ba tháng", at=NOW)
    one.refresh_from_db()
    assert (one.state, one.subject_unit) == ("settled", house.cell_a)
    page = text(sign_in(by), f"/inspection/{one.pk}/")
    assert f"{house.cell_a.name} (nay là {new.name})" in page


def test_the_new_committee_keeps_the_programmes_of_both(house):
    other = house.other_commune
    beside = make_unit("party_committee", "Đảng ủy xã Khác", other)
    by, far = inspector(house), make_user("Mai Thử Khác", beside, "inspector")
    here = programme_of(house, by)
    there = programme_of(house, far, unit=beside)
    one = reported(house, planned(house, here, by), by)
    keeper = make_user("Đào Thử Tỉnh", house.province, "administrator")
    merged(house, [house.commune, other], "Xã Mới", by=keeper)
    committee = Unit.objects.get(kind="party_committee", name="Đảng ủy xã Mới")
    new = make_user("Mai Thử Mới", committee, "inspector", since=ON)
    assert set(Programme.objects.visible_to(new)) == {here, there}
    assert {row.unit for row in Programme.objects.visible_to(new)} == {house.committee, beside}
    conclude_inspection(one, by=new, conclusion="Chấp hành tốt.", on=DAY, at=NOW)
    one.refresh_from_db()
    assert one.state == "settled"
    own = programme_of(house, new, unit=committee)
    assert own.keeper == own.unit == committee and Inspection.objects.visible_to(new).count() == 1
    for name in ("office", "standing", "stranger", "administrator"):
        assert not Programme.objects.visible_to(getattr(house, name)).exists()
    client = sign_in(new)
    assert "Đảng ủy xã Mẫu" in text(client, "/inspection/")
    assert "1" in text(client, "/inspection/overview/?year=2017")


def test_a_reply_is_owed_by_the_new_unit_and_taken_note_of_by_the_new_front(house):
    other = house.other_commune
    make_unit("party_committee", "Đảng ủy xã Khác", other)
    make_unit("front", "Mặt trận xã Khác", other)
    front = front_of(house)
    waits, replied = opinion_of(house, front), opinion_of(house, front, about="Việc đã trả lời")
    reply_to_opinion(replied, by=house.secretary, reply="Đã làm", on=date(2017, 5, 20), at=NOW)
    keeper = make_user("Đào Thử Tỉnh", house.province, "administrator")
    merged(house, [house.commune, other], "Xã Mới", by=keeper)
    committee = Unit.objects.get(kind="party_committee", name="Đảng ủy xã Mới")
    new_front = Unit.objects.get(kind="front", name="Mặt trận xã Mới")
    head = make_user("Đào Thử Trận", new_front, "secretary", since=ON)
    leader = make_user("Võ Giả Mới", committee, "secretary", since=ON)
    waits.refresh_from_db()
    assert (waits.reply_from, waits.asked_first, waits.unit, waits.keeper) == (
        committee,
        house.committee,
        front,
        new_front,
    )
    reply_to_opinion(waits, by=leader, reply="Đã niêm yết", on=DAY, at=NOW)
    for one in (waits, replied):
        settle_opinion(one, by=head, on=DAY, at=NOW)
    assert set(FrontOpinion.objects.visible_to(head).values_list("state", flat=True)) == {"settled"}
    replied.refresh_from_db()
    assert replied.reply_from == house.committee  # who replied stays who replied
    assert f"trước là {house.committee.name}" in text(sign_in(head), f"/inspection/front/{waits.pk}/")


def test_whoever_is_inspected_finds_nothing_in_the_programme_either(house):
    by, other = inspector(house), inspector(house, "Mai Thử Hai")
    made = programme_of(house, by)
    concluded(house, planned(house, made, by, unit=None, person=other.person), by)
    planned(house, made, by)
    page = f"/inspection/programmes/{made.pk}/"
    assert "Mai Thử Hai" in text(sign_in(by), page) and "2 đối tượng" in text(sign_in(by), "/inspection/")
    own = sign_in(other)
    assert "Mai Thử Hai" not in text(own, page).split("<main")[1] and "1 đối tượng" in text(own, "/inspection/")
    assert not Demand.objects.visible_to(other).exists()
    assert own.get(f"/inspection/demands/{Demand.objects.get().pk}/").status_code == 404
    leading = programme_of(house, house.secretary, Organ.COMMITTEE)
    assert leading.keeper == house.committee

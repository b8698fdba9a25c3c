"""The roadmaps of works as a sheet: a line is a step; out and in, line by line, undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.incoming import read_lines
from trongtam.imports.kinds import Entry as Line
from trongtam.imports.kinds import Errand, kinds
from trongtam.imports.operations import keep_batch, undo_batch
from trongtam.imports.outgoing import refused_of
from trongtam.imports.tests.sheets import exported, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.work.exchange.steps import KEYS
from trongtam.work.models import Milestone, Work
from trongtam.work.operations import Word, plan_of, report_progress
from trongtam.work.plan import Step

from .works import assigned, handed_in, moment, official

HEAD = [
    "Mã bước",
    "Mã việc",
    "Việc",
    "Năm",
    "Bước",
    "Hạn của bước",
    "Ở đâu",
    "Đơn vị của bước",
    "Sản phẩm của bước",
]


@pytest.fixture
def house(db) -> House:
    return make_house()


def bring(house: House, *lines: list[object]):
    return sent("work_steps", house.committee.code, workbook(HEAD, *lines), by=house.office)


def keep(batch, house: House):
    return keep_batch(batch, by=house.office, at=moment(2021, 2, 1))


def roadmap(work: Work) -> list[tuple[object, ...]]:
    return [(one.title, one.due, one.place, one.unit, one.product) for one in plan_of(work).roadmap]


def out(house: House) -> bytes:
    return exported("work_steps", house.committee.code, by=house.office, year=2021)


def test_new_steps_of_a_work_come_into_their_place_by_one_adjustment(house: House):
    work = assigned(house)
    code = f"CV{work.pk}"
    batch = bring(
        house,
        ["", code, "", "", "Chi bộ thứ hai", "30/04/2021", "Ấp Mẫu Hai", house.cell_b.name, "3 buổi"],
        ["", "", work.title, "2021", "Tổng kết", date(2021, 12, 1), "", "", ""],
    )
    assert outcomes(batch) == ["created"] * 2, said(batch)
    assert len(roadmap(work)) == 2, "a preview changes nothing"
    before = Entry.objects.filter(act="work.adjusted").count()
    keep(batch, house)
    assert roadmap(work) == [
        ("Quý một", date(2021, 3, 31), "", None, ""),
        ("Chi bộ thứ hai", date(2021, 4, 30), "Ấp Mẫu Hai", house.cell_b, "3 buổi"),
        ("Quý hai", date(2021, 6, 30), "", None, ""),
        ("Tổng kết", date(2021, 12, 1), "", None, ""),
    ]
    assert Entry.objects.filter(act="work.adjusted").count() == before + 1
    assert Entry.objects.filter(act="work.adjusted").latest("pk").by == house.office
    again = bring(house, ["", code, "", "", "Chi bộ thứ hai", "30/04/2021", "Ấp Mẫu Hai", house.cell_b.name, "3 buổi"])
    assert outcomes(again) == ["unchanged"], "a line without a code knows the step that it made"


def test_a_changed_step_keeps_its_row_and_what_is_done_of_it(house: House):
    work = assigned(house)
    first, second = Milestone.objects.filter(work=work).order_by("order")
    report_progress(work, Word(20, milestones=(first,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    batch = bring(house, [f"BC{second.pk}", "", "", "", "Nửa năm", "quý II/2021", "Ấp Mẫu Một", "", ""])
    assert outcomes(batch) == ["updated"], said(batch)
    assert "Quý hai → Nửa năm" in said(batch)[0]
    keep(batch, house)
    assert roadmap(work)[1] == ("Nửa năm", date(2021, 6, 30), "Ấp Mẫu Một", None, "")
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.title, first.done_on is not None) == ("Nửa năm", True)
    undo_batch(batch, by=house.office)
    assert roadmap(work)[1] == ("Quý hai", date(2021, 6, 30), "", None, "")
    first.refresh_from_db()
    assert first.done_on is not None


def test_undoing_drops_what_came_and_lists_what_somebody_worked_on(house: House):
    work, other = assigned(house), assigned(house, house.cell_b, title="Việc khác")
    lines = [["", f"CV{one.pk}", "", "", "Thêm", "01/11/2021", "", "", ""] for one in (work, other)]
    batch = keep(bring(house, *lines), house)
    added = Milestone.objects.get(work=work, title="Thêm")
    report_progress(work, Word(20, milestones=(added,)), by=house.cell_secretary, at=moment(2021, 3, 30))
    with pytest.raises(Refused):
        undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert [one[0] for one in batch.in_the_way] == [2]
    third = keep(bring(house, ["", f"CV{other.pk}", "", "", "Nữa", "02/11/2021", "", "", ""]), house)
    undo_batch(third, by=house.office)
    assert [one[0] for one in roadmap(other)] == ["Quý một", "Quý hai", "Thêm"]
    assert Milestone.objects.get(title="Nữa").dropped_on is not None, "what was dropped stays readable"


def test_what_makes_no_sense_comes_back_with_its_reason(house: House):
    work, late = assigned(house), handed_in(house, title="Đã nộp")
    step = Milestone.objects.filter(work=work).first()
    code = f"CV{work.pk}"
    batch = bring(
        house,
        ["", code, "", "", "Ngoài thời gian", "31/12/2021", "", "", ""],
        ["", code, "", "", "", "01/06/2021", "", "", ""],
        ["", code, "", "", "Không ngày", "", "", "", ""],
        ["", code, "", "", "Ngày lạ", "31/02/2021", "", "", ""],
        ["", "CV999999", "", "", "Việc lạ", "01/06/2021", "", "", ""],
        ["", "", "Không có việc này", "2021", "Bước", "01/06/2021", "", "", ""],
        ["", "", "", "", "Không việc", "01/06/2021", "", "", ""],
        ["BC999999", "", "", "", "Bước lạ", "01/06/2021", "", "", ""],
        [f"BC{step.pk}", f"CV{late.pk}", "", "", "Bước", "01/06/2021", "", "", ""],
        ["", code, "", "", "Đơn vị lạ", "01/06/2021", "", "Chi bộ Mẫu Một", ""],
        ["", f"CV{late.pk}", "", "", "Việc đã nộp", "01/06/2021", "", "", ""],
        ["", code, "", "", "x" * 301, "01/06/2021", "", "", ""],
    )
    assert outcomes(batch) == ["refused"] * 12, said(batch)
    told = list(said(batch))
    assert "15/12/2021" in told[0]
    assert house.cell_a.name in told[9], "the nearest names"
    back = list(read_lines(refused_of(batch), 1))
    assert [one.cells[-1] for one in back] == told
    twins = [assigned(house, unit, title="Trùng tên") for unit in (house.cell_a, house.cell_b)]
    several = bring(house, ["", "", twins[0].title, "2021", "Bước", "01/06/2021", "", "", ""])
    assert outcomes(several) == ["refused"]
    assert not Milestone.objects.filter(title="Bước").exists()


def test_two_lines_of_one_step_are_one_too_many_and_a_change_meanwhile_is_seen(house: House):
    work = assigned(house)
    step = Milestone.objects.filter(work=work).first()
    line = [f"BC{step.pk}", "", "", "", "Tên mới", "31/03/2021", "", "", ""]
    assert outcomes(bring(house, line, line)) == ["updated", "refused"]
    batch = bring(house, line)
    other = keep(bring(house, [*line[:4], "Tên khác", *line[5:]]), house)
    assert outcomes(other) == ["updated"]
    keep(batch, house)
    assert outcomes(batch) == ["refused"]
    assert roadmap(work)[0][0] == "Tên khác"


def test_a_work_whose_roadmap_would_grow_too_long_takes_none_of_its_lines(house: House):
    work = assigned(house)
    lines = [["", f"CV{work.pk}", "", "", f"Bước {n}", "01/06/2021", "", "", ""] for n in range(59)]
    batch = keep(bring(house, *lines), house)
    assert set(outcomes(batch)) == {"refused"}
    assert len(roadmap(work)) == 2


def test_only_those_who_assign_bring_the_sheet(house: House):
    kind = kinds["work_steps"]
    for user in (house.office, house.secretary):
        kind.require(user, kind.scope(user, house.committee.code))
    for user in (house.cell_secretary, house.standing, official(house)):
        with pytest.raises(NotAllowed):
            kind.require(user, kind.scope(user, house.committee.code))


@pytest.mark.parametrize("count", [1, 3])
def test_reading_and_writing_ask_the_same_queries_however_many_works(
    house: House, django_assert_num_queries, count: int
):
    works = [assigned(house, title=f"Việc {n}") for n in range(count)]
    kind = kinds["work_steps"]
    scope = kind.scope(house.office, house.committee.code)
    with django_assert_num_queries(5):
        rows = list(kind.rows(house.office, scope, 2021))
    assert len(rows) == 2 * count
    entries = [
        Line(
            number, dict(zip(KEYS, ["", f"CV{work.pk}", "", "", "", "Mới", "01/06/2021", "", "", "", ""], strict=True))
        )
        for number, work in enumerate(works, start=2)
    ]
    desk = kind.desk(Errand(by=house.office, scope=scope, reason="mẫu"))
    with django_assert_num_queries(2):
        assert [one.outcome for one in desk.judge(entries)] == ["created"] * count


WORDS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxy0123456789 –-|;:,.()/"), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)
STEPS = st.builds(
    Step,
    title=WORDS.filter(bool),
    due=st.integers(0, 300).map(lambda days: date(2021, 1, 20) + timedelta(days=days)),
    place=WORDS,
    product=WORDS,
)


KNOWN = [Step("Có", date(2021, 5, 5))]


class WhatGoesOutComesIn(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.lists(STEPS, max_size=4), min_size=1, max_size=3))
    def test_any_roadmaps_come_in_unchanged_and_twice_change_nothing(self, roadmaps: list[list[Step]]):
        house = make_house()
        works = [assigned(house, title=f"Việc {n}", roadmap=tuple(steps)) for n, steps in enumerate([*roadmaps, KNOWN])]
        sheet, before = out(house), [roadmap(work) for work in works]
        for _ in range(2):
            batch = sent("work_steps", house.committee.code, sheet, by=house.office)
            assert set(outcomes(batch)) == {"unchanged"}, said(batch)
        assert [roadmap(work) for work in works] == before

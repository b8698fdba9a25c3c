"""How many came, from a sheet of another system or pasted: preview, refusals with reasons, the saved mapping, undoing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import translation

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.imports import operations
from trongtam.imports.models import Batch, State
from trongtam.imports.tests.sheets import exported, kept, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.look.worker import work_off
from trongtam.meetings.models import HeadCount, MeetingKind, Score
from trongtam.meetings.operations.attendance import count_attendance, mark_attendance
from trongtam.org.tests.house import House, make_house

from .records import MOMENT, meeting, seventeen

pytestmark = pytest.mark.django_db
KIND = "attendance"
HEAD = ["Unit code", "Month or day of the meeting", "Kind of meeting", "How many came", "Out of how many members"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"), time_machine.travel("2022-10-15 12:00+07:00", tick=False):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def bring(house: House, *rows: Any, head: list[str] = HEAD, by: Any = None, **more: Any) -> Batch:
    return sent(KIND, house.commune.code, workbook(head, *rows), by=by or house.office, **more)


def counts() -> dict[int, tuple[int, int, str]]:
    return {one.meeting_id: (one.present, one.base, one.source) for one in HeadCount.objects.all()}


def test_each_line_finds_its_meeting_or_says_why_not(house: House) -> None:
    regular = meeting(house.cell_a, on=date(2022, 9, 7))
    themed = meeting(house.cell_a, on=date(2022, 9, 20), kind=MeetingKind.THEMATIC)
    beside = meeting(house.cell_b, on=date(2022, 9, 3), state="signed")
    missed = meeting(house.cell_b, on=date(2022, 8, 3), state="not_held")
    a, b = house.cell_a.code, house.cell_b.code
    batch = bring(
        house,
        [a, "9/2022", None, "34/36"],
        [a, date(2022, 9, 20), "Chuyên đề", 20, 36],
        ["chi bộ ấp mẫu hai", "tháng 9/2022", "định kỳ", 9, 10],
        [b, "8/2022", None, "9/10"],
        [a, "7/2022", None, "9/10"],
        [a, "09/09/2022", None, "9/10"],
        [a, "2022", None, "9/10"],
        [a, "8/2022", "họp gì đó", "9/10"],
        ["không có", "9/2022", None, "9/10"],
        [b, "9/2022", "chuyen de", "11/10"],
    )
    assert outcomes(batch) == ["created"] * 3 + ["refused"] * 7
    told = said(batch)
    why = ["not held", "the meeting down first", "held on 07/09/2022", "more than a month", "no kind", "Nothing here"]
    for line, words in enumerate(why, 3):
        assert words in told[line], (line, told[line])
    assert not counts(), "a preview keeps nothing"
    kept(batch, by=house.office)
    assert counts() == {regular.pk: (34, 36, "sheet"), themed.pk: (20, 36, "sheet"), beside.pk: (9, 10, "sheet")}
    assert HeadCount.objects.get(meeting=regular).proxy, "the office entered it for the cell"
    assert Entry.objects.filter(act="meetings.heads_counted").count() == 3
    assert missed.state == "not_held"


@pytest.mark.parametrize(
    ("present", "base", "unexcused", "sentence"),
    [
        ("36/34", None, None, "like 34/36"),
        (36, 34, None, "More came"),
        (34, None, None, "like 34/36"),
        (None, None, None, ""),
        ("ba mươi", 36, None, "no count of people"),
        (1.5, 36, None, "no count of people"),
        (-1, 36, None, "no count of people"),
        ("34/36", 35, None, "do not fit"),
        (34, 36, 3, "absent without a reason"),
        (10**9, 10**9, None, "no count of people"),
        (date(2022, 6, 3), None, None, "made a date"),
    ],
)
def test_counts_that_cannot_be(house: House, present: Any, base: Any, unexcused: Any, sentence: str) -> None:
    meeting(house.cell_a)
    head = [*HEAD, "Absent without a reason"]
    batch = bring(
        house,
        [
            house.cell_a.code,
            "9/2022",
            None,
            present,
            base,
            unexcused,
        ],
        head=head,
    )
    assert outcomes(batch) == (["refused"] if sentence else ["unchanged"])
    assert sentence in said(batch)[0]


def test_names_that_were_called_and_signed_counts_stay(house: House) -> None:
    seventeen(house.cell_a)
    called, signed = meeting(house.cell_a), meeting(house.cell_b, state="signed")
    mark_attendance(called, {}, by=house.cell_secretary)
    HeadCount.objects.create(meeting=signed, base=10, present=9, source="typed", at=MOMENT)
    batch = bring(house, [house.cell_a.code, "9/2022", "", "3/17"], [house.cell_b.code, "9/2022", "", "8/10"])
    assert outcomes(batch) == ["refused", "refused"]
    assert "called already" in said(batch)[0] and "signed" in said(batch)[1]
    same = bring(house, [house.cell_a.code, "9/2022", "", "17/17"], [house.cell_b.code, "9/2022", "", "9/10"])
    assert outcomes(same) == ["unchanged", "unchanged"]


def test_a_sheet_of_another_system_is_mapped_once(house: House) -> None:
    meeting(house.cell_a)
    head = ["STT", "Tên tổ chức đảng", "Kỳ sinh hoạt", "Tham dự", "Phải có"]
    row = [1, "Chi bộ ấp Mẫu Một", "9/2022", 34, 36]
    batch = bring(house, row, head=head)
    assert batch.state == State.COLUMNS
    columns = {"unit": 1, "period": 2, "present": 3, "base": 4}
    operations.name_columns(batch, columns, by=house.office)
    second = bring(house, row, head=head)
    assert (second.state, outcomes(second)) == (State.READY, ["created"])


def test_undone_as_if_it_had_not_been(house: House) -> None:
    first, second = meeting(house.cell_a), meeting(house.cell_b, state="ended")
    count_attendance(
        second,
        "8/10",
        by=house.other_cell_secretary,
    )
    before = counts()
    rows = [house.cell_a.code, "9/2022", "", "34/36"], [house.cell_b.code, "9/2022", "", "9/10"]
    batch = kept(bring(house, *rows), by=house.office)
    assert outcomes(batch) == ["created", "updated"]
    assert counts() == {first.pk: (34, 36, "sheet"), second.pk: (9, 10, "sheet")}
    assert outcomes(bring(house, *rows)) == ["unchanged", "unchanged"], "sent twice it changes nothing"
    assert operations.undo_batch(batch, by=house.office).state == State.UNDONE
    assert counts() == before
    assert HeadCount.objects.get().text == "8/10"
    assert Entry.objects.filter(act="meetings.count_taken_back").count() == 2


@pytest.mark.parametrize("how", ["corrected", "scored", "signed"])
def test_not_undone_where_a_later_act_built_on_it(house: House, how: str) -> None:
    held = meeting(house.cell_a)
    batch = kept(bring(house, [house.cell_a.code, "9/2022", "", "34/36"]), by=house.office)
    if how == "corrected":
        count_attendance(held, "33/36", by=house.cell_secretary)
    elif how == "scored":
        later = datetime(2022, 10, 16, tzinfo=UTC)
        Score.objects.create(meeting=held, column="own", form="khung-5", total=90, level="tot", at=later)
    else:
        type(held).objects.filter(pk=held.pk).update(state="signed")
    stands = counts()
    with pytest.raises(Refused, match="1 line cannot be undone"):
        operations.undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert how in batch.in_the_way[0][2]
    assert counts() == stands


def test_what_changed_between_preview_and_keeping_is_refused(house: House) -> None:
    held = meeting(house.cell_a)
    batch = bring(house, [house.cell_a.code, "9/2022", "", "34/36"])
    count_attendance(held, "30/36", by=house.cell_secretary)
    assert outcomes(kept(batch, by=house.office)) == ["refused"]
    assert HeadCount.objects.get().present == 30


def test_what_goes_out_comes_in_without_effect(house: House) -> None:
    seventeen(house.cell_a)
    mark_attendance(meeting(house.cell_a), {}, by=house.cell_secretary)
    meeting(house.cell_a, on=date(2022, 9, 20), kind=MeetingKind.THEMATIC, state="sent")
    counted = meeting(house.cell_b, on=date(2022, 8, 3))
    count_attendance(counted, "7/10", by=house.other_cell_secretary, unexcused=2)
    with translation.override("vi"):
        data = exported(KIND, house.commune.code, by=house.office)
        again = sent(KIND, house.commune.code, data, by=house.office)
    assert again.counts == {"unchanged": 3}


def test_who_may(house: House) -> None:
    meeting(house.cell_a)
    meeting(house.cell_b)
    own = workbook(HEAD, [house.cell_a.code, "9/2022", "", "3/9"], [house.cell_b.code, "9/2022", "", "3/9"])
    assert outcomes(sent(KIND, house.cell_a.code, own, by=house.cell_secretary)) == ["created", "refused"]
    for user in (house.standing, house.provincial):
        with pytest.raises(NotAllowed):
            sent(KIND, house.commune.code, own, by=user)
    for user in (house.stranger, house.other_cell_secretary):
        with pytest.raises(Http404):
            sent(KIND, house.cell_a.code, own, by=user)


def test_several_cells_are_pasted_at_once(house: House, client: Client) -> None:
    first, second = meeting(house.cell_a), meeting(house.cell_b)
    client.force_login(house.office)
    page = reverse("meetings:paste_counts", args=[house.commune.code])
    assert client.get(page).status_code == 200
    text = "1. Ấp Mẫu Một: 34/36\n\nChi bộ ấp Mẫu Hai\t9\t10\nẤp Không Có 3/4\nChi bộ ấp Mẫu Một"
    answer = client.post(page, {"month": "2022-09", "text": text})
    assert answer.status_code == 302
    work_off()
    batch = Batch.objects.get()
    assert outcomes(batch) == ["created", "created", "refused", "refused"]
    assert client.get(reverse("imports:batch", args=[batch.key])).status_code == 200
    kept(batch, by=house.office)
    assert counts() == {first.pk: (34, 36, "sheet"), second.pk: (9, 10, "sheet")}
    assert client.post(page, {"month": "2022-13", "text": text}).status_code == 422
    assert client.post(page, {"month": "2022-09", "text": "  "}).status_code == 422
    client.force_login(house.stranger)
    assert client.get(page).status_code == 404
    client.force_login(house.standing)
    assert client.get(page).status_code == 403

"""Forms as Word and Excel, read back; all forms of a round as a zip that goes on where it was stopped."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.papers import render
from trongtam.ledger.models import Entry
from trongtam.look.models import Job, JobFile
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.reviews.models import Fact, FormsPart, Round, Subject
from trongtam.reviews.operations import record_ballot, taking_out
from trongtam.reviews.operations.taking_out import sweep_parts, take_out_form, take_out_forms
from trongtam.reviews.papers.mould import Mould, mark
from trongtam.reviews.queries.forms import Reading, reviewed
from trongtam.reviews.queries.known import listed_of
from trongtam.reviews.scheme import Step

from .rounds import FULL, decided, members_of, moment, one_of, opened, self_said, voted


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def round_(house: House) -> Round:
    return opened(house)


def text_of(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *tables])


def rows_of(content: bytes, sheet: int) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))


def quiet(_done: int, _total: int, _said: str) -> None:
    """Nobody looks on."""


def test_the_form_of_a_member_says_what_was_said(house: House, round_: Round) -> None:
    subject = members_of(round_, house.cell_a)[0]
    Fact.objects.create(subject=subject, code="work_beyond_share", value=40, frozen_at=moment())
    decided(subject, house, "good", FULL)
    text = text_of(take_out_form(subject, "word", by=house.secretary))
    assert "BẢN KIỂM ĐIỂM ĐẢNG VIÊN" in text and "Mẫu 2C" in text
    assert subject.name in text and "⟦" not in text
    for said in (
        "SỐ LIỆU TỪ SỔ SÁCH",
        "TỰ KIỂM ĐIỂM",
        "CHẤM ĐIỂM",
        "Hoàn thành tốt nhiệm vụ",
        "40%",
        "95",
        "Theo phiếu mẫu.",
        "6 có mặt",
    ):
        assert said in text, said


def test_what_nobody_said_stays_open_to_be_written(house: House, round_: Round) -> None:
    subject = members_of(round_, house.cell_a)[0]
    text = text_of(take_out_form(subject, "word", by=house.secretary))
    assert "……" in text and "......" in text and "⟦" not in text


@pytest.mark.parametrize(
    ("kind", "title", "form"),
    [("collective", "BÁO CÁO KIỂM ĐIỂM TẬP THỂ", "Mẫu 01"), ("leader", "BẢN KIỂM ĐIỂM CÁ NHÂN", "Mẫu 2B")],
)
def test_the_other_forms(house: House, round_: Round, kind: str, title: str, form: str) -> None:
    subject = Subject.objects.filter(round=round_, kind=kind).select_related("scheme", "unit", "round").first()
    if subject is None:
        subject = one_of(round_, "organisation", house.cell_a)
    text = text_of(take_out_form(subject, "word", by=house.secretary))
    assert title in text and form in text and "⟦" not in text


def test_form_2a_has_its_own_heading(house: House, round_: Round) -> None:
    subject = members_of(round_, house.cell_a)[0]
    subject.scheme.form = "2A"
    subject.scheme.save()
    text = text_of(take_out_form(Subject.objects.get(pk=subject.pk), "word", by=house.secretary))
    assert "BẢN KIỂM ĐIỂM CÁ NHÂN" in text and "Mẫu 2A" in text


def test_the_same_as_a_workbook(house: House, round_: Round) -> None:
    subject = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary, FULL)
    content = take_out_form(subject, "excel", by=house.secretary)
    head = {row[0]: row[1] for row in rows_of(content, 0)}
    assert subject.name in head.values() and "Hoàn thành xuất sắc nhiệm vụ" in head.values()
    points = rows_of(content, 1)
    assert points[-1][1:] == (100, 95)
    assert len(rows_of(content, 2)) == 1 + len(listed_of("member", reviewed(subject).scheme))


def test_the_form_says_by_which_scheme_and_whether_it_was_compared(house: House, round_: Round) -> None:
    subject = members_of(round_, house.cell_a)[0]
    text = text_of(take_out_form(subject, "word", by=house.secretary))
    assert f"Chấm theo bộ tiêu chí: {subject.scheme.title}" in text and "Chưa đối chiếu với văn bản" in text
    head = {row[0]: row[1] for row in rows_of(take_out_form(subject, "excel", by=house.secretary), 0)}
    assert any("Chưa đối chiếu" in str(value) for value in head.values())


def test_a_scheme_without_a_ballot_has_none_on_its_form(house: House, round_: Round) -> None:
    subject = members_of(round_, house.cell_a)[0]
    made = replace(subject.scheme.read(), steps=(Step("self", "Tự chấm"), Step("decision", "Quyết định")))
    subject.scheme.hold(made)
    subject.scheme.save()
    text = text_of(take_out_form(Subject.objects.get(pk=subject.pk), "word", by=house.secretary))
    assert "Bỏ phiếu kín" not in text and "Thẩm định" not in text


def test_graded_forms_write_the_grade(house: House, round_: Round) -> None:
    from trongtam.reviews.operations.schemes import lay_shipped_schemes
    from trongtam.reviews.queries.schemes import shipped

    lay_shipped_schemes()
    subject = members_of(round_, house.cell_a)[0]
    subject.scheme = shipped("qd124-member-2c")
    subject.save()
    scores = dict.fromkeys(subject.scheme.read().items, Decimal(3))
    subject = self_said(subject, house.cell_secretary, scores)
    assert "Tốt" in text_of(take_out_form(subject, "word", by=house.secretary)).splitlines()


def test_three_people_before_a_form(house: House, round_: Round) -> None:
    subject = members_of(round_, house.cell_a)[0]
    before = Entry.objects.count()
    assert take_out_form(subject, "word", by=house.secretary)
    assert Entry.objects.filter(act="reviews.form_taken_out").count() == 1 and Entry.objects.count() == before + 1
    for who in (house.other_cell_secretary, house.stranger, house.provincial):
        with pytest.raises(NotAllowed):
            take_out_form(subject, "word", by=who)


def test_ones_own_form_is_in_no_book(house: House) -> None:
    round_ = opened(house, login=True)
    subject = members_of(round_, house.cell_a)[0]
    assert subject.person is not None and subject.person.user is not None
    before = Entry.objects.count()
    client = Client()
    client.force_login(subject.person.user)
    answer = client.get(reverse("reviews:form_file", args=[subject.pk, "word"]))
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    other = members_of(round_, house.cell_a)[1]
    assert client.get(reverse("reviews:form_file", args=[other.pk, "word"])).status_code == 404
    assert client.get(reverse("reviews:form_file", args=[subject.pk, "pdf"])).status_code == 404
    assert Entry.objects.count() == before


def test_reading_many_costs_as_much_as_reading_one(house: House, round_: Round, django_assert_num_queries: Any) -> None:
    rows = list(Subject.objects.filter(round=round_, kind="member").select_related("round", "unit", "person", "scheme"))
    warm = Reading(round_)
    warm.of(rows[:1])
    counts = []
    for some in (rows[:1], rows[:3]):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            warm.of(some)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


# -- the zip -----------------------------------------------------------------------------------------------------------


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        return package.namelist()


def test_all_forms_of_a_round(house: House, round_: Round) -> None:
    told: list[tuple[int, int]] = []
    taken = take_out_forms(round_, "t1", by=house.secretary, tell=lambda done, total, _said: told.append((done, total)))
    seen = Subject.objects.visible_to(house.secretary).filter(round=round_, standing="rated")
    assert taken.forms == len(set(names(taken.content))) == seen.count() > 6
    assert taken.left_out == Subject.objects.filter(round=round_, standing="rated").count() - taken.forms
    assert told[-1] == (taken.forms, taken.forms) and [done for done, _all in told] == sorted(
        done for done, _all in told
    )
    with zipfile.ZipFile(BytesIO(taken.content)) as package:
        one = next(name for name in package.namelist() if "Nguyễn Thử 03" in name)
        assert "Nguyễn Thử 03" in text_of(package.read(one)) and one.startswith(f"{house.cell_a.name}/")
    assert not FormsPart.objects.exists()
    assert Entry.objects.filter(act="reviews.forms_taken_out").count() == 1


def test_what_was_stopped_goes_on_where_it_was(house: House, round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_out, "PORTION", 2)
    whole = names(take_out_forms(round_, "whole", by=house.secretary, tell=quiet).content)

    class Stopped(Exception):
        pass

    def stops(done: int, _total: int, _said: str) -> None:
        if done == 5:
            raise Stopped

    with pytest.raises(Stopped):
        take_out_forms(round_, "t2", by=house.secretary, tell=stops)
    assert list(FormsPart.objects.order_by("number").values_list("number", flat=True)) == [0, 1, 2]
    written: list[int] = []
    again = take_out_forms(round_, "t2", by=house.secretary, tell=lambda done, _total, _said: written.append(done))
    assert names(again.content) == whole
    assert written[:2] == [2, 4] and 1 not in written and 3 not in written
    assert Entry.objects.filter(act="reviews.forms_taken_out").count() == 2


def test_who_runs_no_round_takes_nothing_out(house: House, round_: Round) -> None:
    for who in (house.cell_secretary, house.stranger, house.standing):
        with pytest.raises(NotAllowed):
            take_out_forms(round_, "t3", by=who, tell=quiet)
    round_.subjects.all().delete()
    with pytest.raises(Refused):
        take_out_forms(round_, "t4", by=house.secretary, tell=quiet)


def test_unfinished_portions_go_after_two_days(house: House) -> None:
    now = timezone.now()
    FormsPart.objects.create(ticket="old", number=0, content=b"[]", made_at=now - timedelta(days=3))
    FormsPart.objects.create(ticket="new", number=0, content=b"[]", made_at=now)
    assert sweep_parts(at=now) == 1
    assert FormsPart.objects.get().ticket == "new"


def test_the_zip_is_made_beside_the_page(house: House, round_: Round) -> None:
    client = Client()
    client.force_login(house.secretary)
    answer = client.post(reverse("reviews:forms_zip", args=[round_.pk]))
    assert answer.status_code == 302
    work_off()
    job = Job.objects.get()
    seen = Subject.objects.visible_to(house.secretary).filter(round=round_, standing="rated")
    assert job.state == Job.State.DONE
    assert len(names(bytes(JobFile.objects.get(job=job).content))) == seen.count()
    assert "phiếu" in job.said
    client.force_login(house.stranger)
    assert client.post(reverse("reviews:forms_zip", args=[round_.pk])).status_code == 404


# -- the mould ---------------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_a_mould_is_small_and_opens(house: House, round_: Round) -> None:
    from trongtam.reviews.papers.forms import form_of, values_of

    one = reviewed(members_of(round_, house.cell_a)[0])
    drawn = render(form_of(one, on=date(2025, 12, 1)))
    mould = Mould(drawn)
    values = values_of(one) | {"name": "Trần <Thị> & Thử\x00"}
    filled = mould.fill(values)
    assert mould.marks <= values.keys()
    assert len(filled) < 16_000 < len(drawn)
    assert "Trần <Thị> & Thử" in text_of(filled)
    assert mould.fill(values) == filled
    with pytest.raises(KeyError):
        mould.fill({})
    assert mark("x") == "⟦x⟧"
    assert replace(one, ballot=None) == one


def test_a_ballot_is_told_in_counts_alone(house: House, round_: Round) -> None:
    subject = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary)
    record_ballot(subject, voted(6, good=5, excellent=1), by=house.cell_secretary, at=moment())
    text = text_of(take_out_form(subject, "word", by=house.secretary))
    assert "Hoàn thành tốt nhiệm vụ: 5" in text and "Hoàn thành xuất sắc nhiệm vụ: 1" in text

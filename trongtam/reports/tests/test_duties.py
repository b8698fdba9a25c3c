"""Duties: noted, changed, ended; their papers on the desk, in the register, and what became of them."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from trongtam.archive.tests.samples import PDF, upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ground.sheets import DEMO_MARK
from trongtam.ledger.models import Entry
from trongtam.look.registry import due_items
from trongtam.org.tests.house import House, make_house
from trongtam.reports.models import Duty
from trongtam.reports.operations import (
    DutyTerms,
    Proof,
    amend_duty,
    end_duty,
    mark_not_asked,
    mark_sent,
    note_duty,
    take_back,
)
from trongtam.reports.owing.recurrence import AFTER, EARLIER, Rule
from trongtam.reports.queries.duties import paper_of, register
from trongtam.targets.tests.measures import moment

pytestmark = pytest.mark.django_db

NINE, NOW = Period.parse("2022-9M"), moment(2022, 10, 3)
RULE = Rule(frozenset({"first_half", "nine_months", "year"}), AFTER, 8, 0, EARLIER)
TERMS = DutyTerms("Báo cáo kết quả nghị quyết", "Cấp trên mẫu", RULE, date(2022, 7, 1))
NUMBER = Proof(number="05-BC/ĐU", dated=date(2022, 10, 2))


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def duty(house: House) -> Duty:
    return note_duty(house.commune, TERMS, by=house.office, at=NOW)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def due_of(user) -> list[str]:
    user.__dict__.pop("_reach", None)
    return [item.key for item in due_items.of(user, NOW) if item.key.startswith("reports.owed")]


def test_the_office_notes_and_the_papers_come_by_themselves(house: House, duty: Duty) -> None:
    papers = register(house.office, date(2022, 10, 3), date(2023, 3, 1))
    assert [(paper.period.code, paper.due, paper.state) for paper in papers] == [
        ("2022-H1", date(2022, 7, 8), "late"),
        ("2022-9M", date(2022, 10, 7), "due"),
        ("2022", date(2023, 1, 6), "ahead"),
    ]
    assert Entry.objects.get(act="reports.duty_noted").payload["after"]["kinds"] == [
        "first_half",
        "nine_months",
        "year",
    ]


@pytest.mark.parametrize("who", ["standing", "cell_secretary", "stranger", "provincial", "former"])
def test_others_keep_no_register(house: House, duty: Duty, who: str) -> None:
    user = getattr(house, who)
    with pytest.raises(NotAllowed):
        note_duty(house.commune, TERMS, by=user)
    with pytest.raises(NotAllowed):
        amend_duty(duty, TERMS, by=user)
    with pytest.raises(NotAllowed):
        mark_sent(duty, NINE, by=user, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)


def test_it_stands_on_the_desk_before_it_is_due_until_something_became_of_it(house: House, duty: Duty) -> None:
    late, soon = f"reports.owed:{duty.pk}/2022-H1", f"reports.owed:{duty.pk}/2022-9M"
    assert sorted(due_of(house.office)) == sorted([late, soon])
    assert due_of(house.cell_secretary) == []
    mark_sent(duty, NINE, by=house.office, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)
    assert due_of(house.office) == [late]
    noted = mark_not_asked(duty, Period.parse("2022-H1"), by=house.office, reason="Cấp trên gộp vào 9 tháng.", at=NOW)
    assert due_of(house.office) == []
    take_back(noted, by=house.secretary, reason="Vẫn phải gửi.", at=NOW)
    assert due_of(house.office) == [late]


def test_whoever_prepares_it_sees_and_settles_it(house: House, duty: Duty) -> None:
    preparer = house.cell_secretary
    assert signed_in(preparer).get(f"/reports/owed/{duty.pk}/").status_code == 404
    terms = DutyTerms(TERMS.title, TERMS.recipient, RULE, TERMS.begins_on, preparer=preparer.person)
    amend_duty(duty, terms, by=house.office, at=NOW)
    assert len(due_of(preparer)) == 2
    assert signed_in(preparer).get(f"/reports/owed/{duty.pk}/2022-9M/").status_code == 200
    mark_sent(duty, NINE, by=preparer, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)
    with pytest.raises(NotAllowed):
        end_duty(duty, by=preparer, on=date(2022, 12, 31), reason="Thôi")


def test_somebody_of_another_place_cannot_prepare_it(house: House, duty: Duty) -> None:
    terms = DutyTerms(TERMS.title, TERMS.recipient, RULE, TERMS.begins_on, preparer=house.stranger.person)
    with pytest.raises(Refused, match=r"chức vụ|post"):
        amend_duty(duty, terms, by=house.office, at=NOW)


def test_a_sent_paper_keeps_its_due_day_when_the_rule_changes(house: House, duty: Duty) -> None:
    mark_sent(duty, NINE, by=house.office, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)
    monthly = DutyTerms(TERMS.title, TERMS.recipient, Rule(frozenset({"month"}), AFTER, 3), TERMS.begins_on)
    amend_duty(duty, monthly, by=house.office, at=NOW)
    papers = register(house.office, date(2022, 10, 3), date(2022, 10, 31))
    assert [(paper.period.code, paper.state) for paper in papers] == [
        ("2022-06", "late"), ("2022-07", "late"), ("2022-08", "late"), ("2022-09", "due"), ("2022-9M", "sent"),
    ]  # fmt: skip
    amend_duty(duty, monthly, by=house.office, at=NOW)
    assert Entry.objects.filter(act="reports.duty_amended").count() == 1


def test_after_its_end_nothing_is_owed(house: House, duty: Duty) -> None:
    end_duty(duty, by=house.office, on=date(2022, 9, 30), reason="Cấp trên thôi yêu cầu.", at=NOW)
    duty.refresh_from_db()
    assert paper_of(duty, "2022-9M", date(2022, 10, 3)) is None
    assert [paper.period.code for paper in register(house.office, date(2022, 10, 3), date(2023, 12, 31))] == ["2022-H1"]
    with pytest.raises(Refused):
        amend_duty(duty, TERMS, by=house.office)


@pytest.mark.parametrize(
    ("sent_on", "proof", "field"),
    [
        (date(2022, 10, 3), Proof(), "number"),
        (date(2022, 10, 3), Proof(number="05-BC/ĐU"), "dated"),
        (date(2022, 10, 3), Proof(dated=date(2022, 10, 1)), "number"),
        (date(2022, 10, 2), Proof(number="05", dated=date(2022, 10, 3)), "dated"),
        (date(2022, 10, 4), NUMBER, "sent_on"),
        (date(2021, 12, 31), NUMBER, "sent_on"),
    ],
)
def test_sent_needs_a_day_that_can_be_and_a_proof(
    house: House, duty: Duty, sent_on: date, proof: Proof, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        mark_sent(duty, NINE, by=house.office, sent_on=sent_on, proof=proof, at=NOW)
    assert refusal.value.field == field
    assert not duty.dispatches.exists()


def test_twice_and_for_another_period_is_refused(house: House, duty: Duty) -> None:
    mark_sent(duty, NINE, by=house.office, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)
    with pytest.raises(Refused):
        mark_not_asked(duty, NINE, by=house.office, reason="Gộp", at=NOW)
    with pytest.raises(Refused):
        mark_sent(duty, Period.parse("2022-09"), by=house.office, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)


@time_machine.travel(NOW, tick=False)
def test_the_pages_from_noting_to_sending(house: House) -> None:
    client = signed_in(house.office)
    given = {
        "unit": house.commune.code, "title": "Báo cáo tháng", "recipient": "Cấp trên mẫu", "kinds": ["month"],
        "way": "on_day", "number": "5", "months": "1", "weekend": "later", "lead_days": "7", "begins_on": "01/10/2022",
    }  # fmt: skip
    assert client.post("/reports/owed/new/", given | {"number": "45"}).status_code == 422
    made = client.post("/reports/owed/new/", given)
    duty = Duty.objects.get()
    assert made["Location"] == f"/reports/owed/{duty.pk}/"
    page = f"/reports/owed/{duty.pk}/2022-09/"
    assert "Báo cáo tháng" in client.get("/reports/owed/?state=open").content.decode()
    assert client.get(f"/reports/owed/{duty.pk}/2022-9M/").status_code == 404
    assert client.get(f"/reports/owed/{duty.pk}/never/").status_code == 404
    file = upload("bao-cao-thang.pdf", PDF)
    refused = client.post(f"{page}sent/", {"sent_on": "04/10/2022", "marking": "none", "file": file})
    assert refused.status_code == 422
    file.seek(0)
    sent = client.post(f"{page}sent/", {"sent_on": "03/10/2022", "marking": "none", "file": file})
    assert sent["Location"] == page
    assert "bao-cao-thang.pdf" in client.get(page).content.decode()
    assert "Báo cáo tháng" in client.get("/reports/owed/?state=done&sort=recipient&q=thang").content.decode()
    assert client.post(f"{page}take-back/", {"reason": "Nhầm tháng"}).status_code == 302
    assert "Nhầm tháng" in client.get(page).content.decode()


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_no_more_with_more_rows(house: House, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        terms = DutyTerms(f"Báo cáo {number}", "Cấp trên mẫu", RULE, TERMS.begins_on)
        note_duty(house.commune, terms, by=house.office, at=NOW)
    client = signed_in(house.office)
    client.get("/reports/owed/")
    with django_assert_num_queries(9):
        answer = client.get("/reports/owed/?state=all")
    assert answer.content.decode().count("Cấp trên mẫu") > rows


@time_machine.travel(NOW, tick=False)
def test_the_list_goes_out_as_excel(house: House, duty: Duty) -> None:
    mark_sent(duty, NINE, by=house.office, sent_on=date(2022, 10, 3), proof=NUMBER, at=NOW)
    answer = signed_in(house.office).get("/reports/owed/?state=done&as=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == DEMO_MARK and len(rows) == 3
    assert "05-BC/ĐU" in rows[2][7] and rows[2][3].date() == date(2022, 10, 7)

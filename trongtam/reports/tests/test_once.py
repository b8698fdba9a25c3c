"""Papers that a superior asks for once: noted with their day and form, on the desk before it, sent with proof, moved."""

from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from trongtam.archive.tests.samples import upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.look.registry import due_items
from trongtam.org.tests.house import House, make_house
from trongtam.reports.models import BlankForm, Duty
from trongtam.reports.operations import DutyTerms, Proof, amend_duty, end_duty, mark_not_asked, mark_sent, note_duty
from trongtam.reports.owing.recurrence import AFTER, Once, Rule, asks_for, due_of, owed
from trongtam.reports.queries.duties import register
from trongtam.targets.tests.measures import moment

from .superior import sheet_form
from .test_duties import signed_in

pytestmark = pytest.mark.django_db

TODAY, NOW = date(2022, 10, 3), moment(2022, 10, 3)
DUE, NINE = date(2022, 12, 20), Period.parse("2022-9M")
TERMS = DutyTerms("Báo cáo nhanh", "Cấp trên mẫu", Once(NINE, DUE), DUE, lead_days=14, asked_in="Công văn mẫu")
SENT = Proof(number="06-BC/ĐU", dated=date(2022, 10, 2))


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def once(house: House) -> Duty:
    return note_duty(house.commune, TERMS, by=house.office, at=NOW)


def desk(user, day: date) -> list[tuple[str, date]]:
    user.__dict__.pop("_reach", None)
    items = due_items.of(user, moment(day.year, day.month, day.day))
    return [(item.key, item.due) for item in items if item.key.startswith("reports.owed")]


@given(due=st.dates(date(2020, 1, 1), date(2030, 12, 31)), before=st.integers(0, 400), after=st.integers(0, 400))
def test_one_paper_on_its_day_and_none_beside(due: date, before: int, after: int) -> None:
    rule = Once(NINE, due)
    assert owed(rule, due - timedelta(days=before), due + timedelta(days=after)) == [(due, NINE)]
    assert owed(rule, due + timedelta(days=1), due + timedelta(days=1 + after)) == []
    assert (due_of(rule, NINE), asks_for(rule, NINE), asks_for(rule, Period.parse("2022"))) == (due, True, False)


def test_it_stands_in_the_register_at_once_and_on_the_desk_before_its_day(house: House, once: Duty) -> None:
    (paper,) = register(house.office, TODAY, TODAY + timedelta(days=10))
    assert (paper.period, paper.due, paper.state) == (NINE, DUE, "ahead")
    key = f"reports.owed:{once.pk}/2022-9M"
    assert desk(house.office, DUE - timedelta(days=15)) == []
    assert desk(house.office, DUE - timedelta(days=14)) == [(key, DUE)]
    assert desk(house.office, DUE + timedelta(days=30)) == [(key, DUE)], "late until something became of it"
    assert desk(house.cell_secretary, DUE) == []
    mark_sent(once, NINE, by=house.office, sent_on=date(2022, 10, 3), proof=SENT, at=NOW)
    assert desk(house.office, DUE) == []
    assert Entry.objects.get(act="reports.duty_noted").payload["after"]["asked_in"] == "Công văn mẫu"


@pytest.mark.parametrize("who", ["standing", "cell_secretary", "stranger", "provincial", "former"])
def test_others_note_nothing(house: House, once: Duty, who: str) -> None:
    with pytest.raises(NotAllowed):
        note_duty(house.commune, TERMS, by=getattr(house, who))
    with pytest.raises(NotAllowed):
        amend_duty(once, TERMS, by=getattr(house, who))


def test_the_same_paper_is_asked_for_once(house: House, once: Duty) -> None:
    with pytest.raises(Refused) as refusal:
        note_duty(house.commune, TERMS, by=house.office, at=NOW)
    assert refusal.value.field == "title"
    other = DutyTerms("Báo cáo nhanh", "Cấp trên mẫu", Once(Period.parse("2022"), DUE), DUE)
    assert note_duty(house.commune, other, by=house.office, at=NOW).pk != once.pk


def test_the_superior_moves_the_day_and_what_was_sent_keeps_its_own(house: House, once: Duty) -> None:
    later = date(2022, 12, 27)
    moved = DutyTerms(TERMS.title, TERMS.recipient, Once(NINE, later), later, preparer=house.cell_secretary.person)
    amend_duty(once, moved, by=house.secretary, at=NOW)
    assert desk(house.cell_secretary, DUE) == [(f"reports.owed:{once.pk}/2022-9M", later)]
    mark_sent(once, NINE, by=house.cell_secretary, sent_on=date(2022, 10, 3), proof=SENT, at=NOW)
    amend_duty(once, TERMS, by=house.office, at=NOW)
    (paper,) = register(house.office, TODAY, TODAY)
    assert (paper.due, paper.state) == (later, "sent")
    other = DutyTerms(TERMS.title, TERMS.recipient, Once(Period.parse("2022"), DUE), DUE)
    with pytest.raises(Refused):
        amend_duty(once, other, by=house.office, at=NOW)


def test_it_does_not_become_a_standing_paper_and_is_not_ended(house: House, once: Duty) -> None:
    standing = DutyTerms("Báo cáo tháng", "Cấp trên mẫu", Rule(frozenset({"month"}), AFTER, 3), TODAY)
    with pytest.raises(Refused):
        amend_duty(once, standing, by=house.office, at=NOW)
    with pytest.raises(Refused):
        end_duty(once, by=house.office, on=DUE, reason="Thôi")
    with pytest.raises(Refused):
        amend_duty(note_duty(house.commune, standing, by=house.office, at=NOW), TERMS, by=house.office, at=NOW)
    mark_not_asked(once, NINE, by=house.office, reason="Cấp trên rút lại.", at=NOW)
    assert [paper.state for paper in register(house.office, TODAY, DUE) if paper.duty == once] == ["not_asked"]


def test_a_plan_may_be_sent_before_its_period(house: House) -> None:
    year = Period.parse("2023")
    terms = DutyTerms("Kế hoạch năm sau", "Cấp trên mẫu", Once(year, date(2022, 12, 1)), date(2022, 12, 1))
    plan = note_duty(house.commune, terms, by=house.office, at=NOW)
    assert mark_sent(plan, year, by=house.office, sent_on=date(2022, 10, 3), proof=SENT, at=NOW).sent_on


@time_machine.travel(NOW, tick=False)
def test_the_pages_from_noting_with_the_form_to_moving(house: House) -> None:
    client = signed_in(house.office)
    typed = {
        "unit": house.commune.code, "title": "Báo cáo nhanh", "recipient": "Cấp trên mẫu", "due_on": "20/12/2022",
        "period": "2022-9M", "asked_in": "Công văn mẫu", "lead_days": "14", "marking": "none",
    }  # fmt: skip
    assert "/reports/owed/once/" in client.get("/reports/owed/").content.decode()
    assert client.post("/reports/owed/once/", typed | {"due_on": ""}).status_code == 422
    bad = upload("bieu.xlsx", b"khong phai bang")
    assert client.post("/reports/owed/once/", typed | {"file": bad}).status_code == 422
    assert not Duty.objects.exists(), "a form that cannot be read leaves no half of it behind"
    made = client.post("/reports/owed/once/", typed | {"file": upload("bieu.xlsx", sheet_form())})
    duty = Duty.objects.get()
    page = f"/reports/owed/{duty.pk}/2022-9M/"
    assert made["Location"] == page
    form = BlankForm.objects.get()
    assert (form.duty, form.name) == (duty, "Báo cáo nhanh")
    said = client.get(page).content.decode()
    assert "Công văn mẫu" in said and "20/12/2022" in said and f"/reports/forms/{form.pk}/preview/" in said
    assert client.get(f"/reports/owed/{duty.pk}/")["Location"] == page
    assert client.get(f"/reports/owed/{duty.pk}/amend/")["Location"] == f"/reports/owed/{duty.pk}/once/"
    assert client.post(f"/reports/owed/{duty.pk}/once/", typed | {"due_on": "27/12/2022"})["Location"] == page
    duty.refresh_from_db()
    assert duty.due_on == date(2022, 12, 27)
    assert client.post("/reports/owed/once/", typed).status_code == 422, "it is in the register already"
    stranger = signed_in(house.stranger)
    assert stranger.get(page).status_code == stranger.get(f"/reports/owed/{duty.pk}/once/").status_code == 404
    standing = note_duty(
        house.commune, DutyTerms("Tháng", "Cấp trên", Rule(frozenset({"month"}), AFTER, 3), TODAY), by=house.office
    )
    assert client.get(f"/reports/owed/{standing.pk}/once/").status_code == 404

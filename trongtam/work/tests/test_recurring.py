"""A recurring work is started, rewritten, stopped; units say each day whether it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trongtam.archive.operations import store_file
from trongtam.archive.tests.samples import PDF, upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Placement, UnitKind
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.targets.models import Indicator
from trongtam.work.models import Occurrence, Recurring
from trongtam.work.operations import (
    excuse_occurrence,
    rewrite_recurring,
    say_occurrence,
    start_recurring,
    stop_recurring,
)
from trongtam.work.plan import Root
from trongtam.work.queries.recurring import days_on, owed, owes_on

from .recurrings import CLEAN, hamlets, started, told
from .works import moment

TWENTIETH = date(2021, 3, 20)


@pytest.fixture
def house(db) -> House:
    return make_house()


def test_it_is_started_with_its_indicator(house: House):
    recurring = started(house)
    assert [day.day for day in days_on(recurring)] == [20] * 12
    assert Entry.objects.get(act="work.recurring_started").payload["after"]["rule"] == "FREQ=MONTHLY;BYMONTHDAY=20"
    indicator = Indicator.objects.get(provider=f"recurring:{recurring.pk}")
    assert (indicator.owner, indicator.stated_by, indicator.across) == (house.commune, "hamlet", "ratio")


def test_a_long_title_has_an_indicator_too(house: House):
    recurring = started(house, title="Vệ sinh " * 37, unit_kind="cell")
    indicator = Indicator.objects.get(provider=f"recurring:{recurring.pk}")
    assert len(indicator.name) == 200
    assert indicator.sector == "party"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"unit_kind": "province"}, "unit_kind"),
        ({"rule": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}, "rule"),
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=31", "start": date(2021, 4, 1), "end": date(2021, 4, 30)}, "rule"),
        ({"rule": "FREQ=DAILY", "end": date(2022, 12, 31)}, "rule"),
        ({"end": date(2031, 1, 1)}, "end"),
        ({"end": date(2020, 1, 1)}, "end"),
        ({"root": Root("clause", None)}, "root"),
        ({"root": Root("clause", 999_999)}, "root"),
        ({"root": Root("own", 1)}, "root"),
    ],
)
def test_what_makes_no_sense_is_refused(house: House, changed, field: str):
    with pytest.raises(Refused) as refused:
        started(house, **changed)
    assert refused.value.field == field
    assert not Recurring.objects.exists()
    assert not Indicator.objects.exists()


def test_it_may_stand_on_a_sentence(house: House):
    from trongtam.resolutions.tests.rows import make_clause, make_document

    document = make_document(house)
    clause = make_clause(house, document)
    recurring = started(house, root=Root("clause", clause.pk))
    assert (recurring.root_kind, recurring.root_id) == ("clause", clause.pk)


def test_three_people_start_rewrite_and_stop(house: House):
    recurring = started(house)
    for user in (house.standing, house.hamlet_head, house.stranger, house.provincial, house.former):
        with pytest.raises(NotAllowed):
            start_recurring(house.committee, CLEAN, by=user)
        with pytest.raises(NotAllowed):
            rewrite_recurring(recurring, replace(CLEAN, title="Khác"), by=user, reason="thử")
        with pytest.raises(NotAllowed):
            stop_recurring(recurring, by=user, reason="thử")
        with pytest.raises(NotAllowed):
            excuse_occurrence(recurring, house.hamlet, TWENTIETH, by=user, reason="thử", at=moment(2021, 3, 21))
    rewrite_recurring(recurring, replace(CLEAN, title="Khác"), by=house.secretary, reason="thử")
    stop_recurring(recurring, by=house.secretary, reason="thử", at=moment(2021, 5, 1))


def test_before_its_first_day_everything_but_the_units_may_change(house: House):
    recurring = started(house)
    terms = replace(CLEAN, rule="FREQ=WEEKLY;BYDAY=SA", start=date(2021, 2, 1), basis="Kế hoạch mẫu")
    changed = rewrite_recurring(recurring, terms, by=house.office, reason="mỗi tuần", at=moment(2021, 1, 10))
    assert days_on(changed)[0] == date(2021, 2, 6)
    entry = Entry.objects.get(act="work.recurring_rewritten")
    before, after = entry.payload["before"], entry.payload["after"]
    assert (before["start"], after["start"], entry.payload["note"]) == ("2021-01-01", "2021-02-01", "mỗi tuần")
    with pytest.raises(Refused) as refused:
        rewrite_recurring(changed, replace(terms, unit_kind="cell"), by=house.office, reason="thử")
    assert refused.value.field == "unit_kind"


@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=21"}, "thử", "rule"),
        ({"start": date(2021, 2, 1)}, "thử", "start"),
        ({"end": date(2021, 3, 19)}, "thử", "end"),
        ({"title": "Khác"}, " ", "reason"),
        ({}, "thử", None),
    ],
)
def test_what_has_come_is_not_taken_back(house: House, changed, reason: str, field: str | None):
    recurring = started(house)
    with pytest.raises(Refused) as refused:
        rewrite_recurring(recurring, replace(CLEAN, **changed), by=house.office, reason=reason, at=moment(2021, 3, 25))
    assert refused.value.field == field


def test_the_end_moves_and_no_day_is_lost(house: House):
    recurring = started(house)
    terms = replace(CLEAN, end=date(2021, 3, 20))
    shorter = rewrite_recurring(recurring, terms, by=house.office, reason="ngắn lại", at=moment(2021, 3, 25))
    assert days_on(shorter)[-1] == TWENTIETH
    longer = rewrite_recurring(
        shorter, replace(terms, end=date(2022, 6, 30)), by=house.office, reason="dài ra", at=moment(2021, 3, 26)
    )
    assert len(days_on(longer)) == 18


def test_stopped_it_comes_no_more(house: House):
    recurring = started(house)
    with pytest.raises(Refused):
        stop_recurring(recurring, by=house.office, reason=" ", at=moment(2021, 3, 20))
    stopped = stop_recurring(recurring, by=house.office, reason="đã thành nếp", at=moment(2021, 3, 20))
    assert days_on(stopped)[-1] == TWENTIETH
    with pytest.raises(Refused):
        stop_recurring(stopped, by=house.office, reason="nữa", at=moment(2021, 3, 21))
    with pytest.raises(Refused):
        rewrite_recurring(stopped, replace(CLEAN, title="Khác"), by=house.office, reason="thử")
    told(stopped, house.hamlet, TWENTIETH, by=house.hamlet_head)
    with pytest.raises(Refused):
        told(stopped, house.hamlet, date(2021, 4, 20), by=house.hamlet_head)


def test_stopped_before_it_began_it_never_comes(house: House):
    recurring = started(house, start=date(2021, 6, 20))
    stopped = stop_recurring(recurring, by=house.office, reason="hoãn", at=moment(2021, 6, 1))
    assert days_on(stopped) == ()
    assert owed([(stopped, days_on(stopped))]) == []


def test_a_unit_says_it_and_says_it_again(house: House):
    recurring = started(house)
    first = told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head)
    assert (first.state, first.proxy) == ("done", False)
    second = told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head, state="not_done", at=moment(2021, 3, 22))
    first.refresh_from_db()
    assert first.superseded_at is not None, "the older word stays beside it"
    assert list(Occurrence.objects.current()) == [second]
    entries = Entry.objects.filter(act="work.occurrence_said").order_by("pk")
    assert [entry.payload["after"]["state"] for entry in entries] == ["done", "not_done"]
    assert entries[1].payload["before"] == {"state": "done"}
    with pytest.raises(Refused):
        told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head, state="not_done", at=moment(2021, 3, 23))


def test_the_office_says_it_for_a_unit(house: House):
    recurring = started(house)
    assert told(recurring, house.hamlet, TWENTIETH, by=house.office).proxy is True
    assert Entry.objects.get(act="work.occurrence_said").proxy is True


def test_no_unit_excuses_itself(house: House):
    recurring = started(house)
    with pytest.raises(Refused) as refused:
        say_occurrence(
            recurring,
            house.hamlet,
            TWENTIETH,
            by=house.hamlet_head,
            state="excused",
            note="bão",
            at=moment(2021, 3, 21),
        )
    assert refused.value.field == "state"
    excused = told(recurring, house.hamlet, TWENTIETH, by=house.secretary, state="excused")
    assert (excused.state, excused.note, excused.proxy) == ("excused", "Bão mẫu", False)
    with pytest.raises(Refused):
        excuse_occurrence(recurring, house.hamlet, TWENTIETH, by=house.secretary, reason=" ")
    assert told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head).state == "done", "it was done after all"


def test_three_people_say_it(house: House):
    recurring = started(house)
    for user in (house.standing, house.cell_secretary, house.stranger, house.provincial, house.former):
        with pytest.raises(NotAllowed):
            told(recurring, house.hamlet, TWENTIETH, by=user)


@pytest.mark.parametrize(
    ("day", "more", "field"),
    [
        (date(2021, 3, 21), {}, "day"),
        (TWENTIETH, {"at": moment(2021, 3, 19)}, "day"),
        (date(2022, 1, 20), {}, "day"),
        (TWENTIETH, {"state": "not_done", "note": " "}, "note"),
        (TWENTIETH, {"state": "maybe"}, "state"),
    ],
)
def test_a_word_that_makes_no_sense_is_refused(house: House, day: date, more, field: str):
    recurring = started(house)
    with pytest.raises(Refused) as refused:
        told(recurring, house.hamlet, day, by=house.hamlet_head, **more)
    assert refused.value.field == field
    assert not Occurrence.objects.exists()


def test_units_of_another_kind_owe_nothing(house: House):
    with pytest.raises(Refused) as refused:
        told(started(house), house.cell_a, TWENTIETH, by=house.cell_secretary)
    assert refused.value.field == "unit"


def test_files_go_with_it_and_those_of_others_do_not(house: House):
    recurring = started(house)
    photo = store_file(upload("anh-mau.pdf", PDF), by=house.hamlet_head, unit=house.hamlet)
    said = told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head, files=[photo, photo])
    assert [one.file for one in said.evidence.all()] == [photo]
    hidden = store_file(upload("rieng.pdf", PDF), by=house.stranger, unit=house.other_commune)
    with pytest.raises(Refused) as refused:
        told(recurring, house.hamlet, date(2021, 4, 20), by=house.hamlet_head, files=[hidden])
    assert refused.value.field == "evidence"


# -- who owes ----------------------------------------------------------------------------------------------------------


def test_units_owe_while_they_stand(house: House):
    recurring = started(house)
    young = make_unit(UnitKind.HAMLET, "Ấp Mẫu Mới", house.commune, founded=date(2021, 6, 20))
    house.hamlet.ended_on = date(2021, 9, 20)
    house.hamlet.save()
    Placement.objects.filter(unit=house.hamlet).update(valid_to=date(2021, 9, 20))
    found = {one.unit: [day.month for day in one.days] for one in owed({recurring: days_on(recurring)})}
    assert found == {house.hamlet: list(range(1, 9)), young: list(range(6, 13))}
    assert not owes_on(recurring, house.hamlet, date(2021, 9, 20))
    with pytest.raises(Refused):
        told(recurring, young, date(2021, 5, 20), by=house.office)


def test_units_owe_where_they_stood_then(house: House):
    """A hamlet that came from another commune owes from the day of its coming; before, it owed to the other one."""
    recurring = started(house)
    moved = make_unit(UnitKind.HAMLET, "Ấp Chuyển Đến", house.other_commune)
    day = date(2021, 5, 1)
    Placement.objects.filter(unit=moved).update(valid_to=day)
    path = f"{house.commune.path}{moved.pk}/"
    Placement.objects.create(unit=moved, parent=house.commune, path=path, valid_from=day, basis="Quyết định mẫu")
    moved.parent, moved.path = house.commune, path
    moved.save()
    found = {one.unit: one.days for one in owed([(recurring, days_on(recurring))])}
    assert found[moved][0] == date(2021, 5, 20)
    assert not owes_on(recurring, moved, date(2021, 4, 20))


@pytest.mark.parametrize("count", [1, 3])
def test_who_owes_is_two_queries_however_many(house: House, django_assert_num_queries, count: int):
    recurrings = [started(house, title=f"Việc {number}") for number in range(count)]
    hamlets(house, count)
    with django_assert_num_queries(2):
        assert len(owed([(one, days_on(one)) for one in recurrings])) == count * count
    with django_assert_num_queries(0):
        assert owed([(one, ()) for one in recurrings]) == []


def test_who_sees_it(house: House):
    recurring = started(house)
    for user in (house.office, house.standing, house.hamlet_head, house.cell_secretary, house.provincial):
        assert Recurring.objects.visible_to(user).filter(pk=recurring.pk).exists(), user
    for user in (house.stranger, house.former):
        assert not Recurring.objects.visible_to(user).exists(), user
    assert recurring.last_day - recurring.start == timedelta(days=364)

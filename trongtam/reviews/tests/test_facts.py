"""Facts come from the records of the rooms below, for a person wherever he was; frozen when the collective proposes. Households,
recommendations raised, complaints and who spoke are never read."""

from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from trongtam.meetings.models import Attendance, HeadCount
from trongtam.meetings.tests.records import meeting
from trongtam.org.models import Membership
from trongtam.reviews import facts
from trongtam.reviews.fact_codes import KNOWN_FACTS
from trongtam.reviews.models import Fact, Round, Subject
from trongtam.reviews.operations import send_back
from trongtam.reviews.queries.counting import PROVIDERS, share_of
from trongtam.reviews.queries.known import live_facts
from trongtam.work.models import Work

from .rounds import make_schemes, members_of, moment, one_of, opened, proposed, self_said

DAY = date(2025, 12, 1)


def work(
    house, *, person=None, unit=None, due=date(2025, 6, 30), state="concluded", on_time=True, quality="as_asked"
) -> Work:
    home = person.home if person is not None else unit
    return Work.objects.create(
        unit=house.committee,
        title="Việc mẫu",
        folded="viec mau",
        home=home,
        holder_person=person,
        holder_unit=unit,
        period_code="2025",
        start=date(2024, 1, 1),
        due=due,
        first_due=due,
        root_kind="superior",
        state=state,
        on_time=on_time,
        quality=quality,
        done_on=due if state == "concluded" else None,
        made_at=moment(),
    )


def counted(subject: Subject, code: str) -> Decimal | bool | None:
    found = live_facts([subject], [code], DAY)[subject.pk]
    return found[code].value if code in found else None


@pytest.fixture
def subject(house, round_: Round) -> Subject:
    return members_of(round_, house.cell_a)[0]


def test_works_of_a_person_in_the_year(house, subject):
    """Of five: three judged, two of them on time, one beyond; one runs past its day, one was handed in."""
    work(house, person=subject.person, quality="beyond")
    work(house, person=subject.person)
    work(house, person=subject.person, on_time=False)
    work(house, person=subject.person, state="in_progress", on_time=None, quality="")
    work(house, person=subject.person, state="reported", on_time=None, quality="")
    assert counted(subject, "work_on_time_share") == 40
    assert counted(subject, "work_done_share") == 60
    assert counted(subject, "work_beyond_share") == 20
    assert counted(subject, "work_late_share") == 40


def test_what_is_not_due_yet_or_was_let_go_does_not_count(house, subject):
    work(house, person=subject.person)
    work(house, person=subject.person, due=date(2025, 12, 20), state="in_progress", on_time=None)
    work(house, person=subject.person, due=date(2024, 12, 20), on_time=False)
    work(house, person=subject.person, state="stopped", on_time=None)
    assert counted(subject, "work_on_time_share") == 100


def test_nothing_on_record_holds_nobody_back(subject):
    assert counted(subject, "work_on_time_share") is None
    assert counted(subject, "meetings_attended_share") is None


def test_a_share_never_reads_as_whole_when_it_is_not():
    assert share_of(99999, 100000) == Decimal("99.99")
    assert share_of(3, 3) == 100 and share_of(0, 0) is None


def test_the_works_of_a_unit_and_of_the_area_that_one_leads(house, round_):
    work(house, unit=house.cell_a)
    work(house, unit=house.cell_a, on_time=False)
    cell, head = one_of(round_, "organisation", house.cell_a), one_of(round_, "leader", house.cell_a)
    assert counted(cell, "work_on_time_share") == counted(head, "area_on_time_share") == 50
    assert counted(head, "work_on_time_share") is None


def test_meetings_in_the_old_cell_and_in_the_new_one(house):
    """Who moved within the year is asked for the meetings of both."""
    make_schemes()
    round_ = opened(house, members=2)
    person = members_of(round_, house.cell_a)[0].person
    for cell, month, presence in (
        (house.cell_a, 3, "present"),
        (house.cell_a, 4, "excused"),
        (house.cell_b, 9, "present"),
    ):
        held = meeting(cell, state="signed", on=date(2025, month, 3))
        Attendance.objects.create(meeting=held, person=person, standing="official", presence=presence)
    other = meeting(house.cell_b, state="signed", on=date(2025, 10, 3))
    Attendance.objects.create(meeting=other, person=person, standing="away", presence="excused")
    subject = Subject.objects.get(round=round_, person=person)
    assert counted(subject, "meetings_attended_share") == Decimal("66.66")
    assert Membership.objects.filter(person=person).count() == 1


def test_a_unit_s_meetings_are_the_sum_of_its_counts(house, round_):
    for month, present in ((2, 5), (3, 4)):
        held = meeting(house.cell_a, state="signed", on=date(2025, month, 3))
        HeadCount.objects.create(meeting=held, base=6, present=present, source="typed", at=moment())
    assert counted(one_of(round_, "organisation", house.cell_a), "meetings_attended_share") == 75


def test_facts_stand_still_when_the_collective_proposes(house, subject):
    work(house, person=subject.person)
    proposed(subject, house.cell_secretary)
    assert {fact.code: fact.value for fact in subject.facts.all()}["work_on_time_share"] == 100
    work(house, person=subject.person, on_time=False)
    assert Fact.objects.get(subject=subject, code="work_on_time_share").value == 100
    send_back(subject, by=house.office, reason="Xem lại", at=moment())
    assert not subject.facts.exists()


def test_the_records_behind_a_fact_open_to_who_may_read_them(house, subject):
    held = work(house, person=subject.person)
    sources = live_facts([subject], ["work_on_time_share"], DAY)[subject.pk]["work_on_time_share"].sources
    assert [one.name for one in facts.opened(sources, house.office)] == [held.title]
    assert facts.opened(sources, house.stranger) == []


def test_many_are_counted_in_as_many_queries_as_one(house, django_assert_num_queries):
    round_ = opened(house, members=6)
    rows = list(Subject.objects.filter(round=round_).select_related("round__unit__parent"))
    people = [one for one in rows if one.person_id is not None]
    for listed in (people[:1], people):
        with django_assert_num_queries(1):
            PROVIDERS["meetings_attended_share"](listed, date(2025, 1, 1), date(2025, 12, 31), DAY)


def test_what_is_never_read_is_named_nowhere():
    """No module that counts facts imports recommendations, voters, notes, households or speakers."""
    room = Path(facts.__file__).parent
    forbidden = ("recommendation", "household", "voters", "notes", "speaker", "land", "complaint", "denunciation")
    for name in ("facts.py", "queries/counting.py", "queries/known.py", "parts_rounds.py"):
        tree = ast.parse((room / name).read_text(encoding="utf8"))
        modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
        attributes = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        for word in forbidden:
            assert not [one for one in [*modules, *names, *attributes] if word in one.lower()], (name, word)


def test_each_provider_counts_a_fact_that_schemes_know():
    assert set(PROVIDERS) <= set(KNOWN_FACTS)
    with pytest.raises(ValueError, match="not among"):
        facts.register("opinion", PROVIDERS["work_done_share"])
    with pytest.raises(ValueError, match="twice"):
        facts.register("work_done_share", PROVIDERS["work_late_share"])


def test_the_conditions_of_the_scheme_read_them(house, subject):
    """Late works hold somebody back, whatever his points are."""
    work(house, person=subject.person, on_time=False)
    self_said(subject, house.cell_secretary)
    subject.refresh_from_db()
    assert subject.proposed == "not_completed"

"""Numbers without gap or double: many writers at once, typed ones, terms and years."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from trongtam.archive import operations
from trongtam.archive.issuing import numbering
from trongtam.archive.models import IssuedPaper, NumberSeries
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.models import Term
from trongtam.org.tests.house import House, make_house

from .papers import DAY, THEN, moment, numbered, open_term, report_docx, reviewed


@pytest.fixture
def house(db) -> House:
    made = make_house()
    open_term(made)
    return made


@pytest.mark.django_db(transaction=True)
def test_a_hundred_papers_and_eight_writers():
    """Eight people number a hundred papers at the same time: 1 to 100, each once."""
    house = make_house()
    open_term(house)
    docx = report_docx(["Nội dung."], [])
    waiting = [reviewed(house, docx=docx, data=b"") for _ in range(100)]
    trouble: list[BaseException] = []
    start = threading.Barrier(8)

    def write(mine: list[IssuedPaper]) -> None:
        try:
            start.wait()
            for paper in mine:
                operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, at=THEN)
        except BaseException as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(waiting[place::8],)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert sorted(IssuedPaper.objects.values_list("number", flat=True)) == list(range(1, 101))
    assert NumberSeries.objects.get().last == 100


@pytest.mark.django_db(transaction=True)
def test_two_people_at_one_paper_number_it_once():
    house = make_house()
    open_term(house)
    paper = reviewed(house)
    answers: list[str] = []
    start = threading.Barrier(2)

    def write(user) -> None:
        start.wait()
        try:
            operations.send_for_signature(paper, by=user, seen=2, dated=DAY, at=THEN)
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(user,)) for user in (house.office, house.secretary)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "refused"]
    assert NumberSeries.objects.get().last == 1


def test_types_and_organs_count_for_themselves(house):
    assert numbered(house).number == 1
    assert numbered(house, paper_type="notice", symbol="TB/ĐU").number == 1
    assert numbered(house, organ=house.cell_a, symbol="BC/CB").number == 1
    assert numbered(house).number == 2


def test_a_new_term_begins_anew_and_a_new_year_does_not(house):
    Term.objects.create(unit=house.commune, name="Sau", begins=date(2025, 6, 1), ends=date(2030, 5, 31))
    paper = reviewed(house)
    late = moment(2026, 1, 5)
    assert operations.send_for_signature(paper, by=house.office, seen=2, dated=date(2021, 1, 5), at=late).number == 1
    paper = reviewed(house)
    assert operations.send_for_signature(paper, by=house.office, seen=2, dated=date(2022, 1, 5), at=late).number == 2
    paper = reviewed(house)
    assert operations.send_for_signature(paper, by=house.office, seen=2, dated=date(2025, 7, 5), at=late).number == 1


def test_the_state_begins_anew_each_year(house):
    for day, number in ((date(2022, 12, 30), 1), (date(2022, 12, 31), 2), (date(2023, 1, 3), 1)):
        paper = reviewed(
            house, side="state", symbol="BC-UBND", docx=report_docx(side="state", symbol="BC-UBND"), paper_type="report"
        )
        paper = operations.send_for_signature(paper, by=house.office, seen=2, dated=day, at=moment(2023, 2, 1))
        assert (paper.number, paper.shown_number) == (number, f"{number:02d}/BC-UBND")


def test_a_party_organ_without_a_term_is_told_to_open_it(house):
    Term.objects.all().delete()
    with pytest.raises(Refused) as refused:
        numbered(house)
    assert refused.value.field == "dated"
    assert "05/10/2022" in str(refused.value)


def test_a_later_number_has_no_earlier_date(house):
    first = numbered(house)
    with pytest.raises(Refused, match="01-BC/ĐU"):
        numbered(house, day=date(2022, 10, 4))
    with pytest.raises(Refused):
        numbered(house, day=date(2022, 10, 6))  # still to come
    assert first.number == 1


def test_the_office_types_from_its_own_book(house):
    operations.choose_numbering(house.committee, by=house.office, numbering="book")
    paper = reviewed(house)
    for number in (None, 0, numbering.HIGHEST + 1):
        with pytest.raises(Refused) as refused:
            operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, number=number, at=THEN)
        assert refused.value.field == "number"
    assert operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, number=17, at=THEN).number == 17
    other = reviewed(house)
    with pytest.raises(Refused) as refused:
        operations.send_for_signature(other, by=house.office, seen=2, dated=DAY, number=17, at=THEN)
    assert paper.title in str(refused.value)
    operations.choose_numbering(house.committee, by=house.office, numbering="program")
    with pytest.raises(Refused):
        operations.send_for_signature(other, by=house.office, seen=2, dated=DAY, number=16, at=THEN)
    assert operations.send_for_signature(other, by=house.office, seen=2, dated=DAY, at=THEN).number == 18


def test_a_returned_paper_keeps_its_number_and_gets_no_later_day_than_the_next(house):
    first = numbered(house, day=DAY - timedelta(days=2))
    second = numbered(house, day=DAY - timedelta(days=1))
    given = {"by": house.office, "at": THEN}
    back = operations.return_paper(first, seen=first.turn, reason="Sai một số liệu.", **given)
    again = operations.hand_to_review(back, seen=back.turn, **given)
    with pytest.raises(Refused, match="02-BC/ĐU") as refused:
        operations.send_for_signature(again, seen=again.turn, dated=DAY, **given)
    assert refused.value.field == "dated"
    sent = operations.send_for_signature(again, seen=again.turn, dated=DAY - timedelta(days=1), **given)
    assert (sent.number, second.number) == (1, 2)


def test_the_program_goes_on_where_the_book_stands(house):
    told = {"side": "party", "paper_type": "report", "on": DAY}
    operations.continue_numbers(house.committee, by=house.office, last=41, **told)
    assert numbered(house).number == 42
    with pytest.raises(Refused) as refused:
        operations.continue_numbers(house.committee, by=house.office, last=40, **told)
    assert refused.value.field == "last"
    with pytest.raises(Refused):
        operations.continue_numbers(house.committee, by=house.office, last=-1, **told)
    with pytest.raises(Refused):
        operations.continue_numbers(house.committee, by=house.office, last=1, side="state", paper_type="rule", on=DAY)


def test_only_those_who_issue_choose_how_to_number(house):
    for user in (house.cell_secretary, house.stranger, house.provincial):
        with pytest.raises(NotAllowed):
            operations.choose_numbering(house.committee, by=user, numbering="book")
        with pytest.raises(NotAllowed):
            operations.continue_numbers(house.committee, by=user, side="party", paper_type="report", last=5, on=DAY)
    with pytest.raises(Refused):
        operations.choose_numbering(house.committee, by=house.office, numbering="dice")


ORDERS = st.lists(
    st.one_of(
        st.just(("take",)),
        st.just(("cancel",)),
        st.tuples(st.just("type"), st.integers(1, 25)),
        st.tuples(st.just("continue"), st.integers(0, 30)),
    ),
    min_size=1,
    max_size=10,
)


class TestRows(TestCase):
    """Any order of numbers given, typed, cancelled and continued."""

    @given(ORDERS)
    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
    def test_no_number_twice_and_gaps_only_where_the_office_made_them(self, orders):
        house = make_house()
        open_term(house)
        docx = report_docx(["Nội dung."], [])
        highest, made_by_hand, given_numbers = 0, set(), []
        for order, *value in orders:
            if order == "continue":
                told = {"side": "party", "paper_type": "report", "on": DAY}
                if value[0] >= highest:
                    operations.continue_numbers(house.committee, by=house.office, last=value[0], **told)
                    made_by_hand |= set(range(highest + 1, value[0] + 1))
                    highest = value[0]
                continue
            way = "book" if order == "type" else "program"
            operations.choose_numbering(house.committee, by=house.office, numbering=way)
            paper = reviewed(house, docx=docx, data=b"")
            typed = value[0] if value else None
            if typed in given_numbers:
                with pytest.raises(Refused):
                    operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, number=typed, at=THEN)
                continue
            paper = operations.send_for_signature(paper, by=house.office, seen=2, dated=DAY, number=typed, at=THEN)
            assert paper.number == (typed or highest + 1)
            given_numbers.append(paper.number)
            made_by_hand |= set(range(highest + 1, paper.number))
            highest = max(highest, paper.number)
            if order == "cancel":
                operations.cancel_paper(paper, by=house.office, seen=paper.turn, reason="Thôi không ban hành")
        assert len(given_numbers) == len(set(given_numbers))
        assert set(numbering.gaps(given_numbers)) <= made_by_hand

"""Facts that the other rooms keep: targets of the unit, duties of following kept, shortcomings pointed out and fixed, quarters;
each opens to its records, stands on the form, and may be contested also where the scheme does not judge by it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, make_user
from trongtam.resolutions.models import Shortcoming
from trongtam.resolutions.tests.rows import make_clause, make_document
from trongtam.reviews.models import Fact, Round, Subject
from trongtam.reviews.operations import contest_fact, propose_level, record_ballot, uphold_contest
from trongtam.reviews.operations.taking_out import take_out_form
from trongtam.reviews.queries.counting import PROVIDERS
from trongtam.reviews.queries.known import known_of
from trongtam.support.tests.followings import duty_of, visited
from trongtam.targets.tests.measures import make_indicator, make_target, stated

from .rounds import chair, make_schemes, members_of, moment, one_of, opened, opened_here, self_said, voted
from .test_facts import DAY, counted
from .test_take_out_forms import rows_of, text_of

LATER = moment(date(2026, 1, 20))


def shortcoming(
    house: House, text: str, *, due: date, fixed: date | None = None, withdrawn: bool = False
) -> Shortcoming:
    state = "remedied" if fixed else "withdrawn" if withdrawn else "open"
    document = make_document(house, title=f"Nghị quyết mẫu {text}")
    clause = make_clause(house, document, text, "shortcoming")
    how = {"how": "Đã sửa."} if fixed else {}
    return Shortcoming.objects.create(
        clause=clause, remedier=house.cell_a, due_on=due, state=state, remedied_on=fixed, **how
    )


def leader(house: House, round_: Round) -> Subject:
    return Subject.objects.get(round=round_, kind="leader", unit=house.cell_a)


def test_targets_of_the_unit_that_were_met(house: House) -> None:
    met = make_indicator("met")
    missed = make_indicator("missed")
    for indicator, plan in ((met, 2), (missed, 10)):
        make_target(house.cell_a, indicator, "2025", plan, by=house.office)
        stated(indicator, house.cell_a, "2025", 3, by=house.cell_secretary, at=LATER)
    round_ = opened(house)
    assert counted(one_of(round_, "organisation", house.cell_a), "targets_met_share") == 50
    assert counted(leader(house, round_), "collective_targets_share") == 50
    assert counted(one_of(round_, "organisation", house.cell_b), "targets_met_share") is None


def test_a_deputy_answers_for_no_collective(house: House) -> None:
    """The head of a collective that did less than 70 % is not completed, his deputy only not excellent (facts/rules.md §2.4)."""
    indicator = make_indicator("missed")
    make_target(house.commune, indicator, "2025", 10, by=house.office)
    stated(indicator, house.cell_a, "2025", 3, by=house.cell_secretary, at=LATER)
    make_user("Đặng Thử Phó", house.committee, PostKind.DEPUTY_SECRETARY)
    round_ = opened(house)
    rows = {one.is_head: one for one in Subject.objects.filter(round=round_, kind="leader", unit=house.committee)}
    assert counted(rows[True], "collective_targets_share") == 0
    assert counted(rows[False], "collective_targets_share") is None
    assert counted(rows[False], "team_targets_share") == counted(rows[True], "team_targets_share") == 0


def test_duties_of_following_that_were_kept(house: House) -> None:
    """Eleven months are over on 1 December; in two of them somebody went."""
    who = make_user("Hà Ví Ủy", house.committee, PostKind.COMMITTEE_MEMBER)
    duty = duty_of(
        house, who, house.hamlet, tier="committee_cell", valid_from=date(2025, 1, 1), at=moment(date(2025, 1, 2))
    )
    for month in (3, 4):
        visited(duty, who, date(2025, month, 10))
    make_schemes()
    chair(house.cell_b, who.person)
    one = Subject.objects.get(round=opened_here(house), kind="leader", person=who.person)
    assert counted(one, "duties_kept_share") == Decimal("18.18")
    (known,) = [known for known in known_of(one) if known.code == "duties_kept_share"]
    assert known.sources == {"duty": [duty.pk]} and not known.asked


def test_shortcomings_that_were_fixed_in_time(house: House, round_: Round) -> None:
    shortcoming(house, "một", due=date(2025, 5, 1), fixed=date(2025, 4, 1))
    shortcoming(house, "hai", due=date(2025, 6, 1))
    shortcoming(house, "ba", due=date(2025, 7, 1), withdrawn=True)
    shortcoming(house, "bốn", due=date(2024, 7, 1))
    assert counted(one_of(round_, "organisation", house.cell_a), "shortcomings_fixed_share") == 50
    assert counted(leader(house, round_), "shortcomings_fixed_share") == 50
    assert counted(members_of(round_, house.cell_a)[0], "shortcomings_fixed_share") is None


def test_quarters_of_the_year(house: House, round_: Round) -> None:
    own = leader(house, round_)
    for number, level in ((1, "good"), (2, "not_completed"), (3, "not_completed")):
        quarter = Round.objects.get(pk=round_.pk)
        quarter.pk, quarter.kind, quarter.period_code = None, "quarter", f"2025-Q{number}"
        quarter._state.adding = True
        quarter.save()
        Subject.objects.create(
            round=quarter,
            kind="leader",
            unit=own.unit,
            person=own.person,
            scheme=own.scheme,
            state="decided",
            level=level,
        )
    assert counted(own, "quarters_not_completed") == 2
    assert counted(members_of(round_, house.cell_a)[0], "quarters_not_completed") is None


@pytest.fixture
def fixed(house: House, round_: Round) -> Subject:
    """A leader about whom the records say something that the small scheme does not judge by."""
    shortcoming(house, "một", due=date(2025, 5, 1), fixed=date(2025, 4, 1))
    return leader(house, round_)


def test_what_the_scheme_does_not_judge_by_stands_on_the_form(house: House, fixed: Subject) -> None:
    client = Client()
    client.force_login(house.office)
    page = client.get(reverse("reviews:form", args=[fixed.pk])).content.decode()
    assert "Hạn chế đã chỉ ra được khắc phục" in page and "không dùng để xếp mức" in page
    paper = text_of(take_out_form(fixed, "word", by=house.office))
    assert "Hạn chế đã chỉ ra được khắc phục" in paper and "100%" in paper
    facts = {row[0]: row[1] for row in rows_of(take_out_form(fixed, "excel", by=house.office), 2)}
    assert facts["Hạn chế đã chỉ ra được khắc phục"] == "100%"


def test_it_is_contested_too_and_stands_from_the_proposal_on(house: House, fixed: Subject) -> None:
    own = fixed.person.user if fixed.person else None
    assert own is not None
    self_said(fixed, own)
    record_ballot(fixed, voted(6, good=6), by=house.cell_secretary, at=moment())
    propose_level(fixed, "good", by=house.cell_secretary, at=moment())
    assert Fact.objects.get(subject=fixed, code="shortcomings_fixed_share").value == 100
    held = contest_fact(fixed, "shortcomings_fixed_share", by=own, text="Còn một việc chưa xong.", at=moment())
    uphold_contest(held, Decimal(50), by=house.office, answer="Đúng.", at=moment())
    fixed.refresh_from_db()
    assert {known.code: known.value for known in known_of(fixed)}["shortcomings_fixed_share"] == 50


def test_every_fact_that_is_counted_is_asked_of_somebody(house: House) -> None:
    from trongtam.reviews.fact_codes import TOLD
    from trongtam.reviews.shipped import shipped_schemes

    asked = {code for one in shipped_schemes() for code in one.scheme.facts}
    assert set(PROVIDERS) <= asked | {code for codes in TOLD.values() for code in codes}
    assert DAY.year == 2025

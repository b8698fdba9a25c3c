"""A fact is contested before the decision; whoever decides does not judge it; what was found stands from then on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.reviews.models import Contest, Fact
from trongtam.reviews.operations import (
    appraise,
    contest_fact,
    decide,
    dismiss_contest,
    reopen_decision,
    state_fact,
    uphold_contest,
    withdraw_contest,
)
from trongtam.reviews.queries.known import facts_of

from .rounds import FULL, decided, make_schemes, members_of, moment, opened, proposed

BEYOND = "work_beyond_share"
DISCIPLINED = {
    "code": "excellent",
    "title": "Hoàn thành xuất sắc nhiệm vụ",
    "at_least": 90,
    "conditions": [{"fact": "disciplined", "op": "false", "value": None, "title": "không bị kỷ luật"}],
}


@pytest.fixture
def own(house):
    round_ = opened(house, login=True)
    subject = members_of(round_, house.cell_a)[0]
    Fact.objects.create(subject=subject, code=BEYOND, value=20, frozen_at=moment())
    return subject


def contest(own) -> Contest:
    return contest_fact(own, BEYOND, by=own.person.user, text="Còn hai việc vượt mức chưa tính.", at=moment())


def test_the_person_contests_and_nobody_for_him(house, own):
    for other in (house.cell_secretary, house.office, house.secretary, house.provincial, house.stranger):
        with pytest.raises(NotAllowed):
            contest_fact(own, BEYOND, by=other, text="Sai.", at=moment())
    assert contest(own).state == "open"


def test_it_says_what_is_not_right_and_once(own):
    with pytest.raises(Refused) as refusal:
        contest_fact(own, BEYOND, by=own.person.user, text="  ", at=moment())
    assert refusal.value.field == "reason"
    contest(own)
    with pytest.raises(Refused):
        contest(own)
    with pytest.raises(Refused):
        contest_fact(own, "degraded", by=own.person.user, text="Không có trong quy định.", at=moment())


def test_nothing_is_decided_while_it_waits(house, own):
    proposed(own, house.cell_secretary)
    appraise(own, "good", by=house.office, at=moment())
    waiting = contest(own)
    with pytest.raises(Refused):
        decide(own, "good", by=house.secretary, at=moment())
    dismiss_contest(waiting, by=house.office, answer="Đã xem lại hai việc.", at=moment())
    assert decide(own, "good", by=house.secretary, at=moment()).level == "good"


def test_upheld_the_corrected_value_stands_and_lifts_the_level(house, own):
    uphold_contest(contest(own), Decimal(40), by=house.office, answer="Hai việc được tính thêm.", at=moment())
    assert facts_of(own)[BEYOND] == 40
    proposed(own, house.cell_secretary, "excellent", FULL)
    own.refresh_from_db()
    assert own.proposed == "excellent" and own.facts.get(code=BEYOND).corrected


def test_who_answered_leaves_the_decision_to_another(house, own):
    dismiss_contest(contest(own), by=house.office, answer="Đã xem lại.", at=moment())
    proposed(own, house.cell_secretary)
    appraise(own, "good", by=house.office, at=moment())
    with pytest.raises(NotAllowed):
        decide(own, "good", by=house.office, at=moment())
    assert decide(own, "good", by=house.secretary, at=moment())


def test_who_decided_does_not_judge_what_is_contested_afterwards(house, own):
    decided(own, house)
    reopen_decision(own, by=house.office, reason="Đảng viên đề nghị xem lại.", at=moment())
    again = contest(own)
    with pytest.raises(NotAllowed, match="Đảng ủy xã Mẫu"):
        dismiss_contest(again, by=house.secretary, answer="Không.", at=moment())
    assert dismiss_contest(again, by=house.office, answer="Đã xem lại.", at=moment()).answered_by == house.office


def test_others_do_not_answer(house, own):
    waiting = contest(own)
    for other in (house.cell_secretary, house.provincial, house.stranger, own.person.user, house.standing):
        with pytest.raises(NotAllowed):
            dismiss_contest(waiting, by=other, answer="Không.", at=moment())


def test_an_answer_says_why_and_stands(house, own):
    waiting = contest(own)
    with pytest.raises(Refused) as refusal:
        dismiss_contest(waiting, by=house.office, answer=" ", at=moment())
    assert refusal.value.field == "answer"
    dismiss_contest(waiting, by=house.office, answer="Đã xem lại.", at=moment())
    with pytest.raises(Refused):
        uphold_contest(waiting, Decimal(50), by=house.office, answer="Đổi ý.", at=moment())


@pytest.mark.parametrize("value", [Decimal(101), Decimal(-1), None, True])
def test_a_corrected_share_stays_a_share(house, own, value):
    with pytest.raises(Refused) as refusal:
        uphold_contest(contest(own), value, by=house.office, answer="Đúng.", at=moment())
    assert refusal.value.field == "value"


def test_one_may_take_it_back(house, own):
    waiting = withdraw_contest(contest(own), by=own.person.user, at=moment())
    assert waiting.state == "withdrawn"
    with pytest.raises(NotAllowed):
        withdraw_contest(waiting, by=house.office, at=moment())


def test_after_the_decision_the_way_is_to_open_it_again(house, own):
    decided(own, house)
    with pytest.raises(Refused):
        contest(own)


# -- facts that people state -------------------------------------------------------------------------------------------


@pytest.fixture
def stated(house):
    make_schemes(
        levels=[DISCIPLINED, *[{"code": "not_completed", "title": "Không hoàn thành", "at_least": 0}]],
        caps=[],
        nests=[],
    )
    round_ = opened(house, login=True)
    return members_of(round_, house.cell_a)[0]


def test_what_nothing_counts_is_stated_by_those_who_appraise(house, stated):
    state_fact(stated, "disciplined", True, by=house.office, at=moment())
    assert facts_of(stated) == {"disciplined": True}
    with pytest.raises(NotAllowed):
        state_fact(stated, "disciplined", False, by=house.cell_secretary, at=moment())
    with pytest.raises(Refused):
        state_fact(stated, "disciplined", Decimal(3), by=house.office, at=moment())


def test_what_is_counted_nobody_types(house, own):
    with pytest.raises(Refused):
        state_fact(own, BEYOND, Decimal(99), by=house.office, at=moment())


def test_who_stated_a_fact_does_not_judge_the_objection_to_it(house, stated):
    state_fact(stated, "disciplined", True, by=house.office, at=moment(date(2025, 12, 1)))
    waiting = contest_fact(stated, "disciplined", by=stated.person.user, text="Quyết định đã hủy.", at=moment())
    with pytest.raises(NotAllowed):
        uphold_contest(waiting, False, by=house.office, answer="Đúng.", at=moment())
    uphold_contest(waiting, False, by=house.secretary, answer="Quyết định đã hủy thật.", at=moment())
    assert facts_of(stated) == {"disciplined": False}

"""Acts on a recommendation: by the unit that asks, the organ that answers, those above, a stranger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, make_house, make_unit, make_user
from trongtam.support.models import Recommendation, Turn
from trongtam.support.operations import (
    accept_recommendation,
    answer_recommendation,
    declare_not_satisfied,
    escalate_recommendation,
    pass_on_recommendation,
    raise_recommendation,
    settle_recommendation,
    withdraw_recommendation,
)
from trongtam.support.queries.organs import next_level, organs_of, proposed_for
from trongtam.support.queries.recommendations import answers_to_tell, to_answer, unanswered_of

from .recommendations import WATER, answered, government, moment, received


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def test_raised_by_a_cell_it_is_owed_by_the_organ_of_its_field(house: House) -> None:
    ubnd = government(house)
    made = received(house)
    assert (made.organ, made.due_on, made.state, made.proxy) == (ubnd, date(2022, 9, 15), "received", False)
    turn = made.turns.get()
    assert (turn.act, turn.after, turn.organ) == ("raise", "received", ubnd)
    assert Entry.objects.get(act="support.recommendation_raised").unit_id == house.cell_a.pk


def test_without_the_organ_in_the_tree_the_committee_has_it(house: House) -> None:
    assert received(house).organ == house.committee
    assert received(house, text="Không rõ ai", field="").organ == house.committee


def test_the_program_proposes_by_words_and_tree(house: House) -> None:
    ubnd = government(house)
    found = proposed_for(WATER, organs_of(house.cell_a, date(2022, 9, 5)))
    assert found is not None
    assert (found.organ, found.field.code) == (ubnd, "roads")
    assert "cống" in found.words
    assert proposed_for("Không rõ", organs_of(house.cell_a, date(2022, 9, 5))) is None


def test_an_advisory_board_is_found_by_its_name(house: House) -> None:
    board = make_unit("organisation", "Ban Xây dựng Đảng xã Mẫu", house.committee)
    assert organs_of(house.cell_a, date(2022, 9, 5)).of_field("organisation") == board


@pytest.mark.parametrize("who", ["cell_secretary", "office", "standing", "secretary"])
def test_the_cell_those_over_it_and_the_office_may_raise(house: House, who: str) -> None:
    made = received(house, by=getattr(house, who))
    assert made.proxy == (who != "cell_secretary")


@pytest.mark.parametrize("who", ["other_cell_secretary", "stranger", "former", "provincial", "administrator"])
def test_others_may_not_raise(house: House, who: str) -> None:
    with pytest.raises(NotAllowed):
        received(house, by=getattr(house, who))


def test_the_cell_that_serves_a_hamlet_raises_for_it_and_sees_it(house: House) -> None:
    house.cell_a.serves = house.hamlet
    house.cell_a.save()
    made = received(house, unit=house.hamlet)
    assert not made.proxy
    assert list(Recommendation.objects.visible_to(house.cell_secretary)) == [made]
    assert unanswered_of(house.cell_a, moment(2022, 9, 6)) == [made]
    assert not Recommendation.objects.visible_to(house.other_cell_secretary).exists()


def test_what_makes_no_sense_is_refused(house: House) -> None:
    for wrong in (
        {"text": "  "},
        {"on": date(2022, 9, 6)},
        {"source_kind": "rumour"},
        {"field": "nothing"},
        {"text": "MẬT\nkhông được giữ"},
    ):
        with pytest.raises(Refused):
            received(house, **wrong)
    assert not Recommendation.objects.exists()


def test_an_organ_that_has_ended_is_refused_when_raised_and_when_passed_on(house: House) -> None:
    ended = make_unit("organisation", "Hội Mẫu đã thôi", house.commune)
    ended.ended_on = date(2022, 1, 1)
    ended.save()
    with pytest.raises(Refused) as refused:
        received(house, organ=ended, field="")
    assert refused.value.field == "organ"
    made = received(house)
    with pytest.raises(Refused) as refused:
        pass_on_recommendation(made, by=house.office, organ=ended, reason="đúng thẩm quyền")
    assert refused.value.field == "organ"


def test_sent_twice_it_is_kept_once(house: House) -> None:
    received(house)
    with pytest.raises(Refused):
        received(house)
    assert Recommendation.objects.count() == 1


def test_passed_on_accepted_answered_settled(house: House) -> None:
    ubnd = government(house)
    official = make_user("Cao Thử Việc", ubnd, PostKind.OFFICIAL)
    made = received(house, field="", organ=house.committee)
    pass_on_recommendation(
        made, by=house.secretary, organ=ubnd, reason="thuộc Ủy ban", field="roads", at=moment(2022, 9, 7)
    )
    made.refresh_from_db()
    assert (made.organ, made.state, made.due_on) == (ubnd, "passed_on", date(2022, 9, 19))
    accept_recommendation(made, by=official, at=moment(2022, 9, 8))
    answer_recommendation(made, by=official, answer="Đã sửa cống.", kind="solved", at=moment(2022, 9, 19))
    made.refresh_from_db()
    assert (made.state, made.in_time, made.answered_on) == ("answered", True, date(2022, 9, 19))
    settle_recommendation(made, by=house.cell_secretary, at=moment(2022, 9, 21))
    made.refresh_from_db()
    assert (made.state, made.ended_on) == ("settled", date(2022, 9, 21))
    assert list(made.turns.values_list("act", flat=True)) == ["raise", "transfer", "accept", "answer", "settle"]
    assert Recommendation.objects.visible_to(house.secretary).filter(pk=made.pk).exists()


def test_passing_on_asks_why_and_another_organ(house: House) -> None:
    made = received(house)
    with pytest.raises(Refused):
        pass_on_recommendation(made, by=house.office, organ=house.cell_b, reason=" ")
    with pytest.raises(Refused):
        pass_on_recommendation(made, by=house.office, organ=house.committee, reason="nhầm")


def test_an_answer_says_something_and_a_day_for_what_goes_on(house: House) -> None:
    made = received(house)
    for wrong in ({"answer": " "}, {"kind": "maybe"}, {"kind": "in_hand"}, {"promised_on": date(2022, 9, 1)}):
        with pytest.raises(Refused):
            answer_recommendation(made, by=house.office, at=moment(2022, 9, 12), **{"answer": "Đã xem", **wrong})
    answer_recommendation(
        made, by=house.office, answer="Đang sửa", kind="in_hand", promised_on=date(2022, 10, 1), at=moment(2022, 9, 20)
    )
    made.refresh_from_db()
    assert (made.in_time, made.promised_on) == (False, date(2022, 10, 1))


def test_of_two_who_answer_at_once_the_second_reads_the_first(house: House) -> None:
    made = received(house)
    answer_recommendation(made, by=house.office, answer="Câu trả lời thứ nhất", at=moment(2022, 9, 12))
    with pytest.raises(Refused, match="Câu trả lời thứ nhất"):
        answer_recommendation(made, by=house.secretary, answer="Câu trả lời thứ hai", at=moment(2022, 9, 12))
    assert Turn.objects.filter(act="answer").count() == 1


def test_not_satisfied_goes_back_and_then_up(house: House) -> None:
    made = answered(house)
    with pytest.raises(Refused):
        declare_not_satisfied(made, by=house.cell_secretary, reason="")
    declare_not_satisfied(made, by=house.cell_secretary, reason="Cống vẫn hỏng", at=moment(2022, 9, 14))
    escalate_recommendation(made, by=house.cell_secretary, reason="Nhờ cấp trên", at=moment(2022, 9, 15))
    made.refresh_from_db()
    assert (made.organ, made.state, made.level) == (house.province, "escalated", 1)
    assert Recommendation.objects.visible_to(house.provincial).filter(pk=made.pk).exists()
    assert to_answer(house.provincial) == [made]
    answer_recommendation(made, by=house.provincial, answer="Tỉnh sẽ cấp kinh phí", at=moment(2022, 9, 20))
    settle_recommendation(made, by=house.cell_secretary, at=moment(2022, 9, 21))
    declare_not_satisfied(made, by=house.cell_secretary, reason="Lại hỏng", at=moment(2022, 10, 1))
    made.refresh_from_db()
    assert (made.state, made.ended_on) == ("not_satisfied", None)


def test_it_goes_up_only_after_its_day(house: House) -> None:
    made = received(house)
    with pytest.raises(Refused, match="15/09/2022"):
        escalate_recommendation(made, by=house.cell_secretary, reason="chậm", at=moment(2022, 9, 15))
    escalate_recommendation(made, by=house.cell_secretary, reason="chậm", at=moment(2022, 9, 16))
    made.refresh_from_db()
    assert made.state == "escalated"


def test_at_the_top_there_is_no_higher_level(house: House) -> None:
    day = date(2022, 9, 5)
    assert next_level(house.province, day) is None
    assert next_level(house.hamlet, day) == house.committee
    assert next_level(house.committee, day) == house.province
    made = received(house, organ=house.province, field="")
    with pytest.raises(Refused):
        escalate_recommendation(made, by=house.cell_secretary, reason="chậm", at=moment(2022, 12, 1))


def test_withdrawn_only_with_a_reason_and_never_once_answered(house: House) -> None:
    made = received(house)
    with pytest.raises(Refused):
        withdraw_recommendation(made, by=house.cell_secretary, reason="")
    withdraw_recommendation(made, by=house.cell_secretary, reason="Đã tự sửa", at=moment(2022, 9, 6))
    made.refresh_from_db()
    assert made.state == "withdrawn"
    other = answered(house, text="Kiến nghị mẫu khác về đường")
    with pytest.raises(Refused):
        withdraw_recommendation(other, by=house.cell_secretary, reason="thôi")


@pytest.mark.parametrize("who", ["other_cell_secretary", "stranger", "former", "standing", "hamlet_head"])
def test_others_neither_answer_nor_settle(house: House, who: str) -> None:
    user, made, done = getattr(house, who), received(house), answered(house, text="Đường mẫu khác")
    with pytest.raises(NotAllowed):
        answer_recommendation(made, by=user, answer="Tôi trả lời")
    with pytest.raises(NotAllowed):
        accept_recommendation(made, by=user)
    with pytest.raises(NotAllowed):
        settle_recommendation(done, by=user)
    with pytest.raises(NotAllowed):
        withdraw_recommendation(made, by=user, reason="thôi")


def test_the_cell_does_not_answer_itself(house: House) -> None:
    with pytest.raises(NotAllowed):
        answer_recommendation(received(house), by=house.cell_secretary, answer="Tự trả lời")


def test_who_sees_it(house: House) -> None:
    made = received(house)
    for who in ("cell_secretary", "office", "secretary", "standing", "provincial"):
        assert Recommendation.objects.visible_to(getattr(house, who)).filter(pk=made.pk).exists(), who
    for who in ("other_cell_secretary", "stranger", "former", "hamlet_head"):
        assert not Recommendation.objects.visible_to(getattr(house, who)).exists(), who


def test_settled_without_an_answer_cannot_even_be_stored(house: House) -> None:
    made = received(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=made.pk).update(state="settled")


def test_answers_are_told_and_the_open_ones_stand_on_the_agenda(house: House) -> None:
    first, second = received(house), answered(house, text="Đường mẫu khác")
    assert unanswered_of(house.cell_a, moment(2022, 9, 30)) == [first]
    assert unanswered_of(house.cell_a, moment(2022, 9, 30) - timedelta(days=60)) == []
    assert unanswered_of(house.cell_b, moment(2022, 9, 30)) == []
    (told,) = answers_to_tell(house.cell_a, date(2022, 9, 1))
    assert told.recommendation == second and told.text == "Đã sửa cống mẫu trong tuần."
    assert answers_to_tell(house.cell_a, date(2022, 9, 13)) == []


def test_raised_for_a_unit_that_has_ended_is_refused(house: House) -> None:
    house.cell_a.ended_on = date(2022, 9, 1)
    house.cell_a.save()
    with pytest.raises(Refused):
        raise_recommendation(
            house.cell_a, by=house.office, text=WATER, source_kind="visit", on=date(2022, 9, 5), at=moment(2022, 9, 5)
        )


def test_an_organ_in_which_nobody_signs_in_leaves_it_to_the_office(house: House) -> None:
    ubnd = government(house)
    made = received(house)
    assert made.organ == ubnd
    assert to_answer(house.office) == [made] and to_answer(house.secretary) == []
    make_user("Cao Thử Việc", ubnd, PostKind.OFFICIAL)
    house.office.__dict__.pop("_own_recommendations")
    assert to_answer(house.office) == []

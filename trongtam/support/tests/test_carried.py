"""A merger hands open recommendations and notices on; the share of answers in time is counted live."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from trongtam.org.changes import Reorganisation
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.support.models import NoticeTo, Turn
from trongtam.support.operations import acknowledge_notice, answer_recommendation, withdraw_recommendation
from trongtam.support.operations.carrying_answering import NoticesCarried, RecommendationsCarried
from trongtam.support.queries.figures_answering import in_time
from trongtam.support.queries.notices import untold
from trongtam.targets.live import Share

from .recommendations import line_of, moment, notice, received

YEAR = [(date(2022, 1, 1), date(2022, 12, 31))]


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def merged(house: House) -> Reorganisation:
    links = [(house.cell_a.pk, "new", Fraction(1)), (house.cell_b.pk, "new", Fraction(1))]
    return Reorganisation("merged", date(2022, 10, 1), "Quyết định mẫu", links, {"new": "Chi bộ Mẫu mới"})


def test_open_ones_are_answered_by_the_new_unit_with_a_trail(house: House) -> None:
    made = received(house, unit=house.hamlet, by=house.hamlet_head, field="", organ=house.cell_a)
    done = received(house, unit=house.hamlet, by=house.hamlet_head, field="", organ=house.cell_a, text="Việc khác mẫu")
    withdraw_recommendation(done, by=house.hamlet_head, reason="xong rồi")
    carried = RecommendationsCarried(merged(house))
    assert [one.becomes for one in carried.told()] == ["Chi bộ Mẫu mới"] and not carried.problems()
    new = make_unit("cell", "Chi bộ Mẫu mới", house.committee)
    assert carried.carry({"new": new}, by=house.office, at=moment(2022, 10, 1)) == {
        "recommendations_carried": [made.pk]
    }
    made.refresh_from_db()
    done.refresh_from_db()
    assert (made.organ, made.state, made.due_on, done.organ) == (new, "received", date(2022, 9, 15), house.cell_a)
    turn = Turn.objects.get(act="carry")
    assert (turn.organ_before, turn.organ, turn.text) == (house.cell_a, new, "Quyết định mẫu")


def test_in_a_split_the_largest_part_has_them_and_somebody_looks(house: House) -> None:
    received(house, unit=house.hamlet, by=house.hamlet_head, field="", organ=house.cell_a)
    links = [(house.cell_a.pk, "one", Fraction(1, 3)), (house.cell_a.pk, "two", Fraction(2, 3))]
    change = Reorganisation("split", date(2022, 10, 1), "", links, {"one": "Một", "two": "Hai"})
    (told,) = RecommendationsCarried(change).told()
    assert (told.becomes, told.open) == ("Hai", True)


def test_notices_not_told_yet_stand_once_with_the_new_unit(house: House) -> None:
    sent = notice(house)
    acknowledge_notice(line_of(sent, house.cell_a), by=house.cell_secretary, at=moment(2022, 9, 6))
    carried = NoticesCarried(merged(house))
    assert len(carried.told()) == 2 and not carried.problems()
    new = make_unit("cell", "Chi bộ Mẫu mới", house.committee)
    carried.carry({"new": new}, by=None, at=moment(2022, 10, 1))
    line = NoticeTo.objects.get(unit=new)
    assert untold(new, moment(2022, 10, 2)) == [line]
    assert untold(house.cell_a, moment(2022, 10, 2)) == []
    assert NoticeTo.objects.filter(handed_to=line).count() == 2


def test_the_share_of_answers_in_time(house: House) -> None:
    first, late, withdrawn = (received(house, text=f"Đường mẫu {n}") for n in range(3))
    received(house, text="Đường mẫu chờ")
    answer_recommendation(first, by=house.office, answer="xong", at=moment(2022, 9, 10))
    answer_recommendation(late, by=house.office, answer="xong", at=moment(2022, 9, 30))
    withdraw_recommendation(withdrawn, by=house.cell_secretary, reason="thôi", at=moment(2022, 9, 6))
    counted = in_time([house.commune.pk, house.other_commune.pk], YEAR, date(2022, 9, 15))
    assert counted[house.commune.pk, 0][0] == Share(1, 2)
    counted = in_time([house.commune.pk, house.other_commune.pk], YEAR, date(2022, 9, 16))
    assert counted[house.commune.pk, 0][0] == Share(1, 3)  # the one that waits is past its day
    assert counted[house.other_commune.pk, 0][0] == Share(0, 0)
    assert in_time([house.commune.pk], [(date(2022, 1, 1), date(2022, 6, 30))])[house.commune.pk, 0][0] == Share(0, 0)

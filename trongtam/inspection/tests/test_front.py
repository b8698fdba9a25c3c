"""The Front says what it found, who is asked replies, the Front takes note of it."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed
from trongtam.inspection.models import FrontOpinion
from trongtam.inspection.operations import reply_to_opinion, settle_opinion
from trongtam.org.tests.asking import refusal
from trongtam.org.tests.house import make_user

from .inspecting import NOW, front_of, opinion_of

pytestmark = pytest.mark.django_db
DAY = date(2017, 5, 20)


def test_said_replied_settled(house):
    front = front_of(house)
    head = make_user("Đào Thử Trận", front, "official")
    made = opinion_of(house, front)
    sees = {
        name: FrontOpinion.objects.visible_to(user).filter(pk=made.pk).exists()
        for name, user in {"head": head, "secretary": house.secretary, "stranger": house.stranger}.items()
    }
    assert sees == {"head": True, "secretary": True, "stranger": False}
    for name in ("cell_secretary", "standing", "stranger", "provincial"):
        with pytest.raises(NotAllowed):
            reply_to_opinion(made, by=getattr(house, name), reply="Đã niêm yết", on=DAY, at=NOW)
    reply_to_opinion(made, by=house.secretary, reply="Đã niêm yết", on=DAY, at=NOW)
    assert refusal(reply_to_opinion, made, by=house.secretary, reply="Lại", on=DAY, at=NOW)
    with pytest.raises(NotAllowed):
        settle_opinion(made, by=house.secretary, on=DAY, at=NOW)
    settle_opinion(made, by=house.office, on=DAY, at=NOW)
    made.refresh_from_db()
    assert (made.state, made.reply, made.settled_on) == ("settled", "Đã niêm yết", DAY)


def test_who_may_and_what_makes_no_sense(house):
    front = front_of(house)
    for name in ("cell_secretary", "standing", "stranger", "provincial"):
        with pytest.raises(NotAllowed):
            opinion_of(house, front, by=getattr(house, name))
    with pytest.raises(NotAllowed):
        opinion_of(house, house.committee)
    assert refusal(opinion_of, house, front, about=" ").field == "about"
    assert refusal(opinion_of, house, front, conclusion="").field == "conclusion"
    assert refusal(opinion_of, house, front, kind="gossip").field == "kind"
    assert refusal(opinion_of, house, front, on=date(2019, 1, 1)).field == "on"
    assert refusal(opinion_of, house, front, reply_due=date(2017, 4, 1)).field == "reply_due"
    assert refusal(opinion_of, house, front, reply_from=front).field == "reply_from"
    assert refusal(opinion_of, house, front, reply_from=house.other_commune).field == "reply_from"
    made = opinion_of(house, front)
    assert refusal(settle_opinion, made, by=house.office, on=DAY, at=NOW)
    assert refusal(reply_to_opinion, made, by=house.office, reply=" ", on=DAY, at=NOW).field == "reply"
    assert refusal(reply_to_opinion, made, by=house.office, reply="x", on=date(2017, 4, 1), at=NOW).field == "on"

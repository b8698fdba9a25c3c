"""A request to explain is asked, answered, accepted or not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.look.registry import due_items
from trongtam.org.tests.house import House, make_house
from trongtam.work.operations import (
    accept_explanation,
    answer_explanation,
    ask_explanation,
    refuse_explanation,
    stop_work,
)

from .works import assigned, moment


@pytest.fixture
def house(db) -> House:
    return make_house()


def asked(house: House):
    work = assigned(house)
    words = {"question": "Vì sao chậm quý một?", "due": date(2021, 4, 20)}
    return ask_explanation(work, by=house.secretary, at=moment(2021, 4, 10), **words)


def test_asked_answered_accepted(house: House):
    one = asked(house)
    with pytest.raises(Refused):
        accept_explanation(one, by=house.secretary)
    with pytest.raises(NotAllowed):
        answer_explanation(one, by=house.other_cell_secretary, answer="không phải tôi")
    answer_explanation(one, by=house.cell_secretary, answer="mưa lũ hai tuần")
    with pytest.raises(NotAllowed):
        accept_explanation(one, by=house.cell_secretary)
    accept_explanation(one, by=house.secretary)
    one.refresh_from_db()
    assert (one.state, one.answer, one.proxy) == ("accepted", "mưa lũ hai tuần", False)
    acts = set(Entry.objects.filter(act__startswith="work.expl").values_list("act", flat=True))
    assert acts == {"work.explanation_asked", "work.explanation_answered", "work.explanation_accepted"}


def test_the_answer_waits_on_the_desk_of_who_asked(house: House):
    """Until he accepts it or asks anew; nobody else's desk has it, and answered is not settled."""
    one = asked(house)
    people = (house.secretary, house.office, house.cell_secretary, house.stranger)
    assert [told(who, one) for who in people] == [[], [], [], []]
    answer_explanation(one, by=house.cell_secretary, answer="mưa lũ hai tuần")
    secretary, *others = (told(who, one) for who in people)
    assert [(item.title, item.detail) for item in secretary] == [
        (f"Đã giải trình: {one.work.title}", "mưa lũ hai tuần")
    ]
    assert secretary[0].due >= timezone.localdate(), "there is time to read it, however late the answer came"
    assert others == [[], [], []]
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.secretary)
    page = client.get(reverse("work:own")).text
    assert "Đã giải trình với đồng chí" in page
    assert "mưa lũ hai tuần" in page
    accept_explanation(one, by=house.secretary)
    assert told(house.secretary, one) == []


def told(user, one):
    fresh = User.objects.get(pk=user.pk)  # a request of his own
    return [item for item in due_items.of(fresh, timezone.now()) if item.key == f"work.explained:{one.pk}"]


def test_not_accepted_says_why_and_the_thread_stays(house: House):
    one = asked(house)
    answer_explanation(one, by=house.office, answer="văn phòng ghi hộ")
    with pytest.raises(Refused):
        refuse_explanation(one, by=house.secretary, reason="")
    refuse_explanation(one, by=house.secretary, reason="chưa nêu cách khắc phục")
    one.refresh_from_db()
    assert (one.state, one.verdict, one.proxy) == ("refused", "chưa nêu cách khắc phục", True)
    with pytest.raises(Refused):
        answer_explanation(one, by=house.cell_secretary, answer="thêm")


def test_not_accepted_it_is_asked_again_with_the_reason(house: House):
    """Answered is not settled: until another day, on the holder's desk, and only where those who refused it say so."""
    one = asked(house)
    answer_explanation(one, by=house.cell_secretary, answer="mưa lũ hai tuần", at=moment(2021, 4, 12))
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.secretary)
    page = reverse("work:refuse_explanation", args=[one.pk])
    day = timezone.localdate() + timedelta(days=7)
    assert f'value="{day:%d/%m/%Y}"' in client.get(page).text
    sent = {"reason": "chưa nêu cách khắc phục", "form_key": "r1"}
    assert client.post(page, sent | {"due": "01/01/2021"}).status_code == 422
    one.refresh_from_db()
    assert (one.state, one.work.explanations.count()) == ("answered", 1), "all or nothing"
    answer = client.post(page, sent | {"due": f"{day:%d/%m/%Y}", "form_key": "r2"}, follow=True)
    assert "hỏi lại" in answer.text
    first, again = one.work.explanations.order_by("pk")
    assert (first.state, again.state, again.due) == ("refused", "asked", day)
    items = due_items.of(User.objects.get(pk=house.cell_secretary.pk), timezone.now())
    [item] = [item for item in items if item.key == f"work.explanation:{again.pk}"]
    assert "Vì sao chậm quý một?" in item.detail and "chưa nêu cách khắc phục" in item.detail
    answer_explanation(again, by=house.cell_secretary, answer="họp bù tháng năm")
    refuse_explanation(again, by=house.secretary, reason="thôi")
    assert one.work.explanations.count() == 2


def test_asked_of_an_open_work_with_time_to_answer(house: House):
    work = assigned(house)
    for words, field in (
        ({"question": "", "due": date(2021, 4, 20)}, "question"),
        ({"question": "Vì sao?", "due": date(2021, 4, 9)}, "due"),
    ):
        with pytest.raises(Refused) as refused:
            ask_explanation(work, by=house.office, at=moment(2021, 4, 10), **words)
        assert refused.value.field == field
    stop_work(work, by=house.office, reason="thôi")
    with pytest.raises(Refused):
        ask_explanation(work, by=house.office, question="Vì sao?", due=date(2030, 1, 1))

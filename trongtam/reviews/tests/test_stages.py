"""The steps of a scheme are the steps of its round: one without the collective's word goes straight to the appraisal, one without
a ballot asks for none. The quarterly rating of leaders is walked by the scheme that came with the program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.org.models import Person, Post, PostKind
from trongtam.org.tests.house import House, make_person
from trongtam.reviews.life import ORDER, STAGES, Act, State, after, step_of
from trongtam.reviews.models import Fact, Subject
from trongtam.reviews.operations import (
    RoundTerms,
    appraise,
    assess_self,
    decide,
    open_round,
    propose_level,
    record_ballot,
    send_back,
)
from trongtam.reviews.queries.known import facts_of
from trongtam.reviews.scheme import Scheme

from .cases import scheme
from .rounds import FULL, GOOD, make_schemes, members_of, moment, opened, see, self_said, voted
from .test_facts import work

OWN = {"code": "self", "title": "Tự chấm điểm"}
OPEN = {"code": "collective", "title": "Tập thể góp ý"}
APPRAISAL = {"code": "appraisal", "title": "Nhận xét"}
DECISION = {"code": "decision", "title": "Quyết định"}
PLAN = {"code": "plan", "title": "Đăng ký sản phẩm"}


def with_steps(*steps: dict[str, Any]) -> Scheme:
    return scheme(steps=list(steps))


def test_which_stages_a_scheme_has() -> None:
    assert scheme().stages == STAGES and scheme().votes_in_secret
    assert with_steps(PLAN, OWN, APPRAISAL, DECISION).stages == ("self", "appraisal", "decision")
    assert with_steps(OWN).stages == ("self", "decision")
    assert not with_steps(OWN, OPEN, DECISION).votes_in_secret
    assert with_steps(OWN, OPEN | {"ballot": True}, DECISION).votes_in_secret


def test_steps_stand_in_their_order() -> None:
    with pytest.raises(Refused, match="theo thứ tự"):
        with_steps(OWN, DECISION, APPRAISAL)


@given(st.sets(st.sampled_from(["collective", "appraisal"])), st.lists(st.sampled_from(list(Act)), max_size=40))
def test_no_walk_stands_at_a_stage_that_the_scheme_has_not(more: set[str], walk: list[Act]) -> None:
    stages = tuple(one for one in STAGES if one in more or one in ("self", "decision"))
    state = State.SELF
    for act in walk:
        reached = after(state, act, stages)
        if reached is None:
            continue
        if act == Act.SEND_BACK:
            assert ORDER.index(reached) < ORDER.index(state)
        state = reached
        assert state not in STAGES or state in stages
        assert 1 <= step_of(state, stages) <= len(stages)


def leader(house: House) -> Person:
    person = make_person("Trần Thử Lãnh", house.cell_a)
    held = {"kind": PostKind.DEPUTY_SECRETARY, "valid_from": date(2020, 1, 1), "basis": "Quyết định mẫu"}
    Post.objects.create(person=person, unit=house.committee, **held)
    return person


def test_without_the_collective_the_own_word_goes_to_the_appraisal(house: House) -> None:
    make_schemes(steps=[OWN, APPRAISAL, DECISION])
    round_ = opened(house)
    one = members_of(round_, house.cell_a)[0]
    Fact.objects.create(subject=one, code="work_beyond_share", value=40, frozen_at=moment())
    self_said(one, house.cell_secretary, FULL)
    assert one.state == "appraisal"
    with pytest.raises(Refused):
        record_ballot(one, voted(6, good=6), by=house.cell_secretary, at=moment())
    client = Client()
    client.force_login(house.office)
    page = client.get(reverse("reviews:form", args=[one.pk])).content.decode()
    assert "Thẩm định" in page and "Tập thể" not in page
    send_back(one, by=house.office, reason="Ghi thiếu.", at=moment())
    one.refresh_from_db()
    assert one.state == "self"
    self_said(one, house.cell_secretary, GOOD)
    appraise(one, "good", by=house.office, at=moment())
    decide(one, "good", by=house.secretary, at=moment())
    one.refresh_from_db()
    assert (one.state, one.level) == ("decided", "good")


def test_what_is_counted_stands_from_the_own_word_on_where_nobody_talks_about_it(house: House) -> None:
    make_schemes(steps=[OWN, APPRAISAL, DECISION])
    one = members_of(opened(house), house.cell_a)[0]
    work(house, person=one.person, state="in_progress", on_time=None, quality="")
    assess_self(one, dict.fromkeys(GOOD, Decimal(4)), by=house.cell_secretary, at=moment())
    work(house, person=one.person)
    one.refresh_from_db()
    assert facts_of(one)["work_late_share"] == 100


def test_without_a_ballot_the_collective_proposes_at_once(house: House) -> None:
    make_schemes(steps=[OWN, OPEN, APPRAISAL, DECISION])
    round_ = opened(house)
    one = self_said(members_of(round_, house.cell_a)[0], house.cell_secretary)
    with pytest.raises(Refused, match="bỏ phiếu kín"):
        record_ballot(one, voted(6, good=6), by=house.cell_secretary, at=moment())
    propose_level(one, "good", by=house.cell_secretary, at=moment())
    one.refresh_from_db()
    assert one.state == "appraisal"
    client = Client()
    client.force_login(house.cell_secretary)
    page = client.get(reverse("reviews:unit", args=[round_.pk, house.cell_a.code])).content.decode()
    assert reverse("reviews:vote", args=[round_.pk, house.cell_a.code]) not in page


def test_a_quarter_of_leaders_by_the_scheme_that_came_with_the_program(house: House) -> None:
    """Products, own points, the superior's word, the decision: nobody votes."""
    see(house)
    leader(house)
    days = (date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 12), date(2026, 10, 15))
    terms = RoundTerms("quarter", Period.parse("2026-Q3"), *days, on=date(2026, 9, 30))
    now = moment(date(2026, 10, 2))
    round_ = open_round(house.committee, terms, by=house.office, at=now)
    rows = Subject.objects.filter(round=round_).select_related("scheme")
    assert {one.scheme.code for one in rows} == {"qd366-leader-2b-quy"}
    one = rows.get(person__full_name="Trần Thử Lãnh")
    points = {code: item.most for code, item in one.scheme.read().items.items()}
    assess_self(one, points, by=house.office, at=now)
    one.refresh_from_db()
    assert one.state == "appraisal"
    appraise(one, "excellent", by=house.office, at=now)
    decide(one, "good", by=house.secretary, reason="Giữ tỷ lệ.", basis="12-QĐ/MẪU", at=now)
    one.refresh_from_db()
    assert (one.state, one.level) == ("decided", "good")

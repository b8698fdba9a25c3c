"""A list of works as it was known on a day: whatever came later, it reads as it read on that day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from trongtam.ground.errors import Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Kind, Progress, Turn, Work
from trongtam.work.operations import (
    Word,
    adjust_work,
    answer_obstacle,
    appraise_work,
    approve_work,
    carry_over_work,
    conclude_work,
    extend_work,
    hand_in_work,
    hand_over_work,
    plan_of,
    recall_work,
    reconsider_appraisal,
    reopen_work,
    report_progress,
    rewrite_work,
    send_back_work,
    stop_work,
    take_assignment_back,
    withdraw_work,
)
from trongtam.work.papers.words import as_known, how, presses, roadmap
from trongtam.work.plan import ProductLine, Step
from trongtam.work.queries.known import end_of
from trongtam.work.queries.told import Told, WorkList, list_of, progress_of

from .works import assigned, moment, official, registered

YEAR, STAGE = "2021", "2021..2022"
WHY = "lý do mẫu"


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def line(one: Told) -> tuple[Any, ...]:
    work = one.work
    said = (work.title, work.kind, work.stage_code, work.start, work.due, work.state, work.percent, one.row.holder)
    return (*said, one.supervisor, one.products, roadmap(one), one.done_steps, one.obstacle, how(one), presses(one))


def told(found: WorkList) -> tuple[Any, ...]:
    return [line(one) for one in found.of_units], [line(one) for one in found.of_persons], found.sums


def read(house: House, day: date, *, known: bool, span: str = YEAR, unit: Unit | None = None) -> list[Any]:
    moment = end_of(day) if known else None
    where = unit or house.committee
    return [told(one(where, span, house.office, day, moment)) for one in (list_of, progress_of)]


def test_what_was_agreed_and_said_later_is_not_in_the_earlier_paper(house: House) -> None:
    work = assigned(house, supervisor=house.standing.person)
    before = read(house, date(2021, 2, 1), known=False)
    first, _second = work.milestones.all()
    by = house.cell_secretary
    said = Word(50, milestones=(first,), obstacle="chờ mặt bằng mẫu")
    report = report_progress(work, said, by=by, at=moment(2021, 3, 30))
    middle = read(house, date(2021, 4, 1), known=False)
    answer_obstacle(report, by=house.office, answer="đã gỡ", at=moment(2021, 4, 5))
    new = replace(
        plan_of(Work.objects.get()),
        title="Tên đã chỉnh",
        supervisor=house.secretary.person,
        products=(ProductLine("sản phẩm khác"),),
        roadmap=(
            replace(plan_of(Work.objects.get()).roadmap[0], title="Bước một, chữ khác"),
            Step("Ba", date(2021, 9, 9)),
        ),
    )
    adjust_work(work, new, by=house.office, reason=WHY, at=moment(2021, 5, 1))
    extend_work(work, by=house.office, due=date(2021, 12, 30), reason=WHY, at=moment(2021, 5, 2))
    hand_over_work(work, by=house.office, unit=house.hamlet, reason=WHY, at=moment(2021, 5, 3))
    after = read(house, date(2021, 6, 1), known=False)
    stop_work(work, by=house.office, reason=WHY, at=moment(2021, 7, 1))
    for day, expected in ((date(2021, 2, 1), before), (date(2021, 4, 1), middle), (date(2021, 6, 1), after)):
        assert read(house, day, known=True) == expected, day
    assert read(house, date(2021, 1, 10), known=True)[1][2].works == 0, "it was not there yet"
    assert "chờ mặt bằng mẫu" in str(middle) and "Tên đã chỉnh" in str(after) and "Lê Thí Dụ" in str(before)


def test_a_change_from_before_the_trail_kept_what_was_agreed_is_said(house: House) -> None:
    """Of that work alone, and only in papers of a day before the change."""
    old = assigned(house)
    assigned(house, unit=house.hamlet)
    changed = replace(plan_of(old), title="Tên đã chỉnh")
    adjust_work(old, changed, by=house.office, reason=WHY, at=moment(2021, 5, 1))

    def lines(day: date) -> list[str]:
        moment = end_of(day)
        return [as_known(one(house.committee, YEAR, house.office, day, moment)) for one in (list_of, progress_of)]

    assert not any("ghi theo nội dung hiện nay" in one for one in lines(date(2021, 4, 1)))
    turn = Turn.objects.get(act="adjust")
    del turn.said["was"]
    turn.save()
    for line in lines(date(2021, 4, 1)):
        assert "1 việc" in line and "ghi theo nội dung hiện nay" in line
    assert not any("ghi theo nội dung hiện nay" in one for one in lines(date(2021, 6, 1)))
    given = list_of(house.committee, YEAR, house.office, date(2021, 4, 1), end_of(date(2021, 4, 1)))
    assert [one.work.title for one in given.of_units if one.work.pk == old.pk] == ["Tên đã chỉnh"]


def test_the_trail_keeps_no_name_of_a_person(house: House) -> None:
    work = assigned(house, supervisor=house.standing.person)
    changed = replace(plan_of(work), supervisor=house.secretary.person)
    adjust_work(work, changed, by=house.office, reason=WHY, at=moment(2021, 5, 1))
    kept = [str(turn.said) for turn in Turn.objects.all()]
    kept += [str(entry.payload) for entry in Entry.objects.filter(act="work.adjusted")]
    assert len(kept) == 3
    for name in (house.standing.person.full_name, house.secretary.person.full_name):
        assert not any(name in words for words in kept), name


# -- whatever is done ----------------------------------------------------------------------------------------------------


def _moves(house: House, at: Any, day: date, random: Random, people: list[Any]) -> list[Callable[[Work], Any]]:
    """Every act on a work, with something random about it; most are refused, as they are in life."""
    by = house.office
    later = min(day + timedelta(days=random.randint(1, 90)), date(2021, 12, 31))

    def changed(work: Work) -> Any:
        now = plan_of(work)
        steps = random.sample(now.roadmap, random.randint(0, len(now.roadmap)))
        steps.append(
            Step(f"Bước {random.randint(1, 9)}", now.due, unit=random.choice([None, house.cell_a, house.hamlet]))
        )
        products = (ProductLine(f"sản phẩm {random.randint(1, 9)}"),)
        kind = random.choice([Kind.BREAKTHROUGH, Kind.KEY])
        stage = random.choice(["", STAGE])
        person = random.choice([None, house.standing.person])
        title = f"Việc {random.randint(1, 99)}"
        return replace(
            now, title=title, roadmap=tuple(steps), products=products, kind=kind, stage=stage, supervisor=person
        )

    def reported(work: Work) -> Any:
        steps = list(work.milestones.filter(dropped_on=None, done_on=None))
        said = random.sample(steps, min(len(steps), random.randint(0, 1)))
        words = random.choice(["", "chờ vốn mẫu"])
        word = Word(random.choice([None, 20, 70]), tuple(said), note="lời mẫu", obstacle=words)
        return report_progress(work, word, by=by, on=max(work.start, day - timedelta(days=3)), at=at)

    def answered(work: Work) -> Any:
        waiting = Progress.objects.filter(work=work, answered_at=None).exclude(obstacle="").first()
        return answer_obstacle(waiting, by=by, answer="lời đáp", at=at) if waiting else None

    def handed_on(work: Work) -> Any:
        to = random.choice([{"unit": house.cell_b}, {"unit": house.hamlet}, *({"person": one} for one in people)])
        return hand_over_work(work, by=by, reason=WHY, at=at, **to)

    quality = random.choice(["as_asked", "beyond"])
    return [
        reported,
        reported,
        reported,
        answered,
        handed_on,
        lambda work: adjust_work(work, changed(work), by=by, reason=WHY, at=at),
        lambda work: rewrite_work(work, changed(work), by=by, at=at),
        lambda work: extend_work(work, by=by, due=later, reason=WHY, at=at),
        lambda work: hand_in_work(work, by=by, done_on=day, quality=quality, note="xong", at=at),
        lambda work: recall_work(work, by=by, at=at),
        lambda work: send_back_work(work, by=by, reason=WHY, at=at),
        lambda work: appraise_work(work, by=by, done_on=day, quality=quality, at=at),
        lambda work: reconsider_appraisal(work, by=by, reason=WHY, at=at),
        lambda work: conclude_work(work, by=by, at=at),
        lambda work: reopen_work(work, by=by, reason=WHY, at=at),
        lambda work: approve_work(work, by=by, at=at),
        *(_rarely(random, act, by=by, reason=WHY, at=at) for act in (withdraw_work, take_assignment_back, stop_work)),
        _rarely(random, carry_over_work, by=by, due=date(2022, 6, 30), reason=WHY, at=at),
    ]


def _rarely(random: Random, act: Callable[..., Any], **given: Any) -> Callable[[Work], Any]:
    """What ends a work, seldom enough that works live long."""
    return lambda work: act(work, **given) if random.random() < 0.12 else None


@pytest.mark.parametrize("seed", range(4))
def test_every_day_reads_again_as_it_read_then(house: House, seed: int) -> None:
    random, people = Random(seed), [official(house).person, official(house, "Đỗ Ví Dụ").person]
    works = [assigned(house, title="Việc một", supervisor=house.standing.person), assigned(house, unit=house.hamlet)]
    works += [
        assigned(house, person=people[0], stage=STAGE, title="Việc của người"),
        registered(house, title="Việc đăng ký"),
    ]
    day, seen, acts = date(2021, 2, 1), [], set()
    for _turn in range(40):
        day += timedelta(days=random.randint(1, 8))
        for _try in range(6):
            work = Work.objects.get(pk=random.choice(Work.objects.values_list("pk", flat=True)))
            if work.period_code != YEAR:
                continue
            move = random.choice(_moves(house, moment(day.year, day.month, day.day), day, random, people))
            try:
                move(work)
            except Refused:
                continue
        seen.append((day, [read(house, day, known=False, span=span) for span in (YEAR, STAGE, "2022")]))
        acts = set(Turn.objects.values_list("act", flat=True))
    assert len(acts) >= 10, acts
    for day, expected in seen:
        assert [read(house, day, known=True, span=span) for span in (YEAR, STAGE, "2022")] == expected, day


@pytest.mark.parametrize("count", [1, 3])
def test_as_known_the_queries_stay_the_same_however_many_works(
    house: House, django_assert_num_queries: Any, count: int
) -> None:
    person = official(house).person
    for number in range(count):
        work = assigned(house, title=f"Việc {number}", person=person)
        report_progress(work, Word(10, obstacle="mưa"), by=house.office, at=moment(2021, 3, 1))
    user = get_user_model().objects.get(pk=house.office.pk)
    read = progress_of(house.committee, YEAR, user, date(2021, 6, 1), end_of(date(2021, 6, 1)))
    assert len(read.every) == count
    with django_assert_num_queries(9):
        progress_of(house.committee, YEAR, user, date(2021, 6, 1), end_of(date(2021, 6, 1)))

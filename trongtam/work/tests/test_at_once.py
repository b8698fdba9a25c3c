"""Two people at the same moment, each in a transaction of his own: one is heard, the other is told, nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ledger.verify import verify_all
from trongtam.org.tests.house import make_house
from trongtam.work.models import Work
from trongtam.work.operations import (
    Word,
    appraise_work,
    approve_work,
    hand_in_work,
    hand_over_work,
    report_progress,
    return_work,
)

from .works import assigned, handed_in, moment, official, registered

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each: "done", or the sentence of its refusal. They begin together."""
    begin = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            begin.wait()
            act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def whole() -> bool:
    return not [report.fault for report in verify_all() if report.fault]


def test_of_two_supervisors_one_appraises() -> None:
    house = make_house()
    work = handed_in(house)

    def appraise(by: User, quality: str) -> Callable[[], object]:
        return lambda: appraise_work(work, by=by, quality=quality, done_on=date(2021, 12, 1), at=moment(2021, 12, 20))

    told = at_once(
        appraise(house.office, "as_asked"), appraise(house.secretary, "short"), appraise(house.office, "short")
    )
    assert told.count("done") == 1
    assert all("“" in one for one in told if one != "done")  # what has happened meanwhile is named
    assert work.appraisals.filter(side="supervisor").count() == 1
    assert work.turns.filter(act="appraise").count() == 1
    assert whole()


def test_a_registration_is_approved_or_returned_not_both() -> None:
    house = make_house()
    work = registered(house)
    told = at_once(
        lambda: approve_work(work, by=house.office, at=moment(2021, 1, 15)),
        lambda: return_work(work, by=house.secretary, reason="chưa rõ sản phẩm", at=moment(2021, 1, 15)),
    )
    assert told.count("done") == 1
    assert Work.objects.get(pk=work.pk).state == ("assigned" if told[0] == "done" else "returned")
    assert work.turns.filter(act__in=["approve", "return"]).count() == 1
    assert whole()


def test_reports_at_once_are_all_kept_and_the_last_one_holds() -> None:
    house = make_house()
    work = assigned(house)

    def report(by: User, percent: int) -> Callable[[], object]:
        word = Word(percent, note=f"được {percent} (mẫu)")
        return lambda: report_progress(work, word, by=by, at=moment(2021, 6, 1))

    told = at_once(*(report(by, percent) for by, percent in [(house.cell_secretary, 40), (house.office, 40)]))
    assert told == ["done", "done"]
    assert work.reports.count() == 2
    assert Work.objects.get(pk=work.pk).percent == 40
    assert whole()


def test_handed_over_while_it_is_handed_in_it_ends_with_one_of_both() -> None:
    house = make_house()
    work, other = assigned(house), official(house)
    said = {"done_on": date(2021, 6, 1), "quality": "as_asked", "note": "đủ sản phẩm mẫu", "at": moment(2021, 6, 2)}
    told = at_once(
        lambda: hand_in_work(work, by=house.office, **said),
        lambda: hand_over_work(work, by=house.secretary, person=other.person, reason="đổi người (mẫu)"),
    )
    held = Work.objects.get(pk=work.pk)
    assert "done" in told
    # Handed in first, it cannot be handed over any more; handed over first, the office still hands it in, for the new holder.
    assert (held.state, held.holder_unit) in [("reported", house.cell_a), ("reported", None)]
    assert (held.holder_person == other.person) == (told[1] == "done")
    assert whole()

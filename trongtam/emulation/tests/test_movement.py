"""A movement: launched by an organ, committed to by units, reviewed with figures that are frozen, closed by its final review."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.emulation.models import Movement
from trongtam.emulation.operations import Asked, commit, review_movement
from trongtam.emulation.queries.figures import Figure
from trongtam.emulation.queries.movements import figures_of, open_for, silent_units, since
from trongtam.ground.errors import NotAllowed
from trongtam.ground.periods import month_end
from trongtam.ledger.models import Entry
from trongtam.org.tests.asking import refusal, sign_in, text

from .emulating import NOW, cell_beside, indicator, movement_of
from .emulating import figures_of as state_figures

pytestmark = pytest.mark.django_db
DAY = date(2017, 6, 30)


def test_launched_seen_below_committed_to_and_said_anew(house):
    made = movement_of(house)
    sees = {
        name
        for name in ("office", "cell_secretary", "hamlet_head", "provincial", "stranger")
        if Movement.objects.visible_to(getattr(house, name)).filter(pk=made.pk).exists()
    }
    assert sees == {"office", "cell_secretary", "hamlet_head", "provincial"}
    commit(made, house.cell_a, by=house.cell_secretary, text="Mỗi tuần một buổi", on=DAY, at=NOW)
    commit(made, house.cell_a, by=house.office, text="Mỗi tháng hai buổi", on=DAY, at=NOW)
    one = made.commitments.get()
    assert one.text == "Mỗi tháng hai buổi" and one.proxy
    first, second = Entry.objects.filter(act="emulation.committed").order_by("pk")
    assert first.payload["before"] is None and second.payload["before"] == "Mỗi tuần một buổi"
    assert house.cell_a not in silent_units(made, house.office, DAY)
    assert house.cell_b in silent_units(made, house.office, DAY)
    assert list(open_for(house.cell_secretary, [house.cell_a.pk], DAY)) == []
    assert list(open_for(house.other_cell_secretary, [house.cell_b.pk], DAY)) == [made]


def test_who_may(house):
    for name in ("cell_secretary", "standing", "provincial", "stranger"):
        with pytest.raises(NotAllowed):
            movement_of(house, by=getattr(house, name))
    made = movement_of(house)
    for name in ("other_cell_secretary", "standing", "stranger", "provincial"):
        with pytest.raises(NotAllowed):
            commit(made, house.cell_a, by=getattr(house, name), text="Cam kết", on=DAY, at=NOW)
        with pytest.raises(NotAllowed):
            review_movement(made, by=getattr(house, name), kind="interim", on=DAY, found="Tốt", at=NOW)


def test_what_makes_no_sense(house):
    assert refusal(movement_of, house, title="").field == "title"
    assert refusal(movement_of, house, valid_to=date(2016, 1, 1)).field == "valid_to"
    assert refusal(movement_of, house, criteria=(Asked(" "),)).field == "criteria"
    assert refusal(movement_of, house, criteria=(Asked("Có 10 buổi", None, Decimal(10)),)).field == "criteria"
    unclear = indicator("dung-muc", better="exact")
    assert refusal(movement_of, house, criteria=(Asked("Đúng mức", unclear),)).field == "criteria"
    made = movement_of(house)
    assert refusal(commit, made, house.cell_a, by=house.office, text=" ", on=DAY, at=NOW).field == "text"
    assert refusal(commit, made, house.cell_a, by=house.office, text="x", on=date(2030, 1, 1), at=NOW).field == "on"
    far = {"kind": "interim", "on": date(2016, 1, 1), "found": "x"}
    assert refusal(review_movement, made, by=house.office, at=NOW, **far).field == "on"
    assert refusal(review_movement, made, by=house.office, kind="interim", on=DAY, found=" ", at=NOW).field == "found"


def test_reviews_freeze_what_was_read_and_the_final_one_closes(house):
    one = indicator()
    made = movement_of(house, criteria=(Asked("Có từ 10 buổi ra quân", one, Decimal(10)), Asked("Đường sạch")))
    for cell in (house.cell_a, house.cell_b):
        commit(made, cell, by=house.office, text="Cam kết", on=DAY, at=NOW)
    state_figures(house, one, house.cell_a, [4, 4, 4])
    state_figures(house, one, house.cell_b, [2])
    read = {(stand.unit.pk, stand.value, stand.meets) for stand in figures_of(made, DAY)}
    assert read == {(house.cell_a.pk, Decimal(12), True), (house.cell_b.pk, Decimal(2), False)}
    interim = review_movement(made, by=house.office, kind="interim", on=DAY, found="Khá", at=NOW)
    assert {(row["unit"], row["value"], row["meets"]) for row in interim.figures} == {
        (house.cell_a.pk, "12", True),
        (house.cell_b.pk, "2", False),
    }
    final = review_movement(made, by=house.office, kind="final", on=date(2017, 12, 20), found="Tổng kết", at=NOW)
    made.refresh_from_db()
    assert made.closed_on == date(2017, 12, 20) and final.figures
    again = {"kind": "interim", "on": date(2017, 12, 21), "found": "x"}
    assert refusal(review_movement, made, by=house.office, at=NOW, **again)
    assert refusal(commit, made, house.cell_a, by=house.office, text="Muộn", on=DAY, at=NOW)


def test_a_sum_counts_from_the_beginning_of_the_movement_over_years(house):
    one = indicator()
    call = {"valid_to": date(2018, 6, 30), "criteria": (Asked("Có từ 3 buổi", one, Decimal(3)),)}
    made = movement_of(house, **call)
    commit(made, house.cell_a, by=house.office, text="Cam kết", on=DAY, at=NOW)
    state_figures(house, one, house.cell_a, [1] * 12)
    state_figures(house, one, house.cell_a, [1, 1], year=2018)
    (stand,) = figures_of(made, date(2018, 3, 1))
    assert (stand.value, stand.meets, stand.since) == (Decimal(14), True, date(2017, 1, 1))


def test_months_before_the_movement_do_not_count(house):
    one = indicator()
    call = {"valid_from": date(2017, 4, 10), "criteria": (Asked("Có từ 3 buổi", one, Decimal(3)),)}
    made = movement_of(house, **call)
    for cell in (house.cell_a, house.cell_b):
        commit(made, cell, by=house.office, text="Cam kết", on=DAY, at=NOW)
    state_figures(house, one, house.cell_a, [5, 5, 5, 1, 1])
    state_figures(house, one, house.cell_b, [5, 5, 5])
    told = {stand.unit.pk: (stand.value, stand.meets) for stand in figures_of(made, DAY)}
    assert told == {house.cell_a.pk: (Decimal(2), False), house.cell_b.pk: (None, None)}


MONTHS = st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=1, max_size=30)


@given(MONTHS, st.integers(0, 29))
def test_since_is_the_sum_of_the_months_from_the_first_on(months, begins):
    """Against a plain sum; None: nothing was stated that month."""
    ends = [month_end(2016 + n // 12, n % 12 + 1) for n in range(len(months))]
    known, year, running = {}, None, Decimal(0)
    for on, amount in zip(ends, months, strict=True):
        running = running if on.year == year else Decimal(0)
        year, running = on.year, running + (amount or 0)
        if amount is not None:
            known[on] = Figure(on, running)
    first = ends[begins % len(ends)].replace(day=1)
    later = [on for on in known if on >= first]
    if later:
        expected = sum(amount or 0 for on, amount in zip(ends, months, strict=True) if first <= on <= later[-1])
        assert since(known, first, later[-1]) == expected


def test_what_a_review_kept_is_read_by_those_above_the_unit_whatever_is_stated_later(house):
    one = indicator()
    made = movement_of(house, criteria=(Asked("Có từ 10 buổi", one, Decimal(10)),))
    for cell in (house.cell_a, house.cell_b):
        commit(made, cell, by=house.office, text="Cam kết", on=DAY, at=NOW)
        state_figures(house, one, cell, [7, 7])
    review_movement(made, by=house.office, kind="interim", on=DAY, found="Khá", at=NOW)
    state_figures(house, one, house.cell_a, [7, 7, 7], year=2017)
    page = f"/emulation/movements/{made.pk}/"
    office = text(sign_in(house.office), page).split("Số liệu ngày đó")[1]
    assert office.count("14 việc") == 2 and house.cell_a.name in office and house.cell_b.name in office
    own = text(sign_in(house.cell_secretary), page).split("Số liệu ngày đó")[1]
    assert house.cell_a.name in own and house.cell_b.name not in own


@pytest.mark.parametrize("count", [1, 3])
def test_figures_are_read_in_so_many_queries(house, count, django_assert_num_queries):
    one = indicator()
    made = movement_of(house, criteria=(Asked("Có từ 10 buổi", one, Decimal(10)),))
    for cell in (house.cell_a, house.cell_b, cell_beside(house, 1))[:count]:
        commit(made, cell, by=house.office, text="Cam kết", on=DAY, at=NOW)
        state_figures(house, one, cell, [4])
    with django_assert_num_queries(5):
        figures_of(made, DAY)

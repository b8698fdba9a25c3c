"""Peers are of one kind, alike in size before all others, near before far, and in no order of merit."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.emulation.peers import Place, like_size, middle, peers

pytestmark = pytest.mark.once

PATHS = st.sampled_from(["/1/2/3/", "/1/2/", "/1/2/4/", "/1/5/", "/6/7/"])
PLACES = st.builds(
    Place,
    st.integers(10, 99),
    st.sampled_from(["Mẫu Một", "Mẫu Hai", "Mẫu Ba"]),
    st.sampled_from(["cell", "hamlet"]),
    st.one_of(st.none(), st.integers(0, 60)),
    PATHS,
)
ROWS = st.lists(PLACES, max_size=12, unique_by=lambda one: one.key)


def settled(place: Place) -> Place:
    return Place(place.key, place.name, place.kind, place.size, f"{place.path}{place.key}/")


ME = Place(1000, "Chi bộ mẫu", "cell", 10, "/1/2/3/1000/")


@given(ROWS, st.randoms(use_true_random=False))
def test_whatever_the_order_the_same_peers(rows, chance):
    places = [settled(one) for one in rows]
    shuffled = list(places)
    chance.shuffle(shuffled)
    assert peers(ME, places) == peers(ME, shuffled)


@given(ROWS)
def test_of_one_kind_never_oneself_and_like_size_first(rows):
    found = peers(ME, [ME, *map(settled, rows)])
    assert all(one.place.kind == "cell" and one.place.key != ME.key for one in found)
    assert len(found) == sum(one.kind == "cell" for one in rows)
    ranks = [{True: 0, None: 1, False: 2}[one.fits] for one in found]
    assert ranks == sorted(ranks)
    for first, second in itertools.pairwise(found):
        assert first.fits != second.fits or first.steps <= second.steps


@given(ROWS)
def test_the_lowest_unit_above_both(rows):
    for one in peers(ME, [settled(each) for each in rows]):
        mine, theirs = ME.path.strip("/").split("/")[:-1], one.place.path.strip("/").split("/")[:-1]
        shared = [a for a, b in zip(mine, theirs, strict=False) if a == b]
        whole = [part for place, part in enumerate(shared) if mine[:place] == theirs[:place]]
        assert one.common == (int(whole[-1]) if whole else None)


@pytest.mark.parametrize(
    ("mine", "theirs", "fits"),
    [(10, 20, True), (10, 21, False), (10, 5, True), (9, 4, False), (None, 3, None), (0, 0, None)],
)
def test_sizes(mine, theirs, fits):
    assert like_size(mine, theirs) is fits


def test_the_middle():
    assert (middle([]), middle([3]), middle([5, 1]), middle([4, 9, 1])) == (None, 3, 1, 4)

"""Which conditions find the units below many others: fewer than the others, never less than they hold."""

from hypothesis import given
from hypothesis import strategies as st

from trongtam.targets.computing.units import _gathered, _outermost

steps = st.lists(st.integers(1, 60), min_size=1, max_size=4)
paths = st.lists(steps.map(lambda one: "/" + "/".join(map(str, one)) + "/"), min_size=1, max_size=80)


@given(paths)
def test_every_path_lies_under_one_that_is_asked_for(asked):
    found = _gathered(_outermost(asked))
    assert all(any(path.startswith(one) for one in found) for path in asked)
    assert "/" not in found, "never the whole country"


@given(paths)
def test_what_is_asked_for_beside_them_is_the_parent_of_many(asked):
    alone = _outermost(asked)
    for one in _gathered(alone):
        below = [
            path for path in alone if path.startswith(one) and path != one and path.count("/") == one.count("/") + 1
        ]
        assert one in alone or len(below) > 20


def test_a_province_is_asked_for_once():
    assert _gathered([f"/1/{number}/" for number in range(2, 122)]) == ["/1/"]
    assert _gathered(["/1/2/", "/1/3/", "/4/"]) == ["/1/2/", "/1/3/", "/4/"]

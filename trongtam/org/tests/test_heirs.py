"""Of what cannot be divided a unit that ends has one heir."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trongtam.org.reorganising import heirs


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from("ab"), st.fractions(Fraction(1, 8), 1)), max_size=8))
def test_an_ended_unit_has_one_heir_with_the_largest_share(links):
    found = heirs(links)
    assert set(found) == {unit for unit, _key, _share in links}
    for unit, key in found.items():
        shares = {one: max(s for u, k, s in links if (u, k) == (unit, one)) for u, one, _s in links if u == unit}
        assert shares[key] == max(shares.values())

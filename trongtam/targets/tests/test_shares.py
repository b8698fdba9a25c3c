"""Shares and their warnings, fits, growth, exact numbers."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.numbers.units import convert
from trongtam.targets.figures.errors import Inconsistent
from trongtam.targets.figures.exact import decimal, fraction, half_up, plain
from trongtam.targets.figures.fits import MOST, find_fits, fits_a_count
from trongtam.targets.figures.growth import grow, grow_series
from trongtam.targets.figures.shares import Nested, share_out, warn_of_bases

CLASSES = {"good": 718, "completed": 47, "not": 10}


def rounded(share):
    return str(half_up(share, 2))


def decimals(*texts):
    return [Decimal(text) for text in texts]


def codes(found):
    return [(str(warning.code), warning.of) for warning in found.warnings]


def test_member_classes():
    printed = dict(zip(CLASSES, decimals("92.65", "6.06", "1.3"), strict=True))
    found = share_out(775, CLASSES, within={"excellent": Nested("good", 113)}, printed=printed)
    assert [rounded(share) for share in found.shares.values()] == ["92.65", "6.06", "1.29"]
    assert [rounded(share) for share in (found.within["excellent"].of_all, found.within["excellent"].of_part)] == [
        "14.58",
        "15.74",
    ]
    assert found.sum == 100 and found.sum_printed == Decimal("100.01")
    assert codes(found) == [("printed_not_100", None)]
    assert "100.01" in str(found.warnings[0].message)


def test_cells_of_the_old_scheme():
    printed = {"strong": Decimal("88.18"), "good": Decimal("11.82"), "excellent": Decimal("23.1")}
    found = share_out(110, {"strong": 97, "good": 13}, printed=printed)
    assert [rounded(share) for share in found.shares.values()] == ["88.18", "11.82"]
    assert codes(found) == [("printed_fits_no_count", "excellent")]


def test_counts_that_do_not_sum_to_the_base():
    found = share_out(41, {"a": 24, "b": 15, "c": 22})
    assert codes(found) == [("sum_not_base", None)] and found.sum_printed is None
    assert rounded(found.sum) == "148.78"


def test_a_nested_share_may_be_printed_of_its_part():
    within = {"excellent": Nested("good", 1)}
    assert codes(share_out(100, {"good": 3, "rest": 97}, within=within, printed={"excellent": Decimal("33.3")})) == []
    odd = share_out(100, {"good": 3, "rest": 97}, within=within, printed={"excellent": Decimal("33.4")})
    assert codes(odd) == [("printed_fits_no_count", "excellent")]
    empty = share_out(1, {"good": 0}, within={"excellent": Nested("good", 0)})
    assert empty.within["excellent"].of_part is None


@pytest.mark.parametrize(
    ("field", "base", "parts", "within"),
    [
        ("base", 0, {}, {}),
        ("parts", 5, {"a": 6}, {}),
        ("parts", 5, {"a": -1}, {}),
        ("within", 5, {"a": 5}, {"b": Nested("a", 6)}),
        ("within", 5, {"a": 5}, {"b": Nested("c", 1)}),
        ("within", 5, {"a": 5}, {"a": Nested("a", 1)}),
        ("within", 5, {"a": 5}, {"b": Nested("a", -1)}),
    ],
)
def test_tables_that_cannot_be(field, base, parts, within):
    with pytest.raises(Inconsistent) as refused:
        share_out(base, parts, within=within)
    assert refused.value.field == field


def test_shares_of_one_table_share_a_base():
    assert warn_of_bases({"a": 775, "b": 775}) is None
    assert "a: 775, b: 718" in str(warn_of_bases({"a": 775, "b": 718}).message)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6).filter(any))
def test_disjoint_shares_sum_to_100(counts):
    found = share_out(sum(counts), {str(place): count for place, count in enumerate(counts)})
    assert found.sum == 100 and found.warnings == ()
    assert abs(sum(found.shares.values()) - 100) < Decimal("1e-20")


@given(st.integers(1, 2000), st.integers(0, 2000), st.integers(0, 4))
def test_a_share_of_a_count_fits_a_count(base, count, places):
    assert fits_a_count(half_up(Fraction(min(count, base) * 100, base), places), base)


def test_the_land_of_the_households():
    area = Decimal("46346.8")
    assert convert(area, "m²", "ha") == Decimal("4.63468")
    assert half_up(fraction(area) / 82, 1) == Decimal("565.2")


# -- fits --------------------------------------------------------------------------------------------------------------


def test_the_bases_behind_the_member_classes():
    found = find_fits(decimals("92.65", "6.06", "1.3"), closes=True, max_base=1000)
    assert found.rounded == ((775, (718, 47, 10)), (776, (719, 47, 10)))
    assert not found.more


def test_fits_are_cut():
    found = find_fits(decimals("50"), closes=False, max_base=10_000)
    assert len(found.rounded) == MOST and found.more
    assert not find_fits(decimals("-1", "101"), closes=False, max_base=50).rounded


@pytest.mark.parametrize(
    ("printed", "most", "field"), [([], 5, "printed"), (["1"], 0, "max_base"), (["1"], 10_001, "max_base")]
)
def test_what_cannot_be_tried(printed, most, field):
    with pytest.raises(Inconsistent) as refused:
        find_fits(decimals(*printed), closes=True, max_base=most)
    assert refused.value.field == field


@given(
    st.lists(st.decimals("0", "100", places=1) | st.decimals("0", "100", places=0), min_size=1, max_size=3),
    st.booleans(),
)
def test_fits_are_those_that_trying_everything_finds(printed, closes):
    def shown(count, base, share, cut):
        places = max(0, -share.as_tuple().exponent)
        exact = Fraction(count * 100, base)
        return Fraction(exact * 10**places // 1, 10**places) == share if cut else half_up(exact, places) == share

    def tried(cut):
        for base in range(1, 8):
            for counts in product(range(base + 1), repeat=len(printed)):
                fits = all(shown(count, base, share, cut) for count, share in zip(counts, printed, strict=True))
                if fits and (not closes or sum(counts) == base):
                    yield base, counts

    found = find_fits(printed, closes=closes, max_base=7)
    assert found.rounded == tuple(tried(False)) and found.truncated == tuple(tried(True))


# -- growth ------------------------------------------------------------------------------------------------------------


def test_growth_of_a_series():
    found = grow_series(decimals("34.03", "36", "39"))
    assert [rounded(rate) for rate in (found.total, found.compound, found.simple, found.mean)] == [
        "14.60",
        "7.05",
        "7.30",
        "7.06",
    ]


def test_growth_between_two_values():
    found = grow(Decimal(100), Decimal("110.25"), Decimal(2))
    assert (found.total, found.compound, found.simple, found.mean) == (Decimal("10.25"), 5, Decimal("5.125"), None)
    assert grow(Decimal(5), Decimal(0), Decimal(3)).compound == -100
    assert grow(Decimal(5), Decimal(-1), Decimal(3)).compound is None
    assert grow(Decimal(5), Decimal(6), Decimal(1)).compound == 20


def test_a_root_that_ends_is_rounded_as_what_it_is():
    ratio = Decimal("1.00125") ** 2
    assert half_up(grow(Decimal(1), ratio, Decimal(2)).compound, 2) == Decimal("0.13")


def test_growth_that_cannot_be():
    for field, act in (
        ("series", lambda: grow_series(decimals("1"))),
        ("series", lambda: grow_series(decimals("0", "1"))),
        ("first", lambda: grow(Decimal(0), Decimal(1), Decimal(1))),
        ("years", lambda: grow(Decimal(1), Decimal(1), Decimal(0))),
        ("years", lambda: grow(Decimal(1), Decimal(9), Decimal("0.0001"))),
    ):
        with pytest.raises(Inconsistent) as refused:
            act()
        assert refused.value.field == field
    assert grow_series(decimals("1", "0", "5")).mean is None


@given(st.lists(st.decimals("0.01", "1000", places=2), min_size=2, max_size=8))
def test_compound_growth_leads_from_the_first_to_the_last(series):
    found = grow_series(series)
    years = len(series) - 1
    assert abs(series[0] * (1 + found.compound / 100) ** years - series[-1]) < Decimal("1e-15")
    assert found.total == decimal((fraction(series[-1]) / fraction(series[0]) - 1) * 100)


# -- exact numbers -----------------------------------------------------------------------------------------------------


@given(st.decimals("-1000", "1000", places=5), st.integers(0, 4))
def test_half_up_is_pythons_half_up(value, places):
    assert half_up(value, places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(Fraction(value), places) == half_up(value, places)
    assert not str(half_up(value, places)).startswith("-0.0000000") or half_up(value, places) != 0


@given(st.fractions())
def test_a_cut_decimal_rounds_like_its_fraction(value):
    assert half_up(decimal(value), 2) == half_up(value, 2)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_decimals_that_end_come_back_exactly(value):
    assert decimal(fraction(value)) == value
    assert Decimal(plain(value)) == value and not plain(value).endswith(".")


def test_plain_text():
    assert [plain(Decimal(text)) for text in ("100", "1E+2", "2.50", "-0.0", "0.10")] == [
        "100",
        "100",
        "2.5",
        "0",
        "0.1",
    ]


@pytest.mark.parametrize(
    ("value", "error"),
    [(True, TypeError), (1.5, TypeError), (Decimal("NaN"), ValueError), (Decimal("Infinity"), ValueError)],
)
def test_what_is_no_exact_number(value, error):
    with pytest.raises(error):
        fraction(value)

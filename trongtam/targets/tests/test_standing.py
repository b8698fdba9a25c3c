"""The judgement of one target: the table, its edges, pace, outlook, change, forms."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.targets.figures.baseline import before_change, before_relative_change
from trongtam.targets.figures.display import show_percent
from trongtam.targets.figures.errors import Inconsistent
from trongtam.targets.figures.exact import half_up
from trongtam.targets.figures.goal import COMPARATORS, Form, Goal
from trongtam.targets.figures.overall import summarise
from trongtam.targets.figures.standing import Actual, change, grade, judge, mark, reading_day

YEAR = Period.year(2022)
END = YEAR.end
POSITIVE = st.decimals("0.01", "100000", places=2)
ANY = st.decimals("-100000", "100000", places=2)


def goal(better="more", plan=100, comparator=None, **more):
    if plan is not None and not isinstance(plan, Decimal):
        plan = Decimal(str(plan))
    comparator = comparator or COMPARATORS[better][0]
    return Goal(**{"measure": "flow", "period": YEAR, **more, "better": better, "plan": plan, "comparator": comparator})


def stand(target, value, as_of=END, **more):
    if value is not None and not isinstance(value, bool | Decimal):
        value = Decimal(str(value))
    return judge(target, Actual(value, **more), as_of)


def said(standing):
    percent = None if standing.percent is None else str(half_up(standing.percent, 2))
    return percent, standing.band, standing.rule


@pytest.mark.parametrize(
    ("target", "value", "expected"),
    [
        (goal(), None, (None, "not_measured", "not_measured")),
        (goal(plan=3), 4, ("133.33", "met", "actual_over_plan")),
        (goal(plan=4), 100, ("2500.00", "met", "actual_over_plan")),
        (goal(plan=100), -5, ("-5.00", "not_met", "actual_over_plan")),
        (goal(plan=100), 60, ("60.00", "partly", "actual_over_plan")),
        (goal(plan=100), "59.999", ("60.00", "not_met", "actual_over_plan")),
        (goal(plan=100), "99.999", ("100.00", "partly", "actual_over_plan")),
        (goal(plan=100, comparator=">"), 100, ("100.00", "met", "actual_over_plan")),
        (goal(plan=0), 1, (None, "met", "plan_zero")),
        (goal(plan=0), 0, (None, "not_met", "plan_zero")),
        (goal(plan=-5), -5, (None, "met", "plan_negative")),
        (goal(plan=-5, comparator=">"), -5, (None, "not_met", "plan_negative")),
        (goal(plan=-5, comparator=">"), -4, (None, "met", "plan_negative")),
        (goal("less", plan=-5, comparator="<"), -5, (None, "not_met", "plan_negative")),
        (goal("less", plan=-5), -5, (None, "met", "plan_negative")),
        (goal("exact", plan=-5), -5, (None, "met", "plan_negative")),
        (goal("exact", plan=-5, comparator="~", tolerance=1), -7, (None, "not_met", "plan_negative")),
        (goal("range", plan=-5, plan_to=2), 2, (None, "met", "plan_negative")),
        (goal("less", plan=10, baseline=20), 15, ("50.00", "not_met", "from_baseline")),
        (goal("less", plan=10, baseline=20), 25, ("-50.00", "not_met", "from_baseline")),
        (goal("less", plan=10, baseline=20), 5, ("150.00", "met", "from_baseline")),
        (goal("less", plan=0, baseline=20), 5, ("75.00", "partly", "from_baseline")),
        (goal("less", plan=10, baseline=10), 5, ("100.00", "met", "within_plan")),
        (goal("less", plan=0), 0, (None, "met", "plan_zero")),
        (goal("less", plan=0), 1, (None, "not_met", "plan_zero")),
        (goal("less", plan=10), 10, ("100.00", "met", "within_plan")),
        (goal("less", plan=10, comparator="<"), 10, ("100.00", "met", "within_plan")),
        (goal("less", plan=10), 12, ("83.33", "partly", "plan_over_actual")),
        (goal("less", plan=10), 20, ("50.00", "not_met", "plan_over_actual")),
        (goal("exact", plan=10), 10, ("100.00", "met", "equal")),
        (goal("exact", plan=0), 0, ("100.00", "met", "equal")),
        (goal("exact", plan=0), 1, (None, "not_met", "unequal")),
        (goal("exact", plan=10), 8, ("80.00", "partly", "unequal")),
        (goal("exact", plan=10), 20, ("50.00", "not_met", "unequal")),
        (goal("exact", plan=10, comparator="~", tolerance=1), 11, ("90.91", "met", "equal")),
        (goal("exact", plan=10, comparator="~", tolerance=1), 12, ("83.33", "partly", "unequal")),
        (goal("range", plan=10, plan_to=20), 10, ("100.00", "met", "within_range")),
        (goal("range", plan=10, plan_to=20), 20, ("100.00", "met", "within_range")),
        (goal("range", plan=10, plan_to=20), 8, ("80.00", "partly", "outside_range")),
        (goal("range", plan=10, plan_to=20), 40, ("50.00", "not_met", "outside_range")),
        (goal("range", plan=0, plan_to=20), -1, (None, "not_met", "outside_range")),
        (goal("range", plan=0, plan_to=0), 1, ("0.00", "not_met", "outside_range")),
        (goal(plan=10, edges=(50, 90)), 9, ("90.00", "met", "actual_over_plan")),
        (goal(plan=10, edges=(50, 90)), 5, ("50.00", "partly", "actual_over_plan")),
        (goal(plan=10, edges=(60, 110)), "10.5", ("105.00", "partly", "actual_over_plan")),
        (goal("less", plan=10, edges=(60, 110)), 10, ("100.00", "met", "within_plan")),
    ],
)  # fmt: skip
def test_every_row_of_the_table(target, value, expected):
    assert said(stand(target, value)) == expected


def test_yes_or_no():
    target = Goal("yes_no", None, "status", YEAR)
    assert said(stand(target, True)) == ("100.00", "met", "yes_no")
    assert said(stand(target, False)) == ("0.00", "not_met", "yes_no")
    assert said(stand(target, None)) == (None, "not_measured", "not_measured")
    standing = stand(target, True)
    assert (standing.pace, standing.outlook, standing.over_plan, standing.met) == (None, None, None, True)


def test_what_is_not_settled_is_shown_and_not_judged():
    standing = stand(goal(), 100, settled=False)
    assert said(standing) == (None, "not_measured", "not_measured")
    assert (standing.pace, standing.outlook, standing.change_baseline, standing.judged) == (None, None, None, None)


def test_production_value_of_nine_months():
    target = goal(plan=200)
    standing = stand(target, 152, date(2022, 9, 30), bound="more_than", same_period=Decimal(130))
    assert said(standing) == ("76.00", "partly", "actual_over_plan")
    assert (standing.elapsed, standing.gap, standing.pace, standing.bound) == (75, 1, "on_pace", "more_than")
    assert standing.change_same_period.absolute == 22
    assert half_up(standing.change_same_period.relative_percent, 2) == Decimal("16.92")
    assert half_up(standing.outlook.value, 2) == Decimal("202.67") and standing.outlook.basis == "straight_line"


def test_hygienic_facilities_change_in_points():
    standing = stand(goal(plan=90, measure="ratio", in_points=True, baseline=Decimal(87)), 95, bound="more_than")
    assert standing.change_baseline.absolute == 8 and standing.change_baseline.in_points
    assert standing.bound == "more_than" and standing.outlook.basis == "last_value"


def test_the_baseline_behind_a_rise_in_points():
    before = before_change(Decimal(95), Decimal(8), bound="more_than")
    assert (before.value, before.bound) == (87, "more_than")
    relative = before_relative_change(Decimal(95), Decimal(8), bound="more_than")
    assert half_up(relative.value, 2) == Decimal("87.96") and relative.bound == "more_than"
    with pytest.raises(Inconsistent):
        before_relative_change(Decimal(1), Decimal(-100))


def test_members_rated_over_plan_in_points():
    standing = stand(goal(plan=90, measure="ratio", in_points=True), "92.65")
    assert standing.met and standing.over_plan.absolute == Decimal("2.65") and standing.over_plan.in_points


def test_income_against_the_year_before():
    found = change(Decimal(42), Decimal(40), in_points=False)
    assert (found.absolute, found.relative_percent, found.in_points) == (2, 5, False)
    assert change(Decimal(42), Decimal(0), in_points=False).relative_percent is None
    assert change(None, Decimal(1), in_points=False) is None


def test_the_resolution_of_2022():
    bands = ["met"] * 7 + ["partly"] * 14 + ["not_met"] * 2
    overall = summarise(enumerate(bands))
    assert overall.total == 23 and sum(overall.counts.values()) == 23
    assert [str(half_up(overall.shares[band], 2)) for band in ("met", "partly", "not_met")] == [
        "30.43",
        "60.87",
        "8.70",
    ]
    assert overall.lists["not_met"] == (21, 22)
    assert summarise([]).shares["met"] is None


@pytest.mark.parametrize(
    ("value", "pace"),
    [(80, "on_pace"), (70, "on_pace"), ("80.01", "ahead"), ("69.99", "behind")],
)
def test_edges_of_pace(value, pace):
    assert stand(goal(plan=100), value, date(2022, 9, 30)).pace == pace


def test_pace_of_a_flow_that_should_stay_low():
    target = goal("less", plan=10)
    assert stand(target, 6, date(2022, 6, 30)).gap == -10
    assert stand(target, 6, date(2022, 6, 30)).pace == "behind"
    assert stand(target, 4, date(2022, 6, 30)).pace == "ahead"
    assert stand(goal("less", plan=0), 4, date(2022, 6, 30)).pace is None
    assert stand(goal("less", plan=-1), -4, date(2022, 6, 30)).pace is None


def test_pace_only_for_flows_with_a_direction():
    assert stand(goal("exact"), 50).pace is None
    assert stand(goal(measure="stock"), 50).pace is None
    assert stand(goal(plan=0), 50).pace is None


def test_so_far_is_said_of_a_low_flow_before_its_end():
    assert stand(goal("less"), 1, date(2022, 12, 30)).so_far
    assert not stand(goal("less"), 1, END).so_far
    assert not stand(goal("less", measure="stock"), 1, date(2022, 6, 30)).so_far
    assert not stand(goal(), 1, date(2022, 6, 30)).so_far


def test_outlook_of_a_flow():
    half = date(2022, 6, 30)
    by_share = stand(goal(), 60, half, same_period=Decimal(40), last_year_total=Decimal(100)).outlook
    assert (by_share.value, by_share.basis) == (150, "last_year_share")
    assert (
        stand(goal(), 60, half, same_period=Decimal(0), last_year_total=Decimal(100)).outlook.basis == "straight_line"
    )
    assert stand(goal(), 60, half, same_period=Decimal(4), last_year_total=Decimal(-1)).outlook.basis == "straight_line"
    assert stand(goal(), 60, date(2021, 12, 31)).outlook is None
    stated = stand(goal(), 60, half, forecast=Decimal(130)).outlook
    assert (stated.value, stated.basis) == (130, "stated_forecast")


def test_outlook_of_a_stock():
    target = goal(measure="stock", baseline=Decimal(10), baseline_on=date(2021, 12, 31))
    outlook = stand(target, 12, date(2022, 3, 14)).outlook
    assert (outlook.value, outlook.basis) == (20, "straight_line")
    assert stand(target, 12, date(2021, 12, 31)).outlook is None
    assert stand(goal(measure="stock", baseline=Decimal(10)), 12).outlook is None
    assert stand(goal(measure="stock"), 12).outlook is None


def test_forms_are_judged_by_the_change_in_the_wanted_direction():
    since = {"measure": "stock", "baseline": Decimal(40), "baseline_on": date(2020, 12, 31)}
    rise = goal(plan=2, form="change_absolute", **since)
    assert stand(rise, 42).judged == 2 and stand(rise, 42).met
    fall = goal("less", plan=5, comparator=">=", form="change_relative", **since)
    standing = stand(fall, 39)
    assert (standing.judged, standing.percent, standing.band) == (Decimal("2.5"), 50, "not_met")
    assert standing.over_plan.in_points and not standing.change_baseline.in_points
    points = goal(plan=8, form="change_points", in_points=True, measure="ratio", baseline=Decimal(87))
    assert stand(points, 95).percent == 100
    yearly = goal(plan=2, form="average_per_year", measure="flow", baseline=Decimal(40), baseline_on=date(2018, 12, 31))
    standing = judge(yearly, Actual(Decimal(48)), date(2022, 12, 31))
    assert (standing.judged, standing.pace) == (2, None)


@pytest.mark.parametrize("form", ["change_absolute", "change_relative", "change_points", "average_per_year"])
def test_a_change_without_a_baseline_is_not_measured(form):
    assert stand(goal(form=form), 5).band == "not_measured"


def test_a_change_that_cannot_be_divided_is_not_measured():
    assert stand(goal(form="change_relative", baseline=Decimal(0)), 5).band == "not_measured"
    assert stand(goal(form="average_per_year", baseline=Decimal(1)), 5).band == "not_measured"
    assert stand(goal(form="average_per_year", baseline=Decimal(1), baseline_on=END), 5).band == "not_measured"


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("measure", {"measure": "mood"}),
        ("better", {"better": "other", "comparator": ">="}),
        ("comparator", {"comparator": "<="}),
        ("comparator", {"better": "less", "form": "change_absolute", "comparator": "<="}),
        ("form", {"better": "range", "form": "change_absolute", "comparator": ">="}),
        ("form", {"form": "other"}),
        ("plan", {"plan": None}),
        ("plan_to", {"better": "range", "plan_to": 99}),
        ("plan_to", {"better": "range"}),
        ("tolerance", {"better": "exact", "comparator": "~"}),
        ("tolerance", {"better": "exact", "comparator": "~", "tolerance": -1}),
        ("edges", {"edges": (100, 60)}),
        ("pace_tolerance", {"pace_tolerance": -1}),
        ("comparator", {"measure": "yes_no", "comparator": ">="}),
        ("plan", {"measure": "yes_no", "comparator": "status"}),
    ],
)
def test_goals_that_contradict_themselves(field, parts):
    with pytest.raises(Inconsistent) as refused:
        goal(**{"comparator": COMPARATORS.get(parts.get("better", "more"), (">=",))[0], **parts})
    assert refused.value.field == field and str(refused.value).endswith(".")


def test_a_number_for_a_yes_or_no_is_refused():
    for target, value in ((goal(), True), (Goal("yes_no", None, "status", YEAR), Decimal(1))):
        with pytest.raises(Inconsistent):
            judge(target, Actual(value), END)


def test_the_day_of_reading():
    assert reading_day(YEAR, date(2022, 5, 1)) == date(2022, 5, 1)
    assert reading_day(YEAR, date(2023, 5, 1)) == END


# -- properties --------------------------------------------------------------------------------------------------------


def percent(target, value):
    return stand(target, value).percent


@given(POSITIVE, ANY, ANY)
def test_more_rises_in_the_actual(plan, one, other):
    low, high = sorted((one, other))
    assume(low < high)
    assert percent(goal(plan=plan), low) < percent(goal(plan=plan), high)


@given(st.decimals("0", "100000", places=2), st.none() | POSITIVE, ANY, ANY)
def test_less_falls_in_the_actual(plan, baseline, one, other):
    low, high = sorted((one, other))
    target = goal("less", plan=plan, baseline=baseline)
    first, second = percent(target, low), percent(target, high)
    assume(first is not None)
    assert first >= second


@given(POSITIVE, POSITIVE)
def test_exact_is_greatest_at_the_plan(plan, value):
    assert percent(goal("exact", plan=plan), value) <= 100
    assert (percent(goal("exact", plan=plan), value) == 100) == (value == plan)


@given(POSITIVE, POSITIVE, POSITIVE)
def test_range_is_greatest_inside(one, other, value):
    low, high = sorted((one, other))
    found = percent(goal("range", plan=low, plan_to=high), value)
    assert (found == 100) == (low <= value <= high)
    assert found <= 100


@given(
    st.sampled_from(["flow", "stock", "ratio"]),
    st.sampled_from(sorted(COMPARATORS)),
    st.integers(0, 1),
    ANY,
    POSITIVE,
    st.none() | ANY,
    st.none() | ANY,
    st.none() | ANY,
    st.dates(date(2021, 1, 1), date(2023, 12, 31)),
)
def test_every_target_gets_a_band_and_a_rule(measure, better, strict, plan, width, value, baseline, same, as_of):
    comparator = COMPARATORS[better][strict % len(COMPARATORS[better])]
    target = goal(
        better, plan, comparator, measure=measure, plan_to=plan + width, tolerance=width,
        baseline=baseline, baseline_on=date(2021, 6, 30),
    )  # fmt: skip
    standing = stand(target, value, as_of, same_period=same, last_year_total=same)
    assert (standing.band == "not_measured") == (value is None)
    assert (standing.pace is None) == (standing.gap is None)
    assert 0 <= standing.elapsed <= 100
    if standing.percent is not None and standing.percent >= 100:
        assert standing.met
    assert mark(target, value, True, as_of) == (standing.band, standing.pace)
    assert grade(target, value, True, as_of) == (standing.band, standing.percent)
    assert mark(target, value, False, as_of) == ("not_measured", None)
    assert grade(target, value, False, as_of) == ("not_measured", None)


@given(
    st.sampled_from(sorted(Form)),
    st.sampled_from(["more", "less"]),
    ANY,
    st.none() | ANY,
    ANY,
    st.dates(date(2021, 7, 1), date(2023, 12, 31)),
)
def test_a_mark_is_the_band_and_pace_of_every_form(form, better, plan, baseline, value, as_of):
    target = goal(
        better, plan, ">=" if form != "level" else None, form=form, baseline=baseline, baseline_on=date(2021, 6, 30)
    )
    standing = stand(target, value, as_of)
    assert mark(target, value, True, as_of) == (standing.band, standing.pace)
    assert grade(target, value, True, as_of) == (standing.band, standing.percent)


@given(st.fractions(0, 200), st.integers(0, 4))
def test_no_printed_percentage_crosses_an_edge(share, places):
    shown = show_percent(share, places=places)
    for edge in (60, 100):
        if share < edge <= shown.value:
            assert shown.under == edge
        if shown.under == edge:
            assert share < edge


def test_dưới_100():
    assert show_percent(Decimal("99.996")).under == 100
    assert show_percent(Decimal("59.995")).under == 60
    assert show_percent(Decimal("99.994")).under is None
    assert show_percent(Fraction(100)).under is None


# -- bounds travel -----------------------------------------------------------------------------------------------------

MORE, LESS, ABOUT, EXACTLY = "more_than", "less_than", "about", "exactly"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (EXACTLY, EXACTLY, EXACTLY),
        (MORE, EXACTLY, MORE),
        (EXACTLY, MORE, LESS),
        (MORE, LESS, MORE),
        (MORE, MORE, ABOUT),
        (ABOUT, EXACTLY, ABOUT),
    ],
)
def test_a_change_carries_the_bounds_of_both_ends(now, before, expected):
    target = goal(measure="stock", baseline=Decimal(87), baseline_bound=before)
    standing = stand(target, 95, bound=now, same_period=Decimal(87), same_period_bound=before)
    assert (standing.change_baseline.absolute, standing.change_baseline.bound) == (8, expected)
    assert standing.change_same_period.bound == expected
    assert (standing.bound, standing.over_plan.bound) == (now, now)


def test_a_promised_fall_turns_the_bound():
    since = {"measure": "stock", "baseline": Decimal(40), "baseline_on": date(2020, 12, 31)}
    fall = goal("less", plan=5, comparator=">=", form="change_absolute", **since)
    standing = stand(fall, 34, bound=MORE)
    assert (standing.judged, standing.bound, standing.change_baseline.bound) == (6, LESS, MORE)
    rise = goal(plan=5, form="change_absolute", **since, baseline_bound=MORE)
    assert (stand(rise, 46).judged, stand(rise, 46).bound) == (6, LESS)


def test_an_outlook_carries_the_bounds_it_rests_on():
    half = date(2022, 6, 30)
    known = {"same_period": Decimal(40), "last_year_total": Decimal(100)}
    assert stand(goal(), 60, half, bound=MORE, **known).outlook.bound == MORE
    assert stand(goal(), 60, half, **known, same_period_bound=MORE).outlook.bound == LESS
    assert stand(goal(), 60, half, **known, last_year_total_bound=MORE).outlook.bound == MORE
    assert stand(goal(), 60, half, **known, bound=MORE, same_period_bound=MORE).outlook.bound == ABOUT
    assert stand(goal(), 60, half, bound=LESS).outlook.bound == LESS
    assert stand(goal(), 60, half, forecast=Decimal(130), forecast_bound=ABOUT, bound=MORE).outlook.bound == ABOUT
    assert stand(goal(measure="ratio"), 60, half, bound=MORE).outlook.bound == MORE
    stock = goal(measure="stock", baseline=Decimal(10), baseline_on=date(2021, 12, 31), baseline_bound=MORE)
    assert stand(stock, 12, half).outlook.bound == LESS
    assert stand(stock, 12, END, bound=MORE).outlook.bound == MORE

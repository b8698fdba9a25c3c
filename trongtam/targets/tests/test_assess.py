"""The contract of `trongtam assess`, to the letter."""

import io
import json
import sys
from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.targets.assess import Unassessable, assess, dump, read
from trongtam.targets.figures.goal import COMPARATORS

STANDING = {
    "kind": "standing", "measure": "flow", "better": "more", "comparator": ">=", "plan": 200, "period": "2022",
}  # fmt: skip
PRODUCTION = {**STANDING, "id": "p", "actual": 152, "bound": "more_than", "same_period": "130", "as_of": "2022-09-30"}
RESULT_KEYS = [
    "id", "percent", "bound", "band", "pace", "elapsed_percent", "gap_points", "over_plan", "change_same_period",
    "change_baseline", "outlook", "rule",
]  # fmt: skip


def answers(*cases):
    return json.loads(dump(assess(read(json.dumps({"cases": list(cases)})))[0]))["results"]


def answer(case):
    (result,) = answers(case)
    return result


def error(**fields):
    return answer({"id": "x", **fields})["error"]


def test_production_value():
    assert answer(PRODUCTION) == {
        "id": "p",
        "percent": "76.00",
        "bound": "more_than",
        "band": "partly",
        "pace": "on_pace",
        "elapsed_percent": "75.00",
        "gap_points": "1.00",
        "over_plan": {"absolute": "-48", "relative_percent": "-24.00", "in_points": False},
        "change_same_period": {"absolute": "22", "relative_percent": "16.92", "in_points": False},
        "change_baseline": None,
        "outlook": {"value": "202.67", "basis": "straight_line"},
        "rule": "actual_over_plan",
    }


def test_admitted_members():
    result = answer({**STANDING, "id": 1, "plan": "3", "actual": 4})
    assert (result["id"], result["percent"], result["band"]) == (1, "133.33", "met")


def test_members_rated_by_their_counts():
    case = {**STANDING, "id": "m", "measure": "ratio", "plan": 90, "numerator": 718, "denominator": 775, "unit": "%"}
    result = answer(case)
    assert (result["band"], result["percent"]) == ("met", "102.94")
    assert result["over_plan"]["absolute"].startswith("2.645161290322580645") and result["over_plan"]["in_points"]
    assert answer({**case, "actual": "92.65"})["error"].startswith("actual: ")
    exact = {**case, "numerator": 3, "denominator": 4, "actual": 75}
    assert answer(exact)["percent"] == "83.33"
    assert answer({**exact, "unit": "x", "scale": 1000, "actual": "750.0"})["percent"] == "833.33"
    assert answer({**exact, "unit": None, "actual": "0.75"})["percent"] == "0.83"


def test_every_key_is_always_there():
    nothing = answer({**STANDING, "id": "n"})
    assert list(nothing) == RESULT_KEYS
    assert (nothing["rule"], nothing["band"], nothing["elapsed_percent"]) == ("not_measured", "not_measured", "100.00")
    assert [key for key in RESULT_KEYS if nothing[key] is None] == [
        "percent", "pace", "gap_points", "over_plan", "change_same_period", "change_baseline", "outlook",
    ]  # fmt: skip
    yes = answer(
        {"id": "y", "kind": "standing", "measure": "yes_no", "comparator": "status", "actual": True, "period": "2022"}
    )
    assert list(yes) == RESULT_KEYS and (yes["percent"], yes["rule"]) == ("100.00", "yes_no")


def test_null_is_absence():
    optional = (
        "plan_to actual bound numerator denominator scale baseline baseline_on same_period last_year_total unit as_of "
        "edges pace_tolerance tolerance"
    )
    nulls = dict.fromkeys(optional.split())
    assert answer({**STANDING, "id": "n", **nulls}) == answer({**STANDING, "id": "n"})
    assert error(**{**STANDING, "plan": None}) == "plan: is missing"


@pytest.mark.parametrize(
    ("field", "case"),
    [
        ("colour", {**STANDING, "colour": "red"}),
        ("kind", {"measure": "flow"}),
        ("kind", {"kind": "mood"}),
        ("kind", {"kind": ["standing"]}),
        ("measure", {**STANDING, "measure": "composition"}),
        ("measure", {**STANDING, "measure": None}),
        ("better", {**STANDING, "better": None}),
        ("better", {**STANDING, "better": "most"}),
        ("comparator", {**STANDING, "comparator": "<="}),
        ("comparator", {**STANDING, "comparator": "status"}),
        ("comparator", {**STANDING, "comparator": "≥"}),
        ("plan", {**STANDING, "plan": True}),
        ("plan", {**STANDING, "plan": "1,5"}),
        ("plan", {**STANDING, "plan": "+5"}),
        ("plan", {**STANDING, "plan": ".5"}),
        ("plan", {**STANDING, "plan": "5."}),
        ("plan", {**STANDING, "plan": "1e5"}),
        ("plan", {**STANDING, "plan": "٣"}),
        ("plan", {**STANDING, "plan": "5\n"}),
        ("plan", {**STANDING, "plan": ""}),
        ("plan", {**STANDING, "plan": "NaN"}),
        ("plan", {**STANDING, "plan": [5]}),
        ("actual", {**STANDING, "actual": False}),
        ("period", {**STANDING, "period": "2022-Q5"}),
        ("period", {**STANDING, "period": 2022}),
        ("period", {**STANDING, "period": None}),
        ("bound", {**STANDING, "bound": "over"}),
        ("plan_to", {**STANDING, "better": "range", "comparator": "range"}),
        ("plan_to", {**STANDING, "better": "range", "comparator": "range", "plan_to": 199}),
        ("tolerance", {**STANDING, "better": "exact", "comparator": "~"}),
        ("numerator", {**STANDING, "measure": "ratio", "denominator": 4}),
        ("denominator", {**STANDING, "measure": "ratio", "numerator": 4}),
        ("denominator", {**STANDING, "measure": "ratio", "numerator": 4, "denominator": 0}),
        ("numerator", {**STANDING, "numerator": 4, "denominator": 4}),
        ("baseline_on", {**STANDING, "baseline_on": "2022-02-30"}),
        ("as_of", {**STANDING, "as_of": "20220930"}),
        ("as_of", {**STANDING, "as_of": 2022}),
        ("unit", {**STANDING, "unit": 5}),
        ("edges", {**STANDING, "edges": [60]}),
        ("edges", {**STANDING, "edges": [100, 60]}),
        ("edges", {**STANDING, "edges": "60"}),
        ("edges", {**STANDING, "edges": [60, None]}),
        ("pace_tolerance", {**STANDING, "pace_tolerance": -1}),
        (
            "better",
            {"kind": "standing", "measure": "yes_no", "better": "more", "comparator": "status", "period": "2022"},
        ),
        ("plan", {"kind": "standing", "measure": "yes_no", "plan": 1, "comparator": "status", "period": "2022"}),
        ("comparator", {"kind": "standing", "measure": "yes_no", "comparator": ">=", "period": "2022"}),
        ("actual", {"kind": "standing", "measure": "yes_no", "comparator": "status", "period": "2022", "actual": 1}),
        ("base", {"kind": "shares", "parts": {}}),
        ("base", {"kind": "shares", "base": 1.5, "parts": {}}),
        ("base", {"kind": "shares", "base": 0, "parts": {}}),
        ("parts", {"kind": "shares", "base": 5}),
        ("parts", {"kind": "shares", "base": 5, "parts": [1]}),
        ("parts", {"kind": "shares", "base": 5, "parts": {"a": 6}}),
        ("parts.a", {"kind": "shares", "base": 5, "parts": {"a": "x"}}),
        ("within", {"kind": "shares", "base": 5, "parts": {"a": 5}, "within": []}),
        ("within.b", {"kind": "shares", "base": 5, "parts": {"a": 5}, "within": {"b": 1}}),
        ("within.b.of", {"kind": "shares", "base": 5, "parts": {"a": 5}, "within": {"b": {"of": 1, "count": 1}}}),
        ("within.b.count", {"kind": "shares", "base": 5, "parts": {"a": 5}, "within": {"b": {"of": "a"}}}),
        (
            "within.b.x",
            {"kind": "shares", "base": 5, "parts": {"a": 5}, "within": {"b": {"of": "a", "count": 1, "x": 1}}},
        ),
        ("within", {"kind": "shares", "base": 5, "parts": {"a": 5}, "within": {"b": {"of": "a", "count": 6}}}),
        ("printed.a", {"kind": "shares", "base": 5, "parts": {"a": 5}, "printed": {"a": None}}),
        ("printed", {"kind": "fits", "printed": [], "closes": True, "max_base": 5}),
        ("printed", {"kind": "fits", "printed": "5", "closes": True, "max_base": 5}),
        ("closes", {"kind": "fits", "printed": ["5"], "max_base": 5}),
        ("closes", {"kind": "fits", "printed": ["5"], "closes": 1, "max_base": 5}),
        ("max_base", {"kind": "fits", "printed": ["5"], "closes": True, "max_base": 10_001}),
        ("series", {"kind": "growth"}),
        ("series", {"kind": "growth", "series": ["5"]}),
        ("series", {"kind": "growth", "series": [0, 5]}),
        ("series", {"kind": "growth", "series": [1, True]}),
        ("first", {"kind": "growth", "series": [1, 2], "first": 1}),
        ("first", {"kind": "growth", "first": "-1", "last": 5, "years": 2}),
        ("last", {"kind": "growth", "first": 1, "years": 2}),
        ("years", {"kind": "growth", "first": 1, "last": 5, "years": 0}),
    ],
)
def test_a_malformed_case_names_its_field(field, case):
    assert error(**case).startswith(f"{field}: ")


def test_the_others_are_still_answered():
    cases = [
        PRODUCTION,
        {**PRODUCTION, "plan": 1},
        {"kind": "standing"},
        {**STANDING, "id": "q"},
        "text",
        {"id": True},
        {"id": 1.5},
    ]
    results, complete = assess(read(json.dumps({"cases": cases})))
    assert not complete
    assert [result["id"] for result in results] == ["p", "p", 2, "q", 4, 5, 6]
    assert ["error" in result for result in results] == [False, True, True, False, True, True, True]
    assert results[1]["error"].startswith("id: ") and results[2]["error"] == "id: is missing"


def test_a_malformed_case_still_uses_its_id():
    first, second = answers({"id": "a", "kind": "x"}, {**STANDING, "id": "a"})
    assert first["error"].startswith("kind: ") and second["error"].startswith("id: ")


def test_numbers_that_no_decimal_holds():
    for number in ("NaN", "Infinity", "-Infinity", "1e9999999999999999999999", "1e401", "1e-401", "1" * 500):
        text = json.dumps({"cases": [{**STANDING, "id": "x", "plan": 7}]}).replace('"plan": 7', f'"plan": {number}')
        (result,), complete = assess(read(text))
        assert result["error"].startswith("plan: ") and not complete


def test_numbers_keep_every_digit():
    big = "12345678901234567890123456789012345678901234567890.5"
    text = json.dumps({"cases": [{**STANDING, "id": "x", "plan": 7, "actual": "0"}]}).replace(
        '"plan": 7', f'"plan": {big}'
    )
    (result,), _ = assess(read(text))
    assert result["over_plan"]["absolute"] == f"-{big}"
    assert answer({**STANDING, "id": "z", "plan": "-0", "actual": "-0.0"})["rule"] == "plan_zero"
    assert answer({**STANDING, "id": "z", "actual": "-0.001"})["percent"] == "0.00"


def test_a_field_given_twice():
    (result,), _ = assess(read('{"cases": [{"id": "a", "kind": "growth", "kind": "fits"}]}'))
    assert result == {"id": "a", "error": "kind: is given twice"}
    (result,), _ = assess(read('{"cases": [{"id": "a", "kind": "shares", "base": 5, "parts": {"x": 1, "x": 2}}]}'))
    assert result["error"] == "parts.x: is given twice"


@pytest.mark.parametrize(
    "text",
    ["", "[", "[]", "{}", '{"cases": {}}', '{"cases": [], "more": 1}', '{"cases": [], "cases": []}', "[" * 100_000],
)
def test_what_cannot_be_read(text):
    with pytest.raises(Unassessable) as refused:
        read(text)
    assert str(refused.value).endswith(".") or str(refused.value).endswith("}.")


def test_shares_to_the_letter():
    case = {
        "id": "s", "kind": "shares", "base": 775, "parts": {"good": 718, "completed": 47, "not": 10},
        "within": {"excellent": {"of": "good", "count": 113}},
        "printed": {"good": "92.65", "completed": "6.06", "not": 1.3},
    }  # fmt: skip
    result = answer(case)
    (warning,) = result.pop("warnings")
    assert (warning["code"], warning["of"]) == ("printed_not_100", None) and "100.01" in warning["message"]
    assert result == {
        "id": "s",
        "shares": {"good": "92.65", "completed": "6.06", "not": "1.29"},
        "within": {"excellent": {"of_all": "14.58", "of_part": "15.74"}},
        "sum": "100.00",
        "sum_printed": "100.01",
    }


def test_fits_and_growth_to_the_letter():
    fits = {"id": "f", "kind": "fits", "printed": ["92.65", "6.06", "1.3"], "closes": True, "max_base": 1000}
    assert answer(fits) == {
        "id": "f",
        "fits": [[775, [718, 47, 10]], [776, [719, 47, 10]]],
        "truncated": [],
        "more": False,
    }
    assert answer({"id": "g", "kind": "growth", "series": ["34.03", "36", "39"]}) == {
        "id": "g", "total_percent": "14.60", "compound_percent": "7.05", "simple_percent": "7.30", "mean_percent": "7.06",
    }  # fmt: skip
    assert answer({"id": "g", "kind": "growth", "first": 100, "last": "110.25", "years": 2})["mean_percent"] is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=4)
    | st.sampled_from(["flow", "ratio", "yes_no", "more", "less", ">=", "<", "2022", "2020..2025", "%", "5", "0", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "of", "count"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
FIELDS = (
    "measure better comparator plan plan_to tolerance period actual bound numerator denominator scale baseline "
    "baseline_on same_period last_year_total unit as_of edges pace_tolerance base parts within printed closes max_base "
    "series first last years"
)


@settings(deadline=None)
@given(
    st.sampled_from(["standing", "shares", "fits", "growth"]),
    st.sampled_from([{}, PRODUCTION, {"base": 5, "parts": {"a": 2}}, {"first": 1, "last": 2, "years": 3}]),
    st.dictionaries(st.sampled_from(FIELDS.split()), JSON, max_size=4),
)
def test_no_input_raises(kind, base, fields):
    results, complete = assess(read(json.dumps({"cases": [{**base, **fields, "id": "x", "kind": kind}]})))
    assert json.loads(dump(results))["results"] == results
    assert complete == ("error" not in results[0])


NUMBERS = st.integers(-50, 50) | st.decimals("-50", "50", places=2).map(str)


@settings(deadline=None)
@given(
    st.sampled_from(["flow", "stock", "ratio"]),
    st.sampled_from([(better, comparator) for better, pair in COMPARATORS.items() for comparator in pair]),
    st.fixed_dictionaries(
        {"plan": NUMBERS},
        optional={
            "actual": NUMBERS, "baseline": NUMBERS, "same_period": NUMBERS, "last_year_total": NUMBERS,
            "as_of": st.dates(date(2020, 1, 1), date(2024, 1, 1)).map(str), "unit": st.sampled_from(["%", "ha"]),
        },
    ),
)  # fmt: skip
def test_every_well_formed_case_is_answered(measure, pair, fields):
    case = {
        "id": "x", "kind": "standing", "measure": measure, "better": pair[0], "comparator": pair[1], "period": "2022-Q2",
        "plan_to": 50, "tolerance": 2, "baseline_on": "2021-12-31", **fields,
    }  # fmt: skip
    result = answer(case)
    assert list(result) == RESULT_KEYS


# -- the command -------------------------------------------------------------------------------------------------------


def run(*args, stdin=b"", monkeypatch=None):
    """(exit status, standard output, standard error) of the command."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    if monkeypatch is not None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    try:
        call_command("assess", *args, stdout=out, stderr=err)
    except SystemExit as ended:
        status = ended.code
    return status, out.getvalue(), err.getvalue()


def test_a_file_of_cases(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"cases": [PRODUCTION]}), encoding="utf-8-sig")
    status, out, err = run(str(path))
    assert (status, err) == (0, "") and json.loads(out)["results"][0]["percent"] == "76.00"


@pytest.mark.parametrize("args", [(), ("-",)])
def test_standard_input(args, monkeypatch):
    assert run(*args, stdin=b'{"cases": []}', monkeypatch=monkeypatch)[:2] == (0, '{"results": []}\n')


def test_exit_status_1_for_a_malformed_case(monkeypatch):
    status, out, err = run(stdin=b'{"cases": [{"kind": "standing"}]}', monkeypatch=monkeypatch)
    assert (status, err) == (1, "") and json.loads(out)["results"] == [{"id": 0, "error": "id: is missing"}]


@pytest.mark.parametrize("stdin", [b"", b"{", b"\xff\xfe", b"[]"])
def test_exit_status_2_for_what_cannot_be_read(stdin, monkeypatch):
    status, out, err = run(stdin=stdin, monkeypatch=monkeypatch)
    assert (status, out) == (2, "") and err.count("\n") == 1 and err.strip().endswith(".")


def test_exit_status_2_for_a_missing_file(tmp_path):
    status, out, err = run(str(tmp_path / "none.json"))
    assert (status, out) == (2, "") and "none.json" in err


def test_names_that_the_terminal_cannot_print(monkeypatch):
    status, out, _ = run(stdin=b'{"cases": [{"id": "\\ud800"}]}', monkeypatch=monkeypatch)
    assert status == 1 and json.loads(out)["results"][0]["id"] == "\ud800"

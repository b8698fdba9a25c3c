from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.scoring import AtLeast, Form, FullMarks, Gate, Group, Item, Level, Option, form_on, score

D = Decimal


def item(code: str, most: int, **options) -> Item:
    """Full, half or nothing."""
    grades = (("full", most), ("half", D(most) / 2), ("none", 0))
    return Item(code, code, [Option(grade, grade, D(points)) for grade, points in grades], **options)


def levels(*needs):
    return (
        Level("good", "Tốt", D(90), needs),
        Level("fair", "Khá", D(70)),
        Level("average", "Trung bình", D(50)),
        Level("poor", "Kém", D(0)),
    )


# Bình Thuận (facts §3.4): 100 points; Tốt from 90 only with full marks on attendance, time, speaking and minutes.
# The points of the single lines are not in the source and are chosen here.
STRICT = frozenset({"attendance", "time", "speaking", "minutes"})
BINH_THUAN = Form(
    "binh-thuan",
    "Khối Bình Thuận",
    [
        Group(
            "order", "Tổ chức", [item("attendance", 10), item("time", 10), item("speaking", 10), item("minutes", 10)]
        ),
        Group("content", "Nội dung", [item("preparation", 20), item("conclusion", 40)]),
    ],
    levels(FullMarks(STRICT)),
    valid_to=date(2025, 10, 27),
    source="S26, S28",
)
# An Phú ward (facts §3.4): eight groups of 5/5/10/30/10/5/30/5, attendance graded, the thematic line only when held.
ATTENDANCE = Item(
    "attendance",
    "Tỷ lệ đảng viên dự",
    [
        Option("from90", "từ 90%", D(4), D(90)),
        Option("from75", "từ 75 đến dưới 90%", D(3), D(75)),
        Option("from65", "từ 65 đến dưới 75%", D(2), D(65)),
        Option("less", "còn lại, hoặc có người vắng không lý do", D(1)),
    ],
)
AN_PHU = Form(
    "an-phu",
    "Phường An Phú",
    [
        Group("g1", "1", [ATTENDANCE, item("roll", 1)]),
        *(
            Group(f"g{n}", str(n), [item(f"i{n}", most)])
            for n, most in ((2, 5), (3, 10), (4, 30), (5, 10), (6, 5), (7, 30))
        ),
        Group("g8", "8", [item("thematic", 5, when_held=True)]),
    ],
    levels(),
    gates=[Gate("absent", "Vắng không lý do", "attendance", frozenset({"less"}), "fair")],
    valid_from=date(2025, 10, 28),
    source="G10",
)
FORMS = [BINH_THUAN, AN_PHU]


def full(form: Form) -> dict[str, str]:
    return {code: max(i.options, key=lambda o: o.points).code for code, i in form.items.items()}


def test_both_forms_have_a_hundred_points():
    assert [form.most for form in FORMS] == [100, 100]
    assert [sum(i.most for i in group.items) for group in AN_PHU.groups] == [5, 5, 10, 30, 10, 5, 30, 5]


def test_full_marks_are_good():
    for form in FORMS:
        result = score(form, full(form))
        assert (result.total, result.level.code, result.failed, result.capped_by) == (100, "good", (), ())


def test_ninety_without_full_marks_where_they_are_needed_is_only_fair():
    result = score(BINH_THUAN, full(BINH_THUAN) | {"minutes": "half"})
    assert result.total == 95
    assert result.level.code == "fair"
    assert [level.code for level in result.failed] == ["good"]
    elsewhere = score(BINH_THUAN, full(BINH_THUAN) | {"preparation": "half"})
    assert (elsewhere.total, elsewhere.level.code) == (90, "good")


@pytest.mark.parametrize(
    ("changes", "total", "level"),
    [
        ({"i4": "half"}, 85, "fair"),
        ({"i4": "none"}, 70, "fair"),
        ({"i4": "none", "i2": "half"}, D("67.5"), "average"),
        ({"i4": "none", "i3": "none", "i5": "none"}, 50, "average"),
        ({"i4": "none", "i7": "half", "i2": "half", "i6": "half"}, 50, "average"),
        ({"i4": "none", "i7": "none"}, 40, "poor"),
    ],
)
def test_cut_offs_are_inclusive(changes, total, level):
    result = score(AN_PHU, full(AN_PHU) | changes)
    assert (result.total, result.level.code) == (total, level)


def test_a_gate_caps_and_says_so():
    result = score(AN_PHU, full(AN_PHU) | {"attendance": "less"})
    assert (result.total, result.level.code) == (97, "fair")
    assert [gate.code for gate in result.capped_by] == ["absent"]
    low = score(AN_PHU, full(AN_PHU) | {"attendance": "less", "i4": "none", "i7": "none"})
    assert (low.level.code, low.capped_by) == ("poor", ())


def test_what_was_not_held_does_not_count():
    answers = full(AN_PHU) | {"i2": "none"}
    del answers["thematic"]
    result = score(AN_PHU, answers, not_held=frozenset({"thematic"}))
    assert (result.points, result.possible) == (90, 95)
    assert result.total == D(90) * 100 / 95
    assert result.missing == ()
    left = score(replace(AN_PHU, not_held="leave"), answers, not_held=frozenset({"thematic"}))
    assert left.total == 90
    with pytest.raises(ValueError, match="always count"):
        score(AN_PHU, answers, not_held=frozenset({"i2"}))


def test_missing_answers_leave_the_level_open():
    answers = full(AN_PHU)
    del answers["i4"], answers["thematic"]
    result = score(AN_PHU, answers)
    assert result.level is None
    assert result.missing == ("i4", "thematic")
    assert result.total == 65
    assert result.groups["g4"] == 0


def test_unknown_answers():
    with pytest.raises(KeyError, match="no option"):
        score(AN_PHU, full(AN_PHU) | {"i4": "double"})
    with pytest.raises(KeyError, match="no such items: i9"):
        score(AN_PHU, full(AN_PHU) | {"i9": "full"})


@pytest.mark.parametrize(
    ("share", "option"), [("100", "from90"), ("90", "from90"), ("89.99", "from75"), ("64", "less")]
)
def test_graded_by_a_measured_value(share, option):
    assert ATTENDANCE.option_for(D(share)).code == option


def test_not_every_item_is_graded():
    with pytest.raises(LookupError):
        AN_PHU.items["i4"].option_for(D(5))


def test_condition_on_a_group():
    form = replace(AN_PHU, gates=(), levels=levels(AtLeast("g4", D(30)), AtLeast("roll", D(1))))
    assert score(form, full(form)).level.code == "good"
    assert score(form, full(form) | {"roll": "half"}).level.code == "fair"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"groups": []}, "nothing to score"),
        ({"groups": [Group("g", "g", [Item("a", "a", [])])]}, "no options"),
        ({"groups": [Group("g", "g", [item("a", 5), item("a", 5)])]}, "a stands twice"),
        ({"groups": [Group("g", "g", [item("a", -5)])]}, "negative"),
        ({"levels": levels()[:-1]}, "begin at zero"),
        ({"levels": ()}, "begin at zero"),
        ({"levels": levels()[::-1]}, "highest to the lowest"),
        ({"levels": levels(FullMarks(frozenset({"x"})))}, "level good needs"),
        ({"levels": levels(AtLeast("x", D(1)))}, "level good needs"),
        ({"gates": [Gate("g", "", "x", frozenset({"none"}), "fair")]}, "gate g"),
        ({"gates": [Gate("g", "", "i4", frozenset({"x"}), "fair")]}, "gate g"),
        ({"gates": [Gate("g", "", "i4", frozenset({"none"}), "x")]}, "gate g"),
    ],
)
def test_forms_that_contradict_themselves(changes, complaint):
    with pytest.raises(ValueError, match=complaint):
        replace(AN_PHU, **({"gates": ()} | changes))


def test_the_form_is_that_of_the_day():
    assert form_on(FORMS, date(2025, 10, 27)) is BINH_THUAN
    assert form_on(FORMS, date(2025, 10, 28)) is AN_PHU
    assert form_on([AN_PHU], date(2020, 1, 1)) is None
    newer = replace(AN_PHU, code="newer", valid_from=date(2026, 1, 1))
    assert form_on([newer, AN_PHU], date(2026, 2, 1)) is newer


def answered(form: Form):
    """The form with any complete set of answers."""
    grades = {code: st.sampled_from([option.code for option in i.options]) for code, i in form.items.items()}
    return st.tuples(st.just(form), st.fixed_dictionaries(grades))


sheets = st.sampled_from(FORMS).flatmap(answered)


def rank(form, result) -> int:
    """0 is the lowest level."""
    return len(form.levels) - 1 - [level.code for level in form.levels].index(result.level.code)


@given(sheets)
def test_total_is_the_sum_of_its_groups_and_within_bounds(sheet):
    form, answers = sheet
    result = score(form, answers)
    assert 0 <= result.total <= form.most
    assert sum(result.groups.values()) == result.points == result.total
    assert result.total >= result.level.at_least


@given(sheets, st.data())
def test_a_better_answer_never_harms(sheet, data):
    form, answers = sheet
    code = data.draw(st.sampled_from(sorted(form.items)))
    better = max(form.items[code].options, key=lambda option: option.points).code
    before, after = score(form, answers), score(form, answers | {code: better})
    assert after.total >= before.total
    assert rank(form, after) >= rank(form, before)


@given(sheets, st.data())
def test_a_gate_never_raises_a_level(sheet, data):
    form, answers = sheet
    code = data.draw(st.sampled_from(sorted(form.items)))
    options = data.draw(st.sets(st.sampled_from([o.code for o in form.items[code].options]), min_size=1))
    ceiling = data.draw(st.sampled_from([level.code for level in form.levels]))
    gated = replace(form, gates=[*form.gates, Gate("new", "", code, frozenset(options), ceiling)])
    before, after = score(form, answers), score(gated, answers)
    assert rank(form, after) <= rank(form, before)
    assert after.total == before.total
    if rank(form, after) < rank(form, before):
        assert "new" in [gate.code for gate in after.capped_by]


@given(answered(AN_PHU), st.booleans())
def test_rescaling_keeps_the_bounds(sheet, held):
    form, answers = sheet
    absent = frozenset() if held else frozenset({"thematic"})
    result = score(form, {code: a for code, a in answers.items() if code not in absent}, not_held=absent)
    assert 0 <= result.points <= result.total <= 100

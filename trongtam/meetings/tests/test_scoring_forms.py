"""The scoring forms against the worked examples of the sources, and what holds for every form and every set of answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings import scoring_forms as forms
from trongtam.meetings.scoring_forms import Facts, MonthScore

pytestmark = pytest.mark.once

FORMS = forms.scoring_forms()
BINH_THUAN, AN_PHU = FORMS["binh-thuan"], FORMS["an-phu-2026"]
FULL = Facts(
    attendance=Decimal(95),
    conclusions=Decimal(100),
    in_time=True,
    length="enough",
    minutes_kept=True,
    thematic_held=True,
)


def best(form: forms.ScoringForm, **other: str) -> dict[str, str]:
    """The best answer everywhere, but for the items named."""
    answers = {code: max(item.options, key=lambda option: option.points).code for code, item in form.form.items.items()}
    return answers | {code.replace("_", "-"): answer for code, answer in other.items()}


@st.composite
def sheets(draw):
    form = draw(st.sampled_from(sorted(FORMS)))
    items = FORMS[form].form.items
    answers = {code: draw(st.sampled_from([one.code for one in item.options])) for code, item in items.items()}
    return FORMS[form], answers, Facts(thematic_held=draw(st.booleans()))


@pytest.mark.parametrize("code", sorted(FORMS))
def test_every_form_has_a_hundred_points_and_says_where_it_is_from(code: str) -> None:
    form = FORMS[code]
    assert form.form.most == 100
    assert form.form.source
    assert form.form.checked is False
    assert form.illustrative, "no form was compared with its document as a whole"


# -- Bình Thuận: Tốt from 90 with full marks in four items ---------------------------------------------------------------


def test_ninety_with_full_marks_in_the_four_items_is_good() -> None:
    result = forms.scored(BINH_THUAN, best(BINH_THUAN, ket_qua="20"), FULL)
    assert (result.total, result.level.title) == (90, "Tốt")


@pytest.mark.parametrize("lacking", [{"dv_du": "7"}, {"phat_bieu": "5"}, {"bien_ban": "0"}, {"thoi_gian": "0"}])
def test_ninety_without_them_is_fair(lacking: dict[str, str]) -> None:
    result = forms.scored(BINH_THUAN, best(BINH_THUAN, **lacking), FULL)
    assert result.total >= 90
    assert result.level.title == "Khá"
    assert [one.code for one in result.failed] == ["tot"]


@pytest.mark.parametrize(("ket_qua", "chuan_bi", "total", "level"), [
    ("10", "10", 70, "Khá"), ("0", "15", 65, "Trung bình"), ("0", "0", 50, "Trung bình"),
])  # fmt: skip
def test_the_cut_offs(ket_qua: str, chuan_bi: str, total: int, level: str) -> None:
    result = forms.scored(BINH_THUAN, best(BINH_THUAN, ket_qua=ket_qua, chuan_bi=chuan_bi), FULL)
    assert (result.total, result.level.title) == (total, level)
    poor = forms.scored(BINH_THUAN, best(BINH_THUAN, ket_qua="0", chuan_bi="0", phat_bieu="0"), FULL)
    assert poor.level.title == "Kém"


def year(*totals: int) -> list[MonthScore]:
    return [
        MonthScore(month, Decimal(total), "tot" if total >= 90 else "kha" if total >= 70 else "trung-binh")
        for month, total in enumerate(totals, 1)
    ]


def rated(*totals: int, all_held: bool = True) -> forms.YearRating:
    assert BINH_THUAN.year is not None
    return forms.rate_year(year(*totals), BINH_THUAN.year, all_held=all_held)


def test_a_good_year() -> None:
    """Ten months at 92 and two at 85: average 90,83, ten months Tốt, no month below Khá, all held."""
    good = rated(*[92] * 10, 85, 85)
    assert good == forms.YearRating(True, Decimal("90.83"), 10, ())


@pytest.mark.parametrize(("totals", "all_held", "lacks"), [
    ([92] * 9 + [89] * 3, True, ("months",)),
    ([91] * 10 + [72, 72], True, ("average",)),
    ([99] * 11 + [60], True, ("never",)),
    ([95] * 12, False, ("held",)),
    ([60] * 12, False, ("average", "months", "never", "held")),
    ([], True, ("average", "months")),
])  # fmt: skip
def test_what_keeps_a_year_from_being_good(totals, all_held, lacks) -> None:
    assert rated(*totals, all_held=all_held).lacks == lacks


# -- An Phú: grades of attendance, the thematic item ---------------------------------------------------------------------


def test_the_eight_groups() -> None:
    groups = [sum(item.most for item in group.items) for group in AN_PHU.form.groups]
    assert groups == [5, 5, 10, 30, 10, 5, 30, 5]


@pytest.mark.parametrize(("percent", "unexcused", "points"), [
    ("100", 0, "4"), ("90", 0, "4"), ("89.99", 0, "3"), ("75", 0, "3"), ("74.99", 0, "2"), ("65", 0, "2"), ("64.99", 0, "1"),
    ("100", 1, "1"), ("97.22", 1, "1"),
])  # fmt: skip
def test_grades_of_attendance(percent: str, unexcused: int, points: str) -> None:
    assert forms.proposed(AN_PHU, Facts(attendance=Decimal(percent), unexcused=unexcused))["I.1"] == points


def test_the_thematic_item_counts_only_in_its_month() -> None:
    answers = best(AN_PHU)
    assert forms.scored(AN_PHU, answers, FULL).total == 100
    without = Facts(thematic_held=False)
    result = forms.scored(AN_PHU, answers, without)
    assert (result.total, result.points, result.possible) == (100, 95, 95)
    bad = forms.scored(AN_PHU, answers | {"VIII.1": "0"}, without)
    assert bad.total == 100, "an answer to what was not held changes nothing"


# -- what the program proposes ---------------------------------------------------------------------------------------------


def test_nothing_known_nothing_proposed() -> None:
    assert forms.proposed(AN_PHU, Facts()) == {}


def test_results_of_the_last_conclusions() -> None:
    assert forms.conclusions_share([]) is None
    assert forms.conclusions_share(["cancelled", "", "told"]) is None
    assert forms.conclusions_share(["done", "done", "carried", "cancelled"]) == Decimal(200) / 3
    proposed = forms.proposed(AN_PHU, Facts(conclusions=forms.conclusions_share(["done", "done", "carried"])))
    assert proposed["VII.1"] == "10"


def test_day_length_and_minutes() -> None:
    found = forms.proposed(FORMS["khung-5"], Facts(in_time=False, length="short", minutes_kept=True))
    assert (found["3.1"], found["3.2"], found["3.4"]) == ("0", "0", "5")


@given(sheets())
def test_every_complete_sheet_has_a_level(sheet) -> None:
    form, answers, facts = sheet
    result = forms.scored(form, answers, facts)
    assert result.level is not None
    assert 0 <= result.total <= 100
    assert result.level.at_least <= result.total


# -- which form ------------------------------------------------------------------------------------------------------------


def test_the_form_of_the_place_and_the_day() -> None:
    assert forms.form_for("regular", date(2022, 1, 1)).code == "khung-5"
    assert forms.form_for("regular", date(2026, 3, 1), ["an-phu-2026"]).code == "an-phu-2026"
    assert forms.form_for("regular", date(2025, 3, 1), ["an-phu-2026"]).code == "khung-5", "not in force yet"
    assert (
        forms.form_for("thematic", date(2024, 3, 1), ["nghe-an-thuong-ky", "nghe-an-chuyen-de"]).code
        == "nghe-an-chuyen-de"
    )
    assert forms.form_for("thematic", date(2024, 3, 1)) is None
    assert forms.form_for("regular", date(2016, 3, 1)) is None

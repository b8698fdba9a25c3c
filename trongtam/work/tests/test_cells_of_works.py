"""Cells of the sheet of works: what is written is read back; what cannot be read is said."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.work.exchange import cells
from trongtam.work.models import Focus, Kind
from trongtam.work.papers.words import Number, linked, plain
from trongtam.work.plan import Step

names = st.text("abcđêôư 12(),.:", min_size=1, max_size=20).map(str.split).map(" ".join).filter(bool)
days_ = st.dates(date(1990, 1, 1), date(2090, 12, 31))
steps = st.lists(
    st.builds(
        Step,
        names.filter(lambda name: not name[0].isdigit()),
        days_,
        st.just("") | names,
        st.none(),
        st.just("") | names,
    ),
    max_size=5,
)


@given(steps)
def test_a_roadmap_is_read_back_as_it_was_written(roadmap: list[Step]):
    assert list(cells.steps(cells.write_steps(roadmap))) == roadmap


@pytest.mark.parametrize(
    "text",
    [
        "Ba chi bộ đầu – 31/03/2021 – Chi bộ A – 3 buổi",
        "- Ba chi bộ đầu - 31/3/2021 - Chi bộ A - 3 buổi",
        "Ba chi bộ đầu | 31-03-2021 | Chi bộ A | 3 buổi",
        "31/03/2021 Ba chi bộ đầu | Chi bộ A | 3 buổi",
        "• Ba chi bộ đầu – quý I/2021 – Chi bộ A – 3 buổi",
    ],
)
def test_a_step_is_written_in_many_ways(text: str):
    assert cells.steps(text) == (Step("Ba chi bộ đầu", date(2021, 3, 31), "Chi bộ A", None, "3 buổi"),)


@pytest.mark.parametrize(
    ("year", "stage", "expected"),
    [
        ("2021", "", ("2021", "")),
        ("năm 2021", "2021", ("2021", "")),
        ("2021–2022", "", ("2021", "2021..2022")),
        ("2022", "giai đoạn 2021 - 2025", ("2022", "2021..2025")),
        ("2021 đến năm 2022", "", ("2021", "2021..2022")),
    ],
)
def test_years_and_stages(year: str, stage: str, expected: tuple[str, str]):
    assert cells.year_and_stage(year, stage) == expected
    assert cells.write_stage(expected[1]) in ("", "2021–2022", "2021–2025")


@pytest.mark.parametrize(("year", "stage"), [("", ""), ("", "2021–2022"), ("nay", ""), ("2021", "lâu dài"), ("21", "")])
def test_what_is_no_year_is_said(year: str, stage: str):
    with pytest.raises(Refused):
        cells.year_and_stage(year, stage)


@given(st.integers(1, 10**12))
def test_a_code_leads_back(pk: int):
    assert cells.pk_of(cells.code_of(pk)) == cells.pk_of(cells.code_of(pk).lower()) == pk


@pytest.mark.parametrize("code", ["", "12", "CV", "CT12", "CV12a", "CV" + "9" * 30])
def test_what_is_no_code_leads_nowhere(code: str):
    assert cells.pk_of(code) is None


def test_a_day_or_the_end_of_a_period():
    for text in ("31/12/2021", "2021-12-31", "quý IV/2021", "tháng 12/2021", "năm 2021"):
        assert cells.last_day(text) == date(2021, 12, 31), text
    for text in ("31/02/2021", "cuối năm"):
        with pytest.raises(Refused):
            cells.last_day(text)


def test_choices_are_read_in_each_language_and_by_code():
    for choices, read in ((Kind, cells.kind_of), (Focus, cells.focus_of)):
        for one in choices:
            for language in ("en", "vi"):
                with override(language):
                    label = str(one.label)
                assert read(label) == read(label.upper()) == read(one.value) == one.value
    assert (cells.kind_of(""), cells.focus_of("")) == ("breakthrough", "")


@pytest.mark.parametrize("what", ["product", "step", "place"])
def test_what_is_too_long_to_be_kept_is_said(what: str):
    long = "d" * 301
    with pytest.raises(Refused):
        if what == "product":
            cells.products(f"ngắn; {long}")
        else:
            cells.steps(f"{long} – 31/03/2021" if what == "step" else f"Bước – 31/03/2021 – {long}")
    with pytest.raises(Refused):
        cells.steps(f"31/03/2021 {long}")


@given(st.dictionaries(st.sampled_from(["one", "two"]), st.integers(0, 10**6), min_size=1))
def test_a_sentence_is_parted_at_its_numbers(values: dict[str, int]):
    numbers = {name: Number(value, f"/{name}") for name, value in values.items()}
    sentence = "Có " + ", ".join(f"%({name})s việc" for name in numbers) + ", 100%% rõ."
    runs = linked(sentence, lambda path: f"https://mau.example{path}", **numbers)
    assert plain(runs) == sentence % values
    shown = [run for run in runs if not isinstance(run, str)]
    assert [(run.text, run.href) for run in shown] == [
        (str(one.value), f"https://mau.example{one.path}") for one in numbers.values()
    ]

"""In a real browser, on a phone and on a desk: from any number to its root in at most three taps; the pages are accessible."""

import pytest

from trongtam.org.tests.house import House, make_house
from trongtam.targets.operations import Root

from .measures import make_clause, make_indicator, make_resolution, make_target, moment, stated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "Trong năm kết nạp từ 3 đảng viên mới trở lên."


@pytest.fixture
def house() -> House:
    """A commune with one target, what two cells stated of it, and one target that is behind."""
    house = make_house()
    document = make_resolution(house.commune)
    admitted = make_indicator("admitted", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    root = Root(clause=make_clause(document, SENTENCE), holder=house.standing.person)
    make_target(house.commune, admitted, "2022", 3, by=house.office, root=root)
    for month in range(1, 10):
        for cell, who in ((house.cell_a, house.cell_secretary), (house.cell_b, house.other_cell_secretary)):
            stated(admitted, cell, f"2022-{month:02d}", int(month in (2, 7)), by=who, at=moment(2022, month + 1, 3))
    roads = make_indicator("roads", name="Bê tông hóa đường ấp", stated_by="commune", unit_of_measure="km")
    make_target(house.commune, roads, "2022", 30, by=house.office, root=Root(document=document))
    stated(roads, house.commune, "2022-9M", 6, by=house.office)
    return house


def follow_a_number(page, taps: list[str]) -> None:
    """Tap one link after the other, and end at the clause itself."""
    for link in taps:
        page.locator(link).first.click()
        page.wait_for_load_state()
    assert SENTENCE in page.inner_text("main")
    assert "/clauses/" in page.url


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_from_a_number_to_its_root_in_three_taps(request, sign_in, assert_accessible, house: House, size: str) -> None:
    page = request.getfixturevalue(size)
    sign_in(page, house.secretary)
    page.goto(f"/board/{house.commune.code}/?period=2022&on=2022-09-30")
    assert "133,33%" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    # A count of the tally leads to its list, a row of the list to the target, the target to the sentence.
    taps = [".tally a[href='#met']", ".targets a.target:has-text('Kết nạp')", ".line .root a"]
    assert len(taps) <= 3
    follow_a_number(page, taps)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_page_of_a_target_says_where_the_number_comes_from(
    request, sign_in, assert_accessible, house: House, size: str
) -> None:
    page = request.getfixturevalue(size)
    sign_in(page, house.secretary)
    page.goto(f"/board/{house.commune.code}/?period=2022&on=2022-09-30")
    page.locator("a.target:has-text('Kết nạp')").first.click()
    page.wait_for_load_state()
    words = page.inner_text("main")
    assert "Con số này từ đâu ra?" in words
    assert SENTENCE in words
    assert "2 + 2 = 4" in words
    assert page.locator("svg.chart:visible").count() == 1
    page.locator("summary:has-text('Xem bảng số')").click()
    assert "Tháng 9/2022" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_desk_and_the_search_are_accessible(request, sign_in, assert_accessible, house: House, size: str) -> None:
    page = request.getfixturevalue(size)
    sign_in(page, house.cell_secretary)
    page.goto("/")
    assert "Việc của tôi" in page.inner_text("h1")
    assert_accessible(page)
    page.goto("/search/?q=ket+nap")
    assert "Kết nạp đảng viên mới" in page.inner_text("main")
    assert_accessible(page)
    page.keyboard.press("Control+k")
    page.wait_for_url("**/search/")

"""The measure of success of the first week: a nine-month report of 23 targets from 12 cells with at most a fifth of the figures
typed that the Word-and-Excel way needs, and none typed twice. The fixture with both counts is bench/typing/nine_months.toml."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from docx import Document as Word
from openpyxl import load_workbook

from bench.typing.fixture import expected, nine_months, old_way
from bench.typing.requests import RequestHands
from bench.typing.way import Hands, Papers, figures_in, nine_months_report
from bench.typing.world import LETTERS, World, lay_world, shown
from trongtam.accounts.models import User
from trongtam.ground.numbers import write
from trongtam.look.worker import work_off
from trongtam.targets.models import Measurement, Source, Submission

LISTENER = """
document.addEventListener('input', ({target}) => {
  if (target.matches('input:not([type=checkbox], [type=radio], [type=file]), textarea'))
    window.typedByHand(location.pathname, target.name, target.value);
}, true);
"""


def test_both_counts_stand_in_the_fixture() -> None:
    fixture = nine_months()
    assert (len(fixture.lines), fixture.cells) == (23, 12)
    assert old_way(fixture) == fixture.counts["old_way"]
    assert expected(fixture) == fixture.counts["ours"]
    assert sum(expected(fixture).values()) <= fixture.limit == sum(old_way(fixture).values()) / 5


@pytest.mark.parametrize(("text", "count"), [("", 0), ("đã xong", 0), ("4,25", 1), ("34/36", 2), ("1.234,5", 1)])
def test_figures_in_a_text(text: str, count: int) -> None:
    assert figures_in(text) == count


@pytest.mark.django_db
def test_by_requests_as_the_bench_counts() -> None:
    world, hands = lay_world(nine_months()), RequestHands()
    papers = nine_months_report(world, hands)
    assert_typed_once(world, hands)
    assert_whole(world, papers)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_it_is_the_same_count(phone: Any, desktop: Any, sign_in: Any) -> None:
    """The cells on a phone, the office at its desk; every field into which anything is typed tells so itself."""
    world = lay_world(nine_months())
    hands = BrowserHands(phone, desktop, sign_in, world.office)
    papers = nine_months_report(world, hands)
    assert_typed_once(world, hands)
    assert_whole(world, papers)


def assert_typed_once(world: World, hands: Hands) -> None:
    """Each figure that no machine knows in one field of one page, and every statement of the month exactly once."""
    fixture = world.fixture
    typed = {f"{unit.code} {field}": text for unit, field, text in _fields(world)}
    assert {f"{path.split('/')[2]} {field}": text for (path, field), text in hands.typed.items()} == typed
    assert hands.count == sum(expected(fixture).values()) <= fixture.limit
    stated = Measurement.objects.filter(period_code=fixture.month.code).exclude(source=Source.LIVE)
    by_hand = Counter(
        (one.indicator_id, one.unit_id)
        for one in stated.filter(is_kept=False, indicator__in=_indicators(world, "hand"))
    )
    assert set(by_hand.values()) == {1}
    assert len(by_hand) == sum(len(world.units_of(line)) for line in fixture.coming("hand"))
    every = Counter((one.indicator_id, one.unit_id) for one in stated)
    assert set(every.values()) == {1}
    assert len(every) == sum(len(world.units_of(line)) for line in fixture.lines if line.comes != "live")
    assert stated.filter(is_kept=True).count() == sum(len(world.units_of(line)) for line in fixture.coming("kept"))
    assert not Measurement.objects.filter(supersedes__isnull=False).exists(), "nothing was corrected or stated again"
    assert set(Submission.objects.values_list("state", flat=True)) == {"accepted"}


def _indicators(world: World, comes: str) -> list[int]:
    return [world.indicators[line.code].pk for line in world.fixture.coming(comes)]


def _fields(world: World) -> list[tuple[Any, str, str]]:
    """Unit, field and text of every figure that is typed by hand."""
    found = []
    for line in world.fixture.coming("hand"):
        key = world.indicators[line.code].pk
        names = [f"numerator-{key}", f"denominator-{key}"] if line.measure == "ratio" else [f"value-{key}"]
        for place, unit in enumerate(world.units_of(line)):
            texts = shown(line, place, world.fixture.month).split("/")
            found += [(unit, name, text) for name, text in zip(names, texts, strict=True)]
    return found


def assert_whole(world: World, papers: Papers) -> None:
    """The report in Word has all 23 targets with their four figures, the superior's form every mapped cell."""
    tables = Word(BytesIO(papers.word)).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows if len(row.cells) == 8]
    for line in world.fixture.lines:
        (row,) = [row for row in rows if row[1].rstrip("°") == line.name]
        assert all(any(sign.isdigit() for sign in cell) for cell in row[3:6]), row
        assert line.comes == "live" or any(sign.isdigit() for sign in row[6]), row
    page = load_workbook(BytesIO(papers.form)).active
    assert page is not None
    cells = len(world.fixture.papers["superior_form"])
    for number, line in enumerate(world.fixture.lines, start=2):
        values = [page[f"{letter}{number}"].value for letter in LETTERS[:cells]]
        assert all(isinstance(value, int | float) for value in values), (line.name, values)
    revenue = next(line for line in world.fixture.lines if line.code == "thu-ngan-sach")
    total = sum((Decimal(revenue.amount(0, month, 2022)) for month in range(1, 10)), Decimal(0)) / 100
    assert Decimal(str(page[f"D{world.fixture.lines.index(revenue) + 2}"].value)) == total
    (shown_row,) = [row for row in rows if row[1].rstrip("°") == revenue.name]
    assert write(total) in shown_row[4], shown_row


class BrowserHands(Hands):
    """A real browser: what is typed is told by the page itself, whichever field it is."""

    def __init__(self, phone: Any, desktop: Any, sign_in: Any, office: User) -> None:
        self.typed = {}
        self.pages = {False: phone, True: desktop}
        self.page, self.office, self.sign_in_page = phone, office, sign_in
        for page in (phone, desktop):
            page.set_default_timeout(30_000)
            page.expose_function("typedByHand", self._told)
            page.add_init_script(LISTENER)

    def _told(self, path: str, field: str, text: str) -> None:
        if figures_in(text):
            self.typed[path, field] = text

    def sign_in(self, user: User) -> None:
        self.page = self.pages[user.pk == self.office.pk]
        self.sign_in_page(self.page, user)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def follow(self, address: str) -> None:
        with self.page.expect_navigation():
            self.page.click(f'a[href="{address}"]')

    def type(self, field: str, text: str) -> None:
        self.page.locator(f"[name={field}]").press_sequentially(text)

    def attach(self, field: str, name: str, content: bytes) -> None:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        self.page.set_input_files(f"[name={field}]", {"name": name, "mimeType": kind, "buffer": content})

    def send(self, form: str) -> None:
        self.page.wait_for_load_state("networkidle")
        with self.page.expect_navigation():
            self._button(form).click()

    def send_all_the_same(self, form: str) -> bool:
        button = self.page.locator(f"[role=alert] button[form={form}][name=sure]")
        asked = button.count() > 0
        if asked:
            with self.page.expect_navigation():
                button.click()
        return asked

    def fetch(self, form: str) -> bytes:
        self._worked(form)
        with self.page.expect_download() as download:
            self.page.locator("main a[href*='/file']").first.click()
        return download.value.path().read_bytes()

    def work_done(self, form: str) -> None:
        self._worked(form)
        with self.page.expect_navigation():
            self.page.locator("#job a").first.click()

    def _worked(self, form: str) -> None:
        self._button(form).click()
        self.page.wait_for_url("**/jobs/**")
        assert work_off() == 1
        self.page.goto(urlsplit(self.page.url).path)

    def _button(self, form: str) -> Any:
        if not form:
            return self.page.locator("main form[method=post]:not([action]) button.btn").first
        if "/" in form:
            return self.page.locator(f'form[action$="{form}"] button.btn').first
        return self.page.locator(f".dock button[form={form}]")

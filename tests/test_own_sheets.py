"""In a real browser: an office goes from an empty installation to its first board with its own sheets, and each tap, each
field typed and each page waited for is counted. `docs/bench.md` says what the count means in minutes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.imports.models import Batch, Columns
from trongtam.look.worker import work_off
from trongtam.org.models import Unit, UnitKind
from trongtam.targets.models import Measurement, Target

from .office_sheets import CELLS, TARGETS, pasted_people, pasted_targets, results_sheet, units_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Seconds that somebody who has never seen the program takes, generously; fields count their letters besides.
TAP_S, FIELD_S, LETTER_S, PAGE_S, PASTE_S, FILE_S = 6, 8, 0.5, 12, 25, 30
# Beside the program: an authenticator is put on the telephone, the spare codes are put away, twelve slips are printed.
BESIDE_S = 300
MOST_STEPS, MOST_MINUTES = 120, 30
RESOLUTION = """NGHỊ QUYẾT
I. MỤC TIÊU
1. Phấn đấu hoàn thành các chỉ tiêu nêu trong phụ lục kèm theo.
II. GIẢI PHÁP
1. Phân công cấp ủy theo dõi từng chi bộ."""


@dataclass
class Hands:
    """What the person does on a page, counted."""

    page: Any
    taps: int = 0
    fields: int = 0
    letters: int = 0
    pastes: int = 0
    files: int = 0
    pages: int = 0

    def tap(self, what: str) -> None:
        self.page.click(what)
        self.taps += 1

    def press(self, what: str = ".dock .btn >> nth=0") -> None:
        """A tap that leads to another page."""
        self.tap(what)
        self.page.wait_for_load_state()
        self.pages += 1

    def type(self, **typed: str) -> None:
        for name, value in typed.items():
            self.page.fill(f"[name={name}]", value)
            self.fields += 1
            self.letters += len(value)

    def paste(self, name: str, value: str) -> None:
        self.page.fill(f"[name={name}]", value)
        self.pastes += 1

    def choose(self, name: str, value: str) -> None:
        self.page.select_option(f"[name={name}]", value)
        self.taps += 2

    def bring(self, sheet: dict[str, Any]) -> None:
        self.page.set_input_files("input[type=file]", sheet)
        self.files += 1

    @property
    def steps(self) -> int:
        return self.taps + self.fields + self.pastes + self.files

    @property
    def minutes(self) -> float:
        seconds = (
            self.taps * TAP_S
            + self.fields * FIELD_S
            + self.letters * LETTER_S
            + self.pages * PAGE_S
            + self.pastes * PASTE_S
            + self.files * FILE_S
            + BESIDE_S
        )
        return seconds / 60


def worked_off(hands: Hands) -> None:
    """What runs beside the page is done, and the page of the batch shown, as the page of the work leads there."""
    hands.page.wait_for_url("**/jobs/**")
    assert work_off() == 1
    hands.page.goto(reverse("imports:batch", args=[Batch.objects.latest("pk").key]))


def second_step(hands: Hands) -> None:
    """Six digits from the telephone; the spare codes put away."""
    page = hands.page
    page.goto(reverse("mfa_activate_totp"))
    secret = page.inner_text(".prose b").replace(" ", "")
    hands.type(code=format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    hands.press("form.stack .btn.block")


def go_on(hands: Hands, words: str) -> None:
    """From the desk, whose card leads back, along the next step's way of these words."""
    hands.page.goto("/")
    hands.press(f"a[href='{reverse('org:next_steps')}'] >> nth=0")
    assert fits(hands.page)
    hands.press(f".dock a:has-text('{words}')")


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def units_from_their_list(hands: Hands, check: Any) -> None:
    """The list of cells: titles above, headings in two rows, sums below. Its columns are proposed; one looks and goes on."""
    page = hands.page
    go_on(hands, "Từ bảng Excel")
    check(page)
    hands.bring(units_sheet())
    hands.type(reason="Quyết định mẫu")
    hands.press("button:has-text('Đọc bảng')")
    check(page)
    assert page.input_value("[name=name]") == "1"
    assert page.input_value("[name=kind]") == "=cell"
    hands.press("button:has-text('Đọc bảng')")
    worked_off(hands)
    check(page)
    assert Batch.objects.get().counts == {"created": 12, "refused": 1}  # the line of sums
    hands.press(".dock button")
    worked_off(hands)
    assert Columns.objects.count() == 1
    assert list(Unit.objects.filter(kind=UnitKind.CELL).order_by("pk").values_list("name", flat=True)) == CELLS


def resolution_and_targets(hands: Hands, check: Any) -> None:
    page = hands.page
    go_on(hands, "Đưa nghị quyết vào")
    hands.choose("kind", "resolution")
    hands.type(title="Nghị quyết năm nay")
    hands.press("form[data-draft] button.btn >> nth=0")
    go_on(hands, "Dán nội dung")
    hands.paste("text", RESOLUTION)
    hands.press("form[data-draft] button.btn >> nth=0")
    hands.press()
    go_on(hands, "Chỉ tiêu từ bảng")
    check(page)
    hands.paste("text", pasted_targets())
    hands.press()
    check(page)
    hands.press()
    assert Target.objects.in_force().count() == len(TARGETS)


def logins_from_their_list(hands: Hands, check: Any) -> None:
    page = hands.page
    go_on(hands, "Dán danh sách")
    check(page)
    hands.paste("lines", pasted_people())
    hands.type(basis="Quyết định mẫu")
    hands.press()
    check(page)
    hands.press()
    assert page.locator("section.slip").count() == 12
    check(page)
    hands.tap("a:has-text('Xong')")
    assert User.objects.filter(person__posts__kind="cell_secretary").count() == 12


def allotted(hands: Hands) -> None:
    """One target shared out among the cells."""
    page = hands.page
    target = Target.objects.get(indicator__name=TARGETS[0][0])
    page.goto(reverse("targets:board", args=[target.unit.code]))
    hands.pages += 1
    hands.press(f"a[href^='{reverse('targets:target', args=[target.pk])}'] >> nth=0")
    hands.press("a:has-text('Giao chỉ tiêu cho đơn vị dưới')")
    for box in page.locator("main form[data-draft] input[type=text]").all()[:12]:
        box.fill("1")
        hands.fields += 1
        hands.letters += 1
    hands.press("main form[data-draft] .acts button")
    assert Target.objects.in_force().filter(parent=target).count() == 12


def figures_from_their_table(hands: Hands, check: Any) -> None:
    page = hands.page
    go_on(hands, "Từ bảng Excel")
    hands.bring(results_sheet())
    hands.press("button:has-text('Đọc bảng')")
    check(page)
    hands.press("button:has-text('Đọc bảng')")
    worked_off(hands)
    check(page)
    hands.press(".dock button")
    worked_off(hands)
    assert Measurement.objects.count() == len(TARGETS)


def on_the_board(hands: Hands, check: Any) -> None:
    page = hands.page
    hands.press(f"a[href='{reverse('org:next_steps')}']")
    hands.press("main a:has-text('Xem đang ở đâu') >> nth=0")
    check(page)
    assert fits(page)
    assert page.is_visible("text=Kết nạp đảng viên mới")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_office_with_its_own_sheets_has_its_first_board_within_half_an_hour(size, request, assert_accessible):
    hands = Hands(request.getfixturevalue(size))
    hands.page.goto("/login/")
    hands.type(
        commune_name="Xã Mẫu", on="01/01/2020", basis="Quyết định mẫu", term_name="2025–2030", begins="1/7/2025",
        ends="30/6/2030", administrator_name="Trần Thị Thử", username="vanphong", password="một câu chỉ mình tôi biết",
    )  # fmt: skip
    hands.press()
    second_step(hands)
    units_from_their_list(hands, assert_accessible)
    resolution_and_targets(hands, assert_accessible)
    logins_from_their_list(hands, assert_accessible)
    allotted(hands)
    figures_from_their_table(hands, assert_accessible)
    on_the_board(hands, assert_accessible)
    print(f"guided set-up with own sheets, {size}: {hands.steps} steps, {hands.minutes:.1f} minutes ({hands})")
    assert hands.steps <= MOST_STEPS
    assert hands.minutes <= MOST_MINUTES

"""The living gallery: every page part, drawn by its own tag with made-up values. What is not here does not exist."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from trongtam.ground import charts, days
from trongtam.ground.charts import Series, multiples
from trongtam.look.forms import FilesField
from trongtam.look.lists import Column, Filter, Listing, Order, among
from trongtam.look.registry import DueItem
from trongtam.look.shapes import (
    ChangeRow,
    EntryRow,
    Fact,
    GridCell,
    GridRow,
    HelpRow,
    Leaf,
    Multiple,
    Step,
    Tab,
    TallyItem,
    TargetRow,
)
from trongtam.org.reach import Reach, Right

COLOURS = [
    ("--paper", "#FBF7EE"),
    ("--sheet", "#FFFDF8"),
    ("--paper-2", "#F4EDDD"),
    ("--paper-3", "#E8DDC6"),
    ("--ink", "#221A14"),
    ("--ink-2", "#53453A"),
    ("--ink-3", "#6C5C4D"),
    ("--edge", "#857259"),
    ("--lacquer", "#8B1A1B"),
    ("--gold", "#B0851F"),
    ("--gold-ink", "#71520B"),
]
SIGNS = [
    "met",
    "part",
    "not",
    "none",
    "up",
    "even",
    "down",
    "mark",
    "desk",
    "board",
    "meet",
    "more",
    "in",
    "doc",
    "report",
    "unit",
    "find",
    "tick",
    "warn",
    "seal",
    "arrow",
    "plus",
    "close",
    "print",
    "get",
    "put",
    "clock",
    "person",
    "lock",
    "leave",
    "copy",
    "day",
    "link",
    "off",
]
TODAY = date(2022, 9, 5)


class SampleForm(forms.Form):
    """One field of each kind that the look draws."""

    name = forms.CharField(label="Chi bộ quyết làm gì?", max_length=120)
    joined = forms.DecimalField(label="Tham gia bảo hiểm xã hội tự nguyện", localize=True)
    metres = forms.CharField(
        label="Đường ấp đổ bê tông",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="Làm xong trong tháng",
    )
    person = forms.ChoiceField(label="Ai làm?", choices=[("1", "Trần Thị Dụ"), ("2", "Hồ Văn Thử")])
    due = forms.ChoiceField(
        label="Xong trước ngày",
        choices=[("20", "20/09"), ("30", "30/09"), ("x", "Ngày khác")],
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label="Đơn vị cùng làm",
        choices=[("a", "Hội Nông dân"), ("b", "Hội Phụ nữ"), ("c", "Đoàn Thanh niên")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rough = forms.BooleanField(label="Số ước", required=False)
    note = forms.CharField(label="Ghi chú cho Văn phòng", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Minh chứng", required=False)
    photos = FilesField(label="Ảnh và tệp", required=False)

    def clean_metres(self):
        raise forms.ValidationError("“1.2.3,4” không đọc được. Xin gõ lại, ví dụ 123,4.")


def sample_form() -> SampleForm:
    form = SampleForm(
        {
            "name": "Mỗi tổ nhân dân tự quản vận động thêm 1 người",
            "joined": "16",
            "metres": "1.2.3,4",
            "person": "1",
            "due": "30",
            "parts": ["a"],
            "rough": "on",
        }
    )
    form.is_valid()
    return form


class SheetForm(forms.Form):
    """A sheet of three lines; prefixes keep its names apart from the other form of the page."""

    insured = forms.CharField()
    insured_rough = forms.BooleanField(required=False)
    metres = forms.CharField()

    def clean_metres(self):
        raise forms.ValidationError("“1.2.3,4” không đọc được. Xin gõ lại, ví dụ 123,4.")


def sheet() -> list[EntryRow]:
    form = SheetForm({"sheet-insured": "16", "sheet-metres": "1.2.3,4"}, prefix="sheet")
    form.is_valid()
    return [
        EntryRow("Kết nạp đảng viên mới", "người", "0", shown="0", auto="Tự đếm từ hồ sơ đảng viên. Không phải nhập."),
        EntryRow(
            "Tham gia bảo hiểm xã hội tự nguyện",
            "người",
            "11",
            "Số đang tham gia",
            form["insured"],
            form["insured_rough"],
            "Đạt 64% kế hoạch 25 người.",
        ),
        EntryRow("Đường ấp đổ bê tông", "m", "120", "Làm xong trong tháng", form["metres"]),
    ]


def ranked() -> list[TargetRow]:
    percents = (
        40,
        54.88,
        64,
        66.67,
        75,
        75,
        75,
        76,
        78.67,
        80,
        80,
        84.21,
        85,
        94.55,
        96,
        96,
        100,
        100,
        101,
        125,
        133.33,
    )
    bands = ["not_met"] * 2 + ["partly"] * 14 + ["met"] * 5
    pairs = [*zip(percents, bands, strict=True), (None, "not_measured")]
    return [TargetRow("", "", percent, "", "", band) for percent, band in pairs]


def lists() -> dict:
    rising = (0, 33, 33, 33, 67, 67, 100, 100, 133.3)
    return {
        "tally_items": [
            TallyItem("met", 7, "30,43%", "#targets"),
            TallyItem("partly", 14, "60,87%", "#targets"),
            TallyItem("not_met", 2, "8,70%", "#targets"),
        ],
        "target_rows": [
            TargetRow("Nhà văn hóa ấp đạt chuẩn", "#targets", 40, "40%", "2/5 nhà", "not_met", invented=True),
            TargetRow(
                "Tham gia bảo hiểm xã hội tự nguyện",
                "#targets",
                64,
                "64%",
                "96/150 người",
                "partly",
                "behind",
                75,
                (6, 11, 19, 27, 34, 43, 51, 58, 64),
                True,
            ),
            TargetRow(
                "Kết nạp đảng viên mới", "#targets", 133.33, "133,33%", "4/3 đảng viên", "met", "ahead", 75, rising
            ),
            TargetRow("Hộ thoát nghèo", "#targets", None, "–", "kế hoạch 12 hộ", "not_measured", None, 75),
        ],
        **asking(),
    }


def asking() -> dict:
    """Rows that ask somebody for something, or tell what changed."""
    return {
        "help_rows": [
            HelpRow(
                "Chi bộ ấp Mẫu Ba",
                "#help",
                "Chậm 3 chỉ tiêu; chưa nộp số liệu tháng 9.",
                "Đ/c Trần Thị Thử phụ trách, xuống ấp lần cuối 12/08/2022",
                (0, 0, 1, 1, 1, 2, 2, 2, 3),
            )
        ],
        "change_rows": [
            ChangeRow("Mô hình “Dân vận khéo”", "partly", "met", "75% lên 125%", invented=True),
            ChangeRow("Hộ thoát nghèo", "not_met", "partly", "33,33% lên 66,67%", invented=True),
        ],
        "due": [
            DueItem(
                "a",
                "Bổ sung biên bản tháng 8",
                "Văn phòng Đảng ủy trả lại: thiếu lý do vắng của một đảng viên.",
                date(2022, 9, 8),
                "#due",
                back=True,
            ),
            DueItem("b", "Gửi số liệu tháng 9", "Còn 6 ô. Số của cuộc họp tự điền.", date(2022, 9, 25), "#due", 1, 7),
        ],
    }


def trace() -> list[Step]:
    return [
        Step(
            "Gốc: câu trong nghị quyết",
            kind="root",
            quote="Trong năm kết nạp từ 3 đảng viên mới trở lên.",
            url="#line",
            link="Nghị quyết năm 2022 của Đảng bộ xã, mục III, ý 2",
        ),
        Step("Chỉ tiêu", "Ít nhất 3 đảng viên, cả năm 2022", meta="Càng nhiều càng tốt, cộng dồn theo tháng."),
        Step("Cách tính", sums=("1 + 1 + 1 + 1 = 4", "4 ÷ 3 × 100 = 133,33%"), meta="Từ 100% trở lên là Đạt."),
        Step(
            "Số đã nêu của chi bộ, kèm minh chứng",
            kind="now",
            leaves=[Leaf("Ấp Mẫu Hai", "1", "Tháng 9", "#line", "Quyết định"), Leaf("Ấp An Mỹ", "1", "Tháng 5")],
        ),
    ]


UNIT_ROWS = (("Chi bộ ấp Mẫu Một", "cell"), ("Chi bộ ấp Mẫu Hai", "cell"), ("Cụm Mẫu", "cluster"))
UNITS = Listing(
    "Đơn vị",
    (Column("Tên", lambda row: row[0]),),
    (Order("name", "Tên", words=lambda row: row[0]), Order("given", "Như trong cây")),
    (Filter("kind", "Loại", among(lambda row: row[1]), (("cell", "Chi bộ"), ("cluster", "Cụm"))),),
    text=lambda row: row[0],
)


def trends() -> dict:
    """One drawing for the phone, one for the desk."""
    steps = [charts.Step(date(2022, month, 28), Decimal(value)) for month, value in ((2, 1), (5, 2), (7, 3), (9, 4))]
    shown = charts.Trend(
        "Số liệu mẫu", date(2022, 1, 1), actual=steps, as_of=date(2022, 9, 30), plan=Decimal(5), unit="việc"
    )
    return {"trends": [charts.trend_geometry(shown, *charts.PHONE), charts.trend_geometry(shown)]}


def comparison() -> dict:
    cells = (GridCell("3", "not_met", "#units"), GridCell("7", "partly", "#units"), GridCell("11", "met", "#units"))
    drawn = multiples([Series([3, 7, 11], [4, 8, 12]), Series([1, None, 2], [4, 8, 12])]).drawings
    return {
        "grid_heads": [_("Unit"), "T7", "T8", "T9"],
        "grid_rows": [
            GridRow("Chi bộ ấp Mẫu Một", "#units", cells),
            GridRow("Chi bộ ấp Mẫu Hai", "#units", (*cells[:2], GridCell("–", "not_measured")), invented=True),
        ],
        "grid_words": {"met": "Đạt", "partly": "Gần đạt", "not_met": "Chưa đạt", "not_measured": "Chưa có số liệu"},
        "pictures": [
            Multiple("Chi bộ ấp Mẫu Một", "#units", drawn[0], "11", "trên 12", "partly", "11 trên kế hoạch 12"),
            Multiple("Chi bộ ấp Mẫu Hai", "#units", drawn[1], "2", "trên 12", "not_met", "2 trên kế hoạch 12", True),
        ],
    }


def gallery(request):
    """For who keeps the house (office, administrator): it is a page of the workshop, and nobody else's work."""
    if not Reach.of(request.user).may_anywhere(Right.ACCOUNTS):
        raise Http404
    return drawn(request)


def drawn(request):
    """Every part; the values are made up."""
    return render(
        request,
        "portal/gallery.html",
        {
            "colours": COLOURS,
            "signs": SIGNS,
            "today": TODAY,
            "marks": [(7, "Họp, ngày 7"), (25, "Số liệu, 25")],
            "form": sample_form(),
            "wrong_day": days.typed("31/02/2022"),
            "tabs": [Tab("3 tháng", "#tabs"), Tab("6 tháng", "#tabs"), Tab("9 tháng", "#tabs", True)],
            "facts": [
                Fact("Ước cả kỳ", "6", "4 ÷ 2 cùng kỳ × 3 cả năm 2021", invented=True),
                Fact("Người phụ trách", "Trần Thị Thử", "Phó bí thư (tên giả định)", quiet=True),
            ],
            "trace": trace(),
            "choices": [("x", "Xong"), ("c", "Sang kỳ sau"), ("t", "Thôi")],
            "stepper": ["Chuẩn bị", "Họp", "Sau họp"],
            "list": UNITS.read(request.GET, list(UNIT_ROWS)),
            **comparison(),
            **trends(),
            "heads": [_("Unit"), ">" + _("Figure"), _("Source")],
            "page": Paginator(range(30), 10).page(2),
            "columns": (0, 0, 1, 1, 1, 2, 2, 2, 3),
            "ranked": ranked(),
            "entry_rows": sheet(),
            "entry_heads": [_("Content"), ">Tháng 8", "Tháng 9"],
            **lists(),
        },
    )

"""Every part draws itself; none carries a style attribute, an inline script or a file that is not there."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override

from trongtam.ground import days
from trongtam.look.forms import DayField
from trongtam.look.registry import DueItem, Panel, panels
from trongtam.look.shapes import TargetRow

PACKAGE = Path(__file__).parents[2]


def draw(source: str, **context) -> str:
    return Template("{% load look %}" + source).render(Context(context))


class Watcher(HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(self.get_starttag_text())
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(self.get_starttag_text())
        if "id" in given:
            self.ids.append(given["id"])


@pytest.mark.urls("trongtam.look.tests.urls")
@pytest.mark.django_db
def test_the_gallery_has_every_tag_and_nothing_inline():
    page = Client().get("/gallery/").content.decode()
    watcher = Watcher()
    watcher.feed(page)
    assert watcher.faults == []
    assert len(watcher.ids) == len(set(watcher.ids))
    source = (PACKAGE / "portal/templates/portal/gallery.html").read_text(encoding="utf8")
    from trongtam.look.templatetags.look import register

    drawn_elsewhere = {
        "band_word",
        "list_filter",
        "panels",
        "toasts",
        "fields",
        "form_errors",
        "form_key",
        "saved_line",
        "spark",
        "nav_sections",
        "nav_place",
        "nav_list",
        "draft_words",
        "page_assets",
    }
    missing = [tag for tag in register.tags if tag not in drawn_elsewhere and f"{{% {tag}" not in source]
    assert missing == []


def test_no_template_of_the_house_has_a_style_or_a_script_of_its_own():
    faults = []
    for path in PACKAGE.glob("*/templates/**/*.html"):
        text = path.read_text(encoding="utf8")
        if re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", text):
            faults.append(str(path))
    assert faults == []


def test_every_static_file_that_a_template_names_is_there():
    named = {
        name
        for path in PACKAGE.glob("*/templates/**/*")
        if path.is_file()
        for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", path.read_text(encoding="utf8"))
    }
    assert named
    assert [name for name in named if finders.find(name) is None] == []


def test_every_sign_that_a_template_names_is_in_the_sprite():
    sprite = Path(finders.find("look/icons.svg")).read_text(encoding="utf8")
    signs = set(re.findall(r'<symbol id="(\w+)"', sprite))
    for path in PACKAGE.glob("*/templates/**/*.html"):
        for name in re.findall(r'{% icon "(\w+)"', path.read_text(encoding="utf8")):
            assert name in signs, f"{path}: {name}"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("met", "Đạt"),
        ("partly", "Đạt từ 60 đến dưới 100%"),
        ("not_met", "Chưa đạt"),
        ("not_measured", "Chưa có số liệu"),
    ],
)
def test_a_band_is_told_by_word_and_shape(code, words):
    html = draw("{% band code %}", code=code)
    assert words in html
    assert "icons.svg#" in html


def test_pace_is_told_and_stays_away_where_none_is_reckoned():
    assert "Chậm tiến độ" in draw('{% pace "behind" %}')
    assert 'class="pace vh"' in draw("{% pace None %}")


def test_drawings_use_the_point_in_every_language():
    for language in ("vi", "en"):
        with override(language):
            html = draw('{% bullet 33.333 "not_met" 66.67 "x" %}{% spark points %}', points=[1.5, 2.25])
            assert not re.search(r'(?:width|x|cx|cy)="\d+,\d', html)


def test_a_target_without_figures_is_a_void_not_a_zero():
    row = TargetRow("Hộ thoát nghèo", "/t/", None, "–", "kế hoạch 12 hộ", "not_measured")
    html = draw("{% target_row row %}", row=row)
    assert 'class="void"' in html
    assert "Hộ thoát nghèo: –, Chưa có số liệu" in html


def test_what_a_person_typed_is_escaped():
    row = TargetRow("<b>x</b>", "/t/", 50, "50%", "<i>", "not_met")
    html = draw("{% target_row row %}{% section title %}{{ typed }}{% endsection %}", row=row, title="<u>", typed="<s>")
    assert not re.search(r"<(b|i|u|s)>", html)


class OneForm(forms.Form):
    count = forms.IntegerField(label="Số hộ", help_text="Trong tháng")
    done = forms.BooleanField(label="Số ước", required=False)
    way = forms.ChoiceField(label="Kết quả", choices=[("a", "Xong"), ("b", "Thôi")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Hai số không khớp.")


def test_a_field_names_its_label_hint_and_error():
    html = draw("{% fields form %}", form=OneForm({"count": "x"}))
    assert '<label for="id_count">Số hộ' in html
    assert 'aria-describedby="id_count_hint id_count_note"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="in num"' in html
    assert "Hai số không khớp." in html
    assert html.count('class="err"') == 2
    assert '<legend class="lbl">Kết quả' in html


class ListForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[*BLANK_CHOICE_DASH, ("a", "Nghị quyết")])
    term = forms.ChoiceField(label="Nhiệm kỳ", choices=[*BLANK_CHOICE_DASH, ("b", "2020–2025")], required=False)


def test_the_empty_line_of_a_list_has_words():
    html = draw("{% fields form %}", form=ListForm())
    assert '<option value="" selected>Chọn…</option>' in html
    assert '<option value="" selected>Không chọn</option>' in html
    assert "---" not in html


def test_the_words_below_a_bar_leave_each_other_room():
    assert 'text-anchor="end">Đã qua 83%' in draw("{% bullet_scale 83 %}")
    assert 'text-anchor="middle">Đã qua 50%' in draw("{% bullet_scale 50 %}")
    assert 'dx="14">Đã qua 4%' in draw("{% bullet_scale 4 %}")


def test_an_echo_gives_way_to_an_error():
    right, wrong = OneForm({"count": "5", "way": "a"}), OneForm({"count": "x"})
    assert "11 lên 16" in draw('{% field form.count echo="11 lên 16" unit="hộ" %}', form=right)
    assert "11 lên 16" not in draw('{% field form.count echo="11 lên 16" unit="hộ" %}', form=wrong)


def test_pages_keep_the_other_parameters():
    request = RequestFactory().get("/", {"q": "kết nạp", "page": "2"})
    html = draw("{% pagination page %}", request=request, page=Paginator(range(30), 10).page(2))
    assert "q=k%E1%BA%BFt+n%E1%BA%A1p&amp;page=3" in html
    assert draw("{% pagination page %}", request=request, page=Paginator(range(3), 10).page(1)).strip() == ""


def test_due_today_or_sent_back_is_hot():
    def html(item):
        return draw("{% due_card item today %}", item=item, today=date(2022, 9, 5))

    assert "due hot" in html(DueItem("a", "Gửi", "", date(2022, 9, 5), "/"))
    assert "due hot" in html(DueItem("a", "Gửi", "", date(2022, 9, 9), "/", back=True))
    assert "due hot" not in html(DueItem("a", "Gửi", "", date(2022, 9, 9), "/"))
    assert "0/7" in html(DueItem("a", "Gửi", "", None, "/", 0, 7))


def test_panels_of_upper_rooms_are_drawn():
    panels.register(
        "test.page", "one", lambda request, thing: Panel("look/parts/empty.html", {"text": thing, "icon": "seal"})
    )
    try:
        request = RequestFactory().get("/")
        assert "của phòng trên" in draw('{% panels "test.page" thing %}', request=request, thing="của phòng trên")
    finally:
        panels.forget("test.page", "one")


def test_a_form_drawn_again_keeps_its_key():
    key = "5f0e5c4e-4b5c-4b1e-9a3e-0d6f3c5a2b11"
    assert key in draw("{% form_key %}", request=RequestFactory().post("/", {"form_key": key}))
    fresh = {draw("{% form_key %}", request=RequestFactory().get("/")) for _ in range(3)}
    assert len(fresh) == 3


def test_a_day_box_shows_the_day_as_people_write_it():
    html = draw('{% day_box "on" "Số liệu đến ngày" day %}', day=date(2022, 9, 5))
    assert 'value="05/09/2022"' in html
    assert "err" not in html


def test_a_day_box_keeps_what_could_not_be_read_and_says_why():
    with override("vi"):
        html = draw('{% day_box "on" "Ngày" day asked %}', day=date(2022, 9, 5), asked=days.typed("31/2/2022"))
    assert 'value="31/2/2022"' in html
    assert "Tháng 2 năm 2022 không có ngày 31." in html
    assert 'aria-invalid="true"' in html


class DayForm(forms.Form):
    on = DayField()
    until = DayField(required=False)


@pytest.mark.parametrize("typed", ["05/09/2022", "5.9.2022", "05092022", "2022-09-05", " ngày 5 tháng 9 năm 2022"])
def test_a_day_field_reads_what_people_write(typed):
    form = DayForm({"on": typed, "until": " "})
    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2022, 9, 5), "until": None}
    assert 'value="05/09/2022"' in str(DayForm(initial={"on": date(2022, 9, 5)})["on"])


def test_a_day_field_says_what_to_mend():
    with override("vi"):
        form = DayForm({"on": "31/02/2022"})
        assert form.errors["on"] == ["Tháng 2 năm 2022 không có ngày 31. Xin xem lại."]
        assert 'value="31/02/2022"' in str(form["on"])


def test_days_are_asked_for_in_one_way_everywhere():
    """The browser's own calendar speaks the browser's language, so no page uses it and no form has a field of its own."""
    pages = [path for path in PACKAGE.glob("*/templates/**/*.html") if 'type="date"' in path.read_text(encoding="utf8")]
    own = re.compile(r"forms\.(DateField|DateInput|SelectDateWidget)|\"type\": \"date\"|input_type = \"date\"")
    code = [
        path for path in PACKAGE.glob("*/**/*.py") if "tests" not in path.parts and own.search(path.read_text("utf8"))
    ]
    assert pages == []
    assert [str(path.relative_to(PACKAGE)) for path in code] == ["look/forms.py"]
    models = [form for form in every_form() if issubclass(form, forms.ModelForm)]
    for form in models:
        for name, field in form.base_fields.items():
            assert not isinstance(field, forms.DateField) or isinstance(field, DayField), (form, name)


def every_form() -> list[type[forms.BaseForm]]:
    import trongtam.portal.urls  # noqa: F401 — loads every view, and with it every form

    found, waiting = [], [forms.BaseForm]
    while waiting:
        below = waiting.pop().__subclasses__()
        found += [form for form in below if form.__module__.startswith("trongtam.")]
        waiting += below
    return found

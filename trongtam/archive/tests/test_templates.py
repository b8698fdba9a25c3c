"""An office's own Word template: what is refused, and what a filled one says."""

import io
import zipfile

import pytest
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.archive.issuing import template
from trongtam.archive.issuing.figures import compare
from trongtam.archive.issuing.stamping import stamp
from trongtam.archive.issuing.words import open_word, texts_of

from .papers import paper, report_docx, template_docx
from .samples import PNG, with_macro

CODE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ co_quan|upper }}",
    "{{ co_quan() }}",
    "{{ 7*7 }}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% for a in noi_nhan %}{% for b in noi_nhan %}x{% endfor %}{% endfor %}",
    "{% for a in range(9) %}x{% endfor %}",
    "{% macro x() %}{% endmacro %}",
    "{{ co_quan",
    "{% if co_quan.__class__ %}x{% endif %}",
    "{{ self }}{{ co_quan ~ co_quan }}",
    "{% for a in noi_nhan if a %}x{% endfor %}",
    "{% for a in noi_nhan %}x{% else %}y{% endfor %}",
    "{% for a in noi_nhan recursive %}x{% endfor %}",
    "{% for a, b in noi_nhan %}x{% endfor %}",
    "{% for a in co_quan %}x{% endfor %}",
]


@pytest.mark.parametrize("line", CODE)
def test_a_template_with_code_is_refused(line):
    with pytest.raises(template.Unfit) as refused:
        template.check(template_docx(line))
    assert refused.value.kind == "code"


def test_unknown_fields_are_named():
    with pytest.raises(template.Unfit) as refused:
        template.check(template_docx("{{ so_ngay }} và {{ nguoi_nhan }}"))
    assert (refused.value.kind, refused.value.names) == ("unknown", ("nguoi_nhan", "so_ngay"))


def test_fields_that_every_template_needs_are_named():
    with pytest.raises(template.Unfit) as refused:
        template.check(template_docx("{{ co_quan }}", "{{ noi_dung }}", whole=False))
    assert (refused.value.kind, refused.value.names) == ("missing", ("so_ky_hieu", "dia_danh_ngay_thang"))


def _with(name: str, content: str) -> bytes:
    out = io.BytesIO(template_docx())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId9" Type="http://x/{}" Target="http://vi-du.vn/a" TargetMode="External"/></Relationships>'
)
FIELD = '<w:document xmlns:w="x"><w:instrText xml:space="preserve"> {} </w:instrText></w:document>'


@pytest.mark.parametrize(
    "content",
    [
        with_macro(template_docx()),
        _with("word/_rels/settings.xml.rels", RELATION.format("attachedTemplate")),
        _with("word/_rels/header9.xml.rels", RELATION.format("image")),
        _with("word/embeddings/oleObject1.bin", "x"),
        _with("word/more.xml", FIELD.format("DDEAUTO c:\\\\cmd.exe")),
        _with("word/more.xml", FIELD.format("INCLUDEPICTURE &quot;http://vi-du.vn&quot;")),
        _with("word/more.xml", '<w:document xmlns:w="x"><w:fldSimple w:instr=" MACROBUTTON Chay "/></w:document>'),
        _with("word/more.xml", FIELD.format("DD") + FIELD.format("EAUTO")),  # one word cut in two
        _with("word/more.xml", FIELD.format("\\* \\DDE1")),
        _with("word/_rels/x.xml.rels", RELATION.replace('Type="http://x/{}" ', "")),
    ],
)
def test_what_loads_or_runs_something_is_refused(content):
    with pytest.raises(template.Unfit) as refused:
        template.check(content)
    assert refused.value.kind == "outside"


@pytest.mark.parametrize(
    "content",
    [
        _with("word/_rels/more.xml.rels", RELATION.format("hyperlink")),
        _with("word/more.xml", FIELD.format("PAGE \\* MERGEFORMAT")),
        _with("word/more.xml", FIELD.format("")),
    ],
)
def test_a_link_and_the_number_of_the_page_are_no_harm(content):
    assert "noi_dung" in template.check(content)


def test_a_body_that_is_left_out_when_it_is_filled_is_missing():
    """The field stands there, behind a condition that this paper does not meet."""
    whole = template_docx("{% if chan_trang %}{{ noi_dung }}{% endif %}", "{{ so_ky_hieu }}", whole=False)
    document = open_word(whole)
    document.add_paragraph("{{ dia_danh_ngay_thang }}")
    out = io.BytesIO()
    document.save(out)
    from dataclasses import replace

    assert "noi_dung" in template.check(out.getvalue())
    with pytest.raises(template.Unfit) as refused:
        template.fill(out.getvalue(), replace(paper(), footer=""))
    assert (refused.value.kind, refused.value.names) == ("missing", ("noi_dung",))


def test_fields_of_the_header_count_too():
    document = open_word(template_docx("{{ noi_dung }}", whole=False))
    document.sections[0].header.paragraphs[0].text = "{{ so_ky_hieu }} {{ dia_danh_ngay_thang }}"
    out = io.BytesIO()
    document.save(out)
    assert template.check(out.getvalue()) == {"noi_dung", "so_ky_hieu", "dia_danh_ngay_thang"}


def test_fields_hidden_in_the_properties_are_refused():
    document = open_word(template_docx())
    document.core_properties.title = "{{ co_quan.x }}"
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(template.Unfit) as refused:
        template.check(out.getvalue())
    assert refused.value.kind == "code"


def test_what_is_no_word_file_is_refused():
    with pytest.raises(template.Unfit) as refused:
        template.check(PNG)
    assert refused.value.kind == "word"


def test_a_filled_template_says_what_the_paper_says():
    made = template.fill(
        template_docx("Nơi nhận: {% for nơi in noi_nhan %}{{ nơi }}; {% endfor %}", "{{ quyen_han }}"), paper()
    )
    lines = [text.text for text in texts_of(made)]
    assert lines[:3] == ["ĐẢNG ỦY XÃ MẪU", "Số -BC/ĐU", "Xã Mẫu, ngày tháng năm"]
    assert "Nơi nhận: Tỉnh ủy Mẫu; Các đồng chí cấp ủy viên;" in lines
    assert lines[-1] == "T/M BAN THƯỜNG VỤ"
    assert {one.after for one in compare(report_docx(), made).changes} <= {""}  # no figure is new
    stamped = stamp(made, number_line="Số 05-BC/ĐU", date_line="Xã Mẫu, ngày 05 tháng 10 năm 2022")
    assert "Số 05-BC/ĐU" in [text.text for text in texts_of(stamped)]


def test_the_body_stands_where_its_field_stood():
    lines = [text.text for text in texts_of(template.fill(template_docx("Dòng cuối của mẫu"), paper()))]
    assert lines.index("I. KẾT QUẢ") < lines.index("II. NHIỆM VỤ") < lines.index("Dòng cuối của mẫu")


def test_a_demonstration_paper_says_so_in_the_office_layout_too():
    document = open_word(template.fill(template_docx(), paper(demo=True)))
    assert "DỮ LIỆU MINH HỌA" in "".join(p.text for p in document.sections[0].header.paragraphs)


def test_words_with_signs_of_the_file_format_stay_words():
    document = Word()
    for line in ("{{ so_ky_hieu }}", "{{ dia_danh_ngay_thang }}", "{{ noi_dung }}", "{{ trich_yeu }}"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    from dataclasses import replace

    odd = replace(paper(), abstract="a < b & {{ co_quan }} {% for %} </w:t>")
    lines = [text.text for text in texts_of(template.fill(out.getvalue(), odd))]
    assert "a < b & {{ co_quan }} {% for %} </w:t>" in lines


@settings(max_examples=20)
@given(st.text(max_size=40))
def test_any_text_is_a_template_or_refused_with_a_reason(text):
    """Whatever stands between the braces: a known field, or Unfit; never anything else."""
    from trongtam.ground.papers.marks import clean

    try:
        used = template.check(template_docx("{{ " + clean(text) + " }}"))
    except template.Unfit as refused:
        assert refused.kind in {"code", "unknown"}
    else:
        assert used <= set(template.FIELDS)

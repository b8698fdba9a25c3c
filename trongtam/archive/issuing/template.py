"""An office's own Word template: checked when it is brought, then filled. Pure.

It may hold the fields of `FIELDS` as {{ field }}, `{% for … in noi_nhan %}` and `{% if field %}`, and nothing else: no calls, no
filters, no attributes, nothing that is loaded from elsewhere. It is filled by Jinja's sandbox without any function in reach,
so the check and the sandbox each suffice alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from trongtam.ground.papers.body import draw_bases, draw_block
from trongtam.ground.papers.foot import mark_as_demo
from trongtam.ground.papers.marks import clean, element
from trongtam.ground.papers.model import Paper, number_line, place_and_date

from .words import NotWord, open_word

BODY = "noi_dung"
# The fields that a template may name; the words beside them are said by the page.
FIELDS = (
    "co_quan_cap_tren",
    "co_quan",
    "so_ky_hieu",
    "dia_danh_ngay_thang",
    "loai_van_ban",
    "trich_yeu",
    BODY,
    "noi_nhan",
    "luu",
    "quyen_han",
    "chuc_vu",
    "nguoi_ky",
    "chan_trang",
)
NEEDED = ("so_ky_hieu", "dia_danh_ngay_thang", BODY)
LISTS = frozenset({"noi_nhan"})
_MARK = "⟦NOI-DUNG⟧"
_FIELD_CODES = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TOC", "PAGEREF", "REF", "HYPERLINK"}
)
_LOADING = ("attachedTemplate", "/oleObject", "/frame", "/aFChunk", "/control", "/package", "/subDocument")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
_STYLES = ("Heading 1", "Heading 2", "Heading 3")


class Unfit(Exception):
    """Why a template is refused: `kind` is one of word, code, unknown, missing, outside; `names` are fields or pieces."""

    def __init__(self, kind: str, names: tuple[str, ...] = ()) -> None:
        self.kind, self.names = kind, names
        super().__init__(f"{kind}: {', '.join(names)}")


class _Closed(SandboxedEnvironment):
    """Jinja without functions, filters, tests or attributes."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        return False


def check(content: bytes) -> frozenset[str]:
    """The fields that a template uses. Raises Unfit with the first fault found."""
    try:
        open_word(content)
    except NotWord as error:
        raise Unfit("word") from error
    _refuse_outside(content)
    used: set[str] = set()
    for xml in _jinja_parts(content):
        used |= _names(xml)
    _refuse_hidden(content)
    if unknown := tuple(sorted(used - set(FIELDS))):
        raise Unfit("unknown", unknown)
    if missing := tuple(name for name in NEEDED if name not in used):
        raise Unfit("missing", missing)
    return frozenset(used)


def fill(content: bytes, paper: Paper) -> bytes:
    """The paper in the office's own layout. Head and foot come from fields, the body is drawn where {{ noi_dung }} stands.

    Raises Unfit where the template cannot be filled.
    """
    check(content)
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render(values_of(paper), jinja_env=_Closed())
    except TemplateError as error:
        raise Unfit("code", (str(error)[:80],)) from error
    filled = io.BytesIO()
    template.save(filled)
    document = open_word(filled.getvalue())
    _draw_body(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def values_of(paper: Paper) -> dict[str, Any]:
    """What each field says; all text, the recipients a list of texts."""
    signature = paper.signature
    authority = paper.layout.authorities.get(signature.authority, "") if signature else ""
    values: dict[str, Any] = {
        "co_quan_cap_tren": paper.superior.upper(),
        "co_quan": paper.issuer.upper(),
        "so_ky_hieu": number_line(paper.layout, paper.number, paper.symbol),
        "dia_danh_ngay_thang": place_and_date(paper.place, paper.date),
        "loai_van_ban": paper.type_name.upper(),
        "trich_yeu": paper.abstract,
        BODY: _MARK,
        "luu": paper.kept,
        "quyen_han": (authority + signature.body.upper()) if signature and signature.body else "",
        "chuc_vu": signature.post.upper() if signature else "",
        "nguoi_ky": signature.name if signature else "",
        "chan_trang": paper.footer,
    }
    return {name: clean(value) for name, value in values.items()} | {
        "noi_nhan": [clean(one) for one in paper.recipients]
    }


def _jinja_parts(content: bytes) -> list[str]:
    """The parts that docxtpl fills, as it prepares them: body, headers, footers."""
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    parts = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.patch_xml(template.get_part_xml(part)) for _key, part in template.get_headers_footers(uri)]
    return parts


def _refuse_hidden(content: bytes) -> None:
    """Fields stand in the text, in headers and footers, nowhere else (the filler would also look into these)."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in set(package.namelist()) & {"docProps/core.xml", "word/footnotes.xml"}:
            if re.search(r"\{[{%#]", re.sub(r"<[^>]*>", "", package.read(name).decode("utf8", "replace"))):
                raise Unfit("code", (name.rpartition("/")[2],))


def _names(xml: str) -> set[str]:
    try:
        tree = _Closed().parse(xml)
    except TemplateSyntaxError as error:
        raise Unfit("code", (_shown(error.message or ""),)) from error
    own: set[str] = set()
    for loop in tree.find_all(nodes.For):
        own.add(_loop_name(loop))
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise Unfit("code", (type(node).__name__,))
    return {node.name for node in tree.find_all(nodes.Name) if node.name not in own}


def _loop_name(node: nodes.For) -> str:
    """The name that a plain loop over a known list gives its items; Unfit for any other loop."""
    target, over = node.target, node.iter
    plain = not node.recursive and node.test is None and not any(node.iter_child_nodes(only=["else_"]))
    nested = any(inner is not node for inner in node.find_all(nodes.For))
    known = isinstance(over, nodes.Name) and over.name in LISTS
    if not (plain and known and isinstance(target, nodes.Name)) or nested:
        raise Unfit("code", ("for",))
    return target.name


def _shown(message: str) -> str:
    return re.sub(r"<[^>]*>", "", message)[:80]


def _refuse_outside(content: bytes) -> None:
    """Nothing that Word would load or run by itself: macros, linked templates and pictures, embedded objects, odd fields."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith("vbaProject.bin") or "/embeddings/" in name or "/activeX/" in name:
                raise Unfit("outside", (name.rpartition("/")[2],))
            if name.endswith(".rels"):
                _refuse_relations(package.read(name).decode("utf8", "replace"))
            elif name.startswith("word/") and name.endswith(".xml"):
                _refuse_fields(package.read(name).decode("utf8", "replace"))


def _refuse_relations(xml: str) -> None:
    for relation in re.findall(r"<Relationship\b[^>]*>", xml):
        kind = re.search(r'Type="([^"]*)"', relation)
        words = kind[1] if kind else ""
        external = 'TargetMode="External"' in relation and not words.endswith("/hyperlink")
        if external or any(words.endswith(bad) for bad in _LOADING):
            raise Unfit("outside", (words.rpartition("/")[2] or "?",))


def _refuse_fields(xml: str) -> None:
    instructions = re.findall(r"<w:instrText[^>]*>([^<]*)<", xml) + re.findall(r'w:instr="([^"]*)"', xml)
    begun = "".join(re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)).upper()
    for text in instructions:
        word = text.strip().split(" ")[0].lstrip("\\").upper()
        if word and word.isalpha() and word not in _FIELD_CODES and word != "MERGEFORMAT":
            raise Unfit("outside", (word[:20],))
    if "DDE" in begun or "INCLUDE" in begun:
        raise Unfit("outside", ("DDE",))


def _draw_body(document: WordDocument, paper: Paper) -> None:
    """The blocks are drawn at the end of the file, then moved to where the mark stands."""
    place = next((p for p in document.element.body.iter(qn("w:p")) if _MARK in "".join(p.itertext())), None)
    if place is None:
        raise Unfit("missing", (BODY,))
    _add_styles(document)
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / 36_000  # type: ignore[operator]  # EMU to mm
    kept = list(document.element.body)
    draw_bases(document, list(paper.bases), paper.layout)
    for block in paper.body:
        draw_block(document, block, paper.layout, width)
    for drawn in [child for child in document.element.body if child not in kept]:
        place.addprevious(drawn)
    place.getparent().remove(place)
    if paper.demo:
        mark_as_demo(document)


def _add_styles(document: WordDocument) -> None:
    """Headings and ruled tables, where the office's template has none of them."""
    names: Mapping[str, Any] = {style.name: style for style in document.styles}
    for name in _STYLES:
        if name not in names:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if "Table Grid" not in names:
        made = document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)
        properties, borders = element("w:tblPr"), element("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="auto"))
        properties.append(borders)
        made.element.append(properties)

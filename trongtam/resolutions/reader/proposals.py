"""Numbers of a sentence that look like promises: how much of what, by when, compared how."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from trongtam.ground import numbers
from trongtam.ground.vntext import fold

from .harms import is_harm

AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, EXACTLY, ABOUT, RANGE = ">=", ">", "<=", "<", "=", "~", "range"
LEVEL, CHANGE_ABSOLUTE, CHANGE_RELATIVE, CHANGE_POINTS, AVERAGE_PER_YEAR = (
    "level",
    "change_absolute",
    "change_relative",
    "change_points",
    "average_per_year",
)

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
# Units that people write behind a number, longest first; "triệu đồng/người/năm" keeps its tail.
_UNIT_LIST = (
    "điểm %|%|phần trăm|nghìn tỷ đồng|tỷ đồng|tỉ đồng|triệu đồng|nghìn đồng|đồng|ha|héc ta|km2|km²|km|m2|m²|m3|m³|m|kg|tấn|tạ"
    "|người|hộ|hộ dân|hộ nghèo|nhân khẩu|khẩu|đảng viên|đồng chí|chi bộ|tổ chức đảng|ấp|thôn|khu phố|xã|nhà|căn|căn nhà"
    "|công trình|mô hình|hội viên|đoàn viên|tổ|tổ hợp tác|doanh nghiệp|hợp tác xã|tiêu chí|chỉ tiêu|lao động|cuộc|buổi"
    "|cụm|lượt|lượt người|con|kỳ|lớp|trường|giường bệnh|bác sĩ|điểm|tuyến|tuyến đường|đơn vị|sản phẩm|cơ sở|dự án|thanh niên"
    "|học sinh|trẻ em|cây|vụ"
)
_UNITS = sorted(_UNIT_LIST.split("|"), key=len, reverse=True)
_UNIT = "|".join(re.escape(unit) for unit in _UNITS)
_FIGURE = re.compile(
    rf"(?<![\w.,/\-])(?P<value>{_NUMBER})(?:\s*/\s*(?P<whole>\d{{1,4}})(?![/\d]))?(?![.,/]?\d)"
    rf"(?:\s*(?P<first>%)?\s*(?:-|–|đến)\s*(?P<to>{_NUMBER})(?![.,/]?\d))?"
    rf"(?:\s*(?P<unit>(?:{_UNIT})(?!\w)(?:/[^\W\d_]+(?: (?=người|hộ)[^\W\d_]+)?)*))?",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"(?:\bnăm|\btháng|\bngày|\bquý|\bsố|\bkhóa|\bkhoá|\btrung ương|\bđiều|\bkhoản|\bmục|\bchỉ thị|\bnghị quyết|\bkết luận"
    r"|\bquyết định|\bgiai đoạn|\bnhiệm kỳ|\blần thứ|\bthứ)\s*$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:giai đoạn|nhiệm kỳ|từ năm)\s*(\d{4})\s*(?:-|–|đến năm|đến)\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm|cuối năm|hết năm)\s*(\d{4})|\d{1,2}/(?:\d{1,2}/)?(\d{4})", re.IGNORECASE)
_COMPARISON = re.compile(r"(?<!\w)so (?:voi|cung)(?:\s+(?!nam\b)[^\W\d_]+){0,5}\s*$")  # of folded text
_EVERY_YEAR = re.compile(r"hằng năm|hàng năm|mỗi năm|bình quân năm", re.IGNORECASE)

# Folded words right before the number, and what they mean; the first that fits counts.
_BEFORE = (
    (r"(?:khong duoi|khong thap hon|khong it hon|it nhat|toi thieu|thap nhat)", AT_LEAST),
    (r"(?:khong qua|khong vuot qua|khong hon|toi da|cao nhat|nhieu nhat)", AT_MOST),
    (r"(?:tren|hon|nhieu hon|cao hon|lon hon)", MORE_THAN),
    (r"(?:duoi|it hon|thap hon|nho hon|chua den)", LESS_THAN),
    (r"(?:khoang|xap xi|gan|tam)", ABOUT),
    (r"(?:dung|bang dung)", EXACTLY),
    (r"(?:xuong con|con|xuong)", AT_MOST),
)
_SHARP = (
    (r"(?:tren|hon|nhieu hon|cao hon)", numbers.MORE_THAN),
    (r"(?:duoi|it hon|thap hon|chua den)", numbers.LESS_THAN),
    (r"(?:khoang|xap xi|gan)", numbers.ABOUT),
)
_SHARPNESS = "(?:" + "|".join(words for words, _bound_of in _SHARP) + ")"
_LEAD_IN = re.compile(
    r"^(?:[\W_]*(?:phấn đấu|đến (?:cuối )?năm \d{4}|trong năm(?: \d{4})?|đến hết năm \d{4}|hằng năm|hàng năm|mỗi năm"
    r"|giai đoạn \d{4}\s*[-–]\s*\d{4}|và|có|để|chỉ tiêu|trong đó)(?!\w))+",
    re.IGNORECASE,
)
_LEAD_OUT = re.compile(
    r"(?:[\W_]|(?<!\w)(?:đạt|là|lên|từ|trên|hơn|dưới|ít nhất|tối thiểu|tối đa|không quá|không dưới|khoảng|còn"
    r"|xuống còn|xuống|bằng|đúng|được|thêm|có|vượt|khoản|ít hơn|nhiều hơn|chiếm|gần|xấp xỉ|giữ|hằng năm|hàng năm|mỗi năm"
    r"|(?:vào|đến|trong)?\s*(?:cuối |hết )?năm \d{4}|tăng bình quân|tăng|bình quân)(?!\w))+$",
    re.IGNORECASE,
)
# "Tỷ lệ hộ nghèo giảm còn dưới 2%" is about the share, whichever way it goes; a "mức giảm" is what is measured.
_FALLEN = re.compile(r"(?<=\w)(?<!mức)(?<!độ)(?<!lệ)(?<!số) giảm$", re.IGNORECASE)
_COUNTED = re.compile(r"\s*([^,;.:()\d]{0,80})")
_LONGEST_NAME = 200
_NEAR = 100  # characters around a number in which its words stand
LONGEST_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class TargetProposal:
    """A target that a sentence seems to state; amounts in `unit`, exactly as written.

    `comparator` and `form` are codes of targets. `whole`: the second number of "12/12 chi bộ". `baseline`: "từ 5%" of
    "giảm từ 5% xuống còn 2%", `baseline_bound` how sharp it is ("từ hơn 87% lên 95%"). `falls`: a change downward.
    Years are None where the sentence names none. `repeats`: it has no words of its own and speaks of what the figure before it
    speaks of.
    """

    name: str
    value: Decimal
    unit: str
    comparator: str = AT_LEAST
    form: str = LEVEL
    value_to: Decimal | None = None
    whole: Decimal | None = None
    baseline: Decimal | None = None
    baseline_bound: str = numbers.EXACTLY
    falls: bool = False
    year_from: int | None = None
    year_to: int | None = None
    every_year: bool = False
    repeats: bool = False


def read_targets(sentence: str) -> list[TargetProposal]:
    """The promises of a sentence in their order; years, dates, numbers of documents and bare numbers are none.

    Of a sentence longer than 4,000 characters only the beginning is read.
    """
    text = unicodedata.normalize("NFC", sentence)[:LONGEST_SENTENCE]
    found: list[TargetProposal] = []
    begun, baseline = 0, None
    for figure in _promises(text):
        if baseline is None and _is_baseline(text, figure):
            baseline = figure
            continue
        words_end = baseline.start() if baseline else figure.start()
        segment = text[min(begun, words_end) : words_end]
        read = _proposal(text, figure, segment, baseline)
        # "Thu ngân sách 3,9 tỷ đồng, tăng 5% …" speaks twice of the same.
        found.append(replace(read, name=found[-1].name, repeats=True) if found and not read.name else read)
        begun, baseline = _end_of(text, figure), None
    return found


def _promises(text: str) -> Iterator[re.Match[str]]:
    for figure in _FIGURE.finditer(text):
        before, after = _around(text, figure)
        bare_year = re.fullmatch(r"(?:19|20)\d\d", figure["value"]) and not figure["unit"]
        if bare_year or _NOT_A_COUNT.search(text[: figure.start()][-_NEAR:]):
            continue
        if figure["unit"] or figure["first"] or _compared(before, after):
            yield figure


def _around(text: str, figure: re.Match[str]) -> tuple[str, str]:
    """The folded words close before and behind a number."""
    return fold(text[: figure.start()][-_NEAR:]), fold(text[figure.end() :][:_NEAR])


def _is_baseline(text: str, figure: re.Match[str]) -> bool:
    """The first number of "giảm từ 5% xuống còn 2%"."""
    before, after = _around(text, figure)
    return bool(
        re.search(rf"\btu(?: {_SHARPNESS})?$", before)
        and re.match(r"\W*(?:nam \d{4})?\W*(?:xuong|len|tang len|giam)\b", after)
    )


def _proposal(text: str, figure: re.Match[str], segment: str, baseline: re.Match[str] | None) -> TargetProposal:
    unit = " ".join((figure["unit"] or figure["first"] or "").split())
    before, after = _around(text, figure)
    form, falls = (LEVEL, False) if baseline is not None else _form(before, unit, after)
    year_from, year_to = _years(text, figure.start())
    name = _name(segment, unit, text[figure.end() :])
    return TargetProposal(
        name=_FALLEN.sub("", name) if form == LEVEL else name,
        value=_amount(figure["value"]),
        unit="%" if unit.startswith("%/") else unit,
        comparator=RANGE if figure["to"] else _compared(before, after) or (AT_MOST if is_harm(name) else AT_LEAST),
        form=form,
        value_to=_amount(figure["to"]) if figure["to"] else None,
        whole=Decimal(figure["whole"]) if figure["whole"] else None,
        baseline=_amount(baseline["value"]) if baseline is not None else None,
        baseline_bound=_bound(text, baseline) if baseline is not None else numbers.EXACTLY,
        falls=falls,
        year_from=year_from,
        year_to=year_to,
        every_year=bool(_EVERY_YEAR.search(text)),
    )


def _amount(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def _compared(before: str, after: str) -> str:
    """The comparator that stands around a number, "" where none does (both texts folded)."""
    if re.match(r"(?:[^\d.;:]{0,30}?\b)?tro len\b", after):
        return AT_LEAST
    if re.match(r"(?:[^\d.;:]{0,30}?\b)?tro xuong\b", after):
        return AT_MOST
    for words, comparator in _BEFORE:
        if re.search(rf"(?<!\w){words}$", before):
            return comparator
    return AT_LEAST if re.search(r"(?<!\w)(?:dat|vuot)$", before) else ""


def _bound(text: str, figure: re.Match[str]) -> str:
    """How sharp a number is that stands as a fact, not as a promise."""
    before, _after = _around(text, figure)
    return next((bound for words, bound in _SHARP if re.search(rf"(?<!\w){words}$", before)), numbers.EXACTLY)


def _form(before: str, unit: str, after: str) -> tuple[str, bool]:
    """Whether the number is a level or a change, and whether the change goes down (texts folded)."""
    change = re.search(r"(?<!\w)(tang|giam)(?!\w)[^;]*$", before)
    if not change or re.search(r"(?<!\w)(?:len|con|xuong|dat|la)(?:\s+\w+){0,2}$", before[change.start() :]):
        return LEVEL, False
    falls = change[1] == "giam"
    yearly = "binh quan" in before[change.start() :] or re.match(r"\W*(?:/nam|moi nam|hang nam)", after)
    if yearly or "/năm" in unit:
        return AVERAGE_PER_YEAR, falls
    if unit == "điểm %":
        return CHANGE_POINTS, falls
    return (CHANGE_RELATIVE if unit in {"%", "phần trăm"} else CHANGE_ABSOLUTE), falls


def _years(text: str, place: int) -> tuple[int | None, int | None]:
    """The years that the sentence names: the span or year nearest before the number, else the first behind it. A year that it
    only compares with ("so với năm 2025") is none."""
    named = [(m.start(), int(m[1]), int(m[2])) for m in _SPAN.finditer(text)]
    named += [(m.start(), int(m[1] or m[2]), int(m[1] or m[2])) for m in _YEAR.finditer(text)]
    named = [one for one in named if not _COMPARISON.search(fold(text[: one[0]]))]
    if not named:
        return None, None
    earlier = [one for one in named if one[0] < place]
    _start, first, last = max(earlier) if earlier else min(named)
    return first, last


def _name(segment: str, unit: str, rest: str) -> str:
    """What is measured: the words before the number; for counted things also the thing and its own words."""
    words = re.split(r"[;:]", segment)[-1][-_LONGEST_NAME:]
    head = _LEAD_OUT.sub("", _LEAD_IN.sub("", words)).strip(' ,.-–"“”')
    tail_found = _COUNTED.match(rest)
    tail = re.split(r"(?:\btrở lên|\btrở xuống|\bso với|\btrong năm|\bđến năm)", tail_found[1] if tail_found else "")[0]
    counted = unit and not re.match(r"điểm %|%|phần trăm|.*đồng|[a-z]{1,2}[²³23]?$", unit)
    if counted:
        return " ".join(f"{head} {unit} {tail}".split())[:_LONGEST_NAME]
    return " ".join((head or tail).split())[:_LONGEST_NAME]


def _end_of(text: str, figure: re.Match[str]) -> int:
    """Where the next promise's words may begin: behind the mark or the "và" that follows, else right behind the number."""
    following = re.compile(r"[;.]|,(?!\d)|\bvà\b|(?=\d)").search(text, figure.end())
    return following.end() if following and following[0] else figure.end()

"""The papers of a list of works, read back: Word, Excel, numbers with their pages, names for those near; issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook

from trongtam.archive.issuing.figures import compare
from trongtam.archive.models import FileKind, IssuedPaper
from trongtam.archive.operations import bring_template
from trongtam.archive.queries.papers import latest, read_back
from trongtam.archive.tests.papers import template_docx
from trongtam.archive.tests.samples import upload
from trongtam.ground.errors import Refused
from trongtam.look.worker import work_off
from trongtam.org.models import Unit, UnitKind
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.work.issuing import SOURCES, draft_of, producers, source_of
from trongtam.work.models import Kind, Work
from trongtam.work.operations import Word as Said
from trongtam.work.operations import appraise_work, extend_work, report_progress
from trongtam.work.papers import LIST, PROGRESS, Asked, excel_of, word_of
from trongtam.work.queries import board, portions
from trongtam.work.queries.known import end_of
from trongtam.work.queries.organ import issuing_unit, organ_of_list, place_of
from trongtam.work.queries.told import list_of, progress_of, stages_of

from .works import assigned, handed_in, moment, official

BASE = "https://mau.example"
DAY = date(2021, 6, 1)


@pytest.fixture
def house(db) -> House:
    return make_house()


def asked(house: House, paper: str, span: str = "2021", unit: Unit | None = None, day: date = DAY) -> Asked:
    return Asked(paper, unit or house.committee, span, day)


def words(content: bytes) -> str:
    paper = Word(BytesIO(content))
    texts = [one.text for one in paper.paragraphs]
    texts += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def links(content: bytes) -> set[str]:
    return {one.target_ref for one in Word(BytesIO(content)).part.rels.values() if one.reltype.endswith("hyperlink")}


def laid(house: House) -> dict[str, Work]:
    """Two works of units, two of persons, one that is no breakthrough; one late with an obstacle, one appraised."""
    person = official(house, "Cao Thử Việc").person
    works = {
        "cell": assigned(house, title="Việc của chi bộ", supervisor=house.standing.person),
        "person": assigned(house, title="Việc của người", person=person, stage="2021..2022", due=date(2022, 6, 30)),
        "key": assigned(house, title="Việc thường lệ mẫu", kind=Kind.KEY, unit=house.hamlet),
        "late": assigned(house, title="Việc trễ", unit=house.cell_b, due=date(2021, 5, 22), roadmap=()),
        "done": handed_in(house, title="Việc đã xong"),
    }
    said = Said(30, obstacle="Chưa có mặt bằng mẫu")
    report_progress(works["late"], said, by=house.office, at=moment(2021, 5, 1))
    appraise_work(works["done"], by=house.office, done_on=date(2021, 12, 1), quality="beyond", at=moment(2021, 12, 3))
    return works


def test_the_list_has_two_parts_and_counts_holders_and_works_apart(house: House):
    laid(house)
    content = word_of(asked(house, LIST), user=house.office, base=BASE)
    text = words(content)
    assert "Trong năm 2021 đã giao 4 việc đột phá, đổi mới: 3 việc của 2 tập thể, 1 việc của 1 cá nhân." in text
    for said in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "THÔNG BÁO",
        "danh mục việc đột phá, đổi mới năm 2021",
        "I. TẬP THỂ",
        "II. CÁ NHÂN",
    ):
        assert said in text, said
    collectives, persons = Word(BytesIO(content)).tables[1:3]
    rows = [[cell.text for cell in row.cells] for row in collectives.rows]
    assert rows[0] == ["TT", "Tập thể", "Việc đột phá, đổi mới", "Sản phẩm", "Lộ trình", "Hạn xong", "Người theo dõi"]
    assert [row[0:3:2] for row in rows[1:]] == [["1", "Việc trễ"], ["2", "Việc của chi bộ"], ["3", "Việc đã xong"]]
    assert rows[2][3:] == [
        "buổi sinh hoạt mẫu",
        "31/03/2021: Quý một\n30/06/2021: Quý hai",
        "15/12/2021",
        "Lê Thí Dụ",
    ]
    assert [cell.text for cell in persons.rows[1].cells][1:6:4] == ["Cao Thử Việc", "30/06/2022\n(giai đoạn 2021–2022)"]
    assert "Việc thường lệ mẫu" not in text


def test_the_report_writes_its_sentences_and_every_number_opens(house: House):
    works = laid(house)
    content = word_of(asked(house, PROGRESS), user=house.office, base=BASE)
    text = words(content)
    assert "Trong năm 2021 đã giao 5 việc: 4 việc của 3 tập thể, 1 việc của 1 cá nhân." in text
    assert "Đến ngày 01/06/2021, 1 việc đã được đánh giá, trong đó 1 việc đúng hạn, 1 việc vượt yêu cầu." in text
    assert "4 việc đang làm, 0 việc chờ đánh giá." in text
    rows = [[cell.text for cell in row.cells] for table in Word(BytesIO(content)).tables for row in table.rows]
    late = next(row for row in rows if "Việc trễ" in row)
    assert late[3:] == ["22/05/2021", "30%", "", "đang thực hiện", "Quá 10 ngày; Chưa có mặt bằng mẫu"]
    cell = next(row for row in rows if "Việc của chi bộ" in row)
    assert cell[5] == "0/2"
    found = links(content)
    assert f"{BASE}{reverse('work:work', args=[works['late'].pk])}" in found
    client = Client()
    client.force_login(house.office)
    for address in found:
        assert client.get(address.removeprefix(BASE)).status_code == 200, address


@pytest.mark.parametrize("holder", ["", "unit", "person"])
def test_what_a_number_opens_has_as_many_works_as_it_says(house: House, holder: str):
    laid(house)
    today = date.today()
    sums = board.sums(board.of_year(house.committee, "2021", house.office), today)
    client = Client()
    client.force_login(house.office)
    address = f"{reverse('work:all', args=[house.committee.code])}?year=2021"
    expected = {"": sums.works, "unit": sums.works_of_units, "person": sums.works_of_persons}
    shown = client.get(f"{address}&part=given&holder={holder}").context["list"]
    assert shown.count == expected[holder]
    if holder:
        return
    for part, count in (
        (portions.JUDGED, sums.judged),
        (portions.IN_TIME, sums.in_time),
        (portions.BEYOND, sums.beyond),
        (portions.RUNNING, sums.running),
        (portions.WAITING, sums.waiting),
        (portions.ENDED, sums.stopped),
    ):
        assert client.get(f"{address}&part={part}").context["list"].count == count, part
    works = board.of_year(house.committee, "2021", house.office)
    assert works.filter(portions.portion(portions.LATE, today)).count() == sums.late
    assert works.filter(portions.portion(portions.STUCK, today)).count() == sums.stuck


def test_nothing_assigned_is_said_so(house: House):
    for paper in (LIST, PROGRESS):
        text = words(word_of(asked(house, paper), user=house.office, base=BASE))
        assert "Chưa giao việc" in text
    assert excel_of(asked(house, PROGRESS), user=house.office, base=BASE)


def test_the_workbooks_are_lines_to_count_on(house: House):
    works = laid(house)
    book = load_workbook(BytesIO(excel_of(asked(house, LIST), user=house.office, base=BASE)))
    assert len(book.worksheets) == 3
    page = book.worksheets[0]
    assert page["C2"].value == "Việc trễ"
    assert page["C2"].hyperlink.target == f"{BASE}{reverse('work:work', args=[works['late'].pk])}"
    assert page["F2"].value.date() == date(2021, 5, 22)
    book = load_workbook(BytesIO(excel_of(asked(house, PROGRESS), user=house.office, base=BASE)))
    assert book.sheetnames == ["Việc theo nơi, người thực hiện", "Tổng hợp"], "Excel cuts a name after 31 letters"
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    late = next(row for row in rows if row[2] == "Việc trễ")
    assert (late[5], late[8], late[9]) == (30, 10, "Chưa có mặt bằng mẫu")
    told = {row[0]: row[1] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    assert 5 in told.values()


def test_a_stage_has_its_own_paper(house: House):
    works = laid(house)
    assert stages_of(house.committee, "2021", house.office) == ["2021..2022"]
    found = list_of(house.committee, "2021..2022", house.office, DAY)
    assert [one.work.pk for one in found.every] == [works["person"].pk]
    content = word_of(asked(house, LIST, "2021..2022"), user=house.office, base=BASE)
    assert "danh mục việc đột phá, đổi mới giai đoạn 2021–2022" in words(content)
    to_lists = f"{BASE}{reverse('work:all', args=[house.committee.code])}"
    assert {one for one in links(content) if not one.startswith(to_lists)} == {
        f"{BASE}{reverse('work:work', args=[works['person'].pk])}"
    }


@pytest.mark.parametrize("paper", [LIST, PROGRESS])
@pytest.mark.parametrize("span", ["2021", "2021..2022"])
def test_each_number_of_a_paper_opens_as_many_works(house: House, paper: str, span: str):
    laid(house)
    client = Client()
    client.force_login(house.office)
    book = load_workbook(BytesIO(excel_of(asked(house, paper, span), user=house.office, base=BASE)))
    counted = {number: list(row) for number, row in enumerate(book.worksheets[-1].iter_rows(min_row=2, max_row=9))}
    for number in (0, 2, 4, 5, 6, 7):  # works, not holders; what presses is told for the day of the paper
        name, cell = counted[number]
        if cell.hyperlink is not None:
            page = client.get(cell.hyperlink.target.removeprefix(BASE))
            assert page.context["list"].count == cell.value, name.value
    assert counted[0][1].hyperlink is not None
    page = client.get(f"{reverse('work:all', args=[house.committee.code])}?year=2021&stage=2021..2022").content.decode()
    assert "giai đoạn 2021–2022" in page and "Việc của người" in page and "Việc của chi bộ" not in page
    odd = client.get(f"{reverse('work:all', args=[house.committee.code])}?year=2021&stage=2021..x")
    assert "Việc của chi bộ" in odd.content.decode(), "what cannot be read is left out"


def test_names_stand_in_papers_for_those_near_alone(house: House):
    laid(house)
    for paper in (LIST, PROGRESS):
        near = words(word_of(asked(house, paper), user=house.secretary, base=BASE))
        far = words(word_of(asked(house, paper), user=house.provincial, base=BASE))
        assert "Cao Thử Việc" in near
        for name in ("Cao Thử Việc", house.standing.display_name):
            assert name not in far
        assert house.commune.name in far
        sheet = excel_of(asked(house, paper), user=house.provincial, base=BASE)
        values = [str(value) for page in load_workbook(BytesIO(sheet)) for row in page.values for value in row]
        assert "Cao Thử Việc" not in values
        assert house.standing.display_name not in values


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_however_many_works(house: House, django_assert_num_queries, count: int):
    for number in range(count):
        work = assigned(house, title=f"Việc {number}")
        report_progress(work, Said(10, obstacle="mưa"), by=house.office, at=moment(2021, 3, 1))
    list_of(house.committee, "2021", house.office, DAY)
    with django_assert_num_queries(4):
        assert len(list_of(house.committee, "2021", house.office, DAY).every) == count
    with django_assert_num_queries(5):
        assert len(progress_of(house.committee, "2021", house.office, DAY).every) == count


def test_head_and_foot_follow_the_tree(house: House):
    province = make_unit(UnitKind.PARTY_COMMITTEE, "Tỉnh ủy Mẫu", house.province)
    government = make_unit(UnitKind.GOVERNMENT, "Ủy ban nhân dân xã Mẫu", house.commune)
    council = make_unit(UnitKind.PEOPLES_COUNCIL, "Hội đồng nhân dân xã Mẫu", house.commune)
    organ = organ_of_list(house.committee)
    assert (organ.superior, organ.place, organ.symbol("notice")) == (province.name, "Mẫu", "TB/ĐU")
    assert organ_of_list(house.commune).unit == issuing_unit(house.hamlet) == house.committee
    assert organ_of_list(house.cell_a).superior == house.committee.name
    assert organ_of_list(house.cell_a).symbol("report") == "BC/CB"
    assert (organ_of_list(government).side, organ_of_list(government).symbol("notice")) == ("state", "TB-UBND")
    assert organ_of_list(council).post == "Chủ tịch"
    assert organ_of_list(house.province).superior == ""
    assert place_of("Chi bộ A") == "Chi bộ A"


# -- out of the house --------------------------------------------------------------------------------------------------


def test_from_the_board_to_a_paper_on_its_way(house: House):
    laid(house)
    client = Client()
    client.force_login(house.office)
    page = client.get(f"{reverse('work:board', args=[house.committee.code])}?year=2021").content.decode()
    code = house.committee.code
    for name in ("paper_word", "paper_excel", "issue_paper"):
        assert reverse(f"work:{name}", args=[code, LIST]) in page
    for kind in ("works", "work_steps"):
        assert reverse("imports:sheet", args=[kind, code]) in page
    assert client.post(f"{reverse('work:issue_paper', args=[code, LIST])}?span=2021").status_code == 302
    assert work_off() == 1
    paper = IssuedPaper.objects.get()
    assert (paper.source_kind, paper.source_id, paper.paper_type) == (
        "work.list",
        f"{house.committee.pk}.2021",
        "notice",
    )
    compiled = latest(paper, FileKind.COMPILED)
    assert compiled is not None
    assert "Việc của chi bộ" in words(read_back(compiled.stored))
    data = latest(paper, FileKind.DATA)
    assert data is not None
    assert "Cao Thử" not in read_back(data.stored).decode(), "the figures behind it name nobody"
    again = client.post(f"{reverse('work:issue_paper', args=[code, LIST])}?span=2021")
    assert again["Location"] == paper.get_absolute_url(), "one that is on its way is shown"
    page = client.get(f"{reverse('work:board', args=[code])}?year=2021").content.decode()
    assert paper.get_absolute_url() in page
    assert client.get(paper.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["paper_word", "paper_excel"])
@pytest.mark.parametrize("paper", [LIST, PROGRESS])
def test_files_come_by_the_buttons(house: House, name: str, paper: str):
    laid(house)
    client = Client()
    client.force_login(house.cell_secretary)
    address = f"{reverse(f'work:{name}', args=[house.committee.code, paper])}?span=2021"
    answer = client.post(address)
    assert answer.status_code in (302, 404)
    client.force_login(house.secretary)
    assert client.post(address).status_code == 302
    assert work_off() >= 1
    assert client.post(f"{address}x").status_code == 404
    assert client.post(reverse(f"work:{name}", args=[house.committee.code, "other"])).status_code == 404
    stranger = Client()
    stranger.force_login(house.stranger)
    assert stranger.post(address).status_code == 404


def test_only_those_who_issue_papers_put_one_on_its_way(house: House):
    address = reverse("work:issue_paper", args=[house.committee.code, LIST])
    client = Client()
    client.force_login(house.standing)
    assert client.post(address).status_code == 403
    page = client.get(reverse("work:board", args=[house.committee.code])).content.decode()
    assert address not in page
    assert reverse("work:paper_word", args=[house.committee.code, LIST]) in page
    for kind in ("works", "work_steps"):
        assert reverse("imports:sheet", args=[kind, house.committee.code]) not in page


def test_the_archive_compiles_again_what_stands_now(house: House):
    laid(house)
    for name, kind in SOURCES.items():
        producer = dict(zip(producers.keys(), producers, strict=True))[kind]
        source = source_of(asked(house, name))
        draft = producer.compile(source, house.office, BASE, None, lambda *_: None)
        assert draft.source_id == source
        assert producer.url(source) == f"{reverse('work:board', args=[house.committee.code])}?year=2021"
        for wrong, user in (
            (source, house.stranger),
            ("x", house.office),
            (f"{house.committee.pk}.alles", house.office),
        ):
            with pytest.raises(Refused):
                producer.compile(wrong, user, BASE, None, lambda *_: None)


@pytest.mark.parametrize("paper", [LIST, PROGRESS])
def test_the_archive_compiles_again_what_was_known_and_tells_what_differs(house: House, paper: str):
    """What was said after the paper was compiled does not change it; compiled as known later, it tells what came."""
    works = laid(house)
    today = timezone.localdate()
    draft = draft_of(asked(house, paper, day=today), user=house.office, base=BASE)
    frozen, then = draft.docx, draft.known_at
    extend_work(works["late"], by=house.office, due=date(2021, 6, 22), reason="lý do mẫu")
    producer = dict(zip(producers.keys(), producers, strict=True))[SOURCES[paper]]
    source = source_of(asked(house, paper, day=today))
    again = producer.compile(source, house.office, BASE, then, lambda *_: None)
    assert not compare(frozen, again.docx).changes
    assert again.data == draft.data and (again.as_of, again.known_at) == (today, then)
    later = producer.compile(source, house.office, BASE, timezone.now(), lambda *_: None)
    assert ("22/05/2021", "22/06/2021") in {(one.before, one.after) for one in compare(frozen, later.docx).changes}


@pytest.mark.parametrize("paper", [LIST, PROGRESS])
def test_a_paper_of_an_earlier_day_has_what_was_known_and_says_so(house: House, paper: str):
    laid(house)
    client = Client()
    client.force_login(house.office)
    page = client.get(
        f"{reverse('work:board', args=[house.committee.code])}?year=2021&known=20/05/2021"
    ).content.decode()
    address = f"{reverse('work:paper_word', args=[house.committee.code, paper])}?span=2021&amp;known=2021-05-20"
    assert address in page and "hết ngày 20/05/2021" in page
    assert reverse("work:issue_paper", args=[house.committee.code, paper]) not in page, "what is issued is of today"
    then = asked(house, paper, day=date(2021, 5, 20))
    content = word_of(replace(then, known=end_of(then.day)), user=house.office, base=BASE)
    assert "đến hết ngày 20/05/2021" in words(content) and "địa bàn" in words(content)
    book = load_workbook(BytesIO(excel_of(replace(then, known=end_of(then.day)), user=house.office, base=BASE)))
    counted = {row[0]: row[1] for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True)}
    assert (counted["Đã đánh giá"], counted["Quá hạn"]) == (0, 0)
    assert any("địa bàn" in str(name) for name in counted)
    assert not any("works/of" in one for one in links(content)), "lists show what is known today"
    for number in range(2):
        assert client.post(address.replace("&amp;", "&")).status_code == 302, number
    assert work_off() >= 1


@pytest.mark.parametrize("typed", ["31/02/2021", "hôm qua", "01/01/2999", "1" + "0" * 30])
def test_an_earlier_day_that_is_none_is_said_and_makes_no_paper(house: House, typed: str):
    client = Client()
    client.force_login(house.office)
    answer = client.get(reverse("work:board", args=[house.committee.code]), {"known": typed})
    assert answer.status_code == 200
    assert 'id="asked-known-wrong"' in answer.content.decode()
    address = reverse("work:paper_word", args=[house.committee.code, LIST])
    assert client.post(f"{address}?{urlencode({'known': typed})}").status_code == 404


def test_an_offices_own_template_is_filled(house: House):
    laid(house)
    blank = template_docx("{% for noi in noi_nhan %}{{ noi }}{% endfor %}", "MẪU RIÊNG CỦA XÃ")
    bring_template(house.committee, upload("mau.docx", blank), by=house.office, paper_type="notice")
    draft = draft_of(asked(house, LIST), user=house.office, base=BASE)
    assert "MẪU RIÊNG CỦA XÃ" in words(draft.docx)
    assert "Việc của chi bộ" in words(draft.docx)


def test_what_ended_and_what_is_silent_is_said(house: House):
    stopped, silent = assigned(house, title="Việc dừng"), assigned(house, title="Việc lặng", roadmap=())
    Work.objects.filter(pk=stopped.pk).update(state="stopped")
    Work.objects.filter(pk=silent.pk).update(heard_on=date(2021, 1, 15))
    text = words(word_of(asked(house, PROGRESS), user=house.office, base=BASE))
    assert "1 việc đã dừng hoặc chuyển sang năm sau." in text
    assert "0 việc quá hạn, 1 việc đang vướng." in text
    late = words(word_of(asked(house, PROGRESS, day=date(2021, 12, 20)), user=house.office, base=BASE))
    assert "1 việc quá hạn, 1 việc đang vướng." in late
    assert "Quá 5 ngày; lâu chưa có tin" in late
    assert "chưa có việc nào được đánh giá" in late

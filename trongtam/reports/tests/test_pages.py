"""The pages of reports with three people: who reports, who reads, a stranger."""

import re
from copy import deepcopy
from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from tests.kept import kept_for_the_file
from trongtam.ground.periods import Period
from trongtam.look import registry
from trongtam.look.models import Job
from trongtam.look.worker import work_off
from trongtam.org.models import Post
from trongtam.reports.forms import seen_of
from trongtam.reports.models import Report, ReportText
from trongtam.reports.operations import Written, write_texts
from trongtam.targets.operations import Root
from trongtam.targets.tests.measures import make_indicator, make_target, stated

from .world import HALF, World, make_report, make_world

pytestmark = pytest.mark.django_db


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def report(world: World) -> Report:
    return make_report(world)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def seen(version: int = 0, words: str = "") -> str:
    return seen_of(version, words)


PAGES = ("", "write/", "reading-day/", "signer/", "wording/")
FILES = ("word/", "excel/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["stranger", "cell_secretary", "former"])
def test_out_of_reach_there_is_no_report(world: World, report: Report, page: str, who: str) -> None:
    assert signed_in(getattr(world.house, who)).get(f"/reports/{report.pk}/{page}").status_code == 404


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("who", ["stranger", "cell_secretary", "former"])
def test_out_of_reach_nobody_asks_for_its_files(world: World, report: Report, file: str, who: str) -> None:
    assert signed_in(getattr(world.house, who)).post(f"/reports/{report.pk}/{file}").status_code == 404
    assert not Job.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_who_reports_has_every_page(world: World, report: Report, page: str) -> None:
    assert signed_in(world.house.office).get(f"/reports/{report.pk}/{page}").status_code == 200


@pytest.mark.parametrize(
    ("page", "status"), [("", 200), ("write/", 403), ("reading-day/", 403), ("signer/", 403), ("wording/", 403)]
)
def test_with_reach_alone_one_reads_and_does_not_write(world: World, report: Report, page: str, status: int) -> None:
    answer = signed_in(world.house.standing).get(f"/reports/{report.pk}/{page}")
    assert answer.status_code == status
    if status == 403:
        assert "Báo cáo của Xã Mẫu do văn phòng cấp ủy, bí thư hoặc phó bí thư viết." in text(answer)


def test_nobody_reads_without_signing_in(report: Report) -> None:
    assert Client().get(f"/reports/{report.pk}/").status_code == 302


def test_the_page_reads_as_the_paper(world: World, report: Report) -> None:
    page = text(signed_in(world.house.office).get(f"/reports/{report.pk}/"))
    proof = f"/targets/{world.targets['admitted'].pk}/?on=2022-09-30"
    assert f'Kết nạp đảng viên: <a class="nw" href="{proof}">4/3 đảng viên</a>, đạt' in page
    assert "Chưa có đất xây nhà văn hóa" in page
    assert "Trong 3 chỉ tiêu có 1 chỉ tiêu đạt" in re.sub(r"<[^>]+>", "", page)


def test_each_count_opens_the_board_that_proves_it(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    page = client.get(f"/reports/{report.pk}/")
    said = text(page)
    board = page.context["content"].board
    shown = board.replace("&", "&amp;")
    assert f'Trong <a class="nw" href="{shown}">3</a> chỉ tiêu có' in said
    assert f'<a class="nw" href="{shown}#met">1 chỉ tiêu đạt</a>' in said
    assert f'<a class="nw" href="{shown}#met">33,33%</a>' in said
    assert f'<a href="{shown}#met"><span class="num">1</span>' in said
    proof = client.get(board).context["board"]
    assert proof.tally == page.context["content"].tally
    assert proof.as_of == report.reading_day


def test_word_excel_and_signature_stand_at_the_top_and_the_long_table_is_folded(world: World, report: Report) -> None:
    page = text(signed_in(world.house.office).get(f"/reports/{report.pk}/"))
    places = [page.index(said) for said in ("Tải bản Word", "Bảng Excel", "Viết phần lời", 'id="opening')]
    assert places == sorted(places)
    assert "Bảng 3 chỉ tiêu</summary>" in page


def test_the_page_speaks_english(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    world.house.office.language = "en"
    world.house.office.save()
    page = text(client.get(f"/reports/{report.pk}/"))
    assert "reaching" in page
    assert "133,33%" in page  # figures are written one way in both languages
    assert "I. RESULTS" in page


def test_as_it_was_known(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    page = text(client.get(f"/reports/{report.pk}/?known=2022-12-31"))
    assert "chưa có số liệu" in page
    assert f"/reports/{report.pk}/word/?known=2022-12-31" in page
    assert "Theo số liệu" not in text(client.get(f"/reports/{report.pk}/?known=hôm qua"))


def test_texts_are_written_and_stand_on_the_page(world: World, report: Report) -> None:
    client, address = signed_in(world.house.office), f"/reports/{report.pk}/write/"
    typed = {"text_tasks": "Làm đường ấp.", "seen_tasks": seen(), "text_opening": "", "seen_opening": seen()}
    answer = client.post(address, typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{report.pk}/")
    assert [one.section for one in ReportText.objects.all()] == ["tasks"]
    assert "<p>Làm đường ấp.</p>" in text(client.get(f"/reports/{report.pk}/"))


def test_two_clerks_see_both_texts(world: World, report: Report) -> None:
    write_texts(report, {"tasks": Written("Của <người> thứ nhất.", 0)}, by=world.house.secretary)
    client, address = signed_in(world.house.office), f"/reports/{report.pk}/write/"
    typed = {"text_tasks": "Của người thứ hai.", "seen_tasks": seen()}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    page = text(answer)
    assert "Của &lt;người&gt; thứ nhất." in page
    assert "Của người thứ hai." in page
    assert "Võ Giả Định đã viết ngày" in page
    again = seen(1, "Của <người> thứ nhất.")
    assert again in page
    assert client.post(address, typed | {"seen_tasks": again}).status_code == 302
    assert report.texts.get().text == "Của người thứ hai."


def test_what_was_not_touched_is_not_sent_back_over_anothers_words(world: World, report: Report) -> None:
    write_texts(report, {"tasks": Written("Cũ.", 0)}, by=world.house.office)
    write_texts(report, {"tasks": Written("Mới.", 1)}, by=world.house.secretary)
    typed = {"text_tasks": "Cũ.\r\n", "seen_tasks": seen(1, "Cũ."), "text_opening": "Mở.", "seen_opening": seen()}
    assert signed_in(world.house.office).post(f"/reports/{report.pk}/write/", typed).status_code == 302
    assert {one.section: one.text for one in report.texts.all()} == {"tasks": "Mới.", "opening": "Mở."}


def test_a_text_too_long_keeps_what_was_typed(world: World, report: Report) -> None:
    typed = {"text_tasks": "x" * 50_001, "seen_tasks": seen()}
    answer = signed_in(world.house.office).post(f"/reports/{report.pk}/write/", typed)
    assert answer.status_code == 422
    assert "x" * 50_001 in answer.content.decode()


def test_carried_words_say_so_until_confirmed(world: World) -> None:
    write_texts(make_report(world, HALF), {"tasks": Written("Làm đường.", 0)}, by=world.house.office)
    report, client = make_report(world), signed_in(world.house.office)
    assert "Lời này chép từ báo cáo 6 tháng đầu năm 2022" in text(client.get(f"/reports/{report.pk}/"))
    typed = {"text_tasks": "Làm đường.", "seen_tasks": seen(1, "Làm đường."), "kept_tasks": "on"}
    client.post(f"/reports/{report.pk}/write/", typed)
    assert "Lời này chép" not in text(client.get(f"/reports/{report.pk}/"))


def test_a_report_is_begun_from_the_list(world: World) -> None:
    client = signed_in(world.house.office)
    assert "/reports/new/" in text(client.get("/reports/"))
    address = f"/reports/new/?document={world.document.pk}&period=2022-9M"
    assert address.replace("&", "&amp;") in text(client.get("/reports/new/"))
    assert "30/09/2022" in text(client.get(address))
    assert client.post(address, {"reading_day": "31/10/2022"}).status_code == 422
    answer = client.post(address, {"reading_day": "30/09/2022"})
    made = Report.objects.get()
    assert answer["Location"] == f"/reports/{made.pk}/"
    assert client.get(address)["Location"] == f"/reports/{made.pk}/"
    assert "được chép sang" not in text(client.get(f"/reports/{made.pk}/"))
    assert made.title in text(client.get("/reports/"))


def test_beginning_says_what_was_carried_over(world: World) -> None:
    write_texts(make_report(world, HALF), {"tasks": Written("Làm đường.", 0)}, by=world.house.office)
    client = signed_in(world.house.office)
    client.post(f"/reports/new/?document={world.document.pk}&period=2022-9M", {"reading_day": "30/09/2022"})
    made = Report.objects.get(period_code="2022-9M")
    assert "Lời của báo cáo trước được chép sang." in text(client.get(f"/reports/{made.pk}/"))


def test_beginning_asks_for_the_right(world: World) -> None:
    address = f"/reports/new/?document={world.document.pk}&period=2022-9M"
    assert signed_in(world.house.standing).get(address).status_code == 403
    assert signed_in(world.house.stranger).get(address).status_code == 404
    assert signed_in(world.house.stranger).get(address + f"&unit={world.house.commune.code}").status_code == 404
    assert signed_in(world.house.office).get(address.replace("2022-9M", "2022-13")).status_code == 422
    assert "/reports/new/" not in text(signed_in(world.house.standing).get("/reports/"))
    assert "chưa có nghị quyết nào" in text(signed_in(world.house.standing).get("/reports/new/"))


def test_the_reading_day_is_moved_on_its_page(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    assert client.post(f"/reports/{report.pk}/reading-day/", {"reading_day": "01/10/2022"}).status_code == 422
    assert client.post(f"/reports/{report.pk}/reading-day/", {"reading_day": "31/08/2022"}).status_code == 302
    assert "Số liệu đến 31/08/2022" in text(client.get(f"/reports/{report.pk}/"))


def file_of(client: Client, report: Report, kind: str) -> HttpResponse:
    """Asked for on the page, made by the worker, fetched from the page of the work."""
    page = client.post(f"/reports/{report.pk}/{kind}/")["Location"]
    assert "Sắp bắt đầu." in text(client.get(page))
    work_off()
    assert f"{page}file/" in text(client.get(page))
    return client.get(f"{page}file/")


def test_files_are_sent_under_their_vietnamese_names(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    word, excel = (file_of(client, report, kind) for kind in ("word", "excel"))
    assert docx.Document(BytesIO(word.content)).core_properties.title.startswith("BÁO CÁO")
    assert load_workbook(BytesIO(excel.content)).sheetnames[0] == "Chỉ tiêu"
    assert "filename*=UTF-8''K%E1%BA%BFt" in word["Content-Disposition"]
    assert word["Cache-Control"].startswith("private, no-store") or "no-store" in word["Cache-Control"]


def test_with_reach_alone_one_has_the_files(world: World, report: Report) -> None:
    assert load_workbook(BytesIO(file_of(signed_in(world.house.standing), report, "excel").content)).sheetnames


def test_who_lost_his_post_meanwhile_gets_nothing(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    page = client.post(f"/reports/{report.pk}/word/")["Location"]
    Post.objects.filter(person__user=world.house.office).update(valid_to=date(2020, 1, 1))
    work_off()
    assert "không còn được xem" in text(client.get(page))


def test_links_of_the_paper_begin_with_the_chosen_address(world: World, report: Report, settings) -> None:
    settings.BASE_URL = "https://trong-tam.vi-du.vn"
    paper = docx.Document(BytesIO(file_of(signed_in(world.house.office), report, "word").content))
    addresses = {one.target_ref for one in paper.part.rels.values() if one.is_external}
    assert addresses
    assert {address.removeprefix("https://trong-tam.vi-du.vn").split("/")[1] for address in addresses} == {
        "targets",
        "board",
    }
    assert addresses


def test_the_search_and_the_page_of_the_resolution_know_it(world: World, report: Report) -> None:
    assert [hit.url for hit in registry.search.find("ket qua 9 thang mau", world.house.office)] == [
        f"/reports/{report.pk}/"
    ]
    assert not registry.search.find("ket qua 9 thang", world.house.stranger)
    page = text(signed_in(world.house.standing).get(f"/documents/{world.document.pk}/"))
    assert f"/reports/{report.pk}/" in page


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_asks_the_same_number_of_queries(
    world: World, report: Report, more: int, django_assert_num_queries
) -> None:
    for number in range(more):
        extra = make_indicator(f"extra-{number}", stated_by="commune", sector="defence")
        make_target(world.house.commune, extra, "2022", 5, by=world.house.office, root=Root(document=world.document))
        stated(extra, world.house.commune, "2022-03", 1, by=world.house.office)
    client = signed_in(world.house.office)
    with django_assert_num_queries(20):
        client.get(f"/reports/{report.pk}/")


# --- the command ---


def test_the_command_prints_and_writes_files(world: World, capsys, tmp_path) -> None:
    word, excel = tmp_path / "bao-cao.docx", tmp_path / "bao-cao.xlsx"
    call_command("report", world.house.commune.code, "2022-9M", "--word", str(word), "--excel", str(excel))
    printed = capsys.readouterr().out
    assert "- Kết nạp đảng viên: 4/3 đảng viên, đạt 133,33% kế hoạch" in printed
    assert docx.Document(str(word)).tables
    assert load_workbook(excel).sheetnames
    assert not Report.objects.exists()


def test_the_command_prints_what_people_wrote(world: World, report: Report, capsys) -> None:
    write_texts(report, {"tasks": Written("Làm đường ấp.", 0)}, by=world.house.office)
    call_command("report", world.house.commune.code, "2022-9M", "--as", world.house.standing.username)
    assert "Làm đường ấp." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("unit", "period", "more", "sentence"),
    [
        ("khong-co", "2022", [], "Không có đơn vị"),
        ("", "2022-13", [], "tháng 13"),
        ("", "2021", [], "Không nghị quyết nào"),
        ("", "2022-09", [], "6 tháng, 9 tháng"),
        ("", "2022", ["--document", "999"], "Không nghị quyết nào"),
        ("", "2022", ["--as", "khong-co"], "không phụ trách"),
        ("", "2022", ["--word", "/khong/co/thu-muc.docx"], "Không ghi được"),
    ],
)
def test_the_command_says_what_is_wrong(world: World, unit: str, period: str, more: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("report", unit or world.house.commune.code, period, *more)


def test_the_command_asks_which_resolution(world: World) -> None:
    world.document.pk = None
    world.document.title = "Nghị quyết thứ hai"
    world.document.save()
    homes = world.indicators["homes"]
    make_target(world.house.commune, homes, "2022", 6, by=world.house.office, root=Root(document=world.document))
    with pytest.raises(CommandError, match="Nghị quyết thứ hai"):
        call_command("report", world.house.commune.code, "2022")


def test_the_command_needs_somebody_to_read_for(world: World) -> None:
    for user in (world.house.office, world.house.secretary, world.house.provincial):
        user.is_active = False
        user.save()
    with pytest.raises(CommandError, match="Chưa ai được giao"):
        call_command("report", world.house.commune.code, "2022")


def test_a_period_of_the_report_is_what_it_says(report: Report) -> None:
    assert report.period == Period.parse("2022-9M")

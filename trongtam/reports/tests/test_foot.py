"""Who signs a report, and the fixed words at its foot: by the office, by one with reach alone, by a stranger."""

from copy import deepcopy
from datetime import date

import pytest

from tests.kept import kept_for_the_file
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Post, PostKind
from trongtam.org.tests.house import make_unit
from trongtam.reports.models import OrganOf, Report, Wording
from trongtam.reports.operations import choose_signer, set_wording
from trongtam.reports.queries import organs_of, signers_of
from trongtam.resolutions.models import Document

from .test_files import whole_text, word
from .test_pages import signed_in, text
from .world import World, make_report, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.fixture
def report(world: World) -> Report:
    return make_report(world)


def secretary_post() -> Post:
    return Post.objects.get(kind=PostKind.SECRETARY, person__full_name="Võ Giả Định", valid_to=None)


def words(**changed: str) -> dict[str, str]:
    given = {"recipients": "Tỉnh ủy mẫu", "kept": "Văn phòng", "body": "Ban Thường vụ", "post": "Bí thư"}
    return given | changed


def test_the_name_stands_on_the_paper_as_its_post_is_printed(world: World, report: Report) -> None:
    choose_signer(report, by=world.house.office, post=secretary_post(), signs_as="Phó Bí thư")
    report.refresh_from_db()
    lines = whole_text(word(world, report)).split("\n")
    assert lines[lines.index("T/M BAN THƯỜNG VỤ") + 1] == "PHÓ BÍ THƯ"
    assert "Võ Giả Định" in lines
    assert Entry.objects.filter(act="reports.signer_chosen").count() == 1
    report = choose_signer(report, by=world.house.office, post=None, signs_as="Phó Bí thư")
    assert (organs_of(report).post, organs_of(report).signer) == ("Bí thư", "")


def test_whose_post_has_ended_is_not_named(world: World, report: Report) -> None:
    post = secretary_post()
    report = choose_signer(report, by=world.house.office, post=post)
    assert organs_of(report).signer == "Võ Giả Định"
    Post.objects.filter(pk=post.pk).update(valid_to=date(2026, 1, 1))
    assert organs_of(Report.objects.get(), TODAY).signer == ""
    with pytest.raises(Refused, match="hiện đang giữ chức vụ"):
        choose_signer(report, by=world.house.office, post=post)


def test_nobody_of_another_unit_and_no_clerk_signs(world: World, report: Report) -> None:
    kinds = {post.kind for post in signers_of(report, TODAY)}
    assert PostKind.SECRETARY in kinds
    assert not kinds & {PostKind.OFFICE, PostKind.ADMINISTRATOR, PostKind.CELL_SECRETARY}


@pytest.mark.parametrize("who", ["standing", "stranger"])
def test_only_who_reports_chooses(world: World, report: Report, who: str) -> None:
    person = getattr(world.house, who)
    with pytest.raises(NotAllowed):
        choose_signer(report, by=person, post=None)
    with pytest.raises(NotAllowed):
        set_wording(report.unit, OrganOf.PARTY, by=person, **words())
    assert not Wording.objects.exists()


def test_the_fixed_words_stand_on_every_report_of_the_organ(world: World, report: Report) -> None:
    given = words(recipients="- Tỉnh ủy mẫu,\n\n- Các chi bộ trực thuộc.", kept="Văn phòng cấp ủy")
    set_wording(report.unit, OrganOf.PARTY, by=world.house.office, **given)
    lines = whole_text(word(world, report)).split("\n")
    at = lines.index("- Tỉnh ủy mẫu,")
    assert lines[at : at + 3] == ["- Tỉnh ủy mẫu,", "- Các chi bộ trực thuộc,", "- Lưu Văn phòng cấp ủy."]
    set_wording(report.unit, OrganOf.PARTY, by=world.house.office, **words())
    assert organs_of(report).recipients == ("Tỉnh ủy mẫu",)
    assert Wording.objects.count() == 1
    assert Entry.objects.filter(act="reports.wording_set").count() == 2


def test_a_deputy_of_the_state_signs_for_the_head(world: World, report: Report) -> None:
    make_unit("government", "Ủy ban nhân dân xã Mẫu", world.house.commune)
    world.document.side = "government"
    world.document.save()
    Report.objects.update(side="state", outline_code="state-results")
    report = Report.objects.select_related("document").get()
    assert organs_of(report).post == "Chủ tịch"
    choose_signer(report, by=world.house.office, post=secretary_post(), signs_as="Phó Chủ tịch")
    lines = whole_text(word(world, Report.objects.get())).split("\n")
    at = lines.index("TM. ỦY BAN NHÂN DÂN")
    assert lines[at : at + 3] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_the_superior_organ_receives_first_by_the_tree(world: World, report: Report) -> None:
    assert organs_of(report).recipients[0] == "Tỉnh ủy Mẫu"
    Document.objects.update(side="government")
    report = Report.objects.select_related("document").get()
    assert organs_of(report).recipients[0] == "Ủy ban nhân dân tỉnh Mẫu"
    make_unit("party_committee", "Đảng bộ tỉnh Mẫu", world.house.province)
    Document.objects.update(side="party")
    report = Report.objects.select_related("document").get()
    assert organs_of(report).recipients[0] == "Đảng bộ tỉnh Mẫu"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"post": "  "}, "Xin ghi chức vụ"), ({"recipients": "\n".join(f"Nơi {n}" for n in range(31))}, "nhiều nhất 30")],
)
def test_words_that_make_no_paper_are_refused(world: World, report: Report, changed: dict, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        set_wording(report.unit, OrganOf.PARTY, by=world.house.office, **words(**changed))


def test_both_are_set_on_their_pages(world: World, report: Report) -> None:
    client = signed_in(world.house.office)
    page = text(client.get(f"/reports/{report.pk}/wording/"))
    assert "Ban Thường vụ" in page and "Đảng ủy xã Mẫu" in page, "begins with the standard"
    assert client.post(f"/reports/{report.pk}/wording/", words(recipients="Tỉnh ủy mẫu")).status_code == 302
    assert client.post(f"/reports/{report.pk}/wording/", words(post="")).status_code == 422
    answer = client.post(f"/reports/{report.pk}/signer/", {"post": secretary_post().pk, "signs_as": ""})
    assert answer["Location"] == f"/reports/{report.pk}/"
    assert organs_of(Report.objects.get()).signer == "Võ Giả Định"
    assert client.post(f"/reports/{report.pk}/signer/", {"post": 0}).status_code == 422

"""The sheet of works: out and in, line by line, undone; whom a line may name."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.incoming import read_lines
from trongtam.imports.kinds import Entry as Line
from trongtam.imports.kinds import Errand, kinds
from trongtam.imports.models import State
from trongtam.imports.operations import keep_batch, name_columns, undo_batch
from trongtam.imports.operations.receiving import judge_batch
from trongtam.imports.tests.sheets import exported, outcomes, said, sent, workbook
from trongtam.ledger.models import Entry
from trongtam.org.models import Post, PostKind, UnitKind
from trongtam.org.tests.house import House, make_house, make_person, make_unit, make_user
from trongtam.resolutions.models import Clause, Document, Shortcoming
from trongtam.work.exchange.fields import FIELDS
from trongtam.work.models import Kind, Work
from trongtam.work.operations import (
    Word,
    ask_explanation,
    close_campaign,
    plan_of,
    report_progress,
    take_assignment_back,
)
from trongtam.work.plan import Root
from trongtam.work.queries import board
from trongtam.work.queries.campaigns import reckoned

from .works import assigned, campaign, moment, official, proposed

HEAD = ["Mã việc", "Việc", "Ai thực hiện", "Loại việc", "Năm", "Giai đoạn", "Từ ngày", "Hạn xong"]
SYLLABLES = [
    f"{first}{last}" for first in ("Ba", "Ca", "Đa", "Ga", "La", "Ma", "Na", "Ta") for last in ("n", "m", "ng", "nh")
]
MORE = ["Sản phẩm", "Lộ trình", "Người theo dõi", "Cùng phối hợp", "Gốc của việc"]


@pytest.fixture
def house(db) -> House:
    return make_house()


def line(
    title: str, holder: str, *more: object, due: object = "15/12/2021", start: object = "01/02/2021"
) -> list[object]:
    return ["", title, holder, "Đột phá, đổi mới", "2021", "", start, due, *more]


def bring(house: House, *lines: list[object], by=None):
    return sent("works", house.committee.code, workbook([*HEAD, *MORE], *lines), by=by or house.office)


def keep(batch, house: House):
    return keep_batch(batch, by=house.office, at=moment(2021, 2, 1))


def refused(house: House, *lines: list[object]) -> list[str]:
    batch = bring(house, *lines)
    assert outcomes(batch) == ["refused"] * len(lines), said(batch)
    return list(said(batch))


def test_a_line_assigns_a_work_with_all_that_it_says(house: House):
    more = ("10 nhà văn hóa mẫu; một kế hoạch", "Quý một – 31/03/2021 – Ấp Mẫu Một – 3 buổi\n30/06/2021 Quý hai")
    looks = ("Lê Thí Dụ", f"{house.hamlet.name}; {house.cell_b.name}", "Thường trực Huyện ủy giao")
    batch = bring(house, line("Việc  mẫu", "chi bộ ấp mẫu một", *more, *looks))
    assert outcomes(batch) == ["created"], said(batch)
    assert not Work.objects.exists(), "a preview changes nothing"
    keep(batch, house)
    work = Work.objects.get()
    plan = plan_of(work)
    assert (work.title, work.kind, work.state, work.unit) == (
        "Việc mẫu",
        Kind.BREAKTHROUGH,
        "assigned",
        house.committee,
    )
    assert (plan.unit, plan.start, plan.due) == (house.cell_a, date(2021, 2, 1), date(2021, 12, 15))
    assert [(one.text, one.amount) for one in plan.products] == [("10 nhà văn hóa mẫu", 10), ("một kế hoạch", None)]
    assert [(one.title, one.due, one.place, one.product) for one in plan.roadmap] == [
        ("Quý một", date(2021, 3, 31), "Ấp Mẫu Một", "3 buổi"),
        ("Quý hai", date(2021, 6, 30), "", ""),
    ]
    assert plan.supervisor == house.standing.person
    assert set(plan.cooperating) == {house.hamlet, house.cell_b}
    assert (plan.root.kind, plan.root.text) == ("superior", "Thường trực Huyện ủy giao")
    entry = Entry.objects.get(act="work.assigned")
    assert entry.by == house.office


def test_what_goes_out_comes_in_unchanged_and_twice_changes_nothing(house: House):
    assigned(house, supervisor=house.standing.person, cooperating=(house.hamlet,), stage="2021..2022")
    assigned(house, person=official(house).person, title="Việc của người", products=(), roadmap=())
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    for _ in range(2):
        assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"] * 2
    lines = [line("Việc mới", house.cell_b.name), line("Việc khác", "Cao Thử Việc")]
    keep(bring(house, *lines), house)
    assert Work.objects.count() == 4
    assert outcomes(bring(house, *lines)) == ["unchanged"] * 2, "a line without a code knows the work that it made"
    assert outcomes(bring(house, lines[0], lines[0])) == ["unchanged", "refused"]


def test_a_changed_line_adjusts_moves_the_day_and_hands_over_and_is_undone(house: House):
    work = assigned(house)
    before = plan_of(work)
    code = f"CV{work.pk}"
    changed = [code, "Tên mới", house.cell_b.name, "key", "2021", "2021–2022", "15/01/2021", "20/12/2021"]
    steps = "Quý một – 31/03/2021\nQuý ba – 30/09/2021 – Ấp Mẫu Một"
    batch = sent("works", house.committee.code, workbook([*HEAD, "Lộ trình"], [*changed, steps]), by=house.office)
    assert outcomes(batch) == ["updated"], said(batch)
    assert "Tên mới" in said(batch)[0]
    keep(batch, house)
    after = plan_of(Work.objects.get())
    assert (after.title, after.kind, after.unit, after.stage) == ("Tên mới", "key", house.cell_b, "2021..2022")
    assert after.due == date(2021, 12, 20)
    assert [(step.title, step.place) for step in after.roadmap] == [("Quý một", ""), ("Quý ba", "Ấp Mẫu Một")]
    assert after.roadmap[0].key == before.roadmap[0].key, "a step that stays is the same row"
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"work.adjusted", "work.extended", "work.handed_over"} <= acts
    undo_batch(batch, by=house.office)
    back = plan_of(Work.objects.get())
    assert (back.title, back.kind, back.unit, back.stage, back.due) == (
        before.title,
        before.kind,
        before.unit,
        before.stage,
        before.due,
    )
    assert [(one.title, one.due) for one in back.roadmap] == [(one.title, one.due) for one in before.roadmap]


def test_undone_takes_assignments_back_unless_somebody_has_worked(house: House):
    batch = keep(bring(house, line("Việc một", house.cell_a.name), line("Việc hai", house.cell_b.name)), house)
    first = Work.objects.get(title="Việc một")
    report_progress(first, Word(10), by=house.cell_secretary, at=moment(2021, 3, 1))
    with pytest.raises(Refused):
        undo_batch(batch, by=house.office)
    batch.refresh_from_db()
    assert [one[1] for one in batch.in_the_way] == ["Việc một"]
    other = keep(bring(house, line("Việc ba", house.cell_b.name)), house)
    undo_batch(other, by=house.office)
    assert Work.objects.get(title="Việc ba").state == "withdrawn"
    assert Entry.objects.filter(act="work.assignment_taken_back").count() == 1


def test_an_unknown_holder_comes_back_with_the_nearest_names(house: House):
    unknown, nobody = refused(house, line("Một", "Chi bộ Mẫu Một"), line("Hai", "Ban Quản lý chợ"))
    assert house.cell_a.name in unknown
    assert "tên gần nhất" in unknown.lower()
    assert "Ban Quản lý chợ" in nobody
    batch = bring(house, line("Việc  chợ", "Ban Quản lý chợ"))
    assert [one.label for one in batch.lines.all()] == ["Việc chợ"], "the line is found again by its words"
    client = Client()
    client.force_login(house.office)
    page = client.get(reverse("imports:batch", args=[batch.key]))
    assert page.context["shown"] == "refused" and "Việc chợ" in page.content.decode(), "what is refused is seen at once"
    (slip,) = refused(house, line("Ba", "Nguyễn Văn Mậu Thử"))
    assert "Nguyễn Văn Mẫu" in slip


def test_names_of_those_whom_one_does_not_see_are_never_told(house: House):
    make_user("Cao Bí Mật", house.other_commune, PostKind.OFFICIAL)
    make_person("Cao Không Chức", house.cell_a)
    for said_ in refused(house, line("Một", "Cao Bí Mât"), line("Hai", "Cao Không Chưc")):
        assert "Bí Mật" not in said_
        assert "Không Chức" not in said_


def test_two_of_one_name_are_told_apart_by_the_place_of_their_post(house: House):
    one = make_user("Cao Trùng Tên", house.cell_a, PostKind.CELL_COMMITTEE)
    other = make_user("Cao Trùng Tên", house.hamlet, PostKind.HAMLET_HEAD)
    (sentence,) = refused(house, line("Một", "Cao Trùng Tên"))
    assert f"Cao Trùng Tên ({house.cell_a.name})" in sentence
    assert f"Cao Trùng Tên ({house.hamlet.name})" in sentence
    lines = [
        line("Một", f"Cao Trùng Tên ({house.cell_a.name})"),
        line("Hai", f"Đ/c Cao Trùng Tên - Trưởng {house.hamlet.name.lower()}"),
    ]
    keep(bring(house, *lines), house)
    assert {work.holder_person for work in Work.objects.all()} == {one.person, other.person}
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    holders = [row.cells[2] for row in read_lines(sheet, 1)]
    assert set(holders) == {f"Cao Trùng Tên ({unit.name})" for unit in (house.cell_a, house.hamlet)}
    assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"] * 2


def test_one_whose_post_has_ended_gives_way_to_one_who_holds_it(house: House):
    make_user("Cao Trùng Tên", house.cell_b, PostKind.CELL_SECRETARY, until=date(2020, 1, 1))
    now = make_user("Cao Trùng Tên", house.cell_a, PostKind.CELL_COMMITTEE)
    keep(bring(house, line("Một", "Cao Trùng Tên")), house)
    assert Work.objects.get().holder_person == now.person


def test_what_makes_no_sense_is_refused_line_by_line(house: House):
    user = official(house, "Cao Hết Nhiệm")
    Post.objects.filter(person=user.person).update(valid_to=date(2020, 6, 1))
    found = refused(
        house,
        line("Hạn trước ngày bắt đầu", house.cell_a.name, due="01/01/2021"),
        line("Ngoài năm", house.cell_a.name, due="15/12/2022"),
        line("Bước ngoài thời gian", house.cell_a.name, "", "Bước – 31/01/2022"),
        line("Bước không có ngày", house.cell_a.name, "", "Cả năm"),
        line("Người đã thôi", "Cao Hết Nhiệm"),
        line("Ngoài địa bàn", house.other_commune.name),
        line("", house.cell_a.name),
        line("Không ai", ""),
        line("Không hạn", house.cell_a.name, due=""),
        line("Ngày lạ", house.cell_a.name, due="31/02/2021"),
        line("Giám sát lạ", house.cell_a.name, "", "", "Không Ai Cả"),
        ["CV999999", *line("Mã lạ", house.cell_a.name)[1:]],
        line("d" * 401, house.cell_a.name),
    )
    assert "Cao Hết Nhiệm" in found[4]
    assert "01/02/2021" in found[4]
    assert all(found)
    assert len(set(found)) >= 11


def test_kinds_years_and_what_a_work_is_chosen_from_are_read_in_words(house: House):
    titles = ["Mã việc", "Việc", "Ai thực hiện", "Loại việc", "Năm", "Hạn xong", "Thuộc trọng tâm"]

    def judged_as(*cells: object):
        row = ["", "Việc mẫu", house.cell_a.name, *cells]
        return sent("works", house.committee.code, workbook(titles, row), by=house.office)

    keep(judged_as("routine", "giai đoạn 2021 - 2022", "quý IV/2022", "việc khó"), house)
    work = Work.objects.get()
    assert (work.kind, work.period_code, work.stage_code) == ("routine", "2021", "2021..2022")
    assert (work.start, work.due, work.focus) == (date(2021, 1, 1), date(2022, 12, 31), "hard")
    for cells in (
        ("lạ", "2022", "1/12/2022", ""),
        ("key", "năm nay", "1/12/2022", ""),
        ("key", "2022", "1/12/2022", "lạ"),
    ):
        assert outcomes(judged_as(*cells)) == ["refused"], cells
    moved = sent(
        "works",
        house.committee.code,
        workbook(
            [*titles[:5], "Hạn xong"], [f"CV{work.pk}", "Việc mẫu", house.cell_a.name, "routine", "2022", "31/12/2022"]
        ),
        by=house.office,
    )
    assert outcomes(moved) == ["refused"], "carrying over is an act of its own"


def resolution(house: House) -> list[Clause]:
    kept = Document.objects.create(
        unit=house.committee, kind="resolution", number="05-NQ/ĐU", issued_on=date(2021, 1, 5), organ="Đảng ủy xã Mẫu",
        title="Nghị quyết mẫu về nông thôn", folded="nghi quyet mau ve nong thon",
    )  # fmt: skip
    return [
        Clause.objects.create(
            document=kept, place=f"000{n}.", label=label, kind="task", text=f"Việc {label}", folded=""
        )
        for n, label in enumerate(("II.1", "II.2", "II.2"), start=1)
    ]


def test_a_root_is_a_clause_of_a_named_document_or_words(house: House):
    clauses = resolution(house)
    roots = ["Mục II.1, 05-NQ/ĐU", "điểm ii.1 Nghị quyết mẫu về nông thôn", "Tự đăng ký", "", "Cấp trên giao: họp mẫu"]
    lines = [line(f"Việc {n}", house.cell_a.name, "", "", "", "", root) for n, root in enumerate(roots)]
    keep(bring(house, *lines), house)
    found = list(Work.objects.order_by("title").values_list("root_kind", "root_id", "root_text"))
    assert found == [
        ("clause", clauses[0].pk, ""),
        ("clause", clauses[0].pk, ""),
        ("own", None, ""),
        ("own", None, ""),
        ("superior", None, "họp mẫu"),
    ]
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"] * 5
    wrong = refused(
        house,
        *(
            line(f"Sai {n}", house.cell_a.name, "", "", "", "", root)
            for n, root in enumerate(("II.7, 05-NQ/ĐU", "II.2, 05-NQ/ĐU", "05-NQ/ĐU", "Cấp trên giao"))
        ),
    )
    assert "II.1" in wrong[0]


def test_a_work_that_is_being_registered_or_judged_is_not_changed_by_a_line(house: House):
    drafted = proposed(house)
    (sentence,) = refused(house, line(drafted.title, house.cell_a.name))
    assert "đăng ký" in sentence
    ended = assigned(house, title="Việc đã dừng")
    Work.objects.filter(pk=ended.pk).update(state="stopped")
    row = [f"CV{ended.pk}", "Tên khác", *line("", house.cell_a.name)[2:8]]
    batch = sent("works", house.committee.code, workbook(HEAD, row), by=house.office)
    assert outcomes(batch) == ["refused"]


def test_a_foreign_sheet_is_named_once_and_what_it_lacks_stands_for_every_line(house: House):
    rows = [["1", house.cell_a.name, "Việc một", "Sản phẩm mẫu"], ["2", "Cao Thử Việc", "Việc hai", ""]]
    official(house)
    data = workbook(["TT", "Tập thể, cá nhân", "Nội dung việc đột phá", "Sản phẩm dự kiến"], *rows)
    batch = sent("works", house.committee.code, data, by=house.office)
    assert batch.state == State.COLUMNS
    columns = {"holder": 1, "title": 2, "products": 3, "kind": "=breakthrough", "year": "=2021", "due": "=2021-12-15"}
    batch = judge_batch(name_columns(batch, columns, by=house.office), by=house.office)
    assert outcomes(batch) == ["created"] * 2, said(batch)
    assert outcomes(sent("works", house.committee.code, data, by=house.office)) == ["created"] * 2, "known again"
    for one in FIELDS:
        if one.every is not None:
            assert len(list(one.every(kinds["works"].scope(house.office, house.committee.code)))) > 4


def test_only_those_who_assign_bring_the_sheet(house: House):
    kind = kinds["works"]
    for user in (house.office, house.secretary):
        kind.require(user, kind.scope(user, house.committee.code))
    for user in (house.cell_secretary, house.standing):
        with pytest.raises(NotAllowed):
            kind.require(user, kind.scope(user, house.committee.code))


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_asks_the_same_queries_however_many_lines(house: House, django_assert_num_queries, count: int):
    kind = kinds["works"]
    scope = kind.scope(house.office, house.committee.code)
    sheet = workbook([*HEAD, *MORE], *[line(f"Việc {n}", house.cell_a.name) for n in range(count)])
    keys = ["code", "title", "holder", "kind", "year", "stage", "start", "due"]
    keys += ["products", "steps", "supervisor", "cooperating", "root"]
    entries = [Line(one.number, dict(zip(keys, one.cells, strict=False))) for one in read_lines(sheet, 1)]
    desk = kind.desk(Errand(by=house.office, scope=scope, reason="mẫu"))
    with django_assert_num_queries(3):
        assert [one.outcome for one in desk.judge(entries)] == ["created"] * count


def test_breakthrough_works_count_in_the_open_campaign_of_their_year(house: House):
    running = campaign(house, focuses=("weak", "hard"))
    lines = [line(f"Việc {n}", house.cell_a.name) for n in range(5)]
    for one, focus in zip(lines, ("mặt yếu kém", "", "việc mới", "mặt yếu kém", "mặt yếu kém"), strict=True):
        one.append(focus)
    lines[3][3], lines[4][4] = "Việc trọng tâm", "2022"
    lines[4][6:8] = "01/02/2022", "15/12/2022"
    sheet = workbook([*HEAD, "Thuộc trọng tâm"], *lines)
    batch = sent("works", house.committee.code, sheet, by=house.office)
    assert outcomes(batch) == ["created"] * 5, said(batch)
    told = list(said(batch))
    assert [running.title in one for one in told] == [True, True, True, False, False]
    assert ["không tính" in one for one in told] == [False, True, True, False, False]
    keep(batch, house)
    assert [one.title for one in running.works.all()] == ["Việc 0"]
    [found] = reckoned([running], date(2021, 2, 1))
    assert found.reckoning.missing == 3, "cell A has registered one; the other cell and two secretaries have not"
    undo_batch(batch, by=house.office)
    [found] = reckoned([running], date(2021, 2, 1))
    assert found.reckoning.missing == 4


def test_a_campaign_that_was_closed_since_the_preview_takes_nothing_unseen(house: House):
    running = campaign(house, focuses=())
    batch = bring(house, line("Việc mẫu", house.cell_a.name))
    close_campaign(running, by=house.office, reason="đã đủ", at=moment(2021, 2, 1))
    keep(batch, house)
    assert outcomes(batch) == ["refused"]
    assert not Work.objects.exists()
    assert outcomes(bring(house, line("Việc mẫu", house.cell_a.name))) == ["created"]


def test_the_fifty_four_works_of_a_commune_come_in_at_one_go(house: House):
    """Seed 000: 22 works of 22 collectives, 32 of 32 persons; one of two years with three cells in its roadmap."""
    cells = [make_unit(UnitKind.CELL, f"Chi bộ thôn Mẫu {n}", house.committee) for n in range(1, 23)]
    people = [make_user(f"Cao Thử {word}", house.commune, PostKind.OFFICIAL) for word in SYLLABLES]
    lines = [line(f"Việc đột phá của {cell.name}", cell.name, "một sản phẩm mẫu") for cell in cells]
    lines += [line(f"Việc đột phá số {n}", f"Đồng chí {user.display_name}") for n, user in enumerate(people)]
    steps = "\n".join(
        f"{cell.name} – 30/{month:02d}/2021 – {cell.name}" for month, cell in zip((6, 9, 11), cells, strict=False)
    )
    lines[22] = line("Nâng chất lượng sinh hoạt chuyên đề", people[0].display_name, "", steps, due="15/12/2022")
    lines[22][5] = "2021–2022"
    batch = bring(house, *lines)
    assert outcomes(batch) == ["created"] * 54, said(batch)
    keep(batch, house)
    sums = board.sums(board.of_year(house.committee, "2021", house.office), date(2021, 6, 1))
    assert (sums.units, sums.works_of_units, sums.persons, sums.works_of_persons) == (22, 22, 32, 32)
    of_two_years = Work.objects.get(stage_code="2021..2022")
    assert [one.place for one in of_two_years.milestones.all()] == [cell.name for cell in cells[:3]]
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"] * 54


def test_every_column_of_a_standing_work_is_changed_and_put_back(house: House):
    work = assigned(house, supervisor=house.standing.person, focus="hard", due=date(2021, 12, 15))
    before = plan_of(work)
    clauses = resolution(house)
    head = [*HEAD, "Thuộc trọng tâm", *MORE]
    row = [
        f"CV{work.pk}", "Tên khác", house.cell_a.name, "routine", "2021", "", "01/02/2021", "30/11/2021", "việc mới",
        "12 sản phẩm khác", "", "Trần Thị Thử", f"{house.hamlet.name}\n{house.group.name}", "II.1, 05-NQ/ĐU",
    ]  # fmt: skip
    batch = keep(sent("works", house.committee.code, workbook(head, row), by=house.office), house)
    after = plan_of(Work.objects.get())
    assert (after.title, after.kind, after.focus, after.start) == ("Tên khác", "routine", "new", date(2021, 2, 1))
    assert (after.due, after.supervisor, after.root.pk) == (date(2021, 11, 30), house.office.person, clauses[0].pk)
    assert set(after.cooperating) == {house.hamlet, house.group}
    assert (after.products[0].amount, after.roadmap) == (12, ())
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"]
    undo_batch(batch, by=house.office)
    back = plan_of(Work.objects.get())
    for name in ("title", "kind", "focus", "root", "start", "due", "supervisor", "cooperating", "products"):
        assert getattr(back, name) == getattr(before, name), name
    cleared = [*row[:8], "", "", "", "", "", ""]
    keep(sent("works", house.committee.code, workbook(head, cleared), by=house.office), house)
    empty = plan_of(Work.objects.get())
    assert (empty.supervisor, empty.focus, empty.cooperating, empty.root.kind) == (None, "", (), "own")


def test_cells_that_say_the_same_in_other_words_change_nothing(house: House):
    work = assigned(house, cooperating=(house.hamlet, house.cell_b))
    row = [
        f"CV{work.pk}",
        work.title,
        house.cell_a.code,
        "breakthrough",
        "năm 2021",
        "2021",
        "2021-01-15",
        "2021-12-15",
    ]
    batch = sent("works", house.committee.code, workbook(HEAD, row), by=house.office)
    assert outcomes(batch) == ["unchanged"], said(batch)
    units = f"{house.cell_b.code}; {house.hamlet.code}"
    batch = sent("works", house.committee.code, workbook([*HEAD, "Cùng phối hợp"], [*row, units]), by=house.office)
    assert outcomes(batch) == ["unchanged"], said(batch)


def test_a_shortcoming_as_root_goes_out_and_stays(house: House):
    clause = resolution(house)[0]
    named = Shortcoming.objects.create(clause=clause, remedier=house.cell_a, due_on=date(2021, 12, 1))
    assigned(house, root=Root("shortcoming", named.pk))
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"]
    assert any("Việc II.1" in str(cell) for row in read_lines(sheet, 1) for cell in row.cells)


def test_two_documents_of_one_name_are_not_guessed(house: House):
    resolution(house)
    resolution(house)
    (sentence,) = refused(house, line("Một", house.cell_a.name, "", "", "", "", "II.1, Nghị quyết mẫu về nông thôn"))
    assert "nhiều văn bản" in sentence


def test_two_works_of_one_name_ask_for_the_code(house: House):
    assigned(house, title="Việc đôi")
    assigned(house, title="Việc đôi")
    (sentence,) = refused(house, line("Việc đôi", house.cell_a.name))
    assert "mã" in sentence


def test_an_explanation_that_was_asked_stands_in_the_way(house: House):
    batch = keep(bring(house, line("Việc một", house.cell_a.name)), house)
    ask_explanation(
        Work.objects.get(), by=house.office, question="Vì sao?", due=date(2021, 3, 1), at=moment(2021, 2, 2)
    )
    with pytest.raises(Refused):
        undo_batch(batch, by=house.office)


def test_an_assignment_is_taken_back_by_those_who_decide_with_a_reason(house: House):
    work = assigned(house)
    with pytest.raises(NotAllowed):
        take_assignment_back(work, by=house.cell_secretary, reason="nhầm")
    with pytest.raises(Refused):
        take_assignment_back(work, by=house.secretary, reason=" ")
    client = Client()
    client.force_login(house.secretary)
    address = reverse("work:take_assignment_back", args=[work.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "giao nhầm", "form_key": "x1"}).status_code == 302
    work.refresh_from_db()
    assert work.state == "withdrawn"
    assert "giao nhầm" in client.get(reverse("work:work", args=[work.pk])).content.decode()
    running = assigned(house)
    report_progress(running, Word(10), by=house.cell_secretary, at=moment(2021, 3, 1))
    with pytest.raises(Refused):
        take_assignment_back(running, by=house.secretary, reason="nhầm")
    stranger = Client()
    stranger.force_login(house.stranger)
    assert stranger.get(address).status_code == 404


def test_far_above_the_sheet_tells_the_place_not_the_name(house: House):
    """The secretary of the province assigns for the province alone; what lies below goes out without names."""
    assigned(house, person=official(house, "Cao Thử Tên").person, supervisor=house.standing.person)
    sheet = exported("works", house.province.code, by=house.provincial, year=2021)
    told = [str(cell) for row in read_lines(sheet, 1) for cell in row.cells]
    assert house.commune.name in told
    assert not {"Cao Thử Tên", house.standing.display_name} & set(told)
    assert outcomes(sent("works", house.province.code, sheet, by=house.provincial)) == ["unchanged"]
    unknown = workbook(HEAD, line("Một", "Cao Thử Tên"))
    batch = sent("works", house.province.code, unknown, by=house.provincial)
    assert outcomes(batch) == ["refused"]


def test_one_who_has_left_keeps_his_name_in_the_sheet(house: House):
    user = official(house, "Cao Đã Chuyển")
    assigned(house, person=user.person)
    Post.objects.filter(person=user.person).delete()
    sheet = exported("works", house.committee.code, by=house.office, year=2021)
    assert "Cao Đã Chuyển" in [str(cell) for row in read_lines(sheet, 1) for cell in row.cells]
    assert outcomes(sent("works", house.committee.code, sheet, by=house.office)) == ["unchanged"]

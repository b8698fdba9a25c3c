"""Pages of documents: seen by those who may, 404 to strangers, constant queries, what was typed is kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from trongtam.archive.tests import samples
from trongtam.look.registry import Panel, panels
from trongtam.org.tests.house import make_house
from trongtam.resolutions.models import Clause, Document, DocumentKind, PaperOwed, Rollout, Shortcoming
from trongtam.resolutions.operations import owe_paper, receive_document, send_document
from trongtam.resolutions.queries.rollout import STEPS, receivers, rollout_rows, step_counts
from trongtam.resolutions.tests.rows import DATED, make_clause, make_document, make_shortcoming, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def url(name, *args):
    return reverse(f"resolutions:{name}", args=args)


def as_user(client, user):
    client.force_login(user)
    return client


def text_of(response):
    return response.content.decode()


@pytest.fixture
def filled(house):
    """A congress resolution with a heading, a target, a named shortcoming, a rollout and an owed paper."""
    document = make_document(house, term=make_term(house))
    heading = make_clause(house, document, "Mục tiêu", "heading", label="I.")
    make_clause(house, document, parent=heading)
    make_shortcoming(house)
    send_document(document, by=house.office, units=[house.cell_a, house.cell_b])
    receive_document(document, house.cell_a, by=house.office, on=DATED)
    owe_paper(
        document,
        by=house.office,
        unit=house.cell_a,
        kind=DocumentKind.PLAN,
        title="Kế hoạch của chi bộ",
        due_on=DATED.replace(month=5),
    )
    return document


def read_addresses(document):
    return [
        url("document", document.pk),
        url("rollout", document.pk),
        *(url("clause", clause.pk) for clause in document.clauses.all()),
        *(url("shortcoming", one.pk) for one in Shortcoming.objects.all()),
    ]


def form_addresses(document, house):
    clause, weak = document.clauses.get(kind="target"), document.clauses.get(kind="shortcoming")
    (named,) = Shortcoming.objects.all()
    (paper,) = PaperOwed.objects.all()
    unit = house.cell_a.pk
    return [
        *(url(name, document.pk) for name in ("correct_document", "add_clause", "paste_clauses", "send_document")),
        *(url(name, document.pk) for name in ("owe_paper", "owe_congress_papers")),
        *(url(name, clause.pk) for name in ("correct_clause", "move_clause", "remove_clause")),
        *(url(name, document.pk, unit) for name in ("receive_document", "record_study_session")),
        *(url(name, document.pk, unit) for name in ("adopt_programme", "finish_rollout")),
        url("name_shortcoming", weak.pk),
        url("remedy_shortcoming", named.pk),
        url("answer_contest", named.pk),
        url("accept_contest", named.pk),
        url("fulfil_paper", paper.pk),
    ]


def test_everyone_of_the_commune_reads_and_a_stranger_gets_404(client, house, filled):
    for address in read_addresses(filled):
        for reader in (house.office, house.standing, house.cell_secretary):
            assert as_user(client, reader).get(address).status_code == 200, address
        assert as_user(client, house.stranger).get(address).status_code == 404, address
    beside = url("shortcoming", Shortcoming.objects.get().pk)
    assert as_user(client, house.other_cell_secretary).get(beside).status_code == 404


def test_every_form_opens_for_the_office_is_refused_with_a_name_and_hidden_from_strangers(client, house, filled):
    for address in form_addresses(filled, house):
        assert as_user(client, house.office).get(address).status_code == 200, address
        refused = as_user(client, house.standing).get(address)
        assert refused.status_code == 403, address
        assert as_user(client, house.stranger).get(address).status_code == 404, address
        assert as_user(client, house.stranger).post(address).status_code == 404, address


def test_a_cell_opens_its_own_acts_only(client, house, filled):
    mine = [
        url("receive_document", filled.pk, house.cell_a.pk),
        url("contest_shortcoming", Shortcoming.objects.get().pk),
    ]
    for address in mine:
        assert as_user(client, house.cell_secretary).get(address).status_code == 200
        assert as_user(client, house.other_cell_secretary).get(address).status_code == 404


@pytest.mark.parametrize("name", ["documents", "shortcomings", "orphans"])
def test_lists_show_only_what_one_sees(client, house, filled, name):
    seen = text_of(as_user(client, house.cell_secretary).get(url(name)))
    hidden = text_of(as_user(client, house.stranger).get(url(name)))
    words = "Nghị quyết đại hội mẫu"
    assert words in seen
    assert words not in hidden


def queries_of(client, address):
    """How many queries a page takes; the shell's own are loaded before."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def take_the_same(client, address, grow):
    """One row and three take the same number of queries, under the budget of a page."""
    grow(1)
    few = queries_of(client, address)
    grow(2)
    grow(3)
    assert (
        queries_of(client, address) == few <= 15
    )  # of a document: one for what each upper room has beside its sentences


def test_the_list_of_documents_takes_the_same_queries(client, house):
    def grow(n):
        make_clause(house, make_document(house, number=str(n), term=make_term(house)))

    take_the_same(as_user(client, house.office), url("documents"), grow)


def test_a_document_takes_the_same_queries(client, house):
    document = make_document(house)

    def grow(n):
        make_clause(house, document, f"Chỉ tiêu {n}")
        make_shortcoming(house, f"Hạn chế {n}")

    take_the_same(as_user(client, house.office), url("document", document.pk), grow)


def test_shortcomings_take_the_same_queries(client, house):
    take_the_same(as_user(client, house.office), url("shortcomings"), lambda n: make_shortcoming(house, f"Hạn chế {n}"))


def test_what_hangs_loose_takes_the_same_queries(client, house):
    document = make_document(house)

    def grow(n):
        make_clause(house, document, f"Chỉ tiêu {n}")
        make_clause(house, document, f"Việc {n}", "task")

    take_the_same(as_user(client, house.office), url("orphans"), grow)


def test_the_rollout_takes_the_same_queries(client, house):
    document = make_document(house)
    units = [house.cell_a, house.cell_b, house.hamlet]

    def grow(n):
        receive_document(document, units[n - 1], by=house.office, on=DATED)
        owe_paper(document, by=house.office, unit=units[n - 1], kind="plan", title="Kế hoạch", due_on=DATED)

    take_the_same(as_user(client, house.office), url("rollout", document.pk), grow)


def test_acts_are_offered_to_those_who_may(client, house, filled):
    receive = url("receive_document", filled.pk, house.cell_b.pk)
    paper = url("fulfil_paper", PaperOwed.objects.get().pk)
    shown = text_of(as_user(client, house.office).get(url("rollout", filled.pk)))
    assert receive in shown
    assert paper in shown
    read_only = text_of(as_user(client, house.standing).get(url("rollout", filled.pk)))
    assert receive not in read_only
    assert paper not in read_only
    assert "Kế hoạch của chi bộ" in read_only


def test_shortcomings_are_chosen_by_state(client, house):
    make_shortcoming(house)
    as_user(client, house.office)
    assert "Sinh hoạt chi bộ chưa đều" in text_of(client.get(url("shortcomings") + "?state=open"))
    assert "Sinh hoạt chi bộ chưa đều" not in text_of(client.get(url("shortcomings") + "?state=remedied"))
    assert "Sinh hoạt chi bộ chưa đều" in text_of(client.get(url("shortcomings") + "?state=nonsense"))


def test_the_rollout_counts_units_and_papers(house):
    document = make_document(house)
    owe_paper(document, by=house.office, unit=house.hamlet, kind="plan", title="Kế hoạch", due_on=DATED)
    receive_document(document, house.cell_a, by=house.office, on=DATED)
    rows = rollout_rows(document, house.office)
    assert {row.unit.name: [row.has(step) for step in STEPS] for row in rows} == {
        "Chi bộ ấp Mẫu Một": [True, False, False, None, False],
        "Ấp Mẫu Một": [None, None, None, False, None],
    }
    assert [(one.done, one.asked) for one in step_counts(rows)] == [(1, 1), (0, 1), (0, 1), (0, 1), (0, 1)]
    assert [row.unit for row in rollout_rows(document, house.cell_secretary)] == [house.cell_a]
    assert rollout_rows(document, house.stranger) == []


def test_the_state_keeps_documents_of_its_own(house):
    plan = make_document(house, unit=house.commune, kind=DocumentKind.PLAN, side="government")
    assert list(receivers(plan, house.office)) == [house.hamlet]
    receive_document(plan, house.hamlet, by=house.hamlet_head, on=DATED)
    assert not receivers(plan, house.office)


def test_the_list_is_filtered(client, house):
    make_document(house, title="Nghị quyết về sinh hoạt chi bộ", term=make_term(house))
    make_document(house, title="Kế hoạch năm", kind=DocumentKind.PLAN, side="government")
    as_user(client, house.office)
    for query in ("kind=plan", "side=government", "q=ke+hoach", "q=KẾ+HOẠCH"):
        shown = text_of(client.get(f"{url('documents')}?{query}"))
        assert "Kế hoạch năm" in shown
        assert "sinh hoạt chi bộ" not in shown
    assert "Kế hoạch năm" in text_of(client.get(f"{url('documents')}?year=2020&kind=nonsense"))
    assert "Kế hoạch năm" not in text_of(client.get(f"{url('documents')}?year=1999&term=1&kind=plan&side=party"))


def registered(house, **more):
    return {
        "unit": house.committee.pk,
        "kind": "resolution",
        "title": "Nghị quyết mới",
        "number": "",
        "issued_on": "2022-01-05",
        "organ": "Đảng ủy xã Mẫu",
        "side": "party",
        "origin": "issued",
        "marking": "none",
    } | more


def test_a_document_is_put_in_with_its_file(client, house):
    upload = samples.upload("nghi-quyet.pdf", samples.PDF)
    answer = as_user(client, house.office).post(url("register_document"), registered(house, upload=upload))
    document = Document.objects.get()
    assert answer["Location"] == url("document", document.pk)
    assert document.file.audience == "below"
    assert Document.objects.get().file.name == "nghi-quyet.pdf"


@pytest.mark.parametrize(
    "wrong",
    [
        {"issued_on": "2999-01-01"},
        {"title": ""},
        {"marking": "classified", "upload": "file"},
        {"upload": "empty"},
        {"issued_on": "không rõ"},
    ],
)
def test_a_refused_form_keeps_what_was_typed(client, house, wrong):
    files = {"file": samples.upload("a.pdf", samples.PDF), "empty": samples.upload("a.pdf", b"")}
    wrong = {name: files.get(value, value) for name, value in wrong.items()}
    answer = as_user(client, house.office).post(url("register_document"), registered(house, **wrong))
    assert answer.status_code == 422
    assert "Đảng ủy xã Mẫu" in text_of(answer)
    assert not Document.objects.exists()


def test_correcting_by_form(client, house, filled):
    details = registered(house, title="Tên khác", term=filled.term_id, issued_on="2020-03-05", reason="Gõ sai")
    del details["unit"]
    assert as_user(client, house.office).post(url("correct_document", filled.pk), details).status_code == 302
    filled.refresh_from_db()
    assert filled.title == "Tên khác"
    assert client.post(url("correct_document", filled.pk), details).status_code == 422


def test_pasting_shows_a_preview_and_counts_when_confirmed(client, house):
    document = make_document(house)
    text = "I. Chỉ tiêu\n1. Kết nạp từ 3 đảng viên trở lên.\n2. Sinh hoạt đều."
    preview = as_user(client, house.office).post(url("paste_clauses", document.pk), {"text": text})
    assert preview.status_code == 200
    assert "Kết nạp đảng viên" in text_of(preview)
    assert not Clause.objects.exists()
    confirmed = {"text": text, "confirmed": "1", "kind-2": "task", "kind-1": "nonsense"}
    assert client.post(url("paste_clauses", document.pk), confirmed).status_code == 302
    assert list(Clause.objects.values_list("kind", flat=True)) == ["heading", "target", "task"]
    assert client.post(url("paste_clauses", document.pk), confirmed).status_code == 422
    assert client.post(url("paste_clauses", document.pk), {"text": " "}).status_code == 422


def test_head_and_foot_of_the_paper_and_any_other_line_can_be_left_out(client, house):
    document = make_document(house)
    text = "Số 05-NQ/ĐU\nNGHỊ QUYẾT\n1. Kết nạp 3 đảng viên.\n2. Sinh hoạt đều.\nNơi nhận:\n- Như trên."
    address = url("paste_clauses", document.pk)
    shown = text_of(as_user(client, house.office).post(address, {"text": text}))
    left = {f"leave-{number}": "on" for number in (0, 1, 4, 5)}
    assert all(f'name="{name}" checked' in shown for name in left)
    assert shown.count('name="leave-') - shown.count(" checked") == 2
    for someone, status in ((house.standing, 403), (house.stranger, 404)):
        answer = as_user(client, someone).post(address, {"text": text, "confirmed": "1"} | left)
        assert answer.status_code == status
    everything = {f"leave-{number}": "on" for number in range(6)}
    as_user(client, house.office)
    assert client.post(address, {"text": text, "confirmed": "1"} | everything).status_code == 422
    assert client.post(address, {"text": text, "confirmed": "1", "leave-3": "on"} | left).status_code == 302
    assert list(Clause.objects.values_list("text", flat=True)) == ["Kết nạp 3 đảng viên."]


def test_acts_on_clauses_by_form(client, house, filled):
    as_user(client, house.office)
    clause = filled.clauses.get(kind="target")
    added = {"kind": "task", "text": "Việc mới", "label": "2.", "parent": clause.parent_id}
    assert client.post(url("add_clause", filled.pk), added).status_code == 302
    assert client.post(url("add_clause", filled.pk), added).status_code == 422
    corrected = {"kind": "target", "text": "Kết nạp 5 đảng viên.", "label": "", "reason": "Gõ sai"}
    assert client.post(url("correct_clause", clause.pk), corrected).status_code == 302
    assert client.post(url("move_clause", clause.pk), {"parent": "", "after": ""}).status_code == 302
    clause.refresh_from_db()
    assert (clause.text, clause.place) == ("Kết nạp 5 đảng viên.", "0001.")
    assert client.post(url("remove_clause", clause.pk), {"reason": "Nhầm"}).status_code == 302
    assert not Clause.objects.filter(pk=clause.pk).exists()


def test_a_shortcoming_from_name_to_remedy(client, house):
    clause = make_clause(house, make_document(house), "Chưa đều", "shortcoming")
    as_user(client, house.office)
    assert "Chưa đều" in text_of(client.get(url("clause", clause.pk)))
    named = {"remedier": house.cell_a.pk, "due_on": "2021-01-01"}
    assert client.post(url("name_shortcoming", clause.pk), named).status_code == 302
    (one,) = Shortcoming.objects.all()
    as_user(client, house.cell_secretary)
    assert client.post(url("contest_shortcoming", one.pk), {"reason": "Đã họp đủ."}).status_code == 302
    as_user(client, house.secretary)
    assert "Đã họp đủ." in text_of(client.get(url("answer_contest", one.pk)))
    assert client.post(url("answer_contest", one.pk), {"answer": "Chưa đủ."}).status_code == 302
    as_user(client, house.cell_secretary)
    missing = {"on": "2020-09-01", "how": "Họp đều", "marking": "none"}
    assert client.post(url("remedy_shortcoming", one.pk), missing).status_code == 422
    whole = missing | {"upload": samples.upload("bien-ban.pdf", samples.PDF)}
    assert client.post(url("remedy_shortcoming", one.pk), whole).status_code == 302
    assert "bien-ban.pdf" in text_of(client.get(url("shortcoming", one.pk)))
    assert "Họp đều" in text_of(client.get(url("shortcoming", one.pk)))


def test_an_accepted_contest_by_form(client, house):
    one = make_shortcoming(house)
    as_user(client, house.cell_secretary).post(url("contest_shortcoming", one.pk), {"reason": "Không đúng."})
    assert "Không đúng." in text_of(as_user(client, house.office).get(url("shortcoming", one.pk)))
    assert client.post(url("accept_contest", one.pk), {"answer": "Đúng vậy."}).status_code == 302
    one.refresh_from_db()
    assert one.state == Shortcoming.State.WITHDRAWN


def test_the_rollout_by_forms(client, house):
    document = make_document(house, term=make_term(house))
    as_user(client, house.office)
    assert client.post(url("send_document", document.pk), {"units": [house.cell_a.pk]}).status_code == 302
    assert client.post(url("owe_congress_papers", document.pk), {"papers": ["0", "1"]}).status_code == 302
    owed = {"unit": house.cell_a.pk, "kind": "plan", "title": "Kế hoạch", "due_on": "2020-05-01"}
    assert client.post(url("owe_paper", document.pk), owed).status_code == 302
    plan = make_document(house, kind=DocumentKind.PLAN, unit=house.cell_a, organ="Chi bộ", issued_on=DATED)
    as_user(client, house.cell_secretary)
    unit = (document.pk, house.cell_a.pk)
    steps = [
        ("receive_document", {"on": "2020-03-10"}),
        ("record_study_session", {"held_on": "2020-03-20", "expected": "20", "attended": "18"}),
        ("adopt_programme", {"programme": plan.pk}),
    ]
    for name, given in steps:
        assert client.post(url(name, *unit), given).status_code == 302, name
    assert client.post(url("finish_rollout", *unit), {"on": "2020-06-01", "result": "Xong"}).status_code == 422
    paper = PaperOwed.objects.get(unit=house.cell_a)
    assert client.post(url("fulfil_paper", paper.pk), {"document": plan.pk}).status_code == 302
    assert client.post(url("finish_rollout", *unit), {"on": "2020-06-01", "result": "Học xong"}).status_code == 302
    shown = text_of(client.get(url("rollout", document.pk)))
    assert "18/20" in shown
    assert "Học xong" in shown
    assert Rollout.objects.get().finished_on.month == 6


def test_upper_rooms_stand_beside_clauses_both_ways(client, house):
    document = make_document(house)
    clause = make_clause(house, document)
    asked = []

    def beside(request, shown):
        asked.append(shown.pk)
        return Panel("resolutions/parts/side_text.html", {"by_clause": {clause.pk: "4/3 đảng viên"}})

    def back_way(request, shown):
        return Panel("resolutions/parts/side_text.html", {"side": f"{shown.title}: 4/3"})

    panels.register("resolutions.clause_side", "test", beside)
    panels.register("resolutions.document_back", "test", back_way)
    try:
        as_user(client, house.office)
        assert "4/3 đảng viên" in text_of(client.get(url("document", document.pk)))
        assert asked == [document.pk]  # once a page, for all its clauses
        assert "4/3 đảng viên" in text_of(client.get(url("clause", clause.pk)))
        back = text_of(client.get(url("document", document.pk) + "?way=back"))
        assert "Nghị quyết đại hội mẫu: 4/3" in back
        assert "Kết nạp 3 đảng viên" not in back
    finally:
        panels.forget("resolutions.clause_side", "test")
        panels.forget("resolutions.document_back", "test")

"""Search, the desk, roots and what hangs loose."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from trongtam.look import registry
from trongtam.org.tests.house import make_house
from trongtam.resolutions.models import DocumentKind
from trongtam.resolutions.operations import contest_shortcoming, owe_paper, receive_document, send_document
from trongtam.resolutions.orphans import orphan_lists, register_orphans
from trongtam.resolutions.queries import found
from trongtam.resolutions.roots import register_root, root_kinds, root_of, roots_of
from trongtam.resolutions.tests.rows import DATED, make_clause, make_document, make_shortcoming

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2020, 12, 20, 9))


@pytest.fixture
def house():
    return make_house()


def test_search_folds_and_shows_only_what_one_sees(house):
    document = make_document(house, number="05-NQ/ĐU")
    make_clause(house, document, "Bí thư Đảng uỷ chủ trì họp giao ban.", "task")
    for text in ("dang uy giao ban", "Đảng ủy giao ban"):
        assert [hit.kind for hit in found.found(text, house.cell_secretary)] != []
        assert found.found(text, house.stranger) == []
    assert [hit.title for hit in found.found("05-nq", house.office)] == ["Nghị quyết đại hội mẫu"]
    assert found.found("không có từ này", house.office) == []


def test_the_desk_shows_what_ones_own_units_owe(house):
    document = make_document(house)
    send_document(document, by=house.office, units=[house.cell_a])
    make_shortcoming(house)
    owed = {"by": house.office, "unit": house.cell_a, "kind": DocumentKind.PLAN}
    owe_paper(document, title="Kế hoạch gần", due_on=date(2021, 1, 10), **owed)
    owe_paper(document, title="Kế hoạch xa", due_on=date(2021, 6, 1), **owed)
    keys = [item.key.split(":")[0] for item in found.due(house.cell_secretary, AT)]
    assert keys == ["resolutions.paper", "resolutions.shortcoming", "resolutions.rollout"]
    for other in (house.other_cell_secretary, house.standing, house.stranger, house.former):
        assert found.due(other, AT) == []
    receive_document(document, house.cell_a, by=house.cell_secretary, on=DATED)
    (study,) = [item for item in found.due(house.cell_secretary, AT) if "rollout" in item.key]
    assert study.url.endswith("/study/")


def test_a_contest_waits_for_the_one_who_answers(house):
    contest_shortcoming(make_shortcoming(house), by=house.cell_secretary, reason="Không đúng")
    assert [item.key.split(":")[0] for item in found.due(house.office, AT)] == ["resolutions.contest"]
    assert found.due(house.cell_secretary, AT) == []
    assert len(found.waiting(house.cell_secretary, AT)) == 1
    assert found.waiting(house.office, AT) == []
    assert found.waiting(house.stranger, AT) == []


def test_the_desk_asks_the_same_number_of_queries(house, django_assert_num_queries):
    for number in range(3):
        make_shortcoming(house, f"Hạn chế {number}")
    found.due(house.cell_secretary, AT)
    with django_assert_num_queries(3):  # what is due and what is waited for together, at another moment
        found.due(house.cell_secretary, AT + timedelta(hours=1))
        found.waiting(house.cell_secretary, AT + timedelta(hours=1))


def test_everything_is_registered():
    assert "resolutions" in registry.search
    assert "resolutions" in registry.due_items
    assert "documents" in registry.nav
    assert set(root_kinds()) >= {"clause", "shortcoming"}


def test_roots_are_loaded_by_kind_and_by_sight(house, django_assert_num_queries):
    shortcoming = make_shortcoming(house)
    clauses = [make_clause(house, shortcoming.clause.document, f"Chỉ tiêu {n}", label=f"I.{n}") for n in range(3)]
    pairs = [("clause", clause.pk) for clause in clauses] + [("shortcoming", shortcoming.pk), ("unknown", 1)]
    roots_of(pairs, house.office)
    with django_assert_num_queries(2):
        loaded = roots_of(pairs, house.office)
    assert loaded[("clause", clauses[0].pk)].source == "Nghị quyết đại hội mẫu · I.0"
    assert len(loaded) == 4
    assert roots_of(pairs, house.stranger) == {}
    assert root_of("shortcoming", shortcoming.pk, house.cell_secretary).text == "Sinh hoạt chi bộ chưa đều."
    assert root_of("shortcoming", shortcoming.pk, house.other_cell_secretary) is None
    with pytest.raises(registry.AlreadyRegistered):
        register_root("clause", label="x", load=found.load_clauses)


def loose(user, document=None):
    return {group.kind.key: [orphan.title for orphan in group.orphans] for group in orphan_lists(user, document)}


def test_what_hangs_loose(house):
    document = make_document(house)
    make_document(house, number="2", title="Kế hoạch trống", kind=DocumentKind.PLAN)
    heading = make_clause(house, document, "Mục tiêu", "heading")
    make_clause(house, document, "Kết nạp 3", parent=heading)
    parent = make_clause(house, document, "Việc lớn", "task")
    make_clause(house, document, "Việc con", "task", parent=parent)
    make_clause(house, document, "Chưa ai lo", "shortcoming")
    make_shortcoming(house, "Quá hạn")
    lists = loose(house.office)
    assert lists["resolutions.clauses_without_target"] == ["Kết nạp 3"]
    assert lists["resolutions.tasks_without_work"] == ["Việc con"]
    assert lists["resolutions.shortcomings_without_remedier"] == ["Chưa ai lo"]
    assert lists["resolutions.shortcomings_past_due"] == ["Quá hạn"]
    assert lists["resolutions.documents_without_clauses"] == ["Kế hoạch trống"]
    assert loose(house.office, document)["resolutions.documents_without_clauses"] == []
    assert not any(loose(house.stranger).values())
    with pytest.raises(registry.AlreadyRegistered):
        register_orphans("resolutions.tasks_without_work", label="x", find=lambda user, document: [])

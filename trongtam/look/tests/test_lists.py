"""One machine for every list: find, filter, sort in Vietnamese order, turn pages, go out as a sheet."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.sheets import DEMO_MARK, read_rows
from trongtam.ground.vntext import fold, sort_key
from trongtam.look import lists
from trongtam.look.lists import Column, Filter, Listing, Order, among

COLOURS = (("red", "Đỏ"), ("blue", "Xanh"))


def thing(name, colour="red", size=1, day=date(2022, 9, 5)):
    return {"name": name, "colour": colour, "size": size, "day": day}


THINGS = Listing(
    "Đồ vật",
    (
        Column("Tên", lambda row: row["name"]),
        Column("Cỡ", lambda row: Decimal(row["size"]), "number"),
        Column("Ngày", lambda row: row["day"], "date"),
    ),
    (
        Order("name", "Tên", words=lambda row: row["name"]),
        Order("size", "Cỡ", by=lambda row: -row["size"]),
        Order("given", "Như đưa vào"),
    ),
    (
        Filter("colour", "Màu", among(lambda row: row["colour"]), COLOURS),
        Filter("since", "Từ ngày", lambda rows, day: [row for row in rows if row["day"] >= day], a_day=True),
        Filter("on", "Đọc ngày", None, a_day=True),
    ),
    text=lambda row: row["name"],
    a_page=2,
)
ROWS = [thing("Ấp 10"), thing("Đường", "blue", 3), thing("Ấp 2", size=2), thing("Ân", day=date(2022, 1, 1))]


def names(shown):
    return [row["name"] for row in shown.rows]


def read(query, rows=ROWS, listing=THINGS):
    return listing.read(QueryDict(query), rows)


def test_vietnamese_order_with_numbers_as_numbers():
    assert names(read("")) == ["Ân", "Ấp 2", "Ấp 10", "Đường"]


def test_words_are_found_in_any_order_and_without_diacritics():
    assert names(read("q=10+ap")) == ["Ấp 10"]
    assert names(read("q=DUONG")) == ["Đường"]


def test_filters_join_and_a_value_that_is_no_choice_is_left_out():
    assert names(read("colour=red&since=01/06/2022")) == ["Ấp 2", "Ấp 10"]
    assert len(names(read("colour=green&sort=nonsense&page=99"))) == 4


def test_a_mistyped_day_keeps_its_text_and_its_sentence():
    shown = read("since=31/02/2022")
    assert len(names(shown)) == 4 and not shown.narrowed
    assert shown.typed_days["since"].text == "31/02/2022" and shown.typed_days["since"].wrong


def test_a_choice_that_was_read_already_leaves_nothing_out():
    shown = read("on=05/09/2022")
    assert shown.chosen == {"on": date(2022, 9, 5)} and not shown.narrowed


def test_pages_and_the_address():
    shown = read("way=tree&colour=red&page=2&as=&sort=size")
    assert [row["name"] for row in shown.page] == ["Ân"] and shown.count == 3
    assert shown.carried == [("way", "tree")] and shown.all_url == "?way=tree"
    assert shown.sheet_url == "?way=tree&colour=red&sort=size&as=xlsx"
    assert shown.chosen_words == ["Đỏ", "Cỡ"]


def test_the_sheet_holds_all_pages_as_filtered_and_sorted():
    rows = read_rows(read("as=xlsx&sort=size").workbook(demo=False))
    assert rows[0] == ["Tên", "Cỡ", "Ngày"]
    assert rows[1] == ["Đường", Decimal(3), date(2022, 9, 5)] and len(rows) == 5
    assert read("as=xlsx").wants_sheet and not read("").wants_sheet
    assert DEMO_MARK.encode() not in read("").workbook(demo=False)


def test_a_formula_stays_text():
    (_head, row) = read_rows(read("", [thing("=1+1")]).workbook(demo=True))
    assert row[0] == "=1+1"


def test_a_list_too_long_for_a_sheet_goes_out_line_by_line(monkeypatch):
    assert not read("").is_long
    monkeypatch.setattr(lists, "MOST_IN_A_SHEET", 3)
    monkeypatch.setattr(lists, "READ_AT_ONCE", 2)
    assert read("").is_long and not read("colour=red").is_long
    whole = b"".join(read("sort=size").lines(demo=False)).decode("utf-8-sig")
    assert whole.splitlines()[:2] == ["Tên;Cỡ;Ngày", "Đường;3;05/09/2022"] and len(whole.splitlines()) == 5


@given(st.lists(st.text(max_size=12), max_size=12), st.text(max_size=6))
def test_searching_sorts_and_keeps_only_what_holds_every_word(texts, sought):
    query = QueryDict(mutable=True)
    query["q"] = sought
    found = names(THINGS.read(query, [thing(text) for text in texts]))
    words = fold(" ".join(sought.split())).split()
    assert sorted(found) == sorted(text for text in texts if all(word in fold(text) for word in words))
    assert [sort_key(text) for text in found] == sorted(sort_key(text) for text in found)


# -- of the database ---------------------------------------------------------------------------------------------------

PEOPLE = Listing(
    "Người",
    (Column("Tên", lambda user: user.display_name),),
    (Order("name", "Tên", people="display_name"), Order("login", "Tên đăng nhập", by=("-username",))),
    (Filter("active", "Đang dùng", "is_active", ((True, "Có"), (False, "Không"))),),
    text=("username", "display_name"),
    a_page=2,
)


@pytest.fixture
def users(db):
    make = get_user_model().objects.create
    for number, name in enumerate(["Nguyễn Văn Ấn", "Lê Thị Án", "Trần Đào", "Phạm Dần"]):
        make(username=f"mau{number}", display_name=name, is_active=number != 2)
    return get_user_model().objects.filter(username__startswith="mau")


@pytest.mark.parametrize("asked", ["", "1", "2", "3", "4", "99", "0", "-1", "x", "１", "9" * 40, "last"])
def test_a_page_read_at_once_is_the_page_that_django_gives(users, django_assert_num_queries, asked: str):
    listing = Listing("Người dùng", (), (Order("name", "Tên", ("username",)),), a_page=2, at_once=True)
    query, rows = QueryDict(f"page={asked}"), get_user_model().objects.only("pk")
    there = Paginator(rows.order_by("username", "pk"), 2).get_page(asked)
    behind, no_page = {"3", "4", "99"}, {"0", "-1", "9" * 40}
    with django_assert_num_queries(3 if asked in behind else 2 if asked in no_page else 1):
        found = listing.read(query, rows).page
        shown = [one.pk for one in found]
    assert (shown, found.number, found.paginator.count) == (
        [one.pk for one in there],
        there.number,
        there.paginator.count,
    )
    assert (found.has_next(), found.has_previous()) == (there.has_next(), there.has_previous())


@pytest.mark.django_db
def test_an_empty_list_read_at_once_is_one_empty_page(django_assert_num_queries):
    listing = Listing("Người dùng", (), (Order("name", "Tên", ("username",)),), a_page=2, at_once=True)
    with django_assert_num_queries(1):
        found = listing.read(QueryDict(""), get_user_model().objects.filter(username="không có")).page
        assert (list(found), found.number, found.paginator.count, found.has_other_pages()) == ([], 1, 0, False)


def test_people_go_by_the_given_name_in_two_queries(users, django_assert_num_queries):
    with django_assert_num_queries(2):
        shown = read("", users, PEOPLE)
        assert [user.display_name for user in shown.page] == ["Lê Thị Án", "Nguyễn Văn Ấn"]
    assert [user.display_name for user in read("page=2", users, PEOPLE).page] == ["Phạm Dần", "Trần Đào"]
    assert shown.count == 4 and shown.rows[0].display_name == "Lê Thị Án"


def test_the_database_filters_searches_and_sorts(users):
    assert [user.username for user in read("active=False", users, PEOPLE).rows] == ["mau2"]
    assert [user.username for user in read("q=mau3", users, PEOPLE).rows] == ["mau3"]
    assert read("sort=login", users, PEOPLE).page[0].username == "mau3"
    assert len(read_rows(read("", users, PEOPLE).workbook(demo=False))) == 5

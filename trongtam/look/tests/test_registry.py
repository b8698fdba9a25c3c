"""Upper rooms register under unique keys; the order is stable."""

from datetime import UTC, date, datetime

import pytest

from trongtam.look.registry import (
    AlreadyRegistered,
    DueItem,
    DueItems,
    Found,
    Panel,
    Panels,
    Registry,
    Search,
    Slot,
    WaitingItem,
    WaitingItems,
)

NOW = datetime(2022, 9, 5, tzinfo=UTC)


def due(key, day, back=False):
    return DueItem(key, key, "", day, "/", back=back)


def test_a_key_is_taken_once():
    registry = Registry("things")
    registry.register("a", 1)
    with pytest.raises(AlreadyRegistered, match="things: 'a'"):
        registry.register("a", 2)
    assert list(registry) == [1]


def test_order_comes_first_then_the_time_of_registration():
    registry = Registry("things")
    for key, order in (("late", 200), ("b", 100), ("a", 100), ("early", 1)):
        registry.register(key, key, order=order)
    assert registry.keys() == list(registry) == ["early", "b", "a", "late"]
    assert "a" in registry
    assert len(registry) == 4


def test_panels_of_a_page_are_its_own_and_may_stay_away():
    panels = Panels()
    panels.register("target", "two", lambda request, thing: Panel("two.html", {"thing": thing}), order=2)
    panels.register("target", "none", lambda request, thing: None)
    panels.register("target", "one", lambda request, thing: Panel("one.html"), order=1)
    panels.register("clause", "one", lambda request, thing: Panel("clause.html"))
    assert [panel.template for panel in panels.of("target", None, 7)] == ["one.html", "two.html"]
    assert panels.of("target", None, 7)[1].context == {"thing": 7}
    assert panels.of("nowhere", None, 7) == []
    with pytest.raises(AlreadyRegistered):
        panels.register("target", "one", lambda request, thing: None)


def test_what_came_back_is_first_then_by_date_undated_last():
    items = DueItems("due")
    items.register("x", lambda user, at: [due("later", date(2022, 9, 25)), due("undated", None)])
    items.register("y", lambda user, at: [due("soon", date(2022, 9, 7)), due("back", date(2022, 9, 30), back=True)])
    assert [item.key for item in items.of("person", NOW)] == ["back", "soon", "later", "undated"]


def test_the_longest_wait_is_first():
    items = WaitingItems("waiting")
    items.register(
        "x",
        lambda user, at: [
            WaitingItem("new", "", "", date(2022, 9, 1)),
            WaitingItem("old", "", "", date(2022, 8, 1)),
        ],
    )
    assert [item.key for item in items.of("person", NOW)] == ["old", "new"]


def test_search_asks_every_room_and_puts_the_best_first():
    search = Search("search")
    search.register("units", lambda text, user: [Found(text, "unit", "/u", rank=1)])
    search.register("targets", lambda text, user: [Found(f"{text} {i}", "target", "/t", rank=i) for i in (2, 3)])
    assert [hit.rank for hit in search.find("kết nạp", "person")] == [3, 2, 1]
    assert len(search.find("kết nạp", "person", limit=1)) == 1
    assert search.find("  ", "person") == []


def test_a_slot_is_provided_once_and_answers_with_its_default_until_then():
    slot = Slot("where", lambda request: "nowhere")
    assert slot(None) == "nowhere"
    slot.provide(lambda request: "here")
    assert slot(None) == "here"
    with pytest.raises(AlreadyRegistered, match="where"):
        slot.provide(lambda request: "there")

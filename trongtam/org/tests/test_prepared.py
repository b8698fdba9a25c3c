"""Questions whose SQL is kept answer as if they were written anew, for everybody; what cannot be kept is asked as it is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Q
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from trongtam.accounts.models import User
from trongtam.ground.prepared import MOST_KEPT, Prepared, filled_up, shelf
from trongtam.ground.vntext import fold
from trongtam.org.models import Person, Post, PostKind, Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.org.tests.house import LONG_AGO, grant, make_house, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db

SEEN = Prepared(lambda user, words: _holding(Unit.objects.visible_to(user), words).order_by("path"))
KNOWN = Prepared(lambda user: Person.objects.known_to(user).order_by("pk"))


def _holding(rows, words):
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows


def kept_of(question):
    return [key for key in shelf._rows if key[0] is question]


def everybody(house):
    people = (house.office, house.cell_secretary, house.standing, house.provincial, house.former, house.stranger)
    return [*people, AnonymousUser()]


def test_everybody_is_answered_as_by_a_question_written_anew():
    house = make_house()
    grant(house.standing, house.committee)
    for user in everybody(house):
        assert SEEN.keeps(user, ["xa"])
        assert KNOWN.keeps(user)
        for words in ([], ["mau"], ["xa", "mau"], ["cum", "mau", "khong co"]):
            assert SEEN(user, words) == list(SEEN.plain(user, words))
        assert KNOWN(user) == list(KNOWN.plain(user))
    assert house.commune in SEEN(house.office, ["xa"])
    assert SEEN(AnonymousUser(), []) == []


def test_two_who_hold_the_same_kind_of_post_share_the_sql_and_see_their_own():
    house = make_house()
    cell = make_unit(UnitKind.CELL, "Chi bộ Thử", house.cell_a.parent)
    other = make_user("Trần Thị Thử", cell, PostKind.CELL_SECRETARY)
    mine = Prepared(lambda user: Unit.objects.reached_by(user))
    assert mine(house.cell_secretary) == [house.cell_a]
    assert mine(other) == [cell]
    assert len(kept_of(mine)) == 1


def test_a_person_with_several_posts_and_one_below_the_other():
    house = make_house()
    Post.objects.create(
        person=house.cell_secretary.person, unit=house.committee, kind=PostKind.OFFICE, valid_from=LONG_AGO, basis="x"
    )
    Post.objects.create(
        person=house.cell_secretary.person,
        unit=house.cell_b,
        kind=PostKind.CELL_COMMITTEE,
        valid_from=LONG_AGO,
        basis="x",
    )
    assert SEEN.keeps(house.cell_secretary, [])
    assert SEEN(house.cell_secretary, []) == list(SEEN.plain(house.cell_secretary, []))
    assert house.hamlet in SEEN(house.cell_secretary, [])


def test_the_second_asking_is_one_query_and_follows_what_changed():
    house = make_house()
    assert house.hamlet in SEEN(house.office, ["mau"])
    cell = make_unit(UnitKind.CELL, "Chi bộ Thử 3", house.committee)
    with CaptureQueriesContext(connection) as queries:
        assert SEEN(house.office, ["thu"])[0] == cell
    assert len(queries) == 1


def test_a_locked_login_sees_nothing():
    house = make_house()
    user = User.objects.get(pk=house.office.pk)
    user.is_active = False
    assert SEEN(user, []) == []


@given(st.text(alphabet=st.sampled_from("aA%_\\'\" đẪ0\U0001f600"), max_size=8))
def test_any_text_is_found_as_it_is(text):
    found = Prepared(lambda part: Unit.objects.filter(name__contains=part).values_list("name", flat=True))
    alike = Prepared(lambda part: Unit.objects.filter(Q(name__startswith=part) | Q(name__iexact=part) | Q(code=part)))
    make_unit(UnitKind.CELL, f"Chi bộ {text}!")
    assert found(text) == list(found.plain(text))
    assert f"Chi bộ {text}!" in found(text)
    assert found.keeps(text)
    assert alike(text) == list(alike.plain(text))


@given(st.lists(st.integers(-3, 12), max_size=9))
def test_lists_of_any_length(keys):
    units = [make_unit(UnitKind.CELL, f"Chi bộ {number}").pk for number in range(3)]
    among = Prepared(lambda wanted: Unit.objects.filter(pk__in=wanted).order_by("pk"))
    assert among([units[0] + key for key in keys]) == [
        one for one in Unit.objects.order_by("pk") if one.pk - units[0] in keys
    ]
    assert len(filled_up(keys)) in {0, 1, 2, 4, 8, 16}


def test_days_moments_and_what_is_nothing():
    user = make_user("Nguyễn Văn Mẫu", make_unit(UnitKind.CELL, "Chi bộ"))
    moment = datetime(2024, 3, 5, 17, 30, tzinfo=UTC)
    User.objects.filter(pk=user.pk).update(last_login=moment)
    before = Prepared(lambda at: User.objects.filter(last_login__lt=at))
    assert (before(moment), before(moment + timedelta(microseconds=1))) == ([], [user])
    founded = Prepared(lambda day, ended: Unit.objects.filter(founded_on=day, ended_on__isnull=not ended))
    assert len(founded(LONG_AGO, False)) == 1
    assert founded(LONG_AGO, True) == founded(date(2014, 12, 31), False) == []
    assert before.keeps(moment)
    assert founded.keeps(LONG_AGO, True)


def test_rows_come_as_they_were_asked_for():
    house = make_house()
    make_person("Lê Thí Dụ", house.hamlet)
    for build in (
        lambda unit: Person.objects.filter(home=unit).select_related("home__parent"),
        lambda unit: Person.objects.filter(home=unit).prefetch_related("posts"),
        lambda unit: Person.objects.filter(home=unit).values("pk", "home__name"),
        lambda unit: Person.objects.filter(home=unit).values_list("pk", "home__path"),
        lambda unit: Person.objects.filter(home=unit).values_list("pk", "home__path", named=True),
        lambda unit: Person.objects.filter(home=unit).only("full_name"),
    ):
        asked = Prepared(build)
        assert asked.keeps(house.hamlet.pk)
        assert asked(house.hamlet.pk) == list(build(house.hamlet.pk)) != []
    row = Prepared(lambda unit: Person.objects.filter(home=unit).select_related("home"))(house.hamlet.pk)[0]
    with CaptureQueriesContext(connection) as queries:
        assert row.home == house.hamlet
    assert not queries


@pytest.mark.parametrize(
    "build",
    [
        lambda number: Unit.objects.filter(pk=number + 1),  # calculated with
        lambda number: Unit.objects.filter(pk=min(number, 3)),  # compared
        lambda number: Unit.objects.filter(pk=number) if number else Unit.objects.all(),
        lambda number: Unit.objects.filter(pk=number) if number == 1 else Unit.objects.all(),
        lambda number: Unit.objects.filter(pk__in=[one.pk for one in Unit.objects.filter(pk=number)]),
        lambda number: Unit.objects.order_by("-pk")[:number],
        lambda number: Person.objects.filter(home=Unit(pk=number), birth_year=number),
        lambda number: Person.objects.filter(Q(home_id=number) | Q(birth_year=number)),
        lambda number: Person.objects.filter(birth_year__in=[number, 4096, 1990]),
    ],
)
def test_what_does_more_with_a_number_is_asked_as_it_is(build):
    make_house()
    asked = Prepared(build)
    for number in (0, 1, 2, Unit.objects.latest("pk").pk):
        assert asked(number) == list(build(number))


@pytest.mark.parametrize(
    "build",
    [
        lambda text: Unit.objects.filter(folded__contains=fold(text)),
        lambda text: Unit.objects.filter(name=text.strip()),
        lambda text: Unit.objects.filter(name=text.lower()),
        lambda text: Unit.objects.filter(name=text + "!"),
        lambda text: Unit.objects.filter(name=text) if text.startswith("X") else Unit.objects.all(),
        lambda text: Unit.objects.filter(name=text) if "X" in text else Unit.objects.all(),
        lambda text: Unit.objects.filter(name=text) if text > "X" else Unit.objects.all(),
    ],
)
def test_what_does_more_with_a_text_is_asked_as_it_is(build):
    make_house()
    asked = Prepared(build)
    assert not asked.keeps("Xã Mẫu")
    assert asked("Xã Mẫu") == list(build("Xã Mẫu"))


def test_what_does_more_with_a_person_or_a_day_is_asked_as_it_is():
    house = make_house()
    today = date(2026, 3, 1)
    for build, argument in (
        (lambda user: User.objects.filter(username=user.username), house.office),
        (lambda user: Unit.objects.filter(pk=1 if Reach.of(user).covers(house.commune) else 2), house.office),
        (lambda user: Unit.objects.filter(pk__in=[one.pk for one in Unit.objects.visible_to(user)]), house.office),
        (lambda day: Unit.objects.filter(founded_on__lte=max(day, today)), today),
        (lambda day: Unit.objects.filter(founded_on__lte=day - timedelta(days=1)), today),
    ):
        asked = Prepared(build)
        assert not asked.keeps(argument)
        assert asked(argument) == list(build(argument))


def test_more_than_can_stand_is_asked_as_it_is():
    among = Prepared(lambda wanted: Unit.objects.filter(pk__in=wanted))
    assert among.keeps(list(range(8192)))
    assert not among.keeps(list(range(8193)))
    unit = make_unit(UnitKind.CELL, "Chi bộ")
    assert among([unit.pk]) == [unit]


def test_what_has_no_place_is_said():
    with pytest.raises(TypeError, match="no place"):
        Prepared(lambda one: Unit.objects.filter(pk=one))(1.5)


def test_only_so_many_shapes_are_kept_of_all_questions_together():
    """What was asked again meanwhile stays, whichever question it is of; the one that nobody asked for longest goes."""
    shelf.clear()
    among = Prepared(lambda *flags: Unit.objects.filter(pk__in=[number for number, flag in enumerate(flags) if flag]))
    other = Prepared(lambda pk: Unit.objects.filter(pk=pk))
    for number in range(MOST_KEPT + 5):
        other(number)
        among(*(digit == "1" for digit in f"{number:010b}"))
    assert len(shelf) == MOST_KEPT
    assert len(kept_of(other)) == 1
    first, last = ((digit == "1" for digit in f"{number:010b}") for number in (0, MOST_KEPT + 4))
    shapes = [key[-10:] for key in kept_of(among)]
    assert tuple(last) in shapes
    assert tuple(first) not in shapes


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_transaction_alone_also_when_the_sql_is_kept():
    """Outside of one the lock would be gone before anybody could use it."""
    locked = Prepared(lambda pk: Unit.objects.select_for_update(of=("self",)).filter(pk=pk))
    unit = make_unit(UnitKind.CELL, "Chi bộ")
    with transaction.atomic():
        assert locked(unit.pk) == [unit]
    with pytest.raises(TransactionManagementError):
        locked(unit.pk)

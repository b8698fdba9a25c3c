"""Plans of mergers and splits, on generated trees: every unit below goes to exactly one place, nobody is lost or doubled."""

from collections import Counter
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.vntext import fold
from trongtam.org.reorganising import (
    Facts,
    Part,
    PostFact,
    UnitFact,
    is_single,
    merge_plan,
    movable,
    renamed,
    split_plan,
)

LONG_AGO, JULY = date(2015, 1, 1), date(2025, 7, 1)
BELOW = {
    "commune": ["party_committee", "government", "hamlet", "organisation"],
    "party_committee": ["cell", "cluster", "party_committee"],
}


def unit(pk, kind, name, parent=None, parent_kind=None, **more):
    return UnitFact(pk, kind, name, fold(name), parent, parent_kind, LONG_AGO, more.pop("placed_on", LONG_AGO), **more)


def post(pk, person, where, kind="office", single=False):
    return PostFact(pk, person, f"Người Mẫu {person}", where, kind, single)


@st.composite
def trees(draw, tops=2):
    """`tops` communes with a committee at most and anything below."""
    units, number = {}, 0
    for top in range(tops):
        commune = unit(number, "commune", f"Xã Mẫu {top}", 900, "province")
        units[commune.pk] = commune
        number += 1
        for parent in [commune]:
            singles = set()
            for kind in draw(st.lists(st.sampled_from(BELOW["commune"]), max_size=5)):
                if kind in singles:
                    continue
                if kind in ("party_committee", "government"):
                    singles.add(kind)
                made = unit(number, kind, f"{kind} {number} xã Mẫu {top}", parent.pk, parent.kind)
                units[number] = made
                number += 1
                if kind == "party_committee":
                    for lower in draw(st.lists(st.sampled_from(BELOW["party_committee"]), max_size=4)):
                        units[number] = unit(number, lower, f"{lower} {number}", made.pk, made.kind)
                        number += 1
    posts = [
        post(
            place,
            draw(st.integers(0, 3)),
            draw(st.sampled_from(sorted(units))),
            *draw(st.sampled_from([("office", False), ("secretary", True)])),
        )
        for place in range(draw(st.integers(0, 6)))
    ]
    return Facts(units, posts), [pk for pk, one in units.items() if one.kind == "commune"]


@given(trees(), st.sets(st.integers(0, 6)))
def test_a_merger_loses_and_doubles_nothing(tree, chosen):
    facts, tops = tree
    plan = merge_plan(facts, tops, name="Xã Mới", on=JULY, chosen_posts=chosen)
    keys = {new.key for new in plan.founded}
    touched = Counter([*plan.ended, *(move.unit for move in plan.moved)])
    assert set(touched.values()) == {1}
    for one in facts.units.values():
        expected = one.pk in tops or one.parent in plan.ended
        assert (one.pk in touched) is expected
    assert all(move.to in keys for move in plan.moved)
    assert Counter(pk for new in plan.founded for pk, _ in new.sources) == Counter(plan.ended)
    assert all(share == 1 for new in plan.founded for _, share in new.sources)
    assert Counter(new.kind for new in plan.founded if new.parent).keys() <= {"party_committee", "government"}
    assert {goes.post.pk for goes in plan.posts} == {one.pk for one in facts.posts if one.unit in plan.ended}
    held = Counter((goes.to, goes.post.kind, goes.post.person) for goes in plan.posts if goes.to)
    assert all(times == 1 for times in held.values())
    assert all(goes.post.pk in chosen for goes in plan.posts if goes.to and goes.post.single)


@given(trees(1), st.data())
def test_a_split_sends_everything_somewhere_and_shares_make_one(tree, data):
    facts, (top,) = tree
    number = data.draw(st.integers(2, 3))
    shares = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)] if number == 3 else [Fraction(1, 8), Fraction(7, 8)]
    parts = [Part(f"Xã Phần {place}", share) for place, share in enumerate(shares)]
    free = movable(facts, top)
    goes_to = {one.pk: data.draw(st.integers(0, number - 1)) for one in free}
    plan = split_plan(facts, top, parts, on=JULY, goes_to=goes_to, keeper=0)
    assert plan.problems == ()
    assert {move.unit: move.to.split(".")[0] for move in plan.moved} == {pk: str(part) for pk, part in goes_to.items()}
    for pk in plan.ended:
        carried = [share for source, _key, share in plan.links if source == pk]
        assert sum(carried) == 1 and len(carried) == number
    assert all(goes.to.split(".")[0] == "0" for goes in plan.posts)
    if free:
        short = {pk: part for pk, part in goes_to.items() if pk != free[0].pk}
        refused = split_plan(facts, top, parts, on=JULY, goes_to=short, keeper=0)
        assert [problem.code for problem in refused.problems] == ["nowhere"] and refused.founded == ()


def two(**second):
    units = {
        1: unit(1, "hamlet", "Ấp Một", 9, "commune"),
        2: unit(2, second.pop("kind", "hamlet"), "Ấp Hai", 9, "commune", **second),
    }
    return Facts(units, (), frozenset({("hamlet", fold("Ấp Ba"))}))


def codes(plan):
    return [problem.code for problem in plan.problems]


def test_what_stands_in_the_way_of_a_merger():
    assert codes(merge_plan(two(), [1, 1], name="Ấp Mới", on=JULY)) == ["alone"]
    assert codes(merge_plan(two(kind="group"), [1, 2], name="Ấp Mới", on=JULY)) == ["kinds_differ"]
    assert codes(merge_plan(two(), [1, 2], name=" ", on=JULY)) == ["no_name"]
    assert codes(merge_plan(two(), [1, 2], name="ẤP BA", on=JULY)) == ["name_taken"]
    assert codes(merge_plan(two(), [1, 2], name="Ấp Mới", on=LONG_AGO)) == ["too_early", "too_early"]
    assert codes(merge_plan(two(touched_on=date(2025, 7, 2)), [1, 2], name="Ấp Mới", on=JULY)) == ["touched"]
    assert codes(merge_plan(two(), [1, 2], name="Ấp Một", on=JULY)) == []


def test_namesakes_below_need_another_name():
    units = {
        1: unit(1, "commune", "Xã A", 9, "province"),
        2: unit(2, "commune", "Xã B", 9, "province"),
        3: unit(3, "hamlet", "Ấp Một", 1, "commune"),
        4: unit(4, "hamlet", "Ấp Một", 2, "commune"),
    }
    plan = merge_plan(Facts(units), [1, 2], name="Xã C", on=JULY)
    assert [(problem.code, problem.unit) for problem in plan.problems] == [("namesakes", 4)]
    plan = merge_plan(Facts(units), [1, 2], name="Xã C", on=JULY, names={4: "Ấp Bốn"})
    assert plan.problems == () and [move.name for move in plan.moved] == ["", "Ấp Bốn"]
    assert codes(merge_plan(Facts(units), [1, 2], name="Xã C", on=JULY, names={4: "ấp một"})) == ["namesakes"]


def test_one_person_keeps_a_post_that_one_person_holds():
    posts = [post(1, 1, 1, "hamlet_head", True), post(2, 2, 2, "hamlet_head", True), post(3, 3, 1, "office")]
    facts = Facts(two().units, posts)
    gone = {goes.post.pk: goes.to for goes in merge_plan(facts, [1, 2], name="Ấp Mới", on=JULY).posts}
    assert gone == {1: "", 2: "", 3: "0"}
    kept = merge_plan(facts, [1, 2], name="Ấp Mới", on=JULY, chosen_posts=[2])
    assert {goes.post.pk: goes.to for goes in kept.posts} == {1: "", 2: "0", 3: "0"}
    assert codes(merge_plan(facts, [1, 2], name="Ấp Mới", on=JULY, chosen_posts=[1, 2])) == ["two_holders"]


def test_what_stands_in_the_way_of_a_split():
    facts = Facts({1: unit(1, "hamlet", "Ấp Một", 9, "commune")}, (), frozenset({("hamlet", fold("Ấp Hai"))}))
    half = Fraction(1, 2)

    def split(parts, keeper=0, on=JULY):
        return codes(split_plan(facts, 1, parts, on=on, goes_to={}, keeper=keeper))

    assert split([Part("Ấp A", half), Part("Ấp B", half)]) == []
    assert split([Part("Ấp A", Fraction(1))]) == ["one_part"]
    assert split([Part("Ấp A", half), Part("ấp a", half)]) == ["parts_alike"]
    assert split([Part("Ấp A", half), Part("Ấp B", Fraction(1, 3))]) == ["shares"]
    assert split([Part("Ấp A", Fraction(3, 2)), Part("Ấp B", -half)]) == ["shares"]
    assert split([Part("Ấp A", half), Part("Ấp B", half)], keeper=None) == ["no_keeper"]
    assert split([Part("Ấp A", half), Part("Ấp Hai", half)]) == ["name_taken"]
    assert split([Part("Ấp A", half), Part("Ấp B", half)], on=LONG_AGO) == ["too_early"]


def test_a_committee_below_a_committee_is_one_of_many():
    assert is_single(unit(1, "party_committee", "Đảng ủy xã", 9, "commune"))
    assert not is_single(unit(1, "party_committee", "Đảng bộ bộ phận", 9, "party_committee"))


def test_organs_take_the_new_name():
    assert renamed("Đảng ủy xã Mẫu", "Xã Mẫu", "Xã Thử") == "Đảng ủy xã Thử"
    assert renamed("Đảng ủy Mẫu", "Xã Mẫu", "Xã Thử") == "Đảng ủy Thử"
    assert renamed("Ủy ban nhân dân xã Mẫu", "Xã Mẫu", "Phường Thử") == "Ủy ban nhân dân phường Thử"
    assert renamed("Văn phòng", "Xã Mẫu", "Xã Thử") == "Văn phòng"

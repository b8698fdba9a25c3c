"""A post and its unit in one breath."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.org.models import post_title
from trongtam.org.titles import joined, place_word


@pytest.mark.parametrize(
    ("kind", "unit", "said"),
    [
        ("hamlet_head", "Ấp An Mỹ", "Trưởng ấp An Mỹ"),
        ("hamlet_head", "Khu phố 3", "Trưởng khu phố 3"),
        ("hamlet_head", "An Mỹ", "Trưởng ấp, thôn, khu phố, An Mỹ"),
        ("group_head", "Tổ tự quản số 5", "Trưởng tổ tự quản số 5"),
        ("cell_secretary", "Chi bộ ấp An Mỹ", "Bí thư chi bộ ấp An Mỹ"),
        ("secretary", "Đảng ủy xã Mẫu", "Bí thư Đảng ủy xã Mẫu"),
        ("office", "Đảng ủy xã Mẫu", "Văn phòng Đảng ủy xã Mẫu"),
        ("administrator", "Tỉnh Mẫu", "Quản trị, Tỉnh Mẫu"),
    ],
)
def test_posts_are_said_as_people_say_them(kind, unit, said):
    assert post_title(kind, unit) == said


words = st.lists(st.sampled_from(["chi", "bộ", "Bộ", "ấp", "xã", "Mẫu"]), min_size=1, max_size=5).map(" ".join)


@given(words, words)
def test_no_word_is_lost(post, unit):
    together = joined(post, unit)
    if together is None:
        assert post.split()[-1].lower() != unit.split()[0].lower()
    else:
        assert together.startswith(post)
        assert together.lower().endswith(unit.lower())


@given(words)
def test_a_place_word_begins_the_name(unit):
    word = place_word(unit)
    assert not word or unit.lower().startswith(word)

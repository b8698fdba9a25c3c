"""Keys as one text find the rows that keys one by one find, on every database."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.among import among, keys_of
from trongtam.ground.prepared import Prepared

KEYS = st.lists(st.integers(-5, 2**62) | st.integers(1, 60), max_size=400)
_CHOSEN = Prepared(lambda keys: ContentType.objects.filter(among("id", keys)).order_by("pk"))


@pytest.mark.django_db
@given(keys=KEYS)
def test_the_same_rows_are_found(keys):
    expected = list(ContentType.objects.filter(pk__in=keys).order_by("pk"))
    assert list(ContentType.objects.filter(among("id", keys_of(keys))).order_by("pk")) == expected
    assert _CHOSEN(keys_of(keys)) == expected


@pytest.mark.django_db
@given(keys=KEYS)
def test_a_condition_joins_others_and_can_be_turned_round(keys):
    without = ContentType.objects.exclude(pk__in=keys).filter(app_label="auth")
    assert set(ContentType.objects.filter(~Q(among("id", keys_of(keys))), app_label="auth")) == set(without)


def test_what_is_no_key_is_not_written():
    with pytest.raises(ValueError, match="invalid literal"):
        keys_of(["1) OR (1=1"])

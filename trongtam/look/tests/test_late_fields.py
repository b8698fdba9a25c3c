"""Rows that come late are asked for when somebody looks at them or chose one, and are then as strict as any others."""

import pytest
from django import forms
from django.contrib.auth import get_user_model

from trongtam.look.forms import RowField, RowsField

User = get_user_model()


class Asking(forms.Form):
    one = RowField(User.objects.none(), required=False)
    several = RowsField(User.objects.none(), required=False)


@pytest.fixture
def users(db):
    return [User.objects.create(username=f"mau{number}", display_name=f"Mẫu {number}") for number in range(3)]


def asking(asked: list[str], **typed) -> Asking:
    """A form that notes which of its lists was asked for: of the first two people."""

    def rows(name):
        asked.append(name)
        return User.objects.filter(username__in=["mau0", "mau1"]).order_by("username")

    form = Asking(typed)
    for name in ("one", "several"):
        form.fields[name].late(lambda name=name: rows(name))
    return form


def test_a_form_in_which_nothing_is_chosen_asks_for_nothing(users, django_assert_num_queries):
    asked: list[str] = []
    with django_assert_num_queries(0):
        form = asking(asked)
        assert form.is_valid()
        assert (form.cleaned_data["one"], list(form.cleaned_data["several"]), asked) == (None, [], [])


def test_what_is_chosen_is_found_once_among_the_rows(users):
    asked: list[str] = []
    form = asking(asked, one=users[0].pk, several=[users[0].pk, users[1].pk])
    assert form.is_valid()
    assert (form.cleaned_data["one"], list(form.cleaned_data["several"])) == (users[0], users[:2])
    assert sorted(asked) == ["one", "several"]


@pytest.mark.parametrize("strange", ["mau0", "-1", "99999999999999999999"])
def test_what_is_not_among_them_is_refused(users, strange):
    assert not asking([], several=[strange]).is_valid()
    assert asking([], one=users[2].pk).errors.keys() == {"one"}


def test_a_page_shows_all_of_them(users):
    asked: list[str] = []
    drawn = str(asking(asked))
    assert drawn.count("<option") == 1 + 2 + 2
    assert sorted(asked) == ["one", "several"]


def test_one_form_does_not_keep_the_rows_of_another(users):
    asking([], one=users[0].pk).is_valid()
    assert list(Asking().fields["one"].queryset) == []

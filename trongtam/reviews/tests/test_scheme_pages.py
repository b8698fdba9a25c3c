"""The list of schemes, the page of one, an organ's own, its editor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.reviews.forms.schemes import SchemeForm
from trongtam.reviews.models import SchemeVersion
from trongtam.reviews.operations.schemes import adapt_scheme, lay_shipped_schemes, scheme_to_use, use_scheme
from trongtam.reviews.queries.schemes import shipped
from trongtam.reviews.shipped import shipped_schemes


@pytest.fixture
def house(db: None) -> House:
    lay_shipped_schemes()
    return make_house()


@pytest.fixture
def own(house: House) -> SchemeVersion:
    return adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(version: SchemeVersion, **changed: str) -> dict[str, str]:
    """The editor as the page drew it, with what a person changes (`g0_i0_most` for `g0-i0-most`)."""
    form = SchemeForm(scheme=version.read())
    given = {name: str(form[name].value() or "") for name in form.fields}
    given |= {"valid_from": f"{version.valid_from:%d/%m/%Y}"}
    return given | {name.replace("_", "-"): text for name, text in changed.items() if name[:1] in "glcsd"}


def test_the_list_finds_filters_and_goes_out(house: House, django_assert_num_queries: Any) -> None:
    client = signed_in(house.cell_secretary)
    url = reverse("reviews:schemes")
    assert "Quy định 366: tổ chức đảng" in client.get(url).content.decode()
    with django_assert_num_queries(8):
        page = client.get(url, {"on": "31/12/2016", "subject": "member"}).content.decode()
    assert "Trước 2018: đảng viên ngoài hệ thống chính trị" in page and "Quy định 132" not in page
    assert (
        "124" not in client.get(url, {"q": "nghi dinh 335"}).content.decode().split("<main")[1].split("Quy định 366")[0]
    )
    assert client.get(url, {"as": "xlsx"})["Content-Type"].endswith("sheet")


def test_as_many_queries_for_three_as_for_one(house: House, django_assert_num_queries: Any) -> None:
    client, url = signed_in(house.office), reverse("reviews:schemes")
    client.get(url)
    for kept in (1, 3):
        SchemeVersion.objects.exclude(pk__in=SchemeVersion.objects.values("pk")[:kept]).delete()
        lay_shipped_schemes()
        SchemeVersion.objects.exclude(code__in=[one.scheme.code for one in shipped_schemes()[:kept]]).delete()
        with django_assert_num_queries(8):
            client.get(url)


@pytest.mark.parametrize("code", [one.scheme.code for one in shipped_schemes()])
def test_every_shipped_scheme_has_a_page(house: House, code: str) -> None:
    page = signed_in(house.cell_secretary).get(reverse("reviews:scheme", args=[shipped(code).pk])).content.decode()
    assert "chưa đối chiếu" in page and "Lập bản riêng" not in page
    for level in shipped(code).read().levels:
        assert level.title in page


def test_the_office_makes_its_own_by_one_press(house: House) -> None:
    client, version = signed_in(house.office), shipped("qd366-leader-2b")
    assert "Lập bản riêng" in client.get(reverse("reviews:scheme", args=[version.pk])).content.decode()
    answer = client.post(reverse("reviews:adapt_scheme", args=[version.pk, house.committee.code]))
    made = SchemeVersion.objects.get(unit=house.committee)
    assert answer["Location"] == reverse("reviews:revise_scheme", args=[made.pk])
    page = client.get(reverse("reviews:scheme", args=[version.pk])).content.decode()
    assert "đang xếp loại theo bản riêng" in page


@pytest.mark.parametrize("who", ["cell_secretary", "standing", "provincial"])
def test_who_may_not_is_told_who_may(house: House, own: SchemeVersion, who: str) -> None:
    client = signed_in(getattr(house, who))
    adapt = reverse("reviews:adapt_scheme", args=[shipped("qd366-leader-2b").pk, house.committee.code])
    assert client.post(adapt).status_code == (404 if who == "cell_secretary" else 403)
    answer = client.get(reverse("reviews:revise_scheme", args=[own.pk]))
    assert answer.status_code == 403 and "bí thư" in answer.content.decode()


def test_a_stranger_finds_nothing_of_it(house: House, own: SchemeVersion) -> None:
    client = signed_in(house.stranger)
    for name in ("scheme", "revise_scheme"):
        assert client.get(reverse(f"reviews:{name}", args=[own.pk])).status_code == 404


def revise(house: House, version: SchemeVersion, **changed: str) -> Any:
    return signed_in(house.office).post(reverse("reviews:revise_scheme", args=[version.pk]), typed(version, **changed))


def test_points_levels_conditions_and_caps_are_changed_in_the_editor(house: House, own: SchemeVersion) -> None:
    changed = {
        "g0_i2_name": "", "g0_i3_name": "Nêu gương", "g0_i3_most": "8",
        "l0_least": "92,5", "l0_k0_value": "40",
        "l1_k1_name": "dự sinh hoạt từ 90 %", "l1_k1_fact": "meetings_attended_share", "l1_k1_op": ">=", "l1_k1_value": "90",
        "c0_share": "25", "c0_base": "level_or_better",
    }  # fmt: skip
    answer = revise(house, own, **changed)
    assert answer.status_code == 302
    read = SchemeVersion.objects.get(pk=own.pk).read()
    assert [item.title for item in read.groups[0].items][-1] == "Nêu gương"
    assert read.level("excellent").at_least is not None and str(read.level("excellent").at_least) == "92.5"
    assert read.level("excellent").conditions[0].value == 40
    assert (read.level("good").conditions[1].fact, read.level("good").conditions[1].checked) == (
        "meetings_attended_share",
        False,
    )
    assert (read.caps[0].share, read.caps[0].counted) == (25, ("excellent", "good"))
    assert not read.caps[0].checked and not read.level("excellent").checked and read.level("good").checked


def test_what_cannot_stand_is_said_and_stays_typed(house: House, own: SchemeVersion) -> None:
    answer = revise(house, own, l0_least="120")
    page = answer.content.decode()
    assert answer.status_code == 422 and "nhiều điểm hơn tổng điểm" in page and 'value="120"' in page
    assert revise(house, own, l1_least="95").status_code == 422
    assert revise(house, own, g0_i0_most="nhiều").status_code == 422
    assert revise(house, own).status_code == 422


def test_levels_groups_shares_steps_and_deductions_are_added(house: House, own: SchemeVersion) -> None:
    read = own.read()
    new = {"g": len(read.groups), "l": len(read.levels), "c": len(read.caps), "s": len(read.steps)}
    level, group, share, step = (f"{mark}{place}" for mark, place in zip("lgcs", (new[m] for m in "lgcs"), strict=True))
    changed = {
        f"{level}_name": "Hoàn thành khá", f"{level}_least": "60", f"{level}_after": "good",
        f"{level}_k0_name": "dự họp từ 80 %", f"{level}_k0_fact": "meetings_attended_share", f"{level}_k0_op": ">=",
        f"{level}_k0_value": "80",
        f"{group}_name": "C. Điểm thưởng", f"{group}_kind": "points", f"{group}_i0_name": "Sáng kiến", f"{group}_i0_most": "5",
        f"{share}_level": "good", f"{share}_of": "completed", f"{share}_share": "50",
        f"{step}_name": "Đăng ký sản phẩm", f"{step}_by": "cá nhân", f"{step}_after": "-",
        "d0_name": "mỗi lỗi nặng trừ 2 điểm", "d0_fact": "serious_errors", "d0_of": "tasks", "d0_each": "2",
    }  # fmt: skip
    answer = revise(house, own, **changed)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    made = SchemeVersion.objects.get(pk=own.pk).read()
    titles = [one.title for one in made.levels]
    assert titles[1:3] == ["Hoàn thành tốt nhiệm vụ", "Hoàn thành khá"] and made.levels[2].conditions[0].value == 80
    assert (made.groups[-1].title, made.most, len(made.caps)) == ("C. Điểm thưởng", 105, len(read.caps) + 1)
    assert (made.steps[0].title, made.stages, made.deductions[0].each) == ("Đăng ký sản phẩm", read.stages, 2)
    assert not made.levels[2].checked and made.level("good").checked
    page = signed_in(house.office).get(reverse("reviews:scheme", args=[own.pk])).content.decode()
    assert "Hoàn thành khá" in page and "Đăng ký sản phẩm" in page and "mỗi lỗi nặng trừ 2 điểm" in page


def test_levels_groups_shares_and_steps_are_taken_out(house: House, own: SchemeVersion) -> None:
    assert (
        revise(house, own, c1_share="", s1_name="", g0_name="", l0_least="60", l1_least="50", l2_least="30").status_code
        == 302
    )
    made = SchemeVersion.objects.get(pk=own.pk).read()
    assert (len(made.caps), made.stages, len(made.groups)) == (1, ("self", "appraisal", "decision"), 1)
    assert revise(house, SchemeVersion.objects.get(pk=own.pk), l2_name="").status_code == 302
    assert "completed" not in SchemeVersion.objects.get(pk=own.pk).read().codes


def test_a_title_among_a_level_and_a_group_in_percent(house: House, own: SchemeVersion) -> None:
    level, group = f"l{len(own.read().levels)}", f"g{len(own.read().groups)}"
    changed = {
        f"{level}_name": "Tiêu biểu", f"{level}_within": "excellent", f"{level}_after": "-",
        f"{group}_name": "Tiến độ", f"{group}_kind": "percent", f"{group}_most": "10", f"{group}_i0_name": "Đúng hạn (%)",
    }  # fmt: skip
    assert revise(house, own, **changed).status_code == 302
    made = SchemeVersion.objects.get(pk=own.pk).read()
    assert (made.levels[0].title, made.levels[0].within, made.proper[0].code) == ("Tiêu biểu", "excellent", "excellent")
    assert (made.groups[-1].kind, made.groups[-1].most, made.most) == ("percent", 10, 110)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"l0_name": ""}, "tỷ lệ"),
        ({"s0_name": ""}, "không bỏ được"),
        ({"g0_name": "", "g1_name": ""}, "chưa có tiêu chí"),
        ({"l3_name": ""}, "bắt đầu từ 0"),
        ({"c2_level": "good", "c2_of": "completed", "c2_share": "150"}, "tỷ lệ khống chế"),
        ({"g2_name": "Nhóm trống", "g2_kind": "points"}, "chưa có tiêu chí"),
        ({"g2_name": "Nhóm", "g2_kind": "points", "g2_i0_name": "Không điểm", "g2_i0_most": "0"}, "không có điểm"),
        ({"d0_name": "trừ", "d0_fact": "serious_errors", "d0_of": "tasks"}, "khoản trừ"),
        ({"l4_name": "Mức lạc", "l4_least": "95"}, "giảm dần"),
    ],
)
def test_what_cannot_be_added_or_taken_out_is_said(house: House, own: SchemeVersion, changed: Any, word: str) -> None:
    answer = revise(house, own, **changed)
    page = answer.content.decode()
    assert answer.status_code == 422 and word in page
    assert "excellent”" not in page and "politics”" not in page


def test_a_graded_scheme_takes_a_criterion_out_only_with_its_condition(house: House) -> None:
    own = adapt_scheme(shipped("qd124-member-2c"), house.committee, by=house.office)
    given = {"g0_i4_name": "", "valid_to": "29/08/2025"}
    answer = signed_in(house.office).post(
        reverse("reviews:revise_scheme", args=[own.pk]), typed(own, **given) | {"valid_to": "29/08/2025"}
    )
    page = answer.content.decode()
    assert (
        answer.status_code == 422 and "Kết quả thực hiện chức trách" in page and "grade:" not in page.split("<form")[0]
    )


def test_after_use_the_editor_makes_the_next_version(house: House, own: SchemeVersion) -> None:
    use_scheme(own)
    answer = revise(house, own, l1_least="75")
    made = SchemeVersion.objects.get(replaces=own)
    assert answer["Location"] == reverse("reviews:scheme", args=[made.pk])
    assert (made.version, own.read().level("good").at_least, made.read().level("good").at_least) == (2, 70, 75)
    page = signed_in(house.office).get(reverse("reviews:scheme", args=[own.pk])).content.decode()
    assert "đã có bản mới hơn" in page
    assert scheme_to_use("member", "2C", house.cell_a, date(2026, 12, 31)) == made


def test_graded_and_percent_schemes_go_through_the_editor_unchanged(house: House) -> None:
    for one in shipped_schemes():
        form = SchemeForm(typed(shipped(one.scheme.code)), scheme=one.scheme)
        if one.scheme.valid_to is not None:
            form.data["valid_to"] = f"{one.scheme.valid_to:%d/%m/%Y}"
        assert form.is_valid(), (one.scheme.code, form.errors)
        assert form.scheme() == one.scheme

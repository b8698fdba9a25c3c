"""The pages of criteria: board, criterion, sets, adopt, thresholds; by those they are for, one above, a stranger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from trongtam.org.tests.house import make_house
from trongtam.resolutions.roots import root_of
from trongtam.targets.models import AdoptedCriterion, AdoptedIndicator, AdoptedLeaf, CriteriaAdoption, CriteriaOverlay
from trongtam.targets.operations import attach_evidence
from trongtam.targets.operations.criteria import Taking, adopt_criteria, lay_levels, withdraw_criteria

from .measures import number, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def adopted(house, numbers=(6, 10, 17), code="NTM-2016", year=2020):
    taking = Taking(region="TDMNPB", numbers=numbers)
    return adopt_criteria(house.commune, code, year, by=house.office, taking=taking)


def get(client, user, name, *args, **query):
    user.__dict__.pop("_reach", None)
    client.force_login(user)
    return client.get(reverse(f"targets:{name}", args=args), query)


def post(client, user, name, *args, **typed):
    user.__dict__.pop("_reach", None)
    client.force_login(user)
    return client.post(reverse(f"targets:{name}", args=args), typed)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("numbers", [(10,), (6, 10, 17)])
def test_the_board_asks_as_often_for_one_criterion_as_for_three(client, house, numbers, django_assert_num_queries):
    adopted(house, numbers)
    get(client, house.office, "criteria_board", house.commune.code)
    with django_assert_num_queries(15):
        page = text(client.get(reverse("targets:criteria_board", args=[house.commune.code])))
    assert "Tiêu chí" in page and "Thu nhập" in page and "chưa có người phụ trách".capitalize() in page


def test_the_board_says_what_is_met_and_what_is_missing(client, house):
    adopted(house)
    leaf = AdoptedLeaf.objects.get(code="10")
    said = stated(leaf.measured, house.commune, "2020", number(40), by=house.office)
    attach_evidence(said, by=house.office, title="Báo cáo mẫu", dated=date(2020, 12, 30))
    page = text(get(client, house.hamlet_head, "criteria_board", house.commune.code))
    assert "1 trên 3 tiêu chí đạt." in page
    assert "17.1 Tỷ lệ hộ sử dụng nước hợp vệ sinh" in page and "Chưa đủ số liệu" in page
    assert "chưa đối chiếu văn bản" in page
    assert "Rút bộ tiêu chí" not in page


def test_a_missing_threshold_is_said_with_criterion_indicator_and_region(client, house):
    adoption = adopted(house, (5,), "NTM-2022", 2022)
    sentence = "Tiêu chí 5, chỉ tiêu 5: chưa có ngưỡng cho Trung du miền núi phía Bắc, năm 2022."
    assert sentence in text(get(client, house.office, "criteria_board", house.commune.code))
    page = text(get(client, house.office, "criterion", adoption.criteria.get().pk))
    assert sentence in page and "Chưa có ngưỡng" in page


def test_nothing_adopted_yet_and_the_way_to_it(client, house):
    page = text(get(client, house.office, "criteria_board", house.commune.code))
    assert (
        "chưa áp dụng bộ tiêu chí nào" in page and reverse("targets:adopt_criteria", args=[house.commune.code]) in page
    )
    assert get(client, house.office, "own_criteria").url == reverse("targets:criteria_board", args=[house.commune.code])
    page = text(get(client, house.hamlet_head, "criteria_board", house.commune.code))
    assert reverse("targets:adopt_criteria", args=[house.commune.code]) not in page


def test_adopting_in_the_form(client, house):
    typed = {
        "set_code": "NTM-2016",
        "year": "2020",
        "region": "TDMNPB",
        "group": "",
        "numbers": "6, 10; 17",
        "note": "",
    }
    answer = post(client, house.office, "adopt_criteria", house.commune.code, **typed)
    adoption = CriteriaAdoption.objects.get()
    assert answer.url == f"{reverse('targets:criteria_board', args=[house.commune.code])}?set={adoption.pk}"
    assert adoption.criteria.count() == 3
    answer = post(client, house.office, "adopt_criteria", house.commune.code, **{**typed, "year": "2021"})
    assert answer.status_code == 422 and "dành cho các năm 2016 đến 2020" in text(answer)
    answer = post(client, house.office, "adopt_criteria", house.commune.code, **{**typed, "numbers": "sáu"})
    assert answer.status_code == 422
    assert post(client, house.standing, "adopt_criteria", house.commune.code, **typed).status_code == 403
    assert post(client, house.stranger, "adopt_criteria", house.commune.code, **typed).status_code == 404


def test_the_criterion_and_its_acts(client, house):
    adoption = adopted(house)
    criterion = AdoptedCriterion.objects.get(number=17)
    page = text(get(client, house.office, "criterion", criterion.pk))
    assert "95%" in page and "60%" in page and "Tất cả nội dung này đều phải đạt." in page
    holder = house.secretary.person
    assert post(client, house.office, "charge_criterion", criterion.pk, holder=holder.pk).status_code == 302
    assert holder.full_name in text(get(client, house.office, "criteria_board", house.commune.code))
    indicator = AdoptedIndicator.objects.get(code="17.7")
    assert post(client, house.office, "excuse_indicator", indicator.pk, reason="").status_code == 422
    assert post(client, house.office, "excuse_indicator", indicator.pk, reason="Không có chăn nuôi").status_code == 302
    page = text(get(client, house.office, "criterion", criterion.pk))
    assert "Không có chăn nuôi" in page and "Không áp dụng" in page
    assert post(client, house.office, "restore_indicator", indicator.pk).status_code == 302
    assert post(client, house.provincial, "restore_indicator", indicator.pk).status_code == 403
    assert post(client, house.office, "withdraw_criteria", adoption.pk, reason="Nhầm vùng").status_code == 302
    assert "Nhầm vùng" in text(get(client, house.office, "criterion", criterion.pk))


def test_a_target_of_a_criterion_leads_back_to_it(client, house):
    adopted(house)
    leaf = AdoptedLeaf.objects.select_related("indicator__criterion").get(code="10")
    criterion = leaf.indicator.criterion
    page = text(get(client, house.office, "target", leaf.target_id))
    assert reverse("targets:criterion", args=[criterion.pk]) in page
    root = root_of("criterion", criterion.pk, house.office)
    assert root.text == "Tiêu chí 10: Thu nhập" and root.url == reverse("targets:criterion", args=[criterion.pk])
    assert root_of("criterion", criterion.pk, house.stranger) is None


def test_thresholds_of_ones_own_and_the_board_that_follows(client, house):
    adoption = adopted(house, (2, 10))
    other = {"2.2": {"TDMNPB": Decimal(70)}}
    lay_levels(house.commune, "NTM-2016", other, by=house.office, basis="Từ bảng tính")
    form = get(client, house.office, "lay_levels", house.commune.code, "NTM-2016").context["form"]
    box = next(name for name, pair in form.boxes.items() if pair == ("2.1", ""))
    years = [key for code, key in form.boxes.values() if code == "10"]
    assert years == ["2016/", "2017/", "2018/", "2019/", "2020/"]
    typed = {box: "90", "basis": "Nghị quyết mẫu"}
    assert post(client, house.office, "lay_levels", house.commune.code, "NTM-2016", **typed).status_code == 302
    row = CriteriaOverlay.objects.get()
    assert row.levels == {"2.1": {"": "90"}, "2.2": {"TDMNPB": "70"}}  # what came from a sheet stays
    assert "2 ngưỡng đã thay đổi" in text(get(client, house.office, "criteria_board", house.commune.code))
    assert post(client, house.office, "renew_criteria", adoption.pk).status_code == 302
    assert AdoptedLeaf.objects.get(code="2.1").target is not None
    page = text(get(client, house.office, "criteria_set", house.commune.code, "NTM-2016"))
    assert "Nghị quyết mẫu" in page and "từ 90% trở lên" in page
    wrong = {box: "190", "basis": "Nghị quyết mẫu"}
    assert post(client, house.office, "lay_levels", house.commune.code, "NTM-2016", **wrong).status_code == 422
    assert post(client, house.standing, "lay_levels", house.commune.code, "NTM-2016", **typed).status_code == 403


@pytest.mark.parametrize("code", ["NTM-2009", "NTM-2016", "NTM-2022", "NTM-NC-2022", "NTM-KM-2022", "NTM-2026"])
def test_every_set_shows_its_source_and_what_was_checked(client, house, code):
    page = text(get(client, house.hamlet_head, "criteria_set", house.commune.code, code))
    assert "Quyết định" in page and "Nguồn:" in page
    assert code in text(get(client, house.office, "criteria_sets", house.commune.code))
    assert get(client, house.office, "criteria_set", house.commune.code, "NTM-1900").status_code == 404


def test_strangers_find_nothing(client, house):
    adoption = adopted(house)
    criterion = adoption.criteria.first()
    assert get(client, house.stranger, "criteria_board", house.commune.code).status_code == 404
    assert get(client, house.stranger, "criterion", criterion.pk).status_code == 404
    assert post(client, house.stranger, "renew_criteria", adoption.pk).status_code == 404
    assert get(client, house.provincial, "criterion", criterion.pk).status_code == 200


def test_the_unit_and_its_board_lead_to_its_criteria(client, house):
    """As soon as a set is taken, for everybody who sees the unit; the board asks nothing more for it."""
    board, unit = (reverse(name, args=[house.commune.code]) for name in ("targets:board", "org:unit_more"))
    way = reverse("targets:criteria_board", args=[house.commune.code])
    client.force_login(house.office)
    assert way not in text(client.get(board)) and way not in text(client.get(unit))
    taken = adopted(house)
    for user in (house.office, house.cell_secretary):
        client.force_login(user)
        assert f'"{way}"' in text(client.get(board))
        assert f'"{way}?set={taken.pk}"' in text(client.get(unit))
    client.force_login(house.stranger)
    assert client.get(board).status_code == 404
    withdraw_criteria(taken, by=house.office, reason="Nhầm bộ")
    client.force_login(house.office)
    assert way not in text(client.get(board)) and way not in text(client.get(unit))

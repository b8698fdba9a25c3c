"""Rounds of which only counts are known: Hải Lựu's figures as golden tests; sums that do not close are refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.portal.demonstration.reviews import (
    MEMBERS,
    MEMBERS_PRINTED,
    ORGANISATIONS,
    ORGANISATIONS_PRINTED,
)
from trongtam.reviews.models import Round
from trongtam.reviews.operations import CountTerms, enter_counts, lock_round, open_counts
from trongtam.reviews.operations.schemes import lay_shipped_schemes
from trongtam.reviews.queries.live import PROVIDERS
from trongtam.reviews.queries.schemes import shipped
from trongtam.reviews.queries.summary import Tables, tables_of
from trongtam.targets.tests.measures import make_indicator, make_target

from .rounds import decided, make_schemes, members_of, moment, opened, terms


@pytest.fixture
def hai_luu(house) -> Round:
    """The printed shares with the counts worked out from them, beside the resolution's 90 %."""
    good = make_indicator("dang-vien-tot", measure="stock", unit_of_measure="%", decimals=2, across="none")
    target = make_target(house.commune, good, "2017", 90, by=house.office)
    past = terms(period=Period.year(2017), on=date(2017, 12, 31), title="Xếp loại năm 2017", members_target=target)
    round_ = open_counts(house.committee, past, by=house.office, at=moment())
    for code, kind, levels, printed in (
        ("tsvm-member-2c", "member", MEMBERS, MEMBERS_PRINTED),
        ("tsvm-organisation-01", "organisation", ORGANISATIONS, ORGANISATIONS_PRINTED),
    ):
        counted = CountTerms(kind, levels, sum(levels.values()), printed=printed, reconstructed=True, note="Mẫu")
        enter_counts(round_, counted, scheme=shipped(code), by=house.office, at=moment())
    return round_


def table(house, round_: Round, kind: str) -> Tables:
    return next(one for one in tables_of(round_, house.office) if one.counted.kind == kind)


def shown(value: Decimal | None) -> str:
    assert value is not None
    return f"{value:.2f}"


def test_the_members_of_hai_luu(house, hai_luu):
    told = table(house, hai_luu, "member")
    assert (told.counted.counts.existing, told.counted.counts.rated) == (775, 775)
    assert [(row.code, row.count, shown(row.share)) for row in told.nested.rows] == [
        ("good", 718, "92.65"),
        ("excellent", 113, "14.58"),
        ("completed", 47, "6.06"),
        ("not_completed", 10, "1.29"),
    ]
    assert [row.count for row in told.disjoint.rows] == [113, 605, 47, 10]


def test_against_the_target_in_points(house, hai_luu):
    against = table(house, hai_luu, "member").against
    assert against is not None
    assert (shown(against.share), against.wanted, shown(against.points)) == ("92.65", Decimal(90), "2.65")


def test_the_organisations_of_hai_luu(house, hai_luu):
    told = table(house, hai_luu, "organisation")
    assert told.counted.counts.rated == 110
    assert {row.code: shown(row.share) for row in told.nested.rows if row.count} == {
        "clean_strong": "88.18",
        "well": "11.82",
    }


def test_what_does_not_agree_is_said(house, hai_luu):
    """92,65 + 6,06 + 1,3 = 100,01; and 23,1 % fits no count of 110 or of 97."""
    members = [str(one) for one in table(house, hai_luu, "member").warnings]
    assert len(members) == 1 and ("100.01" in members[0] or "100,01" in members[0])
    organisations = [str(one) for one in table(house, hai_luu, "organisation").warnings]
    assert len(organisations) == 1 and ("23.1" in organisations[0] or "23,1" in organisations[0])


def test_the_page_says_how_it_came_about(client, house, hai_luu):
    client.force_login(house.office)
    text = client.get(f"/reviews/{hai_luu.pk}/table/").content.decode()
    for words in ("92,65%", "2,65", "775", "dựng lại", "88,18%", "23,1"):
        assert words in text, words


def test_counts_that_do_not_close_are_refused(house, hai_luu):
    scheme = shipped("tsvm-member-2c")
    for changed in (
        CountTerms("member", MEMBERS, 776),
        CountTerms("member", MEMBERS, 775, exempt=1),
        CountTerms("member", {**MEMBERS, "good": -605}, 775),
        CountTerms("member", {"best": 775}, 775),
        CountTerms("organisation", ORGANISATIONS, 110),
    ):
        with pytest.raises(Refused):
            enter_counts(hai_luu, changed, scheme=scheme, by=house.office, at=moment())
    assert hai_luu.lines.get(kind="member").levels == MEMBERS


def test_who_is_exempt_or_not_rated_belongs_to_those_there(house, hai_luu):
    """Tân Yên 2015: 8.159 = 6.659 + 1.388 + 112."""
    told = CountTerms("member", {"good": 6000, "completed": 659}, 8159, exempt=1388, not_rated=112)
    line = enter_counts(hai_luu, told, scheme=shipped("tsvm-member-2c"), by=house.office, at=moment())
    assert (line.rated, line.existing) == (6659, 8159)


def test_only_who_runs_the_round_enters(house, hai_luu):
    told = CountTerms("member", MEMBERS, 775)
    for other in (house.cell_secretary, house.provincial, house.stranger, house.standing):
        with pytest.raises(NotAllowed):
            enter_counts(hai_luu, told, scheme=shipped("tsvm-member-2c"), by=other, at=moment())


def test_locked_counts_stay(house, hai_luu):
    lock_round(hai_luu, by=house.office, at=moment())
    with pytest.raises(Refused):
        enter_counts(
            hai_luu, CountTerms("member", MEMBERS, 775), scheme=shipped("tsvm-member-2c"), by=house.office, at=moment()
        )


def test_who_stands_by_name_is_not_typed_as_a_count(house):
    make_schemes()
    round_ = opened(house)
    scheme = round_.subjects.filter(kind="member").first().scheme
    with pytest.raises(Refused):
        enter_counts(round_, CountTerms("member", {"good": 6}, 6), scheme=scheme, by=house.office, at=moment())


# -- live indicators ---------------------------------------------------------------------------------------------------


def test_the_live_share_of_the_year(house, hai_luu):
    year = [(date(2017, 1, 1), date(2017, 12, 31))]
    for key, some, of in (
        ("reviews.members_good_or_better", 718, 775),
        ("reviews.members_excellent", 113, 775),
        ("reviews.members_not_completed", 10, 775),
        ("reviews.cells_good_or_better", 110, 110),
    ):
        (share, sources) = PROVIDERS[key]([house.commune.pk], year, date(2018, 1, 1))[house.commune.pk, 0]
        assert (share.numerator, share.denominator) == (some, of), key
        assert sources == (hai_luu.pk,)


def test_a_round_that_is_going_on_counts_what_is_decided(house):
    round_ = opened(house)
    for one in members_of(round_, house.cell_a)[:2]:
        decided(one, house)
    year = [(date(2025, 1, 1), date(2025, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))]
    found = PROVIDERS["reviews.members_good_or_better"](
        [house.commune.pk, house.other_commune.pk], year, date(2026, 1, 1)
    )
    assert (found[house.commune.pk, 0][0].numerator, found[house.commune.pk, 0][0].denominator) == (2, 2)
    assert found[house.commune.pk, 1][0].denominator == found[house.other_commune.pk, 0][0].denominator == 0


def test_a_report_is_typed_on_the_page_as_it_is_printed(client, house):
    """Hải Lựu's cells for the term 2015–2020 by the scheme of its time: counts worked out, shares as printed, no nought for what
    no paper counts; typed again nothing of it is lost."""
    lay_shipped_schemes()
    days = {"period": Period.parse("2015..2020"), "on": date(2020, 5, 20), "kind": "term"}
    round_ = open_counts(house.committee, terms(title="Nhiệm kỳ mẫu", **days), by=house.office, at=moment())
    client.force_login(house.office)
    scheme = shipped("tsvm-organisation-01")
    url = reverse("reviews:enter_counts", args=[round_.pk, scheme.pk])
    assert url in client.get(reverse("reviews:choose_scheme", args=[round_.pk])).content.decode()
    given = {
        "existing": "110", "level-clean_strong": "97", "level-well": "13", "printed-clean_strong": "88,18",
        "printed-clean_strong_excellent": "23,1", "printed-well": "11,82", "reconstructed": "on", "note": "Mẫu",
    }  # fmt: skip
    assert client.post(url, given).status_code == 302
    line = round_.lines.get()
    assert (line.levels, line.reconstructed) == (ORGANISATIONS, True)
    assert line.printed == ORGANISATIONS_PRINTED
    page = client.get(url).content.decode()
    assert 'value="23,1"' in page and "checked" in page
    text = client.get(f"/reviews/{round_.pk}/table/").content.decode()
    assert "in là 23,1, không số lượng nào" in text and "dựng lại" in text and "Yếu kém" not in text
    wrong = client.post(url, given | {"printed-well": "118"})
    assert wrong.status_code == 422 and "từ 0 đến 100" in wrong.content.decode()
    assert client.post(url, given | {"level-well": "12"}).status_code == 422

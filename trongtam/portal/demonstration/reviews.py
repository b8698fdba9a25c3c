"""Classification: Hải Lựu's printed shares with the counts worked out from them, and Xã Mẫu's round that is going on.

Source 003 prints members 92,65 % (of which 14,6 % excellent), 6,06 %, 1,3 % against a target of 90 %, and organisations 23,1 %
excellent, 88,18 %, 11,82 %. The only bases that fit are worked out: 775 members (718, 47, 10; 113 excellent), 110 organisations
(97, 13); the printed 23,1 % fits no count of either base, so none is kept for it. Xã Mẫu is wholly invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Person, SightGrant, Unit
from trongtam.reviews.ballots import Count
from trongtam.reviews.models import Round, Subject
from trongtam.reviews.operations import (
    CountTerms,
    RoundTerms,
    appraise_unit,
    assess_self,
    contest_fact,
    decide_unit,
    enter_counts,
    lock_round,
    open_counts,
    open_round,
    propose_level,
    record_ballot,
)
from trongtam.reviews.operations.schemes import lay_shipped_schemes
from trongtam.reviews.queries.schemes import shipped
from trongtam.reviews.scheme import Scheme
from trongtam.targets.models import Target

from .shapes import noon

NOTE = "Nguồn 003 chỉ in tỷ lệ; số lượng dựng lại từ tỷ lệ ấy"
MEMBERS = {"excellent": 113, "good": 605, "completed": 47, "not_completed": 10}
MEMBERS_PRINTED = {"good": "92.65", "excellent": "14.6", "completed": "6.06", "not_completed": "1.3"}
ORGANISATIONS = {"clean_strong": 97, "well": 13}
ORGANISATIONS_PRINTED = {"clean_strong": "88.18", "clean_strong_excellent": "23.1", "well": "11.82"}


def lay_counts_of_hai_luu(units: Mapping[str, Unit], *, by: User) -> Round:
    """The term 2015–2020 by the scheme of its time, as counts; nobody stands in it by name."""
    lay_shipped_schemes()
    target = Target.objects.get(unit=units[""], indicator__code="dang-vien-tot", period_code="2015..2020")
    day = date(2020, 5, 20)
    terms = RoundTerms(
        "term",
        Period.parse("2015..2020"),
        *(day,) * 4,
        on=day,
        title="Xếp loại nhiệm kỳ 2015–2020 theo báo cáo",
        members_target=target,
    )
    round_ = open_counts(units["dang-uy"], terms, by=by, at=noon(day))
    for code, kind, levels, printed in (
        ("tsvm-member-2c", "member", MEMBERS, MEMBERS_PRINTED),
        ("tsvm-organisation-01", "organisation", ORGANISATIONS, ORGANISATIONS_PRINTED),
    ):
        counted = CountTerms(kind, levels, sum(levels.values()), printed=printed, reconstructed=True, note=NOTE)
        enter_counts(round_, counted, scheme=shipped(code), by=by, at=noon(day))
    return lock_round(round_, by=by, at=noon(day))


def lay_round_of_mau(
    units: Mapping[str, Unit], people: Mapping[str, Person], *, office: User, secretary: User, today: date
) -> Round:
    """This year's round: one cell decided, one in the middle of its vote, one where more think themselves excellent than the cap
    allows, one that has not begun; and a head of a cell who contests a fact."""
    SightGrant.objects.create(
        person=people["bi-thu-mau"], unit=units["dang-uy"], purpose="Quyết định xếp loại", valid_from=date(2015, 1, 1)
    )
    year = today.year
    days = (date(year, 11, 30), date(year, 12, 10), date(year, 12, 15), date(year, 12, 25))
    terms = RoundTerms("year", Period.year(year), *days, on=today, title=f"Đánh giá, xếp loại năm {year}")
    round_ = open_round(units["dang-uy"], terms, by=office, invented=True)
    for subject in _members(round_, units["hai"]):
        _said(subject, office, best=False)
        _proposed(subject, office, "good")
    appraise_unit(round_, units["hai"], by=office)
    decide_unit(round_, units["hai"], by=office)
    for place, subject in enumerate(_members(round_, units["mot"])):
        _said(subject, secretary, best=False)
        if place < 4:
            _voted(subject, secretary, "good")
    for place, subject in enumerate(_members(round_, units["truong"])):
        _said(subject, office, best=place < 4)
    own = Subject.objects.get(round=round_, kind="leader", unit=units["mot"])
    contest_fact(
        own,
        "work_on_time_share",
        by=secretary,
        text="Hai việc đã xong đúng hạn trong tháng trước nhưng chưa được thẩm định.",
    )
    return round_


def _members(round_: Round, unit: Unit) -> list[Subject]:
    rows = Subject.objects.rated().filter(round=round_, unit=unit, kind="member").select_related("scheme")
    return list(rows.order_by("pk"))


def _said(subject: Subject, by: User, *, best: bool) -> None:
    """Handed in on paper, written down by who keeps the cell's records."""
    assess_self(subject, _points(subject.scheme.read(), best=best), by=by)


def _points(scheme: Scheme, *, best: bool) -> dict[str, Decimal | None]:
    """Nearly all points, or four fifths of those that are not all or none."""
    share = Decimal("0.95") if best else Decimal("0.8")
    return {
        code: item.most if item.kind == "all_or_none" else (item.most * share).quantize(Decimal("0.5"))
        for code, item in scheme.items.items()
    }


def _voted(subject: Subject, by: User, level: str) -> None:
    record_ballot(subject, Count(6, 6, 6, {level: 5, "completed": 1}), by=by)


def _proposed(subject: Subject, by: User, level: str) -> None:
    _voted(subject, by, level)
    propose_level(subject, level, by=by)

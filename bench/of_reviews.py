"""Reviews: a round of a commune of 6,500 members in 120 cells (its page, the cap, a try of it, all forms 2C as a zip), and the
summary of a province of a hundred communes."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import Measure
from bench.clock import repeat
from bench.country import FOUNDED, LOADED_AT, lay_units, office_of
from bench.pages import client_of, open_page
from bench.settling import settled
from trongtam.accounts.models import User
from trongtam.org.models import Person, SightGrant, Unit, UnitKind
from trongtam.reviews.models import Assessment, Fact, Round, SchemeVersion, Subject
from trongtam.reviews.operations.schemes import lay_shipped_schemes
from trongtam.reviews.operations.taking_out import take_out_forms
from trongtam.reviews.queries.capping import cap_rows
from trongtam.reviews.queries.schemes import shipped

PAGE_MS, CAP_MS, ZIP_S, PROVINCE_MS = 100.0, 200.0, 600.0, 300.0
YEAR = 2025
AT_ONCE = 5000
LEVELS = ("excellent", "good", "good", "good", "good", "good", "good", "completed", "good", "not_completed")


@dataclass(frozen=True)
class Size:
    """`others`: communes beside, with so many members each."""

    cells: int
    members: int
    others: int
    each: int


WHOLE, SMALL = Size(120, 6500, 100, 1000), Size(4, 40, 3, 10)


def measures(*, quick: bool = False) -> Iterator[Measure]:
    size, rounds = (SMALL, 3) if quick else (WHOLE, 60)
    lay_shipped_schemes()
    scheme = shipped("qd366-member-2c")
    (province,) = lay_units(UnitKind.PROVINCE, [("Tỉnh Xếp Loại %d", None)])
    communes = lay_units(UnitKind.COMMUNE, [("Xã Xếp Loại %d", province)] * (size.others + 1))
    committees = lay_units(UnitKind.PARTY_COMMITTEE, [("Đảng ủy xã Xếp Loại %d", one) for one in communes])
    Unit.objects.filter(pk__in=[one.pk for one in communes]).update(is_demonstration=True)
    cells = lay_units(UnitKind.CELL, [("Chi bộ thôn Xếp Loại %d", committees[0])] * size.cells)
    office = office_of("van.phong.xep.loai", [committees[0]])
    SightGrant.objects.create(person=office.person, unit=committees[0], purpose="Xếp loại", valid_from=FOUNDED)
    held = _lay_round(committees[0], cells, size.members, scheme)
    for number, committee in enumerate(committees[1:], 1):
        _lay_sums(committee, number, size.each, scheme)
    settled()
    yield from _commune(held, office, rounds)
    yield from _zip(held, office)
    yield from _province(province, rounds)


def _round(committee: Unit) -> Round:
    return Round.objects.create(
        unit=committee, kind="year", period_code=str(YEAR), title=f"Xếp loại năm {YEAR}", on=date(YEAR, 11, 30),
        self_by=date(YEAR, 12, 5), collective_by=date(YEAR, 12, 10), appraisal_by=date(YEAR, 12, 15),
        decision_by=date(YEAR, 12, 20), opened_at=LOADED_AT,
    )  # fmt: skip


def _lay_round(committee: Unit, cells: Sequence[Unit], members: int, scheme: SchemeVersion) -> Round:
    """Every member with his own word, the collective's, and frozen facts; the level is proposed, not decided."""
    held = _round(committee)
    people = Person.objects.bulk_create(
        (
            Person(
                code=f"xl-{number}", full_name=f"Nguyễn Thử {number}", folded=f"nguyen thu {number}",
                home=cells[number % len(cells)],
            )
            for number in range(members)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    subjects = Subject.objects.bulk_create(
        (
            Subject(
                round=held, kind="member", unit=cells[number % len(cells)], person=person, scheme=scheme,
                state="appraisal", proposed=LEVELS[number % len(LEVELS)],
            )
            for number, person in enumerate(people)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    scores = {code: str(item.most - 1) for code, item in scheme.read().items.items()}
    Assessment.objects.bulk_create(
        (
            Assessment(
                subject=one, step=step, scores=scores if step == "self" else {}, total=Decimal(96), level=one.proposed,
                reason="Theo phiếu mẫu.", at=LOADED_AT,
            )
            for one in subjects
            for step in ("self", "collective")
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    Fact.objects.bulk_create(
        (
            Fact(subject=one, code=code, value=100, frozen_at=LOADED_AT)
            for one in subjects
            for code in scheme.read().facts
        ),
        batch_size=AT_ONCE,
    )
    return held


def _lay_sums(committee: Unit, number: int, members: int, scheme: SchemeVersion) -> None:
    """A round that is decided, of a commune beside."""
    held = _round(committee)
    people = Person.objects.bulk_create(
        (
            Person(code=f"xb-{number}-{one}", full_name=f"Trần Thử {one}", folded=f"tran thu {one}", home=committee)
            for one in range(members)
        ),
        batch_size=AT_ONCE,
    )
    Subject.objects.bulk_create(
        (
            Subject(
                round=held, kind="member", unit=committee, person=person, scheme=scheme, state="decided",
                level=LEVELS[place % len(LEVELS)], decided_at=LOADED_AT,
            )
            for place, person in enumerate(people)
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


def _commune(held: Round, office: User, rounds: int) -> Iterator[Measure]:
    client = client_of(office)
    for name, limit in (("round", PAGE_MS), ("cap", CAP_MS)):
        taken = repeat(partial(open_page, client, reverse(f"reviews:{name}", args=[held.pk])), rounds, warm=3)
        yield Measure(f"reviews.{name}_page_p95", taken.p95_ms, "ms", limit)
        yield Measure(f"reviews.{name}_page_cpu_best", taken.cpu_best_ms, "ms")
    with CaptureQueriesContext(connection) as queries:
        open_page(client, reverse("reviews:round", args=[held.pk]))
    yield Measure("reviews.round_page_queries", len(queries), "queries")
    checked = repeat(lambda: cap_rows(held), rounds, warm=2)
    yield Measure("reviews.cap_check_p95", checked.p95_ms, "ms", CAP_MS)
    raised = dict.fromkeys(
        Subject.objects.filter(round=held, proposed="good").values_list("pk", flat=True)[:300], "excellent"
    )
    tried = repeat(lambda: cap_rows(held, changes=raised), rounds, warm=2)
    yield Measure("reviews.what_if_p95", tried.p95_ms, "ms", CAP_MS)


def _zip(held: Round, office: User) -> Iterator[Measure]:
    office.__dict__.pop("_reach", None)
    begun = time.perf_counter()
    taken = take_out_forms(held, "bench", by=office, tell=lambda _done, _total, _said: None)
    yield Measure("reviews.forms_zip_s", time.perf_counter() - begun, "s", ZIP_S)
    with zipfile.ZipFile(BytesIO(taken.content)) as package:
        yield Measure("reviews.forms_in_zip", len(package.namelist()), "forms")
    yield Measure("reviews.zip_mb", len(taken.content) / 2**20, "MB")


def _province(province: Unit, rounds: int) -> Iterator[Measure]:
    above = office_of("van.phong.tinh.xep.loai", [province])
    Unit.objects.filter(pk=province.pk).update(is_demonstration=True)
    client = client_of(above)
    address = f"{reverse('reviews:below', args=[province.code])}?year={YEAR}"
    taken = repeat(lambda: open_page(client, address), rounds, warm=3)
    yield Measure("reviews.province_p95", taken.p95_ms, "ms", PROVINCE_MS)
    yield Measure("reviews.province_cpu_best", taken.cpu_best_ms, "ms")
    with CaptureQueriesContext(connection) as queries:
        open_page(client, address)
    yield Measure("reviews.province_queries", len(queries), "queries")

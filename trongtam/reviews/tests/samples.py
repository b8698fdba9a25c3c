"""What the permission table is tried on: a scheme that the commune's committee made of its own; a member of cell A in a round of
the committee, with an objection that waits."""

from __future__ import annotations

from datetime import date

from trongtam.ground.periods import Period
from trongtam.org.tests.house import House
from trongtam.reviews.models import Fact, Subject
from trongtam.reviews.operations import contest_fact, open_counts
from trongtam.reviews.operations.schemes import adapt_scheme, lay_shipped_schemes
from trongtam.reviews.queries.schemes import shipped

from .rounds import member, members_of, moment, one_of, opened_here, terms


def samples(house: House) -> dict[str, object]:
    lay_shipped_schemes()
    person = member(house.cell_a, "Vũ Thử Xếp Loại", login=True)
    round_ = opened_here(house)
    subject = next(one for one in members_of(round_, house.cell_a) if one.person_id == person.pk)
    Fact.objects.create(subject=subject, code="work_beyond_share", value=20, frozen_at=moment())
    own = Subject.objects.get(round=round_, kind="leader", person=house.secretary.person)
    Fact.objects.create(subject=own, code="work_late_share", value=20, frozen_at=moment())
    past = terms(period=Period.year(2023), on=date(2023, 11, 30), title="Xếp loại năm 2023")
    return {
        "own": own,
        "own_contest": contest_fact(own, "work_late_share", by=house.secretary, text="Chưa tính đủ.", at=moment()),
        "counts": open_counts(house.committee, past, by=house.office, at=moment()),
        "scheme": adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office),
        "shipped": shipped("qd366-leader-2b"),
        "round": round_,
        "subject": subject,
        "cell": one_of(round_, "organisation", house.cell_a),
        "contest": contest_fact(subject, "work_beyond_share", by=person.user, text="Chưa tính đủ.", at=moment()),
    }

"""Reporting rounds through a merger: the new unit owes what was not sent, with a trail; what was sent stays as it was sent."""

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.targets import operations
from trongtam.targets.models import Round, Submission
from trongtam.targets.operations import Row

from .measures import LATER, make_indicator, make_target, moment, number
from .test_mergers import BASIS, ON, Pair, fresh

pytestmark = pytest.mark.django_db
DUE = date(2022, 9, 25)


def asked(pair: Pair, code: str) -> list[Round]:
    """Each commune asks itself, in a round of its own."""
    revenue = make_indicator(f"revenue-{code.lower()}", stated_by="commune")
    made = []
    for commune, office in zip(pair.communes, pair.offices, strict=True):
        make_target(commune, revenue, "2022", 12, by=office)
        given = {"by": office, "units": [commune], "due_on": DUE, "at": moment(2022, 9, 1)}
        made.append(operations.open_round(commune, Period.parse(code), **given))
    return made


def test_the_new_unit_owes_what_was_not_sent(pair_: Pair) -> None:
    rounds = asked(pair_, "2022-9M")
    shown = rehearse_merger(pair_.communes, name="Xã Mới", parent=pair_.province, on=ON, basis=BASIS)
    told = [
        line for carriage in shown.carriages for line in carriage.told() if "9" in line.what and "Mới" in line.becomes
    ]
    assert len(told) == 2, "the rehearsal says it"
    new = pair_.merge()
    for round_ in rounds:
        old = Submission.objects.get(round=round_, unit__in=pair_.communes)
        assert old.carried_to is not None
        assert (old.carried_to.unit, old.carried_to.state) == (new, "open")
        assert list(Submission.objects.standing().filter(round=round_)) == [old.carried_to]
    with pytest.raises((Refused, NotAllowed)):
        operations.submit_sheet(pair_.communes[0], Period.parse("2022-09"), [], by=fresh(pair_.offices[0]), at=LATER)


def test_what_was_sent_and_what_is_owed_for_the_time_before_stays(pair_: Pair) -> None:
    rounds = asked(pair_, "2022-03")
    first, office = pair_.communes[0], pair_.offices[0]
    indicator = first.targets.get().indicator
    operations.submit_sheet(first, Period.parse("2022-03"), [Row(indicator, number(1))], by=office, at=LATER)
    shown = rehearse_merger(pair_.communes, name="Xã Mới", parent=pair_.province, on=ON, basis=BASIS)
    open_lines = [line for carriage in shown.carriages for line in carriage.told() if line.open]
    assert len(open_lines) == 2
    pair_.merge()
    states = [Submission.objects.get(round=one).state for one in rounds]
    assert states == ["submitted", "open"]
    assert not Submission.objects.filter(carried_to__isnull=False).exists()


@pytest.fixture
def pair_() -> Pair:
    return Pair()

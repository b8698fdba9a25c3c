"""What the rows of the map of the sources point at: each kind of pointer is looked up in the built demonstration."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q

from trongtam.emulation.models import Award, Exemplar, MovementReview
from trongtam.emulation.queries.streaks import counters_of
from trongtam.ground.periods import Period
from trongtam.meetings.calendar_of_cell import how_held, quarter_of
from trongtam.meetings.models import Decision, Meeting
from trongtam.org.models import Membership, Person, Post, Unit
from trongtam.org.models.units import on_date
from trongtam.portal.demonstration.build import COMMUNES
from trongtam.resolutions.models import Clause, Document
from trongtam.support.models import Duty, WorkingSession
from trongtam.support.operations.sessions import hash_of
from trongtam.support.queries.duties import followers_of
from trongtam.support.queries.figures import visits_kept
from trongtam.targets.models import Measurement, Target
from trongtam.targets.queries import board, target_rows
from trongtam.work.models import Occurrence, Recurring, Work
from trongtam.work.queries.board import sums
from trongtam.work.queries.recurring import days_on

TITLES = {(c.code, d.key): d.title for c in COMMUNES for d in c.documents}
DAY = Period.parse("2022-9M").end


def user_of(commune: str):
    return Post.objects.get(unit__code=f"{commune}-dang-uy", kind="office").person.user


def document(where: str) -> Document:
    commune, key = where.split("/")[:2]
    return Document.objects.get(unit__code=commune, title=TITLES[commune, key])


def target(where: str) -> Target:
    commune, indicator, period = where.split("/")
    return Target.objects.get(indicator__code=indicator, unit__code=commune, period_code=period, for_criteria=False)


def percent(where: str) -> Decimal:
    found = target(where)
    commune = where.partition("/")[0]
    live = found.indicator.source == "live"
    day = found.period_end if live else found.standing.as_of
    if commune == "dinh-chu":
        day = Period.parse("2020-9M").end
    (row,) = target_rows([found], day, user=user_of(commune))
    assert row.shown is not None
    return row.shown.value


def clause_held(where):
    label = where.rsplit("/", 1)[1]
    assert Clause.objects.filter(document=document(where), label=label).count() == 1


def statement_held(where):
    _commune, indicator, period = where.split("/")
    assert Measurement.objects.current().filter(indicator__code=indicator, period_code=period).count() == 1


def standing_is(where):
    where, _, expected = where.partition("=")
    assert percent(where) == Decimal(expected)


def count_is(where):
    where, _, expected = where.partition("=")
    commune, kind = where.split("/")
    assert Unit.objects.under(Unit.objects.get(code=commune)).filter(kind=kind).count() == int(expected)


def members_are(where):
    commune, _, expected = where.partition("=")
    inside = Unit.objects.under(Unit.objects.get(code=commune))
    assert Membership.objects.filter(on_date(DAY), unit__in=inside).count() == int(expected)


def posts_are(where):
    where, _, expected = where.partition("=")
    commune, kind = where.split("/")
    assert Post.objects.filter(unit__code=f"{commune}-dang-uy", kind=kind).count() == int(expected)


def person_holds(where):
    where, _, expected = where.partition("=")
    assert Person.objects.get(code=where.replace("/", "-")).posts.count() == int(expected)


def board_says(where):
    where, _, expected = where.partition("=")
    commune, code = where.split("/")
    unit = Unit.objects.get(code=commune)
    seen = board(unit, Period.parse(code), user=user_of(commune), today=DAY, as_of=DAY)
    assert "/".join(str(seen.tally.counts[band]) for band in ("met", "partly", "not_met")) == expected


def works_are(where):
    """So many works of units, so many of persons; of a committee that was merged they go on with the new one."""
    where, _, expected = where.partition("=")
    commune, year = where.split("/")
    code = f"{commune}-dang-uy"
    given = Q(unit__code=code) | Q(unit__predecessors__predecessor__code=code)
    counted = sums(Work.objects.filter(given, period_code=year), DAY)
    assert f"{counted.works_of_units}+{counted.works_of_persons}" == expected


def work_of(where):
    """The one work that a unit or a person held in the list of a year."""
    commune, holder, year = where.split("/")
    held = Q(holder_unit__code=f"{commune}-{holder}") | Q(holder_person__code=f"{commune}-{holder}")
    return Work.objects.get(held, period_code=year)


def criteria_served(where):
    where, _, expected = where.partition("=")
    assert sorted(work_of(where).criteria.values_list("number", flat=True)) == [int(one) for one in expected.split(",")]


def products_are(where):
    where, _, expected = where.partition("=")
    amounts = work_of(where).products.order_by("order").values_list("amount", flat=True)
    assert "+".join(f"{amount:.0f}" for amount in amounts) == expected


def steps_are(where):
    """Steps of the roadmap that fall due in the year of the list."""
    where, _, expected = where.partition("=")
    work = work_of(where)
    assert work.milestones.filter(due__year=work.period_code).count() == int(expected)


def focuses_are(where):
    """From how many kinds of focus the works of a year were chosen; none without."""
    where, _, expected = where.partition("=")
    commune, year = where.split("/")
    chosen = Work.objects.filter(unit__code=f"{commune}-dang-uy", period_code=year).values_list("focus", flat=True)
    assert "" not in chosen and len({focus for text in chosen for focus in text.split(",")}) == int(expected)


def kept_by_all(where):
    """So many units kept a recurring work of a year on so many days, all of them each time."""
    where, _, expected = where.partition("=")
    commune, year = where.split("/")
    kept = Recurring.objects.get(unit__code=f"{commune}-dang-uy", start__year=year)
    units, days = expected.split("x")
    said = Occurrence.objects.current().filter(recurring=kept)
    assert set(said.values_list("state", flat=True)) == {"done"}
    assert said.values("unit").distinct().count() == int(units) and len(days_on(kept)) == int(days)
    assert said.count() == int(units) * int(days)


def followers_are(where):
    """So many follow a unit and what lies below it, on a layer on a day."""
    where, _, expected = where.partition("=")
    code, tier, day = where.rsplit("/", 2)
    unit = Unit.objects.get(code=code.replace("/", "-"))
    held = Duty.objects.on(date.fromisoformat(day)).filter(tier=tier, unit__in=Unit.objects.under(unit))
    assert held.count() == int(expected)


def visits_kept_are(where):
    where, _, expected = where.partition("=")
    code, year = where.rsplit("/", 1)
    unit, span = Unit.objects.get(code=code.replace("/", "-")), Period.parse(year)
    share, visits = visits_kept([unit.pk], [(span.start, span.end)])[unit.pk, 0]
    assert f"{share.numerator}/{share.denominator}" == expected and len(visits) == share.numerator


def obligation_is(where):
    """How often those who follow a unit on a day go there at least."""
    where, _, expected = where.partition("=")
    code, day = where.rsplit("/", 1)
    unit = Unit.objects.get(code=code.replace("/", "-"))
    asked = [duty.obligation for duty in followers_of(unit, date.fromisoformat(day)) if duty.obligation]
    assert asked and {f"{one.visits}-{one.every}" for one in asked} == {expected}


def themes_are(where):
    """So many thematic meetings of a cell in a year, each with its theme, one in every quarter."""
    where, _, expected = where.partition("=")
    commune, cell, year = where.split("/")
    held = Meeting.objects.held().filter(unit__code=f"{commune}-{cell}", kind="thematic", month_code__startswith=year)
    assert held.count() == int(expected) == len({one.theme for one in held})
    assert {quarter_of(one.month.start.month) for one in held} == {1, 2, 3, 4}


def prepared_first(where):
    """The committee of a cell met before its thematic meeting."""
    commune, cell, year = where.split("/")
    met = Meeting.objects.held().get(
        unit__code=f"{commune}-{cell}", kind="preparatory", month_code__startswith=year, prepares__kind="thematic"
    )
    assert met.held_on < met.prepares.held_on


def meetings_held(where):
    """So many regular meetings of a cell in a year."""
    where, _, expected = where.partition("=")
    assert _regular(where).count() == int(expected)


def meetings_in_time(where):
    """Of the regular meetings of a cell in a year, how many lay in the window of their month."""
    where, _, expected = where.partition("=")
    held = list(_regular(where))
    kept = [
        one for one in held if how_held((one.month.start.year, one.month.start.month), one.held_on, DAY) == "on_time"
    ]
    assert f"{len(kept)}/{len(held)}" == expected


def decisions_are(where):
    """What a cell decided in a year: so many done, so many still open; each was work."""
    where, _, expected = where.partition("=")
    made = Decision.objects.filter(meeting__in=_regular(where))
    assert not made.filter(work__isnull=True).exists()
    assert f"{made.filter(state='done').count()}+{made.filter(state='open').count()}" == expected


def _regular(where):
    commune, cell, year = where.split("/")
    return Meeting.objects.held().filter(unit__code=f"{commune}-{cell}", kind="regular", month_code__startswith=year)


def _session(where: str) -> WorkingSession:
    commune, _, day = where.partition("/")
    return WorkingSession.objects.get(unit__code=commune, on=day)


def session_had(where):
    where, _, expected = where.partition("=")
    assert _session(where).directions.count() == int(expected)


def session_presented(where):
    where, _, expected = where.partition("=")
    session = _session(where)
    tally = session.presented["tally"]
    assert [tally[band] for band in ("met", "partly", "not_met")] == [int(one) for one in expected.split("/")]
    assert session.presented_hash == hash_of(session.presented)


def award_is(where):
    """So many awards of a form that a unit received for a year; “hai-luu/hai-luu” is the commune itself."""
    where, _, expected = where.partition("=")
    commune, unit, form, year = where.split("/")
    code = commune if unit == commune else f"{commune}-{unit}"
    given = Award.objects.standing().filter(recipient_unit__code=code, form=form, year=year, code="")
    assert sum(one.count for one in given) == int(expected)


def streak_is(where):
    """Years in a row of a title up to a year."""
    where, _, expected = where.partition("=")
    commune, unit, title, year = where.split("/")
    held = Unit.objects.get(code=f"{commune}-{unit}")
    found = {one.title.code: one.streak.years for one in counters_of([held], int(year))[held.pk]}
    assert found[title] == int(expected)


def exemplar_is(where):
    where, _, expected = where.partition("=")
    commune, unit = where.split("/")
    assert Exemplar.objects.get(unit__code=f"{commune}-{unit}", kind="unit").state == expected


def movement_reviewed(where):
    where, _, expected = where.partition("=")
    commune, _, day = where.partition("/")
    assert MovementReview.objects.get(movement__unit__code=f"{commune}-dang-uy", on=day).kind == expected


CHECKS = {
    "award": award_is,
    "streak": streak_is,
    "exemplar": exemplar_is,
    "movement-review": movement_reviewed,
    "meetings-held": meetings_held,
    "meetings-in-time": meetings_in_time,
    "decisions": decisions_are,
    "thematic": themes_are,
    "meeting-prepared": prepared_first,
    "clause": clause_held,
    "document": document,
    "target": target,
    "statement": statement_held,
    "standing": standing_is,
    "count": count_is,
    "members": members_are,
    "posts": posts_are,
    "person": person_holds,
    "board": board_says,
    "works": works_are,
    "kept": kept_by_all,
    "work": work_of,
    "work-criteria": criteria_served,
    "work-products": products_are,
    "work-steps": steps_are,
    "work-focuses": focuses_are,
    "followers": followers_are,
    "visits-kept": visits_kept_are,
    "obligation": obligation_is,
    "session": session_had,
    "presented": session_presented,
}

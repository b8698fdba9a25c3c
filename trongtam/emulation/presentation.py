"""Movements, exemplars, ladders and awards in words and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days, numbers
from trongtam.look.shapes import Fact, Tab
from trongtam.org.models import Unit

from . import ladder as pure
from .models import Award, Exemplar, ExemplarState, LearnerVisit, Movement, Proposal
from .peers import Peer
from .queries.movements import Kept, Stand
from .queries.streaks import Counter
from .titles import FIVE
from .words import language, month_words, quantity

PLACES = (
    ("emulation:exemplars", "exemplars"),
    ("emulation:ladders", "ladders"),
    ("emulation:movements", "movements"),
    ("emulation:awards", "awards"),
)


def places(current: str) -> list[Tab]:
    """The four lists of this room."""
    words = {
        "exemplars": _("Exemplars"),
        "ladders": _("Catching up"),
        "movements": _("Movements"),
        "awards": _("Awards"),
    }
    return [Tab(words[key], reverse(name), key == current) for name, key in PLACES]


# -- exemplars ---------------------------------------------------------------------------------------------------------

_BANDS = {
    ExemplarState.REGISTERED: "partly",
    ExemplarState.RECOGNISED: "met",
    ExemplarState.REPLICATED: "met",
    ExemplarState.ENDED: "not_measured",
}


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def state_of(one: Exemplar) -> tuple[str, str]:
    """Band and word."""
    return _BANDS[ExemplarState(one.state)], sentence(str(one.get_state_display()))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list."""

    url: str
    name: str
    meta: str
    band: str = ""
    word: str = ""


def exemplar_row(one: Exemplar) -> Row:
    band, word = state_of(one)
    meta = f"{one.get_kind_display()} · {one.unit.name}"
    return Row(reverse("emulation:exemplar", args=[one.pk]), one.title, meta, band, word)


def before_words(unit: Unit) -> str:
    """“trước là Chi bộ ấp Một”: whose it was before a merger or a split."""
    return _("before: %(unit)s") % {"unit": unit.name}


def exemplar_steps(one: Exemplar) -> tuple[list[str], int] | None:
    """Registered → recognised → replicated; None once it has ended."""
    order = (ExemplarState.REGISTERED, ExemplarState.RECOGNISED, ExemplarState.REPLICATED)
    if one.state not in order:
        return None
    labels = [sentence(str(state.label)) for state in order]
    return labels, order.index(ExemplarState(one.state)) + 1


def exemplar_facts(one: Exemplar) -> list[Fact]:
    whose = f"{one.unit.name} ({before_words(one.unit_before)})" if one.unit_before is not None else one.unit.name
    found = [Fact(_("Put forward"), days.write(one.registered_on), note=whose, quiet=True)]
    if one.recognised_by is not None and one.recognised_on is not None:
        note = one.recognised_by.name + (f". {one.decision}" if one.decision else "")
        found.append(Fact(_("Recognised"), days.write(one.recognised_on), note=note, quiet=True))
    if one.replicated_on is not None:
        found.append(Fact(_("Being replicated since"), days.write(one.replicated_on), quiet=True))
    if one.ended_on is not None:
        found.append(Fact(_("Ended"), days.write(one.ended_on), note=one.ended_reason, quiet=True))
    if one.person is not None:
        found.append(Fact(_("Person"), one.person.full_name, note=_("with consent"), quiet=True))
    if one.movement is not None:
        found.append(Fact(_("Movement"), one.movement.title, quiet=True))
    return found


def visit_words(one: LearnerVisit) -> str:
    who = one.unit.name if one.unit is not None else one.guests
    people = ngettext("%(n)d person", "%(n)d people", one.people) % {"n": one.people}
    return f"{who}, {people}"


# -- movements ---------------------------------------------------------------------------------------------------------


def movement_row(one: Any) -> Row:
    told = {"first": days.write(one.valid_from), "last": days.write(one.valid_to)}
    span = _("%(first)s to %(last)s") % told
    committed = ngettext("%(n)d unit committed", "%(n)d units committed", one.committed) % {"n": one.committed}
    band, word = movement_state(one, None)
    return Row(
        reverse("emulation:movement", args=[one.pk]), one.title, f"{one.unit.name} · {span} · {committed}", band, word
    )


def movement_state(one: Movement, today: date | None) -> tuple[str, str]:
    if one.closed_on is not None:
        return "met", _("Reviewed and closed")
    if today is not None and today > one.valid_to:
        return "not_met", _("The final review is owed")
    return "partly", _("Running")


def movement_facts(one: Movement) -> list[Fact]:
    told = {"first": days.write(one.valid_from), "last": days.write(one.valid_to)}
    found = [Fact(_("Time"), _("%(first)s to %(last)s") % told, quiet=True)]
    if one.basis:
        found.append(Fact(_("Basis"), one.basis, quiet=True))
    return found


def criterion_words(criterion: Any) -> str:
    """“Buổi tuyên truyền: từ 10 buổi trở lên”."""
    if criterion.indicator is None or criterion.at_least is None:
        return str(criterion.text)
    amount = quantity(criterion.at_least.normalize(), criterion.indicator.unit_of_measure)
    less = criterion.indicator.better == "less"
    told = {"text": criterion.text, "amount": amount}
    return (_("%(text)s: at most %(amount)s") if less else _("%(text)s: at least %(amount)s")) % told


def stand_words(one: Stand | Kept) -> tuple[str, str, str]:
    """Unit, figure, band."""
    if one.value is None or one.criterion.indicator is None:
        return one.unit.name, _("not stated yet"), "not_measured"
    band = "not_measured" if one.meets is None else "met" if one.meets else "partly"
    return one.unit.name, quantity(one.value, one.criterion.indicator.unit_of_measure), band


def stand_text(one: Stand) -> str:
    """What a figure is of: “Kết nạp hội viên, từ 01/03/2026”."""
    text = one.criterion.text
    return _("%(text)s, since %(day)s") % {"text": text, "day": days.write(one.since)} if one.since else text


# -- ladders -----------------------------------------------------------------------------------------------------------

_LADDER_BANDS = {
    pure.SURPASSED: "met",
    pure.CAUGHT_UP: "met",
    pure.LEARNING: "partly",
    pure.NOT_KNOWN: "not_measured",
}


def climb_words(climb: pure.Climb) -> tuple[str, str]:
    """Band and sentence: “Đã vượt từ tháng 9/2026”."""
    return _LADDER_BANDS[climb.stage], _climb_sentence(climb)


def _climb_sentence(climb: pure.Climb) -> str:
    if climb.stage == pure.NOT_KNOWN:
        return _("No month yet of which both have figures")
    if climb.stage == pure.LEARNING:
        if climb.fell_back_on is not None:
            return _("Fell back in %(month)s") % {"month": month_words(climb.fell_back_on)}
        return _("Still learning")
    if climb.stage == pure.SURPASSED:
        if climb.surpassed_on is not None:
            return _("Surpassed in %(month)s") % {"month": month_words(climb.surpassed_on)}
        return _("Ahead since the first month")
    if climb.caught_up_on is not None:
        return _("Caught up in %(month)s") % {"month": month_words(climb.caught_up_on)}
    return _("Level since the first month")


def climb_note(climb: pure.Climb) -> str:
    if climb.stage == pure.SURPASSED and climb.caught_up_on and climb.caught_up_on != climb.surpassed_on:
        return _("Caught up in %(month)s.") % {"month": month_words(climb.caught_up_on)}
    return ""


def ladder_steps(climb: pure.Climb) -> tuple[list[str], int]:
    labels = [_("Build"), _("Learn"), _("Catch up"), _("Surpass")]
    current = {pure.CAUGHT_UP: 3, pure.SURPASSED: 4}.get(climb.stage, 2)
    return labels, current


def peer_words(me: Unit, peer: Peer | None, mine: int | None, above: str) -> str:
    """Why two can be compared: “cùng loại · 9 và 8 đảng viên · cùng Cụm chi bộ thôn”."""
    if peer is None:
        return ""
    said = [_("same kind (%(kind)s)") % {"kind": str(me.get_kind_display()).lower()}]
    if peer.place.size and mine:
        told = {"mine": mine, "theirs": peer.place.size}
        said.append(_("%(mine)d and %(theirs)d members") % told)
    if above:
        said.append(_("both in %(unit)s") % {"unit": above})
    return " · ".join(said)


def gap_words(gap: Decimal | None, unit: str, *, percent: bool) -> str:
    """“hơn 3 đảng viên”, “kém 4,5 điểm %”."""
    if gap is None:
        return "–"
    if not gap:
        return _("neither ahead nor behind")
    size = numbers.rounded(abs(gap), 2).normalize()
    shown = numbers.points(size, language=language()).lstrip("+") if percent or unit == "%" else quantity(size, unit)
    return (_("%(gap)s ahead") if gap > 0 else _("%(gap)s behind")) % {"gap": shown}


# -- awards ------------------------------------------------------------------------------------------------------------


def award_meta(one: Award) -> str:
    said = [str(one.get_level_display()), one.issued_by]
    if one.decision_number:
        said.append(_("decision %(number)s") % {"number": one.decision_number})
    return " · ".join(said)


def award_title(one: Award) -> str:
    """“3 × Giấy khen …” where several of the same were given."""
    return one.title if one.count == 1 else f"{one.count} × {one.title}"


def award_facts(one: Award) -> list[Fact]:
    number = one.decision_number or _("not told by the source")
    dated = days.write(one.decided_on) if one.decided_on else ""
    return [
        Fact(_("For the year"), str(one.year), note=str(one.get_form_display()), quiet=True),
        Fact(_("Level of the award"), str(one.get_level_display()), note=one.issued_by, quiet=True),
        Fact(_("Decision number"), number, note=dated, quiet=True),
    ]


def counter_words(one: Counter) -> str:
    """“Chi bộ tiêu biểu: 5 năm liền (2015–2019)”."""
    told = {"title": one.title.name, "n": one.streak.years, "first": one.streak.first, "last": one.streak.last}
    text = ngettext(
        "%(title)s: %(n)d year (%(last)d)", "%(title)s: %(n)d years in a row (%(first)d–%(last)d)", one.streak.years
    )
    return text % told


def counter_note(one: Counter) -> str:
    said = []
    if one.through:
        said.append(_("with %(units)s before") % {"units": ", ".join(one.through)})
    if one.missing and one.streak.years < FIVE:
        told = {"year": one.streak.first - 1, "units": ", ".join(one.missing)}
        said.append(_("not in %(year)d (%(units)s)") % told)
    return "; ".join(said)


def counters_shown(rows: Sequence[Counter]) -> list[tuple[str, str]]:
    return [(counter_words(one), counter_note(one)) for one in rows]


def proposal_row(one: Proposal) -> Row:
    meta = f"{one.title} · {one.year} · {one.organ.name}"
    return Row(reverse("emulation:proposal", args=[one.pk]), str(one.recipient), meta)

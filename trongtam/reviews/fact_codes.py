"""The facts that conditions of a scheme may speak about, by code. Pure.

`share`: percent, None where there is nothing to count. `count`: a whole number. `yes_no`: True or False. What each holds is
provided by `facts` from the rooms below; a fact that nobody provides is stated by people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trongtam.ground.phrases import Phrase, gettext_noop

Kind = Literal["share", "count", "yes_no"]


@dataclass(frozen=True, slots=True)
class KnownFact:
    code: str
    kind: Kind
    title: Phrase


def _fact(code: str, kind: Kind, msgid: str) -> KnownFact:
    return KnownFact(code, kind, Phrase(msgid))


_KNOWN = (
    _fact("work_done_share", "share", gettext_noop("Work that was done")),
    _fact("work_on_time_share", "share", gettext_noop("Work done on time")),
    _fact("work_beyond_share", "share", gettext_noop("Work beyond what was required")),
    _fact("work_late_share", "share", gettext_noop("Work that was late")),
    _fact("meetings_attended_share", "share", gettext_noop("Meetings attended")),
    _fact("targets_met_share", "share", gettext_noop("Targets of the unit that were met")),
    _fact("duties_kept_share", "share", gettext_noop("Duties of following that were kept")),
    _fact("shortcomings_fixed_share", "share", gettext_noop("Shortcomings pointed out that were fixed")),
    _fact("area_on_time_share", "share", gettext_noop("Work of the area led that was on time")),
    _fact("area_beyond_share", "share", gettext_noop("Work of the area led beyond what was required")),
    _fact("collective_targets_share", "share", gettext_noop("Targets that the collective led has met")),
    _fact("team_targets_share", "share", gettext_noop("Targets that the collective one helps to lead has met")),
    _fact("quarters_not_completed", "count", gettext_noop("Quarters of the year rated as not completed")),
    _fact("serious_errors", "count", gettext_noop("Serious errors in the work")),
    _fact("disciplined", "yes_no", gettext_noop("Disciplined within the period")),
    _fact("discipline_below", "yes_no", gettext_noop("A member or a unit below was disciplined")),
    _fact("degraded", "yes_no", gettext_noop("A conclusion of degradation by the competent body")),
)  # fmt: skip

KNOWN_FACTS: dict[str, KnownFact] = {fact.code: fact for fact in _KNOWN}

_WORK = ("work_done_share", "work_on_time_share", "work_beyond_share", "work_late_share", "meetings_attended_share")
_OF_UNIT = ("targets_met_share", "shortcomings_fixed_share")
# What a form tells of each kind beside the facts that its scheme judges by.
TOLD: dict[str, tuple[str, ...]] = {
    "organisation": (*_WORK, *_OF_UNIT),
    "collective": (*_WORK, *_OF_UNIT),
    "leader": (*_WORK, *_OF_UNIT, "duties_kept_share"),
    "member": (*_WORK, "duties_kept_share"),
}

"""What the report of visits says in sentences, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..owing import EXCUSED, MISSED, Entry
from ..presentation_following import span_words
from ..queries.visit_report import VisitReport

INVENTED = "°"


def abstract(told: VisitReport) -> str:
    return _("results of following %(unit)s, %(span)s") % {
        "unit": told.duty.unit.name,
        "span": span_words(told.span),
    }


def sums(told: VisitReport) -> list[str]:
    """How many visits, how many spans kept, which without a visit, which excused. What is not known is said so."""
    found = told.sum
    said = [
        _("%(name)s, %(tier)s of %(unit)s, went there %(visits)d times in %(span)s.")
        % {
            "name": told.duty.person.full_name,
            "tier": str(told.duty.get_tier_display()).lower(),
            "unit": told.duty.unit.name,
            "visits": len(told.visits),
            "span": span_words(told.span),
        }
    ]
    if found.owed:
        said.append(_("Of %(owed)d that were owed %(made)d were kept.") % {"owed": found.owed, "made": found.made})
    for state, words in ((MISSED, _("Without a visit: %(spans)s.")), (EXCUSED, _("Excused: %(spans)s."))):
        if spans := _spans(told, state):
            said.append(words % {"spans": ", ".join(spans)})
    if found.unknown:
        said.append(_("Of %(n)d it is not known whether there was a visit.") % {"n": found.unknown})
    return said


def _spans(told: VisitReport, state: str) -> list[str]:
    found: list[Entry] = [one for one in told.entries if one.state == state]
    return [span_words(one.span) for one in found]

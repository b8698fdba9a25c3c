"""The summary of a round as values for its paper: the tables that the page shows, and how the caps stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.work.queries.organ import organ_of_list

from ..models import Round, SchemeSubject
from ..papers.summary import Part, Summary
from .capping import CapRow, cap_rows
from .summary import Tables, tables_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def summary_for(round_: Round, user: User) -> Summary:
    """As the round stands now, in the active language."""
    rows = [] if round_.is_counts else cap_rows(round_)
    return Summary(
        title=round_.title,
        organ=organ_of_list(round_.unit),
        parts=[_part(one) for one in tables_of(round_, user)],
        caps=[_sentence(one, round_) for one in rows if one.standing.excellent],
        demo=round_.unit.is_demonstration,
    )


def _part(one: Tables) -> Part:
    line, against = one.counted.line, one.against
    titles = {level.code: level.title for level in one.counted.scheme.levels}
    return Part(
        kind=str(SchemeSubject(one.counted.kind).label),
        scheme=one.counted.scheme,
        counts=one.counted.counts,
        waiting=one.counted.waiting,
        target=against.wanted if against is not None else None,
        share=against.share if against is not None else None,
        reconstructed=line is not None and line.reconstructed,
        note=line.note if line is not None else "",
        known=frozenset(line.levels) if line is not None else None,
        printed=[(titles.get(code, code), share.replace(".", ",")) for code, share in one.printed],
        warnings=[str(warning) for warning in (*one.warnings, *one.disjoint.warnings)],
    )


def _sentence(row: CapRow, round_: Round) -> str:
    told = {
        "name": row.name,
        "n": numbers.write(row.standing.excellent),
        "allowed": numbers.write(row.standing.allowed),
        "share": numbers.percent(row.share),
        "base": numbers.write(row.standing.rated_good),
        "rounding": round_.get_rounding_display(),
    }
    return _("%(name)s: %(n)s excellent, at most %(allowed)s (%(share)s of %(base)s, %(rounding)s).") % told

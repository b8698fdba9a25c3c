"""What the record gives to pages: papers on a meeting's page, a cell's year on a unit's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.queries import live_paper_of, shown_files
from trongtam.archive.rules import can_issue_for
from trongtam.look.registry import Panel
from trongtam.org.models import UnitKind
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from .issuing import SOURCES
from .life import OPEN
from .models import Meeting
from .papers import PAPERS
from .papers.making import offered
from .presenting_grid import needs_words, sums_words
from .presenting_rating import rating_of
from .queries.brought import brought_to
from .queries.grid import grid_of
from .rules import record as rules
from .scoring_forms import is_scored

if TYPE_CHECKING:
    from trongtam.org.models import Unit

WITH_CELLS = frozenset({UnitKind.COMMUNE, UnitKind.PARTY_COMMITTEE, UnitKind.CLUSTER, UnitKind.CELL})


def papers_of_meeting(request: HttpRequest, meeting: Meeting) -> Panel | None:
    """Word of each paper, the way to its signature; scores. The form to print stands there before the meeting too."""
    user = who(request)
    keeps, above = rules.can_keep_record(user, meeting), rules.can_score_as_follower(user, meeting)
    names, brought = offered(meeting), brought_to(meeting, user)
    scored = meeting.held_on is not None and is_scored(meeting.kind)
    if not names and not keeps and not brought:
        return None
    rows = [
        {
            "name": PAPERS[name].name,
            "word": reverse("meetings:paper_word", args=[meeting.pk, name]),
            "issue": reverse("meetings:issue_paper", args=[meeting.pk, name]),
            "paper": live_paper_of(SOURCES[name], str(meeting.pk)),
        }
        for name in names
    ]
    context = {
        "meeting": meeting,
        "papers": rows,
        "issues": bool(names) and can_issue_for(user, meeting.unit),
        "brought": brought,
        "brings": keeps and meeting.state in OPEN,
        "scores": keeps and scored,
        "keeps": keeps,
        "begun": meeting.held_on is not None,
        "photos": shown_files([one.file for one in meeting.minutes_files.select_related("file")], user),
        "scores_above": bool(names) and above and scored,
    }
    return Panel("meetings/parts/papers.html", context)


def year_of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """How the cells of a place meet this year, in a sentence, with the way to the grid. Five queries."""
    user = who(request)
    if unit.kind not in WITH_CELLS or not Reach.of(user).covers(unit):
        return None
    today = timezone.localdate()
    rows = grid_of(unit, user, today.year, today)
    if not rows:
        return None
    needing = [row for row in rows if row.needs_help]
    context = {
        "url": reverse("meetings:cells", args=[unit.code]),
        "plan_url": reverse("meetings:plan", args=[unit.code]) if unit.kind == UnitKind.CELL else "",
        "summary": sums_words(rows),
        "needs": needs_words(needing[0].line) if unit.kind == UnitKind.CELL and needing else "",
        "rating": rating_of(rows[0].line, over=False) if unit.kind == UnitKind.CELL else None,
        "needing": len(needing) if unit.kind != UnitKind.CELL else 0,
    }
    return Panel("meetings/parts/year.html", context)

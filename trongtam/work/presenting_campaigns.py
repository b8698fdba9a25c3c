"""Campaigns in words and marks: what the glance, a row, a fact and the desk say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from trongtam.ground import days
from trongtam.look.shapes import Fact, TallyItem
from trongtam.org.models import PostKind, UnitKind

from .asking import Holder, Phase, Stand
from .life import State
from .models import Campaign, Focus, Work
from .queries.campaigns import BEGUN

if TYPE_CHECKING:
    from .queries.campaigns import HolderRow, Owed, Reckoned

# How it stands, in the three that the glance counts; and in the words of a row.
GROUPS = {Stand.DONE: "done", Stand.WAITING: "waiting"}
BANDS = {"done": "met", "waiting": "partly", "missing": "not_met", "beside": "not_measured"}
WORDS = {
    Stand.MISSING: gettext_noop("not registered"),
    Stand.RETURNED: gettext_noop("sent back, to be corrected"),
    Stand.DRAFT: gettext_noop("being drafted, not handed in"),
    Stand.SHORT: gettext_noop("not as many as asked"),
    Stand.WAITING: gettext_noop("waits for approval"),
    Stand.DONE: gettext_noop("approved"),
}


def group_of(row: HolderRow) -> str:
    """What the glance counts it as: done, waiting, missing, or beside where nobody asks."""
    return GROUPS.get(row.stand, "missing") if row.owes else "beside"


def stand_words(row: HolderRow) -> str:
    if row.persons > 1:
        return _("%(enough)s of %(persons)s have registered") % {"enough": row.enough, "persons": row.persons}
    if not row.owes:
        return _("registered without being asked")
    if row.stand is Stand.SHORT:
        return ngettext("%(n)d work is missing", "%(n)d works are missing", row.short) % {"n": row.short}
    return _(WORDS[row.stand])


@dataclass(frozen=True, slots=True)
class ShownWork:
    """A work below its holder: its state, and what is unusual about it."""

    work: Work
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownHolder:
    row: HolderRow
    name: str
    band: str
    words: str
    place: str
    works: list[ShownWork]
    enter_url: str


def shown(row: HolderRow, campaign: Campaign, *, enters: bool) -> ShownHolder:
    """`enters`: the viewer may register for others, where something is missing."""
    name = row.name
    if row.persons > 1:
        name = ngettext("%(n)d person, %(place)s", "%(n)d persons, %(place)s", row.persons)
        name %= {"n": row.persons, "place": row.place}
    return ShownHolder(
        row=row,
        name=name,
        band=BANDS[group_of(row)],
        words=stand_words(row),
        place=row.place if row.is_person and row.persons == 1 and row.place != row.name else "",
        works=[shown_work(*one) for one in row.works],
        enter_url=_enter_url(row, campaign) if enters and row.owes and row.short else "",
    )


def shown_work(work: Work, late: bool, off: bool) -> ShownWork:
    said = [str(work.get_state_display())]
    if work.focus:
        said.append(work.focus_words)
    if late:
        said.append(_("registered late"))
    if off:
        said.append(_("not among the focuses asked"))
    return ShownWork(work, reverse("work:work", args=[work.pk]), " · ".join(said))


def form_url(campaign: Campaign, holder: str = "") -> str:
    """The form of registration with the campaign filled in, and the holder where one is meant."""
    asked = {"campaign": str(campaign.pk), **({"holder": holder} if holder else {})}
    return f"{reverse('work:propose_work', args=[campaign.unit.code])}?{urlencode(asked)}"


def owed_url(owed: Owed) -> str:
    """Where one registers what one owes: what is begun or came back, or a new form."""
    return begun_url(owed.begun) if owed.begun is not None else form_url(owed.campaign, _holder(owed.holder))


def begun_url(work: Work) -> str:
    """A draft is looked over and registered on its page; what came back is written anew first."""
    page = "work:rewrite_work" if work.state == State.RETURNED else "work:work"
    return reverse(page, args=[work.pk])


def _holder(key: Holder) -> str:
    return f"{key[0]}:{key[1]}"


def _enter_url(row: HolderRow, campaign: Campaign) -> str:
    begun = [work for work, _late, _off in row.works if work.state in BEGUN]
    return begun_url(begun[0]) if begun else form_url(campaign, _holder(row.key))


def owed_title(owed: Owed) -> str:
    if owed.holder[0] == "person":
        return _("Register your own breakthrough work")
    return _("Register the breakthrough work of %(unit)s") % {"unit": owed.name}


def owed_detail(owed: Owed) -> str:
    missing = ngettext("%(n)d work is missing", "%(n)d works are missing", owed.row.short) % {"n": owed.row.short}
    return f"{owed.campaign.title} · {missing}" if owed.campaign.least > 1 else owed.campaign.title


def tallies(found: Reckoned, address: str = "") -> list[TallyItem]:
    """Who has and who has not, each count leading to its rows."""
    counts = found.reckoning

    def item(key: str, count: int, word: str) -> TallyItem:
        return TallyItem(BANDS[key], count, url=f"{address}?how={key}#danh-sach" if address else "", word=word)

    return [
        item("done", counts.done, _("approved")),
        item("waiting", counts.enough - counts.done, _("waits for approval")),
        item("missing", counts.missing, _("missing")),
    ]


def summary(found: Reckoned) -> str:
    """“54 nơi, người phải đăng ký: 30 đã đăng ký, 24 còn thiếu.”"""
    counts = found.reckoning
    told = {"asked": len(counts.asked), "enough": counts.enough, "missing": counts.missing}
    return _("%(asked)s must register: %(enough)s have, %(missing)s have not.") % told


def facts(found: Reckoned) -> list[Fact]:
    campaign = found.campaign
    each = ngettext("%(n)d work", "%(n)d works", campaign.least) % {"n": campaign.least}
    return [
        Fact(_("Register until"), days.write(campaign.due), note=phase_words(found), quiet=True),
        Fact(_("Each at least"), each, note=campaign.basis, quiet=True),
    ]


def phase_words(found: Reckoned) -> str:
    """Where the campaign stands in time."""
    campaign = found.campaign
    if found.phase is Phase.CLOSED:
        assert campaign.closed_on is not None
        return _("closed on %(day)s") % {"day": days.write(campaign.closed_on)}
    if found.phase is Phase.BEFORE:
        return _("opens on %(day)s") % {"day": days.write(campaign.opens_on)}
    if found.phase is Phase.LATE:
        late = (found.day - campaign.due).days
        return ngettext("%(n)d day over, still open", "%(n)d days over, still open", late) % {"n": late}
    left = (campaign.due - found.day).days
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left} if left else _("the last day is today")


def who_registers(campaign: Campaign) -> str:
    """“Chi bộ, Thôn, Bí thư chi bộ”."""
    units = [str(UnitKind(kind).label) for kind in campaign.unit_kinds]
    return ", ".join([*units, *(str(PostKind(kind).label) for kind in campaign.post_kinds)])


def focus_words(campaign: Campaign) -> str:
    asked = [str(one.label) for one in Focus if one.value in campaign.focuses]
    words = ", ".join(asked) or _("anything")
    return words[:1].upper() + words[1:]


def title_of_year(year: int) -> str:
    """What a new campaign is called unless somebody calls it otherwise."""
    return _("Registration of breakthrough works %(year)s") % {"year": year}


@dataclass(frozen=True)
class ShownCampaign:
    """A campaign in a list."""

    found: Reckoned
    url: str
    words: str
    summary: str
    band: str

    @property
    def campaign(self) -> Campaign:
        return self.found.campaign


def shown_campaign(found: Reckoned) -> ShownCampaign:
    over = found.phase is Phase.CLOSED
    band = "not_measured" if over else "met" if not found.reckoning.missing else "partly"
    url = reverse("work:campaign", args=[found.campaign.pk])
    return ShownCampaign(found, url, phase_words(found), summary(found), band)


def new_terms_initial(year: int, today: date) -> dict[str, Any]:
    """What the form of a new campaign starts from: the next month, cells and those who lead them."""
    return {
        "title": title_of_year(year),
        "year": str(year),
        "opens_on": today,
        "least": 1,
        "unit_kinds": [UnitKind.CELL.value],
        "post_kinds": [PostKind.CELL_SECRETARY.value],
        "focuses": [one.value for one in Focus],
    }

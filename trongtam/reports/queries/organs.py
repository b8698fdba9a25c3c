"""Who issues the paper of a report: names as they stand in the tree, the fixed words that
the office keeps, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from trongtam.ground.vntext import fold
from trongtam.org.models import Post, PostKind, Unit, UnitKind
from trongtam.org.queries import last_place
from trongtam.org.reach import TERRITORIES
from trongtam.resolutions.models import Side as Of

from ..models import OrganOf, PaperKind, Report, Wording

ISSUER_OF = {
    Of.PARTY: UnitKind.PARTY_COMMITTEE,
    Of.COUNCIL: UnitKind.PEOPLES_COUNCIL,
    Of.GOVERNMENT: UnitKind.GOVERNMENT,
}
SYMBOLS = {
    OrganOf.PARTY: "BC/ĐU",
    OrganOf.COUNCIL: "BC-HĐND",
    OrganOf.GOVERNMENT: "BC-UBND",
    OrganOf.CELL: "BC/CB",
}
NEVER_SIGN = (PostKind.OFFICE, PostKind.ADMINISTRATOR)
PLACE_WORDS = ("xã", "phường", "thị trấn", "tỉnh", "thành phố", "huyện", "quận", "đặc khu")


PARTY_ORGANS = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
}
# Organs that hang on a unit: living ones, or those that ended together with it.
_living = Q(ended_on=None) | Q(ended_on=F("parent__ended_on"))


@dataclass(frozen=True)
class Organs:
    """Head and foot of a paper, in Vietnamese. `organ` names whose fixed words they are; `signer` is empty where the name is
    left to be written by hand."""

    organ: OrganOf
    superior: str
    issuer: str
    place: str
    symbol: str
    body: str
    post: str
    signer: str
    recipients: tuple[str, ...]
    kept: str
    addressee: str = ""
    """Who receives the paper first where the office has set nothing else: the superior organ, by the tree."""


def organs_of(report: Report, on: date | None = None) -> Organs:
    """On a day of the paper (today by default): who signs by a post that had ended then is not named.

    Four queries at most: the tree above with the organs that hang on it, the fixed words, the signer.
    """
    of, unit = Of(report.document.side), report.unit
    stood = last_place(unit)
    above = {one.pk: one for one in Unit.objects.filter(pk__in=stood)}
    territories = [above[pk] for pk in stood if pk in above and above[pk].kind in TERRITORIES]
    places = [one.pk for one in territories]
    organs = {one.parent_id: one.name for one in Unit.objects.filter(_living, parent_id__in=places, kind=ISSUER_OF[of])}
    home = territories[-1] if territories else unit
    superior = next((organs[one.pk] for one in reversed(territories[:-1]) if one.pk in organs), "")
    cell = unit.kind == UnitKind.CELL
    issuer = (
        unit.name
        if cell
        else organs.get(home.pk) or (unit.name if unit.kind == ISSUER_OF[of] else report.document.organ)
    )
    if cell:
        superior = organs.get(home.pk, "")
    organ = OrganOf.CELL if cell else OrganOf(of.value)
    addressee = superior or _organ_above(territories[:-1], of)
    words = wording_of(unit, organ, addressee)
    post, signer = _signed(report, words.post, on or timezone.localdate())
    recipients = tuple(line.strip() for line in words.recipients.splitlines() if line.strip())
    place = place_of(home.name)
    return Organs(
        organ,
        superior,
        issuer,
        place,
        SYMBOLS[organ],
        words.body,
        _printed(organ, post),
        signer,
        recipients,
        words.kept,
        addressee,
    )


def _organ_above(territories: list[Unit], of: Of) -> str:
    """The organ of the nearest territory above that still lives, named after it where the tree does not keep the organ
    itself: "Tỉnh Mẫu" gives "Tỉnh ủy Mẫu", "Ủy ban nhân dân tỉnh Mẫu"."""
    above = next((one for one in reversed(territories) if one.ended_on is None), None)
    if above is None:
        return ""
    kind = above.name.removesuffix(place_of(above.name)).strip()
    if of == Of.PARTY:
        party = PARTY_ORGANS.get(kind.lower(), "")
        return f"{party} {place_of(above.name)}" if party else ""
    organ = "Hội đồng nhân dân" if of == Of.COUNCIL else "Ủy ban nhân dân"
    return f"{organ} {above.name[:1].lower()}{above.name[1:]}" if kind else f"{organ} {above.name}"


def wording_of(unit: Unit, organ: OrganOf, superior: str) -> Wording:
    """What the office has set for reports, else the standard, which is not kept."""
    kept = Wording.objects.filter(unit=unit, organ=organ, paper=PaperKind.REPORT).first()
    return kept or standard_wording(unit, organ, superior)


def standard_wording(unit: Unit, organ: OrganOf, superior: str) -> Wording:
    body, post, kept, members = {
        OrganOf.PARTY: ("Ban Thường vụ", "Bí thư", "Văn phòng Đảng ủy", "Các đồng chí cấp ủy viên"),
        OrganOf.COUNCIL: ("Thường trực Hội đồng nhân dân", "Chủ tịch", "VT", "Các đại biểu Hội đồng nhân dân"),
        OrganOf.GOVERNMENT: ("Ủy ban nhân dân", "Chủ tịch", "VT", "Các thành viên Ủy ban nhân dân"),
        OrganOf.CELL: ("Chi bộ", "Bí thư", "Chi bộ", "Các đồng chí cấp ủy viên"),
    }[organ]
    recipients = "\n".join(filter(None, (superior, members)))
    return Wording(
        unit=unit, organ=organ, paper=PaperKind.REPORT, recipients=recipients, kept=kept, body=body, post=post
    )


def signers_of(report: Report, on: date) -> QuerySet[Post]:
    """Posts held on a day in the unit or an organ that hangs on it, by which a paper can be signed.

    Who heads a State organ mostly holds his post of record in the Party committee: how it is printed is said beside it.
    """
    units = Unit.objects.filter(pk=report.unit_id) | Unit.objects.filter(
        parent_id=report.unit_id, kind__in=ISSUER_OF.values()
    )
    held = Post.objects.filter(unit__in=units, valid_from__lte=on).exclude(valid_to__lte=on)
    return held.exclude(kind__in=NEVER_SIGN).select_related("person", "unit").order_by("kind", "person__full_name")


def _signed(report: Report, usual: str, on: date) -> tuple[str, str]:
    """Post and name at the foot."""
    chosen = report.signer
    if chosen is None or chosen.valid_from > on or (chosen.valid_to is not None and chosen.valid_to <= on):
        return usual, ""
    return report.signs_as or usual, chosen.person.full_name


def _printed(organ: OrganOf, post: str) -> str:
    """A deputy of a State organ signs for its head, a line above (NĐ 30/2020); a Party body is collective: no K/T."""
    head = post[4:]
    if organ in (OrganOf.COUNCIL, OrganOf.GOVERNMENT) and fold(post).startswith("pho ") and head:
        return f"KT. {head[:1].upper()}{head[1:]}\n{post}"
    return post


def place_of(name: str) -> str:
    """The name of a place without its kind: "Xã An Khánh" gives "An Khánh"."""
    for word in PLACE_WORDS:
        if fold(name).startswith(fold(word) + " "):
            return name[len(word) + 1 :]
    return name

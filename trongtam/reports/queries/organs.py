"""Who issues the paper of a report: names as they stand in the tree, the rest left to be written by hand."""

from __future__ import annotations

from dataclasses import dataclass

from trongtam.ground.vntext import fold
from trongtam.org.models import Unit, UnitKind
from trongtam.resolutions.models import Side as Of

from ..models import Report

TERRITORIES = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)
ISSUER_OF = {
    Of.PARTY: UnitKind.PARTY_COMMITTEE,
    Of.COUNCIL: UnitKind.PEOPLES_COUNCIL,
    Of.GOVERNMENT: UnitKind.GOVERNMENT,
}
PLACE_WORDS = ("xã", "phường", "thị trấn", "tỉnh", "thành phố", "huyện", "quận", "đặc khu")


@dataclass(frozen=True)
class Organs:
    """Head and foot of a paper, in Vietnamese. No names of persons: whoever signs writes his own."""

    superior: str
    issuer: str
    place: str
    symbol: str
    body: str
    post: str
    recipients: tuple[str, ...]
    kept: str


def organs_of(report: Report) -> Organs:
    """Two queries: the tree above with the organs that hang on it."""
    of, unit = Of(report.document.side), report.unit
    above = {one.pk: one for one in Unit.objects.filter(pk__in=unit.path_ids)}
    territories = [above[pk] for pk in unit.path_ids if pk in above and above[pk].kind in TERRITORIES]
    places = [one.pk for one in territories]
    organs = {
        one.parent_id: one.name for one in Unit.objects.filter(parent_id__in=places, kind=ISSUER_OF[of], ended_on=None)
    }
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
    symbol, body, post, kept = _signs(of, cell)
    recipients = tuple(filter(None, (superior, "Các đồng chí cấp ủy viên" if of == Of.PARTY else "Các thành viên")))
    return Organs(superior, issuer, place_of(home.name), symbol, body, post, recipients, kept)


def _signs(of: Of, cell: bool) -> tuple[str, str, str, str]:
    """Symbol, body that is signed for, post of who signs, where a copy is kept."""
    if cell:
        return "BC/CB", "Chi bộ", "Bí thư", "Chi bộ"
    return {
        Of.PARTY: ("BC/ĐU", "Ban Thường vụ", "Bí thư", "Văn phòng Đảng ủy"),
        Of.COUNCIL: ("BC-HĐND", "Thường trực Hội đồng nhân dân", "Chủ tịch", "VT"),
        Of.GOVERNMENT: ("BC-UBND", "Ủy ban nhân dân", "Chủ tịch", "VT"),
    }[of]


def place_of(name: str) -> str:
    """The name of a place without its kind: "Xã An Khánh" gives "An Khánh"."""
    for word in PLACE_WORDS:
        if fold(name).startswith(fold(word) + " "):
            return name[len(word) + 1 :]
    return name
